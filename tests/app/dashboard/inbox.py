"""Conversations in any state, for the people of `visitor` to find."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import current_intent
from app.tables import (
    Contact,
    ContactAlias,
    Conversation,
    Decision,
    Delivery,
    Event,
    Inbox,
    Media,
    MediaChunk,
    Message,
    Notice,
    Person,
)
from tests.app.dashboard.visitor import PASSWORD, Visitor, add_person

__all__ = ["PASSWORD", "Shop", "Visitor", "add_person"]


@dataclass
class Shop:
    """An inbox with conversations in any state; times are minutes ago."""

    sessions: sessionmaker[Session]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def ago(self, minutes: float) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def conversation(
        self,
        said: str | None = "wo bleibt mein paket",
        name: str | None = "Kim Sommer",
        phone: str | None = None,
        owner: str = "waiting",
        minutes: float = 5,
        **values: Any,
    ) -> int:
        """A conversation with one message of the customer; returns its id."""
        waiting_since = self.ago(minutes) if owner == "waiting" else None
        with self.sessions.begin() as session:
            contact = Contact(name=name)
            session.add(contact)
            session.flush()
            kind, value = ("phone", phone) if phone else ("bsuid", f"DE.{contact.id:011d}")
            session.add(
                ContactAlias(contact_id=contact.id, kind=kind, value=value, key=value, seen_at=self.ago(minutes))
            )
            times = {"last_customer_at": self.ago(minutes), "last_message_at": self.ago(minutes)}
            given = {"owner": owner, "waiting_since": waiting_since, **times, **values}
            conversation = Conversation(inbox_id=_inbox(session).id, contact_id=contact.id, **given)
            session.add(conversation)
            session.flush()
            if said is not None:
                session.add(_inbound(conversation, said, self.ago(minutes)))
            return conversation.id

    def customer_says(self, conversation_id: int, text: str | None, minutes: float = 0, **values: Any) -> int:
        with self.sessions.begin() as session:
            message = _inbound(session.get_one(Conversation, conversation_id), text, self.ago(minutes), **values)
            session.add(message)
            session.flush()
            return message.id

    def we_say(
        self, conversation_id: int, text: str | None, status: str, person: Person | None = None, **values: Any
    ) -> int:
        """An outbound message of the bot, or of the person."""
        with self.sessions.begin() as session:
            latest = select(Message).where(Message.conversation_id == conversation_id, Message.direction == "in")
            answered = session.scalars(latest.order_by(Message.id.desc()).limit(1)).one()
            message = Message(
                conversation_id=conversation_id,
                inbox_id=answered.inbox_id,
                direction="out",
                text=text,
                status=status,
                **{
                    "written_at": self.now,
                    "wamid": f"wamid.{uuid4()}",
                    "answers_id": answered.id,
                    "author": "agent" if person else "bot",
                    "person_id": person.id if person else None,
                    "callback_id": uuid4(),
                    **values,
                },
            )
            session.add(message)
            session.flush()
            return message.id

    def medium(self, message_id: int, data: bytes | None = None, state: str = "stored", **values: Any) -> int:
        """The medium of a message, with its bytes where it is stored; of what kind, the message says."""
        with self.sessions.begin() as session:
            message = session.get_one(Message, message_id)
            kept = {"place": "postgres", "size": len(data)} if data else {}
            given = {"kind": message.kind, "mime_type": "image/png", **kept, **values}
            medium = Media(inbox_id=message.inbox_id, message_id=message_id, state=state, **given)
            session.add(medium)
            session.flush()
            if data:
                session.add(MediaChunk(media_id=medium.id, number=0, data=data))
            return medium.id

    def reaction(self, conversation_id: int, message_id: int, emoji: str | None, person: Person | None = None) -> int:
        """The customer's reaction to a message, or the person's; None takes it away."""
        with self.sessions() as session:
            target = session.get_one(Message, message_id).wamid
        values = {"kind": "reaction", "target_wamid": target, "content": {"emoji": emoji} if emoji else {}}
        if person:
            return self.we_say(conversation_id, None, "sent", person, **values)
        return self.customer_says(conversation_id, None, **values)

    def notice(self, field: str, event: str | None = None, **values: Any) -> int:
        with self.sessions.begin() as session:
            notice = Notice(field=field, event=event, key=uuid4().hex, **{"happened_at": self.now, **values})
            session.add(notice)
            session.flush()
            return notice.id

    def stop(self, **values: Any) -> int:
        """The inbox's number cannot send."""
        with self.sessions.begin() as session:
            inbox = _inbox(session)
            stopped = {"stopped_at": self.ago(9), "stopped_code": 190, "stopped_cause": "token", **values}
            for name, value in stopped.items():
                setattr(inbox, name, value)
            return inbox.id

    def decision(self, conversation_id: int, **values: Any) -> None:
        with self.sessions.begin() as session:
            session.add(Decision(conversation_id=conversation_id, **{"kind": "escalate", **values}))
            session.flush()
            current_intent.keep(session, [session.get_one(Conversation, conversation_id)])

    def event(self, conversation_id: int, kind: str, **values: Any) -> None:
        with self.sessions.begin() as session:
            session.add(Event(conversation_id=conversation_id, kind=kind, **values))

    def set_aside(self, body: bytes = b"{", error: str = "not JSON") -> int:
        with self.sessions.begin() as session:
            delivery = Delivery(body=body, error=error, attempts=3, set_aside_at=self.now)
            session.add(delivery)
            session.flush()
            return delivery.id

    def set_aside_turn(self, conversation_id: int, error: str | None = "ValueError") -> None:
        """The conversation's last message was given up."""
        with self.sessions.begin() as session:
            decision = Decision(conversation_id=conversation_id, kind="escalate", reason="set_aside", detail=error)
            session.add(decision)
            session.flush()
            said = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.id.desc())
            message = session.scalars(said.limit(1)).one()
            message.outcome, message.outcome_reason, message.decision_id = "escalated", "set_aside", decision.id
            session.get_one(Conversation, conversation_id).waiting_since = message.written_at

    def read(self, conversation_id: int) -> Conversation:
        with self.sessions() as session:
            return session.get_one(Conversation, conversation_id)

    def outbound(self) -> list[Message]:
        with self.sessions() as session:
            return list(session.scalars(select(Message).where(Message.direction == "out").order_by(Message.id)))


def _inbox(session: Session) -> Inbox:
    known = session.scalars(select(Inbox)).first()
    if known:
        return known
    inbox = Inbox(phone_number_id="106540352242922", display_number="+49 30 123456")
    session.add(inbox)
    session.flush()
    return inbox


def _inbound(conversation: Conversation, text: str | None, written_at: datetime, **values: Any) -> Message:
    given = {"text": text, "written_at": written_at, "stored_at": written_at, "wamid": f"wamid.{uuid4()}", **values}
    return Message(conversation_id=conversation.id, inbox_id=conversation.inbox_id, direction="in", **given)
