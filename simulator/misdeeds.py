"""How a send is answered when a fault strikes it."""

import socket

from flask import Response, request

from simulator.faults import Rule
from simulator.graph_errors import GraphError
from simulator.parts import parts


def commit(rule: Rule) -> Response:
    """Never gives the answer that was due. Raises GraphError for the fault "error"."""
    if rule.fault == "error":
        raise GraphError(rule.error_code, "This error was ordered by a fault switch.", status=rule.status)
    if rule.fault == "hang":
        parts().stopping.wait(parts().misbehaviour.current().hang_seconds)
    return drop_connection()


def drop_connection() -> Response:
    """Closes the connection under the server's feet, so that not one byte of an answer goes out."""
    connection = request.environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)
    return Response(status=500)
