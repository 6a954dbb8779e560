"""The texts that can be put into a conversation's composer, with what is known of its customer filled in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import canned, clock, naming
from app.dashboard import details, intents, plain, walls, worked
from app.dashboard.blueprint import me
from app.dashboard.filling import Ready, known, ready
from app.dashboard.thread import Thread
from app.tables import Inbox
from models.prediction import OUT_OF_SCOPE

KINDS = ("canned", "worked")


def offered(session: Session, shown: Thread, kind: str, now: datetime) -> Sequence[Ready]:
    """Canned replies, those in the customer's language first, or answers that worked for the turn's intent."""
    inbox = session.scalars(select(Inbox).where(Inbox.id == shown.head.inbox_id)).one()
    language = shown.head.language or inbox.language
    values = _values(shown, language, inbox.name, now)
    if kind == "canned":
        return [ready(reply.id, reply.name, reply.text, values) for reply in canned.everything(session, language)]
    judged, intent = shown.judged, shown.intent
    if judged is None or intent is None or intent == OUT_OF_SCOPE:
        return []
    return worked.answers(session, shown.head.id, intent, judged.language, values, now, walls.reader())


def one(session: Session, shown: Thread, kind: str, number: int | None, now: datetime) -> str | None:
    """The text of that number; None when it is not offered here."""
    return next((item.text for item in offered(session, shown, kind, now) if item.id == number), None)


def _values(shown: Thread, language: str, inbox: str | None, now: datetime) -> Mapping[str, str | None]:
    found = details.found(shown.said, intents.numbers(), now.astimezone(clock.ZONE).date())
    agent = naming.signed(me().name, me().email)
    return known(plain.name(shown.head.name), agent, intents.facts(language), found, inbox)
