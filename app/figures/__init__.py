"""The figures of the supervisors' pages, each worked out by one statement. What each one means: docs/figures.md."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import database

SECONDS = 10.0  # for one statement; a month of half a million messages takes a quarter of a second
MEMORY = "64MB"  # so that three months of half a million messages are sorted without the disk


def begin(session: Session) -> None:
    """Let no figure of this transaction take longer, and each have the memory that it needs."""
    database.take_at_most(session, SECONDS)
    session.execute(select(func.set_config("work_mem", MEMORY, True), func.set_config("jit", "off", True)))
