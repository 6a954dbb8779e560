"""The playbook as people change it on the dashboard."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, func
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
