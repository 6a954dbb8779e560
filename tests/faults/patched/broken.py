"""Deliberately broken builds. The checker has to find each of them, or it proves nothing."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from tests.faults.patched.points import wrap


def _instead(replacement: Any, _: Any) -> Any:
    return replacement


def no_sweeper() -> None:
    """Nobody looks for what is due: not the clock, and not a worker when it starts."""

    class Deaf:
        """`app.wake` for workers that wake nothing at their start."""

        def __getattr__(self, name: str) -> Any:
            from app import wake

            return (lambda *_: False) if name == "wake" else getattr(wake, name)

    wrap("workers.clock:tick", partial(_instead, lambda redis, sweep: None))
    wrap("workers.worker:wake", partial(_instead, Deaf()))


def resend_on_timeout() -> None:
    """What is in doubt is sent again: after a time-out, and when a worker ended while sending."""
    from app.delivery import recording
    from app.tables import Message
    from app.whatsapp.errors import InDoubt

    def values(function: Callable[..., Any]) -> Callable[..., Any]:
        def resent(parcel: Any, result: Any, now: datetime) -> Any:
            again = {"status": "queued", "due_at": now, "error": "again", "error_code": None}
            return again if isinstance(result, InDoubt) else function(parcel, result, now)

        return resent

    def settle(function: Callable[..., Any]) -> Callable[..., Any]:
        def settled(sessions: Any) -> None:
            from sqlalchemy import func

            expired = (Message.status == "sending", Message.claimed_until < func.now())
            with sessions.begin() as session:
                session.execute(update(Message).where(*expired).values(status="queued", due_at=func.now()))
            function(sessions)

        return settled

    wrap(f"{recording.__name__}:_values", values)
    wrap("app.delivery.settling:settle", settle)


def no_conversation_lock() -> None:
    """Two workers may work on one conversation at once; the index that would hide it is dropped by the test."""
    from app.tables import Conversation, Message

    def claimed(session: Session, which: str, most: int, now: datetime) -> Any:
        from app.claims import FRESH, Batch

        due = select(Conversation.id).where(Conversation.due_at <= now).order_by(Conversation.due_at).limit(most)
        batch: list[Any] = [(number, 1, None) for number in session.scalars(due)]
        return Batch(batch if which == FRESH else [])

    def ours(session: Session, jobs: Any) -> dict[int, Conversation]:
        rows: Select[Any] = select(Conversation).where(Conversation.id.in_([job.conversation_id for job in jobs]))
        return {row.id: row for row in session.scalars(rows)}

    def said(session: Session, speeches: Any, now: datetime) -> None:
        from app import speech

        session.add_all(Message(**row) for one in speeches for row in speech._rows(one, now))

    def slowly_nothing(turn: Any) -> list[Any]:
        time.sleep(0.05)  # so that the other worker comes to the same conversations meanwhile, as on a busy machine
        return []

    wrap("app.claims:conversations", partial(_instead, claimed))
    wrap("app.outcomes:_still_ours", partial(_instead, ours))
    wrap("app.outcomes:_words", partial(_instead, slowly_nothing))
    wrap("app.speech:say", partial(_instead, said))


def answer_before_commit() -> None:
    """The web process says 200 and stores afterwards."""
    import threading

    from app.wake import waker

    def store(function: Callable[..., Any]) -> Callable[..., Any]:
        def stored(*arguments: Any) -> None:
            function(*arguments)
            waker.soon("intake")

        def later(*arguments: Any) -> None:
            threading.Timer(3, stored, arguments).start()

        return later

    wrap("app.deliveries:Store.put", store)


def no_cancel_on_take() -> None:
    """What the bot has queued goes out although a person has taken the conversation."""
    wrap("app.queued:cancel", partial(_instead, lambda *_, **__: None))


def outbox_overtakes() -> None:
    """Of what is queued in a conversation any may go out, while an earlier one waits for its next attempt.

    Thinking again would hide it: what waits is withdrawn when the customer writes on.
    """
    from app.tables import Message

    def claimed(session: Session, most: int, now: datetime) -> list[tuple[int, int, Any]]:
        from app import claims

        due = select(Message.id).where(Message.status == "queued", Message.due_at <= now).limit(most)
        return claims._taken(session, claims._taking(Message, due, status="sending"))

    wrap("app.claims:outbox", partial(_instead, claimed))
    wrap("app.reconsidering:think_again", partial(_instead, lambda *_: None))


def resend_after_ten_minutes() -> None:
    """Instead of asking a person, what stays in doubt is sent once more."""
    from app.tables import Message

    def resent(function: Callable[..., Any]) -> Callable[..., Any]:
        def again(session: Session, now: datetime) -> Any:
            from app.delivery.settling import UNKNOWN_FOR

            overdue = (Message.status == "unknown", Message.unknown_since < now - UNKNOWN_FOR)
            session.execute(update(Message).where(*overdue).values(status="queued", due_at=now))
            return function(session, now)

        return again

    wrap("app.statuses:unpark_known", resent)


def escalates_all() -> None:
    """Nothing is lost where nothing is dared: every message comes to people."""
    from app.decisions import Decision

    wrap("app.judging:decide", partial(_instead, lambda *_: Decision("escalate", "unsure")))


def closes_again() -> None:
    """Who waits for people is told so at every message."""

    def closed(case: Any, decision: Any) -> Any:
        from dataclasses import replace

        from app.whatsapp.outgoing import Text

        return replace(decision, answer=Text(f"Das beantwortet Ihnen eine Person. {case.now:%H:%M:%S.%f}"))

    wrap("app.handover:closed", partial(_instead, closed))


def withdraws_what_is_on_its_way() -> None:
    """Who writes on is answered to all of it, though the answer to the first part is being sent."""
    from app import reconsidering
    from app.tables import Message

    def again(session: Session, conversation_ids: Any, now: datetime) -> None:
        theirs = (Message.conversation_id.in_(conversation_ids), Message.author == "bot")
        sending = update(Message).where(*theirs, Message.status.in_(("queued", "sending")))
        answered = set(session.scalars(sending.values(status="cancelled").returning(Message.answers_id)))
        if answered:
            reconsidering._open_again(session, answered)

    wrap("app.reconsidering:think_again", partial(_instead, again))


BROKEN = (
    *(no_sweeper, resend_on_timeout, no_conversation_lock, answer_before_commit),
    *(no_cancel_on_take, outbox_overtakes, resend_after_ten_minutes, escalates_all),
    *(closes_again, withdraws_what_is_on_its_way),
)
BREAKS = {break_.__name__: break_ for break_ in BROKEN}
