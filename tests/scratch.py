"""An empty database beside the tests' one: what is tried on it leaves that one alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from app import database
from commands.servers import Postgres
from tests.conftest import forget_settings

NAME = "scratch"


def address(postgres: Postgres) -> str:
    return postgres.url.replace("/lotse?", f"/{NAME}?")


@contextmanager
def scratch(postgres: Postgres) -> Iterator[str]:
    """Its address; while this is entered, it is Lotse's database."""
    before = os.environ["DATABASE_URL"]
    with psycopg.connect(postgres.url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {NAME}")
        _use(address(postgres))
        try:
            yield address(postgres)
        finally:
            _use(before)
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def _use(url: str) -> None:
    database.engine().dispose()
    os.environ["DATABASE_URL"] = url
    forget_settings()
