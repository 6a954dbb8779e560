"""One turn to be decided, with all that decides, and what follows from it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal

from app import answering, asking, gathering, guards, wording
from app.bitter import is_bitter
from app.decisions import Situation, Turn
from app.history import Line
from app.opt_out import is_said_everywhere, wanted
from app.playbook.intents import Intent, Language
from app.playbook.model import Playbook
from app.unfinished import goes_on, says_little
from app.whatsapp.limits import window_open
from models.prediction import Prediction

READ_AND_TYPED = timedelta(seconds=8)
GREETING, OPT_OUT = "greeting", "opt_out"

# Who has written in one language so far has hardly changed it: it takes so much certainty to believe in another.
ANOTHER_LANGUAGE = 0.95


@dataclass(frozen=True)
class Case:
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
        return answering.values(self.playbook, self.situation.contact_name, self.clear, self.known)

    @property
    def clear(self) -> Mapping[str, str]:
        """The details of which it is known which is meant."""
        return {kind: text for kind, text in self.turn.details.items() if kind not in self.turn.unclear}

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
        limits, alone = self.playbook.rules.limits, len(self.turn.texts) < 2
        return guards.is_another_machine(self.situation.history, line, limits, self.now, alone)

    def is_sure(self, intent: str, confidence: float) -> bool:
        """By the stricter of what the business wants and what is proven."""
        return confidence >= max(self.playbook.threshold, self.certified.get(intent, 0.0))

    def may_answer(self, intent: Intent, confidence: float) -> bool:
        return self.may_ever_answer(intent.name) and self.is_sure(intent.name, confidence)

    def may_ever_answer(self, name: str) -> bool:
        """However sure: the business lets it, and that it is right is proven."""
        intent = self.playbook.intents.get(name)
        return intent is not None and intent.autonomy == "auto" and name in self.certified

    @property
    def was_asked_before(self) -> bool:
        """Whether the customer wrote the very same before, in this visit."""
        said = wording.words(wording.plain(self.turn.text))
        earlier = (line.text for line in self.situation.history.lines if line.by == "customer")
        return bool(said) and any(wording.words(wording.plain(text)) == said for text in earlier)

    @property
    def is_told(self) -> bool:
        """Whether the customer answered a question of Lotse's: it is known what this is about."""
        return bool(self.prediction and self.prediction.model_version in {asking.TAPPED, gathering.GIVEN})

    @property
    def was_typed_before(self) -> bool:
        """Whether it goes on with what was said before Lotse's last message can have been read: no answer to that."""
        lines = self.situation.history.lines
        began = self.turn.began_at or self.turn.last_customer_at
        at_once = bool(lines) and lines[-1].by == "bot" and began - lines[-1].at < READ_AND_TYPED
        return at_once and goes_on(self.turn.text)

    @property
    def is_discontent(self) -> bool:
        """Whether it is taken for thanks, and holds something that people had better see."""
        return bool(self.intent and self.intent.quiet and is_bitter(self.turn.text))

    @property
    def is_sticker(self) -> bool:
        """Whether it is stickers and nothing else: those want nothing."""
        return not self.turn.text and set(self.turn.unreadable) == {"sticker"}

    @cached_property
    def is_quiet(self) -> bool:
        """Whether it is surely something that nobody has to answer, such as thanks, and nothing else."""
        said, intent = self.prediction, self.intent
        if said is None or intent is None or self.also or self.turn.unreadable:
            return False
        return intent.quiet and self.may_answer(intent, said.confidence) and not self.is_discontent

    @cached_property
    def opts(self) -> Literal["out", "in"] | None:
        """What they want of being written to: the last plain word counts, else what the classifier is sure of."""
        plain = wanted((*self.turn.texts, self.turn.text))
        said, also = self.prediction, self.prediction.also if self.prediction else ()
        sure = any(one.intent == OPT_OUT and self.is_sure(OPT_OUT, one.confidence) for one in (said, *also) if one)
        return plain or ("out" if sure else None)

    @property
    def only_opts(self) -> bool:
        """Whether a plain word on being written to is all that they say."""
        if self.turn.unreadable:
            return False
        lines = [text for text in self.turn.texts or (self.turn.text,) if not says_little(text)]
        return wanted((self.turn.text,)) is not None or (bool(lines) and all(wanted((line,)) for line in lines))

    @property
    def greeting(self) -> Intent | None:
        """What who has not said yet what they want is answered with."""
        return self.playbook.intents[GREETING] if self.may_ever_answer(GREETING) else None

    def is_the_same_again(self, text: str) -> bool:
        """Whether Lotse said just that the last time; `text` may have its footer."""
        return guards.is_the_same_again(self.situation.history, self.playbook.bare(text))

    @property
    def has_said_too_much(self) -> bool:
        return guards.said_too_much(self.situation.history, self.playbook.rules.limits, self.now)
