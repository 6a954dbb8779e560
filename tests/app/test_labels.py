"""Words that people put on conversations."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, labelling, labels
from app.refusals import RefusedError
from app.tables import Conversation, Event
from tests.app.dashboard.inbox import Shop, add_person


@pytest.fixture
def conversation_id(sessions: sessionmaker[Session]) -> int:
    return Shop(sessions).conversation()


def test_a_label_is_made_by_its_first_use_and_put_once(sessions: sessionmaker[Session], conversation_id: int) -> None:
    with sessions.begin() as session:
        assert labels.put(session, conversation_id, "  VIP \n Kunde ")
        assert not labels.put(session, conversation_id, "VIP Kunde")
        assert labels.put(session, conversation_id, "Abholung")
        assert labels.named(session) == ["Abholung", "VIP Kunde"]
        assert labels.of(session, [conversation_id, 99]) == {conversation_id: ("Abholung", "VIP Kunde")}


def test_taken_off_it_is_still_there_for_others(sessions: sessionmaker[Session], conversation_id: int) -> None:
    with sessions.begin() as session:
        labels.put(session, conversation_id, "VIP")
        assert labels.take_off(session, conversation_id, " VIP ")
        assert not labels.take_off(session, conversation_id, "VIP\0")
        assert labels.of(session, [conversation_id]) == {}
        assert labels.named(session) == ["VIP"]


def test_the_timeline_names_the_label_as_it_was_kept(sessions: sessionmaker[Session], conversation_id: int) -> None:
    person = add_person(sessions)
    with sessions.begin() as session:
        conversation, now = session.get_one(Conversation, conversation_id), clock.now(session)
        for change in (labelling.put, labelling.take_off):
            change(session, conversation, " VIP\0Kunde", person, now)
    with sessions() as session:
        assert [event.detail for event in session.scalars(select(Event).order_by(Event.id))] == [
            {"to": "VIP Kunde"},
            {"from": "VIP Kunde"},
        ]


@pytest.mark.parametrize(("name", "code"), [(" \n\0", "label_empty"), ("x" * 41, "label_too_long")])
def test_what_is_no_name_is_refused(
    sessions: sessionmaker[Session], conversation_id: int, name: str, code: str
) -> None:
    with sessions.begin() as session, pytest.raises(RefusedError, match=code):
        labels.put(session, conversation_id, name)
