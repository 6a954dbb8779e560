"""Raw deliveries that name a contact, found and cleared when the contact is erased."""

from collections.abc import Collection

from sqlalchemy import LargeBinary, delete, func, literal, or_, select
from sqlalchemy.orm import Session

from app import sets
from app.tables import Delivery
from app.whatsapp import payloads

SHORTEST = 5  # characters; a shorter alias would be found in half of all deliveries


def find(session: Session, names: Collection[str], delivery_ids: Collection[int]) -> list[int]:
    """Those of these ids, and all whose bytes hold one of these names. Reads every delivery that is still kept, so it
    is asked before anything is locked."""
    known = sets.among(Delivery.id, delivery_ids)
    long = [name.encode() for name in names if len(name) >= SHORTEST]
    named = [func.position(literal(name, LargeBinary).op("IN")(Delivery.body)) > 0 for name in long]
    return list(session.scalars(select(Delivery.id).where(or_(known, *named)).order_by(Delivery.id)))


def clear(session: Session, found: Collection[int], names: Collection[str], wamids: Collection[str]) -> int:
    """What was read in full goes as a whole, as it would some days later. Of what is set aside for people only what
    names the contact goes; one that cannot be read at all goes too. What intake has not read yet is a new message, and
    stays. Returns how many there were."""
    these = sets.among(Delivery.id, found)
    read = delete(Delivery).where(these, Delivery.taken_in_at.is_not(None), Delivery.set_aside_at.is_(None))
    gone = len(session.execute(read.returning(Delivery.id)).all())
    aside = select(Delivery).where(these, Delivery.set_aside_at.is_not(None)).order_by(Delivery.id).with_for_update()
    for delivery in session.scalars(aside).all():
        left = payloads.without_mentions(delivery.body, [*names, *wamids])
        if left is None:
            session.delete(delivery)
        else:
            delivery.body = left
        gone += 1
    return gone
