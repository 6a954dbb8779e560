"""`lotse erase`: the list of who was erased goes out, and comes back in after a backup was restored."""

from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.tables import Tombstone
from commands.erase import erase
from tests.app.test_tombstones import HERS, WORD, backup, restore
from tests.app.test_tombstones import erase as erase_her
from tests.app.traces import places
from tests.lotse import Lotse
from tests.webhooks import text_message


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(erase, arguments, input=given)


def test_the_list_of_before_erases_again_what_a_backup_brought_back(sessions: sessionmaker[Session]) -> None:
    lotse = Lotse(sessions)
    lotse.receive(text_message(f"meine {WORD}", HERS))
    lotse.work()
    old = backup(lotse)
    erase_her(lotse)
    listed = run("--list").stdout
    restore(lotse, old)

    assert "0 contacts" in run("--again").output
    assert "1 contacts were erased again" in run("--again", "--add", given=listed).output
    assert places(sessions, WORD) == []


def test_it_says_who_could_not_be_erased_yet(sessions: sessionmaker[Session]) -> None:
    lotse = Lotse(sessions)
    lotse.receive(text_message(f"meine {WORD}", HERS))
    lotse.work()
    old = backup(lotse)
    old["messages"] = [{**row, **({"status": "sending"} if row["status"] else {})} for row in old["messages"]]
    erase_her(lotse)
    listed = run("--list").stdout
    restore(lotse, old)

    result = run("--again", "--add", given=listed)
    assert (result.exit_code, "1 could not be" in result.output) == (1, True)
    assert places(sessions, WORD)


def test_what_is_no_list_is_refused_and_changes_nothing(sessions: sessionmaker[Session]) -> None:
    result = run("--again", "--add", given="4915112345678\n")
    assert result.exit_code == 1
    assert "Nothing was erased" in result.output
    with sessions() as session:
        assert session.scalars(select(Tombstone.id)).all() == []


def test_it_wants_to_be_told_what_to_do() -> None:
    assert "--list or --again" in run().output
    assert "--list or --again" in run("--list", "--add").output
