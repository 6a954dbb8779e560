"""What the reports show: four views, each with few figures, so that none keeps a page waiting."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.dashboard import intents, report_tables
from app.dashboard.report_asked import people
from app.dashboard.report_table import Table
from app.dashboard.report_tables import RESOLUTION_BOUNDS, RESPONSE_BOUNDS
from app.dashboard.translation import Translator
from app.figures import stayed, topics, volume, waits, work
from app.figures.question import Question


@dataclass(frozen=True, slots=True)
class Look:
    """Who asks for what, and when."""

    session: Session
    question: Question
    now: datetime
    t: Translator


def overview(look: Look) -> list[Table]:
    hours, days = volume.read(look.session, look.question), look.question.days
    return [
        report_tables.days(hours, days),
        report_tables.heat(hours, days, look.t),
        report_tables.reasons(hours, look.t),
        report_tables.stayed(stayed.read(look.session, look.question, look.now)),
    ]


def by_topic(look: Look) -> list[Table]:
    return [report_tables.topics(topics.read(look.session, look.question, look.now), look.t)]


def responses(look: Look) -> list[Table]:
    session, question = look.session, look.question
    waited = waits.responses(session, question, intents.hours())
    taken, replies, load = (of(session, question) for of in (work.taken, work.replies, work.load))
    in_hand = [one for one in load if one.person_id is not None]
    teams = _teams(look, [*taken, *replies, *load, *waited])
    return [
        report_tables.work("people", _people(look), taken, replies, waited, in_hand),
        report_tables.work("teams", teams, taken, replies, waited, load),
        report_tables.spans("response_times", waited, RESPONSE_BOUNDS, look.t),
    ]


def resolutions(look: Look) -> list[Table]:
    session, question = look.session, look.question
    took = waits.resolutions(session, question, intents.hours())
    return [
        report_tables.resolved("people_resolved", _people(look), took),
        report_tables.resolved("teams_resolved", _teams(look, took), took),
        report_tables.spans("resolution_times", took, RESOLUTION_BOUNDS, look.t),
    ]


VIEWS: Mapping[str, Callable[[Look], list[Table]]] = {
    "overview": overview,
    "topics": by_topic,
    "responses": responses,
    "resolutions": resolutions,
}
TABLES = {
    "overview": ("days", "heat", "reasons", "stayed"),
    "topics": ("topics",),
    "responses": ("people", "teams", "response_times"),
    "resolutions": ("people_resolved", "teams_resolved", "resolution_times"),
}


def table(look: Look, name: str) -> Table:
    """One of them alone, for a file."""
    view = next(view for view, names in TABLES.items() if name in names)
    return next(one for one in VIEWS[view](look) if one.name == name)


def _people(look: Look) -> dict[int | None, str]:
    named: dict[int | None, str] = dict(people(look.session).items())
    return named | {None: look.t("reports.by_phone")}


def _teams(look: Look, found: Sequence[Any]) -> dict[str | None, str]:
    """The playbook's, and those that it no longer has."""
    known = intents.all_teams(look.t.language)
    named: dict[str | None, str] = {team: known.get(team, team) for team in [*known, *_named(found)]}
    return named | {None: look.t("reports.no_team")}


def _named(found: Iterable[Any]) -> list[str]:
    return sorted({one.team for one in found if one.team is not None})
