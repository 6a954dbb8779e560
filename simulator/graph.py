"""The Graph side: what the business calls."""

from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from simulator import graph_access, graph_media, media_rules, misdeeds, number_facts, outbound
from simulator.envelopes import ACCOUNT_ID
from simulator.graph_access import answer, decoded_body, opened_number
from simulator.graph_errors import GraphError
from simulator.graph_media import graph_media as media_routes
from simulator.numbers import Number
from simulator.outbound import Outgoing, ReadMark
from simulator.parts import parts

graph = Blueprint("graph", __name__)
graph.register_blueprint(media_routes)
graph.before_request(graph_access.check_access)
graph.register_error_handler(GraphError, graph_access.refusal)


@graph.get("/<version>/<object_id>")
def facts(version: str, object_id: str) -> Response:
    """Of a business number, or of a file."""
    if any(number.id == object_id for number in g.numbers):
        wanted = request.args.get("fields", "")
        return answer(number_facts.facts(opened_number(object_id), wanted, parts().settings.webhook))
    return graph_media.describe(object_id)


@graph.get(f"/<version>/{ACCOUNT_ID}/subscribed_apps")
def subscribed_apps(version: str) -> Response:
    return answer(number_facts.subscribed_apps())


@graph.post("/<version>/<object_id>/messages")
def messages(version: str, object_id: str) -> Response:
    """Takes in a message, or a mark that one was read."""
    number = opened_number(object_id)
    try:
        return take(number, outbound.parse(decoded_body()))
    except GraphError as error:
        parts().exchange.note_refusal(error)
        raise


@graph.route("/<version>/<path:rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def anything_else(version: str, rest: str) -> Response:
    raise GraphError(2500, "", title=f"Unknown path components: /{rest}")


@graph.errorhandler(RequestEntityTooLarge)
def too_large(_: RequestEntityTooLarge) -> Response:
    return graph_access.refusal(media_rules.too_large())


def take(number: Number, asked: Outgoing | ReadMark) -> Response:
    if isinstance(asked, ReadMark):
        parts().exchange.mark_read(number.id, asked)
        return answer({"success": True})
    rule = parts().misbehaviour.draw()
    if rule is None:
        return accept(number, asked)
    return misdeeds.commit(rule, accept(number, asked, rule.failure) if rule.accepts else None)


def accept(number: Number, outgoing: Outgoing, ordered: GraphError | None = None) -> Response:
    customer, message = parts().exchange.send(number.id, outgoing, ordered)
    contact: dict[str, Any] = {"input": outgoing.to or outgoing.recipient}
    if outgoing.to:
        contact["wa_id"] = customer.wa_id
    else:
        contact["user_id"] = customer.user_id
    status = {"message_status": "accepted"} if outgoing.type == "template" else {}
    said = {"id": message.wamid, **status}
    return answer({"messaging_product": "whatsapp", "contacts": [contact], "messages": [said]})
