"""What agents do with a conversation. Each action is a form; our script posts the same forms without a new page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import structlog
from flask import abort, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import clock, database, ending, handling, locking
from app.dashboard.blueprint import blueprint, by_fetch, me
from app.dashboard.just_done import undoable
from app.dashboard.limits_said import in_words
from app.dashboard.pages import LARGEST_ID, show
from app.dashboard.place import place
from app.dashboard.reply import Draft, number_of
from app.dashboard.screen import look
from app.dashboard.translation import current
from app.refusals import RefusedError
from app.tables import Conversation
from app.wake import waker

PATH = f"/conversations/<int(max={LARGEST_ID}):conversation_id>"

Verb = Callable[[Session, Conversation, datetime], None]

log = structlog.get_logger(__name__)


@blueprint.post(f"{PATH}/take")
def take(conversation_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        ending.take(session, conversation, me(), _assignee_seen(), now)

    return act(conversation_id, "take", undoable(verb))


@blueprint.post(f"{PATH}/stop")
def stop(conversation_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        handling.stop(session, conversation, me(), now)

    return act(conversation_id, "stop", verb, wakes=("deliver", "triage"))


@blueprint.post(f"{PATH}/now")
def answer_now(conversation_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        handling.answer_now(session, conversation, me(), now)

    return act(conversation_id, "answer_now", verb, wakes=("triage",))


@blueprint.post(f"{PATH}/hand-back")
def hand_back(conversation_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        ending.hand_back(session, conversation, me(), _seen(), now)

    return act(conversation_id, "hand_back", undoable(verb))


@blueprint.post(f"{PATH}/resolve")
def resolve(conversation_id: int) -> ResponseReturnValue:
    return act(conversation_id, "resolve", resolving())


def resolving() -> Verb:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        ending.resolve(session, conversation, me(), _seen(), now)

    return undoable(verb)


def unless_said(verb: Verb) -> Verb:
    """The verb, refused when the customer has written after the page was shown on which the button was pressed."""

    def checked(session: Session, conversation: Conversation, now: datetime) -> None:
        ending.check_read(session, conversation, _seen())
        verb(session, conversation, now)

    return checked


def _seen() -> int | None:
    """The newest message of that page."""
    return number_of(request.form.get("seen"))


def _assignee_seen() -> int:
    """Who had the conversation on the page where the button was pressed, 0 for nobody."""
    return number_of(request.form.get("assignee")) or 0


def act(
    conversation_id: int,
    name: str,
    verb: Verb,
    draft: Draft | None = None,
    wakes: Sequence[str] = ("deliver",),  # messages, and what WhatsApp is told of reading
) -> ResponseReturnValue:
    """Let the verb take effect, wake who then has work, and show the conversation.

    A refused wish is said beside its text.
    """
    try:
        with database.sessions().begin() as session:
            conversation = locking.lock(session, conversation_id)
            if conversation is None:
                abort(404)
            verb(session, conversation, clock.now(session))
    except RefusedError as refusal:
        return _refused(conversation_id, refusal, draft or Draft())
    for kind in wakes:
        waker.soon(kind)
    log.info("agent_acted", action=name, conversation_id=conversation_id, person_id=me().id)
    here = place(conversation_id)
    if by_fetch():
        return show(look(here), "parts.html", Draft())
    return redirect(here.path(conversation_id), 303)


def _refused(conversation_id: int, refusal: RefusedError, draft: Draft) -> ResponseReturnValue:
    code = str(refusal)
    key = uuid4() if code in {"key_used", "note_key_used"} else draft.key
    kept = replace(draft, refused=code, detail=in_words(current(), refusal), key=key)
    return show(look(place(conversation_id)), "parts.html" if by_fetch() else "inbox.html", kept, 409)
