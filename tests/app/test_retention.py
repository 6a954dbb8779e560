"""What is older than it may be kept goes in the night, in small batches; the counts, figures and costs stay."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from obstore.exceptions import BaseError
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app import ageing, clock, ledger, retention
from app.media import store
from app.tables import (
    AuditLine,
    Base,
    Contact,
    ContactAlias,
    Conversation,
    Correction,
    Draft,
    Event,
    Media,
    Message,
    Night,
    Note,
    Viewer,
)
from tests.app.traces import places
from tests.lotse import Lotse
from tests.webhooks import message, text_message

HERS, OTHER = "4915112345678", "4915199999999"
NAME, WORD = "Quendolina Zwirbelbart", "Xylofonkiste"
PICTURE = {"id": "77", "mime_type": "image/jpeg", "caption": f"meine {WORD}"}
OLD = timedelta(days=200)


@pytest.fixture(autouse=True)
def _night(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(retention, "is_night", lambda now: True)
    return


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Lotse:
    """Quendolina was answered, with a picture, a note, a draft and a correction."""
    made = Lotse(sessions)
    picture = message("image", PICTURE, **{"from": HERS})
    made.receive(text_message(f"wann geht die {WORD} auf?", HERS), names={HERS: NAME})
    made.work()
    made.receive(picture, names={HERS: NAME})
    made.work()
    assert made.outbound()
    anna = made.person()
    with sessions.begin() as session:
        now = clock.now(session)
        session.execute(update(Conversation).values(owner="resolved", waiting_since=None))
        at: dict[str, Any] = {"person_id": anna.id, "conversation_id": 1}
        session.add_all(
            [
                Note(text=f"{NAME} ist nett", written_at=now, **at),
                Draft(text=f"Liebe {NAME}", changed_at=now, **at),
                Viewer(seen_at=now, **at),
                Correction(decision_id=1, kind="confirmed", intent="complaint", text=WORD, at=now, **at),
                Event(kind="opted_out", detail={"why": WORD}, at=now, **at),
            ]
        )
        medium = session.scalars(select(Media)).one()
        medium.state, medium.place, medium.size, medium.filename = "stored", "postgres", 3, f"{WORD}.jpg"
        store.at("postgres").write(session, medium.id, BytesIO(WORD.encode()))
        session.execute(update(Message).where(Message.direction == "out").values(status="read", due_at=None))
    with sessions.begin() as session:
        session.connection().exec_driver_sql("DELETE FROM deliveries; DELETE FROM decisions")  # pruned long before
    return made


def grow_old(lotse: Lotse, by: timedelta = OLD) -> None:
    """Everything that there is happened so long before."""
    with lotse.sessions.begin() as session:
        for table in Base.metadata.sorted_tables:
            moments = [column for column in table.columns if column.type.python_type is datetime]
            if moments and table.name != "audit_lines":
                session.execute(update(table).values({column: column - by for column in moments}))


def counted(lotse: Lotse) -> list[tuple[Any, ...]]:
    return [(row.outcome, row.status, row.pricing, row.written_at) for row in lotse.inbound() + lotse.outbound()]


def night(lotse: Lotse) -> dict[str, int]:
    retention.tonight(lotse.sessions)
    with lotse.sessions() as session:
        last = retention.last(session)
    return last.removed if last else {}


def test_what_is_old_is_emptied_and_what_a_message_cost_and_how_it_ended_stays(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.direction == "out").values(pricing={"category": "service"}))
    grow_old(lotse)
    with lotse.sessions() as session:
        before = ledger.count(session)
    told = counted(lotse)

    removed = night(lotse)

    assert {trace: places(lotse.sessions, trace) for trace in (WORD, NAME, HERS)} == {WORD: [], NAME: [], HERS: []}
    assert {kind: removed[kind] for kind in ("messages", "media", "notes", "drafts", "corrections", "contacts")} == {
        "messages": len(told),
        **dict.fromkeys(("media", "notes", "drafts", "corrections", "contacts"), 1),
    }
    with lotse.sessions() as session:
        assert ledger.count(session) == before
    assert told == [
        (row.outcome, row.status, row.pricing, row.written_at) for row in lotse.inbound() + lotse.outbound()
    ]
    assert {row.content["removed"] for row in lotse.inbound()} == {"age"}


def test_what_is_younger_stays_word_for_word(lotse: Lotse) -> None:
    grow_old(lotse, timedelta(days=170))
    assert night(lotse) == {}
    assert {"messages", "notes", "drafts", "corrections", "events", "contacts"} <= {
        *places(lotse.sessions, WORD),
        *places(lotse.sessions, NAME),
    }


def test_of_somebody_who_still_writes_only_what_is_old_goes(lotse: Lotse) -> None:
    grow_old(lotse)
    lotse.receive(text_message("und heute?", HERS), names={HERS: NAME})
    lotse.work()
    night(lotse)
    assert places(lotse.sessions, WORD) == []
    assert "messages" in places(lotse.sessions, "und heute?")
    with lotse.sessions() as session:
        assert session.scalars(select(Contact.name)).all() == [NAME]


@pytest.mark.parametrize(
    "open_by",
    [
        {"owner": "waiting", "waiting_since": datetime(2026, 1, 1, tzinfo=UTC)},
        {"owner": "agent"},
        {"due_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"snoozed_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_conversation_that_is_open_is_never_touched(lotse: Lotse, open_by: dict[str, Any]) -> None:
    grow_old(lotse)
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(**open_by))
    assert night(lotse) == {}
    assert "messages" in places(lotse.sessions, WORD)


def test_an_answer_that_waits_keeps_its_conversation(lotse: Lotse) -> None:
    grow_old(lotse)
    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.direction == "out").values(status="held"))
    assert night(lotse) == {}


def test_the_settings_say_what_old_is_and_files_may_go_earlier(lotse: Lotse, setting: Any) -> None:
    setting("MEDIA_KEPT_DAYS", "30")
    grow_old(lotse, timedelta(days=31))
    assert night(lotse) == {"media": 1}
    with lotse.sessions() as session:
        [medium] = session.scalars(select(Media))
    assert (medium.state, medium.error, medium.filename, medium.place) == ("gone", "age", None, None)
    assert not {"media", "media_chunks"} & set(places(lotse.sessions, WORD))


def test_an_unsent_file_lives_as_long_as_the_draft_that_it_is_in_is_worked_on(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        unsent = {"inbox_id": 1, "kind": "document", "state": "gone", "person_id": 1}
        session.add_all([Media(id=number, **unsent) for number in (90, 91, 92)])
        session.execute(update(Draft).values(media_id=90))
    grow_old(lotse)
    with lotse.sessions.begin() as session:
        session.execute(update(Draft).values(changed_at=clock.now(session)))
        session.execute(update(Conversation).values(owner="agent"))
    night(lotse)
    with lotse.sessions() as session:
        assert session.scalars(select(Media.id).where(Media.message_id.is_(None))).all() == [90]


def test_an_unsent_file_in_no_draft_goes_after_a_day(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        ages = {90: timedelta(hours=20), 91: timedelta(hours=28), 92: timedelta(hours=28)}
        for number, age in ages.items():
            unsent = {"inbox_id": 1, "kind": "document", "state": "gone", "person_id": 1}
            session.add(Media(id=number, created_at=clock.now(session) - age, **unsent))
        session.execute(update(Draft).values(media_id=92, changed_at=clock.now(session)))
    night(lotse)
    with lotse.sessions() as session:
        assert session.scalars(select(Media.id).where(Media.message_id.is_(None)).order_by(Media.id)).all() == [90, 92]


def test_a_file_in_a_draft_of_late_keeps_its_contact(lotse: Lotse) -> None:
    """Else it would go with them in the night, under the hands of who writes; and a store that is away, with all."""
    grow_old(lotse)
    with lotse.sessions.begin() as session:
        session.add(Media(id=90, inbox_id=1, kind="document", state="stored", place="postgres", person_id=1))
        session.execute(update(Draft).values(media_id=90, changed_at=clock.now(session)))
    assert "contacts" not in night(lotse)
    with lotse.sessions() as session:
        assert session.scalars(select(Draft.media_id)).all() == [90]
        assert session.get(Media, 90)


def test_who_opted_out_stays_known_by_the_number_alone(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Contact).values(opted_out_at=clock.now(session)))
    grow_old(lotse)
    assert night(lotse)["contacts"] == 1
    assert places(lotse.sessions, NAME) == places(lotse.sessions, WORD) == []
    with lotse.sessions() as session:
        [contact] = session.scalars(select(Contact))
        assert contact.opted_out_at
        assert session.scalars(select(ContactAlias.value)).all() == [HERS]


def test_who_writes_again_is_a_new_contact(lotse: Lotse) -> None:
    grow_old(lotse)
    night(lotse)
    lotse.receive(text_message("ich wieder", HERS))
    with lotse.sessions() as session:
        written = session.scalars(select(Message).where(Message.text == "ich wieder")).one()
    assert written.conversation_id == 2


def two_resolved_long_ago(lotse: Lotse) -> None:
    lotse.receive(text_message("und ich?", OTHER))
    lotse.work()
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(owner="resolved", waiting_since=None))
        session.execute(update(Message).where(Message.direction == "out").values(status="read", due_at=None))
    grow_old(lotse)


def test_it_goes_on_where_it_stopped_and_says_once_what_it_removed(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_resolved_long_ago(lotse)
    monkeypatch.setattr(ageing, "MOST", 1)
    monkeypatch.setattr(retention, "BATCH", 1)
    rounds = 0
    while not night_is_over(lotse) and rounds < 30:
        retention.tonight(lotse.sessions, seconds=0)
        rounds += 1
    assert rounds > 5
    retention.tonight(lotse.sessions)
    with lotse.sessions() as session:
        [line] = session.scalars(select(AuditLine))
        [one] = session.scalars(select(Night))
    assert (line.action, line.person_id, line.detail) == ("too_old_removed", None, one.removed)
    assert one.removed["messages"] == len(lotse.inbound() + lotse.outbound())
    assert "messages" not in places(lotse.sessions, "und ich?")


def night_is_over(lotse: Lotse) -> bool:
    with lotse.sessions() as session:
        return retention.last(session) is not None


def test_what_somebody_works_on_is_passed_over_and_nobody_waits(lotse: Lotse) -> None:
    grow_old(lotse)
    with lotse.sessions.begin() as holder:
        holder.execute(select(Conversation).with_for_update())
        assert night(lotse) == {}
    assert places(lotse.sessions, WORD)


def test_a_batch_that_fails_is_left_for_the_next_night_and_those_behind_it_are_not(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_resolved_long_ago(lotse)
    works = ageing.age

    def fails_at_the_first(session: Session, ids: list[int], now: datetime) -> Any:
        if 1 in ids:
            raise OperationalError("a statement", None, Exception("timeout"))
        return works(session, ids, now)

    monkeypatch.setattr(retention, "BATCH", 1)
    monkeypatch.setattr(ageing, "age", fails_at_the_first)
    assert night(lotse)["contacts"] == 1
    assert "messages" in places(lotse.sessions, WORD)
    assert "messages" not in places(lotse.sessions, "und ich?")


def test_a_file_that_its_store_does_not_give_up_holds_nothing_else_up(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(session: Session, medium: Media) -> None:
        raise BaseError("the store is away")

    grow_old(lotse)
    monkeypatch.setattr(store, "forget", away)
    removed = night(lotse)
    assert removed["messages"]
    assert "media" not in removed
    assert "contacts" not in removed


def test_files_of_replies_that_were_never_sent_and_numbers_long_given_up_go(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        now = clock.now(session)
        session.add(Media(inbox_id=1, kind="document", filename=f"{WORD}.pdf", state="stored", created_at=now))
        former = {"kind": "phone", "value": OTHER, "key": OTHER, "seen_at": now, "until": now}
        session.add(ContactAlias(contact_id=1, **former))
    grow_old(lotse)
    lotse.receive(text_message("noch da", HERS))
    night(lotse)
    assert places(lotse.sessions, f"{WORD}.pdf") == places(lotse.sessions, OTHER) == []


@pytest.mark.parametrize(("hour", "night"), [(0, True), (3, True), (4, False), (12, False), (23, False)])
def test_it_is_night_from_one_to_five_by_the_business_clock(
    hour: int, night: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert retention.is_night(datetime(2026, 11, 29, hour, 30, tzinfo=UTC)) is night
