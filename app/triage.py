"""What to do with a turn. Pure: values in, a decision out; nothing is read, sent or written here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.asking import question
from app.person_wish import asks_for_a_person
from app.playbook.answers import MissingVariableError, fill
from app.playbook.model import OUT_OF_SCOPE, Intent, Language, Playbook
from app.playbook.sending import as_outgoing
from app.whatsapp.limits import check, window_open
from app.whatsapp.outgoing import Outgoing, preview
from models.prediction import Prediction

# After an outage of hours nobody expects the answer of a machine any more, and it may not be true any more.
LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a customer said before anyone answered, joined; `unreadable` lists the kinds that no machine can read.

    `asked`: it follows a question of Lotse's between intents.
    """

    text: str
    unreadable: tuple[str, ...]
    last_customer_at: datetime
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides beside the words: who owns the conversation, what is known of the contact and the inbox.

    `owner` is the conversation's, or phone when its agent is the owner of the business's phone.
    """

    owner: str
    contact_name: str | None
    contact_language: str | None
    inbox_language: str
    can_send: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """`kind` is answer, ask, escalate or note. `answer` goes out; `text` is a suggestion to agents, or the answer's."""

    kind: str
    reason: str | None = None
    detail: str | None = None
    text: str | None = None
    language: str = "de"
    team: str | None = None
    answer: Outgoing | None = None


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
    from which confidence on. A suggestion for the agent is added where there is one.
    """
    language = _language(prediction, situation)
    intent = playbook.intents.get(prediction.intent) if prediction else None
    reason = _needs_a_person(turn, prediction, intent, situation, playbook, certified, now)
    detail = ", ".join(dict.fromkeys(turn.unreadable)) if reason == "unreadable" else None
    decision = Decision("escalate", reason, detail) if reason else _act(intent, situation, playbook, language)
    if reason == "unsure" and prediction and situation.can_send and not turn.asked:
        decision = _ask(prediction, playbook, certified, language) or decision
    if decision.kind == "escalate" and decision.text is None:
        decision = replace(decision, text=_suggestion(intent, situation, playbook, language))
    return replace(decision, language=language, team=intent.team if intent else None)


def _language(prediction: Prediction | None, situation: Situation) -> str:
    """Of the message, else of the contact, else of the inbox."""
    return (prediction and prediction.language) or situation.contact_language or situation.inbox_language


def _needs_a_person(
    turn: Turn,
    prediction: Prediction | None,
    intent: Intent | None,
    situation: Situation,
    playbook: Playbook,
    certified: Mapping[str, float],
    now: datetime,
) -> str | None:
    """The first reason why people are needed, or None."""
    rules = (
        (situation.owner in {"waiting", "agent"}, "with_person"),
        (situation.owner == "phone", "answered_by_phone"),
        (asks_for_a_person(turn.text), "wants_person"),
        (bool(turn.unreadable), "unreadable"),
        (not window_open(turn.last_customer_at, now), "window_closed"),
        (now - turn.last_customer_at > LATE and not (intent and intent.quiet), "late"),
        (prediction is None, "no_classifier"),
        (intent is not None and intent.name == "human_agent", "wants_person"),
        (intent is None or intent.name == OUT_OF_SCOPE, "out_of_scope"),
        (intent is not None and intent.autonomy == "human", "locked"),
        (prediction is not None and not _is_sure(prediction, playbook, certified), "unsure"),
        (intent is not None and intent.autonomy == "observe", "only_observes"),
        (intent is not None and intent.autonomy == "suggest", "only_suggests"),
        (intent is not None and intent.name not in certified, "not_certified"),
        (not situation.can_send and not (intent and intent.quiet), "channel_stopped"),
    )
    return next((reason for applies, reason in rules if applies), None)


def _is_sure(prediction: Prediction, playbook: Playbook, certified: Mapping[str, float]) -> bool:
    """The stricter of what the business wants and what is proven."""
    return prediction.confidence >= max(playbook.threshold, certified.get(prediction.intent, 0.0))


def _act(intent: Intent | None, situation: Situation, playbook: Playbook, language: str) -> Decision:
    if intent is None:
        return Decision("escalate", "out_of_scope")
    if intent.quiet:
        return Decision("note", intent.name)
    return _answer(intent, situation, playbook, language)


def _ask(prediction: Prediction, playbook: Playbook, certified: Mapping[str, float], language: str) -> Decision | None:
    asked = question(prediction.candidates, playbook, certified, _known(language))
    return Decision("ask", text=preview(asked), answer=asked) if asked and not check(asked) else None


def _answer(intent: Intent, situation: Situation, playbook: Playbook, language: str) -> Decision:
    """The intent's answer with its footer, or an escalation when it cannot be made whole."""
    try:
        text = _text(intent, situation, playbook, language)
    except MissingVariableError as missing:
        return Decision("escalate", "variable_missing", detail=str(missing))
    if text is None:
        return Decision("escalate", "no_answer_text")
    known = _known(language)
    answer = as_outgoing(intent, known, f"{text}\n\n{playbook.footer[known]}")
    if check(answer):
        return Decision("escalate", "answer_too_long")
    return Decision("answer", text=preview(answer), answer=answer)


def _suggestion(intent: Intent | None, situation: Situation, playbook: Playbook, language: str) -> str | None:
    """What an agent could send: the intent's answer without the footer that speaks of a machine."""
    if intent is None:
        return None
    try:
        return _text(intent, situation, playbook, language)
    except MissingVariableError:
        return None


def _text(intent: Intent, situation: Situation, playbook: Playbook, language: str) -> str | None:
    known = _known(language)
    template = intent.answers.get(known)
    return fill(template, _values(situation, playbook, known)) if template else None


def _values(situation: Situation, playbook: Playbook, language: str) -> Mapping[str, str | None]:
    facts = {name: texts.get("de" if language == "de" else "en") for name, texts in playbook.business.items()}
    return {**facts, "contact_name": situation.contact_name}


def _known(language: str) -> Language:
    """Answers exist in German and English; customers of other languages get the English one."""
    return "de" if language == "de" else "en"
