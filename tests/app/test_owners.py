"""Who speaks next: every event in every state, and what each verb leaves behind."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, conversations, going_back, handling, owners, replies
from app.refusals import RefusedError
from app.tables import Conversation, Event, Message, Person
from app.whatsapp.errors import NotSent, Result
from tests.lotse import Lotse
from tests.webhooks import change, echo, encode, text_message

BOT, WAITING, AGENT, RESOLVED = owners.OWNERS
PLAN = {"kind": "answer", "text": "Bis 18 Uhr.", "reason": None, "intent": "opening_hours"}

# What happens -> who owns the conversation then, if it was the bot's, waiting, an agent's, resolved before.
TABLE = {
    "answered": (BOT, WAITING, AGENT, BOT),
    "escalated": (WAITING, WAITING, AGENT, WAITING),
    "taken": (AGENT, AGENT, AGENT, AGENT),
    "answered_by_phone": (AGENT, AGENT, AGENT, AGENT),
    "handed_back": (BOT, BOT, BOT, RESOLVED),
    "resolved": (RESOLVED, RESOLVED, RESOLVED, RESOLVED),
    "claim_over": (BOT, WAITING, WAITING, RESOLVED),
    "agent_away": (BOT, WAITING, WAITING, RESOLVED),
    "put_back": (BOT, WAITING, WAITING, RESOLVED),
    "agent_left": (BOT, WAITING, WAITING, RESOLVED),
    "left_alone": (BOT, WAITING, BOT, RESOLVED),
}


def test_the_table_knows_every_event() -> None:
    assert set(TABLE) == set(owners.CHANGES)


@pytest.mark.parametrize("happened", TABLE)
def test_every_owner_meets_every_event(happened: str) -> None:
    assert tuple(owners.after(owner, happened) for owner in owners.OWNERS) == TABLE[happened]


@pytest.mark.parametrize("happened", ["answered", "escalated"])
def test_nothing_that_lotse_does_takes_a_conversation_from_people(happened: str) -> None:
    for owner in owners.WITH_PEOPLE:
        assert owners.after(owner, happened) == owner


def test_what_cannot_happen_is_an_error() -> None:
    with pytest.raises(KeyError):
        owners.after("bot", "forgotten")


def test_only_what_has_happened_is_undone() -> None:
    assert [owners.undone(RESOLVED, before) for before in owners.OWNERS] == list(owners.OWNERS)
    assert owners.undone(WAITING, AGENT) == AGENT
    with pytest.raises(ValueError, match="nothing makes bot of elsewhere"):
        owners.undone(BOT, "elsewhere")


@pytest.fixture
def anna(lotse: Lotse) -> Person:
    return lotse.person()


@pytest.fixture
def talk(lotse: Lotse) -> Lotse:
    """A customer has written, and Lotse means to answer."""
    lotse.receive(text_message("offen?"))
    set_to(lotse, plan=PLAN, think_at=now_of(lotse.sessions))
    return lotse


def now_of(sessions: sessionmaker[Session]) -> datetime:
    with sessions() as session:
        return clock.now(session)


def set_to(lotse: Lotse, **values: object) -> None:
    def put(session: Session, conversation: Conversation) -> None:
        for name, value in values.items():
            setattr(conversation, name, value)

    lotse.change(put)


def events(lotse: Lotse) -> list[tuple[str, str | None, int | None]]:
    with lotse.sessions() as session:
        rows = session.scalars(select(Event).order_by(Event.id))
        return [(row.kind, row.reason, row.person_id) for row in rows]


def moments(lotse: Lotse) -> list[datetime]:
    with lotse.sessions() as session:
        return list(session.scalars(select(Event.at).order_by(Event.id)))


VERBS: dict[str, Callable[[Session, Conversation, Person], None]] = {
    "escalated": lambda session, talk, anna: conversations.escalate(session, talk, "unsure", talk.last_customer_at),
    "stopped": handling.stop,
    "taken": handling.take,
    "resolved": handling.resolve,
}


@pytest.mark.parametrize("kind", VERBS)
def test_each_change_is_one_line_with_its_moment_by_the_moved_clock(
    talk: Lotse, anna: Person, setting: Callable[[str, str], None], kind: str
) -> None:
    setting("LOTSE_NOW_OFFSET", "7200")
    before = now_of(talk.sessions)
    talk.change(lambda session, conversation: VERBS[kind](session, conversation, anna))

    assert [line[0] for line in events(talk)] == [kind]
    assert moments(talk) == [talk.conversation().changed_at]
    assert moments(talk)[0] >= before


@pytest.mark.parametrize("kind", ["escalated", "stopped", "taken"])
def test_what_people_have_lotse_has_no_plan_for(talk: Lotse, anna: Person, kind: str) -> None:
    talk.change(lambda session, conversation: VERBS[kind](session, conversation, anna))
    assert (talk.conversation().plan, talk.conversation().think_at) == (None, None)


def test_an_echo_of_the_phone_ends_the_plan_and_the_claim(talk: Lotse, anna: Person) -> None:
    talk.change(lambda session, conversation: handling.take(session, conversation, anna))
    set_to(talk, plan=PLAN)
    talk.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echo("ja, bis acht")])))

    after = talk.conversation()
    assert (after.owner, after.assignee_id, after.plan, after.taken_at) == (AGENT, anna.id, None, None)


def test_what_the_bot_had_queued_is_cancelled_at_the_moved_clocks_time(
    lotse: Lotse, anna: Person, setting: Callable[[str, str], None]
) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    setting("LOTSE_NOW_OFFSET", "7200")
    before = now_of(lotse.sessions)
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))

    [answer] = lotse.outbound()
    assert answer.status == "cancelled"
    assert answer.ended_at is not None
    assert answer.ended_at >= before


@pytest.mark.parametrize("in_hand", [False, True])
def test_whose_answer_was_cancelled_waits_for_who_took_it_and_is_not_forgotten_when_they_do_nothing(
    lotse: Lotse, anna: Person, in_hand: bool
) -> None:
    def taken() -> Result:
        lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
        return NotSent(429, "later")

    lotse.receive(text_message("offen?"))
    lotse.triage()
    if in_hand:
        lotse.graph.meanwhile = taken
        lotse.deliver()
    else:
        taken()
    [question] = lotse.inbound()
    assert lotse.conversation().waiting_since == question.written_at
    lotse.change(lambda session, found: going_back.end_claim(session, found, clock.now(session)))
    assert lotse.conversation().owner == WAITING


def test_cancelling_a_closing_sentence_leaves_the_question_as_it_was(lotse: Lotse, anna: Person) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    with lotse.sessions.begin() as session:  # as if it had said that people will answer
        [question] = session.scalars(select(Message).where(Message.direction == "in"))
        question.outcome, question.outcome_reason = "escalated", "wants_person"
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))

    assert [message.status for message in lotse.outbound()] == ["cancelled"]
    assert [(m.outcome, m.outcome_reason) for m in lotse.inbound()] == [("escalated", "wants_person")]


def test_a_claim_runs_until_the_agent_writes(talk: Lotse, anna: Person) -> None:
    talk.change(lambda session, conversation: handling.take(session, conversation, anna))
    assert talk.conversation().taken_at is not None
    talk.change(lambda session, found: replies.reply(session, found, anna, "Guten Tag!", uuid4(), clock.now(session)))
    assert talk.conversation().taken_at is None


def test_handing_back_what_lotse_has_leaves_no_line(talk: Lotse, anna: Person) -> None:
    talk.change(lambda session, conversation: handling.hand_back(session, conversation, anna))
    assert events(talk) == []


def assign(lotse: Lotse, to: Person, by: Person) -> None:
    def verb(session: Session, conversation: Conversation) -> None:
        there = session.get_one(Person, to.id)
        handling.assign(session, conversation, there, by, clock.now(session))

    lotse.change(verb)


def seen(lotse: Lotse, person: Person, minutes_ago: float) -> None:
    with lotse.sessions.begin() as session:
        ago = clock.now(session) - timedelta(minutes=minutes_ago)
        session.get_one(Person, person.id).seen_at = ago


def test_a_person_gives_it_to_another_one_who_is_there(talk: Lotse, anna: Person) -> None:
    talk.triage()
    berta = talk.person("berta@example.com")
    seen(talk, berta, 1)
    talk.change(lambda session, conversation: handling.take(session, conversation, anna))
    assign(talk, berta, anna)

    after = talk.conversation()
    assert (after.owner, after.assignee_id) == (AGENT, berta.id)
    assert after.taken_at == after.changed_at == moments(talk)[-1]
    assert events(talk)[-1] == ("assigned", "berta", anna.id)
    assert [message.status for message in talk.outbound()] == ["cancelled"]


@pytest.mark.parametrize("minutes_ago", [None, 6])
def test_nobody_who_is_offline_is_assigned(talk: Lotse, anna: Person, minutes_ago: float | None) -> None:
    berta = talk.person("berta@example.com")
    if minutes_ago is not None:
        seen(talk, berta, minutes_ago)
    with pytest.raises(RefusedError, match="offline") as refused:
        assign(talk, berta, anna)

    assert refused.value.detail == "berta"
    assert talk.conversation().owner == BOT
    assert events(talk) == []
