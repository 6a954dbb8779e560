"""What an agent's form asks to send. Pure."""

from collections.abc import Mapping, Sequence

from app.dashboard.media_rows import Medium
from app.playbook.utility import UtilityTemplate
from app.whatsapp.limits import BUTTONS, CAPTION_CHARACTERS, ROWS, length
from app.whatsapp.outgoing import (
    Button,
    Buttons,
    Choices,
    ContactRequest,
    Document,
    Image,
    LocationRequest,
    Outgoing,
    Row,
    Section,
    Template,
    Text,
)

EMOJI = ("👍", "❤️", "😂", "😮", "😢", "🙏")  # what agents can react with
MODES = ("text", "buttons", "list", "location_request", "contact_request")

# Said to the customer when the agent only asks and writes nothing of their own.
ASKS = {
    ("location_request", "de"): "Bitte senden Sie uns Ihren Standort.",
    ("location_request", "en"): "Please send us your location.",
    ("contact_request", "de"): "Bitte teilen Sie uns Ihre Telefonnummer mit.",
    ("contact_request", "en"): "Please share your phone number with us.",
}


def text_of(form: Mapping[str, str], name: str) -> str:
    """Forms bring their lines with CRLF, and PostgreSQL stores no NUL."""
    return form.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()


def outgoing(form: Mapping[str, str], language: str, attached: Medium | None) -> list[Outgoing]:
    """The messages that the form makes, in their order; an empty text makes one that is refused as empty.

    A text goes with the file as its caption where it fits, else as a message of its own after it. `language` is the
    customer's.
    """
    said = _said(form, language)
    if attached is None:
        return [said]
    if isinstance(said, Text) and length(said.body) <= CAPTION_CHARACTERS:
        return [_file(attached, said.body or None)]
    return [_file(attached, None), said]


def _file(attached: Medium, caption: str | None) -> Outgoing:
    if attached.kind == "image":
        return Image(attached.id, caption)
    return Document(attached.id, attached.filename or "Datei", caption)


def _said(form: Mapping[str, str], language: str) -> Outgoing:
    text = text_of(form, "text")
    match form.get("mode"):
        case "buttons":
            return Buttons(text, _buttons(form))
        case "list":
            return Choices(text, text_of(form, "list-button"), (Section(_rows(form)),))
        case "location_request":
            return LocationRequest(text or _ask("location_request", language))
        case "contact_request":
            return ContactRequest(text or _ask("contact_request", language))
        case _:
            return Text(text)


def _ask(mode: str, language: str) -> str:
    return ASKS[mode, "de" if language == "de" else "en"]


def _buttons(form: Mapping[str, str]) -> tuple[Button, ...]:
    titles = [text_of(form, f"button-{number}") for number in range(1, BUTTONS + 1)]
    return tuple(Button(f"agent-{number}", title) for number, title in enumerate(filter(None, titles), 1))


def _rows(form: Mapping[str, str]) -> tuple[Row, ...]:
    given = [(text_of(form, f"row-{number}"), text_of(form, f"about-{number}")) for number in range(1, ROWS + 1)]
    some = [(title, about) for title, about in given if title or about]
    return tuple(Row(f"agent-{number}", title, about or None) for number, (title, about) in enumerate(some, 1))


def template(form: Mapping[str, str], usable: Sequence[UtilityTemplate]) -> Template | None:
    """The template that the form chose, with its values; None when it is not, or no longer, one of the usable."""
    chosen = next((item for item in usable if template_key(item) == form.get("template")), None)
    return None if chosen is None else filled(form, chosen)


def filled(form: Mapping[str, str], chosen: UtilityTemplate) -> Template:
    """This template with the form's values for it."""
    names = [f"{template_key(chosen)} {number}" for number in range(1, chosen.places + 1)]
    # Meta refuses line breaks, tabs and long gaps inside a value.
    values = tuple(" ".join(text_of(form, name).split()) for name in names)
    return Template(chosen.name, chosen.language, values, chosen.filled(values))


def template_key(item: UtilityTemplate) -> str:
    return f"{item.name} {item.language}"
