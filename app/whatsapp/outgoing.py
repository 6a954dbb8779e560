"""What can be sent, as values, and the bodies that Meta's Graph API takes for them. Pure.

Source: Meta's Cloud API reference, messages. What fits is checked in `limits`.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    kind: ClassVar[str] = "text"
    body: str
    preview_url: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """`id` comes back when the customer taps it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """A text with up to three buttons under it."""

    kind: ClassVar[str] = "buttons"
    body: str
    buttons: tuple[Button, ...]
    header: str | None = None
    footer: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    rows: tuple[Row, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """A text with a button that opens a list of up to ten rows."""

    kind: ClassVar[str] = "list"
    body: str
    button: str
    sections: tuple[Section, ...]
    header: str | None = None
    footer: str | None = None


@dataclass(frozen=True, slots=True)
class LocationRequest:
    """Asks where the customer is; they answer with one tap."""

    kind: ClassVar[str] = "location_request"
    body: str


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """Asks a customer who hides the phone number for it."""

    kind: ClassVar[str] = "contact_request"
    body: str


@dataclass(frozen=True, slots=True)
class Image:
    """`media` is the id of our row; `meta_id`, which Meta gives when the bytes are uploaded, is filled in to send."""

    kind: ClassVar[str] = "image"
    media: int
    caption: str | None = None
    meta_id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """As Image, with the name that the customer sees."""

    kind: ClassVar[str] = "document"
    media: int
    filename: str
    caption: str | None = None
    meta_id: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """An approved utility template with the values for its places; `text` is how it reads, for our own eyes."""

    kind: ClassVar[str] = "template"
    name: str
    language: str
    values: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on a message; an empty one takes it away."""

    kind: ClassVar[str] = "reaction"
    message_id: str
    emoji: str


Outgoing = (
    Text | Buttons | Choices | LocationRequest | ContactRequest | Image | Document | Template | Reaction
)  # fmt: skip
CLASSES: dict[str, type[Any]] = {
    made.kind: made
    for made in (Text, Buttons, Choices, LocationRequest, ContactRequest, Image, Document, Template, Reaction)
}


def to_json(outgoing: Outgoing) -> Json:
    """As it is kept; `from_json` makes it again."""
    return {"type": outgoing.kind, **{name: value for name, value in asdict(outgoing).items() if value is not None}}


def from_json(kept: Json) -> Outgoing:
    """Raises KeyError or TypeError for what `to_json` did not make."""
    given = dict(kept)
    made = CLASSES[given.pop("type")]
    for name, parts in (("buttons", Button), ("sections", Section)):
        if name in given:
            given[name] = tuple(_part(parts, item) for item in given[name])
    if "values" in given:
        given["values"] = tuple(given["values"])
    outgoing: Outgoing = made(**given)
    return outgoing


def _part(made: type[Any], item: Json) -> Any:
    if made is Section:
        return Section(tuple(Row(**row) for row in item["rows"]), item.get("title"))
    return made(**item)


def preview(outgoing: Outgoing) -> str | None:
    """Its words, for lists and search."""
    match outgoing:
        case Image(caption=caption) | Document(caption=caption):
            return caption
        case Template(text=text):
            return text or None
        case Reaction():
            return None
        case _:
            return outgoing.body


def media_row(outgoing: Outgoing) -> int | None:
    """The id of our row with the bytes that must be uploaded before this can be sent."""
    return outgoing.media if isinstance(outgoing, Image | Document) else None


def with_media_id(outgoing: Outgoing, meta_id: str) -> Outgoing:
    return replace(outgoing, meta_id=meta_id) if isinstance(outgoing, Image | Document) else outgoing


def body(outgoing: Outgoing, recipient: dict[str, str], callback_id: str, quotes: str | None = None) -> Json:
    """The JSON for POST /{phone number id}/messages.

    `recipient` is {"to": digits} or {"recipient": business-scoped id}. A number gets its "+": without it Meta puts
    the business's own country code before it. Reactions quote nothing; templates show no quote.
    """
    name, content = _content(outgoing)
    context = {"message_id": quotes} if quotes and not isinstance(outgoing, Reaction | Template) else None
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **{key: f"+{value}" if key == "to" else value for key, value in recipient.items()},
        **({"context": context} if context else {}),
        "type": name,
        name: content,
        "biz_opaque_callback_data": callback_id,
    }


def _content(outgoing: Outgoing) -> tuple[str, Json]:
    """Meta's type, and the object named after it."""
    match outgoing:
        case Text():
            return "text", {"body": outgoing.body, "preview_url": outgoing.preview_url}
        case Image() | Document():
            named = {"filename": outgoing.filename} if isinstance(outgoing, Document) else {}
            return outgoing.kind, _given(id=outgoing.meta_id, caption=outgoing.caption, **named)
        case Template():
            return "template", _template(outgoing)
        case Reaction():
            return "reaction", {"message_id": outgoing.message_id, "emoji": outgoing.emoji}
        case _:
            return "interactive", _interactive(outgoing)


def _interactive(outgoing: Buttons | Choices | LocationRequest | ContactRequest) -> Json:
    said = {"body": {"text": outgoing.body}}
    match outgoing:
        case LocationRequest():
            return {"type": "location_request_message", **said, "action": {"name": "send_location"}}
        case ContactRequest():
            return {"type": "contact_request", **said, "action": {"name": "request_contact_info"}}
        case Buttons():
            replies = [{"type": "reply", "reply": asdict(button)} for button in outgoing.buttons]
            return {"type": "button", **_around(outgoing), **said, "action": {"buttons": replies}}
        case Choices():
            sections = [
                _given(title=section.title, rows=[_given(**asdict(row)) for row in section.rows])
                for section in outgoing.sections
            ]
            return {
                "type": "list",
                **_around(outgoing),
                **said,
                "action": {"button": outgoing.button, "sections": sections},
            }


def _around(outgoing: Buttons | Choices) -> Json:
    return _given(
        header={"type": "text", "text": outgoing.header} if outgoing.header else None,
        footer={"text": outgoing.footer} if outgoing.footer else None,
    )


def _template(outgoing: Template) -> Json:
    values = [{"type": "text", "text": value} for value in outgoing.values]
    components = [{"type": "body", "parameters": values}] if values else None
    return _given(name=outgoing.name, language={"code": outgoing.language}, components=components)


def _given(**values: Any) -> Json:
    """Meta's schema knows no null: what is absent is left out."""
    return {name: value for name, value in values.items() if value is not None}
