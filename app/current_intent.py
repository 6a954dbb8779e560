"""What a conversation is about now, kept beside it, so that the list finds and orders by it.

It follows from the conversation's decisions and from what people said of them; whoever adds to either keeps it. What
was decided so long ago that it is pruned still holds until something newer is known.
"""

from collections.abc import Collection, Iterable

import structlog
from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, sessionmaker

from app import sets
from app.tables import Conversation, Correction, Decision
from models.prediction import OUT_OF_SCOPE

BATCH = 1000
BESIDE = "with_person"  # the reason of a decision on what customers add while people have the conversation
Ids = ColumnElement[int] | InstrumentedAttribute[int]

log = structlog.get_logger(__name__)


def why_first() -> tuple[ColumnElement[bool], ColumnElement[int]]:
    """The order of a conversation's decisions in which the first one tells why people have it: what the customer adds
    meanwhile must not hide it."""
    return Decision.reason.is_not_distinct_from(BESIDE), Decision.id.desc()


def intent_now() -> ColumnElement[str | None]:
    """In a query of decisions: what each is about by a person's newest word, else by Lotse's."""
    word = select(func.coalesce(Correction.intent, OUT_OF_SCOPE)).where(Correction.decision_id == Decision.id)
    return func.coalesce(word.order_by(Correction.id.desc()).limit(1).scalar_subquery(), Decision.intent)


def said(conversation_id: Ids) -> Select[str | None]:
    """What the decisions say: a person's newest word on the last one, else Lotse's."""
    known = or_(Decision.intent.is_not(None), exists().where(Correction.decision_id == Decision.id))
    decisions = select(intent_now().label("intent"))
    theirs = decisions.where(Decision.conversation_id == conversation_id, known)
    return theirs.order_by(*why_first()).limit(1)


def decided(session: Session, made: Iterable[tuple[Conversation, str | None, str | None]]) -> None:
    """After a decision on each of these (locked) conversations, given with its intent and reason.

    The newest one holds, and nothing has to be looked up; unless it must not hide another one.
    """
    behind = []
    for conversation, intent, reason in made:
        if intent and reason == BESIDE:
            behind.append(conversation)
        elif intent:
            conversation.intent = intent
    keep(session, behind)


def keep(session: Session, conversations: Collection[Conversation]) -> None:
    """After something was said of these (locked) conversations' decisions, or they got others; it is written."""
    if not conversations:
        return
    with session.no_autoflush:
        found = _said_of(session, [conversation.id for conversation in conversations])
    for conversation in conversations:
        conversation.intent = found[conversation.id] or conversation.intent


def _said_of(session: Session, ids: Collection[int]) -> dict[int, str | None]:
    now = select(Conversation.id, said(Conversation.id).scalar_subquery().label("intent"))
    return {row.id: row.intent for row in session.execute(now.where(sets.among(Conversation.id, ids)))}


def catch_up(sessions: sessionmaker[Session]) -> int:
    """Keep what a version of before, which knew nothing of it, decided; returns how many conversations were behind.

    In small batches, in which nobody waits for anybody: who is locked is left for the next decision, or the next time.
    """
    changed = last = 0
    while True:
        with sessions.begin() as session:
            rows = session.execute(_after(last)).all()
            behind = [row.id for row in rows if row.said not in {None, row.intent}]
            locked = select(Conversation).where(sets.among(Conversation.id, behind))
            if behind:
                free = session.scalars(locked.order_by(Conversation.id).with_for_update(skip_locked=True)).all()
                keep(session, free)
                changed += len(free)
        if not rows:
            break
        last = rows[-1].id
    if changed:
        log.info("intents_kept", conversations=changed)
    return changed


def _after(last: int) -> Select[int, str | None, str | None]:
    now = said(Conversation.id).scalar_subquery().label("said")
    rows = select(Conversation.id, Conversation.intent, now).where(Conversation.id > last)
    return rows.order_by(Conversation.id).limit(BATCH)
