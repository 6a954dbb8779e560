"""The reactions to messages: the newest of each writer counts, and an empty one takes it away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import sets
from app.tables import Message
from app.whatsapp.lenient import obj, word

NOT_OUT = frozenset({"failed", "cancelled", "unknown"})


@dataclass(frozen=True, slots=True)
class Reaction:
    """One row of the kind reaction."""

    target: str
    direction: str
    content: Any
    status: str | None
    error_code: int | None

    @property
    def emoji(self) -> str | None:
        return word(obj(self.content), "emoji", 16)

    @property
    def writer(self) -> str:
        """The business has one reaction to a message, whoever of its people gave it; in a group each customer has."""
        if self.direction == "out":
            return "us"
        return f"customer {word(obj(self.content), 'from') or ''}"


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction that stands at its message, or ours that did not get there (`failed`)."""

    emoji: str | None
    ours: bool
    failed: bool = False
    error_code: int | None = None


def reactions_to(session: Session, conversation_id: int, wamids: Sequence[str]) -> dict[str, tuple[Reacted, ...]]:
    """By the wamid of the message they are about."""
    rows = session.execute(
        select(
            Message.target_wamid.label("target"),
            Message.direction,
            Message.content,
            Message.status,
            Message.error_code,
        )
        .where(
            Message.conversation_id == conversation_id,
            Message.kind == "reaction",
            sets.among(Message.target_wamid, wamids),
        )
        .order_by(Message.written_at, Message.id)
    )
    return standing(Reaction(**row._mapping) for row in rows)


def standing(reactions: Iterable[Reaction]) -> dict[str, tuple[Reacted, ...]]:
    """What stands of the reactions, given oldest first, at each message. Pure."""
    latest: dict[tuple[str, str], Reacted] = {}
    for reaction in reactions:
        place = (reaction.target, reaction.writer)
        ours = reaction.direction == "out"
        if ours and reaction.status in NOT_OUT:
            latest[reaction.target, "failed"] = Reacted(reaction.emoji, True, True, reaction.error_code)
            continue
        latest.pop(place, None)
        if ours:
            latest.pop((reaction.target, "failed"), None)
        if reaction.emoji:
            latest[place] = Reacted(reaction.emoji, ours)
    found: dict[str, tuple[Reacted, ...]] = {}
    for (target, _), reacted in latest.items():
        found[target] = (*found.get(target, ()), reacted)
    return found
