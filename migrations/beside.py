"""What a migration does beside the running version on tables that have grown: without keeping anybody from writing."""

from typing import Any

from alembic import op
from sqlalchemy import text

# It waits for whoever is at work already, but nobody waits for it.
PATIENCE = text("SET lock_timeout = '300s'")
IMPATIENCE = text("RESET lock_timeout")
BROKEN = text("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(:name) AND NOT indisvalid")


def build_index(name: str, table: str, columns: list[Any], **options: Any) -> None:
    """An index built CONCURRENTLY. A migration that uses it does nothing else: its transaction ends here.

    Running it again is safe: an index that was left half built is built anew, a whole one stays.
    """
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        connection.execute(PATIENCE)
        try:
            if connection.scalar(BROKEN, {"name": name}):
                op.drop_index(name, table_name=table, postgresql_concurrently=True)
            op.create_index(name, table, columns, postgresql_concurrently=True, if_not_exists=True, **options)
        finally:
            connection.execute(IMPATIENCE)
