"""Lines of the audit log, as the page and its file show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, true
from sqlalchemy.orm import Session

from app.dashboard.translation import Translator
from app.figures.sheets import Cell
from app.tables import AuditLine, Person

NOBODY = 0  # asked for as a person: what nobody signed in did
AS_GIVEN = frozenset({"about", "email", "host", "name"})  # details that somebody wrote, not codes
MOMENTS = frozenset({"expires_at", "hour"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the lines are narrowed by; None: by nothing. `before`: only lines with a smaller id."""

    person: int | None = None
    action: str | None = None
    subject: str | None = None
    subject_id: int | None = None
    before: int | None = None

    @property
    def query(self) -> dict[str, Any]:
        """The same as arguments of an address, from the newest line on."""
        return {"person": self.person, "action": self.action, "subject": self.subject, "id": self.subject_id}


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    at: datetime
    email: str | None  # who did it; of a machine its name
    action: str
    subject: str | None
    subject_id: int | None
    about: str | None  # the subject's e-mail address, if it is somebody who works here
    detail: Mapping[str, Any] | None


def read(session: Session, asked: Asked, most: int) -> list[Line]:
    """The newest first."""
    columns = (AuditLine.id, AuditLine.at, AuditLine.person_id, AuditLine.action)
    subject = (AuditLine.subject, AuditLine.subject_id, AuditLine.detail)
    rows = select(*columns, *subject).where(_wanted(asked)).order_by(AuditLine.id.desc()).limit(most)
    called = case((Person.is_machine, Person.name), else_=Person.email)  # nobody knows a machine by its address
    email = {row[0]: row[1] for row in session.execute(select(Person.id, called))}
    return [_line(*row, email=email) for row in session.execute(rows)]


def _line(
    number: int, at: datetime, person_id: int | None, action: str, *subject: Any, email: Mapping[int, str]
) -> Line:
    kind, of, detail = subject
    about = email.get(of) if kind == "person" else None
    return Line(number, at, email.get(person_id) if person_id else None, action, kind, of, about, detail)


def kinds(session: Session) -> Sequence[str]:
    """The kinds of things that lines are about."""
    found = select(AuditLine.subject).where(AuditLine.subject.is_not(None)).distinct().order_by(AuditLine.subject)
    return [kind for kind in session.scalars(found) if kind]


def _wanted(asked: Asked) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = true()
    if asked.person is not None:
        wanted &= func.coalesce(AuditLine.person_id, NOBODY) == asked.person
    if asked.action:
        wanted &= AuditLine.action == asked.action
    if asked.subject:
        wanted &= AuditLine.subject == asked.subject
    if asked.subject_id is not None:
        wanted &= AuditLine.subject_id == asked.subject_id
    return wanted if asked.before is None else wanted & (AuditLine.id < asked.before)


def subject_said(t: Translator, line: Line, called: str | None) -> str:
    """What it was done to: a colleague by name, everything else by its kind and number."""
    if line.subject is None:
        return ""
    kind = t.known(f"audit.subject.{line.subject}", line.subject)
    return f"{kind} {called or line.subject_id or ''}".strip()


def detail_said(t: Translator, detail: Mapping[str, Any] | None) -> str:
    """Codes and numbers with the names of what they are."""
    said = {key: value for key, value in (detail or {}).items() if value not in (None, "", [])}
    parts = [(t.known(f"audit.detail.{key}", key), _detail(t, key, value)) for key, value in said.items()]
    return "; ".join(f"{name}: {value}" for name, value in parts)


def _detail(t: Translator, key: str, value: Any) -> str:
    if key in AS_GIVEN:
        return str(value)
    return t.exactly(datetime.fromisoformat(value)) if key in MOMENTS else _value(t, value)


def _value(t: Translator, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(t, one) for one in value)
    if value is None:
        return "-"
    if isinstance(value, bool):
        return t("audit_log.yes" if value else "audit_log.no")
    return t.known(f"audit.value.{value}", t.known(f"role.{value}", str(value)))


def cells(t: Translator, line: Line) -> tuple[Cell, ...]:
    """A row of the file; the moment in UTC, as ISO 8601."""
    done = (line.action, t.known(f"audit.{line.action}", line.action))
    about = (line.subject, line.subject_id, line.about, detail_said(t, line.detail))
    return (line.id, line.at.isoformat(timespec="seconds"), line.email, *done, *about)
