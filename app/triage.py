"""What to do with a turn. Pure: values in, a decision out; nothing is read, sent or written here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app import acting, answering, asking, gathering, guards, handover, owners
from app.asked_back import asks_where, will_look
from app.cases import OPT_OUT, Case
from app.decisions import Decision, Situation, Turn
from app.person_wish import asks_for_a_person
from app.playbook.intents import OUT_OF_SCOPE
from app.playbook.model import Playbook
from app.taken_back import begins_to_take_back, takes_back
from app.unfinished import says_little
from app.whatsapp.limits import window_open
from models.prediction import Prediction

# With these a turn that was to bring details is worth a look of the same people, whatever else it seems to be.
NOT_UNDERSTOOD = frozenset({"unreadable", "no_classifier", "out_of_scope", "unsure", "only_observes", "only_suggests"})

# And with these, or none, it may be that nothing has to be answered: taken back, or only a moment is asked for.
NOT_PRESSING = frozenset({"no_classifier", "out_of_scope", "unsure", "several", "only_observes", "only_suggests"})


def decide(
    turn: Turn,
    prediction: Prediction | None,
    situation: Situation,
    playbook: Playbook,
    certified: Mapping[str, float],
    now: datetime,
) -> Decision:
    """Decide one turn. The rules stand in the order in which they win; the first that speaks decides.

    `prediction` is None when no classifier could be loaded. `certified`: the intents that may answer by themselves, and
    from which confidence on. A suggestion for the agent is added where there is one, and for the customer the sentence
    with which Lotse gives the conversation to people.
    """
    case = Case(turn, prediction, situation, playbook, certified, now)
    decision = _guarded(case, _opted_out(case) or _escalated(case) or acting.acted(case))
    if decision.kind == "escalate" and decision.text is None:
        decision = replace(decision, text=answering.suggestion(case.wanted, case.values, case.known))
    if decision.kind == "escalate":
        decision = handover.closed(case, decision)
    responsible = case.expected if decision.reason == "gathered" and case.expected else case.intent
    team = responsible.team if responsible else None
    return replace(handover.confirmed(case, decision), language=case.language, team=team, opts=case.opts)


def _opted_out(case: Case) -> Decision | None:
    """A plain word such as STOP needs no classifier. It is confirmed once."""
    if case.situation.owner not in owners.LOTSE_MAY_SPEAK or not case.only_opts:
        return None
    if case.opts == "in":
        return Decision("note", "opted_in") if case.situation.opted_out else None
    if case.situation.stop_confirmed:
        return Decision("note", OPT_OUT)
    intent = case.playbook.intents.get(OPT_OUT)
    if intent is None or not case.may_speak:
        return Decision("escalate", OPT_OUT)
    confirmed = replace(acting.answered(case, [intent]), intent=OPT_OUT)
    # after STOP and START the words with which the first was confirmed still hold
    again = confirmed.kind == "answer" and case.is_the_same_again(confirmed.text or "")
    return Decision("note", OPT_OUT, stops=True) if again else confirmed


def _escalated(case: Case) -> Decision | None:
    """Why people are needed, or None."""
    owner = case.situation.owner
    if owner != owners.WAITING and case.is_sticker:
        return Decision("note", "sticker")
    if owner in {"agent", "phone"} and case.is_quiet and not asks_for_a_person(case.turn.text):
        return None
    reason = _reason(case)
    if reason is None or reason in NOT_PRESSING:
        put_off = _put_off(case, reason)
        if put_off:
            return put_off
    if reason in NOT_UNDERSTOOD and case.expected:
        reason = "gathered"
    if reason in {"unsure", "out_of_scope"} and gathering.asks_in_vain(case.turn.before, case.turn.details):
        return acting.asked_again(case) or Decision("escalate", "detail_missing", _detail(case, "detail_missing"))
    if reason in {"unsure", "out_of_scope"} and says_little(case.turn.text) and case.greeting:
        return None
    if reason is None:
        return None
    asked = acting.asked_which(case) if reason == "unsure" else None
    return asked or Decision("escalate", reason, _detail(case, reason))


def _put_off(case: Case, reason: str | None) -> Decision | None:
    """What is said instead of an answer to Lotse's question, and what takes back what was said before."""
    texts, before = case.turn.texts or (case.turn.text,), case.turn.before
    asked = gathering.asks_in_vain(before, case.turn.details)
    if (asked or len(texts) > 1) and takes_back(texts[-1]):
        return Decision("note", "withdrawn")
    if len(texts) > 1 and begins_to_take_back(texts[-1]) and not case.is_told:
        return Decision("escalate", "changed_mind")
    if asked and (will_look(case.turn.text) or (reason and case.was_typed_before)):
        return Decision("note", "will_follow")
    if asked and asks_where(case.turn.text):
        return acting.asked_again(case) or Decision("escalate", "detail_missing", _detail(case, "detail_missing"))
    return None


def _reason(case: Case) -> str | None:
    """The first that applies."""
    turn, said, intent, situation = case.turn, case.prediction, case.intent, case.situation
    late = case.now - (turn.began_at or turn.last_customer_at) > timedelta(
        minutes=case.playbook.rules.limits.late_minutes
    )
    rules = (
        (situation.owner in owners.WITH_PEOPLE, "with_person"),
        (situation.owner == "phone", "answered_by_phone"),
        (case.is_another_machine, "loop"),
        (asks_for_a_person(turn.text), "wants_person"),
        (bool(turn.unreadable), "unreadable"),
        (not window_open(turn.last_customer_at, case.now), "window_closed"),
        (late and not (intent and intent.quiet), "late"),
        (said is None, "no_classifier"),
        (intent is not None and intent.name == asking.PERSON, "wants_person"),
        (intent is None or intent.name == OUT_OF_SCOPE, "out_of_scope"),
        (intent is not None and intent.autonomy == "human", "locked"),
        (gathering.has_some(case.expected, turn.details), "gathered"),
        (said is not None and not case.is_sure(said.intent, said.confidence), "unsure"),
        (case.is_discontent, "discontent"),
        (len(case.wishes) > 1 or not all(case.may_answer(*other) for other in case.wishes), "several"),
        (intent is not None and intent.autonomy == "observe", "only_observes"),
        (intent is not None and intent.autonomy == "suggest", "only_suggests"),
        (intent is not None and intent.name not in case.certified, "not_certified"),
        (any(gathering.has_all(one, turn.details) for one in case.wanted), "gathered"),
    )
    return next((reason for applies, reason in rules if applies), None)


def _detail(case: Case, reason: str) -> str | None:
    if reason == "unreadable":
        return ", ".join(dict.fromkeys(case.turn.unreadable))
    if reason == "detail_missing" and case.turn.before:
        return case.turn.before.detail
    if reason == "gathered" and case.expected:
        return case.expected.name
    return ", ".join(intent.name for intent in case.also) if reason == "several" else None


def _guarded(case: Case, decision: Decision) -> Decision:
    """What would be too much, or may not go out now, comes to people, with the text as a suggestion."""
    if decision.kind not in {"answer", "ask", "lookup"}:
        return decision
    text = case.playbook.bare(decision.text or "")
    reason = _held_back(case, text, asks_again=decision.tries > 1)
    if reason is None:
        return decision
    return Decision("escalate", reason, text=text or None if decision.kind == "answer" else None)


def _held_back(case: Case, text: str, asks_again: bool) -> str | None:
    """Why it does not go out: the first that applies."""
    situation, limits = case.situation, case.playbook.rules.limits
    said_lately = guards.said_within_the_hour(situation.history, text, case.now)
    rules = (
        (situation.paused, "paused"),
        (situation.over_budget, "budget"),
        (not situation.can_send, "channel_stopped"),
        (case.is_the_same_again(text) and not (limits.same_twice or asks_again), "repeated"),
        (case.was_asked_before and said_lately and not limits.same_twice, "repeated"),
        (case.has_said_too_much, "too_many"),
    )
    return next((reason for applies, reason in rules if applies), None)
