"""Labels that a person puts on one conversation or takes off it, with a line in its timeline; its row is locked."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import labels
from app.tables import Conversation, Person
from app.timeline import note


def put(session: Session, conversation: Conversation, name: str, person: Person, now: datetime) -> None:
    """Raises RefusedError as labels.put does."""
    if labels.put(session, conversation.id, name):
        note(session, conversation, "labelled", now, person=person, detail={"to": labels.cleaned(name)})


def take_off(session: Session, conversation: Conversation, name: str, person: Person, now: datetime) -> None:
    if labels.take_off(session, conversation.id, name):
        note(session, conversation, "unlabelled", now, person=person, detail={"from": labels.cleaned(name)})
