"""Whether there is a classifier that the workers use, how old it is, and what is proven of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock, database
from app.doctor.finding import Finding
from app.tables import Certificate, Classifier

SECONDS = 2.0  # for a statement
OLD = timedelta(days=180)  # people's corrections since then wait to be learnt


@dataclass(frozen=True, slots=True)
class Model:
    version: str
    made_at: datetime
    refused: bool
    certificates: int
    standing: int
    withdrawn: int


def look() -> list[Finding]:
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        return [judge(read(session), clock.now(session))]


def read(session: Session) -> Model | None:
    """The active one; its file stays where it is."""
    counts = (
        func.count(Certificate.id),
        func.count(Certificate.id).filter(Certificate.stands),
        func.count(Certificate.id).filter(Certificate.withdrawn_at.is_not(None), ~Certificate.stands),
    )
    known = (Classifier.version, Classifier.created_at, Classifier.refused.is_not(None))
    active = select(*known, *counts).outerjoin(Certificate).where(Classifier.active).group_by(Classifier.id)
    row = session.execute(active).one_or_none()
    return Model(*row) if row else None


def judge(model: Model | None, now: datetime) -> Finding:
    """PURE."""
    if model is None:
        return Finding("classifier_none", "fail")
    named = {"version": model.version, "span": now - model.made_at}
    if model.refused:
        return Finding("classifier_refused", "fail", named)
    if not model.standing:
        return Finding("certificates_none", "warn", named)
    if now - model.made_at > OLD:
        return Finding("classifier_old", "warn", named)
    return Finding("classifier", "ok", {**named, "standing": model.standing, "number": model.certificates})
