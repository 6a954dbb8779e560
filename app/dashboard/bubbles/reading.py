"""From a message's kind and content to the shape that is drawn. Pure; the content is JSON of any form."""

from collections.abc import Callable
from typing import Any

from app.dashboard.bubbles import incoming, sent
from app.dashboard.bubbles.shapes import Body, File, Plain, Told
from app.whatsapp.lenient import obj, word

Fields = dict[str, Any]

LONGEST_KIND = 32


def body(kind: str, content: object, text: str | None = None) -> Body:
    """What there is to draw. A kind that is new to Lotse says that it is, and what the agent can do."""
    reader = READERS.get(kind)
    return reader(obj(content), text) if reader else Told("unknown", kind[:LONGEST_KIND])


def _plain(content: Fields, text: str | None) -> Body:
    return Plain() if text and text.strip() else Told("empty")


def _file(code: str) -> Callable[[Fields, str | None], Body]:
    def read(content: Fields, text: str | None) -> Body:
        voice = code == "audio" and content.get("voice") is True
        return File("voice" if voice else code, word(content, "filename", 255))

    return read


def _told(code: str) -> Callable[[Fields, str | None], Body]:
    return lambda content, text: Told(code)


READERS: dict[str, Callable[[Fields, str | None], Body]] = {
    "text": _plain,
    **{code: _file(code) for code in ("image", "video", "audio", "document", "sticker")},
    "location": incoming.location,
    "contacts": incoming.cards,
    "button": incoming.button,
    "interactive": incoming.interactive,
    "order": incoming.order,
    "system": incoming.system,
    "unsupported": incoming.unsupported,
    "request_welcome": _told("request_welcome"),
    "ephemeral": _told("ephemeral"),
    "buttons": sent.buttons,
    "list": sent.choices,
    "location_request": sent.location_request,
    "contact_request": sent.contact_request,
    "template": sent.template,
}
KINDS = frozenset(READERS)
