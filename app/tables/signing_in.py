"""How people come in: links that let somebody choose a password, sign-ins that are open, and refused ones, counted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Identity, String
from sqlalchemy.orm import Mapped, mapped_column

from app.tables.base import Base


class Link(Base):
    """With this link a person chooses their password, once. Only its hash is kept."""

    __tablename__ = "links"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    is_invitation: Mapped[bool]  # they were never here; withdrawn, nothing of them is left
    ends_at: Mapped[datetime]


class SignIn(Base):
    """A browser in which a person is signed in. Of its token only the hash is kept."""

    __tablename__ = "sign_ins"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    at: Mapped[datetime]
    seen_at: Mapped[datetime]  # to the minute
    browser: Mapped[str] = mapped_column(String(80))
    network: Mapped[str] = mapped_column(String(64))  # shortened


class RefusedSignIns(Base):
    """How many in an hour, until the audit log tells of them. `person_id` 0: for an address that nobody has; so both
    cost the same."""

    __tablename__ = "refused_sign_ins"
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
