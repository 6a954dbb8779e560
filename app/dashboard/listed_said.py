"""What the list's templates can call: the filters in words, and how long somebody waits."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from app import playbook
from app.dashboard import intents, waiting
from app.dashboard.blueprint import blueprint, me
from app.dashboard.filters import NOBODY, PRIORITIES, Filters
from app.dashboard.panel import Panel
from app.dashboard.place import Place
from app.dashboard.pressing import pressing
from app.dashboard.saved_filters import address
from app.dashboard.translation import Translator
from app.dashboard.waiting import ReplyDue

LANGUAGES = ("de", "en", "tr", "pl", "it", "es", "fr", "nl")


class Chip(NamedTuple):
    """A filter that is active; at `path` it is gone."""

    name: str
    text: str
    path: str


def chips(place: Place, panel: Panel, t: Translator) -> list[Chip]:
    said = _said(place.filters, panel, t)
    return [Chip(name, text, _path(place, place.filters.without(name))) for name, text in said.items()]


def _path(place: Place, filters: Filters) -> str:
    return replace(place, filters=filters, page=1).path(place.conversation_id)


def _said(filters: Filters, panel: Panel, t: Translator) -> dict[str, str]:
    inboxes, people = dict(panel.inboxes), {person.id: person.name for person in panel.people}
    language = t.language
    words = {
        "q": filters.q and t("filter.chip.q", words=filters.q),
        "inbox": filters.inbox is not None and inboxes.get(filters.inbox, "?"),
        "team": filters.team and intents.team(filters.team, language),
        "intent": filters.intent and intents.title(filters.intent, language),
        "language": filters.language and t.coded("lingua", filters.language),
        "priority": filters.priority and t(f"filter.priority.{filters.priority}"),
        "label": filters.label,
        "who": filters.who is not None and _whose(filters.who, people, t),
        "unread": filters.unread and t("filter.unread"),
        "closing": filters.closing and t("filter.closing"),
        "ours": filters.ours and t("filter.ours"),
    }
    return {name: text for name, text in words.items() if text}


def _whose(who: int, people: dict[int, str], t: Translator) -> str:
    return t("filter.nobody") if who == NOBODY else people.get(who, "?")


def whose_said(panel: Panel, t: Translator) -> list[tuple[int, str]]:
    """Whose conversations can be chosen: nobody's, the reader's own first, and everybody's."""
    mine = me().id
    others = [(person.id, person.name) for person in panel.people if person.id != mine]
    return [(NOBODY, t("filter.nobody")), (mine, t("you")), *others]


def said_alike(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def coded_said(group: str, codes: Iterable[str], t: Translator) -> list[tuple[str, str]]:
    return [(code, t.coded(group, code)) for code in codes]


def waited(since: datetime, now: datetime) -> timedelta:
    return waiting.waited(since, now, intents.hours())


def reply_due(since: datetime | None, now: datetime) -> ReplyDue | None:
    """Of who waits; None where nobody does, or there is time enough."""
    within = timedelta(minutes=playbook.rules().waiting.reply_minutes)
    return waiting.reply_due(waited(since, now), within) if since else None


@blueprint.app_context_processor
def what_the_list_knows() -> dict[str, object]:
    return {
        "chips": chips,
        "whose_said": whose_said,
        "said_alike": said_alike,
        "coded_said": coded_said,
        "pressing": pressing,
        "waited": waited,
        "reply_due": reply_due,
        "saved_address": address,
        "priorities": PRIORITIES,
        "customers_languages": LANGUAGES,
    }
