"""What agents work with: what they have read, noted, drafted, labelled and put right."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, String, UniqueConstraint, func
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, one_of
from app.tables.people import Person

CORRECTIONS = ("confirmed", "corrected", "none_of_these")


class Read(Base):
    """Up to which of a conversation's messages a person has seen it."""

    __tablename__ = "reads"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), primary_key=True, index=True)
    message_id: Mapped[int]  # 0: marked as unread


class Viewer(Base):
    """Who has a conversation open, and whether they are writing."""

    __tablename__ = "viewers"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), primary_key=True, index=True)
    seen_at: Mapped[datetime]
    typed_at: Mapped[datetime | None]


class Draft(Base):
    """What a person has written into a conversation's composer and not sent."""

    __tablename__ = "drafts"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), primary_key=True, index=True)
    text: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")  # what is meant for colleagues
    quotes_id: Mapped[int | None]  # of a message and a file; who asks looks whether they are still there
    media_id: Mapped[int | None]
    changed_at: Mapped[datetime]


class Note(Base):
    """What people tell each other in a conversation; no customer ever sees it."""

    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    key: Mapped[UUID] = mapped_column(default=uuid4, unique=True)  # of the form: a double click writes one
    person: Mapped[Person] = relationship()


class Label(Base):
    """A word that people put on conversations."""

    __tablename__ = "labels"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)


class ConversationLabel(Base):
    """A label on a conversation."""

    __tablename__ = "conversation_labels"
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    label_id: Mapped[int] = mapped_column(ForeignKey("labels.id", ondelete="CASCADE"), primary_key=True, index=True)


class CannedReply(Base):
    """A text with variables that agents put into the composer by its short name."""

    __tablename__ = "canned_replies"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (UniqueConstraint("name", "language"),)


class SavedFilter(Base):
    """A choice of conversations that a person comes back to; `query` is the list's query string."""

    __tablename__ = "saved_filters"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[str]
    __table_args__ = (UniqueConstraint("person_id", "name"),)


class TeamMember(Base):
    """A person in one of the playbook's teams; who is in none works for all of them."""

    __tablename__ = "team_members"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    team: Mapped[str] = mapped_column(String(64), primary_key=True)


class Correction(Base):
    """What a person said that a turn was about, for the next training; the newest of a decision holds.

    `text` is the turn with what names somebody taken out of it (None once it was erased); `guessed` is Lotse's intent,
    `intent` the person's (None: none of these), `also` the further ones.
    """

    __tablename__ = "corrections"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    decision_id: Mapped[int]  # no foreign key: old decisions are pruned
    kind: Mapped[str] = mapped_column(String(16))
    guessed: Mapped[str | None] = mapped_column(String(64))
    intent: Mapped[str | None] = mapped_column(String(64))
    also: Mapped[list[str]] = mapped_column(ARRAY(String(64)), server_default="{}")
    language: Mapped[str | None] = mapped_column(String(8))
    text: Mapped[str | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    person: Mapped[Person] = relationship()
    __table_args__ = (
        CheckConstraint(one_of("kind", CORRECTIONS), name="kind"),
        Index("ix_corrections_at", "at"),
        Index("ix_corrections_decision_id", "decision_id", sql("id DESC")),
    )
