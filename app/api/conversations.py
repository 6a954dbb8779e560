"""Conversations: a list by pages, and one."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy.orm import Session

from app import assigning, clock, database, labels, naming
from app.api import door, finding
from app.api.reading import Given, Said
from app.api.routes import LARGEST_ID, route
from app.dashboard import filtering, intents, searching
from app.dashboard.filtering import Choice
from app.dashboard.filters import LONGEST, Filters, line
from app.tables import Conversation
from app.whatsapp.limits import SERVICE_WINDOW, WINDOW_MARGIN

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Id = Annotated[int, Field(ge=0, le=LARGEST_ID)]
PAGE, MOST = 50, 100


class Contact(BaseModel):
    id: int
    name: str | None
    phone: str | None = Field(description="Absent where WhatsApp gave no number.")
    language: str | None


class ConversationShown(BaseModel):
    """A conversation as it stands."""

    id: int
    inbox_id: int
    contact: Contact
    owner: Literal["bot", "waiting", "agent", "resolved"]
    assignee_id: int | None
    assignee: str | None
    team: str | None
    priority: Literal["normal", "high", "urgent"]
    intent: str | None
    reason: str | None = Field(description="Why it is with people: a code.")
    labels: list[str]
    waiting_since: datetime | None
    snoozed: bool
    snoozed_until: datetime | None
    last_customer_at: datetime | None
    last_message_at: datetime | None
    window_ends_at: datetime | None = Field(description="Until then replies can be sent.")


class ConversationQuery(Given):
    tab: Literal["waiting", "mine", "snoozed", "bot", "resolved", "all"] = Field(
        "all", description="As in the inbox; `mine`: what this token has taken."
    )
    inbox: Id | None = None
    team: Code | None = None
    intent: Code | None = None
    language: Code | None = None
    priority: Literal["urgent", "angry"] | None = None
    label: Annotated[Said, Field(max_length=40)] | None = None
    who: Id | None = Field(None, description="Whose conversation it is; 0: nobody's.")
    closing: bool = Field(False, description="Only those whose service window ends soon.")
    q: Annotated[Said, Field(max_length=LONGEST)] | None = Field(None, description="Searched for, as in the inbox.")
    since: AwareDatetime | None = Field(None, description="Only those in which somebody has written since then.")
    after: Id = Field(0, description="`next` of the page before.")
    limit: int = Field(PAGE, ge=1, le=MOST)


class ConversationPage(BaseModel):
    """In the order of their ids."""

    conversations: list[ConversationShown]
    next: int | None = Field(description="`after` of the next page; null on the last.")


@route(
    "GET", "/conversations", "List conversations", ConversationPage, scope="conversations:read", query=ConversationQuery
)
def list_conversations(query: ConversationQuery) -> ConversationPage:
    with database.sessions()() as session:
        rows = _read(session, query)
        shown = shown_all(session, rows[: query.limit])
    return ConversationPage(conversations=shown, next=shown[-1].id if len(rows) > query.limit else None)


@route("GET", "/conversations/{conversation_id}", "Show a conversation", ConversationShown, scope="conversations:read")
def show_conversation(conversation_id: int) -> ConversationShown:
    with database.sessions()() as session:
        return shown_all(session, [finding.found(session, conversation_id)])[0]


def _read(session: Session, asked: ConversationQuery) -> list[Conversation]:
    """One more than a page where there are more. The tabs and filters are the inbox's own."""
    q = line(asked.q, LONGEST) if asked.q else None
    filters = Filters(
        **asked.model_dump(include={"inbox", "team", "intent", "language", "priority", "who", "closing"}),
        label=line(asked.label, 40) if asked.label else None,
    )
    ids = list(searching.find(session, q)) if q else filtering.few(session, filters)
    choice = Choice(asked.tab, door.machine().id, intents.warn_before(), filters, ids is not None)
    rows = finding.known().where(filtering.chosen(choice), Conversation.id > asked.after)
    if asked.since:
        rows = rows.where(Conversation.last_message_at >= asked.since)
    given = {"now": clock.now(session), filtering.IDS: ids}
    return list(session.scalars(rows.order_by(Conversation.id).limit(asked.limit + 1), given).unique())


def shown_all(session: Session, rows: list[Conversation]) -> list[ConversationShown]:
    put = labels.of(session, [row.id for row in rows])
    now = clock.now(session)
    return [_shown(row, put.get(row.id, ()), now) for row in rows]


def _shown(row: Conversation, put: tuple[str, ...], now: datetime) -> ConversationShown:
    asleep = row.snoozed_at is not None and (row.snoozed_until is None or row.snoozed_until > now)
    ends = row.last_customer_at + SERVICE_WINDOW - WINDOW_MARGIN if row.last_customer_at else None
    own = {name: getattr(row, name) for name in ConversationShown.model_fields if hasattr(Conversation, name)}
    return ConversationShown(
        **own
        | {
            "contact": _contact(row),
            "assignee": naming.called(row.assignee.name, row.assignee.email) if row.assignee else None,
            "priority": assigning.level(row.priority),
            "labels": list(put),
            "snoozed": asleep,
            "snoozed_until": row.snoozed_until if asleep else None,
            "window_ends_at": ends,
        }
    )


def _contact(row: Conversation) -> Contact:
    who = row.contact
    phones = [alias.value for alias in who.aliases if alias.kind == "phone" and alias.until is None]
    return Contact(id=who.id, name=who.name, phone=phones[-1] if phones else None, language=who.language)
