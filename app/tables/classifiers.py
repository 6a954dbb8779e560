"""The classifiers, the trainings that people ask for, what is proven, and what people find when they check."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, String, UniqueConstraint, func
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base
from app.tables.people import Person


class Classifier(Base):
    """A trained classifier: its file, the HMAC that must be right before it is opened, and what is known of it."""

    __tablename__ = "classifiers"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    version: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())  # when its examples were read
    active: Mapped[bool] = mapped_column(server_default="false")
    facts: Mapped[dict[str, Any]]
    artefact: Mapped[bytes]
    hmac: Mapped[str] = mapped_column(String(64))
    refused: Mapped[str | None]  # why the workers do not use it; then people get everything
    __table_args__ = (Index("uq_classifiers_active", "active", unique=True, postgresql_where=sql("active")),)


class Training(Base):
    """A training that a person asked for, or the night, see `app/trainings.py`; at most one has not ended.

    `outcome` is "trained", or why there is no new classifier; `result` is what came of it, for people to read.
    """

    __tablename__ = "trainings"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    begun_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]  # when its process last said that it goes on
    percent: Mapped[int] = mapped_column(server_default="0")
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    person: Mapped[Person | None] = relationship()
    __table_args__ = (
        Index("uq_trainings_open", sql("(ended_at IS NULL)"), unique=True, postgresql_where=sql("ended_at IS NULL")),
    )


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
