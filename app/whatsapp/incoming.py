"""One message, echo or status out of a webhook. Pure. Each raises NotUnderstoodError when it cannot be placed."""

import hashlib
import json
import re
from typing import Any

from app.whatsapp import contents
from app.whatsapp.aliases import key
from app.whatsapp.lenient import NotUnderstoodError, identifier, moment, number, obj, objs, required, without_none, word
from app.whatsapp.updates import Alias, InboundMessage, Sender, StatusUpdate

Item = dict[str, Any]

STATUSES = ("sent", "delivered", "read", "played", "failed")
KIND_CHARACTERS = 32
_GROUP = "@g.us"
PHONE_CHARACTERS, BSUID_CHARACTERS = 64, 160
# Country, a dot, perhaps "ENT.", letters and digits: Meta's business-scoped user ids, as they stand in a text.
_BSUID = re.compile(r"\b[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{6,128}\b", re.ASCII)


def message(item: Item, value: Item) -> InboundMessage:
    """A customer's message."""
    kind = _kind(item)
    ids = _ids(item, "from", "from_user_id", "from_parent_user_id")
    return _inbound(item, value, kind, _sender(item, value, kind, ids))


def echo(item: Item, value: Item) -> InboundMessage:
    """What the owner wrote to a customer from the business's phone."""
    group = _group(item, "to")
    ids = _ids(item, "to", "to_user_id", "to_parent_user_id")
    return _inbound(item, value, _kind(item), Sender((group,)) if group else _named(ids, value), by_owner=True)


def _group(item: Item, other: str) -> Alias | None:
    """The group that a message is in: named as such, or by an address in place of the other party's."""
    address = identifier(item, other, BSUID_CHARACTERS)
    found = identifier(item, "group_id", BSUID_CHARACTERS) or (address if _is_group(address) else None)
    return Alias("group", found) if found else None


def _is_group(address: str | None) -> bool:
    return address is not None and address.endswith(_GROUP)


def status(item: Item, value: Item) -> StatusUpdate:
    error = next(iter(objs(item.get("errors"))), {})
    code = number(error, "code")
    return StatusUpdate(
        phone_number_id=_number_id(value),
        wamid=required(item, "id"),
        status=required(item, "status").lower(),
        callback_id=word(item, "biz_opaque_callback_data"),
        error_code=int(code) if code is not None and abs(code) < 2**31 else None,
        error=_why(error),
        pricing=_pricing(obj(item.get("pricing"))),
        reported_at=moment(item),
    )


def _inbound(item: Item, value: Item, kind: str, sender: Sender, by_owner: bool = False) -> InboundMessage:
    content = contents.read(kind, item)
    if sender.ids[0].kind == "group":
        content |= without_none(**{"from": word(item, "from", PHONE_CHARACTERS), "from_name": sender.name})
    return InboundMessage(
        phone_number_id=_number_id(value),
        display_number=word(obj(value.get("metadata")), "display_phone_number", PHONE_CHARACTERS),
        sender=sender,
        wamid=wamid(item),
        written_at=moment(item),
        kind=kind,
        text=contents.said(kind, item),
        content=content,
        payload=item,
        quotes=identifier(obj(item.get("context")), "id"),
        target=_target(kind, obj(item.get(kind))),
        by_owner=by_owner,
    )


def wamid(item: Item) -> str:
    """The message's id; for one that came without, a made one that is the same whenever it comes again."""
    made = "no-id." + hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
    return identifier(item, "id") or made


def _number_id(value: Item) -> str:
    return required(obj(value.get("metadata")), "phone_number_id", PHONE_CHARACTERS)


def _kind(item: Item) -> str:
    """Meta's type; without one, the object that is there tells it."""
    given = word(item, "type", KIND_CHARACTERS)
    if given:
        return given.lower()
    known = (name for name in (*contents.READERS, "text", "edit", "revoke") if isinstance(item.get(name), dict))
    return next(known, "unknown")


def _ids(item: Item, phone: str, bsuid: str, parent: str) -> tuple[Alias, ...]:
    """The ids under these keys, the lasting ones first."""
    ids = (
        ("bsuid", identifier(item, bsuid, BSUID_CHARACTERS)),
        ("parent", identifier(item, parent, BSUID_CHARACTERS)),
        ("phone", _phone(identifier(item, phone, PHONE_CHARACTERS))),
    )
    return tuple(Alias(kind, value) for kind, value in ids if value)


def _phone(value: str | None) -> str | None:
    return value.removeprefix("+") if value else None


def _sender(item: Item, value: Item, kind: str, ids: tuple[Alias, ...]) -> Sender:
    if group := _group(item, "from"):
        name = _named(ids, value).name if ids else None
        return Sender((group,), name)
    if kind == "system":
        return _changed(obj(item.get("system")), ids, value)
    return _named(ids, value)


def _changed(system: Item, ids: tuple[Alias, ...], value: Item) -> Sender:
    """Somebody whose number or id changed: the old ids are the sender's, the new ones stand in the message.

    The old business-scoped id may stand only in the sentence that WhatsApp shows.
    """
    new = _ids(
        {**system, "wa_id": system.get("wa_id") or system.get("new_wa_id")}, "wa_id", "user_id", "parent_user_id"
    )
    before = tuple(alias for alias in (*ids, *_told_before(system, ids, new)) if alias not in new)
    named = _named(before or new, value)
    return Sender(named.ids, named.name, new)


def _told_before(system: Item, ids: tuple[Alias, ...], new: tuple[Alias, ...]) -> tuple[Alias, ...]:
    """The id that the sentence names right before the new one, where no field tells it.

    Only there: the sentence begins with the customer's name, in which anything may stand.
    """
    if any(alias.kind == "bsuid" and alias not in new for alias in ids):
        return ()
    told = [
        Alias("parent" if ".ENT." in found else "bsuid", found) for found in _BSUID.findall(str(system.get("body")))
    ]
    return (told[-2],) if len(told) > 1 and told[-1] in new else ()


def _named(ids: tuple[Alias, ...], value: Item) -> Sender:
    """With name and user name from the profile that goes by one of the ids; positions in the lists need not agree."""
    if not ids:
        raise NotUnderstoodError("a message without a sender")
    keys = set(map(key, ids))
    for contact in objs(value.get("contacts")):
        theirs = _ids(contact, "wa_id", "user_id", "parent_user_id")
        if keys & set(map(key, theirs)):
            profile = obj(contact.get("profile"))
            # of each kind the message's own: wa_id need not agree with what the message came from
            missing = (alias for alias in (*theirs, *_username(profile)) if alias.kind not in {kind for kind, _ in ids})
            return Sender((*ids, *missing), word(profile, "name", 256))
    return Sender(ids)


def _username(profile: Item) -> tuple[Alias, ...]:
    name = (word(profile, "username", BSUID_CHARACTERS) or "").lstrip("@").strip()
    return (Alias("username", name),) if name else ()


def _target(kind: str, content: Item) -> str | None:
    if kind == "reaction":
        return identifier(content, "message_id")
    return identifier(content, "original_message_id") if kind in {"edit", "revoke"} else None


def _why(error: Item) -> str | None:
    """Meta's title, and what it says beside it."""
    title = word(error, "title", 500) or word(error, "message", 500)
    data = error.get("error_data")
    details = word(obj(data), "details", 500) or (data if isinstance(data, str) else None)
    return ": ".join(dict.fromkeys(filter(None, (title, details))))[:500] or None


def _pricing(pricing: Item) -> dict[str, Any] | None:
    """Category and type in one spelling: Meta writes `_` in some places and `-` in others."""
    billable = pricing.get("billable")
    told = without_none(**{name: _slug(word(pricing, name, 64)) for name in ("category", "type")})
    if not told:
        return None
    return {**told, "billable": billable} if isinstance(billable, bool) else told


def _slug(text: str | None) -> str | None:
    return text.strip().lower().replace("-", "_") if text else None
