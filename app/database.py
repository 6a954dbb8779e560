"""The connection to PostgreSQL."""

import time
from functools import lru_cache

from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from app import sets, settings

CONNECT_SECONDS = 3  # below what Meta waits for an answer, so that a lost database becomes a 503 in time


# A host that vanishes without a word is noticed after so long, in milliseconds and seconds (of no effect on sockets).
GONE = {"tcp_user_timeout": 10_000, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}

IDLE_SECONDS = 1.0  # after so long unused, a connection is tried before it is used


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The process's connection pool; connects on first use, so it may be made before a fork."""
    made = create_engine(
        settings.load().database_url,
        pool_size=3,  # small plans allow 20 connections in all: two web processes and four others
        max_overflow=2,
        pool_timeout=CONNECT_SECONDS,
        hide_parameters=True,  # an error's text must not quote what a customer wrote
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": "-c timezone=UTC", **GONE},
    )
    event.listen(made, "checkin", _note_time)
    event.listen(made, "checkout", _try_after_a_pause)
    return made


def _note_time(connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.info["used_at"] = time.monotonic()


def _try_after_a_pause(connection: DBAPIConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
    """After a restart of PostgreSQL a quiet Lotse's first request must not fail. A busy one is not slowed down by it:
    it finds out with the first statement, and then SQLAlchemy leaves all the older connections."""
    if time.monotonic() - record.info.get("used_at", time.monotonic()) < IDLE_SECONDS:
        return
    try:
        engine().dialect.do_ping(connection)
    except engine().dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


@lru_cache(maxsize=1)
def single_statements() -> Engine:
    """The same connections for work of one statement, which is its own transaction: one round trip instead of three."""
    return engine().execution_options(isolation_level="AUTOCOMMIT")


@lru_cache(maxsize=1)
def sessions() -> sessionmaker[Session]:
    """Makes sessions whose objects stay readable after the commit."""
    made = sessionmaker(engine(), expire_on_commit=False)
    event.listen(made, "before_flush", sets.write_changes)
    return made


def take_at_most(session: Session, seconds: float, waits_for_locks: float = 1.0) -> None:
    """Let no statement of this transaction take longer, nor wait longer for others.

    Each is planned for its own values: a plan made for any span of time reads whole tables for the last few minutes.
    """
    limits = {
        "statement_timeout": f"{seconds * 1000:.0f}",
        "lock_timeout": f"{waits_for_locks * 1000:.0f}",
        "plan_cache_mode": "force_custom_plan",
    }
    session.execute(select(*(func.set_config(name, value, True) for name, value in limits.items())))
