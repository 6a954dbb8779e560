"""One table; each change is a transaction of its own. SQLAlchemy keeps a process's connections open."""

import os
from functools import lru_cache

from sqlalchemy import Engine, create_engine, text

TABLE = """
    CREATE TABLE IF NOT EXISTS rival_messages (
        id bigserial PRIMARY KEY, wamid text UNIQUE, phone text, text text, received_at timestamptz DEFAULT now(),
        intent text, answer_wamid text UNIQUE, status text
    )
"""
ADD = "INSERT INTO rival_messages (wamid, phone, text) VALUES (:wamid, :phone, :text) ON CONFLICT DO NOTHING"
ANSWERED = "UPDATE rival_messages SET intent = :intent, answer_wamid = :answer WHERE wamid = :wamid"
STATUS = "UPDATE rival_messages SET status = :status WHERE answer_wamid = :wamid"


@lru_cache(maxsize=1)
def engine() -> Engine:
    return create_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://", 1))


def _change(statement: str, **values: str) -> None:
    with engine().begin() as connection:
        connection.execute(text(statement), values)


def make() -> None:
    _change(TABLE)


def add(wamid: str, phone: str, words: str) -> None:
    _change(ADD, wamid=wamid, phone=phone, text=words)


def set_answer(wamid: str, intent: str, answer: str) -> None:
    _change(ANSWERED, wamid=wamid, intent=intent, answer=answer)


def set_status(wamid: str, status: str) -> None:
    _change(STATUS, wamid=wamid, status=status)
