"""What the business may send: Meta's request bodies, and the errors for wrong ones. Pure."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from simulator.graph_errors import GraphError

# WhatsApp Cloud API reference, text messages: 4096 characters; callback data: 512 (256 until 2025).
Body = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
Model = TypeVar("Model", bound=BaseModel)
CallbackData = Annotated[str, StringConstraints(max_length=512)]
MessageId = Annotated[str, StringConstraints(min_length=1)]


class Part(BaseModel):
    # Strict: Meta does not take a number for a text either.
    model_config = ConfigDict(strict=True)


class Text(Part):
    body: Body
    preview_url: bool = False


class Context(Part):
    message_id: MessageId


class Outgoing(Part):
    """What all types have in common."""

    messaging_product: Literal["whatsapp"]
    recipient_type: Literal["individual"] = "individual"
    to: MessageId | None = None
    recipient: MessageId | None = None
    type: str = "text"
    context: Context | None = None
    biz_opaque_callback_data: CallbackData | None = None

    def content(self) -> dict[str, Any]:
        """The object named after the type, as the business sent it."""
        part: BaseModel = getattr(self, self.type)
        return part.model_dump(exclude_unset=True)


class OutgoingText(Outgoing):
    text: Text


class TypingIndicator(Part):
    type: Literal["text"]


class ReadMark(Part):
    messaging_product: Literal["whatsapp"]
    status: Literal["read"]
    message_id: MessageId
    typing_indicator: TypingIndicator | None = None


# To carry another type: a class above, one line here, and its bubble on the phone.
TYPES: dict[str, type[Outgoing]] = {"text": OutgoingText}
NOT_YET = frozenset(
    {"audio", "contacts", "document", "image", "interactive", "location"}
    | {"pin", "reaction", "sticker", "template", "video"}
)


def parse(body: object) -> Outgoing | ReadMark:
    """The request that a decoded JSON body holds. Raises GraphError as Meta would."""
    if not isinstance(body, dict):
        raise GraphError(100, "The request body must be a JSON object.")
    if "status" in body:
        return _validated(ReadMark, body)
    kind = body.get("type", "text")
    if isinstance(kind, str) and kind in NOT_YET:
        raise GraphError(131051, f"This simulator does not carry messages of type {kind} yet.")
    if not isinstance(kind, str) or kind not in TYPES:
        names = ", ".join(sorted(name.upper() for name in {*TYPES, *NOT_YET}))
        raise _parameter_error(f"Param type must be one of {{{names}}} - got {str(kind)[:80]!r}.")
    outgoing = _validated(TYPES[kind], body)
    if not (outgoing.to or outgoing.recipient):
        raise _parameter_error("The parameter to is required.")
    if isinstance(outgoing, OutgoingText) and not outgoing.text.body.strip():
        raise _parameter_error("Param text['body'] must not be empty.")
    return outgoing


def _validated(model: type[Model], body: dict[str, Any]) -> Model:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise _as_graph_error(error) from error


def _as_graph_error(error: ValidationError) -> GraphError:
    first = error.errors(include_url=False, include_input=False)[0]
    where = [str(step) for step in first["loc"]]
    name = where[0] + "".join(f"['{step}']" for step in where[1:])
    if first["type"] != "missing":
        return _parameter_error(f"Param {name}: {first['msg']}.")
    if name == "messaging_product":
        return _parameter_error(f"The parameter {name} is required.")
    return GraphError(131008, f"Parameter {name} is mandatory.")


def _parameter_error(sentence: str) -> GraphError:
    return GraphError(100, sentence, title=f"(#100) {sentence}")
