"""What customers send. Pure: each takes the message's content, of any form, and its text."""

import re
from typing import Any

from app.dashboard.bubbles.shapes import Body, Card, Cards, Changed, Form, Location, Order, Ordered, Tapped, Told
from app.whatsapp.lenient import number, obj, objs, word

Fields = dict[str, Any]

MOST_ITEMS = 100
MOST_LINES = 20
LARGEST = 1e12  # beyond it a quantity or a price is nonsense, and its digits would fill the bubble
_CURRENCY = re.compile("[A-Z]{3}")
_LISTS = (("phone", "phones"), ("email", "emails"), ("address", "addresses"), ("url", "urls"))
# What WhatsApp names as the type of a message that it does not pass on.
ABOUT = frozenset({"poll", "edit", "button", "event", "video_note", "group_invite", "pin", "payment", "list"})


def location(content: Fields, text: str | None) -> Body:
    return Location(
        _degrees(content, "latitude", 90),
        _degrees(content, "longitude", 180),
        word(content, "name", 200),
        word(content, "address", 400),
        word(content, "url", 2048),
    )


def _degrees(content: Fields, key: str, most: int) -> float | None:
    found = number(content, key)
    return found if found is not None and abs(found) <= most else None


def cards(content: Fields, text: str | None) -> Body:
    return Cards(tuple(_card(card) for card in objs(content.get("contacts"))[:MOST_ITEMS]))


def _card(card: Fields) -> Card:
    lines = [(code, line) for code, key in _LISTS for line in _texts(card.get(key))]
    return Card(
        word(card, "name", 200),
        word(card, "org", 200),
        word(card, "birthday", 32),
        card.get("requested") is True,
        tuple(lines),
    )


def _texts(values: object) -> list[str]:
    given = values[:MOST_LINES] if isinstance(values, list) else []
    return [value[:300] for value in given if isinstance(value, str) and value.strip()]


def button(content: Fields, text: str | None) -> Body:
    return Tapped("template", text or word(content, "payload", 256), None)


def interactive(content: Fields, text: str | None) -> Body:
    reply = word(content, "reply", 32)
    if reply in {"button", "list"}:
        return Tapped(str(reply), text or word(content, "title", 256), word(content, "description", 256))
    if reply == "flow":
        return Form(word(content, "name", 200), word(content, "body", 1024), _fields(content.get("fields")))
    return Told("call_permission" if reply == "call_permission" else "reply_unknown")


def _fields(given: object) -> tuple[tuple[str, str], ...]:
    named = list(obj(given).items())[:MOST_ITEMS]
    return tuple((str(name)[:128], value[:1024]) for name, value in named if isinstance(value, str))


def order(content: Fields, text: str | None) -> Body:
    items = objs(content.get("items"))[:MOST_ITEMS]
    return Order(word(content, "catalog_id", 64), tuple(map(_ordered, items)))


def _ordered(item: Fields) -> Ordered:
    currency = word(item, "currency", 8)
    known = currency if currency and _CURRENCY.fullmatch(currency) else None
    return Ordered(word(item, "product", 120), _amount(item, "quantity"), _amount(item, "price"), known)


def _amount(item: Fields, key: str) -> float | None:
    found = number(item, key)
    return found if found is not None and abs(found) < LARGEST else None


def system(content: Fields, text: str | None) -> Body:
    change = word(content, "change", 32)
    code = change if change in {"number", "user_id", "identity"} else "other"
    new = word(content, "wa_id", 64) if code == "number" else None
    return Changed(str(code), new, word(content, "body", 500) or text)


def unsupported(content: Fields, text: str | None) -> Body:
    about = word(content, "about", 64)
    if about in ABOUT:
        return Told(f"unsupported.{about}")
    return Told("unsupported.named", about) if about and about != "unknown" else Told("unsupported")
