"""What Meta tells of a number's webhook: where it calls, and whether the account is subscribed to by an app. Pure."""

from dataclasses import dataclass
from typing import Any

from app.whatsapp.lenient import obj, objs, word

FIELDS = "webhook_configuration,health_status"
# The narrowest that is set wins, as at Meta.
LEVELS = ("phone_number", "whatsapp_business_account", "application")


@dataclass(frozen=True, slots=True)
class Subscription:
    """`url` is where Meta calls for this number; `subscribed` whether its account sends our app anything.

    None: Meta did not say.
    """

    url: str | None = None
    subscribed: bool | None = None


def url(http_status: int, answer: Any) -> str | None:
    told = obj(obj(answer).get("webhook_configuration")) if http_status == 200 else {}
    return next(filter(None, (word(told, level, 2048) for level in LEVELS)), None)


def entity(answer: Any, kind: str) -> str | None:
    """The id of the account (WABA) or app (APP) that stands behind a number, as its health names it."""
    entities = objs(obj(obj(answer).get("health_status")).get("entities"))
    ids = (word(item, "id", 64) for item in entities if item.get("entity_type") == kind)
    return next(filter(None, ids), None)


def subscribed(http_status: int, answer: Any, app: str | None) -> bool | None:
    """Of the list of subscribed apps; without knowing our own, any app counts."""
    apps = obj(answer).get("data")
    if http_status != 200 or not isinstance(apps, list):
        return None
    ids = {word(obj(item.get("whatsapp_business_api_data")), "id", 64) for item in objs(apps)}
    return app in ids if app else bool(ids)
