"""Erasing a contact by right: names, ids and all content go, for good. That messages came, when, and how each ended
stays, so that the ledger's counts hold.

Who writes again from the same number is a new contact.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app import audit, forgetting, handling, locking, mentions, queued, sets, tombstones
from app.refusals import RefusedError
from app.tables import Contact, Conversation, Message, Person, Try
from app.timeline import note
from app.whatsapp.forgotten import PREFIX

UNSENT = ("queued", "held")


def erase(session: Session, contact_id: int, person: Person | None, now: datetime) -> dict[str, int] | None:
    """Returns how many rows of what kind were erased; None when there is no such contact. Without a person it is done
    again, after a backup was restored.

    Raises RefusedError with `being_sent` while a message to them is on its way: then nothing was erased.
    """
    names = forgetting.names_of(session, contact_id)
    theirs = select(Conversation.id).where(Conversation.contact_id == contact_id)
    in_them = Message.conversation_id.in_(theirs)
    came_in = session.scalars(select(Message.delivery_id).where(in_them, Message.delivery_id.is_not(None)).distinct())
    named = mentions.find(session, names, [number for number in came_in if number])
    locked = list(locking.lock_all(session, session.scalars(theirs).all()).values())
    contact = session.get(Contact, contact_id, with_for_update=True, populate_existing=True)
    if contact is None:
        return None
    ids = [conversation.id for conversation in locked]
    for conversation in locked:
        _stop(session, conversation, person, now)
    wamids = list(session.scalars(select(Message.wamid).where(sets.among(Message.conversation_id, ids))))
    known = [wamid for wamid in wamids if wamid and not wamid.startswith(PREFIX)]
    tombstones.lay(session, contact_id, now)
    said = forgetting.words_of(session, ids)
    erased = forgetting.around(session, contact_id, ids, names, known)
    erased["deliveries"] = mentions.clear(session, named, names, known)
    erased["messages"] = _messages(session, ids, now)
    forgetting.named_so(session, contact.name, names)
    forgetting.called_by(session, said)
    session.execute(delete(Try))  # who looked after them may have tried what they wrote; it is kept for an hour only
    forgetting.who(session, contact)
    for conversation in locked:
        note(session, conversation, "erased", now, person=person)
    audit.write(session, "contact_erased", person, now, ("contact", contact_id), erased)
    session.flush()
    return erased


def _messages(session: Session, ids: Sequence[int], now: datetime) -> int:
    here = select(Message).where(sets.among(Message.conversation_id, ids)).order_by(Message.id).with_for_update()
    rows = session.scalars(here).all()
    forgetting.empty(rows, "right", now)
    session.flush()
    return len(rows)


def _stop(session: Session, conversation: Conversation, person: Person | None, now: datetime) -> None:
    """Nothing goes out any more, nobody waits, and Lotse has nothing left to do here."""
    handling.resolve(session, conversation, person, now)
    here = Message.conversation_id == conversation.id
    unsent = update(Message).where(here, Message.status.in_(UNSENT))
    session.execute(unsent.values(status="cancelled", ended_at=now))
    if session.scalars(select(Message.id).where(here, Message.status == "sending").limit(1)).first():
        raise RefusedError("being_sent")
    in_doubt = (here, Message.status.in_(("failed", "unknown")), Message.told_at.is_(None))
    untold = update(Message).where(*in_doubt).values(told_at=now).returning(Message.id, Message.author)
    for row in session.execute(untold).all():
        if row.author == "bot":
            queued.give_question_to_people(session, row.id, "erased")
    open_ones = update(Message).where(here, Message.direction == "in", Message.outcome.is_(None))
    session.execute(open_ones.values(outcome="noted", outcome_reason="erased"))
    conversation.due_at = conversation.think_at = conversation.plan = conversation.error = None
    conversation.claim = conversation.claimed_until = conversation.waiting_since = None
    conversation.snoozed_at = conversation.snoozed_until = None
    conversation.read_told_id, conversation.typing_due = conversation.read_to_id, False
