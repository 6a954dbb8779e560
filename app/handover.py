"""The one sentence with which Lotse gives a conversation to people, by the reason, with an honest time. Pure."""

from dataclasses import replace
from datetime import datetime

from app import answering, gathering, hours_said, owners
from app.answering import NoAnswerError
from app.cases import OPT_OUT, Case
from app.decisions import Decision, Desk
from app.playbook.answers import fill
from app.playbook.intents import Language
from app.playbook.model import SPANS, Playbook
from app.whatsapp.limits import check
from app.whatsapp.outgoing import Buttons, Choices, Text

COMPLAINT = "complaint"

# Reasons of triage's, by the sentence that fits. With those that are not here, Lotse goes in silence: people have the
# conversation already, nothing can be sent, or nothing should be.
SENTENCES = {
    "wants_person": "asked_for",
    "locked": "locked",
    "late": "late",
    "discontent": "complaint",
    "changed_mind": "unsure",
    "gathered": "gathered",
    "opt_out": "asked_for",
    **dict.fromkeys(("repeated", "detail_missing"), "tries"),
    **dict.fromkeys(("lookup_failed", "lookup_empty"), "failed"),
    **dict.fromkeys(("unreadable", "no_classifier", "out_of_scope", "unsure", "several"), "unsure"),
    **dict.fromkeys(("only_observes", "only_suggests", "not_certified", "variable_missing"), "unsure"),
    **dict.fromkeys(("no_answer_text", "answer_too_long"), "unsure"),
}

# Up to how many seconds each of the playbook's [span] is the word for.
SECONDS = dict(zip(SPANS, (5 * 60, 15 * 60, 30 * 60, 3600, 2 * 3600), strict=True))


def closed(case: Case, decision: Decision) -> Decision:
    """With the sentence for the customer, where one is due: once, when the conversation goes to people."""
    if not case.may_speak or case.has_said_too_much:
        return decision
    desk, reason = case.situation.desk, decision.reason or "unsure"
    if case.situation.owner in owners.LOTSE_MAY_SPEAK:
        intent = case.intent.name if case.intent else None
        said = sentence(_told(case, reason), intent, desk, case.playbook, case.known, case.now)
    else:
        said = _away(case)
    if said is None or case.is_the_same_again(said):
        return decision
    text = f"{said}\n\n{case.playbook.disclosure[case.known]}" if case.discloses else said
    away = not desk.is_open(case.now)
    return replace(decision, answer=Text(text), discloses=case.discloses, says_away=away)


def confirmed(case: Case, decision: Decision) -> Decision:
    """With the confirmation of an opt-out that stands beside something else, in what goes out anyway."""
    intent = case.playbook.intents.get(OPT_OUT)
    said, due = decision.answer, case.opts == "out" and not case.situation.stop_confirmed and not decision.stops
    if intent is None or not due or not isinstance(said, Text | Buttons | Choices):
        return decision
    try:
        whole = replace(said, body=f"{answering.text(intent, case.values, case.known)}\n\n{said.body}")
    except NoAnswerError:
        return decision
    if check(whole):
        return decision
    return replace(
        decision, answer=whole, stops=True, text=decision.text if decision.kind == "escalate" else whole.body
    )


def _told(case: Case, reason: str) -> str:
    """Who was asked for details and has given none is not thanked for them."""
    given = case.turn.unreadable or gathering.has_some(case.expected, case.turn.details)
    everything = any(gathering.has_all(one, case.turn.details) for one in case.wanted)
    return "locked" if reason == "gathered" and not (given or everything) else reason


def _away(case: Case) -> str | None:
    """For who waits for people and writes on while nobody is there: once for each closed time, and not over a
    conversation in which people have written."""
    situation, since = case.situation, case.situation.desk.closed_since(case.now)
    if situation.stopped or case.is_quiet:
        return None
    if situation.owner != owners.WAITING or since is None or situation.history.a_person_wrote:
        return None
    if situation.away_said and situation.away_said >= since:
        return None
    return away(situation.desk, case.playbook, case.known, case.now)


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
    return next((name for name, seconds in SECONDS.items() if desk.usual.total_seconds() <= seconds), None)
