"""What becomes of one turn: what was heard, what it is taken for, and what is decided. Nothing is written here but a
given-up turn's error, which moves from the conversation into the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app import asking, gathering
from app.gathering import Before
from app.playbook.model import Playbook
from app.tables import Conversation, Message
from app.triage import Decision as Decided
from app.triage import Situation, Turn, decide
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
    return "\n".join(message.text for message in turn if message.text)


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
        """Whether Lotse acted by itself, on one wish, and not because the customer chose."""
        told = self.said is None or self.said.model_version in {asking.TAPPED, gathering.GIVEN}
        return self.decision.kind in {"answer", "note"} and not told and not (self.said and self.said.also)


def outcome(
    conversation: Conversation,
    turn: list[Message],
    job: Job,
    before: Before | None,
    playbook: Playbook,
    certified: Mapping[str, float],
    now: datetime,
) -> Outcome:
    """A turn that is given up is not looked at again: that may be what fails."""
    if job.gives_up:
        return Outcome(conversation, turn, job, None, Mood(), _set_aside(conversation))
    text = joined(turn)
    found = entities.find(text, now.date(), playbook.numbers)
    heard = _heard(conversation, turn, text, gathering.first_of_each(found), before)
    said = _told(turn, heard, gathering.without(text, found), job.prediction, playbook)
    decision = decide(heard, said, _situation(conversation), playbook, certified, now)
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
    conversation: Conversation, turn: list[Message], text: str, details: Mapping[str, str], before: Before | None
) -> Turn:
    unread = [message.kind for message in turn if message.kind not in READABLE_KINDS or not message.text]
    last_customer_at = conversation.last_customer_at or turn[-1].written_at
    return Turn(text, tuple(unread), last_customer_at, details, before)


def _situation(conversation: Conversation) -> Situation:
    contact, inbox = conversation.contact, conversation.inbox
    by_phone = conversation.owner == "agent" and conversation.assignee_id is None
    owner = "phone" if by_phone else conversation.owner
    return Situation(owner, contact.name, contact.language, inbox.language, inbox.stopped_at is None)


def _set_aside(conversation: Conversation) -> Decided:
    """Its error is that of the last attempt; none when each attempt ended the process."""
    error, conversation.error = conversation.error, None
    return Decided("escalate", "set_aside", error)
