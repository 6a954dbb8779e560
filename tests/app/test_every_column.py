"""Whatever column of a contact's rows holds words: they are exported, erased by right, and gone by age.

The words are put into every column of every table that leads to the contact, so that a new table or column cannot be
forgotten here.
"""

import json
from typing import Any

import pytest
from sqlalchemy import Column, LargeBinary, String, Table, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.types import JSON, Text

from app import ageing, clock, erasing, exporting, forgetting
from app.tables import (
    Base,
    Check,
    Contact,
    Conversation,
    Correction,
    Decision,
    Draft,
    Event,
    Inbox,
    Lookup,
    Media,
    Message,
    Note,
    Notice,
    Person,
    Read,
    Viewer,
)
from tests.app.test_retention import grow_old
from tests.app.traces import dumped
from tests.lotse import Lotse
from tests.webhooks import message, text_message

NUMBER = "4915112345678"
NOT_THEIRS = {Inbox.__tablename__, Person.__tablename__, "audit_lines", "conversation_labels"}
# Columns that hold no words of a contact, and why.
CODES = {
    "messages.pricing": "what Meta charges and for what category",
    "conversations.error": "the type of an exception",
    "hook_events.detail": "a reason, a team, a person who works here",
}
SHORTEST = 100  # characters: what is shorter holds codes
NOT_EXPORTED = {
    "contact_aliases.key": "another spelling of the value",
    "messages.wamid": "WhatsApp's own id",
    "messages.quotes_wamid": "WhatsApp's own id",
    "messages.target_wamid": "WhatsApp's own id",
    "media_chunks.data": "the files themselves, which are listed and downloaded in the conversation",
}


@pytest.fixture
def filled(sessions: sessionmaker[Session]) -> Lotse:
    """A contact with a row in every table that there is, and a word of its own in each column."""
    lotse = Lotse(sessions)
    picture = {"id": "77", "mime_type": "image/jpeg"}
    lotse.receive(text_message("wann offen?", NUMBER), names={NUMBER: "Kim"})
    lotse.work()
    lotse.receive(message("image", picture, **{"from": NUMBER}))
    lotse.work()
    anna = lotse.person()
    with sessions.begin() as session:
        now = clock.now(session)
        at: dict[str, Any] = {"person_id": anna.id, "conversation_id": 1}
        asked = {"intent": "x", "state": "done", "until": now, "created_at": now, "url": "x", "why": "x"}
        notice = {"field": "x", "key": "1", "happened_at": now, "received_at": now}
        session.add_all(
            [
                *(Note(text="x", written_at=now, **at), Draft(text="x", changed_at=now, **at)),
                *(Viewer(seen_at=now, **at), Read(message_id=1, **at), Event(kind="erased", at=now, **at)),
                Correction(decision_id=1, kind="confirmed", intent="x", at=now, **at),
                Lookup(conversation_id=1, message_id=1, **asked),
                Check(message_id=1, intent="x", model_version="x"),
                Notice(contact_id=1, detail={}, **notice),
            ]
        )
        chunk = Base.metadata.tables["media_chunks"]
        session.execute(chunk.insert().values(media_id=select(Media.id).scalar_subquery(), number=0, data=b"x"))
        session.execute(update(Media).values(place="postgres", state="stored", due_at=None))
        session.execute(update(Conversation).values(owner="resolved", waiting_since=None))
        session.execute(update(Message).where(Message.direction == "out").values(status="read"))
        session.connection().exec_driver_sql("DELETE FROM deliveries")
        for column in theirs():
            session.execute(_filled(column))
    return lotse


def theirs() -> list[Column[Any]]:
    """Every column that can hold words, of the tables that lead to a contact."""
    leads = {Contact.__tablename__}
    for _ in Base.metadata.tables:
        leads |= {
            table.name
            for table in Base.metadata.sorted_tables
            if table.name not in NOT_THEIRS and {key.column.table.name for key in table.foreign_keys} & leads
        }
    tables = [table for table in Base.metadata.sorted_tables if table.name in leads]
    return [column for table in tables for column in table.columns if _holds_words(table, column)]


def _holds_words(table: Table, column: Column[Any]) -> bool:
    if str(column) in CODES or column.foreign_keys:
        return False
    kind = column.type
    return isinstance(kind, JSON | LargeBinary) or (isinstance(kind, String) and (kind.length or SHORTEST) >= SHORTEST)


def word(column: Column[Any]) -> str:
    return f"wort_{column.table.name}_{column.name}_"


def _filled(column: Column[Any]) -> Any:
    """Each row's is another one, for those that have to be unique."""
    said = literal(word(column)).concat(cast(func.nextval(func.pg_get_serial_sequence("messages", "id")), Text))
    kind = column.type
    if str(column) == "messages.versions":
        value: Any = func.jsonb_build_array(func.jsonb_build_object("text", said))
    elif isinstance(kind, JSON):
        value = func.jsonb_build_object("text", said, type_=JSONB)
    else:
        value = func.convert_to(said, "UTF8") if isinstance(kind, LargeBinary) else said
    return update(column.table).values({column.name: value})


def left(lotse: Lotse) -> list[str]:
    everything = dumped(lotse.sessions)
    return [str(column) for column in theirs() if word(column) in everything]


def test_the_words_stand_in_all_tables_that_lead_to_a_contact(filled: Lotse) -> None:
    """Else the other tests would see nothing."""
    assert left(filled) == [str(column) for column in theirs()]
    assert {column.table.name for column in theirs()} >= {
        table.__tablename__
        for table in (Contact, Conversation, Correction, Decision, Draft, Event, Lookup, Message, Note, Notice)
    }


def test_erasing_by_right_leaves_none(filled: Lotse) -> None:
    with filled.sessions.begin() as session:
        erasing.erase(session, 1, None, clock.now(session))
    assert left(filled) == []


def test_the_export_holds_them_all(filled: Lotse) -> None:
    with filled.sessions() as session:
        told = json.dumps(exporting.gather(session, 1))
    assert {str(column) for column in theirs() if word(column) not in told} == set(NOT_EXPORTED)


def test_by_age_all_of_them_go(filled: Lotse) -> None:
    grow_old(filled)
    with filled.sessions.begin() as session:
        removed, _ = ageing.age(session, [1], clock.now(session))
    assert removed["contacts"] == 1
    assert left(filled) == []


def test_every_reason_why_a_message_is_empty_is_known(filled: Lotse) -> None:
    with filled.sessions.begin() as session:
        erasing.erase(session, 1, None, clock.now(session))
    with filled.sessions() as session:
        assert {one["removed"] for one in session.scalars(select(Message.content))} <= set(forgetting.REMOVED)
