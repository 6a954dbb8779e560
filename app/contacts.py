"""Finding the contact behind the ids that WhatsApp gives."""

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.tables import Contact, ContactAlias, Conversation, Inbox
from app.whatsapp.payloads import InboundMessage

Alias = tuple[str, str]


def aliases_of(message: InboundMessage) -> list[Alias]:
    """The ids in the message, the lasting one (BSUID) first."""
    ids = (("bsuid", message.bsuid), ("phone", message.phone))
    return [(kind, value) for kind, value in ids if value]


def inbox(session: Session, phone_number_id: str, display_number: str | None = None) -> Inbox:
    """The inbox of this number; made on its first message, so that nothing is lost of a number new to us."""
    found = select(Inbox).where(Inbox.phone_number_id == phone_number_id)
    known = session.execute(found).scalar_one_or_none()
    if known:
        return known
    insertion = insert(Inbox).values(phone_number_id=phone_number_id, display_number=display_number)
    session.execute(insertion.on_conflict_do_nothing())
    return session.execute(found).scalar_one()


def contact(session: Session, message: InboundMessage) -> int:
    """The id of the contact who goes by any of the message's ids; made when all of them are new."""
    wanted = aliases_of(message)
    known = _known(session, wanted)
    contact_id = next((known[alias] for alias in wanted if alias in known), None) or _new(session, wanted)
    for alias in wanted:
        if alias not in known:
            _name(session, contact_id, alias)
    _rename(session, contact_id, message.name)
    return contact_id


def _known(session: Session, wanted: list[Alias]) -> dict[Alias, int]:
    aliases = tuple_(ContactAlias.kind, ContactAlias.value).in_(wanted)
    rows = session.execute(select(ContactAlias.kind, ContactAlias.value, ContactAlias.contact_id).where(aliases))
    return {(kind, value): contact_id for kind, value, contact_id in rows}


def _name(session: Session, contact_id: int, alias: Alias) -> bool:
    """Let the contact go by this id too; false when somebody else already does."""
    kind, value = alias
    insertion = insert(ContactAlias).values(contact_id=contact_id, kind=kind, value=value).on_conflict_do_nothing()
    return session.execute(insertion.returning(ContactAlias.id)).scalar_one_or_none() is not None


def _new(session: Session, wanted: list[Alias]) -> int:
    """Make a contact; if another process made it at the same instant, its alias won and ours is dropped."""
    made = Contact()
    session.add(made)
    session.flush()
    if _name(session, made.id, wanted[0]):
        return made.id
    session.delete(made)
    session.flush()
    return next(iter(_known(session, wanted).values()), None) or _new(session, wanted)


def _rename(session: Session, contact_id: int, name: str | None) -> None:
    found = session.get_one(Contact, contact_id)
    if name and found.name != name:
        found.name = name[:256]


def conversation(session: Session, inbox_id: int, contact_id: int) -> Conversation:
    """The thread of this contact in this inbox, its row locked until the transaction ends; made when new."""
    mine = (Conversation.inbox_id == inbox_id, Conversation.contact_id == contact_id)
    locked = select(Conversation).where(*mine).with_for_update(of=Conversation)
    found = session.execute(locked.execution_options(populate_existing=True)).scalar_one_or_none()
    if found:
        return found
    session.execute(insert(Conversation).values(inbox_id=inbox_id, contact_id=contact_id).on_conflict_do_nothing())
    return session.execute(locked).scalar_one()


def recipient(aliases: list[ContactAlias]) -> dict[str, str]:
    """How Meta wants this contact addressed: the phone number as WhatsApp gave it, else the business-scoped id."""
    by_kind = {alias.kind: alias.value for alias in aliases}
    return {"to": by_kind["phone"]} if "phone" in by_kind else {"recipient": by_kind["bsuid"]}
