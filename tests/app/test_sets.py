"""Sets are read and written in one statement, and nothing of a value is lost on the way."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from app import database, sets
from app.tables import Contact, ContactAlias, Delivery, Inbox

MOMENT = datetime(2026, 11, 28, 9, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
def statements(sessions: sessionmaker[Session]) -> Iterator[list[str]]:
    """What PostgreSQL is asked from now on."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        asked.append(statement.split()[0])

    event.listen(database.engine(), "before_cursor_execute", note)
    yield asked
    event.remove(database.engine(), "before_cursor_execute", note)


def contacts(session: Session, *names: str | None) -> list[Contact]:
    insertion = sets.insertion(Contact, [{"name": name} for name in names])
    return list(session.scalars(insertion.returning(Contact)))


def test_rows_are_inserted_as_they_are(sessions: sessionmaker[Session]) -> None:
    names = ["Ä \"'\\ {}", None, "", "😀", "a\nb"]
    with sessions.begin() as session:
        contacts(session, *names)
        found = session.scalars(select(Contact.name).order_by(Contact.id)).all()

    assert found == names


def test_times_and_json_come_back_as_they_went(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        [contact] = contacts(session, "Kim")
        row = {"contact_id": contact.id, "kind": "phone", "value": "49", "key": "49", "seen_at": MOMENT}
        [alias] = session.scalars(sets.insertion(ContactAlias, [row]).returning(ContactAlias))
        assert alias.seen_at == MOMENT


def test_what_does_not_fit_its_column_is_refused_and_not_cut(sessions: sessionmaker[Session]) -> None:
    with sessions() as session, pytest.raises(DataError):
        session.execute(sets.insertion(Contact, [{"language": "much too long for it"}]))


def test_a_longer_value_finds_no_row_whose_text_begins_like_it(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        session.add(Contact(language="abcdefgh"))
        session.flush()
        language = sets.among(Contact.language, ["abcdefghi"])
        pair = sets.pairs_among(Contact.language, Contact.id, [("abcdefghi", 1)])
        assert session.scalar(select(func.count()).where(language | pair)) == 0


def test_pairs_are_found_as_pairs(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        session.add_all([Contact(name="a", language="de"), Contact(name="b", language="en")])
        session.flush()
        crossed = sets.pairs_among(Contact.name, Contact.language, [("a", "en"), ("b", "de")])
        straight = sets.pairs_among(Contact.name, Contact.language, [("a", "de")])
        assert session.scalars(select(Contact.name).where(crossed)).all() == []
        assert session.scalars(select(Contact.name).where(straight)).all() == ["a"]
        assert (
            session.scalars(select(Contact.name).where(sets.pairs_among(Contact.name, Contact.language, []))).all()
            == []
        )


def test_like_changes_of_several_rows_are_one_statement(sessions: sessionmaker[Session], statements: list[str]) -> None:
    with sessions.begin() as session:
        changed = contacts(session, "a", "b", "c")
        statements.clear()
        for number, contact in enumerate(changed):
            contact.language = f"l{number}"
            contact.wants_offers = None if number else True
    assert statements.count("UPDATE") == 1 + 1  # two changed the language alone, one both

    with sessions() as session:
        languages = session.execute(select(Contact.language, Contact.wants_offers).order_by(Contact.id)).all()
    assert languages == [("l0", True), ("l1", None), ("l2", None)]


def test_what_was_written_is_not_written_again(sessions: sessionmaker[Session], statements: list[str]) -> None:
    with sessions.begin() as session:
        for contact in contacts(session, "a", "b"):
            contact.language = "de"
        session.flush()
        statements.clear()
        session.flush()
    assert statements == []


def test_a_row_that_is_gone_is_noticed(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        contacts(session, "a", "b")
    with sessions() as session:
        first, second = session.scalars(select(Contact)).all()
        with sessions.begin() as another:
            another.delete(another.get_one(Contact, first.id))
        first.language = second.language = "de"
        with pytest.raises(StaleDataError):
            session.flush()


def test_bytes_are_left_to_sqlalchemy(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        session.add_all([Delivery(body=b"1"), Delivery(body=b"2")])
    with sessions.begin() as session:
        for delivery in session.scalars(select(Delivery)):
            delivery.body = b"\x00\xff"
    with sessions() as session:
        assert set(session.scalars(select(Delivery.body))) == {b"\x00\xff"}


def test_ids_and_json_may_change_in_sets(sessions: sessionmaker[Session]) -> None:
    claims = [uuid4(), uuid4()]
    with sessions.begin() as session:
        session.add(Inbox(phone_number_id="1"))
        session.add_all([Delivery(body=b"1"), Delivery(body=b"2")])
    with sessions.begin() as session:
        for delivery, claim in zip(session.scalars(select(Delivery).order_by(Delivery.id)), claims, strict=True):
            delivery.claim, delivery.claimed_until = claim, MOMENT
    with sessions() as session:
        found = session.execute(select(Delivery.claim, Delivery.claimed_until).order_by(Delivery.id)).all()
    assert found == [(claim, MOMENT) for claim in claims]
