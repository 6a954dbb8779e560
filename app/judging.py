"""What becomes of one turn: what was heard, what it is taken for, and what is decided. Nothing is written here but a
given-up turn's error, which moves from the conversation into the decision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app import asking, gathering, owners
from app.classifying import Classify, Turns
from app.decisions import Decision as Decided
from app.decisions import Desk, Situation, Turn
from app.gathering import Earlier, Given
from app.history import History
from app.joining import TAPS
from app.lookups.enquiry import Looked
from app.opt_out import wanted
from app.pausing import Held
from app.playbook.model import Playbook
from app.tables import Conversation, Message
from app.triage import decide
from app.unfinished import says_little
from models import entities, ibans, mood
from models.mood import Mood
from models.prediction import Prediction

MOST_ATTEMPTS = 3
READABLE_KINDS = frozenset({"text", "button", "interactive"})


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed conversation, and what of it was classified."""

    conversation_id: int
    attempts: int
    claim: UUID
    turn: list[Message]
    joined_at: datetime
    classified_at: datetime | None = None
    prediction: Prediction | None = None
    before: int | None = None  # a delivery: what came with it or later is another turn's

    @property
    def gives_up(self) -> bool:
        return gives_up(self.attempts)


def gives_up(attempts: int) -> bool:
    return attempts > MOST_ATTEMPTS


def joined(turn: Sequence[Message]) -> str:
    return "\n".join(_texts(turn))


def _texts(turn: Sequence[Message]) -> list[str]:
    return [message.text for message in turn if message.text]


def wording(texts: Sequence[str]) -> str:
    """What is classified of a turn's messages: not those that only greet, announce, or opt out, where there are
    others."""
    telling = [text for text in texts if not says_little(text) and wanted([text]) is None]
    return "\n".join(telling or texts)


def classifying_with(classify: Classify | None) -> Callable[[Turns], dict[int, Prediction]]:
    """The predictions of those turns that have words; none without a classifier."""

    def classified(turns: Turns) -> dict[int, Prediction]:
        with_words = {key: text for key, turn in turns.items() if (text := wording(_texts(turn)))}
        if classify is None or not with_words:
            return {}
        return dict(zip(with_words, classify(list(with_words.values())), strict=True))

    return classified


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one turn; `said` is what it was taken for, by the classifier or by the customer's own word."""

    conversation: Conversation
    turn: list[Message]
    job: Job
    said: Prediction | None
    mood: Mood
    decision: Decided

    @property
    def by_classifier(self) -> bool:
        """Whether Lotse acted by itself, on one wish, and not as the customer chose, nor by a word that is clear."""
        told = self.said is None or self.said.model_version in {asking.TAPPED, gathering.GIVEN}
        told = told or bool(self.said and self.decision.intent not in {None, self.said.intent})
        return self.decision.kind in {"answer", "note"} and not told and not (self.said and self.said.also)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside a turn's words: what Lotse did with those before, which intents are proven (and from which
    confidence on), what was said in this visit, whether people are there, what holds Lotse back, and what the
    business's own system was asked."""

    earlier: Earlier
    certified: Mapping[str, float]
    history: History
    desk: Desk
    held: Held
    looked: Looked


def outcome(
    conversation: Conversation, turn: list[Message], job: Job, known: Known, playbook: Playbook, now: datetime
) -> Outcome:
    """A turn that is given up is not looked at again: that may be what fails."""
    if job.gives_up:
        return Outcome(conversation, turn, job, None, Mood(), _set_aside(conversation))
    text = joined(turn)
    found = entities.find(text, now.date(), playbook.numbers)
    given = gathering.given(text, found, playbook, known.earlier.asked_for(text))
    heard = _heard(conversation, turn, text, given, known)
    said = _told(turn, heard, given.rest, job.prediction, playbook)
    decision = decide(heard, said, _situation(conversation, known), playbook, known.certified, now)
    return Outcome(conversation, turn, job, said, mood.look(ibans.hidden(text)), decision)


def _told(
    turn: Sequence[Message], heard: Turn, rest: str, prediction: Prediction | None, playbook: Playbook
) -> Prediction | None:
    """What the customer says in answer to a question of ours beats the classifier, but hides nothing else they say."""
    chosen = asking.tapped(turn[-1].content, playbook)
    told = chosen or gathering.completed(heard.before, heard.details, playbook)
    beside = joined(turn[:-1]) if chosen else rest
    return gathering.also_said(told, beside, prediction, playbook.locked) if told else prediction


def _heard(
    conversation: Conversation,
    turn: list[Message],
    text: str,
    given: Given,
    known: Known,
) -> Turn:
    unread = [message.kind for message in turn if message.kind not in READABLE_KINDS or not message.text]
    last, first = turn[-1], turn[0]
    return Turn(
        text=text,
        unreadable=tuple(unread),
        last_customer_at=conversation.last_customer_at or last.written_at,
        details=given.details,
        unclear=given.unclear,
        before=known.earlier.followed_by(given.details, given.rest),
        looked=known.looked,
        began_at=first.written_at,
        tapped=last.kind in TAPS,
        wamid=str(last.wamid),
        texts=tuple(_texts(turn)),
    )


def _situation(conversation: Conversation, known: Known) -> Situation:
    contact, inbox = conversation.contact, conversation.inbox
    by_phone = conversation.owner == "agent" and conversation.assignee_id is None
    return Situation(
        owner="phone" if by_phone else conversation.owner,
        contact_name=contact.name,
        contact_language=contact.language,
        inbox_language=inbox.language,
        can_send=inbox.stopped_at is None,
        history=known.history,
        desk=known.desk,
        away_said=conversation.away_at,
        opted_out=contact.opted_out_at is not None,
        stop_confirmed=contact.stop_confirmed_at is not None,
        stopped=conversation.reason == owners.STOPPED,
        paused=known.held.paused,
        over_budget=known.held.over_budget,
    )


def _set_aside(conversation: Conversation) -> Decided:
    """Its error is that of the last attempt; none when each attempt ended the process."""
    error, conversation.error = conversation.error, None
    return Decided("escalate", "set_aside", error)
