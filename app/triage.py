"""What to do with a turn. Pure: values in, a decision out; nothing is read, sent or written here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from app import answering, asking, gathering
from app.answering import NoAnswerError
from app.gathering import Before
from app.person_wish import asks_for_a_person
from app.playbook.model import OUT_OF_SCOPE, Intent, Language, Playbook
from app.whatsapp.limits import check, window_open
from app.whatsapp.outgoing import Outgoing, Text, preview
from models.prediction import Prediction

# After an outage of hours nobody expects the answer of a machine any more, and it may not be true any more.
LATE = timedelta(hours=1)

# Who has written in one language so far has hardly changed it: it takes so much certainty to believe in another.
ANOTHER_LANGUAGE = 0.95

# With these a turn that was to bring details is worth a look of the same people, whatever else it seems to be.
NOT_UNDERSTOOD = frozenset({"unreadable", "no_classifier", "out_of_scope", "unsure", "only_observes", "only_suggests"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What a customer said before anyone answered, joined; `unreadable` lists the kinds that no machine can read.

    `details`: what rules found in it, by kind, see `models.entities`. `before`: what Lotse did with the turn before.
    """

    text: str
    unreadable: tuple[str, ...]
    last_customer_at: datetime
    details: Mapping[str, str] = field(default_factory=dict)
    before: Before | None = None


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
    case = _Case(turn, prediction, situation, playbook, certified, now)
    decision = case.escalated() or case.acted()
    if decision.kind == "escalate" and decision.text is None:
        decision = replace(decision, text=answering.suggestion(case.wanted, case.values, case.known))
    responsible = case.expected if decision.reason == "gathered" and case.expected else case.intent
    return replace(decision, language=case.language, team=responsible.team if responsible else None)


@dataclass(frozen=True)
class _Case:
    """All that decides, and what follows from it."""

    turn: Turn
    prediction: Prediction | None
    situation: Situation
    playbook: Playbook
    certified: Mapping[str, float]
    now: datetime

    @cached_property
    def intent(self) -> Intent | None:
        return self.playbook.intents.get(self.prediction.intent) if self.prediction else None

    @cached_property
    def wishes(self) -> list[tuple[Intent, float]]:
        """What else is wanted, and how certain that is: greetings and the like want nothing."""
        given = self.prediction.also if self.prediction else ()
        found = [(self.playbook.intents.get(wish.intent), wish.confidence) for wish in given]
        return [(intent, sure) for intent, sure in found if intent and intent.name not in asking.NO_WISH]

    @property
    def also(self) -> list[Intent]:
        return [intent for intent, _ in self.wishes]

    @cached_property
    def wanted(self) -> list[Intent]:
        return [self.intent, *self.also] if self.intent else self.also

    @cached_property
    def expected(self) -> Intent | None:
        """The intent whose answer has just asked for details."""
        return gathering.follows(self.turn.before, self.playbook)

    @cached_property
    def language(self) -> str:
        """Of the message, as far as it is certain enough against what the contact wrote so far; else the inbox's."""
        usual, said = self.situation.contact_language, self.prediction
        changed = said and said.language and (not usual or said.language_confidence >= ANOTHER_LANGUAGE)
        return (said.language if said and changed else None) or usual or self.situation.inbox_language

    @property
    def known(self) -> Language:
        return answering.known(self.language)

    @property
    def values(self) -> answering.Values:
        return answering.values(self.playbook, self.situation.contact_name, self.turn.details, self.known)

    def is_sure(self, intent: str, confidence: float) -> bool:
        """By the stricter of what the business wants and what is proven."""
        return confidence >= max(self.playbook.threshold, self.certified.get(intent, 0.0))

    def may_answer(self, intent: Intent, confidence: float) -> bool:
        return intent.autonomy == "auto" and intent.name in self.certified and self.is_sure(intent.name, confidence)

    def escalated(self) -> Decision | None:
        """Why people are needed, or None."""
        reason = self._reason()
        if reason in NOT_UNDERSTOOD and self.expected:
            reason = "gathered"
        if reason in {"unsure", "out_of_scope"} and gathering.asks_in_vain(self.turn.before, self.turn.details):
            reason = "detail_missing"
        if reason is None:
            return None
        asked = self._asked_which() if reason == "unsure" else None
        return asked or Decision("escalate", reason, self._detail(reason))

    def _reason(self) -> str | None:
        """The first that applies."""
        turn, said, intent = self.turn, self.prediction, self.intent
        rules = (
            (self.situation.owner in {"waiting", "agent"}, "with_person"),
            (self.situation.owner == "phone", "answered_by_phone"),
            (asks_for_a_person(turn.text), "wants_person"),
            (bool(turn.unreadable), "unreadable"),
            (not window_open(turn.last_customer_at, self.now), "window_closed"),
            (self.now - turn.last_customer_at > LATE and not (intent and intent.quiet), "late"),
            (said is None, "no_classifier"),
            (intent is not None and intent.name == "human_agent", "wants_person"),
            (intent is None or intent.name == OUT_OF_SCOPE, "out_of_scope"),
            (intent is not None and intent.autonomy == "human", "locked"),
            (gathering.has_some(self.expected, turn.details), "gathered"),
            (said is not None and not self.is_sure(said.intent, said.confidence), "unsure"),
            (len(self.wishes) > 1 or not all(self.may_answer(*other) for other in self.wishes), "several"),
            (intent is not None and intent.autonomy == "observe", "only_observes"),
            (intent is not None and intent.autonomy == "suggest", "only_suggests"),
            (intent is not None and intent.name not in self.certified, "not_certified"),
            (any(gathering.has_all(one, turn.details) for one in self.wanted), "gathered"),
            (not self.situation.can_send and not (intent and intent.quiet), "channel_stopped"),
        )
        return next((reason for applies, reason in rules if applies), None)

    def _detail(self, reason: str) -> str | None:
        if reason == "unreadable":
            return ", ".join(dict.fromkeys(self.turn.unreadable))
        if reason == "detail_missing" and self.turn.before:
            return self.turn.before.detail
        if reason == "gathered" and self.expected:
            return self.expected.name
        return ", ".join(intent.name for intent in self.also) if reason == "several" else None

    def _asked_which(self) -> Decision | None:
        """A question between the likeliest intents, unless there was a question just now."""
        just_asked = self.turn.before is not None and self.turn.before.kind == "ask"
        if self.prediction is None or just_asked or not self.situation.can_send:
            return None
        asked = asking.question(self.prediction.candidates, self.playbook, self.certified, self.known)
        return Decision("ask", text=preview(asked), answer=asked) if asked and not check(asked) else None

    def acted(self) -> Decision:
        """What Lotse does by itself."""
        if self.intent is None:
            return Decision("escalate", "out_of_scope")
        if self.intent.quiet and not self.also:
            return Decision("note", self.intent.name)
        wishes = [intent for intent in self.wanted if intent.name not in asking.NO_WISH] or [self.intent]
        try:
            answer = answering.answer(wishes, self.playbook, self.values, self.known)
        except NoAnswerError as error:
            return self._asked_for(error.detail) or Decision("escalate", error.reason, error.detail)
        return Decision("answer", text=preview(answer), answer=answer)

    def _asked_for(self, detail: str | None) -> Decision | None:
        """A question for the one detail that the answer lacks and only the customer knows. Never after another
        question, and not beside a second wish, which would be forgotten over it."""
        texts = self.playbook.ask.get(detail or "")
        if texts is None or self.also or (self.turn.before and self.turn.before.kind == "ask"):
            return None
        asked = Text(self.playbook.with_footer(texts[self.known], self.known))
        return Decision("ask", detail=detail, text=preview(asked), answer=asked)
