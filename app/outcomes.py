"""What becomes of turns: each is decided, and the decision and all that comes of it are written together."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, defer

from app import (
    checks,
    clock,
    considering,
    conversations,
    current_intent,
    locking,
    opting,
    owning,
    reasons,
    revisions,
    sets,
    speech,
)
from app.decisions import Decision as Decided
from app.judging import Job, Outcome
from app.lookups import turns as lookups
from app.playbook.address import place
from app.playbook.model import Playbook
from app.speech import Speech
from app.tables import Conversation, Decision, Message
from app.timeline import note
from app.whatsapp.outgoing import Outgoing, Reaction

UNREAD = (defer(Message.payload), defer(Message.versions))  # of a message's columns; they can be long
ANSWERING = frozenset({"answer", "ask"})
OUTCOME_OF = {"answer": "answered", "ask": "asked", "escalate": "escalated", "note": "noted"}


def open_turns(
    session: Session, conversation_ids: Sequence[int], before: int | None = None
) -> dict[int, list[Message]]:
    """The turns' messages: all that have no outcome yet, by WhatsApp's time, then arrival. `before`: only the part of
    each that nothing can come before, while that delivery is still to be taken in."""
    turns: dict[int, list[Message]] = {conversation_id: [] for conversation_id in conversation_ids}
    theirs = sets.among(Message.conversation_id, conversation_ids)
    messages = select(Message).where(theirs, Message.direction == "in", Message.outcome.is_(None)).options(*UNREAD)
    for message in session.scalars(messages.order_by(Message.written_at, Message.id)):
        turns[message.conversation_id].append(message)
    return turns if before is None else {key: _part(turn, before) for key, turn in turns.items()}


def _part(turn: Sequence[Message], before: int) -> list[Message]:
    """Up to the first message, by WhatsApp's time, that came later than that delivery: what it brings may have been
    written before that one, and that one before the others."""
    return list(takewhile(lambda message: (message.delivery_id or 0) < before, turn))


def finish_all(session: Session, jobs: Sequence[Job], playbook: Playbook) -> None:
    """Decide the turns of a batch that are still ours and still what was classified; write what comes of them."""
    now = clock.now(session)
    ours = _still_ours(session, jobs)
    turns = open_turns(session, list(ours), jobs[0].before)
    here = [job for job in jobs if job.conversation_id in ours]
    due = [job for job in here if _is_over(ours[job.conversation_id], turns[job.conversation_id], job)]
    outcomes = _without_waiting(session, considering.judge(session, due, ours, turns, playbook, now), playbook, now)
    rows = [_row(outcome, now) for outcome in outcomes]
    records = _record(session, rows)
    about = zip(outcomes, rows, strict=True)
    current_intent.decided(session, [(one.conversation, row["intent"], row["reason"]) for one, row in about])
    for outcome in outcomes:
        _close(outcome.turn, outcome.decision, records[outcome.conversation.id])
        _take_effect(session, outcome, now)
    speech.say(session, _speeches(outcomes), now)
    checks.draw(session, [_reacted(one) for one in outcomes if one.by_classifier])


def _without_waiting(session: Session, judged: Sequence[Outcome], playbook: Playbook, now: datetime) -> list[Outcome]:
    """Those that are decided. The others stay open for the business's own system, which is asked elsewhere."""
    waiting = [
        (one.conversation, one.turn[-1], one.decision.enquiry) for one in judged if one.decision.kind == "lookup"
    ]
    lookups.begin(session, [(talk, last, asked) for talk, last, asked in waiting if asked], playbook, now)
    decided = [one for one in judged if one.decision.kind != "lookup"]
    lookups.drop(session, [one.turn for one in decided], playbook)
    return decided


def _speeches(outcomes: Sequence[Outcome]) -> list[Speech]:
    return [_speech(one, one.decision.answer) for one in outcomes if one.decision.answer]


def _speech(outcome: Outcome, said: Outgoing) -> Speech:
    decision, last = outcome.decision, outcome.turn[-1]
    target = last.wamid if isinstance(said, Reaction) else None
    return Speech(outcome.conversation, last, said, decision.kind in ANSWERING, decision.discloses, target)


def _reacted(outcome: Outcome) -> dict[str, Any]:
    """What Lotse did by itself, for people to check."""
    said = outcome.said
    return {
        "message_id": outcome.turn[-1].id,
        "intent": said and said.intent,
        "model_version": said and said.model_version,
    }


def _still_ours(session: Session, jobs: Sequence[Job]) -> dict[int, Conversation]:
    """The conversations that nobody else has claimed since, locked."""
    claims_of = {job.conversation_id: job.claim for job in jobs}
    locked = locking.lock_all(session, claims_of)
    return {key: row for key, row in locked.items() if row.claim == claims_of[key]}


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
    if not turn:
        conversation.plan = conversation.think_at = None
    return bool(turn)


def _words(turn: Sequence[Message]) -> list[tuple[int, str | None]]:
    return [(message.id, message.text) for message in turn]


def _close(turn: list[Message], decision: Decided, record_id: int) -> None:
    """Give every message of the turn its outcome: the last one has the decision's, the others are joined to it."""
    last = turn[-1]
    for message in turn:
        message.outcome, message.outcome_reason = "joined", None
        message.covered_by_id, message.decision_id = last.id, record_id
    last.outcome, last.outcome_reason, last.covered_by_id = OUTCOME_OF[decision.kind], decision.reason, None


def _take_effect(session: Session, outcome: Outcome, now: datetime) -> None:
    conversation, decision, turn = outcome.conversation, outcome.decision, outcome.turn
    last, said = turn[-1], outcome.said
    conversation.plan = conversation.think_at = None
    if decision.says_away:
        conversation.away_at = now
    _note_wish(session, outcome, now)
    if said and said.language == decision.language:
        conversation.contact.language = decision.language
    if decision.kind == "note":
        owning.mark_read(conversation, last.id)
        note(session, conversation, "unanswered", now, decision.reason)
    if decision.kind == "escalate" and not _a_person_replied_since(session, conversation, last):
        reason, raised = decision.reason or "unsure", reasons.priority(outcome.mood)
        conversations.escalate(session, conversation, reason, turn[0].written_at, decision.team, raised, now)


def _note_wish(session: Session, outcome: Outcome, now: datetime) -> None:
    """What the customer wants of being written to, whoever has the conversation, and whatever is answered."""
    contact, decision = outcome.conversation.contact, outcome.decision
    if decision.opts == "in" and contact.opted_out_at:
        opting.back_in(session, contact, now)
    elif decision.opts == "out" and contact.opted_out_at is None:
        opting.out(session, contact, now, now)
    if decision.stops:
        contact.stop_confirmed_at = now


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


def _looked_up(decision: Decided) -> dict[str, Any] | None:
    """What the answer took from the business's own system."""
    asked = decision.enquiry
    return {"host": place(asked.url), "values": dict(decision.said)} if asked and decision.said else None


def _row(outcome: Outcome, now: datetime) -> dict[str, Any]:
    job, decision, prediction = outcome.job, outcome.decision, outcome.said
    return {
        "joined_at": job.joined_at,
        "classified_at": job.classified_at if prediction else None,
        "conversation_id": job.conversation_id,
        "kind": decision.kind,
        "reason": decision.reason,
        "detail": decision.detail,
        "tries": decision.tries,
        "created_at": now,
        "intent": decision.intent or (prediction.intent if prediction else None),
        "confidence": prediction.confidence if prediction else None,
        "runner_up": prediction.runner_up if prediction else None,
        "language": decision.language,
        "model_version": prediction.model_version if prediction else None,
        "suggestion": decision.text if decision.kind == "escalate" else None,
        "because": reasons.kept(prediction, outcome.mood, _looked_up(decision)),
    }
