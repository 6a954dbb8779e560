"""What other systems sign in with."""

from datetime import datetime

from sqlalchemy import ARRAY, ForeignKey, Identity, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base
from app.tables.people import Person


class ApiToken(Base):
    """A token of the JSON API: of itself only a hash and its last letters. `person`: the machine that it speaks for."""

    __tablename__ = "api_tokens"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    ending: Mapped[str] = mapped_column(String(4))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String(32)))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]  # to the minute
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    made_by: Mapped[Person] = relationship(foreign_keys=[made_by_id])
