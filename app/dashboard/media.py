"""The bytes of media: shown or played where that is safe, handed out as a file everywhere else."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import ContentRange
from werkzeug.http import parse_range_header

from app import clock, database
from app.dashboard.blueprint import blueprint, by_fetch, me
from app.dashboard.pages import LARGEST_ID
from app.media import fetching, store
from app.media.kinds import SHOWN_TYPES, base_type, safe_name
from app.tables import Media, Message
from app.wake import waker

# Whatever a file holds, opened on its own it runs nothing and loads nothing.
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; base-uri 'none'; frame-ancestors 'none'"
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "video/mp4": ".mp4", "audio/ogg": ".ogg"}
PATH = f"/media/<int(max={LARGEST_ID}):media_id>"


@blueprint.get(PATH)
def media(media_id: int) -> ResponseReturnValue:
    """The bytes, all or the range asked for; `?download=1` always as a file."""
    with database.sessions()() as session:
        medium = _may_see(session, media_id)
        if medium is None or medium.state != "stored":
            abort(404)
        session.expunge(medium)
    size = medium.size or 0
    start, end = _range(size)
    response = Response(_bytes(media_id, start, end), 206 if "Range" in request.headers else 200)
    response.headers.update(_headers(medium))
    response.content_length = end - start
    if response.status_code == 206:
        response.content_range = ContentRange("bytes", start, end, size)
    return response


def _may_see(session: Session, media_id: int) -> Media | None:
    """What no message has is only for whoever added it: whoever else guesses its number learns nothing of it."""
    medium = session.get(Media, media_id)
    if medium is None or (medium.message_id is None and medium.person_id != me().id):
        return None
    return medium


def _range(size: int) -> tuple[int, int]:
    """First byte, and the one after the last; a range that cannot be met is 416."""
    asked = request.headers.get("Range")
    if asked is None:
        return 0, size
    parsed = parse_range_header(asked)
    found = parsed.range_for_length(size) if parsed and len(parsed.ranges) == 1 else None
    if found is None:
        abort(416)
    return found


def _bytes(media_id: int, start: int, end: int) -> Iterator[bytes]:
    with database.sessions()() as session:
        medium = session.get_one(Media, media_id)
        yield from store.read(session, medium, start, end)


def _headers(medium: Media) -> dict[str, str]:
    mime_type = base_type(medium.mime_type)
    shown = mime_type in SHOWN_TYPES and "download" not in request.args
    name = safe_name(medium.filename or f"{medium.kind}-{medium.id}{SUFFIXES.get(mime_type, '')}")
    return {
        "Content-Type": mime_type if mime_type in SHOWN_TYPES else "application/octet-stream",
        "Content-Disposition": "inline" if shown else _attachment(name),
        "Content-Security-Policy": SANDBOX,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=3600",
        "ETag": f'"{medium.id}-{medium.size}"',
    }


def _attachment(name: str) -> str:
    """With the name in plain letters, and whole for browsers that read RFC 6266."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@blueprint.post(f"{PATH}/retry")
def retry_media(media_id: int) -> ResponseReturnValue:
    """Somebody wants it fetched once more."""
    with database.sessions().begin() as session:
        medium = _may_see(session, media_id)
        if medium is None:
            abort(404)
        fetching.try_again(session, media_id, clock.now(session))
        message = session.get(Message, medium.message_id) if medium.message_id else None
    waker.soon("media")
    if by_fetch() or message is None:
        return Response(status=204)
    return redirect(url_for("dashboard.conversation", conversation_id=message.conversation_id), 303)
