"""What becomes of turns: each is decided, and the decision and all that comes of it are written together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, defer, joinedload

from app import asking, certificates, checks, clock, conversations, gathering, reasons, revisions, sets
from app.gathering import Before
from app.playbook.model import Playbook
from app.tables import Conversation, Decision, Message
from app.triage import Decision as Decided
from app.triage import Situation, Turn, decide
from models import entities, mood
from models.mood import Mood
from models.prediction import Prediction

MOST_ATTEMPTS = 3
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
    certified = certificates.thresholds(session)
    before = _before(session, list(ours))
    decided = []
    for job in (_as_tapped(job, turns[job.conversation_id], playbook) for job in jobs if job.conversation_id in ours):
        conversation, turn = ours[job.conversation_id], turns[job.conversation_id]
        if _is_over(conversation, turn, job):
            given_up = _set_aside(conversation) if job.gives_up else None
            said = _said(conversation, turn, before.get(conversation.id), playbook, now)
            decision = given_up or _decide(conversation, said, job, playbook, certified, now)
            decided.append((conversation, turn, job, decision))
    moods = {conversation.id: mood.look(joined(turn)) for conversation, turn, _, _ in decided}
    records = _record(session, [_row(job, decision, moods[job.conversation_id]) for _, _, job, decision in decided])
    for conversation, turn, job, decision in decided:
        _close(turn, decision, records[conversation.id])
        _take_effect(session, conversation, turn, job.prediction, decision, moods[conversation.id])
    answers = [(conversation, turn[-1], decision.answer) for conversation, turn, _, decision in decided]
    conversations.answer(session, [(talk, last, said) for talk, last, said in answers if said], now)
    by_itself = [(turn[-1], job) for _, turn, job, decision in decided if decision.kind in {"answer", "note"}]
    checks.draw(session, [_reacted(last, job) for last, job in by_itself if not _is_tapped(job)])


def _as_tapped(job: Job, turn: Sequence[Message], playbook: Playbook) -> Job:
    """What the customer chose as an answer to a question of ours beats the classifier."""
    chosen = asking.tapped(turn[-1].content, playbook) if turn else None
    return replace(job, prediction=chosen) if chosen else job


def _is_tapped(job: Job) -> bool:
    return job.prediction is not None and job.prediction.model_version == asking.TAPPED


def _before(session: Session, conversation_ids: Sequence[int]) -> dict[int, Before]:
    """What Lotse did with the turn before, by the conversations' ids."""
    if not conversation_ids:
        return {}
    columns = (Decision.conversation_id, Decision.kind, Decision.intent, Decision.detail)
    theirs = select(*columns).where(sets.among(Decision.conversation_id, conversation_ids))
    newest_first = theirs.order_by(Decision.conversation_id, Decision.id.desc())
    latest = newest_first.ext(distinct_on(Decision.conversation_id))
    return {row.conversation_id: Before(row.kind, row.intent, row.detail) for row in session.execute(latest)}


def _reacted(last: Message, job: Job) -> dict[str, Any]:
    """What Lotse did by itself, for people to check."""
    said = job.prediction
    return {"message_id": last.id, "intent": said and said.intent, "model_version": said and said.model_version}


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


def _said(
    conversation: Conversation, turn: list[Message], before: Before | None, playbook: Playbook, now: datetime
) -> Turn:
    unread = [message.kind for message in turn if message.kind not in READABLE_KINDS or not message.text]
    text = joined(turn)
    details = gathering.first_of_each(entities.find(text, now.date(), playbook.numbers))
    last_customer_at = conversation.last_customer_at or turn[-1].written_at
    return Turn(text, tuple(unread), last_customer_at, details, before)


def _decide(
    conversation: Conversation,
    said: Turn,
    job: Job,
    playbook: Playbook,
    certified: Mapping[str, float],
    now: datetime,
) -> Decided:
    contact, inbox = conversation.contact, conversation.inbox
    can_send = inbox.stopped_at is None
    by_phone = conversation.owner == "agent" and conversation.assignee_id is None
    owner = "phone" if by_phone else conversation.owner
    situation = Situation(owner, contact.name, contact.language, inbox.language, can_send)
    return decide(said, job.prediction, situation, playbook, certified, now)


def _close(turn: list[Message], decision: Decided, record_id: int) -> None:
    """Give every message of the turn its outcome: the last one has the decision's, the others are joined to it."""
    last = turn[-1]
    for message in turn:
        message.outcome, message.outcome_reason = "joined", None
        message.covered_by_id, message.decision_id = last.id, record_id
    last.outcome, last.outcome_reason, last.covered_by_id = OUTCOME_OF[decision.kind], decision.reason, None


def _take_effect(
    session: Session,
    conversation: Conversation,
    turn: list[Message],
    prediction: Prediction | None,
    decision: Decided,
    mood: Mood,
) -> None:
    last = turn[-1]
    if prediction and prediction.language == decision.language:
        conversation.contact.language = decision.language
    if decision.kind == "note":
        conversations.mark_read(conversation, last.id)
    if decision.kind == "escalate" and not _a_person_replied_since(session, conversation, last):
        reason, raised = decision.reason or "unsure", reasons.priority(mood)
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


def _row(job: Job, decision: Decided, mood: Mood) -> dict[str, Any]:
    prediction = job.prediction
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
        "because": reasons.kept(prediction, mood),
    }
