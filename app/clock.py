"""One clock for all processes: PostgreSQL's, so that hosts whose clocks differ agree on what is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Float, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, SessionTransaction

from app import settings

ZONE = ZoneInfo("Europe/Berlin")  # in which the business's days begin and end, and times are shown to people

_MOVED = func.now() + func.make_interval(0, 0, 0, 0, 0, 0, bindparam("offset", type_=Float))
_NOW = select(_MOVED)  # made once

T = TypeVar("T")

# No transaction is so old, and no process's clock so far from another's.
SKEW = timedelta(minutes=1)


def reached(column: Any, now: Any, longest: timedelta) -> ColumnElement[bool]:
    """Whether this time has come. `longest` is how far ahead it is ever set.

    What lies further ahead was set before the clock was put back, and must not wait until it has caught up.
    """
    return or_(column <= now, column > now + longest + SKEW)


def now(session: Session) -> datetime:
    """The start of the session's transaction, in UTC, moved by LOTSE_NOW_OFFSET seconds in tests; asked for once."""
    known: tuple[SessionTransaction | None, datetime] | None = session.info.get("now")
    if known and known[0] and known[0] is session.get_transaction():
        return known[1]
    found: datetime = _learn(session, _NOW)[-1]
    return found


def now_with(session: Session, column: ColumnElement[T]) -> tuple[T, datetime]:
    """What the column is and `now`, in one question."""
    value, found = _learn(session, _with(column))
    return value, found


@lru_cache(maxsize=8)
def _with(column: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return select(column, _MOVED)


def _learn(session: Session, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    found = session.execute(statement, {"offset": settings.load().lotse_now_offset}).one()
    session.info["now"] = (session.get_transaction(), found[-1])
    return found


def moved() -> ColumnElement[datetime]:
    """The same as a column, for who reads something else anyway."""
    return func.now() + func.make_interval(0, 0, 0, 0, 0, 0, settings.load().lotse_now_offset)
