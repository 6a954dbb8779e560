"""WhatsApp's limits on what is sent. Pure. Source: Meta's Cloud API reference, messages and customer service window.

Where Meta's pages and its OpenAPI file disagree, the stricter figure holds. A length is counted in UTF-16 code units:
Meta does not say how it counts, and by that measure an emoji is two, so that what fits here fits in any case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.whatsapp.outgoing import (
    Button,
    Buttons,
    Choices,
    ContactRequest,
    Document,
    Image,
    LocationRequest,
    Outgoing,
    Reaction,
    Row,
    Template,
    Text,
)

TEXT_CHARACTERS = 4096
INTERACTIVE_CHARACTERS = 1024  # a body with buttons or a list (Meta's text says 4096 for lists, its schema 1024)
CAPTION_CHARACTERS = 1024
HEADER_CHARACTERS = FOOTER_CHARACTERS = 60
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_TITLE, ROW_DESCRIPTION, ROW_ID = 10, 24, 72, 200
SECTIONS, SECTION_TITLE = 10, 24
TEMPLATE_CHARACTERS = TEMPLATE_VALUE = 1024  # with its values filled in, and each of them
EMOJI_CHARACTERS = 32
SERVICE_WINDOW = timedelta(hours=24)
# Free-form messages are refused once the window is over; the margin covers queueing and clock differences.
WINDOW_MARGIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Problem:
    """`length` and `most` are counts of what `what` says: characters, or things."""

    field: str
    length: int
    most: int
    what: str = "characters"

    def __str__(self) -> str:
        if self.what == "alike":
            return f"{self.field} is there twice"
        if not self.length:
            return f"{self.field} is empty"
        return f"{self.field} has {self.length} {self.what}, {self.most} are the most"


class LimitError(Exception):
    """WhatsApp would not take it; the message names every field and its length, `problems` has them as values."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


def length(text: str) -> int:
    """In UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str) -> bool:
    """Whether WhatsApp takes this text as one message."""
    return not check(Text(text))


def refuse_what_does_not_fit(outgoing: Outgoing) -> None:
    """Raises LimitError."""
    if problems := check(outgoing):
        raise LimitError(problems)


def check(outgoing: Outgoing) -> list[Problem]:
    """Everything about it that WhatsApp would not take."""
    return list(_problems(outgoing))


def _problems(outgoing: Outgoing) -> Iterator[Problem]:
    match outgoing:
        case Text():
            yield from _text("text", outgoing.body, TEXT_CHARACTERS)
        case Buttons():
            yield from _interactive(outgoing)
            yield from _count("buttons", len(outgoing.buttons), BUTTONS)
            yield from _each("button", outgoing.buttons, BUTTON_TITLE, BUTTON_ID)
        case Choices():
            yield from _interactive(outgoing)
            yield from _list(outgoing)
        case LocationRequest() | ContactRequest():
            yield from _text("text", outgoing.body, INTERACTIVE_CHARACTERS)
        case Image() | Document():
            yield from _optional("caption", outgoing.caption, CAPTION_CHARACTERS)
        case Template():
            for number, value in enumerate(outgoing.values, 1):
                yield from _text(f"value {number}", value, TEMPLATE_VALUE)
            yield from _optional("text", outgoing.text or None, TEMPLATE_CHARACTERS)
        case Reaction():
            yield from _optional("emoji", outgoing.emoji or None, EMOJI_CHARACTERS)


def _interactive(outgoing: Buttons | Choices) -> Iterator[Problem]:
    yield from _text("text", outgoing.body, INTERACTIVE_CHARACTERS)
    yield from _optional("header", outgoing.header, HEADER_CHARACTERS)
    yield from _optional("footer", outgoing.footer, FOOTER_CHARACTERS)


def _list(outgoing: Choices) -> Iterator[Problem]:
    rows = [row for section in outgoing.sections for row in section.rows]
    yield from _text("list button", outgoing.button, BUTTON_TITLE)
    yield from _count("list", len(rows), ROWS, "rows")
    yield from _count("list", len(outgoing.sections), SECTIONS, "sections")
    for number, section in enumerate(outgoing.sections, 1):
        yield from _count(f"section {number}", len(section.rows), ROWS, "rows")
        if len(outgoing.sections) > 1 or section.title is not None:
            yield from _text(f"section {number} title", section.title or "", SECTION_TITLE)
    yield from _each("row", rows, ROW_TITLE, ROW_ID)
    for number, row in enumerate(rows, 1):
        yield from _optional(f"row {number} description", row.description, ROW_DESCRIPTION)


def _each(name: str, items: Sequence[Row | Button], title: int, identifier: int) -> Iterator[Problem]:
    """Titles and ids, which may not be there twice."""
    for number, item in enumerate(items, 1):
        yield from _text(f"{name} {number} title", item.title, title)
        yield from _text(f"{name} {number} id", item.id, identifier)
        before = items[: number - 1]
        if name == "button" and item.title.strip() in {other.title.strip() for other in before}:
            yield Problem(f"{name} {number} title", 2, 1, "alike")
        if item.id in {other.id for other in before}:
            yield Problem(f"{name} {number} id", 2, 1, "alike")


def _text(field: str, text: str, most: int) -> Iterator[Problem]:
    if not text.strip():
        yield Problem(field, 0, most)
    elif length(text) > most:
        yield Problem(field, length(text), most)


def _optional(field: str, text: str | None, most: int) -> Iterator[Problem]:
    if text is not None:
        yield from _text(field, text, most)


def _count(field: str, number: int, most: int, what: str = "entries") -> Iterator[Problem]:
    if not 0 < number <= most:
        yield Problem(field, number, most, what)


def window_open(last_customer_at: datetime | None, now: datetime) -> bool:
    """Whether free-form messages may still go out, counted from the customer's last message by WhatsApp's clock."""
    return last_customer_at is not None and now < last_customer_at + SERVICE_WINDOW - WINDOW_MARGIN
