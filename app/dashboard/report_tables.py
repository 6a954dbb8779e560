"""The tables of the reports, from their figures."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from app.dashboard import figures_said, intents
from app.dashboard.report_table import PEOPLE, WAITS, Row, Table
from app.dashboard.translation import Translator
from app.figures import volume
from app.figures.percentiles import NINETY, part, percentile, spread
from app.figures.sheets import Cell
from app.figures.stayed import Stayed
from app.figures.topics import Topic
from app.figures.volume import Hour
from app.figures.waits import Waits, by, whole
from app.figures.work import Done

RESPONSE_BOUNDS = (5, 15, 30, 60, 120, 240, 480)  # minutes
RESOLUTION_BOUNDS = (15, 60, 120, 240, 480, 960, 2400)


def days(hours: Iterable[Hour], of: Sequence[date]) -> Table:
    found = volume.by_day(hours, of)
    names = ("in", *volume.NAMES)
    rows = [_row(day, *(counts[name] for name in names), volume.share(counts)) for day, counts in found.items()]
    return Table("days", (("day", "day"), *((name, "number") for name in names), ("answer_share", "share")), rows)


def _row(*cells: Cell) -> Row:
    return cells


def piles(of_days: Table) -> list[tuple[str, list[int]]]:
    """What the columns of the days are made of: answered, brought to people, and all the rest."""
    whole, answered, escalated = (of_days.column(name) for name in ("in", "answered", "escalated"))
    rest = [all_in - one - other for all_in, one, other in zip(whole, answered, escalated, strict=True)]
    return [("answered", answered), ("escalated", escalated), ("rest", rest)]


def heat(hours: Iterable[Hour], of: Sequence[date], t: Translator) -> Table:
    found = volume.heat(hours, of)
    rows = [
        _row(figures_said.weekday(t, weekday), *(found[weekday, hour] for hour in range(24))) for weekday in range(7)
    ]
    return Table("heat", (("weekday", "name"), *((f"{hour:02}", "mean") for hour in range(24))), rows)


def reasons(hours: Iterable[Hour], t: Translator) -> Table:
    found = volume.reasons(hours)
    most = sum(number for _, number in found)
    rows = [(t.coded("reason", reason or "?"), number, part(number, most)) for reason, number in found]
    return Table("reasons", (("reason", "name"), ("escalated", "number"), ("part", "share")), rows)


def topics(found: Iterable[Topic], t: Translator) -> Table:
    rows = [
        (
            intents.title(one.intent, t.language) if one.intent else t("reports.no_topic"),
            one.turns,
            part(one.answered, one.turns),
            part(one.escalated, one.turns),
            one.judged,
            part(one.corrected, one.judged),
            one.old,
            part(one.returned, one.old),
        )
        for one in found
    ]
    columns = ("turns", "number"), ("answered_share", "share"), ("escalated_share", "share"), ("judged", "number")
    later = ("corrected_share", "share"), ("old_answers", "number"), ("returned_share", "share")
    return Table("topics", (("topic", "name"), *columns, *later), rows)


def work(
    name: str,
    names: Mapping[Any, str],
    taken: Sequence[Done],
    replies: Sequence[Done],
    waits: Sequence[Waits],
    load: Sequence[Done],
) -> Table:
    """By person or by team: what they did, how soon they answered, and what they have now."""
    key = _key(name)
    sums = [_sums(done, key) for done in (taken, replies, load)]
    spans = by(waits, key)
    rows: list[Row] = []
    for one in _known(names, spans, *sums):
        took, wrote, has = (of[one] for of in sums)
        rows.append((names[one], took, wrote, sum(spans.get(one, Counter()).values()), *_spans(spans.get(one)), has))
    counts = ("taken", "number"), ("replies", "number"), ("first_responses", "number")
    spread_columns = ("median", "minutes"), ("ninety", "minutes"), ("load", "number")
    return Table(name, ((_head(name), "name"), *counts, *spread_columns), rows, WAITS)


def resolved(name: str, names: Mapping[Any, str], waits: Sequence[Waits]) -> Table:
    """By person or by team: how long it took until they resolved it."""
    spans = by(waits, _key(name))
    rows = [(names[one], sum(spans[one].values()), *_spans(spans[one])) for one in _known(names, spans)]
    columns = ("resolutions", "number"), ("median", "minutes"), ("ninety", "minutes")
    return Table(name, ((_head(name), "name"), *columns), rows, WAITS)


def spans(name: str, waits: Sequence[Waits], bounds: Sequence[int], t: Translator) -> Table:
    """How many waited how long."""
    found = spread(whole(waits), bounds)
    said = [t.span(timedelta(minutes=bound)) for bound in bounds]
    between = [t("reports.between", first=first, last=last) for first, last in pairwise(said)]
    labels = [t("reports.below", span=said[0]), *between, t("reports.from", span=said[-1])]
    rows = [(label, number, part(number, sum(found))) for label, number in zip(labels, found, strict=True)]
    return Table(name, (("span", "name"), ("number", "number"), ("part", "share")), rows, WAITS)


def stayed(found: Iterable[Stayed]) -> Table:
    rows = [(one.day, one.resolved, one.stayed, part(one.stayed, one.resolved)) for one in found]
    columns = ("day", "day"), ("resolved", "number"), ("stayed", "number"), ("stayed_share", "share")
    return Table("stayed", columns, rows, PEOPLE)


def _key(name: str) -> Any:
    return (lambda one: one.team) if name.startswith("teams") else (lambda one: one.person_id)


def _head(name: str) -> str:
    return "team" if name.startswith("teams") else "person"


def _sums(done: Iterable[Done], key: Any) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for one in done:
        found[key(one)] += one.number
    return found


def _known(names: Mapping[Any, str], *found: Mapping[Any, Any]) -> list[Any]:
    """Those of whom there is anything, in the order of the names."""
    return [one for one in names if any(one in of for of in found)]


def _spans(counts: Counter[int] | None) -> tuple[int | None, int | None]:
    found = counts or Counter()
    return percentile(found, 0.5), percentile(found, NINETY)
