"""The list of conversations: its tabs with their counts, and one page of rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Subquery,
    UnaryExpression,
    case,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import LateralFromClause

from app import corrections
from app.tables import Contact, ContactAlias, Conversation, Decision, Message, Person

TABS = ("waiting", "mine", "bot", "resolved", "all")
PAGE = 50
LAST_PAGE = 2000
MOST_COUNTED = 1000  # counting further would read the whole table for a number that nobody needs exactly
PREVIEW = 200  # characters
SPOKEN = ("emoji", "voice", "filename", "name", "address", "reply", "body")  # of a content, for app.dashboard.bubbles
KEPT = 256  # statements as Python objects: putting one together takes longer than PostgreSQL needs for it

Order = UnaryExpression[datetime | None] | UnaryExpression[int]


@dataclass(frozen=True, slots=True)
class Listed:
    """One conversation as the list shows it."""

    id: int
    owner: str
    reason: str | None
    priority: int
    waiting_since: datetime | None
    last_customer_at: datetime | None
    last_message_at: datetime | None
    name: str | None
    phone: str | None
    assignee: str | None
    plan: dict[str, Any] | None
    due_at: datetime | None
    intent: str | None
    last_text: str | None
    last_kind: str | None
    last_content: dict[str, Any] | None
    last_revoked: bool | None
    last_direction: str | None
    last_author: str | None
    last_status: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a tab."""

    tab: str
    page: int
    rows: tuple[Listed, ...]
    more: bool
    counts: tuple[tuple[str, int], ...]

    @property
    def waiting(self) -> int:
        return dict(self.counts)["waiting"]

    @property
    def nothing_yet(self) -> bool:
        """No conversation at all, whatever the tab."""
        return not dict(self.counts)["all"]


def read(session: Session, tab: str, page: int, person_id: int) -> Listing:
    """A page (1 is the first) of the tab, and how many conversations each tab has, counted up to MOST_COUNTED."""
    rows = session.execute(_rows(tab, page, person_id)).all()
    counts = tuple(zip(TABS, session.execute(_counted(person_id)).one(), strict=True))
    return Listing(tab, page, tuple(map(_listed, rows[:PAGE])), len(rows) > PAGE, counts)


def _listed(row: Row[*tuple[object, ...]]) -> Listed:
    return Listed(**row._mapping)


@lru_cache(maxsize=KEPT)
def _counted(person_id: int) -> Select[*tuple[int, ...]]:
    return select(*(_count(tab, person_id).label(tab) for tab in TABS))


def _count(tab: str, person_id: int) -> ColumnElement[int]:
    some = select(literal(1)).select_from(Conversation).where(_belongs(tab, person_id)).limit(MOST_COUNTED)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def _belongs(tab: str, person_id: int) -> ColumnElement[bool]:
    if tab == "all":
        return true()
    if tab == "mine":
        return (Conversation.owner == "agent") & (Conversation.assignee_id == person_id)
    return Conversation.owner == tab


@lru_cache(maxsize=KEPT)
def _rows(tab: str, page: int, person_id: int) -> Select[*tuple[object, ...]]:
    """The page is cut out first; what else a row shows is then looked up for its conversations only."""
    one = _page(tab, page, person_id)
    last, decision, phone = _last_message(one), _last_decision(one), _phone(one)
    return (
        select(
            *(one.c[name] for name in ("id", "owner", "reason", "priority", "waiting_since")),
            *(one.c[name] for name in ("last_customer_at", "last_message_at")),
            Contact.name,
            phone.c.value.label("phone"),
            Person.email.label("assignee"),
            one.c.plan,
            one.c.due_at,
            decision.c.intent,
            last.c.last_text,
            last.c.last_kind,
            last.c.last_content,
            last.c.last_revoked,
            last.c.last_direction,
            last.c.last_author,
            last.c.last_status,
        )
        .join(Contact, Contact.id == one.c.contact_id)
        .outerjoin(Person, Person.id == one.c.assignee_id)
        .outerjoin(last, true())
        .outerjoin(decision, true())
        .outerjoin(phone, true())
        .order_by(one.c.place)
    )


def _page(tab: str, page: int, person_id: int) -> Subquery:
    order = _order(tab)
    return (
        select(
            Conversation.id,
            Conversation.owner,
            Conversation.reason,
            Conversation.priority,
            Conversation.waiting_since,
            Conversation.last_customer_at,
            Conversation.last_message_at,
            Conversation.contact_id,
            Conversation.assignee_id,
            _plan().label("plan"),
            Conversation.due_at,
            func.row_number().over(order_by=order).label("place"),
        )
        .where(_belongs(tab, person_id))
        .order_by(*order)
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
        .subquery()
    )


def _plan() -> ColumnElement[dict[str, Any] | None]:
    """Of what Lotse means to do only what kind that is."""
    kind = func.jsonb_build_object("kind", Conversation.plan["kind"])
    return case((Conversation.plan.is_not(None), kind))


def _order(tab: str) -> tuple[Order, ...]:
    """What is urgent, then who is angry, then who waits longest; where nobody waits, what moved last."""
    latest = Conversation.last_message_at.desc()
    if tab == "waiting":
        return (Conversation.priority.desc(), Conversation.waiting_since.asc(), Conversation.id.asc())
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


def _last_decision(one: Subquery) -> LateralFromClause:
    intent = corrections.intent_now().label("intent")
    decisions = select(intent).where(Decision.conversation_id == one.c.id, Decision.intent.is_not(None))
    return decisions.order_by(*corrections.why_first()).limit(1).lateral("decision")


def _phone(one: Subquery) -> LateralFromClause:
    theirs = (ContactAlias.contact_id == one.c.contact_id, ContactAlias.kind == "phone", ContactAlias.until.is_(None))
    latest = (ContactAlias.seen_at.desc(), ContactAlias.id.desc())
    return select(ContactAlias.value).where(*theirs).order_by(*latest).limit(1).lateral("phone")
