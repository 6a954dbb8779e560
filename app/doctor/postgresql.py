"""PostgreSQL: does it answer, is it new enough, are the tables this version's."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from app import database
from app.doctor.finding import Finding

OLDEST = 150_000  # server_version_num
VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def look() -> list[Finding]:
    try:
        with database.sessions()() as session:
            database.take_at_most(session, 2.0)
            version = session.scalars(text("SELECT current_setting('server_version_num')::int")).one()
    except SQLAlchemyError as error:
        return [Finding("database_away", "fail", {"error": type(error).__name__})]
    return [*judge_version(version), judge_migration(_migrated_to(), head())]


def _migrated_to() -> str | None:
    try:
        with database.sessions()() as session:
            return session.scalars(text("SELECT version_num FROM alembic_version")).one_or_none()
    except DBAPIError:
        return None  # there is no such table


def head() -> str:
    """The newest migration's number, by which its file begins. (Alembic would cost the web process memory.)"""
    return max(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))


def judge_version(version: int) -> list[Finding]:
    named = {"version": version // 10_000}
    return [Finding("database", "ok", named) if version >= OLDEST else Finding("database_old", "fail", named)]


def judge_migration(found: str | None, wanted: str) -> Finding:
    """Tables of a newer version are no fault: two versions run side by side while a new one is rolled out."""
    if found is None:
        return Finding("migrations_none", "fail", {"wanted": wanted})
    if found == wanted:
        return Finding("migrations", "ok", {"wanted": wanted})
    named = {"found": found, "wanted": wanted}
    return Finding("migrations_ahead", "warn", named) if found > wanted else Finding("migrations_behind", "fail", named)
