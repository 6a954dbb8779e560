"""The Graph side: what the business calls."""

import hmac
import json
import re
from typing import Any

from flask import Blueprint, Response, abort, request

from simulator import misdeeds, outbound
from simulator.envelopes import DISPLAY_NUMBER, VERIFIED_NAME
from simulator.graph_errors import GraphError, bad_token, unknown_object
from simulator.identifiers import trace_id
from simulator.outbound import Outgoing, ReadMark
from simulator.parts import parts

VERSION = re.compile(r"v\d{1,3}\.\d")
MALFORMED = "The request body is not valid JSON."

graph = Blueprint("graph", __name__)


@graph.before_request
def check_access() -> None:
    """Meta looks at the token first, then at the object."""
    if not VERSION.fullmatch((request.view_args or {}).get("version", "")):
        abort(404)
    parts().stopping.wait(parts().misbehaviour.current().latency_ms / 1000)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise bad_token("An access token is required to request this resource.")
    if not hmac.compare_digest(token.strip().encode(), parts().settings.access_token.encode()):
        raise bad_token("Invalid OAuth access token - Cannot parse access token")


@graph.get("/<version>/<object_id>")
def number(version: str, object_id: str) -> Response:
    """The business number, or the fields of it that were asked for."""
    check_number(object_id)
    facts = {
        "verified_name": VERIFIED_NAME,
        "code_verification_status": "VERIFIED",
        "display_phone_number": f"+{DISPLAY_NUMBER[:2]} {DISPLAY_NUMBER[2:4]} {DISPLAY_NUMBER[4:]}",
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
    }
    wanted = request.args.get("fields", ",".join(facts)).split(",")
    return answer({**{name: facts[name] for name in wanted if name in facts}, "id": object_id})


@graph.post("/<version>/<object_id>/messages")
def messages(version: str, object_id: str) -> Response:
    """Takes in a message, or a mark that one was read."""
    check_number(object_id)
    try:
        return take(outbound.parse(decoded_body()))
    except GraphError as error:
        parts().exchange.note_refusal(error)
        raise


@graph.route("/<version>/<path:rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def anything_else(version: str, rest: str) -> Response:
    raise GraphError(2500, "", title=f"Unknown path components: /{rest}")


@graph.errorhandler(GraphError)
def refuse(error: GraphError) -> Response:
    response = answer(error.body(), error.status)
    if error.code == 190:
        response.headers["WWW-Authenticate"] = 'OAuth "Facebook Platform" "invalid_token"'
    return response


def take(asked: Outgoing | ReadMark) -> Response:
    if isinstance(asked, ReadMark):
        parts().exchange.mark_read(asked)
        return answer({"success": True})
    rule = parts().misbehaviour.draw()
    if rule is None or rule.accepts:
        response = accept(asked)
    return response if rule is None else misdeeds.commit(rule)


def accept(outgoing: Outgoing) -> Response:
    customer, message = parts().exchange.send(outgoing)
    contact = {"input": outgoing.to or outgoing.recipient}
    if outgoing.to:
        contact["wa_id"] = customer.wa_id
    else:
        contact["user_id"] = customer.user_id
    return answer({"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": message.wamid}]})


def check_number(object_id: str) -> None:
    if object_id != parts().settings.phone_number_id:
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
