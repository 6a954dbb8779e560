"""`lotse playbook export` and `import`: the playbook that holds goes into a folder and comes back as a version."""

from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import playbook as playbooks
from app.tables import AuditLine
from commands.playbook_files import export_files, import_files
from tests.app.dashboard.visitor import add_person


def imported(folder: Path, email: str) -> Result:
    return CliRunner().invoke(import_files, [str(folder), "--as", email])


def test_what_was_exported_and_changed_comes_back_as_a_version(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    add_person(sessions, "dora@example.com", "admin")
    add_person(sessions, "anna@example.com")
    folder = tmp_path / "mine"
    assert CliRunner().invoke(export_files, [str(folder)]).exit_code == 0
    assert imported(folder, "dora@example.com").exit_code == 0
    assert playbooks.current().version == 0
    file = folder / "intents/opening_hours.toml"
    file.write_text(file.read_text("utf-8").replace('autonomy = "auto"', 'autonomy = "suggest"'), "utf-8")
    assert imported(folder, "anna@example.com").exit_code == 1
    assert imported(folder, "dora@example.com").exit_code == 0
    held = playbooks.current()
    assert (held.version, held.playbook.intents["opening_hours"].autonomy) == (1, "suggest")
    assert CliRunner().invoke(export_files, [str(folder)]).exit_code == 1
    with sessions() as session:
        assert session.scalars(select(AuditLine.action)).all() == ["playbook_imported"]
