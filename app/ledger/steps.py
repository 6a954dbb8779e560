"""The steps of one message's way, put in order. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.tables import Decision, Delivery, Event, Message

# The lines of a timeline after which people have nothing to do with it any more
WITH_PEOPLE_NO_MORE = frozenset({"resolved", "handed_back", "left_alone"})

Fact = str | int | float | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """`at` is None where nobody knows when; `took` is the time since the step before. `facts` hold no customer text."""

    name: str
    at: datetime | None
    facts: dict[str, Fact] = field(default_factory=dict)
    took: timedelta | None = None


def came_in(message: Message, delivery: Delivery | None) -> list[Step]:
    """Until the message was taken in. `written` is by WhatsApp's clock, the others by ours."""
    times = {
        "written": message.written_at,
        "received": message.received_at,
        "stored": delivery.stored_at if delivery else None,
    }
    again = delivery.attempts if delivery and delivery.attempts > 1 else None
    taken_in = Step("taken_in", message.stored_at, _known(attempts=again))
    return [Step(name, at) for name, at in times.items() if at] + [taken_in]


def decided(decision: Decision, joined_with: Sequence[int]) -> list[Step]:
    prediction = {
        "intent": decision.intent,
        "confidence": decision.confidence,
        "runner_up": decision.runner_up,
        "model": decision.model_version,
    }
    by = decision.created_at  # PostgreSQL's clock; when it was classified was measured by the worker's
    classified_at = min(decision.classified_at, by) if decision.classified_at else None
    steps = [
        Step("joined", decision.joined_at, _known(joined_with=tuple(joined_with) or None)),
        Step("classified", classified_at, _known(**prediction)),
        Step("decided", by, _known(decision=decision.kind, reason=decision.reason)),
    ]
    return [step for step in steps if step.at]


def went_out(answer: Message) -> list[Step]:
    """Of one part of an answer, by whomever."""
    facts = _known(message=answer.id, author=answer.author, person=answer.person.email if answer.person else None)
    if answer.part:
        facts["part"] = answer.part + 1
    if answer.author == "phone":
        return [Step("written_on_phone", answer.written_at, facts)]
    tried = facts | _tried(answer)
    began = "held" if _never_queued(answer) else "queued"
    steps = [Step(began, answer.written_at, tried if answer.status in {"queued", "sending"} else facts)]
    tries = {"unknown": answer.unknown_since, "sent": answer.sent_at}
    steps += [Step(name, at, tried) for name, at in tries.items() if at]
    reports = {"delivered": answer.delivered_at, "read": answer.read_at}
    steps += [Step(name, at, facts) for name, at in reports.items() if at]
    if answer.status in {"failed", "cancelled"}:
        steps.append(Step(answer.status, answer.ended_at, tried))
    return steps


def _never_queued(answer: Message) -> bool:
    """An agent's answer that waits for the customer, or was taken back while it did."""
    return answer.status == "held" or (
        answer.status == "cancelled" and answer.author == "agent" and answer.due_at is None
    )


def _tried(answer: Message) -> dict[str, Fact]:
    """How often, where that is not simply once, and what was wrong the last time."""
    ordinary = 0 if answer.status == "queued" else 1
    return _known(attempts=answer.attempts if answer.attempts > ordinary else None, code=answer.error_code)


def with_people(events: Iterable[Event]) -> list[Step]:
    """What happened to the conversation, until people were done with it."""
    steps = []
    for event in events:
        facts = _known(person=event.person.email if event.person else None)
        facts |= _known(**{"to" if event.kind == "assigned" else "reason": event.reason})
        steps.append(Step(event.kind, event.at, facts))
        if event.kind in WITH_PEOPLE_NO_MORE:
            break
    return steps


def done_at(events: Iterable[Event]) -> datetime | None:
    """When people were done with it."""
    return next((event.at for event in events if event.kind in WITH_PEOPLE_NO_MORE), None)


def in_order(own: Sequence[Step], others: Iterable[Sequence[Step]]) -> tuple[Step, ...]:
    """All steps by time, each with how long it took.

    Within each sequence the order is kept, whatever its clocks say, and nothing of the others comes before the message
    was taken in. The first step's clock is the customer's phone's: it holds up nothing.
    """
    written, ours = list(own[:1]), _timed(own[1:], None)
    floor = next((key for key, step in ours if step.name == "taken_in"), None)
    timed = ours + [pair for steps in others for pair in _timed(steps, floor)]
    timed.sort(key=lambda pair: pair[0])
    ordered, before = written, written[0].at if written else None
    for key, step in timed:
        took = max(key - before, timedelta()) if step.at and before else None
        ordered.append(replace(step, took=took))
        before = key
    return tuple(ordered)


def _timed(steps: Sequence[Step], floor: datetime | None) -> list[tuple[datetime, Step]]:
    """Each step with the moment by which it is put in order: never before the one that it follows."""
    timed: list[tuple[datetime, Step]] = []
    for step in steps:
        floor = max(filter(None, (floor, step.at)))
        timed.append((floor, step))
    return timed


def _known(**facts: Fact | None) -> dict[str, Fact]:
    return {name: fact for name, fact in facts.items() if fact is not None}
