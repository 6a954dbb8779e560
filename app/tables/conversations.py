"""What is said: conversations, what was decided on their turns, their messages, their timelines."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, SmallInteger, String, UniqueConstraint, func
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.owners import OWNERS
from app.tables.base import Base, one_of
from app.tables.people import Contact, Inbox, Person

OUTCOMES = ("answered", "asked", "escalated", "joined", "noted")
# held: an agent's answer that waits until the customer writes again, see app.pending
SENDING_STATES = ("held", "queued", "sending", "sent", "delivered", "read", "played", "failed", "unknown", "cancelled")
# German and English: what is searched for is looked up in both, each with its own endings taken
# off; a tsvector holds a megabyte at most, and no text of a customer may make its own storing fail
WORDS = "(to_tsvector('german', left(text, 16384)) || to_tsvector('english', left(text, 16384)))"
AUTHORS = ("bot", "agent", "phone")  # phone: the owner wrote from the business's phone, not through Lotse


class Conversation(Base):
    """The one thread with a contact in an inbox; who owns it says who speaks next."""

    __tablename__ = "conversations"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    owner: Mapped[str] = mapped_column(String(16), server_default="bot")
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None] = mapped_column(String(64))
    team: Mapped[str | None] = mapped_column(String(64))
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")  # see app.reasons
    waiting_since: Mapped[datetime | None]
    last_customer_at: Mapped[datetime | None]
    last_message_at: Mapped[datetime | None]
    intent: Mapped[str | None] = mapped_column(String(64))  # see app.current_intent
    warned_for: Mapped[datetime | None]  # the last_customer_at whose window's end people were warned of
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[str | None]  # the type of what the last attempt raised
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    # receipts: the customer's message up to which Lotse or a person has read, and up to which WhatsApp knows it
    read_to_id: Mapped[int | None]
    read_told_id: Mapped[int | None]
    typing_due: Mapped[bool] = mapped_column(server_default="false")
    visit_at: Mapped[datetime | None]  # since when what was stored belongs to this visit
    changed_at: Mapped[datetime | None]  # when its owner last changed
    taken_at: Mapped[datetime | None]  # by an agent who has written nothing since
    away_at: Mapped[datetime | None]  # when the customer was last told that nobody is there
    think_at: Mapped[datetime | None]  # what Lotse means to do is to be looked at, while it waits for more
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))  # and what that is: app.planning
    snoozed_at: Mapped[datetime | None]  # out of the lists of work until the customer writes
    snoozed_until: Mapped[datetime | None]  # or until this time
    inbox: Mapped[Inbox] = relationship()
    contact: Mapped[Contact] = relationship()
    assignee: Mapped[Person | None] = relationship()
    __table_args__ = (
        UniqueConstraint("inbox_id", "contact_id"),
        CheckConstraint(one_of("owner", OWNERS), name="owner"),
        # an agent without a name is the owner, who answered from the business's phone
        CheckConstraint("owner = 'agent' OR assignee_id IS NULL", name="assignee_is_agent"),
        Index("ix_conversations_due", "due_at", postgresql_where=sql("due_at IS NOT NULL")),
        Index("ix_conversations_list", "owner", sql("priority DESC"), "waiting_since"),
        Index("ix_conversations_last", "last_message_at"),
        Index("ix_conversations_intent", "intent", "last_message_at", "owner"),
        Index("ix_conversations_think", "think_at", postgresql_where=sql("think_at IS NOT NULL")),
        Index("ix_conversations_agents", "id", postgresql_where=sql("owner = 'agent'")),
        Index("ix_conversations_snoozed", "snoozed_until", postgresql_where=sql("snoozed_at IS NOT NULL")),
        Index("ix_conversations_closing", "last_customer_at", postgresql_where=sql("waiting_since IS NOT NULL")),
        Index(
            "ix_conversations_receipts",
            "id",
            postgresql_where=sql("typing_due OR read_to_id > coalesce(read_told_id, 0)"),
        ),
    )


class FormerConversation(Base):
    """The id of a conversation that was joined with another: pages that are open still name it."""

    __tablename__ = "former_conversations"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)


class Decision(Base):
    """What triage made of a turn, with its prediction and its grounds."""

    __tablename__ = "decisions"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str | None]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="1")  # how often in a row that detail was asked for
    intent: Mapped[str | None] = mapped_column(String(64))
    confidence: Mapped[float | None]
    runner_up: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(8))
    model_version: Mapped[str | None] = mapped_column(String(64))
    suggestion: Mapped[str | None]
    because: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))  # see app.reasons
    joined_at: Mapped[datetime | None]  # when the turn was closed and claimed
    classified_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        Index("ix_decisions_set_aside", "id", postgresql_where=sql("reason = 'set_aside'")),
        Index("ix_decisions_created_at", "created_at"),
        Index("ix_decisions_intent", "intent", "conversation_id"),
    )


class Message(Base):
    """One inbound or outbound message.

    An outbound one of ours always answers an inbound one: there is no other kind. (What the owner wrote from the
    business's phone is outbound too, but Lotse only hears of it.) Edits, revocations and reactions are rows of their
    own that point at their target; the target's text is then worked out from them, in whatever order they came.
    """

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"))
    direction: Mapped[str] = mapped_column(String(3))
    wamid: Mapped[str | None] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(32), server_default="text")
    text: Mapped[str | None]
    content: Mapped[dict[str, Any]] = mapped_column(server_default="{}")  # what there is beside the text, by kind
    payload: Mapped[dict[str, Any] | None]
    quotes_wamid: Mapped[str | None] = mapped_column(String(255))
    target_wamid: Mapped[str | None] = mapped_column(String(255))
    edited_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    versions: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))  # earlier texts
    written_at: Mapped[datetime]  # inbound: WhatsApp's time; outbound: when it was queued
    received_at: Mapped[datetime | None]  # inbound: when the webhook's request arrived
    stored_at: Mapped[datetime] = mapped_column(
        server_default=func.now()
    )  # inbound: when it was taken in; outbound: when it was queued
    delivery_id: Mapped[int | None]
    # inbound
    outcome: Mapped[str | None] = mapped_column(String(16))
    outcome_reason: Mapped[str | None] = mapped_column(String(64))
    covered_by_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    decision_id: Mapped[int | None]  # no foreign key: old decisions are pruned before their messages
    # outbound
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    part: Mapped[int] = mapped_column(server_default="0")  # of a text too long for one message
    discloses: Mapped[bool] = mapped_column(server_default="false")  # says that a machine answers
    author: Mapped[str | None] = mapped_column(String(16))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    status: Mapped[str | None] = mapped_column(String(16))
    callback_id: Mapped[UUID | None] = mapped_column(unique=True)
    attempts: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    trying_since: Mapped[datetime | None]  # since when each attempt failed in a way that may pass
    unknown_since: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # when it failed or was cancelled
    error_code: Mapped[int | None]
    error: Mapped[str | None]
    told_at: Mapped[datetime | None]  # when people were told that it failed or that nobody knows
    pricing: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    person: Mapped[Person | None] = relationship()
    decision: Mapped[Decision | None] = relationship(
        primaryjoin="foreign(Message.decision_id) == Decision.id", viewonly=True
    )
    __table_args__ = (
        CheckConstraint(one_of("direction", ("in", "out")), name="direction"),
        CheckConstraint(one_of("outcome", OUTCOMES), name="outcome"),
        CheckConstraint(one_of("status", SENDING_STATES), name="status"),
        CheckConstraint(one_of("author", AUTHORS), name="author"),
        CheckConstraint(
            "direction = 'in' OR (author IS NOT NULL AND status IS NOT NULL AND (author = 'phone'"
            " OR (answers_id IS NOT NULL AND callback_id IS NOT NULL)))",
            name="outbound_answers_an_inbound",
        ),
        CheckConstraint("(author = 'agent') = (person_id IS NOT NULL)", name="agent_has_a_name"),
        CheckConstraint("direction = 'out' OR wamid IS NOT NULL", name="inbound_has_its_id"),
        Index("uq_messages_inbox_id_wamid", "inbox_id", "wamid", unique=True),
        Index("ix_messages_thread", "conversation_id", "written_at", "id"),
        Index(
            "ix_messages_open",
            "conversation_id",
            postgresql_where=sql("direction = 'in' AND outcome IS NULL"),
        ),
        Index(
            "ix_messages_outbox",
            "conversation_id",
            "id",
            postgresql_where=sql("status IN ('queued', 'sending')"),
        ),
        Index("ix_messages_held", "conversation_id", postgresql_where=sql("status = 'held'")),
        Index(
            "ix_messages_untold",
            "id",
            postgresql_where=sql("status IN ('failed', 'unknown') AND told_at IS NULL"),
        ),
        # one automatic answer to one inbound message, whatever the code above tries
        Index("uq_messages_bot_answer", "answers_id", "part", unique=True, postgresql_where=sql("author = 'bot'")),
        Index("ix_messages_target", "inbox_id", "target_wamid", postgresql_where=sql("target_wamid IS NOT NULL")),
        Index("ix_messages_stored", "stored_at", postgresql_where=sql("direction = 'in'")),
        Index("ix_messages_words", sql(WORDS), postgresql_using="gin", postgresql_where=sql("text IS NOT NULL")),
        Index("ix_messages_by_agents", "id", postgresql_where=sql("author = 'agent'")),
        Index("ix_messages_by_people", "written_at", postgresql_where=sql("author IN ('agent', 'phone')")),
        Index("ix_messages_escalated", "stored_at", postgresql_where=sql("outcome = 'escalated'")),
        Index("ix_messages_sent", "sent_at", postgresql_where=sql("direction = 'out' AND sent_at IS NOT NULL")),
    )


class Event(Base):
    """A line of a conversation's timeline: what changed, when, by whom, why."""

    __tablename__ = "events"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))  # what changed, from what to what
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    person: Mapped[Person | None] = relationship()
    __table_args__ = (
        Index("ix_events_at", "at"),
        Index("ix_events_undone", "conversation_id", postgresql_where=sql("kind = 'undone' AND reason = 'resolved'")),
    )
