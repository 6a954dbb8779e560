"""What edits and revocations make of a message, in whatever order they and the message itself arrive.

Each is a row of its own that names its target. The target is worked out anew from all of them, so that the order of
arrival, doubles and redeliveries make no difference.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import sets
from app.media import intake as media
from app.tables import Correction, Decision, Delivery, Message
from app.whatsapp import contents, payloads

KINDS = frozenset({"edit", "revoke"})
ABOUT_ANOTHER = KINDS | {"reaction"}  # rows that are shown at their target


def apply(session: Session, inbox_id: int, wamid: str) -> None:
    """Bring the message of that id up to date with the edits and revocations known of it; nothing if it is unknown.

    The id of an edit stands for the message that was edited.
    """
    target = edited(session, _row(session, inbox_id, wamid))
    if target is None or target.kind in ABOUT_ANOTHER:
        return
    changes = _changes(session, target)
    revoked = next((change for change in changes if change.kind == "revoke"), None)
    if revoked is not None or target.revoked_at:
        _delete_text(session, target, changes, revoked.written_at if revoked else target.revoked_at)
    elif changes:
        _rewrite(target, changes)
        _teaches_nothing(session, target)


def apply_to(session: Session, stored: Sequence[Message]) -> None:
    """Let edits and revocations take effect on each other and on these messages, which are new."""
    told = {(row.inbox_id, row.target_wamid) for row in stored if row.kind in KINDS and row.target_wamid}
    places = [(row.inbox_id, row.wamid) for row in stored]
    known = select(Message.inbox_id, Message.target_wamid).where(
        sets.pairs_among(Message.inbox_id, Message.target_wamid, places), Message.kind.in_(KINDS)
    )
    told |= {(row.inbox_id, row.target_wamid) for row in session.execute(known)}
    for inbox_id, wamid in sorted(told):
        apply(session, inbox_id, str(wamid))


def apply_all(session: Session, conversation_id: int) -> None:
    """Bring every message of a conversation up to date, after others came to it."""
    told = select(Message.inbox_id, Message.target_wamid).where(
        Message.conversation_id == conversation_id, Message.kind.in_(KINDS), Message.target_wamid.is_not(None)
    )
    for inbox_id, wamid in session.execute(told.distinct()).all():
        apply(session, inbox_id, str(wamid))


def _row(session: Session, inbox_id: int, wamid: str | None) -> Message | None:
    row = select(Message).where(Message.inbox_id == inbox_id, Message.wamid == wamid).with_for_update(of=Message)
    return session.execute(row.execution_options(populate_existing=True)).scalar_one_or_none()


def edited(session: Session, row: Message | None) -> Message | None:
    """The message behind an edit, or behind an edit of an edit."""
    passed: set[int] = set()
    while row is not None and row.kind == "edit" and row.id not in passed:
        passed.add(row.id)
        row = _row(session, row.inbox_id, row.target_wamid)
    return row


def _changes(session: Session, target: Message) -> list[Message]:
    """What its own writer changed of it, or of such a change, oldest first."""
    own = (
        Message.inbox_id == target.inbox_id,
        Message.kind.in_(KINDS),
        Message.direction == target.direction,
        Message.conversation_id == target.conversation_id,
    )
    found: dict[int, Message] = {}
    names: Iterable[str | None] = [target.wamid]
    while names:
        told = session.scalars(select(Message).where(*own, Message.target_wamid.in_(names))).all()
        names = [change.wamid for change in told if change.id not in found]
        found |= {change.id: change for change in told}
    return sorted(found.values(), key=lambda change: (change.written_at, change.wamid or ""))


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
    if target.decision_id:
        grounds = {"because": None, "suggestion": None}
        session.execute(update(Decision).where(Decision.id == target.decision_id).values(grounds))
    _teaches_nothing(session, target)
    media.forget(session, target.id)
    leave_out(session, [(row.delivery_id, row.wamid) for row in (target, *changes)])
    if target.direction == "in" and target.outcome is None:
        target.outcome, target.outcome_reason = "noted", "revoked"


def _teaches_nothing(session: Session, target: Message) -> None:
    """What people said of the turn was said of other words."""
    if target.decision_id:
        session.execute(update(Correction).where(Correction.decision_id == target.decision_id).values(text=None))


def leave_out(session: Session, came_in: Iterable[tuple[int | None, str | None]]) -> None:
    """Take messages out of the raw bytes that they came in: pairs of a delivery's id and a message's."""
    by_delivery: dict[int, set[str]] = {}
    for delivery_id, wamid in came_in:
        if delivery_id is not None and wamid is not None:
            by_delivery.setdefault(delivery_id, set()).add(wamid)
    if not by_delivery:
        return
    rows = select(Delivery).where(sets.among(Delivery.id, by_delivery)).order_by(Delivery.id).with_for_update()
    for delivery in session.scalars(rows):
        delivery.body = payloads.without(delivery.body, by_delivery[delivery.id])
