"""What PostgreSQL and Valkey have been asked to do so far: statements, commits, log, deadlocks, commands."""

import re
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from commands.servers import Server

# what a transaction is made of, and our own questions, are no statements of the measured program
STATEMENTS = """
    SELECT coalesce(sum(calls), 0)::float8 AS statements FROM pg_stat_statements
    WHERE query !~* '^(BEGIN|COMMIT|ROLLBACK|SET |SHOW )' AND query NOT LIKE '%pg_stat_%'
"""
TRANSACTIONS = """
    SELECT xact_commit::float8 AS commits, xact_rollback::float8 AS rollbacks, deadlocks::float8 AS deadlocks
    FROM pg_stat_database WHERE datname = current_database()
"""
LOG = "SELECT wal_bytes::float8 / 1000 AS wal_kb FROM pg_stat_wal"
OURS = {"info", "ping", "config", "config|resetstat"}


def preload_statistics(server: Server) -> None:
    """Have PostgreSQL count statements from its start on; restarts it the first time."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        loaded = connection.execute("SHOW shared_preload_libraries").fetchone()
        if loaded == ("pg_stat_statements",):
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
            return
        connection.execute("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'")
    server.stop()
    server.start()
    preload_statistics(server)


def read(servers: dict[str, Server]) -> dict[str, float]:
    """Totals since the servers' start; what happened in a run is the difference of two."""
    with psycopg.connect(servers["DATABASE_URL"].url, autocommit=True, row_factory=dict_row) as connection:
        rows = [_row(connection, query) for query in (STATEMENTS, TRANSACTIONS, LOG)]
    found = {name: value for row in rows for name, value in row.items()}
    return found | {"redis commands": _commands(servers["REDIS_URL"])}


def _row(connection: psycopg.Connection[dict[str, Any]], query: str) -> dict[str, float]:
    return connection.execute(query.encode()).fetchone() or {}


def _commands(server: Server) -> float:
    told = server._client().info("commandstats")  # type: ignore[union-attr]
    calls = {name.removeprefix("cmdstat_"): fields["calls"] for name, fields in told.items()}
    return float(sum(count for name, count in calls.items() if name not in OURS))


def postmaster(folder: Path) -> int:
    return int(re.split(r"\s", (folder / "postgres/postmaster.pid").read_text())[0])


def valkey(server: Server) -> int:
    return int(server._client().info("server")["process_id"])  # type: ignore[union-attr]
