"""Pictures and documents go to Meta first; what is then sent is the id that Meta gave them."""

from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app.media import outgoing as media
from app.tables import Media
from app.whatsapp.errors import NotSent, Refused, Stopped, Uploaded
from app.whatsapp.outgoing import Outgoing, media_row, with_media_id

META_KEEPS = timedelta(days=29)  # Meta's Cloud API, media: an uploaded id lives 30 days


class Client(Protocol):
    def upload(
        self, phone_number_id: str, name: str, mime_type: str, data: Any, token: str | None = None
    ) -> Uploaded | NotSent | Refused | Stopped: ...


def with_meta_id(
    sessions: sessionmaker[Session], client: Client, outgoing: Outgoing, phone_number_id: str, token: str | None
) -> Outgoing | NotSent | Refused | Stopped:
    """What can be sent: a picture or document of ours by the id that Meta gave it, everything else as it is."""
    row_id = media_row(outgoing)
    if row_id is None:
        return outgoing
    with sessions() as session:
        medium = session.get(Media, row_id)
        if medium is None:
            return Refused(None, "the attachment was deleted before it was sent")
        if medium.meta_id and medium.meta_id_until and medium.meta_id_until > clock.now(session):
            return with_media_id(outgoing, medium.meta_id)
    uploaded = _upload(sessions, client, row_id, phone_number_id, token)
    if not isinstance(uploaded, Uploaded):
        return uploaded
    with sessions.begin() as session:
        kept = session.get_one(Media, row_id)
        kept.meta_id, kept.meta_id_until = uploaded.id, clock.now(session) + META_KEEPS
    return with_media_id(outgoing, uploaded.id)


def _upload(
    sessions: sessionmaker[Session], client: Client, row_id: int, phone_number_id: str, token: str | None
) -> Uploaded | NotSent | Refused | Stopped:
    with sessions() as session:
        medium = session.get_one(Media, row_id)
        name, mime_type = medium.filename or "file", medium.mime_type or "application/octet-stream"
        with media.opened(session, medium) as data:
            session.rollback()  # no transaction stays open while Meta is slow
            return client.upload(phone_number_id, name, mime_type, data, token)
