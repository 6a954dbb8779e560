"""The messages that WhatsApp tells of become rows in their conversations, once each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from app import contacts, effects, newcomers, revisions, sets
from app.effects import Stored
from app.holding import Book
from app.hooks import noting as hooks
from app.media import intake as media
from app.newcomers import Seen
from app.tables import Conversation, Delivery, Inbox, Message
from app.whatsapp.contents import MEDIA_KINDS
from app.whatsapp.forgotten import forgotten
from app.whatsapp.lenient import identifier, obj, word
from app.whatsapp.updates import InboundMessage

Place = tuple[int, str]  # a message's inbox and wamid

# Nobody has to answer these: they are kept and shown, and neither wake the bot nor a person.
NOTED_KINDS = revisions.ABOUT_ANOTHER | {"system", "request_welcome"}


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message and the delivery that brought it."""

    message: InboundMessage
    delivery: Delivery

    @property
    def written_at(self) -> datetime:
        return self.message.written_at or self.delivery.received_at


def store_all(session: Session, arrived: Sequence[Arrived], now: datetime) -> dict[int, list[str]]:
    """Store the messages in sets; returns what could not be stored, by delivery, one line each.

    They are taken in one fixed order, so that two workers with the same customers never wait for each other in a
    circle. A bad one does not lose the batch: then each is stored in a savepoint of its own. What was delivered before
    is left out of this delivery's bytes: it stands in those that brought it first, and a writer who deletes it
    deletes it there.
    """
    if not arrived:
        return {}
    ordered = sorted(arrived, key=lambda one: (one.message.sender.ids, one.written_at))
    refused: dict[int, list[str]] = defaultdict(list)
    try:
        with session.begin_nested():
            repeated = _store(session, ordered, now)
    except (DataError, IntegrityError):
        repeated = _store_each(session, ordered, now, refused)
    revisions.leave_out(session, [(one.delivery.id, one.message.wamid) for one in repeated])
    return refused


def _store_each(
    session: Session, arrived: Sequence[Arrived], now: datetime, refused: dict[int, list[str]]
) -> list[Arrived]:
    repeated = []
    for one in arrived:
        try:
            with session.begin_nested():
                repeated += _store(session, [one], now)
        except (DataError, IntegrityError) as error:
            refused[one.delivery.id].append(f"a message that the database refuses ({type(error).__name__})")
    return repeated


def _store(session: Session, arrived: Sequence[Arrived], now: datetime) -> list[Arrived]:
    """Returns those that another delivery brought before, or brings in another place of this batch."""
    inboxes = {number: contacts.inbox(session, number, display) for number, display in _numbers(arrived).items()}
    stored_before = _stored_before(session, arrived, inboxes)
    new: dict[Place, Arrived] = {}
    repeated = []
    for one in arrived:
        place = (inboxes[one.message.phone_number_id].id, one.message.wamid)
        if place in stored_before or new.setdefault(place, one).delivery is not one.delivery:
            repeated.append(one)
    return repeated + _store_new(session, new, now)


def _store_new(session: Session, new: dict[Place, Arrived], now: datetime) -> list[Arrived]:
    """Returns those that another worker stored in the meantime."""
    if not new:
        return []
    conversations_of = _conversations(session, new)
    stored = _insert(session, [_row(one, conversations_of[place], now) for place, one in new.items()])
    fresh = [Stored(row, new.pop(_place(row)).message, conversations_of[_place(row)]) for row in stored]
    for one in fresh:
        if one.message.kind in MEDIA_KINDS:
            _expect_media(session, one.row, one.message, now)
    hooks.messages_came(session, [row.id for row in stored], now)
    revisions.apply_to(session, stored)
    effects.take(session, fresh, now)
    return list(new.values())


def _place(row: Message) -> Place:
    return row.inbox_id, str(row.wamid)


def _numbers(arrived: Sequence[Arrived]) -> dict[str, str | None]:
    """The numbers that were written to, with the spelling for people where one is told."""
    numbers: dict[str, str | None] = {}
    for message in (one.message for one in arrived):
        numbers[message.phone_number_id] = numbers.get(message.phone_number_id) or message.display_number
    return numbers


def _stored_before(session: Session, arrived: Sequence[Arrived], inboxes: dict[str, Inbox]) -> set[Place]:
    """Redelivered messages are left alone before anything is made or locked for them; the insert still decides."""
    places = {(inboxes[one.message.phone_number_id].id, one.message.wamid) for one in arrived}
    kept_as = {place: place for place in places} | {
        (inbox, forgotten(wamid)): (inbox, wamid) for inbox, wamid in places
    }
    found = select(Message.inbox_id, Message.wamid).where(sets.pairs_among(Message.inbox_id, Message.wamid, kept_as))
    return {kept_as[row.inbox_id, str(row.wamid)] for row in session.execute(found)}


def _conversations(session: Session, new: dict[Place, Arrived]) -> dict[Place, Conversation]:
    """Each message's conversation, locked. Contacts come first: any of them may turn out to be another one."""
    book = Book(session, {alias for one in new.values() for alias in one.message.sender.all_ids})
    seen = [Seen(one.message.sender, one.written_at, place[0]) for place, one in new.items()]
    newcomers.introduce(session, seen, book)
    contact_ids = {
        place: contacts.contact(session, one.message.sender, one.written_at, place[0], book)
        for place, one in new.items()
    }
    pairs = {place: (place[0], book.now(contact_id)) for place, contact_id in contact_ids.items()}
    found = contacts.conversations(session, pairs.values())
    return {place: found[pair] for place, pair in pairs.items()}


def _insert(session: Session, rows: list[dict[str, Any]]) -> list[Message]:
    insertion = sets.insertion(Message, rows).on_conflict_do_nothing()
    return list(session.scalars(insertion.returning(Message)))


def _row(one: Arrived, conversation: Conversation, now: datetime) -> dict[str, Any]:
    message = one.message
    return {
        "conversation_id": conversation.id,
        "inbox_id": conversation.inbox_id,
        "wamid": message.wamid,
        "kind": message.kind,
        "text": message.text,
        "content": message.content,
        "payload": message.payload,
        "quotes_wamid": message.quotes,
        "target_wamid": message.target,
        "written_at": one.written_at,
        "delivery_id": one.delivery.id,
        "received_at": one.delivery.received_at,
        "stored_at": now,
        **(_by_owner() if message.by_owner else _by_customer(message)),
    }


def _by_customer(message: InboundMessage) -> dict[str, Any]:
    reason = _noted_as(message)
    outcome = "noted" if reason else None
    return {"direction": "in", "author": None, "status": None, "outcome": outcome, "outcome_reason": reason}


def _by_owner() -> dict[str, Any]:
    return {"direction": "out", "author": "phone", "status": "sent", "outcome": None, "outcome_reason": None}


def _noted_as(message: InboundMessage) -> str | None:
    if message.sender.ids[0].kind == "group":
        return "group"
    return message.kind if message.kind in NOTED_KINDS else None


def _expect_media(session: Session, stored: Message, message: InboundMessage, now: datetime) -> None:
    medium = obj(message.payload.get(message.kind))
    sha256 = word(medium, "sha256", 64)
    media.expect(session, stored, message.kind, message.content, identifier(medium, "id"), sha256, now)
