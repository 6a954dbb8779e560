"""A random share of what Lotse did by itself is put before people: was it right? By that certificates hold or fall."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from app import certificates
from app.tables import Certificate, Check, Classifier, Message, Notice, Person

SHARE = 0.05
SPACE = 2**32


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person needs to judge: all that the customer said in that turn, and what Lotse did."""

    check: Check
    conversation_id: int
    said: tuple[str, ...]
    answer: str | None


def is_drawn(message_id: int) -> bool:
    """By the id alone, which nobody who writes can choose; the same however often triage comes to it."""
    drawn = hashlib.sha256(f"check {message_id}".encode()).digest()[:4]
    return int.from_bytes(drawn) < SHARE * SPACE


def draw(session: Session, reacted_to: Sequence[dict[str, Any]]) -> None:
    """Keep those that are drawn: `message_id`, `intent`, `model_version` of what Lotse answered or noted by itself."""
    drawn = [row for row in reacted_to if is_drawn(row["message_id"])]
    if drawn:
        session.execute(insert(Check).values(drawn).on_conflict_do_nothing())


def waiting(session: Session, most: int) -> list[Shown]:
    """What nobody has judged yet, the oldest first."""
    last, answer = aliased(Message), aliased(Message)
    first_part = (answer.answers_id == last.id) & (answer.author == "bot") & (answer.part == 0)
    rows = select(Check, last, answer.text).join(last, last.id == Check.message_id).outerjoin(answer, first_part)
    found = session.execute(rows.where(Check.judged_at.is_(None)).order_by(Check.id).limit(most)).all()
    return [Shown(check, message.conversation_id, _said(session, message), text) for check, message, text in found]


def _said(session: Session, last: Message) -> tuple[str, ...]:
    of_turn = (Message.id == last.id) | (Message.covered_by_id == last.id)
    here = (Message.conversation_id == last.conversation_id, Message.direction == "in", of_turn)
    texts = session.scalars(select(Message.text).where(*here).order_by(Message.written_at, Message.id))
    return tuple(text for text in texts if text)


def number_waiting(session: Session, most: int) -> int:
    some = select(Check.id).where(Check.judged_at.is_(None)).limit(most).subquery()
    return session.scalars(select(func.count()).select_from(some)).one()


def judge(session: Session, check_id: int, person: Person, right: bool, instead: str | None, now: datetime) -> bool:
    """Note what a person says of it; False when somebody was quicker. Takes the intent's certificate away, and tells
    people, when it is no longer proven."""
    check = session.scalars(select(Check).where(Check.id == check_id).with_for_update()).one_or_none()
    if check is None or check.judged_at is not None:
        return False
    check.judged_at, check.person_id, check.was_right = now, person.id, right
    check.right_intent = None if right else instead
    given = _certificate(session, check)
    if given:
        given.checked += 1
        given.checked_right += right
        _settle(session, given, now)
    return True


def _certificate(session: Session, check: Check) -> Certificate | None:
    """Of the active classifier: what an older one did says nothing of this one."""
    active = (Classifier.active, Classifier.version.endswith(check.model_version, autoescape=True))
    ours = select(Certificate).join(Classifier).where(*active, Certificate.intent == check.intent)
    return session.scalars(ours.with_for_update(of=Certificate)).one_or_none()


def _settle(session: Session, given: Certificate, now: datetime) -> None:
    """What was withdrawn stays so: a new classifier has to prove it anew."""
    if given.stands and not certificates.holds(given):
        given.stands = False
        given.withdrawn_at = now
        detail = {"intent": given.intent, "checked": given.checked, "wrong": given.checked - given.checked_right}
        session.add(
            Notice(
                field="certificate",
                event="WITHDRAWN",
                grave=True,
                detail=detail,
                key=f"certificate:{given.id}:{given.checked}",
                happened_at=now,
                received_at=now,
            )
        )
