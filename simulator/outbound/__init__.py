"""What the business may send: Meta's request bodies, and the errors for wrong ones. Pure."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from simulator.graph_errors import GraphError, parameter_error
from simulator.outbound import cards, interactive, plain, templates
from simulator.outbound.base import Outgoing, ReadMark
from simulator.outbound.problems import as_graph_error

__all__ = ["Outgoing", "ReadMark", "parse"]

Model = TypeVar("Model", bound=BaseModel)

# To carry another type: a class in this package, one line here, and its bubble on the phone.
TYPES: dict[str, type[Outgoing]] = {
    "audio": plain.OutgoingAudio,
    "contacts": cards.OutgoingContacts,
    "document": plain.OutgoingDocument,
    "image": plain.OutgoingImage,
    "location": plain.OutgoingLocation,
    "reaction": plain.OutgoingReaction,
    "sticker": plain.OutgoingSticker,
    "template": templates.OutgoingTemplate,
    "text": plain.OutgoingText,
    "video": plain.OutgoingVideo,
}
# Meta carries them, the simulator does not.
NOT_CARRIED = frozenset({"pin"})
INTERACTIVE_NOT_CARRIED = frozenset(
    {"address_message", "call_permission_request", "carousel", "catalog_message", "flow", "order_details"}
    | {"order_status", "product", "product_list", "voice_call"}
)


def parse(body: object) -> Outgoing | ReadMark:
    """The request that a decoded JSON body holds. Raises GraphError as Meta would."""
    if not isinstance(body, dict):
        raise GraphError(100, "The request body must be a JSON object.")
    if "status" in body:
        return _validated(ReadMark, body)
    outgoing = _validated(_model(body), body)
    if not (outgoing.to or outgoing.recipient):
        raise parameter_error("The parameter to is required.")
    return outgoing


def _model(body: dict[str, Any]) -> type[Outgoing]:
    kind = body.get("type", "text")
    if kind == "interactive":
        return _interactive_model(body)
    if isinstance(kind, str) and kind in NOT_CARRIED:
        raise GraphError(131051, f"This simulator does not carry messages of type {kind}.")
    if not isinstance(kind, str) or kind not in TYPES:
        names = ", ".join(sorted(name.upper() for name in {*TYPES, *NOT_CARRIED, "interactive"}))
        raise parameter_error(f"Param type must be one of {{{names}}} - got {str(kind)[:80]!r}.")
    return TYPES[kind]


def _interactive_model(body: dict[str, Any]) -> type[Outgoing]:
    inner = body.get("interactive")
    kind = inner.get("type") if isinstance(inner, dict) else None
    if kind is None:
        name = "interactive" if inner is None else "interactive['type']"
        raise GraphError(131008, f"Parameter {name} is mandatory.")
    if isinstance(kind, str) and kind in INTERACTIVE_NOT_CARRIED:
        raise GraphError(131051, f"This simulator does not carry interactive messages of type {kind}.")
    if not isinstance(kind, str) or kind not in interactive.KINDS:
        names = ", ".join(sorted(interactive.KINDS))
        raise GraphError(131009, f"Param interactive['type'] must be one of {{{names}}} - got {str(kind)[:80]!r}.")
    return interactive.KINDS[kind]


def _validated(model: type[Model], body: dict[str, Any]) -> Model:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise as_graph_error(error) from error
