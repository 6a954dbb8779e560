"""Files that a person added for a reply, while no message has them."""

from sqlalchemy import ColumnElement, select

from app import database
from app.dashboard.blueprint import me
from app.dashboard.media_rows import COLUMNS, Medium
from app.tables import Media


def own() -> tuple[ColumnElement[bool], ...]:
    """Conditions on media: this person's, and still free."""
    return (Media.person_id == me().id, Media.message_id.is_(None))


def attachment(media_id: int | None) -> Medium | None:
    """What this person added, while no message has it."""
    if media_id is None:
        return None
    with database.sessions()() as session:
        found = session.execute(select(*COLUMNS).where(Media.id == media_id, *own())).one_or_none()
    return Medium(**found._mapping) if found else None
