"""The messages of a conversation as they are shown: with what they quote, their media, and the reactions to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from app.dashboard.media_rows import Medium, media_of
from app.dashboard.reactions import Reacted, reactions_to
from app.forgetting import REMOVED
from app.tables import Decision, Message, Person

AT_THEIR_TARGET = ("edit", "revoke", "reaction")  # these say something about another message and are shown there
QUOTED = 300  # characters


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `intent` and `confidence` are what the bot's answer went by; `quoted_*` what it replies to."""

    id: int
    wamid: str | None
    direction: str
    kind: str
    text: str | None
    content: dict[str, Any]
    written_at: datetime
    stored_at: datetime
    edited_at: datetime | None
    revoked_at: datetime | None
    versions: list[dict[str, Any]] | None
    author: str | None
    person: str | None
    status: str | None
    callback_id: UUID | None
    error_code: int | None
    error: str | None
    intent: str | None
    confidence: float | None
    quotes_wamid: str | None
    quoted_id: int | None
    quoted_direction: str | None
    quoted_author: str | None
    quoted_kind: str | None
    quoted_text: str | None
    quoted_content: dict[str, Any] | None
    quoted_revoked: bool | None
    media: tuple[Medium, ...] = ()
    reactions: tuple[Reacted, ...] = ()

    @property
    def sender(self) -> str | None:
        """Who wrote it in a group, as far as WhatsApp says."""
        given = [self.content.get(key) for key in ("from_name", "from")] if isinstance(self.content, dict) else []
        return next((name for name in given if isinstance(name, str) and name.strip()), None)

    @property
    def removed(self) -> str | None:
        """Why it is empty, when it was not its writer who deleted it; see app.forgetting."""
        why = self.content.get("removed") if self.revoked_at and isinstance(self.content, dict) else None
        return why if why in REMOVED else None

    @property
    def writer(self) -> tuple[str | None, ...]:
        """The same for messages by the same person."""
        return (self.direction, self.author, self.person, self.sender if self.direction == "in" else None)


def read(session: Session, conversation_id: int, most: int) -> tuple[Said, ...]:
    """The latest messages, oldest first."""
    given = {"conversation_id": conversation_id, "most": most}
    rows = reversed(session.execute(_latest(), given).all())
    return _with_more(session, conversation_id, [Said(**row._mapping) for row in rows])


def _with_more(session: Session, conversation_id: int, said: Sequence[Said]) -> tuple[Said, ...]:
    media = media_of(session, [item.id for item in said])
    reactions = reactions_to(session, conversation_id, [item.wamid for item in said if item.wamid])
    return tuple(
        replace(item, media=_media(item, media), reactions=reactions.get(item.wamid or "", ())) for item in said
    )


def _media(item: Said, media: dict[int, tuple[Medium, ...]]) -> tuple[Medium, ...]:
    """What was sent again shows the file of the message that it repeats."""
    own = media.get(item.id, ())
    if own or item.direction == "in" or not isinstance(item.content, dict):
        return own
    return tuple(one for found in media.values() for one in found if one.id == item.content.get("media"))


@lru_cache(maxsize=1)
def _latest() -> Select[*tuple[Any, ...]]:
    answered, decision, quoted = aliased(Message), aliased(Decision), aliased(Message)
    own = [getattr(Message, name) for name in _OWN]
    return (
        select(
            *own,
            Person.email.label("person"),
            decision.intent,
            decision.confidence,
            quoted.id.label("quoted_id"),
            quoted.direction.label("quoted_direction"),
            quoted.author.label("quoted_author"),
            quoted.kind.label("quoted_kind"),
            func.left(quoted.text, QUOTED).label("quoted_text"),
            case((quoted.kind != "text", quoted.content)).label("quoted_content"),
            quoted.revoked_at.is_not(None).label("quoted_revoked"),
        )
        .outerjoin(Person, Person.id == Message.person_id)
        .outerjoin(answered, (answered.id == Message.answers_id) & (Message.author == "bot"))
        .outerjoin(decision, decision.id == answered.decision_id)
        .outerjoin(
            quoted,
            (quoted.inbox_id == Message.inbox_id)
            & (quoted.wamid == Message.quotes_wamid)
            & (quoted.conversation_id == Message.conversation_id),
        )
        .where(Message.conversation_id == bindparam("conversation_id"), Message.kind.not_in(AT_THEIR_TARGET))
        .order_by(Message.written_at.desc(), Message.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


_OWN = (
    *("id", "wamid", "direction", "kind", "text", "content", "written_at", "stored_at", "edited_at", "revoked_at"),
    *("versions", "author", "status", "callback_id", "error_code", "error", "quotes_wamid"),
)
