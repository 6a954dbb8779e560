"""Whether the database's tables are those that this version knows, or later ones."""

from functools import lru_cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from app import database

MIGRATIONS = Path(__file__).parents[1] / "migrations" / "versions"


@lru_cache(maxsize=1)
def newest() -> str:
    """The last migration that this version brings; their files begin with their numbers."""
    return max(file.name[:4] for file in MIGRATIONS.glob("[0-9]*.py"))


def is_there() -> bool:
    """Also True while the database cannot be asked: what needs it waits for it by itself."""
    try:
        with database.engine().connect() as connection:
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except ProgrammingError:
        return False
    except OperationalError:
        return True
    return found is not None and str(found) >= newest()
