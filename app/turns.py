"""Working on turns: claim what is due, classify it in one batch, decide, write the outcome."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session, defer, joinedload, sessionmaker

from app import blame, claims, classifying, clock, conversations, revisions, sets
from app.classifying import Classify
from app.playbook.model import Playbook
from app.tables import Conversation, Decision, Message
from app.triage import Decision as Decided
from app.triage import Situation, Turn, decide
from models.prediction import Prediction

BATCH = 64
MOST_ATTEMPTS = 3
UNREAD = (defer(Message.payload), defer(Message.versions))  # of a message's columns; they can be long
READABLE_KINDS = frozenset({"text", "button", "interactive"})
OUTCOME_OF = {"answer": "answered", "escalate": "escalated", "note": "noted"}

log = structlog.get_logger(__name__)


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

    @property
    def gives_up(self) -> bool:
        return _gives_up(self.attempts)


def _gives_up(attempts: int) -> bool:
    return attempts > MOST_ATTEMPTS


def triage_due(sessions: sessionmaker[Session], classify: Classify | None, playbook: Playbook) -> int:
    """Work on a batch of due turns; returns how many were claimed, 0 when none was due.

    `classify` is None when there is no classifier that may be used: then people get everything. The outcomes are
    written together. When that fails, each is written alone, so that a bad one harms no other.
    """
    with sessions.begin() as session:
        now = clock.now(session)
        batches = claims.conversations(session, BATCH, now)
    for claimed in batches:
        _triage(sessions, claimed, now, classify, playbook)
    return sum(map(len, batches))


def _triage(
    sessions: sessionmaker[Session],
    claimed: Sequence[claims.Claimed],
    joined_at: datetime,
    classify: Classify | None,
    playbook: Playbook,
) -> None:
    began = time.monotonic()
    with sessions() as session:
        turns = _open(session, [conversation_id for conversation_id, _, _ in claimed])
    to_classify = {key: turns[key] for key, attempts, _ in claimed if not _gives_up(attempts)}
    predictions, failed = classifying.all_but_the_bad(partial(_classify, classify), to_classify, classify)
    classified_at = joined_at + timedelta(seconds=time.monotonic() - began)
    for conversation_id, _, claim in claimed:
        if conversation_id in failed:
            _release(sessions, conversation_id, claim, failed[conversation_id])
    sound = [item for item in claimed if item[0] not in failed]
    jobs = [Job(*item, turns[item[0]], joined_at, classified_at, predictions.get(item[0])) for item in sound]
    if len(jobs) < 2 or not _work_together(sessions, jobs, playbook):
        for job in jobs:
            _work(sessions, job, playbook)


def _open(session: Session, conversation_ids: Sequence[int]) -> dict[int, list[Message]]:
    """The turns' messages: all that have no outcome yet, by WhatsApp's time, then arrival."""
    turns: dict[int, list[Message]] = {conversation_id: [] for conversation_id in conversation_ids}
    theirs = sets.among(Message.conversation_id, conversation_ids)
    messages = select(Message).where(theirs, Message.direction == "in", Message.outcome.is_(None)).options(*UNREAD)
    for message in session.scalars(messages.order_by(Message.written_at, Message.id)):
        turns[message.conversation_id].append(message)
    return turns


def _joined(turn: Sequence[Message]) -> str:
    return "\n".join(message.text for message in turn if message.text)


def _classify(classify: Classify | None, turns: dict[int, list[Message]]) -> dict[int, Prediction]:
    with_words = {key: text for key, turn in turns.items() if (text := _joined(turn))}
    if classify is None or not with_words:
        return {}
    return dict(zip(with_words, classify(list(with_words.values())), strict=True))


def _work_together(sessions: sessionmaker[Session], jobs: Sequence[Job], playbook: Playbook) -> bool:
    try:
        with sessions.begin() as session:
            _finish_all(session, jobs, playbook)
    except Exception as error:
        log.warning("turns_written_one_by_one", conversations=len(jobs), error=type(error).__name__)
        return False
    return True


def _work(sessions: sessionmaker[Session], job: Job, playbook: Playbook) -> None:
    try:
        with sessions.begin() as session:
            _finish_all(session, [job], playbook)
    except Exception as error:
        ours = not blame.is_the_databases(error)
        event = "triage_failed" if ours else "triage_interrupted"
        log.exception(event, conversation_id=job.conversation_id, attempts=job.attempts, safe="the turn is tried again")
        _release(sessions, job.conversation_id, job.claim, type(error).__name__, counts=ours)


def _release(
    sessions: sessionmaker[Session], conversation_id: int, claim: UUID, error: str, counts: bool = True
) -> None:
    """Leave the turn due. Its attempt stays counted, unless the database itself failed; too many bring it to people."""
    values: dict[str, Any] = {"claim": None, "claimed_until": func.now(), "error": error}
    if not counts:
        values["attempts"] = Conversation.attempts - 1
    ours = (Conversation.id == conversation_id, Conversation.claim == claim)
    with sessions.begin() as session:
        session.execute(update(Conversation).where(*ours).values(values))


def _finish_all(session: Session, jobs: Sequence[Job], playbook: Playbook) -> None:
    """Decide the turns that are still ours and still what was classified, and write what comes of them."""
    now = clock.now(session)
    ours = _still_ours(session, jobs)
    turns = _open(session, list(ours))
    decided = []
    for job in (job for job in jobs if job.conversation_id in ours):
        conversation, turn = ours[job.conversation_id], turns[job.conversation_id]
        if _is_over(conversation, turn, job):
            given_up = _set_aside(conversation) if job.gives_up else None
            decision = given_up or _decide(conversation, turn, job.prediction, playbook, now)
            decided.append((conversation, turn, job, decision))
    records = _record(session, [_row(job, decision) for _, _, job, decision in decided])
    for conversation, turn, job, decision in decided:
        _close(turn, decision, records[conversation.id])
        _take_effect(session, conversation, turn, job.prediction, decision)
    answers = [(conversation, turn[-1], decision.answer) for conversation, turn, _, decision in decided]
    conversations.answer(session, [(talk, last, said) for talk, last, said in answers if said], now)


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
    conversation.due_at = None
    return bool(turn)


def _set_aside(conversation: Conversation) -> Decided:
    """Its error is that of the last attempt; none when each attempt ended the process."""
    error, conversation.error = conversation.error, None
    return Decided("escalate", "set_aside", error)


def _words(turn: Sequence[Message]) -> list[tuple[int, str | None]]:
    return [(message.id, message.text) for message in turn]


def _decide(
    conversation: Conversation,
    turn: list[Message],
    prediction: Prediction | None,
    playbook: Playbook,
    now: datetime,
) -> Decided:
    unread = [message.kind for message in turn if message.kind not in READABLE_KINDS or not message.text]
    said = Turn(_joined(turn), tuple(unread), conversation.last_customer_at or turn[-1].written_at)
    contact, inbox = conversation.contact, conversation.inbox
    can_send = inbox.stopped_at is None
    by_phone = conversation.owner == "agent" and conversation.assignee_id is None
    owner = "phone" if by_phone else conversation.owner
    situation = Situation(owner, contact.name, contact.language, inbox.language, can_send)
    return decide(said, prediction, situation, playbook, now)


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
) -> None:
    last = turn[-1]
    if prediction and prediction.language:
        conversation.contact.language = prediction.language
    if decision.kind == "note":
        conversations.mark_read(conversation, last.id)
    if decision.kind == "escalate" and not _a_person_replied_since(session, conversation, last):
        conversations.escalate(session, conversation, decision.reason or "unsure", turn[0].written_at, decision.team)


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


def _row(job: Job, decision: Decided) -> dict[str, Any]:
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
    }
