"""The rows of the list: one page is cut out first; what else a row shows is looked up for its conversations only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, UnaryExpression, case, func, literal, or_, select, true
from sqlalchemy.sql.selectable import LateralFromClause

from app.dashboard.filtering import Choice, chosen
from app.dashboard.matching import Stretch
from app.dashboard.pressing import found_angry
from app.tables import Contact, ContactAlias, Conversation, Message, Person

PAGE = 50
PREVIEW = 200  # characters
SPOKEN = ("emoji", "voice", "filename", "name", "address", "reply", "body")  # of a content, for app.dashboard.bubbles
KEPT = 256  # statements as Python objects: putting one together takes longer than PostgreSQL needs for it
LAST = ("text", "kind", "content", "revoked", "direction", "author", "status")
OWN = (
    *("id", "owner", "reason", "team", "priority", "waiting_since", "last_customer_at", "last_message_at"),
    *("assignee_id", "intent", "plan", "due_at", "snoozed_at", "snoozed_until"),
)

Order = UnaryExpression[datetime | None] | UnaryExpression[int]


@dataclass(frozen=True, slots=True)
class Listed:
    """One conversation as the list shows it. `found`: the line that somebody searched for."""

    id: int
    owner: str
    reason: str | None
    team: str | None
    priority: int
    waiting_since: datetime | None
    last_customer_at: datetime | None
    last_message_at: datetime | None
    name: str | None
    phone: str | None
    assignee_id: int | None
    assignee: str | None
    plan: dict[str, Any] | None
    due_at: datetime | None
    snoozed_at: datetime | None
    snoozed_until: datetime | None
    intent: str | None
    last_text: str | None
    last_kind: str | None
    last_content: dict[str, Any] | None
    last_revoked: bool | None
    last_direction: str | None
    last_author: str | None
    last_status: str | None
    angry: bool = False
    labels: tuple[str, ...] = ()
    found: tuple[Stretch, ...] = ()

    def __hash__(self) -> int:
        """Enough to tell apart most rows, and the same row at most times; equal ones are equal in everything."""
        return hash((self.id, self.last_message_at, self.last_status, self.owner))


@lru_cache(maxsize=KEPT)
def statement(choice: Choice, page: int) -> Select[*tuple[object, ...]]:
    """A page of the choice, and the row after it if there is one."""
    one = _page(choice, page)
    last, phone = _last_message(one), _phone(one)
    return (
        select(
            *(one.c[name] for name in OWN),
            Contact.name,
            phone.c.value.label("phone"),
            Person.email.label("assignee"),
            *(last.c[f"last_{name}"] for name in LAST),
            found_angry(one.c.id, one.c.priority).label("angry"),
        )
        .join(Contact, Contact.id == one.c.contact_id)
        .outerjoin(Person, Person.id == one.c.assignee_id)
        .outerjoin(last, true())
        .outerjoin(phone, true())
        .order_by(one.c.place)
    )


def _page(choice: Choice, page: int) -> Subquery:
    order = _order(choice.tab, choice.few)
    own = [_plan().label("plan") if name == "plan" else getattr(Conversation, name) for name in OWN]
    return (
        select(*own, Conversation.contact_id, func.row_number().over(order_by=order).label("place"))
        .where(chosen(choice))
        .order_by(*order)
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
        .subquery()
    )


def _plan() -> ColumnElement[dict[str, Any] | None]:
    """Of what Lotse means to do only what kind that is."""
    kind = func.jsonb_build_object("kind", Conversation.plan["kind"])
    return case((Conversation.plan.is_not(None), kind))


def _order(tab: str, few: bool) -> tuple[Order, ...]:
    """What is urgent, then who is angry, then who waits longest; where nobody waits, what moved last.

    A few are to be sorted. PostgreSQL would rather follow the index through all conversations until it has met enough
    of them, so it gets an expression of which there is none.
    """
    latest = (Conversation.last_message_at + timedelta(0) if few else Conversation.last_message_at).desc()
    if tab == "waiting":
        return (Conversation.priority.desc(), Conversation.waiting_since.asc(), Conversation.id.asc())
    if tab == "snoozed":
        return (Conversation.snoozed_until.asc().nulls_last(), latest, Conversation.id.asc())
    if tab == "mine":
        return (Conversation.priority.desc(), Conversation.waiting_since.asc(), latest, Conversation.id.asc())
    return (latest, Conversation.id.desc())


def _last_message(one: Subquery) -> LateralFromClause:
    """Of who waits for people what they want, not the sentence that passed them on, which is everybody's."""
    in_trouble = Message.status.in_(("failed", "unknown"))
    tells = or_(one.c.waiting_since.is_(None), Message.author.is_distinct_from("bot"), in_trouble)
    return (
        select(
            func.left(Message.text, PREVIEW).label("last_text"),
            Message.kind.label("last_kind"),
            _spoken().label("last_content"),
            Message.revoked_at.is_not(None).label("last_revoked"),
            Message.direction.label("last_direction"),
            Message.author.label("last_author"),
            Message.status.label("last_status"),
        )
        .where(Message.conversation_id == one.c.id, Message.kind.not_in(("edit", "revoke")), tells)
        .order_by(Message.written_at.desc(), Message.id.desc())
        .limit(1)
        .lateral("last")
    )


def _spoken() -> ColumnElement[dict[str, Any] | None]:
    """Of the content only what a row can say: the whole of it can be long."""
    pairs = [(literal(key), Message.content[key]) for key in SPOKEN]
    return case((Message.kind != "text", func.jsonb_build_object(*chain.from_iterable(pairs))))


def _phone(one: Subquery) -> LateralFromClause:
    theirs = (ContactAlias.contact_id == one.c.contact_id, ContactAlias.kind == "phone", ContactAlias.until.is_(None))
    latest = (ContactAlias.seen_at.desc(), ContactAlias.id.desc())
    return select(ContactAlias.value).where(*theirs).order_by(*latest).limit(1).lateral("phone")
