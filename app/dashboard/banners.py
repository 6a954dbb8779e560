"""What everybody must see on every page: deliveries set aside, and no classifier at work."""

from dataclasses import dataclass

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from app import classifiers
from app.tables import Delivery

MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Banners:
    set_aside: int
    no_classifier: bool


def read(session: Session) -> Banners:
    some = select(literal(1)).select_from(Delivery).where(Delivery.set_aside_at.is_not(None)).limit(MOST_COUNTED)
    set_aside = session.scalars(select(func.count()).select_from(some.subquery())).one()
    return Banners(set_aside, not classifiers.in_use(session))
