"""The connection to PostgreSQL."""

from functools import lru_cache

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from app import settings

CONNECT_SECONDS = 3  # below what Meta waits for an answer, so that a lost database becomes a 503 in time


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The process's connection pool; connects on first use, so it may be made before a fork."""
    return create_engine(
        settings.load().database_url,
        pool_size=3,  # small plans allow 20 connections in all: two web processes and four others
        max_overflow=2,
        pool_timeout=CONNECT_SECONDS,
        hide_parameters=True,  # an error's text must not quote what a customer wrote
        pool_pre_ping=True,  # after a restart of PostgreSQL the first request must not fail
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": "-c timezone=UTC"},
    )


@lru_cache(maxsize=1)
def sessions() -> sessionmaker[Session]:
    """Makes sessions whose objects stay readable after the commit."""
    return sessionmaker(engine(), expire_on_commit=False)


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
