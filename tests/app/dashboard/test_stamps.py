"""What is kept about a conversation has one stamp: it changes with whatever its page shows, and with nothing else."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event, select, update
from sqlalchemy.orm import Session, sessionmaker

from app import clock, drafts, labels, notes, viewers
from app.dashboard import choices, stamps, thread, unread
from app.drafts import Written
from app.tables import Base, Contact, ContactAlias, Conversation, Correction, Decision, Media, Message, Person
from tests.app.dashboard.inbox import Shop

# What the page shows and what is the same for all conversations: the look asks for it beside the stamp.
FOR_ALL = {"people", "inboxes", "labels", "playbook_versions"}

Change = Callable[[Session, int], object]


@pytest.fixture
def conversation_id(shop: Shop) -> int:
    """With everything that there can be."""
    shop.conversation("ein anderer")
    number = shop.conversation("wo bleibt mein paket")
    shop.decision(number, intent="order_status")
    shop.event(number, "escalated")
    shop.medium(shop.customer_says(number, None, kind="image"), state="due")
    shop.reaction(number, shop.we_say(number, "unterwegs", "sent"), "👍")
    return number


def stamp(sessions: sessionmaker[Session], conversation_id: int, most: int = 100) -> str:
    with sessions() as session:
        return stamps.of(session, conversation_id, most)


@pytest.fixture
def tables_read() -> Iterator[set[str]]:
    """The names of the tables that statements read from now on."""
    found: set[str] = set()

    def noted(_: object, __: object, statement: str, *more: object) -> None:
        found.update(re.findall(r"(?:FROM|JOIN) (\w+)", statement))

    event.listen(Engine, "before_cursor_execute", noted)
    yield found
    event.remove(Engine, "before_cursor_execute", noted)


def test_every_table_that_the_page_reads_of_a_conversation_is_in_the_stamp(
    sessions: sessionmaker[Session], conversation_id: int, tables_read: set[str]
) -> None:
    with sessions() as session:
        thread.read(session, conversation_id)
        choices.read(session, conversation_id, choices.Everywhere((), ()))
        page = set(tables_read)
        tables_read.clear()
        stamps.of(session, conversation_id, 100)
    assert page & set(Base.metadata.tables) - FOR_ALL <= tables_read
    assert len(page & tables_read) > 8


def _write_note(session: Session, conversation_id: int) -> None:
    person = session.scalars(select(Person)).first()
    conversation = session.get_one(Conversation, conversation_id)
    assert person
    notes.write(session, conversation, person, "ruft zurück", uuid4(), clock.now(session))


def _correct(session: Session, conversation_id: int) -> None:
    decision = session.scalars(select(Decision.id).where(Decision.conversation_id == conversation_id)).one()
    person_id = session.scalars(select(Person.id)).first()
    session.add(
        Correction(conversation_id=conversation_id, decision_id=decision, kind="confirmed", person_id=person_id)
    )


CHANGES: dict[str, Change] = {
    "a tick": lambda db, number: db.execute(update(Message).where(Message.status == "sent").values(status="read")),
    "a medium that came": lambda db, _: db.execute(update(Media).values(state="stored")),
    "a note": _write_note,
    "a correction": _correct,
    "a label": lambda db, number: labels.put(db, number, "eilig"),
    "its priority": lambda db, number: db.execute(
        update(Conversation).where(Conversation.id == number).values(priority=1)
    ),
    "the contact's name": lambda db, number: db.execute(
        update(Contact).where(Contact.id == db.get_one(Conversation, number).contact_id).values(name="Neu")
    ),
    "a number that the contact no longer has": lambda db, number: db.execute(
        update(ContactAlias).values(until=clock.now(db))
    ),
    "an event that is taken away": lambda db, number: db.execute(Base.metadata.tables["events"].delete()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_it_changes_with_each_thing_that_is_shown(
    sessions: sessionmaker[Session], conversation_id: int, anna: Person, change: Change
) -> None:
    before = stamp(sessions, conversation_id)
    assert stamp(sessions, conversation_id) == before
    with sessions.begin() as session:
        change(session, conversation_id)
    assert stamp(sessions, conversation_id) != before


def test_it_changes_with_what_the_customer_writes_though_only_the_latest_count(
    sessions: sessionmaker[Session], shop: Shop, conversation_id: int
) -> None:
    before = stamp(sessions, conversation_id, most=1)
    shop.customer_says(conversation_id, "hallo?")
    assert stamp(sessions, conversation_id, most=1) != before


def test_other_customers_and_what_is_each_readers_own_leave_it_as_it_is(
    sessions: sessionmaker[Session], shop: Shop, conversation_id: int, anna: Person
) -> None:
    before = stamp(sessions, conversation_id)
    shop.customer_says(shop.conversation("noch jemand"), "und noch etwas")
    with sessions.begin() as session:
        viewers.looks(session, conversation_id, anna.id, shop.now)
        drafts.keep(session, conversation_id, anna.id, Written("Guten Tag"), shop.now + timedelta(seconds=1))
        unread.forget(session, anna.id, conversation_id)
    assert stamp(sessions, conversation_id) == before
