"""Waiting until the database says so."""

import time

import psycopg

from commands.servers import Server

NOT_DECIDED = "SELECT count(*) FROM conversations WHERE due_at IS NOT NULL"
NOT_TAKEN_IN = "SELECT count(*) FROM deliveries WHERE taken_in_at IS NULL AND set_aside_at IS NULL"


def seconds_until_none(server: Server, query: str, most: float = 600) -> float:
    """How long the query's count took to become 0. Raises TimeoutError."""
    began = time.monotonic()
    with psycopg.connect(server.url, autocommit=True) as connection:
        while time.monotonic() - began < most:
            if connection.execute(query.encode()).fetchone() == (0,):
                return time.monotonic() - began
            time.sleep(0.05)
    raise TimeoutError(f"after {most:.0f} s there is still something left: {query}")
