"""How a send is answered when a fault strikes it."""

import socket

from flask import Response, request

from simulator.faults import Rule
from simulator.graph_errors import GraphError
from simulator.parts import parts


def commit(rule: Rule, due: Response | None) -> Response:
    """`due`: the answer that was due; None when the message was not taken in. Raises GraphError for "error"."""
    if rule.fault == "error":
        raise GraphError(rule.error_code, "This error was ordered by a fault switch.", status=rule.status)
    if rule.fault == "hang":
        parts().stopping.wait(parts().misbehaviour.current().hang_seconds)
    if rule.fault == "slow":
        parts().stopping.wait(rule.milliseconds / 1000)
    if due is not None and rule.fault in ("slow", "fail"):
        return due
    return drop_connection()


def drop_connection() -> Response:
    """Closes the connection under the server's feet, so that not one byte of an answer goes out."""
    connection = request.environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)
    return Response(status=500)
