"""`lotse ledger`: over all time, by day, and one message's way; never what anybody wrote."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app.tables import Conversation, Delivery, Message
from commands import house
from commands.ledger import ledger
from tests.app.ledger.breaking import change, remove_answers
from tests.lotse import Lotse
from tests.webhooks import text_message

Run = Callable[..., Result]


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Lotse:
    return Lotse(sessions)


@pytest.fixture
def run(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> Run:
    @contextmanager
    def opened() -> Iterator[None]:
        yield

    monkeypatch.setattr(house, "opened", opened)
    return lambda *words: CliRunner().invoke(ledger, words)


def answer(lotse: Lotse, text: str = "habt ihr offen?", phone: str = "4915100000001") -> None:
    lotse.receive(text_message(text, phone), names={phone: "Kim"})
    lotse.work()


def test_each_of_the_last_days_is_a_line_and_the_newest_is_the_first(lotse: Lotse, run: Run) -> None:
    answer(lotse)
    change(lotse, 1, stored_at=Message.stored_at - timedelta(days=1))
    answer(lotse, phone="4915100000002")
    with lotse.sessions() as session:
        today = clock.now(session).astimezone(clock.ZONE).date()
    days = json.loads(run("--days", "3", "--json").output)

    assert [day["day"] for day in days] == [str(today - timedelta(days=ago)) for ago in range(3)]
    assert [(day["in"], day["answered"], day["unexplained"]) for day in days] == [(1, 1, 0), (1, 1, 0), (0, 0, 0)]
    lines = run("--days", "3").output.splitlines()
    assert lines[0].split() == ["day", *list(days[0])[1:]]
    assert lines[1].split() == [str(value) for value in days[0].values()]


def test_what_is_in_no_count_yet_is_told_in_words_and_the_jsons_names_stay(lotse: Lotse, run: Run) -> None:
    answer(lotse)
    waiting, set_aside = (line.split() for line in run().output.splitlines()[-2:])
    assert (waiting[:2], set_aside[:3]) == (["waiting", "0"], ["set", "aside", "0"])
    with lotse.sessions.begin() as session:
        now = clock.now(session)
        session.add_all([Delivery(body=b"{}"), Delivery(body=b"{}"), Delivery(body=b"{}", set_aside_at=now)])
        session.add(Delivery(body=b"{}", taken_in_at=now))
    told = run().output.splitlines()

    assert told[0].split() == ["in", "1"]
    assert told[-2].startswith("waiting             2  deliveries ")
    assert told[-1].startswith("set aside           1  deliveries ")
    assert list(json.loads(run("--json").output)) == [
        "in",
        "answered",
        "asked",
        "escalated",
        "joined",
        "noted",
        "open",
        "unexplained",
    ]


def test_one_messages_way_is_told_without_what_was_said(lotse: Lotse, run: Run) -> None:
    answer(lotse)
    told = run("--message", "1").output
    found = json.loads(run("--message", lotse.inbound()[0].wamid, "--json").output)

    assert "message 1 (text) in conversation 1: answered" in told
    assert [step["step"] for step in found["steps"]][-3:] == ["decided", "queued", "sent"]
    assert (found["outcome"], found["unexplained"], found["waits"]) == ("answered", False, None)
    for secret in ("offen", "Kim", "4915100000001", lotse.outbound()[0].text or "?"):
        assert secret not in told + json.dumps(found)


def test_an_open_message_says_what_it_waits_for_and_an_unexplained_one_what_to_do(lotse: Lotse, run: Run) -> None:
    lotse.receive(text_message("offen?"))
    assert "It waits for a worker to decide it, since 20" in run("--message", "1").output
    assert "Attempts" not in run("--message", "1").output
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(attempts=2))
    assert "Attempts so far: 2." in run("--message", "1").output
    assert json.loads(run("--message", "1", "--json").output)["waits"]["attempts"] == 2
    lotse.work()
    remove_answers(lotse)

    assert "UNEXPLAINED" in run("--message", "1").output
    assert json.loads(run("--json").output)["unexplained"] == 1


def test_an_unknown_message_and_what_cannot_go_together_are_refused_in_words(run: Run) -> None:
    unknown = run("--message", "7")
    assert (unknown.exit_code, "Nothing was changed" in unknown.output) == (1, True)
    both = run("--message", "7", "--days", "2")
    assert (both.exit_code, "exclude each other" in both.output) == (2, True)
