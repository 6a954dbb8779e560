"""What a conversation is about is kept beside it, whoever decides or says something of it."""

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from app import clock, corrections, current_intent, locking, merging
from app.tables import Contact, Conversation, Decision, Inbox
from tests.lotse import Lotse
from tests.talking import Talk


def kept(lotse: Lotse) -> str | None:
    return lotse.conversation().intent


def corrected(talk: Talk, intent: str | None, decision: int = -1) -> str | None:
    """Anna says what the last decision, or that one, was about; returns what the conversation is about then."""
    anna, of = talk.anna, talk.lotse.decisions()[decision]

    def says(session: Session, conversation: Conversation) -> None:
        corrections.choose(session, conversation, anna, of, intent, (), clock.now(session))

    talk.lotse.change(says)
    return kept(talk.lotse)


def test_it_is_what_was_decided_last_and_a_persons_word_wins_until_something_new_is_decided(talk: Talk) -> None:
    talk.says("wann habt ihr offen?", "opening_hours")
    assert kept(talk.lotse) == "opening_hours"
    assert corrected(talk, "invoice_copy") == "invoice_copy"
    assert corrected(talk, "order_status") == "order_status"
    assert corrected(talk, None) == "out_of_scope"

    talk.says("und wo seid ihr?", "store_location")
    assert kept(talk.lotse) == "store_location"
    assert corrected(talk, "invoice_copy", decision=0) == "store_location"


def test_what_customers_add_while_people_have_it_does_not_hide_why_they_do(talk: Talk) -> None:
    talk.says("ich möchte mit einem menschen reden", "human_agent")
    talk.taken()
    talk.says("wann habt ihr offen?", "opening_hours")
    assert (talk.lotse.decisions()[-1].reason, kept(talk.lotse)) == ("with_person", "human_agent")


def test_where_people_had_it_all_the_time_it_is_what_customers_wrote_last(talk: Talk) -> None:
    talk.writes("hallo", "greeting")
    talk.taken()
    talk.lotse.work()
    assert kept(talk.lotse) == "greeting"
    talk.says("wann habt ihr offen?", "opening_hours")
    assert {decision.reason for decision in talk.lotse.decisions()} == {"with_person"}
    assert kept(talk.lotse) == "opening_hours"


def test_what_nobody_understood_leaves_it_as_it_was_though_that_was_pruned(talk: Talk) -> None:
    talk.says("wann habt ihr offen?", "opening_hours")
    with talk.lotse.sessions.begin() as session:
        session.execute(text("DELETE FROM decisions"))  # as pruning does
    talk.lotse.classify = None
    talk.says("hm")
    assert (talk.lotse.decisions()[-1].intent, kept(talk.lotse)) == (None, "opening_hours")


def test_of_two_conversations_that_become_one_the_newest_decision_holds(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        inbox, contacts = Inbox(phone_number_id="1"), [Contact(), Contact()]
        session.add_all([inbox, *contacts])
        session.flush()
        one, other = (Conversation(inbox_id=inbox.id, contact_id=contact.id) for contact in contacts)
        session.add_all([one, other])
        session.flush()
        for conversation, intent in ((one, "greeting"), (other, "complaint")):
            session.add(Decision(conversation_id=conversation.id, kind="answer", intent=intent))
            session.flush()
            current_intent.keep(session, [conversation])
        merging.merge(session, *(contact.id for contact in contacts))
    assert kept(lotse) == "complaint"


@pytest.fixture
def behind(lotse: Lotse) -> list[int]:
    """Conversations of which a version of before decided, which knew of no place for it."""
    with lotse.sessions.begin() as session:
        inbox = Inbox(phone_number_id="1")
        session.add(inbox)
        session.flush()
        ids = []
        for number in range(5):
            contact = Contact()
            session.add(contact)
            session.flush()
            conversation = Conversation(inbox_id=inbox.id, contact_id=contact.id)
            session.add(conversation)
            session.flush()
            session.add(Decision(conversation_id=conversation.id, kind="answer", intent=f"intent_{number}"))
            ids.append(conversation.id)
    return ids


def intents(lotse: Lotse) -> list[str | None]:
    with lotse.sessions() as session:
        return list(session.scalars(text("SELECT intent FROM conversations ORDER BY id")))


def test_what_a_version_of_before_decided_is_caught_up_with_in_batches(
    lotse: Lotse, behind: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current_intent, "BATCH", 2)
    assert intents(lotse) == [None] * 5
    assert current_intent.catch_up(lotse.sessions) == 5
    assert intents(lotse) == [f"intent_{number}" for number in range(5)]
    assert current_intent.catch_up(lotse.sessions) == 0


def test_catching_up_waits_for_nobody_and_forgets_nothing_that_was_pruned(lotse: Lotse, behind: list[int]) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).where(Conversation.id == behind[0]).values(intent="of_long_ago"))
        session.execute(text(f"DELETE FROM decisions WHERE conversation_id = {behind[0]}"))
    with lotse.sessions.begin() as busy:
        locking.lock(busy, behind[1])
        assert current_intent.catch_up(lotse.sessions) == 3
    assert intents(lotse) == ["of_long_ago", None, "intent_2", "intent_3", "intent_4"]
