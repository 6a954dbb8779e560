"""For supervisors: how long what is kept, what the last nights removed, and how many contacts were erased by right."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock, database, retention, settings
from app.dashboard import banners
from app.dashboard.blueprint import blueprint
from app.dashboard.set_aside import only_supervisors
from app.tables import Night, Tombstone

KINDS = ("messages", "media", "notes", "drafts", "corrections", "contacts", "former_ids")
SHOWN = 14  # nights


@dataclass(frozen=True, slots=True)
class Shown:
    """`kept`: days by what is kept; `nights`: the latest first, the one that is not finished among them; `late`: no
    round was finished for two days."""

    kept: tuple[tuple[str, int], ...]
    nights: tuple[Night, ...]
    erased: int
    late: bool


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    only_supervisors()
    with database.sessions()() as session:
        now = clock.now(session)
        shown, found = read(session, now), banners.read(session)
    return render_template("privacy.html", shown=shown, kinds=KINDS, banners=found)


def read(session: Session, now: datetime) -> Shown:
    kept = settings.load()
    days = {name: getattr(kept, f"{name}_kept_days") for name in ("messages", "media", "decisions", "deliveries")}
    nights = tuple(session.scalars(select(Night).order_by(Night.id.desc()).limit(SHOWN)))
    erased = session.scalar(select(func.count(Tombstone.erased_at.distinct()))) or 0
    return Shown(tuple(days.items()), nights, erased, retention.is_late(session, now))
