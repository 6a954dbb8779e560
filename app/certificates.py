"""Which intents may answer by themselves, and from which confidence on: P9.

What was proven when the active classifier was trained stands beside it; what people find when they check automatic
answers is added, and takes an intent's certificate away when the precision is no longer proven.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import exp, lgamma, log
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.tables import Certificate, Classifier

# How likely samples may take a sound certificate away. Small, because that is asked after each of them.
MISJUDGED = 0.01

CONFIRMED = "confirmed"  # among a classifier's facts


def thresholds(session: Session) -> dict[str, float]:
    """The confidence from which on each certified intent may answer by itself; the other intents are not in it."""
    return proven(session)[1]


def proven(session: Session) -> tuple[str, dict[str, float]]:
    """The version of the active classifier, and its `thresholds`. They say nothing of another's predictions."""
    columns = (Classifier.version, Certificate.intent, Certificate.threshold)
    rows = session.execute(select(*columns).join(Classifier).where(Classifier.active, Certificate.stands)).all()
    return rows[0].version if rows else "", {row.intent: row.threshold for row in rows}


def of_active(session: Session) -> Sequence[Certificate]:
    """All certificates of the active classifier, also those that were not reached, in the order of the intents."""
    active = select(Certificate).join(Classifier).where(Classifier.active)
    return session.scalars(active.order_by(Certificate.intent)).all()


def confirmed(session: Session) -> int:
    """How many messages of customers, that they or people have confirmed, the active classifier was proven on, too."""
    return int(_facts(session).get(CONFIRMED, 0))


def together(session: Session) -> Certificate | None:
    """What one threshold for all intents would prove, with all that people checked; of no row in the database. None
    when the active classifier was trained before that was measured."""
    given = dict(_facts(session).get("metrics", {}).get("together", {}))
    if not given:
        return None
    checks = select(func.sum(Certificate.checked), func.sum(Certificate.checked_right)).join(Classifier)
    checked, right = session.execute(checks.where(Classifier.active)).one()
    return Certificate(stands=given.pop("certified"), checked=int(checked or 0), checked_right=int(right or 0), **given)


def _facts(session: Session) -> Mapping[str, Any]:
    """Of the active classifier; nothing when there is none."""
    return session.scalar(select(Classifier.facts).where(Classifier.active)) or {}


def store(session: Session, classifier_id: int, proven: Iterable[Mapping[str, Any]]) -> None:
    """Keep what was proven of a classifier: `models.certification.Certificate` as plain data."""
    rows = [{**given, "classifier_id": classifier_id} for given in proven]
    for row in rows:
        row["stands"] = row.pop("certified")
    if rows:
        session.execute(insert(Certificate), rows)


def withdrawn(session: Session, model_version: str) -> dict[str, datetime]:
    """When people took certificates from the active classifier, if it is the same model: trained again on the same
    examples it proves nothing new."""
    active = select(Certificate).join(Classifier).where(Classifier.active, Certificate.withdrawn_at.is_not(None))
    same = active.where(Classifier.version.endswith(model_version, autoescape=True))
    return {given.intent: given.withdrawn_at for given in session.scalars(same) if given.withdrawn_at}


def keep_withdrawn(session: Session, classifier_id: int, withdrawn: Mapping[str, datetime]) -> None:
    for intent, at in withdrawn.items():
        theirs = (Certificate.classifier_id == classifier_id, Certificate.intent == intent)
        session.execute(update(Certificate).where(*theirs).values(stands=False, withdrawn_at=at))


def proves(right: int, answered: int, target: float, doubt: float) -> bool:
    """Whether so many right ones of those answered prove that the true share is at least the target.

    The exact test of Clopper and Pearson: at the target itself, so many or more would be right with a probability of at
    most `doubt`.
    """
    tail = sum(exp(_log_chance(answered, number, target)) for number in range(right, answered + 1))
    return answered > 0 and tail <= doubt


def disproves(right: int, answered: int, target: float, doubt: float = MISJUDGED) -> bool:
    """Whether so few right ones show that the true share is below the target: at the target, so few or fewer would be
    right with a probability of at most `doubt`."""
    tail = sum(exp(_log_chance(answered, number, target)) for number in range(right + 1))
    return answered > 0 and tail <= doubt


def _log_chance(tries: int, successes: int, share: float) -> float:
    choices = lgamma(tries + 1) - lgamma(successes + 1) - lgamma(tries - successes + 1)
    return choices + successes * log(share) + (tries - successes) * log(1 - share)


def holds(given: Certificate) -> bool:
    """Whether it holds with what people found when they checked automatic answers, which are a random share of all.

    Those alone count once they prove it or disprove it by themselves; else together with what proved it at first.
    """

    def proven(right: int, answered: int) -> bool:
        return proves(right, answered, given.target, given.doubt / given.tried)

    if disproves(given.checked_right, given.checked, given.target):
        return False
    together = (given.right + given.checked_right, given.answered + given.checked)
    return proven(given.checked_right, given.checked) or (proven(given.right, given.answered) and proven(*together))
