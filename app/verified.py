"""That Meta has asked whether the webhook's address is ours, and got the right answer."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.tables import Notice

FIELD = "webhook_verified"  # of the notice; there is one, of the last time


def note(session: Session, now: datetime) -> None:
    times = {"happened_at": now, "received_at": now}
    noted = insert(Notice).values(field=FIELD, key=FIELD, grave=False, detail={}, seen_at=now, **times)
    session.execute(noted.on_conflict_do_update(index_elements=["key"], set_=times))


def at(session: Session) -> datetime | None:
    return session.scalar(select(Notice.happened_at).where(Notice.key == FIELD))
