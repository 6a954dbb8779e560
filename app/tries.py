"""Asking the workers what Lotse would do with a text; app/trying.py says it.

The text is the person's own, but treated as a customer's would be: it is in PostgreSQL only, for an hour.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.tables import Try

KEPT = timedelta(hours=1)


def ask(session: Session, person_id: int, text: str, now: datetime) -> int:
    """Keep a text for the workers to try, and forget the old ones; returns its id."""
    session.execute(delete(Try).where(Try.at < now - KEPT))
    asked = Try(person_id=person_id, text=text, at=now)
    session.add(asked)
    session.flush()
    return asked.id
