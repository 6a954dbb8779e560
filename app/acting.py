"""What Lotse does by itself with a turn: it answers, asks, greets, looks something up, or lets it be. Pure."""

from dataclasses import replace
from datetime import timedelta

from app import answering, asking, guards, owners
from app.answering import NoAnswerError
from app.cases import GREETING, OPT_OUT, Case
from app.decisions import Decision
from app.lookups import deciding as lookups
from app.not_known import does_not_know
from app.playbook.intents import Intent
from app.unfinished import says_little
from app.whatsapp.limits import check
from app.whatsapp.outgoing import Reaction, preview


def acted(case: Case) -> Decision:
    """What Lotse does by itself."""
    greets = case.intent is not None and case.intent.name == GREETING and not case.also
    if (says_little(case.turn.text) or greets) and case.greeting and not case.is_quiet:
        return _greeted(case, case.greeting)
    if case.intent is None:
        return Decision("escalate", "out_of_scope")
    if case.intent.quiet and not case.also:
        return _noted(case, case.intent.name)
    if case.intent.name == OPT_OUT and not case.also and case.situation.stop_confirmed:
        return Decision("note", OPT_OUT)
    done = {*asking.NO_WISH, *({OPT_OUT} if case.situation.stop_confirmed else ())}
    return answered(case, [one for one in case.wanted if one.name not in done] or [case.intent])


def _greeted(case: Case, greeting: Intent) -> Decision:
    """Who greets or says that there is a question, just after Lotse has spoken, comes to the point next; who was
    greeted already, too, unless that is long ago and something else was said since."""
    history, soon = case.situation.history, timedelta(minutes=case.playbook.rules.small_talk.greeting_minutes)
    lines = history.lines
    if lines and lines[-1].by == "bot" and case.now - lines[-1].at < soon:
        return Decision("note", GREETING)
    greeted = replace(answered(case, [greeting]), intent=GREETING)
    text = case.playbook.bare(greeted.text or "")
    if case.is_the_same_again(text) or guards.said_within_the_hour(history, text, case.now):
        return Decision("note", GREETING)
    return greeted


def _noted(case: Case, reason: str) -> Decision:
    """In silence, or with a reaction where the business wants one."""
    small_talk = case.playbook.rules.small_talk
    reacts = small_talk.thanks == "reaction" and case.may_speak and case.turn.wamid and not case.turn.tapped
    if not reacts or case.situation.owner not in owners.LOTSE_MAY_SPEAK:
        return Decision("note", reason)
    return Decision("note", reason, answer=Reaction(case.turn.wamid, small_talk.reaction))


def answered(case: Case, wishes: list[Intent]) -> Decision:
    try:
        enquiry = lookups.needed(wishes, case.turn.looked, case.clear, case.playbook, case.now)
        if enquiry and enquiry.open:
            return Decision("lookup", enquiry=enquiry)
        said = lookups.said(enquiry, case.playbook, case.known)
        answer = answering.answer(wishes, case.playbook, {**case.values, **said}, case.known, case.discloses)
    except NoAnswerError as error:
        if error.detail in case.turn.unclear:
            return Decision("escalate", "several", error.detail)
        return _asked_for(case, error.detail) or Decision("escalate", error.reason, error.detail)
    return Decision(
        "answer",
        text=preview(answer),
        answer=answer,
        discloses=case.discloses,
        stops=any(intent.name == OPT_OUT for intent in wishes),
        enquiry=enquiry,
        said=said,
    )


def _asked_for(case: Case, detail: str | None) -> Decision | None:
    """A question for the one detail that the answer lacks and only the customer knows. Not beside a second wish,
    which would be forgotten over it, and after another question only for the same."""
    before = case.turn.before
    if detail is None or not case.playbook.asks_for(detail) or case.also:
        return None
    if before is None or before.kind != "ask" or before.detail is None:
        return _asked(case, detail, case.playbook.ask[detail][case.known])
    return asked_again(case) if before.detail == detail else None


def asked_again(case: Case) -> Decision | None:
    """The same question once more, as long as there are tries left, the customer may know it, and what it is for may
    still be answered."""
    before = case.turn.before
    if before is None or before.detail is None or not case.playbook.asks_for(before.detail) or not case.may_speak:
        return None
    if before.intent is None or not case.may_ever_answer(before.intent):
        return None
    if before.tries >= case.playbook.rules.questions.tries or does_not_know(case.turn.text):
        return None
    question = f"{case.playbook.again[case.known]} {case.playbook.ask[before.detail][case.known]}"
    return replace(_asked(case, before.detail, question), intent=before.intent, tries=before.tries + 1)


def _asked(case: Case, detail: str, question: str) -> Decision:
    asked = asking.for_detail(question, case.playbook, case.known, case.discloses)
    return Decision("ask", detail=detail, text=preview(asked), answer=asked, discloses=case.discloses)


def asked_which(case: Case) -> Decision | None:
    """A question between the likeliest intents, unless there was a question just now."""
    just_asked = case.turn.before is not None and case.turn.before.kind == "ask"
    if case.prediction is None or just_asked:
        return None
    candidates, discloses = case.prediction.candidates, case.discloses
    asked = asking.question(candidates, case.playbook, case.certified, case.known, discloses)
    if asked is None or check(asked):
        return None
    return Decision("ask", text=preview(asked), answer=asked, discloses=discloses)
