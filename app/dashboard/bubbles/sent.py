"""What Lotse sends beside plain words, as the customer sees it. Pure.

The content is what app.whatsapp.outgoing made of it; one of any other form must do no harm.
"""

from typing import Any

from app.dashboard.bubbles.shapes import Body, Choices, Offered, Section, Template
from app.whatsapp.lenient import objs, word

Fields = dict[str, Any]

MOST = 10  # buttons, sections and rows; WhatsApp takes no more


def buttons(content: Fields, text: str | None) -> Body:
    return Offered(*_around(content, text), buttons=_titles(content.get("buttons")))


def location_request(content: Fields, text: str | None) -> Body:
    return Offered(*_around(content, text), buttons=(), code="location_request")


def contact_request(content: Fields, text: str | None) -> Body:
    return Offered(*_around(content, text), buttons=(), code="contact_request")


def choices(content: Fields, text: str | None) -> Body:
    sections = tuple(map(_section, objs(content.get("sections"))[:MOST]))
    return Choices(*_around(content, text), button=word(content, "button", 64), sections=sections)


def template(content: Fields, text: str | None) -> Body:
    values = content.get("values")
    filled = [value for value in values[:MOST] if isinstance(value, str)] if isinstance(values, list) else []
    return Template(word(content, "name", 512), word(content, "language", 16), tuple(filled))


def _around(content: Fields, text: str | None) -> tuple[str | None, str | None, str | None]:
    return word(content, "header", 200), word(content, "body", 4096) or text, word(content, "footer", 200)


def _titles(given: object) -> tuple[str, ...]:
    return tuple(title for button in objs(given)[:MOST] if (title := word(button, "title", 64)))


def _section(section: Fields) -> Section:
    rows = objs(section.get("rows"))[:MOST]
    return Section(word(section, "title", 64), tuple((word(row, "title", 64) or "", _about(row)) for row in rows))


def _about(row: Fields) -> str | None:
    return word(row, "description", 200)
