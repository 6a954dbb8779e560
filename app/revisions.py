"""What edits and revocations make of a message, in whatever order they and the message itself arrive.

Each is a row of its own that names its target. The target is worked out anew from all of them, so that the order of
arrival, doubles and redeliveries make no difference.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.media import intake as media
from app.tables import Delivery, Message
from app.whatsapp import contents

KINDS = frozenset({"edit", "revoke"})
ABOUT_ANOTHER = KINDS | {"reaction"}  # rows that are shown at their target


def apply(session: Session, inbox_id: int, wamid: str) -> None:
    """Bring the message of that id up to date with the edits and revocations known of it; nothing if it is unknown."""
    target = session.execute(
        select(Message)
        .where(Message.inbox_id == inbox_id, Message.wamid == wamid, Message.kind.not_in(ABOUT_ANOTHER))
        .with_for_update(of=Message)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if target is None:
        return
    changes = _changes(session, target)
    revoked = next((change for change in changes if change.kind == "revoke"), None)
    if revoked is not None or target.revoked_at:
        _delete_text(session, target, changes, revoked.written_at if revoked else target.revoked_at)
    elif changes:
        _rewrite(target, changes)


def _changes(session: Session, target: Message) -> Sequence[Message]:
    """By its own writer only, oldest first."""
    about = (Message.inbox_id == target.inbox_id, Message.target_wamid == target.wamid, Message.kind.in_(KINDS))
    own = (Message.direction == target.direction, Message.conversation_id == target.conversation_id)
    return session.scalars(select(Message).where(*about, *own).order_by(Message.written_at, Message.wamid)).all()


def _rewrite(target: Message, edits: Sequence[Message]) -> None:
    """The last edit's text holds; the ones before it are kept for the agent."""
    original = contents.said(target.kind, target.payload or {})
    texts = [(original, target.written_at), *((edit.text, edit.written_at) for edit in edits)]
    target.text, target.edited_at = texts[-1]
    target.versions = [{"text": text, "at": at.isoformat()} for text, at in texts[:-1]]


def _delete_text(session: Session, target: Message, changes: Sequence[Message], at: datetime | None) -> None:
    """What the customer deleted is deleted here too: text, earlier texts, media, and the raw bytes it came in."""
    target.revoked_at = at
    for row in (target, *changes):
        row.text, row.payload, row.content, row.versions = None, None, {}, None
    media.forget(session, target.id)
    came_in = {row.delivery_id for row in (target, *changes)}
    understood = (Delivery.taken_in_at.is_not(None), Delivery.set_aside_at.is_(None))
    session.execute(update(Delivery).where(Delivery.id.in_(came_in), *understood).values(body=b""))
    if target.direction == "in" and target.outcome is None:
        target.outcome, target.outcome_reason = "noted", "revoked"
