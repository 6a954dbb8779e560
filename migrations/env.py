"""Alembic's entry: which database, which tables, and for how long a migration may be in the running version's way."""

from alembic import context
from sqlalchemy import text

from app import database
from app.tables import Base

# Whoever waits for a lock on a table holds up all who come after: rather give up, and try again in a moment.
LOCK_SECONDS = 1
STATEMENT_SECONDS = 10  # while a statement works on a table, the running version's writes may have to wait for it

LIMIT = text("SELECT set_config('lock_timeout', :lock, false), set_config('statement_timeout', :statement, false)")


def migrate() -> None:
    """Each migration is one transaction: what was done before one fails stays, and of that one nothing."""
    asked = context.config.attributes
    limits = {
        "lock": f"{asked.get('lock_seconds', LOCK_SECONDS)}s",
        "statement": f"{asked.get('statement_seconds', STATEMENT_SECONDS)}s",
    }
    with database.engine().connect() as connection:
        connection.detach()  # the limits end with it, and are not handed on through the pool
        connection.execute(LIMIT, limits)
        connection.commit()
        context.configure(connection=connection, target_metadata=Base.metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


migrate()
