"""Trainings that are asked for, on the dashboard or by the night: what has changed since the last one, who asked, and
how far it is.

What is asked for stands in the database, so no wake-up can be lost; the clock looks for it and starts a process
(workers/trainer.py). One that dies says nothing any more: it is given up, and not repeated by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Update, distinct, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.samples.mark import is_in_real
from app.tables import Check, Classifier, Correction, PlaybookVersion, Training

SILENT = timedelta(seconds=90)  # so long without a word, and its process is gone
TRAINED, BROKEN_OFF = "trained", "broken_off"
EXAMPLES_COME, EXAMPLES_GO = ("examples_added", "intent_new"), ("examples_removed",)

OPEN = Training.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Changes:
    """Since the examples of the active classifier were read (None: there is none): turns that people put right or
    confirmed, answers that they judged, examples that came or went, and the playbook's other changes."""

    since: datetime | None
    corrected: int = 0
    confirmed: int = 0
    judged: int = 0
    added: int = 0
    removed: int = 0
    other: int = 0

    @property
    def are_there(self) -> bool:
        return any((self.corrected, self.confirmed, self.judged, self.added, self.removed, self.other))


def changes(session: Session) -> Changes:
    since = session.scalar(select(Classifier.created_at).where(Classifier.active))
    if since is None:
        return Changes(None)
    corrected, confirmed = session.execute(_said_since(since)).one()
    judged = session.scalars(select(func.count()).select_from(Check).where(Check.judged_at > since)).one()
    added, removed, other = session.execute(_playbook_since(since)).one()
    return Changes(since, corrected, confirmed, judged, added, removed, other)


def _said_since(since: datetime) -> Any:
    confirmed = Correction.kind == "confirmed"
    turns = (func.count(distinct(Correction.decision_id)).filter(which) for which in (~confirmed, confirmed))
    return select(*turns).where(Correction.at > since, is_in_real(Correction.conversation_id))


def _playbook_since(since: datetime) -> Any:
    what, number = PlaybookVersion.change["what"].astext, PlaybookVersion.change["number"].as_integer()

    def examples(which: tuple[str, ...]) -> ColumnElement[int]:
        return func.coalesce(func.sum(number).filter(what.in_(which)), 0).cast(Integer)

    other = func.count().filter(what.not_in((*EXAMPLES_COME, *EXAMPLES_GO)))
    counted = select(examples(EXAMPLES_COME), examples(EXAMPLES_GO), other)
    return counted.where(PlaybookVersion.at > since, PlaybookVersion.change["training"].as_boolean())


def newest(session: Session) -> Training | None:
    return session.scalars(select(Training).order_by(Training.id.desc()).limit(1)).one_or_none()


def is_silent(training: Training, now: datetime) -> bool:
    """Whether it goes on as far as the database knows, but nobody has heard of it for long."""
    return training.ended_at is None and training.heard_at is not None and now - training.heard_at > SILENT


def ask(session: Session, person_id: int | None, now: datetime) -> bool:
    """Ask for a training, unless one is under way or asked for already; returns whether it is asked for by this.
    Nobody: Lotse does by itself (app/unlearning.py)."""
    silent = update(Training).where(OPEN, Training.heard_at < now - SILENT)
    session.execute(silent.values(ended_at=now, outcome=BROKEN_OFF))
    asking = insert(Training).values(person_id=person_id, asked_at=now).on_conflict_do_nothing()
    return session.scalars(asking.returning(Training.id)).one_or_none() is not None


def is_asked_for(session: Session) -> bool:
    return session.scalar(select(Training.id).where(OPEN, Training.begun_at.is_(None))) is not None


def claim(session: Session, now: datetime) -> int | None:
    """The id of what is asked for, for one process alone; None when there is nothing left to begin."""
    claiming = update(Training).where(OPEN, Training.begun_at.is_(None)).values(begun_at=now, heard_at=now)
    return session.scalars(claiming.returning(Training.id)).one_or_none()


def go_on(session: Session, training_id: int, percent: int, now: datetime) -> None:
    session.execute(_its(training_id).values(percent=percent, heard_at=now))


def hold(session: Session, training_id: int) -> bool:
    """Whether it is still under way, for the rest of the transaction. Else it was given up: nothing of it counts."""
    its = select(Training.id).where(Training.id == training_id, OPEN).with_for_update()
    return session.scalars(its).one_or_none() is not None


def end(session: Session, training_id: int, outcome: str, result: dict[str, Any] | None, now: datetime) -> None:
    session.execute(_its(training_id).values(percent=100, ended_at=now, outcome=outcome, result=result))


def _its(training_id: int) -> Update:
    return update(Training).where(Training.id == training_id, OPEN)
