"""Working on turns: claim what is due, classify it in one batch, decide, write the outcome."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import exists, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app import claims, clock, conversations, revisions
from app.playbook.model import Playbook
from app.tables import Conversation, Decision, Message
from app.triage import Decision as Decided
from app.triage import Situation, Turn, decide
from models.prediction import Prediction

BATCH = 64
MOST_ATTEMPTS = 3
READABLE_KINDS = frozenset({"text", "button", "interactive"})
OUTCOME_OF = {"answer": "answered", "escalate": "escalated", "note": "noted"}

Classify = Callable[[Sequence[str]], Sequence[Prediction]]

log = structlog.get_logger(__name__)


def triage_due(sessions: sessionmaker[Session], classify: Classify | None, playbook: Playbook) -> int:
    """Work on a batch of due turns; returns how many were claimed, 0 when none was due.

    `classify` is None when there is no classifier that may be used: then people get everything.
    """
    with sessions.begin() as session:
        now = clock.now(session)
        claimed = claims.conversations(session, BATCH, now)
        turns = {conversation_id: _open(session, conversation_id) for conversation_id, _, _ in claimed}
    try:
        predictions = _classify(classify, turns)
    except Exception:
        log.exception("classifier_failed", conversations=len(turns))
        predictions = {}
    for conversation_id, attempts, claim in claimed:
        _work(sessions, conversation_id, attempts, claim, turns[conversation_id], predictions, playbook)
    return len(claimed)


def _open(session: Session, conversation_id: int) -> list[Message]:
    """The turn's messages: all that have no outcome yet, by WhatsApp's time, then arrival."""
    messages = select(Message).where(
        Message.conversation_id == conversation_id, Message.direction == "in", Message.outcome.is_(None)
    )
    return list(session.scalars(messages.order_by(Message.written_at, Message.id)))


def _joined(turn: Sequence[Message]) -> str:
    return "\n".join(message.text for message in turn if message.text)


def _classify(classify: Classify | None, turns: dict[int, list[Message]]) -> dict[int, Prediction]:
    with_words = {key: text for key, turn in turns.items() if (text := _joined(turn))}
    if classify is None or not with_words:
        return {}
    return dict(zip(with_words, classify(list(with_words.values())), strict=True))


def _work(
    sessions: sessionmaker[Session],
    conversation_id: int,
    attempts: int,
    claim: UUID,
    turn: list[Message],
    predictions: dict[int, Prediction],
    playbook: Playbook,
) -> None:
    try:
        with sessions.begin() as session:
            conversation = _still_ours(session, conversation_id, claim)
            if conversation:
                give_up = attempts > MOST_ATTEMPTS
                _finish(session, conversation, turn, predictions.get(conversation_id), playbook, give_up)
    except OperationalError:
        log.exception("triage_interrupted", conversation_id=conversation_id, safe="the turn is tried again")
        _release(sessions, conversation_id, claim, counts=False)
    except Exception:
        log.exception("triage_failed", conversation_id=conversation_id, attempts=attempts)
        _release(sessions, conversation_id, claim)


def _still_ours(session: Session, conversation_id: int, claim: UUID) -> Conversation | None:
    conversation = conversations.lock(session, conversation_id)
    return conversation if conversation and conversation.claim == claim else None


def _release(sessions: sessionmaker[Session], conversation_id: int, claim: UUID, counts: bool = True) -> None:
    """Leave the turn due. Its attempt stays counted, unless the database itself failed; too many bring it to people."""
    values: dict[str, Any] = {"claim": None, "claimed_until": func.now()}
    if not counts:
        values["attempts"] = Conversation.attempts - 1
    ours = (Conversation.id == conversation_id, Conversation.claim == claim)
    with sessions.begin() as session:
        session.execute(update(Conversation).where(*ours).values(values))


def _finish(
    session: Session,
    conversation: Conversation,
    turn: list[Message],
    prediction: Prediction | None,
    playbook: Playbook,
    give_up: bool,
) -> None:
    conversation.claim = conversation.claimed_until = None
    now = clock.now(session)
    turn_now = _open(session, conversation.id)
    if not give_up and _words(turn_now) != _words(turn):
        conversation.attempts = 0
        return  # the customer wrote on, or changed a text: the turn is due again, and is then classified whole
    conversation.due_at, conversation.attempts = None, 0
    if not turn_now:
        return
    decision = (
        Decided("escalate", "set_aside") if give_up else _decide(conversation, turn_now, prediction, playbook, now)
    )
    _write(session, conversation, turn_now, prediction, decision, now)


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


def _write(
    session: Session,
    conversation: Conversation,
    turn: list[Message],
    prediction: Prediction | None,
    decision: Decided,
    now: datetime,
) -> None:
    """Write the decision, give every message of the turn its outcome, and let the decision take effect."""
    last = turn[-1]
    record = _record(conversation, prediction, decision)
    session.add(record)
    session.flush()
    for message in turn:
        message.outcome, message.outcome_reason = "joined", None
        message.covered_by_id = last.id
        message.decision_id = record.id
    last.outcome, last.outcome_reason = OUTCOME_OF[decision.kind], decision.reason
    last.covered_by_id = None
    session.flush()
    _remember_language(conversation, prediction)
    if decision.kind == "answer" and decision.answer:
        conversations.answer(session, conversation, last, decision.answer, now)
    if decision.kind == "note":
        conversations.mark_read(conversation, last.id)
    if decision.kind == "escalate" and not _a_person_replied_since(session, conversation, last):
        reason = decision.reason or "unsure"
        conversations.escalate(session, conversation, reason, turn[0].written_at, decision.team)


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


def _record(conversation: Conversation, prediction: Prediction | None, decision: Decided) -> Decision:
    return Decision(
        conversation_id=conversation.id,
        kind=decision.kind,
        reason=decision.reason,
        detail=decision.detail,
        intent=prediction.intent if prediction else None,
        confidence=prediction.confidence if prediction else None,
        runner_up=prediction.runner_up if prediction else None,
        language=decision.language,
        model_version=prediction.model_version if prediction else None,
        suggestion=decision.text if decision.kind == "escalate" else None,
    )


def _remember_language(conversation: Conversation, prediction: Prediction | None) -> None:
    if prediction and prediction.language:
        conversation.contact.language = prediction.language
