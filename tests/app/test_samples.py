"""Sample conversations: they look like real ones, reach nobody, are counted nowhere, and leave nothing behind."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session, sessionmaker

from app import (
    claims,
    clock,
    desks,
    erasing,
    handling,
    lapses,
    learning,
    ledger,
    locking,
    playbook,
    receipts,
    replies,
    staff,
)
from app.dashboard.playbook import overview
from app.figures import standing, today, volume
from app.figures.question import Question
from app.ledger import check
from app.refusals import RefusedError
from app.samples import making, removing
from app.samples.mark import is_real
from app.samples.told import SAMPLES
from app.tables import (
    OWNERS,
    Base,
    Contact,
    Conversation,
    ConversationLabel,
    Correction,
    Draft,
    Inbox,
    Label,
    Message,
    Note,
    Person,
    Read,
)
from models import entities
from tests.app.dashboard.inbox import Shop, add_person

Sessions = sessionmaker[Session]


@pytest.fixture
def dora(sessions: Sessions) -> Person:
    return add_person(sessions, "dora@example.com", "admin")


@pytest.fixture
def shop(sessions: Sessions) -> Shop:
    return Shop(sessions)


@pytest.fixture
def samples(sessions: Sessions, dora: Person) -> list[int]:
    """Their conversations' ids."""
    with sessions.begin() as session:
        assert making.make(session, dora, "de", clock.now(session))
        return list(session.scalars(select(Conversation.id).order_by(Conversation.id)))


def counts(sessions: Sessions) -> dict[str, int]:
    with sessions() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_there_are_some_of_every_kind_in_both_languages(sessions: Sessions, samples: list[int]) -> None:
    with sessions() as session:
        found = session.scalars(select(Conversation)).all()
        assert len(found) == 12
        assert {one.owner for one in found} == set(OWNERS)
        assert {one.contact.language for one in found} == {"de", "en"}
        assert all("Beispiel" in (one.contact.name or "") or "Sample" in (one.contact.name or "") for one in found)
        assert any(one.snoozed_at for one in found)
        assert {one.assignee_id for one in found} > {None}


def test_nothing_of_them_is_anybodys_work(sessions: Sessions, samples: list[int], dora: Person) -> None:
    """Not even after somebody took them, and days later."""
    with sessions.begin() as session:
        for number in samples:
            conversation = locking.lock(session, number)
            assert conversation
            handling.take(session, conversation, dora)
            conversation.typing_due = True
        moved = {Conversation.taken_at: Conversation.taken_at - timedelta(days=9), Conversation.last_message_at: None}
        session.execute(update(Conversation).values(moved))
    with sessions.begin() as session:
        now = clock.now(session) + timedelta(days=2)
        assert not any(claims.conversations(session, which, 99, now).claimed for which in claims.TURNS)
        assert claims.outbox(session, 99, now) == []
        assert receipts._take(session, now) == []
    assert lapses.lapse(sessions, playbook.rules()) == 0


def test_a_queued_message_would_not_leave_their_inbox(sessions: Sessions, samples: list[int]) -> None:
    """Whatever the code above forbids: the last door is closed, too."""
    with sessions.begin() as session:
        session.execute(update(Message).where(Message.direction == "out").values(status="queued", due_at=func.now()))
    with sessions.begin() as session:
        assert claims.outbox(session, 99, clock.now(session)) == []


def test_nobody_has_more_work_by_them(sessions: Sessions, samples: list[int], dora: Person) -> None:
    with sessions() as session:
        assert session.scalar(select(func.count()).where(Conversation.assignee_id == dora.id))
        assert [member.load for member in staff.everybody(session, clock.now(session))] == [0]


def test_nobody_can_reply_in_one(sessions: Sessions, samples: list[int], dora: Person) -> None:
    with sessions.begin() as session:
        for number in samples:
            conversation = locking.lock(session, number)
            assert conversation
            with pytest.raises(RefusedError, match="sample"):
                replies.reply(session, conversation, dora, "guten Tag", uuid4(), clock.now(session))


def test_the_ledger_and_the_usual_wait_leave_them_out(sessions: Sessions, samples: list[int]) -> None:
    with sessions() as session:
        assert ledger.count(session) == ledger.NOTHING
        assert desks._first_answers(session, clock.now(session)) == []
    assert check.check(sessions) == []


def test_the_figures_and_the_training_leave_them_out(sessions: Sessions, samples: list[int], dora: Person) -> None:
    with sessions.begin() as session:
        now = clock.now(session)
        said = {
            "kind": "corrected",
            "intent": "return_item",
            "text": "das passt nicht",
            "person_id": dora.id,
            "at": now,
        }
        session.add(Correction(conversation_id=samples[0], decision_id=1, **said))
    with sessions() as session:
        before = standing.read(session, None, timedelta(hours=3), now)
        assert (before.waiting, before.oldest, before.at_risk) == (0, None, ())
        assert {(colleague.load, colleague.last_reply) for colleague in before.people} == {(0, None)}
        assert {figure.value for figure in today.read(session, now).values()} <= {0, None}
        question = Question(now.date() - timedelta(days=60), now.date() + timedelta(days=1))
        assert volume.read(session, question) == []
        assert overview.traffic(session, now) == {}
        assert learning.examples(session, (), {"return_item": 20}) == []


def test_they_are_made_once_and_not_beside_real_ones(sessions: Sessions, dora: Person, shop: Shop) -> None:
    with sessions.begin() as session:
        assert making.make(session, dora, "en", shop.now)
        assert not making.make(session, dora, "en", shop.now)
        assert removing.remove(session)
        assert not removing.remove(session)
    shop.conversation()
    with sessions.begin() as session, pytest.raises(RefusedError, match="real_conversations"):
        making.make(session, dora, "en", shop.now)


def test_removed_they_leave_every_table_as_it_was(sessions: Sessions, shop: Shop, dora: Person) -> None:
    """With all that people did to them; and what real customers wrote meanwhile stays."""
    before = counts(sessions)
    with sessions.begin() as session:
        making.make(session, dora, "de", clock.now(session))
        first = session.scalars(select(Conversation).order_by(Conversation.id)).first()
        assert first
        here = {"conversation_id": first.id, "person_id": dora.id}
        session.add(label := Label(name="Probe"))
        session.flush()
        session.add_all([Note(**here, text="?", written_at=shop.now), Draft(**here, text="!", changed_at=shop.now)])
        session.add_all([Read(**here, message_id=1), Correction(**here, decision_id=1, kind="confirmed")])
        session.add(ConversationLabel(conversation_id=first.id, label_id=label.id))
        handling.resolve(session, first, dora)
        session.execute(text("INSERT INTO former_conversations VALUES (999, :id)"), {"id": first.id})
    with sessions.begin() as session:
        assert removing.remove(session)
    assert counts(sessions) == {**before, "labels": 1}


def test_one_that_was_erased_meanwhile_is_removed_with_the_others(
    sessions: Sessions, samples: list[int], dora: Person
) -> None:
    with sessions.begin() as session:
        contact_id = session.get_one(Conversation, samples[0]).contact_id
        erasing.erase(session, contact_id, dora, clock.now(session))
    with sessions.begin() as session:
        assert removing.remove(session)
        assert session.scalars(select(Contact)).all() == []


def test_removing_them_takes_nothing_of_a_real_customers(sessions: Sessions, shop: Shop, dora: Person) -> None:
    with sessions.begin() as session:
        making.make(session, dora, "de", clock.now(session))
        session.add_all([inbox := Inbox(phone_number_id="4711"), contact := Contact(name="Kim Sommer")])
        session.flush()
        session.add(conversation := Conversation(inbox_id=inbox.id, contact_id=contact.id, owner="waiting"))
        session.flush()
        kept = conversation.id
    shop.customer_says(kept, "hallo")
    with sessions.begin() as session:
        removing.remove(session)
        assert session.scalars(select(Conversation.id)).all() == [kept]
        assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_no_order_number_in_them_reads_as_a_postcode() -> None:
    lines = [line.text for sample in SAMPLES for line in sample.lines]
    numbers = playbook.load().numbers
    found = {one.kind for text in lines for one in entities.find(text, date(2026, 11, 29), numbers)}
    assert "order_number" in found
    assert "postcode" not in found


def test_where_there_is_one_number_only_postgresql_expects_its_rows_to_be_real(shop: Shop) -> None:
    """It would plan for a single row, and read all messages ever to find the first one."""
    inbox = shop.read(shop.conversation()).inbox_id
    with shop.sessions() as session:
        new = "INSERT INTO contacts (id) SELECT n + 100 FROM generate_series(1, 200) n"
        session.execute(text(new))
        talks = (
            f"INSERT INTO conversations (inbox_id, contact_id) SELECT {inbox}, n + 100 FROM generate_series(1, 200) n"
        )
        session.execute(text(talks))
        session.execute(text("ANALYZE conversations"))
        real = select(Conversation.id).where(is_real(Conversation.inbox_id))
        written = real.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        plan = session.scalars(text(f"EXPLAIN {written}")).first() or ""
    [rows] = re.findall(r"rows=(\d+)", plan)
    assert int(rows) > 50
