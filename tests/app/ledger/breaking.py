"""Breaking the data behind Lotse's back, as a fault in its code would."""

from typing import Any

from sqlalchemy import delete, update

from app import ledger
from app.tables import Conversation, Event, Message
from tests.lotse import Lotse


def counts(lotse: Lotse) -> dict[str, int]:
    """The ledger's counts that are not 0; whatever was done to the data, they add up."""
    with lotse.sessions() as session:
        found = ledger.count(session)
    assert found["in"] == sum(found[name] for name in ledger.NAMES)
    return {name: number for name, number in found.items() if number}


def change(lotse: Lotse, message_id: int, **values: Any) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.id == message_id).values(values))


def remove_answers(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(delete(Message).where(Message.direction == "out"))


def forget_people(lotse: Lotse, owner: str) -> None:
    """As if nobody had ever been told of the conversations."""
    with lotse.sessions.begin() as session:
        session.execute(delete(Event))
        session.execute(update(Conversation).values(owner=owner, waiting_since=None, assignee_id=None))


def forget_turns(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(due_at=None))
