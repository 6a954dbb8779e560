"""What Meta says beside messages: of the account, a number, a template, or a customer's wishes. Pure."""

import hashlib
import json
from typing import Any

from app.whatsapp.codes import treatment
from app.whatsapp.lenient import moment, number, obj, objs, without_none, word
from app.whatsapp.updates import Alias, NoticeUpdate, Sender

Item = dict[str, Any]

FIELD_CHARACTERS = 64
# Copies of old chats and address books: customers' texts and names that nobody wrote to us now. Only counted.
ONLY_COUNTED = frozenset({"history", "smb_app_state_sync"})
# Where the various fields say what happened.
EVENT_KEYS = ("event", "decision", "alert_type", "new_quality_score", "status", "type", "value")
# Names and short texts worth showing; everything else stays in the raw delivery.
DETAIL_KEYS = (
    *("phone_number", "display_phone_number", "current_limit", "old_limit", "max_daily_conversations_per_business"),
    *("message_template_name", "message_template_language", "message_template_id", "reason", "new_category"),
    *("previous_category", "previous_quality_score", "new_quality_score", "requested_verified_name"),
    *("rejection_reason", "alert_severity", "alert_status", "alert_description", "entity_type", "entity_id"),
    *("requester", "username", "title", "message", "call_id", "flow_id"),
)
GRAVE_EVENTS = frozenset(
    {"ACCOUNT_RESTRICTION", "ACCOUNT_VIOLATION", "ACCOUNT_DELETED", "DISABLED_UPDATE", "PARTNER_REMOVED", "FLAGGED"}
    | {
        "DISABLED",
        "PAUSED",
        "REJECTED",
        "LIMITED",
        "RED",
        "ACCOUNT_OFFBOARDED",
        "BUSINESS_PRIMARY_LOCATION_COUNTRY_LOST",
    }
)


def of_field(field: str, value: Item, entry: Item) -> list[NoticeUpdate]:
    """What a change of any field but messages tells, also of a field that is new to us."""
    if field == "user_preferences":
        wishes = [_preference(item, value) for item in objs(value.get("user_preferences"))]
        return wishes or [_of_account(field, value, entry)]
    if field == "user_id_update":
        changes = [_new_id(item, value) for item in objs(value.get("user_id_update"))]
        return changes or [_of_account(field, value, entry)]
    return [_of_account(field, value, entry)]


def of_errors(value: Item) -> list[NoticeUpdate]:
    """Errors that concern the whole number, which come beside messages."""
    return [_error(item, value) for item in objs(value.get("errors"))]


def _notice(field: str, event: str | None, value: Item, item: Item, **more: Any) -> NoticeUpdate:
    return NoticeUpdate(
        field=field[:FIELD_CHARACTERS],
        event=event[:FIELD_CHARACTERS] if event else None,
        grave=more.pop("grave", False),
        detail=more.pop("detail", {}),
        key=_key(field, value, item),
        happened_at=more.pop("at", None) or moment(item),
        phone_number_id=word(obj(value.get("metadata")), "phone_number_id", FIELD_CHARACTERS),
        **more,
    )


def _key(field: str, value: Item, item: Item) -> str:
    told = json.dumps([field, value.get("metadata"), item], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _of_account(field: str, value: Item, entry: Item) -> NoticeUpdate:
    event = next((found for key in EVENT_KEYS if (found := word(value, key, FIELD_CHARACTERS))), None)
    detail = {} if field in ONLY_COUNTED else _detail(value)
    told = {"entry": entry.get("id"), "time": entry.get("time"), "value": value}
    grave = (event or "").upper() in GRAVE_EVENTS or "violation_info" in value or "ban_info" in value
    return _notice(field, event, value, told, grave=grave, detail=detail, at=moment(entry, "time"))


def _detail(value: Item) -> dict[str, Any]:
    restrictions = [
        without_none(type=word(item, "restriction_type", 64), until=word(item, "expiration", 32))
        for item in objs(value.get("restriction_info"))[:10]
    ]
    return without_none(
        **{name: word(value, name, 300) for name in DETAIL_KEYS},
        violation=word(obj(value.get("violation_info")), "violation_type", 64),
        ban=word(obj(value.get("ban_info")), "waba_ban_state", 64),
        restrictions=restrictions,
    )


def _error(item: Item, value: Item) -> NoticeUpdate:
    code = number(item, "code")
    event = str(int(code)) if code is not None else None
    title = word(item, "title", 300) or word(item, "message", 300)
    details = word(obj(item.get("error_data")), "details", 300)
    told = {"error": item, "messages": [message.get("id") for message in objs(value.get("messages"))]}
    grave = code is not None and treatment(int(code)).kind in {"stop_channel", "pause_channel"}
    return _notice("error", event, value, told, grave=grave, detail=without_none(title=title, details=details))


def _preference(item: Item, value: Item) -> NoticeUpdate:
    """What a customer told WhatsApp about offers: stop or resume."""
    wish = (word(item, "value", 16) or "").lower()
    detail = without_none(category=word(item, "category", 64), value=wish)
    return _notice("user_preferences", wish, value, item, detail=detail, about=_customer(item))


def _new_id(item: Item, value: Item) -> NoticeUpdate:
    """A customer whose business-scoped id changed: the previous and the current one."""
    pairs = [("bsuid", obj(item.get("user_id"))), ("parent", obj(item.get("parent_user_id")))]
    old = tuple(Alias(kind, found) for kind, ids in pairs if (found := word(ids, "previous", 160)))
    new = tuple(Alias(kind, found) for kind, ids in pairs if (found := word(ids, "current", 160)))
    phone = word(item, "wa_id", 64)
    known = (*old, *((Alias("phone", phone),) if phone else ()))
    about = Sender(known, None, new) if known else None
    return _notice("user_id_update", "changed", value, item, about=about)


def _customer(item: Item) -> Sender | None:
    pairs = (("bsuid", word(item, "user_id", 160)), ("phone", word(item, "wa_id", 64)))
    ids = tuple(Alias(kind, found) for kind, found in pairs if found)
    return Sender(ids) if ids else None
