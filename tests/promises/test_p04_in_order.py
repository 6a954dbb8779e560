"""P4: a conversation is worked on by one worker at a time, its messages by WhatsApp's timestamp, then arrival."""

import threading
import time
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select, text, update

from app import claims, clock, intake
from app.tables import Conversation, Delivery
from app.whatsapp.errors import NotSent
from models.prediction import Prediction
from tests.lotse import Lotse
from tests.webhooks import encode, envelope, text_message

PHONE, OTHER = "4915100000001", "4915100000002"


def test_a_turn_is_read_in_the_customers_order_not_in_that_of_arrival(lotse: Lotse) -> None:
    seen: list[str] = []
    classify = lotse.classify
    assert classify is not None

    def remember(texts: Sequence[str]) -> Sequence[Prediction]:
        seen.extend(texts)
        return classify(texts)

    lotse.classify = remember
    now = int(time.time())
    lotse.receive(text_message("drei", timestamp=str(now)))
    lotse.receive(text_message("eins", timestamp=str(now - 2)), text_message("zwei", timestamp=str(now - 1)))
    lotse.triage()

    assert seen == ["eins\nzwei\ndrei"]


def test_two_workers_never_work_on_one_conversation_at_once(lotse: Lotse) -> None:
    working = threading.Semaphore(1)
    together = []
    classify = lotse.classify
    assert classify is not None

    def slowly(texts: Sequence[str]) -> Sequence[Prediction]:
        if not working.acquire(blocking=False):
            together.append(texts)
            return classify(texts)
        time.sleep(0.1)
        working.release()
        return classify(texts)

    lotse.classify = slowly
    lotse.receive(text_message("offen?"))
    workers = [threading.Thread(target=lotse.triage) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert together == []
    assert len(lotse.outbound()) == 1


def test_what_one_worker_is_claiming_another_passes_over_without_waiting(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    with lotse.sessions.begin() as first, lotse.sessions.begin() as second:
        second.execute(text("SET LOCAL lock_timeout = '1s'"))
        assert len(claims.conversations(first, claims.FRESH, 10, clock.now(first)).claimed) == 1
        assert claims.conversations(second, claims.FRESH, 10, clock.now(second)).claimed == []


def test_a_later_reply_does_not_overtake_one_that_waits_for_its_next_attempt(lotse: Lotse) -> None:
    lotse.graph.results = [NotSent(130429, "later")]
    lotse.classify = None
    lotse.receive(text_message("offen?"))
    lotse.work()
    for words in ("Ja.", "Bis 18 Uhr."):
        lotse.reply(words)
        lotse.deliver()

    assert [m.status for m in lotse.outbound()] == ["queued", "queued"]
    assert len(lotse.graph.sent) == 1


def test_what_a_dead_worker_had_claimed_is_taken_in_soon_and_not_after_what_came_later(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=encode(envelope(text_message("offen?")))))
    with lotse.sessions.begin() as session:
        assert len(claims.deliveries(session, 10, 10**6)) == 1  # and its worker dies
        longest = select(func.max(Delivery.claimed_until) - func.now())
        assert session.execute(longest).scalar_one() <= timedelta(seconds=1)


def test_a_delivery_that_is_being_taken_in_is_nobody_elses_however_long_it_takes(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=encode(envelope(text_message("offen?")))))
    with lotse.sessions.begin() as session:
        ((delivery_id, _, claim),) = claims.deliveries(session, 10, 10**6)
        session.execute(update(Delivery).values(claimed_until=func.now() - timedelta(seconds=1)))
    with lotse.sessions.begin() as working, lotse.sessions.begin() as other:
        intake.take_in(working, [(delivery_id, claim)])
        assert claims.deliveries(other, 10, 10**6) == []


def delivered(lotse: Lotse, *texts: str, ago: int = 0, phone: str = PHONE) -> None:
    """Each in a delivery of its own, stored and not taken in; written so many seconds ago."""
    written = [text_message(text, phone, timestamp=str(int(time.time()) - ago)) for text in texts]
    with lotse.sessions.begin() as session:
        session.add_all([Delivery(body=encode(envelope(message))) for message in written])


def hold(lotse: Lotse, first: int, seconds: int) -> None:
    """A process has this delivery in hand for so long, or died with it."""
    held = {"claimed_until": func.now() + timedelta(seconds=seconds), "attempts": 1}
    with lotse.sessions.begin() as session:
        session.execute(update(Delivery).where(Delivery.id == first).values(held))


def test_a_later_message_is_not_decided_while_an_earlier_delivery_is_in_somebody_elses_hands(lotse: Lotse) -> None:
    delivered(lotse, "wo bleibt meine bestellung?", "und wann habt ihr offen?")
    hold(lotse, 1, seconds=60)
    lotse.take_in()
    lotse.triage()
    assert [message.outcome for message in lotse.inbound()] == [None]

    hold(lotse, 1, seconds=-1)
    lotse.take_in()
    lotse.triage()
    assert sorted(str(message.outcome) for message in lotse.inbound()) == ["answered", "joined"]


def long_due(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(due_at=Conversation.due_at - timedelta(seconds=6)))


def test_who_writes_on_while_processes_die_is_answered_as_far_as_nothing_earlier_can_come(lotse: Lotse) -> None:
    """Else each new message puts the turn off again: until all before that one are taken in, too."""
    delivered(lotse, "wann habt ihr offen?", "und samstags?", "hallo?")
    hold(lotse, 2, seconds=60)
    lotse.take_in()
    long_due(lotse)
    lotse.triage()
    assert [message.outcome for message in lotse.inbound()] == ["answered", None]

    hold(lotse, 2, seconds=-1)
    lotse.take_in()
    lotse.triage()
    assert [message.outcome for message in lotse.inbound()] == ["joined", "joined", "answered"]


def test_what_was_written_before_and_brought_later_is_not_overtaken_by_a_part_of_the_turn(lotse: Lotse) -> None:
    """Neither when it was there first, nor when it comes while the part is looked at."""
    delivered(lotse, "wann habt ihr offen?", ago=20)
    delivered(lotse, "hallo?")
    hold(lotse, 2, seconds=60)
    lotse.take_in()
    long_due(lotse)
    classify = lotse.classify
    assert classify is not None

    def while_it_is_looked_at(texts: Sequence[str]) -> Sequence[Prediction]:
        lotse.classify = classify
        delivered(lotse, "guten tag", ago=30)
        lotse.take_in()
        return classify(texts)

    lotse.classify = while_it_is_looked_at
    lotse.triage()
    assert [message.outcome for message in lotse.inbound()] == [None, None]
    lotse.triage()
    assert [message.outcome for message in lotse.inbound()] == [None, None]

    hold(lotse, 2, seconds=-1)
    lotse.take_in()
    lotse.triage()
    assert sorted(str(message.outcome) for message in lotse.inbound()) == ["answered", "joined", "joined"]


def test_a_turn_of_which_no_part_can_be_decided_keeps_nobody_else_waiting(lotse: Lotse) -> None:
    delivered(lotse, "wann habt ihr offen?")
    delivered(lotse, "wann habt ihr offen?", phone=OTHER)
    delivered(lotse, "hallo?", phone=OTHER)
    delivered(lotse, "guten tag", ago=30)
    delivered(lotse, "und samstags?", phone=OTHER)
    hold(lotse, 3, seconds=60)
    lotse.take_in()
    long_due(lotse)
    lotse.triage()
    decided = [message for message in lotse.inbound() if message.outcome]
    assert [(message.text, message.outcome) for message in decided] == [("wann habt ihr offen?", "answered")]
    with lotse.sessions() as session:
        waiting = session.scalars(select(Conversation).where(Conversation.due_at.is_not(None))).all()
        assert len(waiting) == 2  # the rest of theirs, and all of the other's
        assert decided[0].conversation_id == max(one.id for one in waiting)


def test_what_came_after_holds_no_turn_up(lotse: Lotse) -> None:
    delivered(lotse, "wann habt ihr offen?", "danke")
    hold(lotse, 2, seconds=60)
    lotse.take_in()
    lotse.triage()

    assert [message.outcome for message in lotse.inbound()] == ["answered"]


def test_what_is_set_aside_holds_no_turn_up(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=b"not JSON"))
    delivered(lotse, "wann habt ihr offen?")
    lotse.take_in()
    lotse.triage()

    assert [message.outcome for message in lotse.inbound()] == ["answered"]
