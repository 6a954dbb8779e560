"""Trying out a message: what would become of it, said by a worker; no customer, no conversation, no message."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, tries, trying
from app.tables import Conversation, Message, Try
from tests.app.dashboard.visitor import add_person
from tests.certified import certify
from tests.lotse import TALKING, predicts


def asked(sessions: sessionmaker[Session], text: str = "wann habt ihr offen") -> int:
    person = add_person(sessions)
    certify(sessions, TALKING.intents)
    with sessions.begin() as session:
        return tries.ask(session, person.id, text, clock.now(session))


def result(sessions: sessionmaker[Session], try_id: int) -> dict[str, object]:
    with sessions() as session:
        return session.get_one(Try, try_id).result or {}


def test_what_lotse_would_say_is_told_and_nobody_is_told_anything(sessions: sessionmaker[Session]) -> None:
    number = asked(sessions)
    assert trying.try_due(sessions, predicts("opening_hours"), TALKING) == 1
    said = result(sessions, number)
    assert (said["kind"], said["intent"]) == ("answer", "opening_hours")
    assert "Montag bis Freitag" in str(said["says"])
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Conversation)) == 0
        assert session.scalar(select(func.count()).select_from(Message)) == 0
    assert trying.try_due(sessions, predicts("opening_hours"), TALKING) == 0


def test_what_goes_to_people_is_told_with_its_reason(sessions: sessionmaker[Session]) -> None:
    number = asked(sessions)
    trying.try_due(sessions, predicts("complaint"), TALKING)
    assert (result(sessions, number)["kind"], result(sessions, number)["reason"]) == ("escalate", "locked")


def test_without_a_classifier_that_is_the_reason(sessions: sessionmaker[Session]) -> None:
    number = asked(sessions)
    trying.try_due(sessions, None, TALKING)
    assert result(sessions, number)["reason"] == "no_classifier"


def test_a_text_that_breaks_the_classifier_breaks_nothing_else(sessions: sessionmaker[Session]) -> None:
    def breaks(texts: object) -> list[object]:
        raise ValueError(texts)

    number = asked(sessions)
    trying.try_due(sessions, breaks, TALKING)  # type: ignore[arg-type]
    assert result(sessions, number) == {"failed": "ValueError"}


def test_old_tries_are_forgotten_when_somebody_tries_again(sessions: sessionmaker[Session]) -> None:
    number = asked(sessions)
    with sessions.begin() as session:
        old = session.get_one(Try, number)
        old.at -= 2 * tries.KEPT
        tries.ask(session, old.person_id, "noch einmal", clock.now(session))
    with sessions() as session:
        assert session.scalars(select(Try.text)).all() == ["noch einmal"]
