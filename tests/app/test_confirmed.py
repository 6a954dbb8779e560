"""What customers tap and what people check become examples."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from app import checks, confirmed, handling
from app.tables import Check, Conversation, Message
from commands.classifier import all_examples
from models.examples import UNSAID, Example
from tests.app.test_asking import TWO, hesitates, tap
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.webhooks import text_message

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def examples(lotse: Lotse) -> list[tuple[str, str]]:
    with lotse.sessions() as session:
        return confirmed.examples(session, PLAYBOOK.intents)


def asks_and_gets(lotse: Lotse, key: str, *texts: str, sender: str = "491") -> None:
    """Lotse hesitates over what the customer writes, asks, and they tap."""
    lotse.classify = hesitates(*TWO)
    lotse.receive(*(text_message(text, sender) for text in texts))
    lotse.work()
    taps(lotse, key, sender)


def taps(lotse: Lotse, key: str, sender: str = "491", question: int = -1) -> None:
    """On a button of one of the questions that were sent, the last one if nothing else is said."""
    quoted = {"context": {"id": lotse.outbound()[question].wamid}}
    lotse.receive({**text_message("", sender), **tap(key, "…"), **quoted})
    lotse.work()


def says(lotse: Lotse, right: bool, instead: str | None = None) -> None:
    """Of all that was drawn."""
    person = lotse.person()
    with lotse.sessions.begin() as session:
        for check in session.scalars(select(Check).where(Check.judged_at.is_(None))):
            checks.judge(session, check.id, person, right, instead, NOW)


def test_a_tap_says_what_the_whole_turn_before_was_about(lotse: Lotse) -> None:
    asks_and_gets(lotse, "ask.store_location", "hallo", "wo und wann kann ich kommen?")
    assert examples(lotse) == [("hallo\nwo und wann kann ich kommen?", "store_location")]


@pytest.mark.parametrize("key", ["ask.human_agent", "ask.nothing_of_ours", "other"])
def test_a_tap_on_anything_but_a_topic_teaches_nothing(lotse: Lotse, key: str) -> None:
    asks_and_gets(lotse, key, "wo und wann kann ich kommen?")
    assert examples(lotse) == []


def test_who_writes_instead_of_tapping_teaches_nothing(lotse: Lotse) -> None:
    lotse.classify = hesitates(*TWO)
    for text in ("wo und wann?", "ach egal"):
        lotse.receive(text_message(text))
        lotse.work()
    assert examples(lotse) == []


@pytest.mark.parametrize(
    ("right", "instead", "taught"),
    [(True, None, "opening_hours"), (False, "store_location", "store_location"), (False, None, "out_of_scope")],
)
def test_a_check_says_whether_it_was_right_or_what_it_was_instead(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch, right: bool, instead: str | None, taught: str | None
) -> None:
    monkeypatch.setattr(checks, "is_drawn", lambda message_id: True)
    lotse.receive(text_message("seid ihr da?"))
    lotse.work()
    assert examples(lotse) == []  # nobody has judged it yet
    says(lotse, right, instead)
    assert examples(lotse) == ([("seid ihr da?", taught)])


def test_a_tap_on_an_old_question_says_what_that_was_about(lotse: Lotse) -> None:
    lotse.classify = hesitates(*TWO)
    for text in ("wo und wann?", "ach egal"):  # Lotse does not ask twice in a row
        lotse.receive(text_message(text, "491"))
        lotse.work()
    lotse.classify = hesitates("refund_status", "return_item")
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(owner="bot"))
    lotse.receive(text_message("geld oder ware?", "491"))
    lotse.work()
    taps(lotse, "ask.store_location", question=0)
    assert ("geld oder ware?", "store_location") not in examples(lotse)
    assert ("wo und wann?", "store_location") in examples(lotse)


@pytest.mark.parametrize("change", ["revoked_at", "edited_at"])
def test_what_was_deleted_or_changed_teaches_nothing(lotse: Lotse, change: str) -> None:
    asks_and_gets(lotse, "ask.store_location", "wo und wann kann ich kommen?")
    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.kind == "text").values({change: NOW}))
    assert examples(lotse) == []


def test_an_intent_that_the_playbook_no_longer_has_is_not_taught(lotse: Lotse) -> None:
    asks_and_gets(lotse, "ask.store_location", "wo und wann kann ich kommen?")
    with lotse.sessions() as session:
        assert confirmed.examples(session, {"opening_hours"}) == []


def test_of_one_contact_only_the_newest_few_count(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "is_drawn", lambda message_id: True)
    lotse.classify = predicts("opening_hours")
    for number in range(5):
        lotse.receive(text_message(f"frage {number}", "491"))
        lotse.work()
        lotse.change(lambda session, conversation: handling.resolve(session, conversation, lotse.person()))
    lotse.receive(text_message("und ich", "492"))
    lotse.work()
    says(lotse, True)
    assert [text for text, _ in examples(lotse)] == ["und ich", "frage 4", "frage 3", "frage 2"]


def test_the_classifier_learns_from_them_as_from_one_more_writer(lotse: Lotse) -> None:
    asks_and_gets(lotse, "ask.store_location", "wo und wann kann ich kommen?")
    *_, last = all_examples(PLAYBOOK)
    assert last == Example("wo und wann kann ich kommen?", "store_location", UNSAID, "said by people", private=True)


def test_what_names_somebody_is_hidden_before_it_is_learnt(lotse: Lotse) -> None:
    said = "Gruß, Quendolina : 0151 12345678, q@example.com, DE89370400440532013000, Lindenstr. 7. wo und wann?"
    lotse.classify = hesitates(*TWO)
    lotse.receive(text_message(said, "491"), names={"491": "Quendolina"})
    lotse.work()
    taps(lotse, "ask.store_location")
    [(learnt, _)] = examples(lotse)
    assert learnt == "Gruß, [name] : [phone], [e-mail], [iban], [address]. wo und wann?"
