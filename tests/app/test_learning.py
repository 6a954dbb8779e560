"""Corrections become examples: masked, once each, few of each topic, and never one that is known already."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, confirmed, corrections, learning
from app.tables import Contact, Conversation, Correction, Decision, Inbox, Person
from commands.classifier import all_examples
from models.examples import Example
from tests.lotse import PLAYBOOK, Lotse
from tests.webhooks import message, text_message

NUMBERS = {"opening_hours": 100, "store_location": 2, "out_of_scope": 10}


@pytest.fixture
def said(sessions: sessionmaker[Session]) -> "Said":
    return Said(sessions)


class Said:
    """What people said of turns, each of a decision of its own unless one is named."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions, self.number = sessions, 0
        with sessions.begin() as session:
            session.add_all([Inbox(phone_number_id="1"), Person(email="a@example.com", role="agent", password_hash="")])

    def of(self, text: str, intent: str | None, decision: int | None = None, **values: object) -> None:
        self.number += 1
        with self.sessions.begin() as session:
            contact = Contact()
            session.add(contact)
            session.flush()
            conversation = Conversation(inbox_id=1, contact_id=contact.id)
            session.add(conversation)
            session.flush()
            given = {"kind": "corrected", "person_id": 1, "language": "de", **values}
            which = {"conversation_id": conversation.id, "decision_id": decision or self.number, "intent": intent}
            session.add(Correction(text=text, **which, **given))

    def taught(self, *known: str) -> list[tuple[str, str]]:
        with self.sessions() as session:
            return [(text, intent) for text, intent, _ in learning.examples(session, known, NUMBERS)]


def test_of_one_decision_the_newest_word_is_learnt_and_none_of_these_is_out_of_scope(said: Said) -> None:
    said.of("seid ihr da", "store_location", decision=7)
    said.of("seid ihr da", "opening_hours", decision=7)
    said.of("habt ihr auch autos", None, kind="none_of_these")
    assert said.taught() == [("habt ihr auch autos", "out_of_scope"), ("seid ihr da", "opening_hours")]


def test_the_same_text_is_learnt_once_and_not_when_it_is_an_example_already(said: Said) -> None:
    said.of("Wann offen?", "opening_hours")
    said.of("wann  offen?", "store_location")
    assert said.taught() == [("wann  offen?", "store_location")]
    assert said.taught("WANN OFFEN?") == []


def test_several_topics_erased_texts_and_unknown_topics_teach_nothing(said: Said) -> None:
    said.of("wo und wann", "opening_hours", also=["store_location"])
    said.of("was", "gone_from_the_playbook")
    with said.sessions.begin() as session:
        session.add(
            Correction(conversation_id=1, decision_id=99, kind="confirmed", intent="opening_hours", person_id=1)
        )
    assert said.taught() == []


def test_they_do_not_drown_the_playbooks_examples(said: Said) -> None:
    for number in range(25):
        said.of(f"wo seid ihr {number}", "store_location")
    assert len(said.taught()) == learning.FEWEST == learning.most(2)
    assert learning.most(100) == 50


def test_training_takes_them_as_one_more_source_so_that_nothing_is_tested_on_itself(said: Said) -> None:
    said.of("seid ihr heut abend noch im laden anzutreffen", "opening_hours")
    *_, last = all_examples(PLAYBOOK)
    assert last == Example(
        "seid ihr heut abend noch im laden anzutreffen", "opening_hours", "de", confirmed.SOURCE, True
    )


@pytest.mark.parametrize(
    ("kind", "change"),
    [("revoke", {}), ("edit", {"message": {"type": "text", "text": {"body": "seid ihr morgen noch da"}}})],
)
def test_what_the_customer_deletes_or_changes_is_not_learnt_either(
    lotse: Lotse, kind: str, change: dict[str, object]
) -> None:
    said = text_message("seid ihr heut abend noch da")
    lotse.receive(said)
    lotse.work()
    anna = lotse.person()
    with lotse.sessions.begin() as session:
        talk, decision = session.scalars(select(Conversation)).one(), session.scalars(select(Decision)).one()
        corrections.choose(session, talk, anna, decision, "store_location", (), clock.now(session))
    lotse.receive(message(kind, {"original_message_id": said["id"], **change}))
    with lotse.sessions() as session:
        [kept] = session.scalars(select(Correction))
    assert (kept.intent, kept.text) == ("store_location", None)
