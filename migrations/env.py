"""Alembic's entry: which database, which tables."""

from alembic import context
from sqlalchemy import text

from app import database
from app.tables import Base

ONE_AT_A_TIME = 5_018_073  # any number: two processes that migrate at once take turns
LOCK_MILLISECONDS = 5000  # a migration that cannot get its lock gives up instead of stopping the running version


def migrate() -> None:
    with database.engine().connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            connection.execute(text(f"SET LOCAL lock_timeout = {LOCK_MILLISECONDS}"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            context.run_migrations()


migrate()
