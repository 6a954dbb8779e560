"""`lotse inboxes`: a number gets keys of its own without a restart, and nothing of them is shown."""

from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import sealing, tokens
from app.tables import AuditLine, Inbox
from commands.inboxes import inboxes
from tests.conftest import APP_SECRET


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(inboxes, arguments, input=given)


def inbox(sessions: sessionmaker[Session]) -> Inbox:
    with sessions() as session:
        return session.scalars(select(Inbox)).one()


def test_a_number_gets_a_token_and_a_secret_of_its_own(sessions: sessionmaker[Session]) -> None:
    result = run("set", "4711", "--token-stdin", "--secret-stdin", given="its token\nits secret\n")

    assert result.exit_code == 0, result.output
    assert "4711: own token and app secret, sends." in result.output
    assert "its" not in result.output.replace("its own", "")
    found = inbox(sessions)
    assert tokens.token(found) == "its token"
    assert sealing.unseal(found.app_secret or b"") == "its secret"
    with sessions() as session:
        line = session.scalars(select(AuditLine)).one()
    assert (line.action, line.subject_id) == ("number_changed", found.id)
    assert line.detail == {"by": "command", "keys": ["token", "secret"]}


def test_its_keys_can_be_taken_away_again(sessions: sessionmaker[Session]) -> None:
    run("set", "4711", "--token-stdin", given="its token\n")
    result = run("set", "4711", "--no-own-keys")

    assert "the environment's token and app secret" in result.output
    assert tokens.token(inbox(sessions)) is None


def test_the_environments_secret_is_not_taken_for_its_own(sessions: sessionmaker[Session]) -> None:
    result = run("set", "4711", "--secret-stdin", given=f"{APP_SECRET}\n")

    assert result.exit_code == 1
    assert "needs none of its own" in result.output


def test_wrong_input_changes_nothing_and_says_so(sessions: sessionmaker[Session]) -> None:
    assert "consists of digits" in run("set", "+49 30").output
    assert "Nothing was changed" in run("set", "4711", "--token-stdin").output
    with sessions() as session:
        assert session.scalars(select(Inbox)).all() == []


def test_the_list_shows_every_number_with_its_state(sessions: sessionmaker[Session]) -> None:
    run("set", "4711", "--language", "en")

    assert run("list").output == "4711\t-\tthe environment's token and app secret\tsends\n"
