"""The media of messages, as rows; their bytes are fetched by the browser (app.dashboard.media)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, false, func, select
from sqlalchemy.orm import Session

from app import sets
from app.media.kinds import SHOWN_TYPES, base_type
from app.tables import Media


@dataclass(frozen=True, slots=True)
class Medium:
    id: int
    message_id: int | None
    kind: str
    mime_type: str | None
    filename: str | None
    size: int | None
    state: str
    error: str | None
    again: bool  # whether Meta can still be asked for it

    @property
    def shown(self) -> bool:
        """Whether a browser can show or play it in the page."""
        return self.kind != "document" and base_type(self.mime_type) in SHOWN_TYPES


_ASKABLE = and_(Media.meta_id.is_not(None), Media.meta_id_until > func.now())
COLUMNS = (
    *(Media.id, Media.message_id, Media.kind, Media.mime_type, Media.filename, Media.size, Media.state, Media.error),
    func.coalesce(_ASKABLE, false()).label("again"),
)


def media_of(session: Session, message_ids: Sequence[int]) -> dict[int, tuple[Medium, ...]]:
    """The media of these messages, by message."""
    found: dict[int, tuple[Medium, ...]] = {}
    for row in session.execute(select(*COLUMNS).where(sets.among(Media.message_id, message_ids)).order_by(Media.id)):
        medium = Medium(**row._mapping)
        if medium.message_id is not None:
            found[medium.message_id] = (*found.get(medium.message_id, ()), medium)
    return found
