"""From nothing to a connected number: what there is to do, and what is done already, measured and not remembered."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from app import certificates, classifiers, inboxes, verified
from app.hours import Hours
from app.samples.mark import is_real
from app.tables import Delivery, Message, Person


@dataclass(frozen=True, slots=True)
class Step:
    """`key` names its texts."""

    key: str
    done: bool


def steps(session: Session, hours: Hours | None) -> list[Step]:
    """In the order in which they are best taken; `hours` are the playbook's."""
    measured: dict[str, Callable[[], bool]] = {
        "number": lambda: bool(inboxes.everyone(session)),
        "webhook": lambda: verified.at(session) is not None or _is_there(session, select(Delivery.id)),
        "message": lambda: _is_there(session, select(Message.id).where(is_real(Message.inbox_id))),
        "model": lambda: classifiers.in_use(session),
        "certificate": lambda: bool(certificates.thresholds(session)),
        "hours": lambda: hours is not None,
        "people": lambda: _working(session) > 1,
    }
    return [Step(key, is_done()) for key, is_done in measured.items()]


def _is_there(session: Session, some: Select[int]) -> bool:
    return bool(session.scalar(select(exists(some))))


def _working(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Person).where(Person.left_at.is_(None))).one()
