"""One clock for all processes: PostgreSQL's, so that hosts whose clocks differ agree on what is due."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings

ZONE = ZoneInfo("Europe/Berlin")  # in which the business's days begin and end, and times are shown to people


def now(session: Session) -> datetime:
    """The start of the session's transaction, in UTC, moved by LOTSE_NOW_OFFSET seconds in tests."""
    offset = func.make_interval(0, 0, 0, 0, 0, 0, settings.load().lotse_now_offset)
    return session.execute(select(func.now() + offset)).scalar_one()
