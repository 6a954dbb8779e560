"""The audit log: lines are added, and nothing takes them away again."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, sessionmaker

from app import audit
from app.tables import AuditLine
from tests.app.dashboard.visitor import add_person

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "change", ["UPDATE audit_lines SET action = 'nothing'", "DELETE FROM audit_lines", "TRUNCATE audit_lines"]
)
def test_a_line_is_never_changed_or_deleted(sessions: sessionmaker[Session], change: str) -> None:
    anna = add_person(sessions)
    with sessions.begin() as session:
        audit.write(session, "exported", anna, NOW, ("contact", 7), {"as": "json"})
    with pytest.raises(DatabaseError, match="never changed"), sessions.begin() as session:
        session.execute(text(change))
    with sessions() as session:
        line = session.scalars(select(AuditLine)).one()
    assert (line.at, line.person_id, line.action, line.subject, line.subject_id) == (NOW, 1, "exported", "contact", 7)
    assert line.detail == {"as": "json"}


def test_what_does_not_happen_leaves_no_line(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        audit.write(session, "exported", None, NOW)
        session.flush()
        session.rollback()
    with sessions() as session:
        assert session.scalars(select(AuditLine)).all() == []
