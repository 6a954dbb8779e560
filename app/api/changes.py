"""Changing one conversation: by the same verbs, locks and rules as the inbox's buttons."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from app import assigning, database, ending, labelling, notes, snoozing
from app.api import finding
from app.api.conversations import ConversationShown, shown_all
from app.api.door import machine
from app.api.routes import route
from app.api.wishes import Assign, Done, Label, NewNote, Nothing, Priority, Snooze, Take, Team
from app.dashboard import intents
from app.dashboard.compose import text_of
from app.tables import Conversation, Person
from app.wake import waker

PATH = "/conversations/{conversation_id}"
RIGHTS: dict[str, Any] = {"scope": "conversations:write", "refusable": True}

Verb = Callable[[Session, Conversation, datetime], None]
Ending = Callable[[Session, Conversation, Person, int | None, datetime], None]

log = structlog.get_logger(__name__)


def act(conversation_id: int, name: str, verb: Verb, wakes: Sequence[str] = ("deliver",)) -> ConversationShown:
    """Let the verb take effect, wake who then has work, and show the conversation. Raises RefusedError."""
    with database.sessions().begin() as session:
        conversation, now = finding.locked(session, conversation_id)
        verb(session, conversation, now)
        number = conversation.id
    for kind in wakes:
        waker.soon(kind)
    log.info("api_acted", action=name, conversation_id=number, person_id=machine().id)
    with database.sessions()() as session:
        return shown_all(session, [finding.found(session, number)])[0]


@route("POST", f"{PATH}/take", "Take a conversation", ConversationShown, body=Take, **RIGHTS)
def take_conversation(conversation_id: int, body: Take) -> ConversationShown:
    return act(conversation_id, "take", lambda db, talk, now: ending.take(db, talk, machine(), body.assignee_id, now))


@route("POST", f"{PATH}/assign", "Give it to somebody, or to nobody", ConversationShown, body=Assign, **RIGHTS)
def assign_conversation(conversation_id: int, body: Assign) -> ConversationShown:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.to_person(session, conversation, body.person_id, machine(), now)

    return act(conversation_id, "assign", verb)


@route("POST", f"{PATH}/team", "Say which team it is for", ConversationShown, body=Team, **RIGHTS)
def set_team(conversation_id: int, body: Team) -> ConversationShown:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.to_team(session, conversation, body.team, intents.teams(), machine(), now)

    return act(conversation_id, "team", verb)


@route("POST", f"{PATH}/priority", "Say how pressing it is", ConversationShown, body=Priority, **RIGHTS)
def set_priority(conversation_id: int, body: Priority) -> ConversationShown:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.prioritise(session, conversation, body.priority, machine(), now)

    return act(conversation_id, "priority", verb)


@route("POST", f"{PATH}/label", "Put a label on, or take it off", ConversationShown, body=Label, **RIGHTS)
def set_label(conversation_id: int, body: Label) -> ConversationShown:
    change = labelling.put if body.on else labelling.take_off

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.check_may(conversation, machine(), supervises=True)
        change(session, conversation, body.name, machine(), now)

    return act(conversation_id, "label", verb)


@route("POST", f"{PATH}/snooze", "Lay it aside", ConversationShown, body=Snooze, **RIGHTS)
def snooze_conversation(conversation_id: int, body: Snooze) -> ConversationShown:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.check_may(conversation, machine())
        wakes_at = snoozing.until(body.until, body.at, now, intents.zone())
        snoozing.snooze(session, conversation, machine(), wakes_at, now)

    return act(conversation_id, "snooze", verb)


@route("POST", f"{PATH}/wake", "Bring it back into the lists of work", ConversationShown, body=Nothing, **RIGHTS)
def wake_conversation(conversation_id: int, body: Nothing) -> ConversationShown:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.check_may(conversation, machine())
        snoozing.wake(session, conversation, machine(), now)

    return act(conversation_id, "wake", verb)


@route("POST", f"{PATH}/resolve", "Be done with it", ConversationShown, body=Done, **RIGHTS)
def resolve_conversation(conversation_id: int, body: Done) -> ConversationShown:
    return _end(conversation_id, "resolve", ending.resolve, body)


@route("POST", f"{PATH}/hand-back", "Let Lotse answer again", ConversationShown, body=Done, **RIGHTS)
def hand_back_conversation(conversation_id: int, body: Done) -> ConversationShown:
    return _end(conversation_id, "hand_back", ending.hand_back, body)


def _end(conversation_id: int, name: str, verb: Ending, body: Done) -> ConversationShown:
    return act(conversation_id, name, lambda db, talk, now: verb(db, talk, machine(), body.seen, now))


@route("POST", f"{PATH}/notes", "Write a note for colleagues", ConversationShown, body=NewNote, key=True, **RIGHTS)
def write_note(conversation_id: int, body: NewNote, key: UUID) -> ConversationShown:
    text = text_of({"note": body.text}, "note")
    return act(
        conversation_id, "note", lambda db, talk, now: notes.write(db, talk, machine(), text, key, now), wakes=()
    )
