"""Where teams are kept apart, agents find nothing of other teams' conversations, whatever address they type.

One guard before every page and form, so that none can forget it; the list, the palette and a contact's page show only
what it would let through.
"""

from collections.abc import Iterable

from flask import abort, request
from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from app import database, locking, sets, settings, teams
from app.assigning import SUPERVISORS
from app.dashboard.blueprint import blueprint, me
from app.dashboard.reply import number_of
from app.tables import Conversation, Event, Media, Message


def reader() -> int | None:
    """The id of who may see only their teams' conversations; None for who may see all."""
    return me().id if settings.load().teams_apart and me().role not in SUPERVISORS else None


@blueprint.before_request
def only_of_ones_own_teams() -> None:
    within = None if request.endpoint == "dashboard.static" else reader()
    if within is None:
        return
    with database.sessions()() as session:
        if _is_hidden(session, within):
            abort(404)  # as if there were none: a number that somebody guesses tells nothing


def _is_hidden(session: Session, within: int) -> bool:
    """Whether the request names a conversation, contact, file or line of a timeline that the person may not see."""
    named = request.view_args or {}
    talks = {named.get("conversation_id"), *_numbers(request.args.getlist("conversation"))}
    talks |= _numbers(request.form.getlist("conversation"))
    ids = {locking.now_in(session, number) for number in talks if number}
    places = [sets.among(Conversation.id, ids)] if ids else []
    if media_id := named.get("media_id"):
        places.append(_of_file(media_id))
    if events := _numbers(request.form.getlist("event")):
        places.append(Conversation.id.in_(select(Event.conversation_id).where(sets.among(Event.id, events))))
    if places and session.scalar(select(exists().where(or_(*places), ~teams.seen_by(within)))):
        return True
    return "contact_id" in named and _is_hidden_contact(session, within, named["contact_id"])


def _of_file(media_id: int) -> ColumnElement[bool]:
    its = select(Message.conversation_id).join(Media, Media.message_id == Message.id).where(Media.id == media_id)
    return Conversation.id.in_(its)


def _is_hidden_contact(session: Session, within: int, contact_id: int) -> bool:
    """One whose conversations are all other teams'."""
    theirs = Conversation.contact_id == contact_id
    hidden = exists().where(theirs) & ~exists().where(theirs, teams.seen_by(within))
    return bool(session.scalar(select(hidden)))


def _numbers(given: Iterable[str]) -> set[int]:
    return {number for value in given if (number := number_of(value))}
