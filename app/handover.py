"""The one sentence with which Lotse gives a conversation to people, by the reason, with an honest time. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app import hours_said
from app.hours import Hours
from app.playbook.answers import fill
from app.playbook.model import Language, Playbook

COMPLAINT = "complaint"

# Reasons of triage's, by the sentence that fits. With those that are not here, Lotse goes in silence: people have the
# conversation already, nothing can be sent, or nothing should be.
SENTENCES = {
    "wants_person": "asked_for",
    "locked": "locked",
    "late": "late",
    "gathered": "gathered",
    "opt_out": "asked_for",
    **dict.fromkeys(("too_many", "repeated", "detail_missing"), "tries"),
    **dict.fromkeys(("lookup_failed", "lookup_empty"), "failed"),
    **dict.fromkeys(("unreadable", "no_classifier", "out_of_scope", "unsure", "several"), "unsure"),
    **dict.fromkeys(("only_observes", "only_suggests", "not_certified", "variable_missing"), "unsure"),
    **dict.fromkeys(("no_answer_text", "answer_too_long", "set_aside"), "unsure"),
}

# How long it takes, as people would say it: seconds, and the word in the playbook's [span].
SPANS = ((5 * 60, "minutes"), (15 * 60, "quarter"), (30 * 60, "half_hour"), (3600, "hour"), (2 * 3600, "two_hours"))


@dataclass(frozen=True, slots=True)
class Desk:
    """Whether people are there. `hours` is None when nobody said when they are: then they may be at any time.

    `usual`: within which time most customers got a person's answer lately; None when that is not known.
    """

    hours: Hours | None = None
    usual: timedelta | None = None

    def is_open(self, now: datetime) -> bool:
        return self.hours is None or self.hours.is_open(now)

    def closed_since(self, now: datetime) -> datetime | None:
        return self.hours.closed_since(now) if self.hours else None


def sentence(
    reason: str, intent: str | None, desk: Desk, playbook: Playbook, language: Language, now: datetime
) -> str | None:
    """What is said to the customer; None when nothing is."""
    key = COMPLAINT if reason == "locked" and intent == COMPLAINT else SENTENCES.get(reason, "")
    texts = playbook.handover.get(key)
    if texts is None or not playbook.rules.handover.say:
        return None
    return fill(texts[language], {"when": when(desk, playbook, language, now)})


def away(desk: Desk, playbook: Playbook, language: Language, now: datetime) -> str | None:
    """What who writes at a closed time, and waits for a person already, is told; None when nothing is."""
    if desk.is_open(now) or not playbook.away or not playbook.rules.handover.say:
        return None
    return fill(playbook.away[language], {"when": when(desk, playbook, language, now)})


def when(desk: Desk, playbook: Playbook, language: Language, now: datetime) -> str:
    """When a person will answer, as far as that is known: never sooner than it is."""
    if desk.hours and not desk.hours.is_open(now):
        opening = desk.hours.next_opening(now)
        if opening:
            return fill(
                playbook.when["closed"][language],
                {"opening": hours_said.opening(opening, now, desk.hours.zone, language)},
            )
        return playbook.when["soon"][language]
    span = _span(desk, now)
    if span:
        return fill(playbook.when["usual"][language], {"span": playbook.span[span][language]})
    return playbook.when["soon"][language]


def _span(desk: Desk, now: datetime) -> str | None:
    """The word for the usual time; None when it is not known, longer than a word, or after closing."""
    if desk.usual is None:
        return None
    closes = desk.hours.closes(now) if desk.hours else None
    if closes and now + desk.usual > closes:
        return None
    return next((name for seconds, name in SPANS if desk.usual.total_seconds() <= seconds), None)
