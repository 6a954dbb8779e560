"""The tables. Words as in README.md; every timestamp is UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

OWNERS = ("bot", "waiting", "agent", "resolved")
OUTCOMES = ("answered", "asked", "escalated", "joined", "noted")
SENDING_STATES = ("queued", "sending", "sent", "delivered", "read", "played", "failed", "unknown", "cancelled")
AUTHORS = ("bot", "agent", "phone")  # phone: the owner wrote from the business's phone, not through Lotse
ALIASES = ("bsuid", "parent", "phone", "username", "group")
MEDIA_STATES = ("due", "stored", "failed", "gone")
ROLES = ("agent", "supervisor", "admin")


def one_of(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own class attribute
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB(none_as_null=True),
        bytes: LargeBinary,
        str: Text,
        int: BigInteger,
        UUID: Uuid,
    }


class Inbox(Base):
    """A business phone number that Lotse serves."""

    __tablename__ = "inboxes"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    phone_number_id: Mapped[str] = mapped_column(String(64), unique=True)
    display_number: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8), server_default="de")
    # of its own, encrypted; without them the environment's hold
    access_token: Mapped[bytes | None]
    app_secret: Mapped[bytes | None]
    # Meta lets nothing out of this number until a cause is mended: see app/channel.py
    stopped_at: Mapped[datetime | None]
    stopped_code: Mapped[int | None]
    stopped_cause: Mapped[str | None] = mapped_column(String(32))
    probe_at: Mapped[datetime | None]
    probes: Mapped[int] = mapped_column(server_default="0")
    resumed_at: Mapped[datetime | None]
    # the whole number sends nothing before this time
    paused_until: Mapped[datetime | None]
    slowdowns: Mapped[int] = mapped_column(server_default="0")
    probing: Mapped[bool] = mapped_column(server_default="false")  # after a pause one message goes, until one went out
    # messages a second, since Meta said that it was too fast: see app/pace.py
    pace: Mapped[float | None]
    paced_at: Mapped[datetime | None]  # when the pace was last changed
    spoken_for: Mapped[datetime | None]  # the time up to then belongs to messages that went before


class Delivery(Base):
    """One webhook POST as it came, and what became of it."""

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    body: Mapped[bytes]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("inboxes.id"))  # whose own secret; else the environment's
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    stored_at: Mapped[datetime] = mapped_column(server_default=func.now())
    taken_in_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]
    error: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    __table_args__ = (
        Index("ix_deliveries_due", "id", postgresql_where=sql("taken_in_at IS NULL AND set_aside_at IS NULL")),
        Index("ix_deliveries_set_aside", "id", postgresql_where=sql("set_aside_at IS NOT NULL")),
    )


class Contact(Base):
    """A person who wrote; known under one or several aliases."""

    __tablename__ = "contacts"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(String(8))
    wants_offers: Mapped[bool | None]  # what they told WhatsApp about marketing; None: nothing
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    aliases: Mapped[list["ContactAlias"]] = relationship(order_by="ContactAlias.id")


class ContactAlias(Base):
    """An id by which WhatsApp names a contact: phone number, business-scoped user id (BSUID), its parent, user name.

    `value` is the spelling that WhatsApp used last, and the one to answer to; `key` is the same for all spellings.
    A number or a user name can pass to somebody else: then `until` is the last moment at which it was this contact's.
    """

    __tablename__ = "contact_aliases"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(String(160))
    key: Mapped[str] = mapped_column(String(160))
    seen_at: Mapped[datetime]  # by WhatsApp's clock
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inboxes.id"))  # which saw it last
    until: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_contact_aliases_current", "kind", "key", unique=True, postgresql_where=sql("until IS NULL")),
        Index("ix_contact_aliases_key", "kind", "key"),
        CheckConstraint(one_of("kind", ALIASES), name="kind"),
    )


class Person(Base):
    """An agent, supervisor or admin who signs in."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str]
    session_key: Mapped[UUID] = mapped_column(default=uuid4)
    language: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (CheckConstraint(one_of("role", ROLES), name="role"),)


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
    waiting_since: Mapped[datetime | None]
    last_customer_at: Mapped[datetime | None]
    last_message_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[str | None]  # the type of what the last attempt raised
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    # receipts: the customer's message up to which Lotse or a person has read, and up to which WhatsApp knows it
    read_to_id: Mapped[int | None]
    read_told_id: Mapped[int | None]
    typing_due: Mapped[bool] = mapped_column(server_default="false")
    inbox: Mapped[Inbox] = relationship()
    contact: Mapped[Contact] = relationship()
    assignee: Mapped[Person | None] = relationship()
    __table_args__ = (
        UniqueConstraint("inbox_id", "contact_id"),
        CheckConstraint(one_of("owner", OWNERS), name="owner"),
        # an agent without a name is the owner, who answered from the business's phone
        CheckConstraint("owner = 'agent' OR assignee_id IS NULL", name="assignee_is_agent"),
        Index("ix_conversations_due", "due_at", postgresql_where=sql("due_at IS NOT NULL")),
        Index("ix_conversations_list", "owner", "waiting_since"),
        Index("ix_conversations_last", "last_message_at"),
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
    intent: Mapped[str | None] = mapped_column(String(64))
    confidence: Mapped[float | None]
    runner_up: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(8))
    model_version: Mapped[str | None] = mapped_column(String(64))
    suggestion: Mapped[str | None]
    joined_at: Mapped[datetime | None]  # when the turn was closed and claimed
    classified_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (Index("ix_decisions_set_aside", "id", postgresql_where=sql("reason = 'set_aside'")),)


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
    stored_at: Mapped[datetime] = mapped_column(server_default=func.now())  # inbound: when it was taken in
    delivery_id: Mapped[int | None]
    # inbound
    outcome: Mapped[str | None] = mapped_column(String(16))
    outcome_reason: Mapped[str | None] = mapped_column(String(64))
    covered_by_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    decision_id: Mapped[int | None]  # no foreign key: old decisions are pruned before their messages
    # outbound
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    part: Mapped[int] = mapped_column(server_default="0")  # of a text too long for one message
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
        Index(
            "ix_messages_untold",
            "id",
            postgresql_where=sql("status IN ('failed', 'unknown') AND told_at IS NULL"),
        ),
        # one automatic answer to one inbound message, whatever the code above tries
        Index("uq_messages_bot_answer", "answers_id", "part", unique=True, postgresql_where=sql("author = 'bot'")),
        Index("ix_messages_target", "inbox_id", "target_wamid", postgresql_where=sql("target_wamid IS NOT NULL")),
        Index("ix_messages_stored", "stored_at", postgresql_where=sql("direction = 'in'")),
    )


class ParkedStatus(Base):
    """A status that came before the message it speaks of was known."""

    __tablename__ = "parked_statuses"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"))
    wamid: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(16))
    error_code: Mapped[int | None]
    error: Mapped[str | None]
    pricing: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    reported_at: Mapped[datetime | None]  # WhatsApp's time
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (UniqueConstraint("inbox_id", "wamid", "status"),)


class Media(Base):
    """A picture, recording or file: of a customer's message, fetched from Meta; or of an agent's, sent there."""

    __tablename__ = "media"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)  # None while being composed
    kind: Mapped[str] = mapped_column(String(16))  # image, video, audio, document, sticker
    meta_id: Mapped[str | None] = mapped_column(String(255))  # inbound: where to fetch it; outbound: once uploaded
    meta_id_until: Mapped[datetime | None]  # when Meta forgets that id
    mime_type: Mapped[str | None] = mapped_column(String(128))
    filename: Mapped[str | None] = mapped_column(String(255))
    sha256: Mapped[str | None] = mapped_column(String(64))  # in base64, as Meta gives it
    size: Mapped[int | None]  # bytes
    state: Mapped[str] = mapped_column(String(16))
    error: Mapped[str | None] = mapped_column(String(64))  # a key of the dashboard's texts
    place: Mapped[str | None] = mapped_column(String(8))  # where the bytes are: postgres or s3
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who added it to a reply
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    __table_args__ = (
        CheckConstraint(one_of("state", MEDIA_STATES), name="state"),
        Index("ix_media_due", "due_at", postgresql_where=sql("state = 'due'")),
    )


class MediaChunk(Base):
    """A piece of a medium's bytes, so that no process ever holds a whole file."""

    __tablename__ = "media_chunks"
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class Notice(Base):
    """What Meta says of the account, a number, a template or a contact's wishes, for supervisors to read."""

    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inboxes.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))  # Meta's webhook field, or "error"
    event: Mapped[str | None] = mapped_column(String(64))  # what happened, such as ACCOUNT_RESTRICTION
    grave: Mapped[bool] = mapped_column(server_default="false")
    detail: Mapped[dict[str, Any]] = mapped_column(server_default="{}")  # names and short texts
    key: Mapped[str] = mapped_column(String(64), unique=True)  # the same for a redelivery
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    __table_args__ = (Index("ix_notices_unseen", "id", postgresql_where=sql("seen_at IS NULL")),)


class Event(Base):
    """A line of a conversation's timeline: what changed, when, by whom, why."""

    __tablename__ = "events"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(64))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    person: Mapped[Person | None] = relationship()


class LedgerCheck(Base):
    """When the ledger was last checked, and which messages were unexplained then. The only row is made on migrating."""

    __tablename__ = "ledger_checks"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    checked_at: Mapped[datetime]
    unexplained: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default="{}")
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class Classifier(Base):
    """A trained classifier: its file, the HMAC that must be right before it is opened, and what is known of it."""

    __tablename__ = "classifiers"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    version: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    active: Mapped[bool] = mapped_column(server_default="false")
    facts: Mapped[dict[str, Any]]
    artefact: Mapped[bytes]
    hmac: Mapped[str] = mapped_column(String(64))
    refused: Mapped[str | None]  # why the workers do not use it; then people get everything
    __table_args__ = (Index("uq_classifiers_active", "active", unique=True, postgresql_where=sql("active")),)


class Certificate(Base):
    """What is proven of one intent of a classifier: see `models/certification.py`. Shares are 0 to 1.

    The intent answers by itself only while `stands` is true.
    """

    __tablename__ = "certificates"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    classifier_id: Mapped[int] = mapped_column(ForeignKey("classifiers.id", ondelete="CASCADE"))
    intent: Mapped[str] = mapped_column(String(64))
    target: Mapped[float]
    doubt: Mapped[float]
    tried: Mapped[int]  # levels that share the doubt
    threshold: Mapped[float]
    answered: Mapped[int]
    right: Mapped[int]
    bound: Mapped[float]
    covered: Mapped[float]
    missing: Mapped[int]
    stands: Mapped[bool]
    # of its automatic answers to customers that people checked
    checked: Mapped[int] = mapped_column(server_default="0")
    checked_right: Mapped[int] = mapped_column(server_default="0")
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("classifier_id", "intent"),)


class Check(Base):
    """An automatic reaction to a customer that was drawn for people to say whether it was right."""

    __tablename__ = "checks"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), unique=True)
    intent: Mapped[str] = mapped_column(String(64))
    model_version: Mapped[str] = mapped_column(String(64))
    drawn_at: Mapped[datetime] = mapped_column(server_default=func.now())
    judged_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    was_right: Mapped[bool | None]
    right_intent: Mapped[str | None] = mapped_column(String(64))  # what it was instead, if they said so
    __table_args__ = (Index("ix_checks_open", "id", postgresql_where=sql("judged_at IS NULL")),)
