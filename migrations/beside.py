"""What a migration does beside the running version on tables that have grown: without keeping anybody from writing."""

from typing import Any

from alembic import op
from sqlalchemy import text

PATIENCE = "SELECT set_config('lock_timeout', '300s', false), set_config('statement_timeout', '3600s', false)"
BROKEN = text("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(:name) AND NOT indisvalid")


def build_index(name: str, table: str, columns: list[Any], **options: Any) -> None:
    """An index built CONCURRENTLY. A migration that uses it does nothing else: its transaction ends here.

    Running it again is safe: an index that was left half built is built anew, a whole one stays.
    """
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        limits = connection.execute(
            text("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        ).one()
        connection.execute(text(PATIENCE))  # it waits for others, but nobody waits for it
        if connection.scalar(BROKEN, {"name": name}):
            op.drop_index(name, table_name=table, postgresql_concurrently=True)
        op.create_index(name, table, columns, postgresql_concurrently=True, if_not_exists=True, **options)
        connection.execute(
            text("SELECT set_config('lock_timeout', :lock, false), set_config('statement_timeout', :statement, false)"),
            {"lock": limits[0], "statement": limits[1]},
        )
