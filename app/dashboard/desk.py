"""What agents decide of a conversation without writing: for whom, how pressing, until when, its labels, and back."""

from datetime import datetime

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import assigning, labelling, snoozing, undoing
from app.dashboard import intents
from app.dashboard.actions import PATH, act, resolving, unless_said
from app.dashboard.blueprint import blueprint, me
from app.dashboard.just_done import undoable
from app.dashboard.place import place
from app.dashboard.reply import number_of
from app.dashboard.screen import look
from app.refusals import RefusedError
from app.tables import Conversation


@blueprint.post(f"{PATH}/assign")
def assign(conversation_id: int) -> ResponseReturnValue:
    """`person` is an id; without one nobody has it any more."""
    given = request.form.get("person", "")

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        if given and number_of(given) is None:
            raise RefusedError("nobody_there")
        assigning.to_person(session, conversation, number_of(given), me(), now)

    return act(conversation_id, "assign", undoable(verb))


@blueprint.post(f"{PATH}/team")
def team(conversation_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.to_team(session, conversation, request.form.get("team") or None, intents.teams(), me(), now)

    return act(conversation_id, "team", undoable(verb))


@blueprint.post(f"{PATH}/priority")
def priority(conversation_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.prioritise(session, conversation, request.form.get("priority", ""), me(), now)

    return act(conversation_id, "priority", undoable(verb))


@blueprint.post(f"{PATH}/snooze")
def snooze(conversation_id: int) -> ResponseReturnValue:
    """`until` is one of snoozing.CHOICES; `at` the date and time of the last."""
    form = request.form

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.check_may(conversation, me())
        wakes_at = snoozing.until(form.get("until", ""), form.get("at", ""), now, intents.zone())
        snoozing.snooze(session, conversation, me(), wakes_at, now)

    return act(conversation_id, "snooze", undoable(unless_said(verb)))


@blueprint.post(f"{PATH}/wake")
def wake(conversation_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.check_may(conversation, me())
        snoozing.wake(session, conversation, me(), now)

    return act(conversation_id, "wake", undoable(verb))


@blueprint.post(f"{PATH}/label")
def label(conversation_id: int) -> ResponseReturnValue:
    """`on` says whether the label `name` is put on or taken off."""
    change = labelling.put if request.form.get("on", "1") == "1" else labelling.take_off

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        assigning.check_may(conversation, me(), supervises=True)
        change(session, conversation, request.form.get("name", ""), me(), now)

    return act(conversation_id, "label", undoable(verb))


@blueprint.post(f"{PATH}/resolve-next")
def resolve_next(conversation_id: int) -> ResponseReturnValue:
    """Resolve it, and open what stands below it in the list; above it when it is the last, else the list."""
    here = place(conversation_id)
    rows = [row.id for row in look(here).listing.rows]
    answer = make_response(act(conversation_id, "resolve_next", resolving()))
    if answer.status_code == 409:
        return answer
    return redirect(here.path(_beside(rows, conversation_id)), 303)


def _beside(rows: list[int], number: int) -> int | None:
    if number not in rows:
        return rows[0] if rows else None
    at = rows.index(number)
    return next(iter([*rows[at + 1 :], *reversed(rows[:at])]), None)


@blueprint.post(f"{PATH}/undo")
def undo(conversation_id: int) -> ResponseReturnValue:
    """Take back what the line `event` of the timeline tells."""
    event_id = number_of(request.form.get("event")) or 0

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        undoing.undo(session, conversation, event_id, me(), now)

    return act(conversation_id, "undo", verb, wakes=("deliver", "triage"))
