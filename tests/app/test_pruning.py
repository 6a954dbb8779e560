"""Old raw deliveries and decisions go, in small batches; what came of them stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app import clock, database, ledger, pruning, settings
from app.pruning import prune
from app.tables import Classifier, Conversation, Decision, Delivery, Inbox, Notice, ParkedStatus, Try, Viewer
from tests.lotse import Lotse
from tests.webhooks import text_message


def ids(lotse: Lotse, table: type[Delivery] | type[Decision]) -> list[int]:
    with lotse.sessions() as session:
        return list(session.scalars(select(table.id).order_by(table.id)))


def age(lotse: Lotse, days: float) -> None:
    """Make everything that there is so many days older."""
    span = timedelta(days=days)
    with lotse.sessions.begin() as session:
        session.execute(update(Delivery).values(taken_in_at=Delivery.taken_in_at - span))
        session.execute(update(Decision).values(created_at=Decision.created_at - span))


def taken_in(lotse: Lotse, number: int) -> None:
    with lotse.sessions.begin() as session:
        session.add_all([Delivery(body=b"{}", taken_in_at=clock.now(session)) for _ in range(number)])


def test_what_is_old_goes_and_what_is_newer_stays(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    age(lotse, 170)
    lotse.receive(text_message("und morgen?", "491"))
    lotse.triage()
    age(lotse, 13)
    assert prune(lotse.sessions) == 2

    assert ids(lotse, Delivery) == [2]
    assert ids(lotse, Decision) == [2]


def test_what_was_tried_out_goes_after_an_hour_though_nobody_tries_anything_again(lotse: Lotse) -> None:
    anna = lotse.person()
    with lotse.sessions.begin() as session:
        now = clock.now(session)
        for minutes in (61, 59):
            session.add(Try(person_id=anna.id, text="offen?", at=now - timedelta(minutes=minutes)))
    assert prune(lotse.sessions) == 1


def test_who_looked_at_what_long_ago_goes_and_who_looks_now_stays(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)
    anna, berta = lotse.person(), lotse.person("berta@example.com")
    lotse.receive(*(text_message("offen?", f"49{number}") for number in range(3)))
    with lotse.sessions.begin() as session:
        now = clock.now(session)
        for talk in session.scalars(select(Conversation.id)):
            session.add(Viewer(person_id=anna.id, conversation_id=talk, seen_at=now))
            session.add(Viewer(person_id=berta.id, conversation_id=talk, seen_at=now - timedelta(minutes=61)))
    assert prune(lotse.sessions) == 3

    with lotse.sessions() as session:
        assert set(session.scalars(select(Viewer.person_id))) == {anna.id}


def test_the_settings_say_what_old_is(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = settings.load().model_copy(update={"deliveries_kept_days": 30, "decisions_kept_days": 20})
    monkeypatch.setattr(settings, "load", lambda: kept)
    lotse.receive(text_message("offen?"))
    lotse.triage()
    age(lotse, 21)
    prune(lotse.sessions)
    assert (ids(lotse, Delivery), ids(lotse, Decision)) == ([1], [])
    age(lotse, 10)
    prune(lotse.sessions)

    assert ids(lotse, Delivery) == []


def test_what_is_set_aside_is_kept_as_long_as_messages_and_what_was_not_taken_in_however_long(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        for days in (170, 190):
            long_ago = clock.now(session) - timedelta(days=days)
            old = {"body": b"{", "stored_at": long_ago, "received_at": long_ago}
            session.add_all([Delivery(**old), Delivery(**old, taken_in_at=long_ago, set_aside_at=long_ago)])
            session.add(Delivery(**old, taken_in_at=long_ago))
    prune(lotse.sessions)

    with lotse.sessions() as session:
        kept = session.execute(select(Delivery.taken_in_at.is_(None), Delivery.set_aside_at.is_(None)))
        assert sorted(map(tuple, kept)) == [(False, False), (True, True), (True, True)]


def test_notices_that_were_read_classifiers_of_old_and_statuses_without_a_message_go(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        long_ago = clock.now(session) - timedelta(days=190)
        at = {"field": "x", "happened_at": long_ago, "received_at": long_ago}
        session.add_all([Notice(key="1", **at, seen_at=long_ago), Notice(key="2", **at)])
        inbox = Inbox(phone_number_id="1")
        session.add(inbox)
        session.flush()
        session.add(ParkedStatus(inbox_id=inbox.id, wamid="w", status="read", received_at=long_ago))
        old = {"facts": {}, "artefact": b"", "hmac": "", "created_at": long_ago}
        session.add(Classifier(version="old", active=False, **old))
        session.execute(update(Classifier).where(Classifier.active).values(created_at=long_ago))
    assert prune(lotse.sessions) == 3
    with lotse.sessions() as session:
        assert session.scalars(select(Notice.key)).all() == ["2"]
        assert session.scalars(select(Classifier.version)).all() == ["test"]


def test_messages_keep_their_outcomes_and_the_ledger_stays_right(lotse: Lotse) -> None:
    lotse.receive(text_message("hallo"), text_message("offen?"))
    lotse.work()
    with lotse.sessions() as session:
        before = ledger.count(session)
    age(lotse, 400)
    assert prune(lotse.sessions) == 2

    with lotse.sessions() as session:
        assert ledger.count(session) == before
    assert [(message.outcome, message.text) for message in lotse.inbound()] == [
        ("joined", "hallo"),
        ("answered", "offen?"),
    ]
    assert all(message.received_at for message in lotse.inbound())


def test_a_redelivery_of_what_was_pruned_is_still_known(lotse: Lotse) -> None:
    message = text_message("offen?")
    lotse.receive(message)
    lotse.work()
    age(lotse, 400)
    prune(lotse.sessions)
    lotse.receive(message)
    lotse.work()

    assert [row.outcome for row in lotse.inbound()] == ["answered"]
    assert len(lotse.graph.sent) == 1


def test_a_deletion_of_a_message_whose_delivery_was_pruned_takes_effect(lotse: Lotse) -> None:
    message = text_message("geheim")
    lotse.receive(message)
    lotse.work()
    age(lotse, 15)
    prune(lotse.sessions)
    lotse.receive({**text_message(""), "type": "revoke", "revoke": {"original_message_id": message["id"]}})

    assert lotse.inbound()[0].text is None


def test_it_goes_on_in_batches_past_what_has_to_stay(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 3)
    taken_in(lotse, 10)
    age(lotse, 15)
    with lotse.sessions.begin() as session:
        session.execute(update(Delivery).where(Delivery.id.in_((1, 2))).values(taken_in_at=clock.now(session)))

    assert prune(lotse.sessions) == 8
    assert ids(lotse, Delivery) == [1, 2]


def test_it_stops_when_its_time_is_up_and_goes_on_the_next_time(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 3)
    taken_in(lotse, 10)
    age(lotse, 15)
    assert prune(lotse.sessions, seconds=0) == 0
    assert prune(lotse.sessions) == 10


def test_what_somebody_works_on_is_left_for_the_next_time_and_nobody_waits(lotse: Lotse) -> None:
    taken_in(lotse, 3)
    age(lotse, 15)
    with lotse.sessions.begin() as holder:
        holder.execute(select(Delivery).where(Delivery.id == 2).with_for_update())
        assert prune(lotse.sessions) == 2
    assert prune(lotse.sessions) == 1


def test_a_locked_table_is_not_waited_for(lotse: Lotse) -> None:
    taken_in(lotse, 1)
    with database.engine().begin() as holder:
        holder.exec_driver_sql("LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(OperationalError):
            prune(lotse.sessions)
