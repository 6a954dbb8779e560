"""P2: every inbound message ends in exactly one outcome, and the ledger counts them."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app import claims, clock, contacts, handling, judging, ledger, replies, turns
from app.decisions import Decision, Turn
from app.holding import Book
from app.tables import Conversation, Delivery, Message, Person
from app.whatsapp.updates import Sender
from models.prediction import Prediction
from tests.lotse import Lotse, predicts
from tests.webhooks import encode, envelope, text_message


def counts(lotse: Lotse) -> dict[str, int]:
    with lotse.sessions() as session:
        return ledger.count(session)


def test_the_ledger_balances_over_every_kind_of_outcome(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?", "491"))
    lotse.receive(text_message("hallo", "492"), text_message("habt ihr offen", "492"))
    lotse.receive({**text_message("", "493"), "type": "image", "image": {"id": "1"}})
    lotse.receive({**text_message("", "494"), "type": "reaction", "reaction": {"message_id": "x", "emoji": "👍"}})
    assert counts(lotse)["open"] == 4
    lotse.triage()
    lotse.classify = predicts("thanks_goodbye")
    lotse.receive(text_message("danke", "495"))
    lotse.triage()

    found = counts(lotse)
    assert found == {
        "in": 6,
        "answered": 2,
        "asked": 0,
        "escalated": 1,
        "joined": 1,
        "noted": 2,
        "open": 0,
        "unexplained": 0,
    }


def test_several_messages_are_one_turn_and_the_earlier_ones_are_joined_to_the_last(lotse: Lotse) -> None:
    first, second = text_message("hallo"), text_message("wann habt ihr offen")
    lotse.receive(first, second)
    lotse.work()

    joined, answered = lotse.inbound()
    assert (joined.outcome, answered.outcome) == ("joined", "answered")
    assert joined.covered_by_id == answered.id
    assert len(lotse.graph.sent) == 1


def test_a_batch_of_a_thousand_updates_is_taken_in_whole(lotse: Lotse) -> None:
    messages = [text_message(f"frage {n}", phone=f"4915{n % 90:09d}") for n in range(1000)]
    lotse.receive(*messages)
    lotse.triage()

    assert counts(lotse)["in"] == 1000
    assert counts(lotse)["open"] == counts(lotse)["unexplained"] == 0


def test_one_bad_message_in_a_batch_does_not_lose_its_neighbours(lotse: Lotse) -> None:
    lotse.receive(text_message("eins"), text_message("zwei", **{"from": None}), text_message("drei"))
    lotse.triage()

    assert [m.text for m in lotse.inbound()] == ["eins", "drei"]
    assert set_aside(lotse) == ["1 not understood: a message without a sender"]


def test_one_message_that_the_database_refuses_does_not_lose_its_neighbours(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_contact = contacts.contact

    def refuses_some(session: Session, sender: Sender, at: datetime, inbox_id: int | None, book: Book) -> int:
        if sender.ids[0].value == "49zwei":
            session.execute(
                text("INSERT INTO contact_aliases (contact_id, kind, value, key) VALUES (0, 'phone', '0', '0')")
            )
        return find_contact(session, sender, at, inbox_id, book)

    monkeypatch.setattr(contacts, "contact", refuses_some)
    lotse.receive(*(text_message(words, phone=f"49{words}") for words in ("eins", "zwei", "drei")))

    assert {m.text for m in lotse.inbound()} == {"eins", "drei"}
    assert set_aside(lotse) == ["1 not understood: a message that the database refuses (IntegrityError)"]


def test_what_cannot_be_understood_is_set_aside_where_people_see_it(lotse: Lotse) -> None:
    lotse.receive_bytes(b"hello")
    lotse.receive_bytes(b"[" * 100_000)
    lotse.receive(text_message("offen?"))
    lotse.triage()

    assert len(set_aside(lotse)) == 2
    assert [m.outcome for m in lotse.inbound()] == ["answered"]


def test_a_message_that_makes_triage_fail_is_brought_to_people_and_holds_nobody_up(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide = judging.decide

    def fails_on_poison(turn: Turn, *rest: Any) -> Decision:
        if "gift" in turn.text:
            raise RuntimeError("poison")
        return decide(turn, *rest)

    monkeypatch.setattr(judging, "decide", fails_on_poison)
    lotse.receive(text_message("gift", "491"), text_message("offen?", "492"))
    for _ in range(6):
        lotse.triage()

    poisoned, good = lotse.inbound()
    assert (poisoned.outcome, poisoned.outcome_reason) == ("escalated", "set_aside")
    assert good.outcome == "answered"


def test_without_a_classifier_people_get_everything(lotse: Lotse) -> None:
    lotse.classify = None
    lotse.receive(text_message("wo ist mein paket"))
    lotse.work()

    assert [(m.outcome, m.outcome_reason) for m in lotse.inbound()] == [("escalated", "no_classifier")]
    assert lotse.graph.sent == []


def set_aside(lotse: Lotse) -> list[str]:
    with lotse.sessions() as session:
        errors = select(Delivery.error).where(Delivery.set_aside_at.is_not(None)).order_by(Delivery.id)
        return [error or "" for error in session.scalars(errors)]


@pytest.mark.parametrize("done", [None, handling.resolve, handling.hand_back])
def test_what_an_agent_could_not_have_seen_when_replying_still_comes_to_people(
    lotse: Lotse, done: Callable[[Session, Conversation, Person], None] | None
) -> None:
    lotse.classify = None
    anna = lotse.person()
    lotse.receive(text_message("wo bleibt mein paket"))
    lotse.triage()
    lotse.change(lambda session, c: replies.reply(session, c, anna, "Moment", uuid4(), clock.now(session)))
    if done:
        lotse.change(lambda session, c: done(session, c, anna))
    lotse.receive(text_message("nummer 4711", timestamp=str(int(time.time()) - 60)))
    lotse.triage()

    assert lotse.conversation().waiting_since is not None
    assert lotse.conversation().owner == ("waiting" if done else "agent")


@pytest.mark.parametrize("failed", [False, True])
def test_a_reply_that_went_out_while_triage_was_at_work_settles_the_turn_unless_it_failed(
    lotse: Lotse, failed: bool
) -> None:
    anna = lotse.person()

    def replied_meanwhile(texts: Sequence[str]) -> list[Prediction]:
        lotse.change(lambda session, c: replies.reply(session, c, anna, "Moment", uuid4(), clock.now(session)))
        if failed:
            with lotse.sessions.begin() as session:
                session.execute(update(Message).where(Message.direction == "out").values(status="failed"))
        return predicts("complaint")(texts)

    lotse.classify = replied_meanwhile
    lotse.receive(text_message("wo bleibt mein paket"))
    lotse.triage()

    assert (lotse.conversation().waiting_since is not None) == failed


def test_what_was_still_open_when_a_conversation_was_resolved_comes_to_people(lotse: Lotse) -> None:
    anna = lotse.person()

    def settled_meanwhile(texts: Sequence[str]) -> list[Prediction]:
        lotse.change(lambda session, c: replies.reply(session, c, anna, "Moment", uuid4(), clock.now(session)))
        lotse.change(lambda session, c: handling.resolve(session, c, anna))
        return predicts("complaint")(texts)

    lotse.classify = settled_meanwhile
    lotse.receive(text_message("wo bleibt mein paket"))
    lotse.triage()

    assert lotse.conversation().owner == "waiting"


def test_a_delivery_that_nobody_can_read_holds_up_none_of_its_batch(lotse: Lotse) -> None:
    bodies = [encode(envelope(text_message("eins"))), b"nonsense", encode(envelope(text_message("zwei")))]
    with lotse.sessions.begin() as session:
        session.add_all([Delivery(body=body) for body in bodies])
    lotse.take_in()

    assert [m.text for m in lotse.inbound()] == ["eins", "zwei"]
    with lotse.sessions() as session:
        rows = session.scalars(select(Delivery).order_by(Delivery.id)).all()
        assert [(row.set_aside_at is not None, row.attempts) for row in rows] == [(False, 1), (True, 1), (False, 1)]


def test_one_that_failed_before_is_taken_in_alone_and_large_ones_in_small_batches(lotse: Lotse) -> None:
    bodies = [encode(envelope(text_message("x" * 3000))) for _ in range(6)]
    with lotse.sessions.begin() as session:
        session.add_all([Delivery(body=body, attempts=int(number in {0, 4})) for number, body in enumerate(bodies)])
    with lotse.sessions.begin() as session:
        batches = [claims.deliveries(session, 64, most_bytes=4000) for _ in range(6)]

    assert [[attempts for _, attempts, _ in batch] for batch in batches] == [[2], [1, 1], [1], [2], [1], []]


def test_a_failed_delivery_in_a_slow_workers_hands_holds_nothing_else_up(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.add_all([Delivery(body=b"{}", attempts=attempts) for attempts in (1, 0, 0)])
    with lotse.sessions.begin() as slow:
        slow.execute(select(Delivery.id).order_by(Delivery.id).limit(1).with_for_update()).one()
        with lotse.sessions.begin() as session:
            claimed = claims.deliveries(session, 64, most_bytes=4000)

    assert [attempts for _, attempts, _ in claimed] == [1, 1]


@pytest.mark.parametrize("failed", [1, 2], ids=["beside a new one", "beside another that failed"])
def test_a_turn_that_failed_before_is_in_hand_by_itself_also_while_reports_come_in(lotse: Lotse, failed: int) -> None:
    """Else whatever kills its worker takes somebody else's turn down each time."""
    lotse.receive(*(text_message("offen?", f"49{number}") for number in range(2)))
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=b"{}"))  # stored after them, and nobody has it in hand yet
        session.execute(update(Conversation).values(due_at=Conversation.due_at - timedelta(seconds=6)))
        session.execute(update(Conversation).where(Conversation.id <= failed).values(attempts=1))
    in_hand, classify = [], lotse.classify
    assert classify is not None

    def counting(texts: Sequence[str]) -> Sequence[Prediction]:
        with lotse.sessions() as session:
            in_hand.append(len(session.scalars(select(Conversation.id).where(Conversation.claim.is_not(None))).all()))
        return classify(texts)

    lotse.classify = counting
    lotse.triage()
    assert in_hand == [1, 1]
    assert counts(lotse)["answered"] == 2


def test_the_hundredth_answer_on_a_connection_is_queued_like_the_first(lotse: Lotse) -> None:
    lotse.receive(*(text_message("offen?", f"49151{number:07d}") for number in range(100)))
    claimed = 0
    while found := turns.triage_due(lotse.sessions, lotse.classify, lotse.playbook):
        claimed += found

    assert claimed == 100
    assert counts(lotse)["answered"] == 100
