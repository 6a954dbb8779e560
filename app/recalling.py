"""Reading what was said in conversations since they began (anew)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, bindparam, case, exists, func, or_, select, true, union_all
from sqlalchemy.orm import Session

from app import sets
from app.guards import HOUR
from app.history import MOST_LINES, History, Line
from app.playbook.model import Playbook
from app.tables import Conversation, Message

NOT_SAID = ("cancelled", "failed")  # of what was to go out
CHARACTERS = 1000  # of a customer's text; more is not compared
_NOT_LINES = ("edit", "revoke", "system", "request_welcome")

_out = Message.direction == "out"
_visit = (
    Message.conversation_id == Conversation.id,
    or_(Conversation.visit_at.is_(None), Message.stored_at >= Conversation.visit_at),
    Message.kind.not_in(_NOT_LINES),
)
_told = _out & Message.status.not_in(NOT_SAID)
_heard = ~_out & Message.outcome.is_not(None) & (Message.kind != "reaction")
_WORDS = (
    select(
        Message.id.label("message_id"),
        case((_out, Message.author), else_="customer").label("author"),
        case((_out, func.coalesce(Message.sent_at, Message.written_at)), else_=Message.written_at).label("at"),
        case((_out, Message.text), else_=func.left(Message.text, CHARACTERS)).label("text"),
        Message.kind,
    )
    .where(*_visit)
    .order_by(Message.written_at.desc(), Message.id.desc())
    .limit(MOST_LINES)
    .correlate(Conversation)
)
# each for itself: who writes a lot pushes nothing of what was said to them out of sight
_LINES = union_all(_WORDS.where(_told).subquery().select(), _WORDS.where(_heard).subquery().select()).lateral("line")
_theirs = sets.among_given(Conversation.id, "ids")
# In the order in which Lotse heard and said them: by WhatsApp's whole seconds an answer that came at once would seem to
# have come before what it answers.
_RECALLED = select(Conversation.id, _LINES).join(_LINES, true()).where(_theirs).order_by(_LINES.c.message_id)
_DISCLOSED = select(Conversation.id).where(
    _theirs, exists().where(*_visit, _out, Message.discloses, Message.status.not_in(NOT_SAID))
)

_SPOKEN = select(Conversation.id, Message.written_at).where(
    _theirs,
    Message.conversation_id == Conversation.id,
    Message.written_at > bindparam("since", type_=DateTime(timezone=True)),
    Message.author == "bot",
    Message.status.not_in(NOT_SAID),
    Message.kind != "reaction",
)


def recall(
    session: Session, conversation_ids: Collection[int], playbook: Playbook, now: datetime
) -> dict[int, History]:
    """The conversations' histories, without their open turns, by their ids."""
    if not conversation_ids:
        return {}
    given = {"ids": list(conversation_ids)}
    spoken: dict[int, list[datetime]] = defaultdict(list)
    for key, at in session.execute(_SPOKEN, {**given, "since": now - HOUR}):
        spoken[key].append(at)
    lines: dict[int, list[Line]] = defaultdict(list)
    for row in session.execute(_RECALLED, given):
        lines[row.id].append(_line(row, playbook))
    told = set(session.scalars(_DISCLOSED, given))
    return {key: History(tuple(lines[key]), key in told, tuple(spoken[key])) for key in conversation_ids}


def _line(row: Any, playbook: Playbook) -> Line:
    by = row.author if row.author in {"customer", "bot"} else "person"
    text = row.text or ""
    return Line(by, row.at, playbook.bare(text) if by == "bot" else text, row.kind)
