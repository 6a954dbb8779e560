"""Refused sign-ins are counted by the hour: each a line would let strangers fill the audit log."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import audit
from app.tables import Person, RefusedSignIns


def count(session: Session, person: Person | None, now: datetime) -> None:
    """The same work whether the address is somebody's or not: the time must not tell."""
    row = {"hour": _hour(now), "person_id": person.id if person else 0, "number": 1}
    more = {"number": RefusedSignIns.number + 1}
    keys = ["hour", "person_id"]
    session.execute(insert(RefusedSignIns).values(row).on_conflict_do_update(index_elements=keys, set_=more))


def tell(session: Session, now: datetime) -> None:
    """Write the lines of the hours that are over, one for each account and hour, and one for all unknown addresses."""
    over = delete(RefusedSignIns).where(RefusedSignIns.hour < _hour(now)).returning(RefusedSignIns)
    for row in sorted(session.scalars(over), key=lambda row: (row.hour, row.person_id)):
        subject = ("person", row.person_id) if row.person_id else None
        detail = {"number": row.number, "hour": row.hour.isoformat()}
        audit.write(session, "sign_in_refused", None, now, subject, detail)


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
