"""The list's tabs and filters as conditions on conversations.

`NOW` is a place in the statements, given when they are carried out: they are put together once and kept.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from app import owners, sets, snoozing, teams
from app.dashboard.filters import NOBODY, NONE, PRIORITIES, Filters
from app.dashboard.unread import unread
from app.tables import Contact, Conversation, ConversationLabel, Label
from app.whatsapp.limits import SERVICE_WINDOW, WINDOW_MARGIN

NOW = bindparam("now", type_=DateTime(timezone=True))
IDS = "ids"  # the conversations among which all that match are, where there are few
FEW = 8000  # that many are looked up one by one; of more, a page is soon found in the list's order
_WINDOW = SERVICE_WINDOW - WINDOW_MARGIN


@dataclass(frozen=True, slots=True)
class Choice:
    """A tab as far as the filters match; what is searched for has become ids, which are given (`few`). `warned`: how
    long before its end a service window is closing. `within`: who sees only their teams' conversations."""

    tab: str
    person_id: int
    warned: timedelta
    filters: Filters = NONE
    few: bool = False
    within: int | None = None


def belongs(tab: str, person_id: int) -> ColumnElement[bool]:
    """What the tab holds. Work that is laid aside for later is nobody's work now."""
    if tab == "all":
        return true()
    if tab == "snoozed":
        return snoozing.asleep(NOW)
    if tab == "mine":
        return and_(Conversation.owner == owners.AGENT, Conversation.assignee_id == person_id, _awake())
    if tab == "waiting":
        return and_(Conversation.owner == owners.WAITING, _awake())
    return Conversation.owner == tab


def _awake() -> ColumnElement[bool]:
    return or_(Conversation.snoozed_at.is_(None), Conversation.snoozed_until <= NOW)


def chosen(choice: Choice) -> ColumnElement[bool]:
    """The conversations that the tab shows."""
    filters, person_id = choice.filters, choice.person_id
    ways = [
        belongs(choice.tab, person_id),
        sets.among_given(Conversation.id, IDS) if choice.few else true(),
        Conversation.inbox_id == filters.inbox if filters.inbox is not None else true(),
        Conversation.team == filters.team if filters.team else true(),
        _pressing(filters.priority) if filters.priority else true(),
        _whose(filters.who) if filters.who is not None else true(),
        Conversation.intent == filters.intent if filters.intent else true(),
        _speaks(filters.language) if filters.language else true(),
        _has(filters.label) if filters.label else true(),
        unread(Conversation.id, Conversation.owner, person_id) if filters.unread else true(),
        _closing(choice.warned) if filters.closing else true(),
        teams.offered_to(person_id) if filters.ours else true(),
        teams.seen_by(choice.within) if choice.within is not None else true(),
    ]
    return and_(true(), *ways)


def few(session: Session, filters: Filters) -> list[int] | None:
    """The ids among which all that match are; None when they are too many to be worth it."""
    lists = [list(session.scalars(ids.limit(FEW + 1))) for ids in _lists(filters)]
    return min((ids for ids in lists if len(ids) <= FEW), key=len, default=None)


def _lists(filters: Filters) -> list[Select[int]]:
    """What is rare is found by itself; the list's order would be followed through all conversations for it."""
    found: list[Select[int]] = []
    if filters.label:
        found.append(_labelled(filters.label))
    if filters.language:
        theirs = select(Conversation.id).join(Contact, Contact.id == Conversation.contact_id)
        found.append(theirs.where(Contact.language == filters.language))
    return found


def _pressing(priority: str) -> ColumnElement[bool]:
    """That it is more than 0 PostgreSQL knows to be rare; of single bits it knows nothing."""
    return and_(Conversation.priority > 0, Conversation.priority.op("&")(PRIORITIES[priority]) != 0)


def _whose(person_id: int) -> ColumnElement[bool]:
    if person_id == NOBODY:
        return Conversation.assignee_id.is_(None)
    return and_(Conversation.owner == owners.AGENT, Conversation.assignee_id == person_id)


def _speaks(language: str) -> ColumnElement[bool]:
    return exists().where(Contact.id == Conversation.contact_id, Contact.language == language)


def _has(label: str) -> ColumnElement[bool]:
    """In a case, so that it is asked row by row: joined with the ids of `few`, all of those are read each time."""
    there = _labelled(label).where(ConversationLabel.conversation_id == Conversation.id)
    return case((exists(there.correlate(Conversation)), true()), else_=false())


def _labelled(name: str) -> Select[int]:
    there = select(ConversationLabel.conversation_id).join(Label, Label.id == ConversationLabel.label_id)
    return there.where(Label.name == name)


def _closing(warned: timedelta) -> ColumnElement[bool]:
    """The service window of somebody who waits for people ends soon."""
    since = Conversation.last_customer_at
    return and_(Conversation.waiting_since.is_not(None), since > NOW - _WINDOW, since < NOW - (_WINDOW - warned))
