"""What a message of each type says: its words, and what there is beside them. Pure.

Source of types and fields: Meta's Cloud API reference, webhooks, `messages`. Every leaf is a text unless said.
"""

import json
from collections.abc import Callable
from typing import Any

from app.whatsapp.lenient import number, obj, objs, storable, without_none, word, words

MEDIA_KINDS = frozenset({"image", "video", "audio", "document", "sticker"})
MOST_ITEMS = 100
FILENAME_CHARACTERS = 255

Fields = dict[str, Any]


def said(kind: str, item: Fields) -> str | None:
    """What the customer said in words: the text, a caption, the title of what was tapped, the words of an edit."""
    content = obj(item.get(kind))
    if kind == "edit":
        message = obj(content.get("message"))
        inner = word(message, "type", 32)
        return said(inner, message) if inner and inner != "edit" else None
    if kind == "interactive":
        content = obj(content.get("button_reply")) or obj(content.get("list_reply"))
    if kind in {"system", "reaction", "contacts"}:
        return None
    keys = ("body", "caption", "text", "title")
    return next((text for key in keys if (text := word(content, key, 2**20))), None)


def read(kind: str, item: Fields) -> Fields:
    """What there is beside the words, in the form that the rest of Lotse knows; {} for what is only words."""
    of_its_own = READERS.get(kind, _nothing)(item.get(kind), item)
    return {**of_its_own, **_context(item)}


def _context(item: Fields) -> Fields:
    """What comes with any type: that it was forwarded, the product it is about, the advertisement it came from."""
    context = obj(item.get("context"))
    often = context.get("frequently_forwarded") is True
    product = obj(context.get("referred_product"))
    return without_none(
        forwarded="often" if often else "once" if context.get("forwarded") is True else None,
        product=without_none(
            catalog_id=word(product, "catalog_id"), product_retailer_id=word(product, "product_retailer_id")
        ),
        referral=_referral(obj(item.get("referral"))),
    )


REFERRAL = (
    *("source_url", "source_id", "source_type", "headline", "body"),
    *("media_type", "image_url", "video_url", "thumbnail_url", "ctwa_clid"),
)


def _referral(referral: Fields) -> Fields:
    welcome = word(obj(referral.get("welcome_message")), "text")
    return without_none(**{name: word(referral, name, 2048) for name in REFERRAL}, welcome=welcome)


def _nothing(content: Any, item: Fields) -> Fields:
    return {}


def _media(content: Any, item: Fields) -> Fields:
    content = obj(content)
    return without_none(
        mime_type=word(content, "mime_type", 128),
        filename=word(content, "filename", FILENAME_CHARACTERS),
        voice=content.get("voice") is True,
        animated=content.get("animated") is True,
    )


def _location(content: Any, item: Fields) -> Fields:
    content = obj(content)
    return without_none(
        latitude=number(content, "latitude"),
        longitude=number(content, "longitude"),
        name=word(content, "name"),
        address=word(content, "address"),
        url=word(content, "url", 2048),
    )


def _contacts(content: Any, item: Fields) -> Fields:
    return without_none(contacts=[_card(card) for card in objs(content)[:MOST_ITEMS]])


def _card(card: Fields) -> Fields:
    name, organisation = obj(card.get("name")), obj(card.get("org"))
    parts = [word(name, part) for part in ("first_name", "last_name")]
    return without_none(
        name=word(name, "formatted_name") or " ".join(filter(None, parts)),
        org=word(organisation, "company"),
        phones=words(card.get("phones"), "phone") or words(card.get("phones"), "wa_id"),
        emails=words(card.get("emails"), "email"),
        addresses=[_address(address) for address in objs(card.get("addresses"))[:20]],
        urls=words(card.get("urls"), "url"),
        birthday=word(card, "birthday", 32),
        requested=word(card, "origin") == "contact_request",
    )


def _address(address: Fields) -> str:
    return ", ".join(filter(None, (word(address, key) for key in ("street", "zip", "city", "state", "country"))))


def _button(content: Any, item: Fields) -> Fields:
    return without_none(payload=word(obj(content), "payload"))


def _interactive(content: Any, item: Fields) -> Fields:
    content = obj(content)
    for name, reply in (("button_reply", "button"), ("list_reply", "list")):
        if isinstance(tapped := content.get(name), dict):
            return {"reply": reply, **_tapped(tapped)}
    if isinstance(flow := content.get("nfm_reply"), dict):
        return {"reply": "flow", **_flow(flow)}
    known = word(content, "type") == "call_permission_reply"
    return {"reply": "call_permission" if known else "unknown"}


def _tapped(tapped: Fields) -> Fields:
    return without_none(**{name: word(tapped, name) for name in ("id", "title", "description")})


def _flow(flow: Fields) -> Fields:
    """A form's answers come as JSON inside a text, which may be missing or broken."""
    return without_none(name=word(flow, "name"), body=word(flow, "body"), fields=_flow_fields(flow))


def _flow_fields(flow: Fields) -> Fields:
    given = flow.get("response_json")
    try:
        answers = storable(json.loads(given, parse_constant=str) if isinstance(given, str) else given)
    except (ValueError, RecursionError):
        return {}
    shown = list(obj(answers).items())[:MOST_ITEMS]
    return {name[:128]: _as_text(value) for name, value in shown if name != "flow_token"}


def _as_text(value: Any) -> str:
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))[:1024]


def _reaction(content: Any, item: Fields) -> Fields:
    return without_none(emoji=word(obj(content), "emoji", 64))


def _order(content: Any, item: Fields) -> Fields:
    content = obj(content)
    items = [_ordered(product) for product in objs(content.get("product_items"))[:MOST_ITEMS]]
    return without_none(catalog_id=word(content, "catalog_id"), items=items)


def _ordered(product: Fields) -> Fields:
    return without_none(
        product=word(product, "product_retailer_id"),
        quantity=number(product, "quantity"),
        price=number(product, "item_price"),
        currency=word(product, "currency", 8),
    )


CHANGES = {
    "user_changed_number": "number",
    "customer_changed_number": "number",
    "user_changed_user_id": "user_id",
    "customer_identity_changed": "identity",
}


def _system(content: Any, item: Fields) -> Fields:
    content = obj(content)
    change = word(content, "type", 64) or ("identity" if "identity" in item or "identity" in content else None)
    return without_none(
        change=CHANGES.get(change or "", change),
        body=word(content, "body"),
        wa_id=word(content, "wa_id", 64) or word(content, "new_wa_id", 64),
        user_id=word(content, "user_id", 160),
    )


def _unsupported(content: Any, item: Fields) -> Fields:
    error = next(iter(objs(item.get("errors"))), {})
    code = number(error, "code")
    return without_none(
        about=word(obj(content), "type", 64),
        code=int(code) if code is not None and abs(code) < 2**31 else None,
        title=word(error, "title") or word(error, "message"),
    )


READERS: dict[str, Callable[[Any, Fields], Fields]] = {
    **dict.fromkeys(MEDIA_KINDS, _media),
    "location": _location,
    "contacts": _contacts,
    "button": _button,
    "interactive": _interactive,
    "reaction": _reaction,
    "order": _order,
    "system": _system,
    "unsupported": _unsupported,
}
