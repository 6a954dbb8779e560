"""What goes back by itself: no conversation is left with somebody who does not answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from app import clock, handling, lapses, locking, pending, replies
from app.playbook.rules import Handover, Rules
from app.tables import Conversation, Event, Person
from app.whatsapp.outgoing import Template
from tests.app.dashboard.inbox import Shop
from tests.lotse import Lotse
from tests.talking import Talk
from tests.webhooks import text_message

RULES = Rules()


@pytest.fixture
def shop(sessions: sessionmaker[Session]) -> Shop:
    with sessions() as session:
        return Shop(sessions, clock.now(session))


@pytest.fixture
def anna(sessions: sessionmaker[Session]) -> Person:
    return person(sessions, minutes_ago=0)


def person(sessions: sessionmaker[Session], minutes_ago: float | None, email: str = "anna@example.com") -> Person:
    with sessions.begin() as session:
        seen_at = None if minutes_ago is None else clock.now(session) - timedelta(minutes=minutes_ago)
        found = Person(email=email, role="agent", password_hash="none", seen_at=seen_at)
        session.add(found)
    return found


def with_agent(shop: Shop, agent: Person | None, **minutes: float | None) -> int:
    """A conversation that an agent has; the times are minutes ago."""
    given = {"taken_at": None, "changed_at": 20.0, "waiting_since": None, **minutes}
    times: dict[str, Any] = {name: None if ago is None else shop.ago(ago) for name, ago in given.items()}
    return shop.conversation(owner="agent", assignee_id=agent.id if agent else None, **times)


def owner(shop: Shop, number: int) -> tuple[str, int | None]:
    found = shop.read(number)
    return found.owner, found.assignee_id


def lines(shop: Shop) -> list[tuple[str, str | None, int | None]]:
    with shop.sessions() as session:
        return [(row.kind, row.reason, row.person_id) for row in session.scalars(select(Event).order_by(Event.id))]


def test_a_claim_without_a_reply_goes_back_into_the_queue(shop: Shop, anna: Person) -> None:
    number = with_agent(shop, anna, taken_at=10.1, waiting_since=12, changed_at=10.1)
    set_to(shop, number, reason="unsure", team="orders", priority=2)
    assert lapses.lapse(shop.sessions, RULES) == 1

    found = shop.read(number)
    assert (found.owner, found.assignee_id, found.taken_at) == ("waiting", None, None)
    assert (found.reason, found.team, found.priority, found.waiting_since) == ("unsure", "orders", 2, shop.ago(12))
    assert lines(shop) == [("claim_over", None, anna.id)]
    assert lapses.lapse(shop.sessions, RULES) == 0


def test_a_claim_of_what_nobody_waits_for_goes_back_to_lotse(shop: Shop, anna: Person) -> None:
    number = with_agent(shop, anna, taken_at=11)
    lapses.lapse(shop.sessions, RULES)

    assert owner(shop, number) == ("bot", None)
    assert lines(shop) == [("handed_back", "claim_over", None)]


@pytest.mark.parametrize("taken_at", [None, 9])
def test_who_has_written_or_only_just_taken_it_keeps_it(shop: Shop, anna: Person, taken_at: float | None) -> None:
    number = with_agent(shop, anna, taken_at=taken_at, waiting_since=8)
    assert lapses.lapse(shop.sessions, RULES) == 0
    assert owner(shop, number) == ("agent", anna.id)


@pytest.mark.parametrize("by_phone", [False, True])
def test_what_nobody_has_written_in_for_a_day_is_lotses_again(shop: Shop, anna: Person, by_phone: bool) -> None:
    day = 24 * 60
    number = with_agent(shop, None if by_phone else anna, last_message_at=day + 1, changed_at=day + 1)
    lapses.lapse(shop.sessions, RULES)

    assert owner(shop, number) == ("bot", None)
    assert lines(shop) == [("left_alone", None, None)]


@pytest.mark.parametrize(
    "minutes",
    [
        {"last_message_at": 23 * 60, "changed_at": 3000},
        {"last_message_at": 3000, "changed_at": 5},  # taken a moment ago, to write a template
    ],
)
def test_what_is_not_silent_for_long_stays(shop: Shop, anna: Person, minutes: dict[str, float]) -> None:
    number = with_agent(shop, anna, **minutes)
    assert lapses.lapse(shop.sessions, RULES) == 0
    assert owner(shop, number) == ("agent", anna.id)


def test_while_the_customer_waits_silence_gives_nothing_back_to_lotse(shop: Shop, anna: Person) -> None:
    number = with_agent(shop, anna, last_message_at=3000, changed_at=3000, waiting_since=3000)
    lapses.lapse(shop.sessions, RULES)
    assert owner(shop, number) == ("agent", anna.id)


@pytest.mark.parametrize("last_seen", [6, None])
def test_who_waits_for_somebody_who_is_away_waits_for_everybody(shop: Shop, last_seen: float | None) -> None:
    away = person(shop.sessions, last_seen)
    number = with_agent(shop, away, waiting_since=3)
    lapses.lapse(shop.sessions, RULES)

    found = shop.read(number)
    assert (found.owner, found.assignee_id, found.reason) == ("waiting", None, "agent_away")
    assert lines(shop) == [("agent_away", None, away.id)]


def test_what_the_phone_has_and_somebody_waits_for_is_shown_to_people(shop: Shop) -> None:
    number = with_agent(shop, None, waiting_since=7)
    lapses.lapse(shop.sessions, RULES)
    assert owner(shop, number) == ("waiting", None)


@pytest.mark.parametrize(
    ("last_seen", "minutes"),
    [
        (4, {"waiting_since": 30}),  # there
        (30, {"waiting_since": None}),  # away, but nobody waits
        (None, {"waiting_since": 30, "changed_at": 1}),  # has just got it
    ],
)
def test_nothing_is_taken_from_who_is_there_or_not_needed(
    shop: Shop, last_seen: float | None, minutes: dict[str, float]
) -> None:
    agent = person(shop.sessions, last_seen)
    number = with_agent(shop, agent, **minutes)
    assert lapses.lapse(shop.sessions, RULES) == 0
    assert owner(shop, number) == ("agent", agent.id)


def test_settings_of_nothing_switch_claims_and_silence_off(shop: Shop, anna: Person) -> None:
    with_agent(shop, anna, taken_at=99999, changed_at=99999, last_message_at=99999)
    never = Rules(handover=Handover(claim_minutes=0, silence_hours=0))
    assert lapses.lapse(shop.sessions, never) == 0
    assert lapses.lapse(shop.sessions, RULES) == 1


def test_what_somebody_works_on_is_left_for_the_next_time(shop: Shop, anna: Person) -> None:
    number = with_agent(shop, anna, taken_at=11)
    with shop.sessions.begin() as busy:
        locking.lock(busy, number)
        assert lapses.lapse(shop.sessions, RULES) == 0
    assert lapses.lapse(shop.sessions, RULES) == 1


def test_many_go_back_in_batches(shop: Shop, anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lapses, "BATCH", 2)
    for _ in range(5):
        with_agent(shop, anna, taken_at=11)
    assert lapses.lapse(shop.sessions, RULES) == 5


def test_they_are_found_by_the_index_of_what_agents_have(shop: Shop) -> None:
    statement = lapses._with_agents(lapses._claimed_for(timedelta(minutes=10), shop.now))
    with shop.sessions() as session:
        session.execute(text("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off"))
        written = statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        plan = "\n".join(session.scalars(text(f"EXPLAIN {written}")))
    assert "ix_conversations_agents" in plan


def test_the_minutes_are_those_of_the_moved_clock(lotse: Lotse, setting: Callable[[str, str], None]) -> None:
    lotse.classify = None
    lotse.receive(text_message("frage"))
    lotse.triage()
    anna = person(lotse.sessions, 0)
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
    assert lapses.lapse(lotse.sessions, RULES) == 0
    setting("LOTSE_NOW_OFFSET", "601")
    assert lapses.lapse(lotse.sessions, RULES) == 1

    assert lotse.conversation().owner == "waiting"


def test_after_silence_the_customers_next_message_is_treated_afresh(
    lotse: Lotse, setting: Callable[[str, str], None]
) -> None:
    lotse.receive(text_message("offen?"))
    anna = person(lotse.sessions, 0)

    def replied(session: Session, found: Conversation) -> None:
        replies.reply(session, found, anna, "Ja.", uuid4(), clock.now(session))

    lotse.change(replied)
    lotse.work()
    setting("LOTSE_NOW_OFFSET", str(25 * 3600))
    lapses.lapse(lotse.sessions, RULES)
    with lotse.sessions() as session:
        written = str(int(clock.now(session).timestamp()))
    lotse.receive(text_message("und morgen?", timestamp=written))
    lotse.work()

    assert lotse.conversation().owner == "bot"
    assert [message.author for message in lotse.outbound()] == ["agent", "bot"]


def set_to(shop: Shop, number: int, **values: Any) -> None:
    with shop.sessions.begin() as session:
        for name, value in values.items():
            setattr(session.get_one(Conversation, number), name, value)


def test_who_keeps_an_answer_ready_keeps_the_conversation(talk: Talk) -> None:
    talk.says("beschwerde", "complaint")
    talk.hours_later(25)
    anna, notice = talk.anna, Template("answer_waiting", "de", (), "Ihre Antwort liegt bereit.")
    talk.lotse.change(lambda s, row: pending.hold(s, row, anna, "Ja.", notice, uuid4(), clock.now(s)))
    talk.later(11 * 60)
    lapses.lapse(talk.lotse.sessions, talk.lotse.playbook.rules)
    assert talk.owner == "agent"


def test_what_a_person_has_answered_is_urgent_no_more(talk: Talk) -> None:
    talk.says("DRINGEND!!! brauche sofort eine antwort, so eine frechheit!!!", "complaint")
    assert talk.lotse.conversation().priority > 0
    talk.lotse.reply("Erledigt.")
    talk.says("noch eine kleine frage zum lack", "product_advice")
    assert talk.lotse.conversation().priority == 0
