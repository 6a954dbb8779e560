"""What to do with a turn. Pure: values in, a decision out; nothing is read, sent or written here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from app import answering, asking, gathering, guards, handover, owners
from app.answering import NoAnswerError
from app.gathering import Before
from app.handover import Desk
from app.history import History, Line
from app.lookups import deciding as lookups
from app.lookups.enquiry import Enquiry, Looked
from app.not_known import does_not_know
from app.opt_out import asks_to_resume, asks_to_stop, is_said_everywhere
from app.person_wish import asks_for_a_person
from app.playbook.model import OUT_OF_SCOPE, Intent, Language, Playbook
from app.unfinished import says_little
from app.whatsapp.limits import check, window_open
from app.whatsapp.outgoing import Outgoing, Reaction, Text, preview
from models.prediction import Prediction

GREETING, OPT_OUT, HUMAN = "greeting", "opt_out", "human_agent"

# Who has written in one language so far has hardly changed it: it takes so much certainty to believe in another.
ANOTHER_LANGUAGE = 0.95

COMES_TO_THE_POINT = timedelta(minutes=10)  # who only greets or announces, after Lotse's last message

# With these a turn that was to bring details is worth a look of the same people, whatever else it seems to be.
NOT_UNDERSTOOD = frozenset({"unreadable", "no_classifier", "out_of_scope", "unsure", "only_observes", "only_suggests"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What a customer said before anyone answered, joined; `unreadable` lists the kinds that no machine can read.

    `details`: what rules found in it, by kind, see `models.entities`. `before`: what Lotse did with the turn before.
    `began_at`: when its first message was written; `tapped`: it is a button of ours. `looked`: what the business's own
    system was asked for it.
    """

    text: str
    unreadable: tuple[str, ...]
    last_customer_at: datetime
    details: Mapping[str, str] = field(default_factory=dict)
    before: Before | None = None
    began_at: datetime | None = None
    tapped: bool = False
    wamid: str = ""
    looked: Looked = field(default_factory=Looked)


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides beside the words: who owns the conversation, what was said in it, what is known of the contact and
    the inbox.

    `owner` is the conversation's, or phone when its agent is the owner of the business's phone. `away_said`: when the
    customer was last told that nobody is there. `stop_confirmed`: who opted out was told that it is so.
    """

    owner: str
    contact_name: str | None
    contact_language: str | None
    inbox_language: str
    can_send: bool = True
    history: History = field(default_factory=History)
    desk: Desk = field(default_factory=Desk)
    away_said: datetime | None = None
    opted_out: bool = False
    stop_confirmed: bool = False
    paused: bool = False
    over_budget: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`kind` is answer, ask, escalate, note or lookup. `answer` is what goes out (with an escalation the closing
    sentence, with a note a reaction); `text` is a suggestion to agents, or the answer's.

    `intent`: what it is about, where that is not the prediction's. `tries`: how often this detail was asked for now.
    `stops`: the customer is told that they opted out. `says_away`: that nobody is there. `enquiry`: to the business's
    own system, which the turn waits for, or which the answer is made of; `said` is what the answer took from it.
    """

    kind: str
    reason: str | None = None
    detail: str | None = None
    text: str | None = None
    language: str = "de"
    team: str | None = None
    answer: Outgoing | None = None
    discloses: bool = False
    intent: str | None = None
    tries: int = 1
    stops: bool = False
    says_away: bool = False
    enquiry: Enquiry | None = None
    said: Mapping[str, str] = field(default_factory=dict)


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
    case = _Case(turn, prediction, situation, playbook, certified, now)
    decision = case.guarded(case.opted_out() or case.escalated() or case.acted())
    if decision.kind == "escalate" and decision.text is None:
        decision = replace(decision, text=answering.suggestion(case.wanted, case.values, case.known))
    if decision.kind == "escalate":
        decision = case.closed(decision)
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
        usual = self.situation.contact_language
        said = None if is_said_everywhere(self.turn.text) else self.prediction
        changed = said and said.language and (not usual or said.language_confidence >= ANOTHER_LANGUAGE)
        return (said.language if said and changed else None) or usual or self.situation.inbox_language

    @property
    def known(self) -> Language:
        return answering.known(self.language)

    @property
    def values(self) -> answering.Values:
        return answering.values(self.playbook, self.situation.contact_name, self.turn.details, self.known)

    @property
    def discloses(self) -> bool:
        """Whether what goes out now has to say that a machine writes."""
        return not self.situation.history.disclosed

    @property
    def may_speak(self) -> bool:
        """Whether Lotse may send anything by itself."""
        situation = self.situation
        stopped = situation.paused or situation.over_budget or not situation.can_send
        return not stopped and window_open(self.turn.last_customer_at, self.now)

    @cached_property
    def is_another_machine(self) -> bool:
        kind = "interactive" if self.turn.tapped else "text"
        line = Line("customer", self.turn.began_at or self.turn.last_customer_at, self.turn.text, kind)
        return guards.is_another_machine(self.situation.history, line, self.playbook.rules.limits, self.now)

    def is_sure(self, intent: str, confidence: float) -> bool:
        """By the stricter of what the business wants and what is proven."""
        return confidence >= max(self.playbook.threshold, self.certified.get(intent, 0.0))

    def may_answer(self, intent: Intent, confidence: float) -> bool:
        return intent.autonomy == "auto" and intent.name in self.certified and self.is_sure(intent.name, confidence)

    @cached_property
    def is_quiet(self) -> bool:
        """Whether it is surely something that nobody has to answer, such as thanks, and nothing else."""
        said, intent = self.prediction, self.intent
        if said is None or intent is None or self.also or self.turn.unreadable:
            return False
        return intent.quiet and self.may_answer(intent, said.confidence)

    def opted_out(self) -> Decision | None:
        """A plain word such as STOP needs no classifier. It is confirmed once."""
        if self.situation.owner not in owners.LOTSE_MAY_SPEAK:
            return None
        if asks_to_resume(self.turn.text) and self.situation.opted_out:
            return Decision("note", "opted_in")
        if not asks_to_stop(self.turn.text):
            return None
        if self.situation.stop_confirmed:
            return Decision("note", OPT_OUT)
        intent = self.playbook.intents.get(OPT_OUT)
        if intent is None or not self.may_speak:
            return Decision("escalate", OPT_OUT)
        confirmed = replace(self._answered([intent]), intent=OPT_OUT)
        # after STOP and START the words with which the first was confirmed still hold
        return Decision("note", OPT_OUT, stops=True) if self._is_the_same_again(confirmed) else confirmed

    def escalated(self) -> Decision | None:
        """Why people are needed, or None."""
        if self.situation.owner in {"agent", "phone"} and self.is_quiet and not asks_for_a_person(self.turn.text):
            return None
        reason = self._reason()
        if reason in NOT_UNDERSTOOD and self.expected:
            reason = "gathered"
        if reason in {"unsure", "out_of_scope"} and gathering.asks_in_vain(self.turn.before, self.turn.details):
            return self._asked_again() or Decision("escalate", "detail_missing", self._detail("detail_missing"))
        if reason in {"unsure", "out_of_scope"} and says_little(self.turn.text) and self._greeting:
            return None
        if reason is None:
            return None
        asked = self._asked_which() if reason == "unsure" else None
        return asked or Decision("escalate", reason, self._detail(reason))

    def _reason(self) -> str | None:
        """The first that applies."""
        turn, said, intent, situation = self.turn, self.prediction, self.intent, self.situation
        late = self.now - turn.last_customer_at > timedelta(minutes=self.playbook.rules.limits.late_minutes)
        rules = (
            (situation.owner in owners.WITH_PEOPLE, "with_person"),
            (situation.owner == "phone", "answered_by_phone"),
            (self.is_another_machine, "loop"),
            (asks_for_a_person(turn.text), "wants_person"),
            (bool(turn.unreadable), "unreadable"),
            (not window_open(turn.last_customer_at, self.now), "window_closed"),
            (late and not (intent and intent.quiet), "late"),
            (said is None, "no_classifier"),
            (intent is not None and intent.name == HUMAN, "wants_person"),
            (intent is None or intent.name == OUT_OF_SCOPE, "out_of_scope"),
            (intent is not None and intent.autonomy == "human", "locked"),
            (gathering.has_some(self.expected, turn.details), "gathered"),
            (said is not None and not self.is_sure(said.intent, said.confidence), "unsure"),
            (len(self.wishes) > 1 or not all(self.may_answer(*other) for other in self.wishes), "several"),
            (intent is not None and intent.autonomy == "observe", "only_observes"),
            (intent is not None and intent.autonomy == "suggest", "only_suggests"),
            (intent is not None and intent.name not in self.certified, "not_certified"),
            (any(gathering.has_all(one, turn.details) for one in self.wanted), "gathered"),
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
        if self.prediction is None or just_asked:
            return None
        candidates, discloses = self.prediction.candidates, self.discloses
        asked = asking.question(candidates, self.playbook, self.certified, self.known, discloses)
        if asked is None or check(asked):
            return None
        return Decision("ask", text=preview(asked), answer=asked, discloses=discloses)

    @property
    def _greeting(self) -> Intent | None:
        """What who has not said yet what they want is answered with."""
        intent = self.playbook.intents.get(GREETING)
        return intent if intent and intent.autonomy == "auto" and intent.name in self.certified else None

    def acted(self) -> Decision:
        """What Lotse does by itself."""
        if says_little(self.turn.text) and self._greeting and not self.is_quiet:
            return self._greeted(self._greeting)
        if self.intent is None:
            return Decision("escalate", "out_of_scope")
        if self.intent.quiet and not self.also:
            return self._noted(self.intent.name)
        if self.intent.name == OPT_OUT and not self.also and self.situation.stop_confirmed:
            return Decision("note", OPT_OUT)
        return self._answered([one for one in self.wanted if one.name not in asking.NO_WISH] or [self.intent])

    def _greeted(self, greeting: Intent) -> Decision:
        """Who greets or says that there is a question, just after Lotse has spoken, comes to the point next."""
        lines = self.situation.history.lines
        if lines and lines[-1].by == "bot" and self.now - lines[-1].at < COMES_TO_THE_POINT:
            return Decision("note", GREETING)
        return replace(self._answered([greeting]), intent=GREETING)

    def _is_the_same_again(self, decision: Decision) -> bool:
        text = self.playbook.bare(decision.text or "")
        return decision.kind == "answer" and guards.is_the_same_again(self.situation.history, text)

    def _noted(self, reason: str) -> Decision:
        """In silence, or with a reaction where the business wants one."""
        small_talk = self.playbook.rules.small_talk
        reacts = small_talk.thanks == "reaction" and self.may_speak and self.turn.wamid and not self.turn.tapped
        if not reacts or self.situation.owner not in owners.LOTSE_MAY_SPEAK:
            return Decision("note", reason)
        return Decision("note", reason, answer=Reaction(self.turn.wamid, small_talk.reaction))

    def _answered(self, wishes: list[Intent]) -> Decision:
        try:
            enquiry = lookups.needed(wishes, self.turn.looked, self.turn.details, self.playbook, self.now)
            if enquiry and enquiry.open:
                return Decision("lookup", enquiry=enquiry)
            said = lookups.said(enquiry, self.playbook, self.known)
            answer = answering.answer(wishes, self.playbook, {**self.values, **said}, self.known, self.discloses)
        except NoAnswerError as error:
            return self._asked_for(error.detail) or Decision("escalate", error.reason, error.detail)
        return Decision(
            "answer",
            text=preview(answer),
            answer=answer,
            discloses=self.discloses,
            stops=any(intent.name == OPT_OUT for intent in wishes),
            enquiry=enquiry,
            said=said,
        )

    def _asked_for(self, detail: str | None) -> Decision | None:
        """A question for the one detail that the answer lacks and only the customer knows. Not beside a second wish,
        which would be forgotten over it, and after another question only for the same."""
        before = self.turn.before
        if detail not in self.playbook.ask or self.also:
            return None
        if before is None or before.kind != "ask":
            return self._asked(detail, self.playbook.ask[detail][self.known])
        return self._asked_again() if before.detail == detail else None

    def _asked_again(self) -> Decision | None:
        """The same question once more, as long as there are tries left and the customer may know it."""
        before = self.turn.before
        if before is None or before.detail not in self.playbook.ask or not self.may_speak:
            return None
        if before.tries >= self.playbook.rules.questions.tries or does_not_know(self.turn.text):
            return None
        question = f"{self.playbook.again[self.known]} {self.playbook.ask[before.detail][self.known]}"
        return replace(self._asked(before.detail, question), intent=before.intent, tries=before.tries + 1)

    def _asked(self, detail: str, question: str) -> Decision:
        asked = asking.for_detail(question, self.playbook, self.known, self.discloses)
        return Decision("ask", detail=detail, text=preview(asked), answer=asked, discloses=self.discloses)

    def guarded(self, decision: Decision) -> Decision:
        """What would be too much, or may not go out now, comes to people, with the text as a suggestion."""
        if decision.kind not in {"answer", "ask", "lookup"}:
            return decision
        text = self.playbook.bare(decision.text or "")
        greets = GREETING in {decision.intent, self.intent.name if self.intent else None} and decision.kind == "answer"
        reason = self._held_back(text, greets)
        if reason is None:
            return decision
        return Decision("escalate", reason, text=text or None if decision.kind == "answer" else None)

    def _held_back(self, text: str, greets: bool) -> str | None:
        """Why it does not go out: the first that applies."""
        situation, limits = self.situation, self.playbook.rules.limits
        rules = (
            (situation.paused, "paused"),
            (situation.over_budget, "budget"),
            (not situation.can_send, "channel_stopped"),
            (guards.is_the_same_again(situation.history, text) and not limits.same_twice, "repeated"),
            (greets and guards.said_before(situation.history, text), "repeated"),
            (guards.said_too_much(situation.history, limits, self.now), "too_many"),
        )
        return next((reason for applies, reason in rules if applies), None)

    def closed(self, decision: Decision) -> Decision:
        """With the sentence for the customer, where one is due: once, when the conversation goes to people."""
        if not self.may_speak or guards.said_too_much(self.situation.history, self.playbook.rules.limits, self.now):
            return decision
        desk, reason = self.situation.desk, decision.reason or "unsure"
        if self.situation.owner in owners.LOTSE_MAY_SPEAK:
            intent = self.intent.name if self.intent else None
            said = handover.sentence(self._told(reason), intent, desk, self.playbook, self.known, self.now)
        else:
            said = self._away()
        if said is None or guards.is_the_same_again(self.situation.history, said):
            return decision
        text = f"{said}\n\n{self.playbook.disclosure[self.known]}" if self.discloses else said
        away = not desk.is_open(self.now)
        return replace(decision, answer=Text(text), discloses=self.discloses, says_away=away)

    def _told(self, reason: str) -> str:
        """Who was asked for details and has given none is not thanked for them."""
        given = self.turn.unreadable or gathering.has_some(self.expected, self.turn.details)
        everything = any(gathering.has_all(one, self.turn.details) for one in self.wanted)
        return "locked" if reason == "gathered" and not (given or everything) else reason

    def _away(self) -> str | None:
        """For who waits for people and writes on while nobody is there: once for each closed time, and not over a
        conversation in which people have written."""
        situation, since = self.situation, self.situation.desk.closed_since(self.now)
        if situation.owner != owners.WAITING or since is None or situation.history.a_person_wrote:
            return None
        if situation.away_said and situation.away_said >= since:
            return None
        return handover.away(situation.desk, self.playbook, self.known, self.now)
