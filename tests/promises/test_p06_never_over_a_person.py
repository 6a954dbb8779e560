"""P6: once a person has taken or answered a conversation, no automatic message goes out until it is handed back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import clock, conversations, handling
from app.delivery import outbox
from app.tables import Conversation, Message, Person
from app.whatsapp.errors import NotSent, Result, Sent
from tests.lotse import TALKING, Lotse, predicts
from tests.webhooks import change, echo, encode, text_message


def test_a_persons_conversation_is_not_answered_by_the_bot(lotse: Lotse) -> None:
    lotse.receive(text_message("hallo"))
    anna = lotse.person()
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
    lotse.receive(text_message("habt ihr offen?"))
    lotse.work()

    assert lotse.graph.sent == []
    assert {m.outcome for m in lotse.inbound()} == {"joined", "escalated"}


def test_what_the_bot_was_about_to_send_is_cancelled_when_a_person_takes_over(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    assert [m.status for m in lotse.outbound()] == ["queued"]
    anna = lotse.person()
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
    lotse.deliver()

    assert [m.status for m in lotse.outbound()] == ["cancelled"]
    assert lotse.graph.sent == []
    assert [m.outcome for m in lotse.inbound()] == ["escalated"]


def by_echo(session: Session, conversation: Conversation, _: Person) -> None:
    """The owner answers from the business's phone."""
    asked = session.scalars(select(Message).where(Message.direction == "in")).one()
    conversations.answered_by_phone(session, conversation, asked)


def taken_and_handed_back(session: Session, conversation: Conversation, person: Person) -> None:
    handling.take(session, conversation, person)
    handling.hand_back(session, conversation, person)


@pytest.mark.parametrize("verb", [handling.take, handling.resolve, taken_and_handed_back])
def test_what_was_being_sent_when_a_person_took_over_is_not_tried_again(
    lotse: Lotse, verb: Callable[[Session, Conversation, Person], None]
) -> None:
    anna = lotse.person()

    def taken_meanwhile() -> Result:
        lotse.change(lambda session, conversation: verb(session, conversation, anna))
        return NotSent(429, "later")

    lotse.graph.meanwhile = taken_meanwhile
    lotse.receive(text_message("offen?"))
    lotse.work()
    with lotse.sessions.begin() as session:
        session.execute(update(Message).values(due_at=func.now()))
    lotse.deliver()

    assert [m.status for m in lotse.outbound()] == ["cancelled"]
    assert len(lotse.graph.sent) == 1
    assert [m.outcome for m in lotse.inbound()] == ["escalated"]


def test_what_a_worker_has_in_hand_but_not_yet_sent_stays_unsent_when_a_person_takes_over(lotse: Lotse) -> None:
    anna = lotse.person()
    for phone in ("4915100000001", "4915100000002"):
        lotse.receive(text_message("offen?", phone))
    lotse.triage()

    def others_taken_meanwhile() -> Result:
        with lotse.sessions.begin() as session:
            for row in session.scalars(select(Conversation).with_for_update()):
                handling.take(session, row, anna)
        return Sent("wamid.ONE")

    lotse.graph.meanwhile = others_taken_meanwhile
    with ThreadPoolExecutor(1) as pool:
        outbox.deliver_due(lotse.sessions, lotse.graph, pool)

    assert sorted(str(m.status) for m in lotse.outbound()) == ["cancelled", "sent"]
    assert len(lotse.graph.sent) == 1
    assert sorted(str(m.outcome) for m in lotse.inbound()) == ["answered", "escalated"]


def test_a_persons_reply_takes_the_conversation_and_goes_out(lotse: Lotse) -> None:
    lotse.classify = None
    lotse.receive(text_message("frage"))
    lotse.triage()
    lotse.reply("Guten Tag!")
    lotse.receive(text_message("danke, und sonntag?"))
    lotse.work()

    assert [sent["text"] for sent in lotse.graph.sent] == ["Guten Tag!"]
    assert lotse.conversation().owner == "agent"


def test_handed_back_the_next_message_is_treated_afresh(lotse: Lotse) -> None:
    lotse.receive(text_message("hallo"))
    lotse.triage()
    anna = lotse.person()
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
    lotse.change(lambda session, conversation: handling.hand_back(session, conversation, anna))
    lotse.receive(text_message("habt ihr offen?"))
    lotse.work()

    assert len(lotse.graph.sent) == 1


def test_while_people_are_waited_for_the_bot_stays_quiet(lotse: Lotse) -> None:
    lotse.receive(text_message("ich will mit einem menschen reden"))
    lotse.triage()
    lotse.receive(text_message("habt ihr eigentlich offen?"))
    lotse.work()

    assert lotse.graph.sent == []


def test_an_owner_who_answers_from_the_business_phone_silences_the_bot(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    lotse.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echo("ja, bis acht")])))
    lotse.receive(text_message("habt ihr morgen offen?"))
    lotse.work()

    assert lotse.graph.sent == []
    assert lotse.conversation().owner == "waiting"


TO_PEOPLE = ("ich will mit einem menschen reden", "unverschämt, ich bin sauer", "blaugrün oder grünblau")


@pytest.mark.parametrize("text", TO_PEOPLE)
@pytest.mark.parametrize("verb", [handling.take, by_echo], ids=["taken", "by phone"])
def test_no_closing_sentence_goes_out_after_a_person_has_come(
    lotse: Lotse, text: str, verb: Callable[[Session, Conversation, Person], None]
) -> None:
    lotse.playbook, anna = TALKING, lotse.person()
    lotse.classify = predicts("out_of_scope")
    lotse.receive(text_message(text))
    lotse.triage()
    assert [m.status for m in lotse.outbound()] == ["queued"]
    lotse.change(lambda session, conversation: verb(session, conversation, anna))
    for later in (*TO_PEOPLE, "hallo", "danke"):
        lotse.receive(text_message(later))
        lotse.work()

    assert lotse.graph.sent == []
    assert lotse.inbound()[0].outcome == "escalated"


def minutes_ago(lotse: Lotse, minutes: float) -> str:
    with lotse.sessions() as session:
        return str(int((clock.now(session) - timedelta(minutes=minutes)).timestamp()))


def by_phone(lotse: Lotse, minutes: float) -> None:
    echoed = echo("ja, bis acht", timestamp=minutes_ago(lotse, minutes))
    lotse.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echoed])))


@pytest.mark.parametrize("done", [handling.resolve, handling.hand_back])
def test_what_the_owner_wrote_before_an_agent_was_done_changes_nothing_when_it_arrives_late(
    lotse: Lotse, done: Callable[[Session, Conversation, Person], None]
) -> None:
    anna = lotse.person()
    lotse.receive(text_message("offen?"))
    lotse.triage()
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
    lotse.change(lambda session, conversation: done(session, conversation, anna))
    owner = lotse.conversation().owner
    by_phone(lotse, 5)

    assert lotse.conversation().owner == owner
    by_phone(lotse, -1)
    assert lotse.conversation().owner == "agent"
