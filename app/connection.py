"""Whether a number is connected as it should be: what Meta says of it, and whether Meta has called us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import sealing, verified
from app.tables import Conversation, Delivery, Inbox
from app.whatsapp.errors import NumberFacts

LATELY = timedelta(days=3)  # over a weekend nobody may have written

Level = Literal["good", "look", "bad"]


class Client(Protocol):
    def number(self, phone_number_id: str, token: str | None = None) -> NumberFacts: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names a text, and, unless all is well, another one with the cure; `values` stand in them."""

    code: str
    level: Level
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calls:
    """When Meta last called: for verification, at all, and with a message to this number."""

    verified_at: datetime | None
    called_at: datetime | None
    wrote_at: datetime | None


def findings(facts: NumberFacts, calls: Calls, sealed: bool, now: datetime) -> list[Finding]:
    """`sealed`: whether a key of the number's own cannot be read any more."""
    unreadable = [Finding("sealed", "bad")] if sealed else []
    return [*unreadable, *_of_meta(facts), _of_calls(calls, now)]


def _of_meta(facts: NumberFacts) -> list[Finding]:
    if facts.trouble:
        return [Finding(facts.trouble, "bad", {"cause": facts.cause, "code": facts.code})]
    named = {"number": facts.display_number or "?", "name": facts.name or "?"}
    return [Finding("known", "good", named), _of_health(facts), *_of_quality(facts.quality)]


def _of_health(facts: NumberFacts) -> Finding:
    if facts.can_send is False:
        return Finding("blocked", "bad", {"cause": facts.cause, "code": facts.code})
    return Finding("may_send", "good") if facts.can_send else Finding("nobody_knows", "look")


def _of_quality(quality: str | None) -> list[Finding]:
    return [Finding(f"quality_{quality.lower()}", "look")] if quality in {"YELLOW", "RED"} else []


def _of_calls(calls: Calls, now: datetime) -> Finding:
    if calls.wrote_at:
        lately = now - calls.wrote_at < LATELY
        return Finding("wrote" if lately else "wrote_long_ago", "good" if lately else "look", {"at": calls.wrote_at})
    if calls.called_at:
        return Finding("called_for_others", "look", {"at": calls.called_at})
    if calls.verified_at:
        return Finding("only_verified", "look", {"at": calls.verified_at})
    return Finding("never_called", "bad")


def calls(session: Session, inbox_id: int) -> Calls:
    wrote = select(func.max(Conversation.last_customer_at)).where(Conversation.inbox_id == inbox_id)
    called = select(Delivery.received_at).order_by(Delivery.id.desc()).limit(1)
    return Calls(verified.at(session), session.scalar(called), session.scalar(wrote))


def is_sealed(inbox: Inbox) -> bool:
    for key in filter(None, (inbox.access_token, inbox.app_secret)):
        try:
            sealing.unseal(key)
        except sealing.SealError:
            return True
    return False
