"""A restored backup brings erased contacts back, and the tombstones erase them again; nobody else is touched."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, sessionmaker

from app import clock, erasing, tombstones, unlearning
from app.classifiers import Artefact
from app.tables import AuditLine, Base, ContactAlias, Message, Tombstone, Training
from commands.erase import erase_again
from commands.release import has_to_forget
from tests.app.traces import places
from tests.certified import certify
from tests.conftest import WITHOUT_FOREIGN_KEYS, empty_the_tables
from tests.lotse import PLAYBOOK, Lotse
from tests.webhooks import text_message
from workers import trainer
from workers.training import Progress

HERS, OTHER = "4915112345678", "4915199999999"
WORD = "Xylofonkiste"

Backup = dict[str, list[dict[str, Any]]]


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Lotse:
    made = Lotse(sessions)
    made.receive(text_message(f"meine {WORD}", HERS), text_message("und ich?", OTHER), names={HERS: "Quendolina"})
    made.work()
    return made


def backup(lotse: Lotse) -> Backup:
    with lotse.sessions() as session:
        return {
            table.name: [dict(row._mapping) for row in session.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }


def restore(lotse: Lotse, rows: Backup) -> None:
    empty_the_tables()
    with lotse.sessions.begin() as session:
        session.connection().exec_driver_sql(WITHOUT_FOREIGN_KEYS)
        for table in Base.metadata.sorted_tables:
            if rows[table.name]:
                session.execute(insert(table), rows[table.name])


def erase(lotse: Lotse, number: str = HERS) -> None:
    anna = lotse.person()
    with lotse.sessions.begin() as session:
        contact_id = session.scalars(select(ContactAlias.contact_id).where(ContactAlias.value == number)).one()
        erasing.erase(session, contact_id, anna, clock.now(session))


def kept_list(lotse: Lotse) -> list[str]:
    with lotse.sessions() as session:
        return [str(stone) for stone in tombstones.all_stones(session)]


def test_a_restored_backup_is_erased_again_with_the_list_and_others_stay(lotse: Lotse) -> None:
    old = backup(lotse)
    erase(lotse)
    saved = kept_list(lotse)
    restore(lotse, old)
    assert places(lotse.sessions, WORD)

    with lotse.sessions.begin() as session:
        tombstones.put(session, map(tombstones.parsed, saved))
    assert erase_again(lotse.sessions) == 1
    assert places(lotse.sessions, WORD) == places(lotse.sessions, HERS) == []
    assert "messages" in places(lotse.sessions, "und ich?")
    assert erase_again(lotse.sessions) == 0
    with lotse.sessions() as session:
        line = session.scalars(select(AuditLine)).one()
    assert (line.action, line.person_id) == ("contact_erased", None)


def test_the_list_names_nobody(lotse: Lotse) -> None:
    erase(lotse)
    [line, *_] = kept_list(lotse)
    assert HERS not in line
    assert len(line.split()[0]) == 64


def test_who_writes_anew_after_it_is_a_fresh_contact_and_stays(lotse: Lotse) -> None:
    erase(lotse)
    lotse.receive(text_message("ich wieder", HERS))
    assert erase_again(lotse.sessions) == 0
    with lotse.sessions() as session:
        assert session.scalars(select(Message.text).where(Message.text == "ich wieder")).all()


def test_who_has_the_number_of_somebody_erased_is_left_alone(lotse: Lotse) -> None:
    """Quendolina gave her number up before, and the other has it since."""
    with lotse.sessions.begin() as session:
        now = clock.now(session)
        session.execute(
            update(ContactAlias).where(ContactAlias.value == HERS).values(until=now - timedelta(days=9)),
        )
        other = session.scalars(select(ContactAlias).where(ContactAlias.value == OTHER)).one()
        alias = {"kind": "phone", "value": HERS + " ", "key": HERS, "seen_at": now - timedelta(days=2)}
        session.add(ContactAlias(contact_id=other.contact_id, **alias))
    erase(lotse)
    assert erase_again(lotse.sessions) == 0
    assert places(lotse.sessions, "und ich?")


def test_a_list_made_under_the_key_before_still_holds(lotse: Lotse, setting: Any) -> None:
    old = backup(lotse)
    erase(lotse)
    saved = kept_list(lotse)
    restore(lotse, old)
    setting("SECRET_KEY_BEFORE", "a-secret-key-for-tests-of-32-and-more-characters")
    setting("SECRET_KEY", "another-secret-key-that-is-long-enough-too")
    with lotse.sessions.begin() as session:
        tombstones.put(session, map(tombstones.parsed, saved))
    assert erase_again(lotse.sessions) == 1


def taught(lotse: Lotse) -> None:
    """The active classifier has learnt from customers."""
    with lotse.sessions.begin() as session:
        session.connection().exec_driver_sql("UPDATE classifiers SET facts = facts || '{\"confirmed\": 3}'")


def test_a_classifier_that_learnt_from_customers_is_trained_anew_after_one_was_erased(lotse: Lotse) -> None:
    certify(lotse.sessions, PLAYBOOK.intents)
    erase(lotse)
    assert not has_to_forget(), "it has learnt from nobody"
    taught(lotse)
    assert has_to_forget()
    with lotse.sessions.begin() as session:
        session.execute(update(Tombstone).values(erased_at=Tombstone.erased_at - timedelta(days=1)))
    assert not has_to_forget()


def test_that_is_asked_for_once_in_the_night_and_done_as_any_training(lotse: Lotse, setting: Any) -> None:
    certify(lotse.sessions, PLAYBOOK.intents)
    erase(lotse)
    taught(lotse)
    for hour, asked in ((14, False), (2, True), (3, False)):
        at_hour(lotse, setting, hour)
        assert unlearning.tonight(lotse.sessions) is asked, hour
    assert trainer.run(lotse.sessions, failing)
    assert not unlearning.tonight(lotse.sessions), "it is tried again the next night"
    assert has_to_forget()
    at_hour(lotse, setting, 26)
    assert unlearning.tonight(lotse.sessions)
    assert trainer.run(lotse.sessions, trained)
    assert not has_to_forget()
    with lotse.sessions() as session:
        assert session.scalars(select(Training.outcome).order_by(Training.id)).all() == ["unfit", "trained"]
        assert "training_started" in session.scalars(select(AuditLine.action)).all()


def at_hour(lotse: Lotse, setting: Any, hour: int) -> None:
    """Of the business's clock, at the day after the next or later."""
    setting("LOTSE_NOW_OFFSET", "0")
    with lotse.sessions() as session:
        now = clock.now(session)
    day = now.astimezone(clock.ZONE).replace(hour=0, minute=30) + timedelta(days=2)
    setting("LOTSE_NOW_OFFSET", str(round((day + timedelta(hours=hour) - now).total_seconds())))


def failing(_: Progress) -> Artefact:
    raise ValueError("All examples have the same label.")


def trained(_: Progress) -> Artefact:
    facts = {"version": "4-new", "confirmed": 0, "examples": 9, "certificates": []}
    return Artefact("20261129-4-new", b"", "", facts)
