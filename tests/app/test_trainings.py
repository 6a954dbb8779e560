"""Trainings that people ask for: one at a time, given up when nobody hears of it, with what has changed since."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import clock, trainings
from app.playbook.versions import Change
from app.tables import Check, Person, PlaybookVersion
from app.trainings import Changes
from tests.app.dashboard.a_day import Days
from tests.app.dashboard.inbox import Shop, add_person
from tests.certified import certify


@pytest.fixture
def anna(sessions: sessionmaker[Session]) -> Person:
    return add_person(sessions)


def test_a_second_wish_while_one_is_open_asks_for_nothing(sessions: sessionmaker[Session], anna: Person) -> None:
    with sessions.begin() as session:
        now = clock.now(session)
        assert trainings.ask(session, anna.id, now)
        assert not trainings.ask(session, anna.id, now)
        number = trainings.claim(session, now)
        assert number is not None
        assert not trainings.ask(session, anna.id, now)
        assert trainings.claim(session, now) is None
        trainings.end(session, number, trainings.TRAINED, {}, now)
        assert trainings.ask(session, anna.id, now)


def test_one_that_nobody_hears_of_is_given_up_by_the_next_wish(sessions: sessionmaker[Session], anna: Person) -> None:
    with sessions.begin() as session:
        now = clock.now(session)
        trainings.ask(session, anna.id, now)
        number = trainings.claim(session, now)
        assert number
        trainings.go_on(session, number, 40, now + timedelta(seconds=30))
        assert not trainings.ask(session, anna.id, now + timedelta(seconds=110))
        assert trainings.ask(session, anna.id, now + timedelta(seconds=130))
        assert not trainings.hold(session, number)


def test_what_has_changed_since_the_examples_were_read(sessions: sessionmaker[Session], anna: Person) -> None:
    with sessions() as session:
        assert trainings.changes(session) == Changes(None)
    certify(sessions, ["greeting"])
    shop = Shop(sessions)
    days, talk = Days(shop, shop.now.date()), shop.conversation()
    with sessions.begin() as session:
        since = trainings.changes(session).since
        assert since is not None
        later, before = since + timedelta(seconds=1), since - timedelta(seconds=1)
        for what, number, at in (
            ("examples_added", 9, before),
            ("examples_added", 3, later),
            ("intent_new", 20, later),
        ):
            session.add(_version(anna, Change(what, "x", number, training=True), at))
        session.add(_version(anna, Change("examples_removed", "x", 2, training=True), later))
        session.add(_version(anna, Change("back", "1", 1, training=True), later))
        session.add(_version(anna, Change("hours"), later))
        message = shop.customer_says(talk, "hallo")
        session.add(Check(message_id=message, intent="greeting", model_version="test", judged_at=later))
    for decision, kind, at in ((1, "corrected", later), (1, "corrected", later), (2, "confirmed", later)):
        days.corrected(talk, decision, at, anna, kind)
    days.corrected(talk, 3, before, anna)
    with sessions() as session:
        assert trainings.changes(session) == Changes(since, 1, 1, 1, 23, 2, 1)


def _version(person: Person, change: Change, at: object) -> PlaybookVersion:
    return PlaybookVersion(files={}, change=change.as_dict(), person_id=person.id, at=at)
