"""What becomes of turns: each is decided, and the decision and all that comes of it are written together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, defer, joinedload

from app import asking, certificates, checks, clock, conversations, gathering, reasons, revisions, sets
from app.gathering import Before
from app.playbook.model import Playbook
from app.tables import Conversation, Decision, Event, Message
from app.triage import Decision as Decided
from app.triage import Situation, Turn, decide
from models import entities, mood
from models.mood import Mood
from models.prediction import Prediction

MOST_ATTEMPTS = 3
REMEMBERED = timedelta(hours=12)  # what Lotse asked: an order number of next week is about something else
UNREAD = (defer(Message.payload), defer(Message.versions))  # of a message's columns; they can be long
READABLE_KINDS = frozenset({"text", "button", "interactive"})
OUTCOME_OF = {"answer": "answered", "ask": "asked", "escalate": "escalated", "note": "noted"}


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


def open_turns(
    session: Session, conversation_ids: Sequence[int], before: int | None = None
) -> dict[int, list[Message]]:
    """The turns' messages: all that have no outcome yet (and came before that delivery), by WhatsApp's time, then
    arrival."""
    turns: dict[int, list[Message]] = {conversation_id: [] for conversation_id in conversation_ids}
    theirs = sets.among(Message.conversation_id, conversation_ids)
    messages = select(Message).where(theirs, Message.direction == "in", Message.outcome.is_(None)).options(*UNREAD)
    if before is not None:
        messages = messages.where(Message.delivery_id < before)
    for message in session.scalars(messages.order_by(Message.written_at, Message.id)):
        turns[message.conversation_id].append(message)
    return turns


def joined(turn: Sequence[Message]) -> str:
    return "\n".join(message.text for message in turn if message.text)


def finish_all(session: Session, jobs: Sequence[Job], playbook: Playbook) -> None:
    """Decide the turns of a batch that are still ours and still what was classified; write what comes of them."""
    now = clock.now(session)
    ours = _still_ours(session, jobs)
    turns = open_turns(session, list(ours), jobs[0].before)
    version, certified = certificates.proven(session)
    before = _before(session, list(ours), now)
    outcomes = []
    for job in (job for job in jobs if job.conversation_id in ours):
        conversation, turn = ours[job.conversation_id], turns[job.conversation_id]
        if _is_over(conversation, turn, job):
            proven = certified if _is_of(version, job.prediction) else {}
            outcomes.append(_outcome(conversation, turn, job, before.get(conversation.id), playbook, proven, now))
    records = _record(session, [_row(outcome) for outcome in outcomes])
    for outcome in outcomes:
        _close(outcome.turn, outcome.decision, records[outcome.conversation.id])
        _take_effect(session, outcome)
    answers = [(one.conversation, one.turn[-1], one.decision.answer) for one in outcomes]
    conversations.answer(session, [(talk, last, said) for talk, last, said in answers if said], now)
    checks.draw(session, [_reacted(one) for one in outcomes if one.by_classifier])


def _is_of(version: str, prediction: Prediction | None) -> bool:
    """Whether that classifier said so: a new one may have become the active one since."""
    return prediction is None or version.endswith(prediction.model_version)


@dataclass(frozen=True, slots=True)
class _Outcome:
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


def _outcome(
    conversation: Conversation,
    turn: list[Message],
    job: Job,
    before: Before | None,
    playbook: Playbook,
    certified: Mapping[str, float],
    now: datetime,
) -> _Outcome:
    """A turn that is given up is not looked at again: that may be what fails."""
    if job.gives_up:
        return _Outcome(conversation, turn, job, None, Mood(), _set_aside(conversation))
    text = joined(turn)
    found = entities.find(text, now.date(), playbook.numbers)
    heard = _heard(conversation, turn, text, gathering.first_of_each(found), before)
    said = _told(turn, heard, gathering.without(text, found), job.prediction, playbook)
    decision = decide(heard, said, _situation(conversation), playbook, certified, now)
    return _Outcome(conversation, turn, job, said, mood.look(entities.hidden(text, found)), decision)


def _told(
    turn: Sequence[Message], heard: Turn, rest: str, prediction: Prediction | None, playbook: Playbook
) -> Prediction | None:
    """What the customer says in answer to a question of ours beats the classifier, but hides nothing else they say."""
    chosen = asking.tapped(turn[-1].content, playbook)
    told = chosen or gathering.completed(heard.before, heard.details, playbook)
    beside = joined(turn[:-1]) if chosen else rest
    return gathering.also_said(told, beside, prediction, playbook.locked) if told else prediction


def _before(session: Session, conversation_ids: Sequence[int], now: datetime) -> dict[int, Before]:
    """What Lotse did with the turn before, by the conversations' ids; not when it is long ago, or people came since."""
    if not conversation_ids:
        return {}
    columns = (Decision.conversation_id, Decision.kind, Decision.intent, Decision.detail)
    people_came = exists().where(
        Event.conversation_id == Decision.conversation_id,
        Event.at >= Decision.created_at,
        Event.kind.in_(("taken", "handed_back", "resolved", "answered_by_phone")),
    )
    lately = (Decision.created_at > now - REMEMBERED, ~people_came)
    theirs = select(*columns).where(sets.among(Decision.conversation_id, conversation_ids), *lately)
    newest_first = theirs.order_by(Decision.conversation_id, Decision.id.desc())
    latest = newest_first.ext(distinct_on(Decision.conversation_id))
    return {row.conversation_id: Before(row.kind, row.intent, row.detail) for row in session.execute(latest)}


def _reacted(outcome: _Outcome) -> dict[str, Any]:
    """What Lotse did by itself, for people to check."""
    said = outcome.said
    return {
        "message_id": outcome.turn[-1].id,
        "intent": said and said.intent,
        "model_version": said and said.model_version,
    }


def _still_ours(session: Session, jobs: Sequence[Job]) -> dict[int, Conversation]:
    """The conversations that nobody else has claimed since, locked in one fixed order."""
    claims_of = {job.conversation_id: job.claim for job in jobs}
    rows = select(Conversation).where(sets.among(Conversation.id, claims_of)).order_by(Conversation.id)
    whole = rows.options(joinedload(Conversation.contact), joinedload(Conversation.inbox))
    locked = whole.with_for_update(of=Conversation).execution_options(populate_existing=True)
    return {row.id: row for row in session.scalars(locked) if row.claim == claims_of[row.id]}


def _is_over(conversation: Conversation, turn: list[Message], job: Job) -> bool:
    """Whether there is something to decide; if the customer wrote on, or changed a text, the turn is due again."""
    conversation.claim = conversation.claimed_until = None
    conversation.attempts = 0
    if not job.gives_up:
        conversation.error = None
    if not job.gives_up and _words(turn) != _words(job.turn):
        return False
    if job.before is None:
        conversation.due_at = None
    return bool(turn)


def _set_aside(conversation: Conversation) -> Decided:
    """Its error is that of the last attempt; none when each attempt ended the process."""
    error, conversation.error = conversation.error, None
    return Decided("escalate", "set_aside", error)


def _words(turn: Sequence[Message]) -> list[tuple[int, str | None]]:
    return [(message.id, message.text) for message in turn]


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


def _close(turn: list[Message], decision: Decided, record_id: int) -> None:
    """Give every message of the turn its outcome: the last one has the decision's, the others are joined to it."""
    last = turn[-1]
    for message in turn:
        message.outcome, message.outcome_reason = "joined", None
        message.covered_by_id, message.decision_id = last.id, record_id
    last.outcome, last.outcome_reason, last.covered_by_id = OUTCOME_OF[decision.kind], decision.reason, None


def _take_effect(session: Session, outcome: _Outcome) -> None:
    conversation, decision, turn = outcome.conversation, outcome.decision, outcome.turn
    last, said = turn[-1], outcome.said
    if said and said.language == decision.language:
        conversation.contact.language = decision.language
    if decision.kind == "note":
        conversations.mark_read(conversation, last.id)
    if decision.kind == "escalate" and not _a_person_replied_since(session, conversation, last):
        reason, raised = decision.reason or "unsure", reasons.priority(outcome.mood)
        conversations.escalate(session, conversation, reason, turn[0].written_at, decision.team, raised)


def _a_person_replied_since(session: Session, conversation: Conversation, last: Message) -> bool:
    """Whoever has the conversation was quicker than triage: nobody has to wait for it.

    What an agent replies to stood on the dashboard, so it was stored; what the owner replies to stood on the phone.
    """
    if conversation.owner != "agent":
        return False
    went_out = Message.status.not_in(("failed", "cancelled")) & Message.kind.not_in(revisions.ABOUT_ANOTHER)
    by_agent = (Message.author == "agent") & (Message.written_at > last.stored_at)
    by_phone = (Message.author == "phone") & (Message.written_at > last.written_at)
    replies = exists().where(Message.conversation_id == conversation.id, went_out, by_agent | by_phone)
    return session.execute(select(replies)).scalar_one()


def _record(session: Session, rows: list[dict[str, Any]]) -> dict[int, int]:
    """Write the decisions; returns their ids by their conversations'."""
    if not rows:
        return {}
    insertion = sets.insertion(Decision, rows).returning(Decision.conversation_id, Decision.id)
    return {row.conversation_id: row.id for row in session.execute(insertion)}


def _row(outcome: _Outcome) -> dict[str, Any]:
    job, decision, prediction = outcome.job, outcome.decision, outcome.said
    return {
        "joined_at": job.joined_at,
        "classified_at": job.classified_at if prediction else None,
        "conversation_id": job.conversation_id,
        "kind": decision.kind,
        "reason": decision.reason,
        "detail": decision.detail,
        "intent": prediction.intent if prediction else None,
        "confidence": prediction.confidence if prediction else None,
        "runner_up": prediction.runner_up if prediction else None,
        "language": decision.language,
        "model_version": prediction.model_version if prediction else None,
        "suggestion": decision.text if decision.kind == "escalate" else None,
        "because": reasons.kept(prediction, outcome.mood),
    }
