"""All intents of the playbook in a table: what Lotse does with each, and how much of it comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import certificates, clock, database
from app.dashboard import certificates as shown_certificates
from app.dashboard import intents
from app.dashboard.blueprint import blueprint
from app.dashboard.playbook import page
from app.dashboard.translation import current
from app.playbook.intents import Intent, Language
from app.reconsidering import WITHDRAWN
from app.samples.mark import is_in_real
from app.tables import Certificate, Decision

DAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Row:
    """`proven` names a state of the certificates' page; None where no classifier has proven anything yet, and
    Lotse may answer."""

    intent: Intent
    title: str
    proven: str | None
    examples: int
    traffic: int


@blueprint.get("/playbook", endpoint="playbook")
def overview() -> ResponseReturnValue:
    book, wanted = page.held().playbook, request.args.get("q", "").strip()
    with database.sessions()() as session:
        proven = {one.intent: one for one in certificates.of_active(session)}
        counts = traffic(session, clock.now(session))
    language: Language = "de" if current().language == "de" else "en"
    rows = [row(one, one.title[language], proven.get(one.name), counts) for one in book.intents.values()]
    found = sorted(
        (one for one in rows if matches(one.intent, wanted)), key=lambda one: intents.alphabetical(one.title)
    )
    return page.show("overview", rows=found, number=len(rows), wanted=wanted, teams=book.teams)


def traffic(session: Session, now: datetime) -> dict[str, int]:
    """How many turns of the last 30 days were about each intent."""
    lately = (Decision.created_at > now - DAYS, Decision.intent.is_not(None), Decision.kind != WITHDRAWN)
    real = is_in_real(Decision.conversation_id)
    rows = session.execute(select(Decision.intent, func.count()).where(*lately, real).group_by(Decision.intent))
    return {str(intent): number for intent, number in rows}


def row(intent: Intent, title: str, proven: Certificate | None, counts: Mapping[str, int]) -> Row:
    human = "human" if intent.autonomy == "human" else None
    state = shown_certificates.state(proven, intent.autonomy) if proven else human
    return Row(intent, title, state, sum(1 for _ in intent.texts()), counts.get(intent.name, 0))


def matches(intent: Intent, wanted: str) -> bool:
    """Whether all the words stand in its name, titles, answers or one of its examples."""
    words = wanted.casefold().split()
    common = " ".join((intent.name, *intent.title.values(), *intent.answers.values())).casefold()
    if all(word in common for word in words):
        return True
    return any(all(word in text.casefold() for word in words) for text, _, _ in intent.texts())
