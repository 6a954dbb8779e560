"""Who may call the Graph side, and how it answers."""

import hmac
import json
import re
from typing import Any

from flask import Response, abort, g, request

from simulator import numbers
from simulator.graph_errors import GraphError, bad_token, unknown_object
from simulator.identifiers import trace_id
from simulator.numbers import Number
from simulator.parts import parts

VERSION = re.compile(r"v\d{1,3}\.\d")
MALFORMED = "The request body is not valid JSON."


def check_access() -> None:
    """Meta looks at the token first, then at the object."""
    if not VERSION.fullmatch((request.view_args or {}).get("version", "")):
        abort(404)
    parts().stopping.wait(parts().misbehaviour.answer_pause())
    g.numbers = numbers_of(request.headers.get("Authorization", ""))


def numbers_of(authorization: str) -> list[Number]:
    """The business numbers that this header opens. Raises GraphError 190."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise bad_token("An access token is required to request this resource.")
    with parts().database.transaction() as connection:
        everyone = numbers.everyone(connection)
    opened = [number for number in everyone if _same(token.strip(), number.access_token)]
    if opened:
        return opened
    if any(number.access_token is None for number in everyone):
        raise bad_token("Error validating access token: The session has been invalidated.", subcode=460)
    raise bad_token("Invalid OAuth access token - Cannot parse access token")


def _same(token: str, wanted: str | None) -> bool:
    return wanted is not None and hmac.compare_digest(token.encode(), wanted.encode())


def opened_number(object_id: str) -> Number:
    """Raises GraphError when the token does not open a number with this id."""
    for number in g.numbers:
        if number.id == object_id:
            found: Number = number
            return found
    raise unknown_object(object_id)


def decoded_body() -> Any:
    # A body of another content type is nothing to Meta: it then misses the first parameter.
    if not request.is_json:
        return {}
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise GraphError(100, MALFORMED, title=f"(#100) {MALFORMED}") from error


def answer(body: dict[str, Any], status: int = 200) -> Response:
    response = Response(json.dumps(body), status, content_type="application/json; charset=UTF-8")
    response.headers["x-fb-trace-id"] = trace_id()
    response.headers["facebook-api-version"] = (request.view_args or {}).get("version", "")
    return response


def refusal(error: GraphError) -> Response:
    response = answer(error.body(), error.status)
    if error.code == 190:
        response.headers["WWW-Authenticate"] = 'OAuth "Facebook Platform" "invalid_token"'
    return response
