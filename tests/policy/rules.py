"""What holds whatever happens, in whatever order: each rule names the first breach it finds, or None."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from app import owners
from app.person_wish import asks_for_a_person
from app.whatsapp.limits import window_open
from app.whatsapp.outgoing import Reaction
from tests.policy.talk import LIMITS, PLAYBOOK, Spoken, Talk

DISCLOSURES = tuple(PLAYBOOK.disclosure.values())


def _first(talk: Talk, breach: str, *, where: object) -> str | None:
    found = [one for one in talk.spoken if where(one)]  # type: ignore[operator]
    return f"{breach}: {found[0]}" if found else None


def _messages(talk: Talk) -> list[Spoken]:
    return [one for one in talk.spoken if not isinstance(one.decision.answer, Reaction)]


def nothing_automatic_goes_into_a_person_s_conversation(talk: Talk) -> str | None:
    return _first(talk, "spoke over a person", where=lambda one: one.owner in {"agent", "phone"})


def who_waits_for_people_hears_at_most_that_nobody_is_there(talk: Talk) -> str | None:
    def spoke(one: Spoken) -> bool:
        return one.owner == owners.WAITING and not (one.decision.says_away and one.closed_since)

    return _first(talk, "spoke to who waits", where=spoke)


def nothing_goes_out_while_all_is_paused(talk: Talk) -> str | None:
    return _first(talk, "spoke while paused", where=lambda one: one.paused)


def nothing_goes_out_after_the_service_window(talk: Talk) -> str | None:
    return _first(talk, "too late", where=lambda one: not window_open(one.turn.last_customer_at, one.at))


def the_same_is_not_said_twice_in_a_row(talk: Talk) -> str | None:
    lines = [line for line in talk.lines if line.by in {"bot", "person"} and line.kind == "text"]
    visits = {one.at: one.visit for one in talk.spoken}
    for one, other in pairwise(lines):
        both = one.by == other.by == "bot" and visits[one.at] == visits[other.at]
        if both and one.text == other.text:
            return f"said twice: {one}"
    return None


def an_hour_has_no_more_than_its_share(talk: Talk) -> str | None:
    times = [one.at for one in _messages(talk)]
    for at in times:
        if sum(at - timedelta(hours=1) < other <= at for other in times) > LIMITS.per_hour:
            return f"too many until {at}"
    return None


def the_first_message_of_a_visit_says_that_a_machine_writes_and_no_other_does(talk: Talk) -> str | None:
    counts: Counter[int] = Counter()
    for one in _messages(talk):
        says = any(text in one.text for text in DISCLOSURES)
        if says != (counts[one.visit] == 0):
            return f"disclosed {says}: {one}"
        counts[one.visit] += 1
    return None


def who_wants_a_person_gets_one(talk: Talk) -> str | None:
    for turn, decision, owner in talk.decisions:
        if asks_for_a_person(turn.text) and decision.kind != "escalate":
            return f"{owner}: {turn.text!r} became {decision.kind}"
    return None


def every_answer_says_how_to_reach_a_person(talk: Talk) -> str | None:
    footers = tuple(PLAYBOOK.footer.values())
    answers = [one for one in _messages(talk) if one.decision.kind in {"answer", "ask"}]
    missing = [one for one in answers if not one.text.endswith(footers) and not _offers_a_person(one)]
    return f"no way to a person: {missing[0]}" if missing else None


def _offers_a_person(one: Spoken) -> bool:
    return "ask.human_agent" in repr(one.decision.answer)


def thanks_are_not_answered_and_open_nothing(talk: Talk) -> str | None:
    for _, decision, _ in talk.decisions:
        if decision.kind == "note" and decision.answer and not isinstance(decision.answer, Reaction):
            return f"answered {decision}"
    return None


def that_nobody_is_there_is_said_once_for_each_closed_time(talk: Talk) -> str | None:
    told = Counter(one.closed_since for one in talk.spoken if one.owner == owners.WAITING)
    return f"told twice: {told}" if any(number > 1 for number in told.values()) else None


def an_opt_out_is_confirmed_once(talk: Talk) -> str | None:
    return "confirmed twice" if sum(one.decision.stops for one in talk.spoken) > 1 else None


RULES = (
    nothing_automatic_goes_into_a_person_s_conversation,
    who_waits_for_people_hears_at_most_that_nobody_is_there,
    nothing_goes_out_while_all_is_paused,
    nothing_goes_out_after_the_service_window,
    the_same_is_not_said_twice_in_a_row,
    an_hour_has_no_more_than_its_share,
    the_first_message_of_a_visit_says_that_a_machine_writes_and_no_other_does,
    who_wants_a_person_gets_one,
    every_answer_says_how_to_reach_a_person,
    thanks_are_not_answered_and_open_nothing,
    that_nobody_is_there_is_said_once_for_each_closed_time,
    an_opt_out_is_confirmed_once,
)


def broken(talk: Talk) -> list[str]:
    return [f"{rule.__name__}: {found}" for rule in RULES if (found := rule(talk))]
