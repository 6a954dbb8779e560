"""Alembic's entry: which database, which tables, and for how long a migration may be in the running version's way."""

from alembic import context
from sqlalchemy import Connection, event, text

from app import database
from app.tables import Base

# Whoever waits for a lock on a table holds up all who come after: rather give up, and try again in a moment.
LOCK_SECONDS = 1
STATEMENT_SECONDS = 10  # while a statement works on a table, the running version's writes may have to wait for it

LIMITS = text("SELECT set_config('lock_timeout', :lock, true), set_config('statement_timeout', :statement, true)")


def limit(connection: Connection) -> None:
    """For the transaction that begins."""
    statement_seconds = context.config.attributes.get("statement_seconds") or STATEMENT_SECONDS
    connection.execute(LIMITS, {"lock": f"{LOCK_SECONDS}s", "statement": f"{statement_seconds}s"})


def migrate() -> None:
    """Each migration is one transaction: what was done before one fails stays, and of that one nothing."""
    with database.engine().connect() as connection:
        event.listen(connection, "begin", limit)
        context.configure(connection=connection, target_metadata=Base.metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


migrate()
