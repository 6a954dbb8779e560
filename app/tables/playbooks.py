"""The playbook as people change it on the dashboard."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, func
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base
from app.tables.people import Person


class PlaybookVersion(Base):
    """All files of a playbook from that moment on: the newest holds, before the first the files of PLAYBOOK_DIR do.

    `files` maps each path inside the playbook's folder to the file's text; `change` says what was done, for people.
    """

    __tablename__ = "playbook_versions"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    files: Mapped[dict[str, Any]]
    change: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    person: Mapped[Person] = relationship()


class PlaybookUpload(Base):
    """The files that a person has uploaded and not made a version yet; `began`: the version that they saw then."""

    __tablename__ = "playbook_uploads"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    files: Mapped[dict[str, Any]]
    began: Mapped[int]
    at: Mapped[datetime] = mapped_column(server_default=func.now())


class Try(Base):
    """A message that a person made up to see what Lotse would do; a worker writes the result, see `app.trying`."""

    __tablename__ = "tries"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    text: Mapped[str]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (Index("ix_tries_open", "id", postgresql_where=sql("result IS NULL")),)
