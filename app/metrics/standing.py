"""What stands: backlogs, conversations with people, the classifier, switches, numbers, the ledger."""

from datetime import datetime, timedelta

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from app import backlog, channel, ledger, pausing
from app.doctor import classifier, traffic
from app.ledger import last_check
from app.metrics.metric import Metric, labelled, single
from app.samples.mark import NUMBER, is_real
from app.tables import Conversation, Inbox

OPEN = ("waiting", "agent")  # what is with people


def read(session: Session, now: datetime) -> list[Metric]:
    return [
        *_backlogs(session, now),
        *_conversations(session, now),
        *_classifier(session, now),
        *_switches(session, now),
        *_numbers(session, now),
        *_ledger(session, now),
    ]


def _backlogs(session: Session, now: datetime) -> list[Metric]:
    waits = backlog.read(session, now)
    number = {kind: float(one.number) for kind, one in waits.items()}
    age = {kind: one.oldest.total_seconds() for kind, one in waits.items()}
    return [
        labelled("lotse_backlog", "How much of each kind of work is due.", "stage", number),
        labelled("lotse_backlog_oldest_seconds", "For how long the oldest of it has been due.", "stage", age),
    ]


def _conversations(session: Session, now: datetime) -> list[Metric]:
    with_people = (Conversation.owner.in_(OPEN), is_real(Conversation.inbox_id))
    counted = select(Conversation.owner, func.count(), func.min(Conversation.waiting_since)).where(*with_people)
    found = {row[0]: row for row in session.execute(counted.group_by(Conversation.owner))}
    number = {owner: float(found[owner][1]) if owner in found else 0.0 for owner in OPEN}
    first = found["waiting"][2] if "waiting" in found else None
    oldest = (now - first).total_seconds() if first else 0.0
    return [
        labelled("lotse_open_conversations", "Conversations that are with people, by who has them.", "owner", number),
        single("lotse_waiting_oldest_seconds", "For how long the longest has waited for a person.", max(oldest, 0.0)),
    ]


def _classifier(session: Session, now: datetime) -> list[Metric]:
    model = classifier.read(session)
    usable = model is not None and not model.refused
    age = (now - model.made_at).total_seconds() if model else 0.0
    standing, withdrawn = (model.standing, model.withdrawn) if model else (0, 0)
    lacking = (model.certificates if model else 0) - standing - withdrawn
    states = {"standing": float(standing), "withdrawn": float(withdrawn), "lacking": float(lacking)}
    return [
        single("lotse_classifier_usable", "1 when the workers use a classifier; else people get everything.", usable),
        single("lotse_classifier_age_seconds", "How old it is.", max(age, 0.0)),
        labelled("lotse_certificates", "Topics, by what is proven of them.", "state", states),
    ]


def _switches(session: Session, now: datetime) -> list[Metric]:
    held = pausing.held(session, now)
    return [
        single("lotse_paused", "1 while people have paused all automatic messages.", held.paused),
        single("lotse_budget_spent", "1 while this month's budget is spent.", held.over_budget),
    ]


def _numbers(session: Session, now: datetime) -> list[Metric]:
    known = (Inbox.id, cast(channel.open_at(now), Integer), func.coalesce(Inbox.stopped_code, 0))
    rows = session.execute(select(*known).where(Inbox.phone_number_id != NUMBER).order_by(Inbox.id)).all()
    sends = {str(number): float(may) for number, may, _ in rows}
    codes = {str(number): float(code) for number, _, code in rows}
    return [
        labelled("lotse_inbox_sends", "1 when the number may send now, by the inbox's id.", "inbox", sends),
        labelled("lotse_inbox_stopped_code", "Meta's error code that stopped the number; 0: none.", "inbox", codes),
    ]


def _ledger(session: Session, now: datetime) -> list[Metric]:
    checked, clocks = last_check.at(session), session.scalar(select(func.now()))
    ago = clocks - checked if checked and clocks else timedelta()
    silence = traffic.silence(session, now) or timedelta()
    uncounted = ledger.uncounted(session)["set_aside"]
    return [
        single("lotse_last_message_seconds", "Since when no customer has written.", silence.total_seconds()),
        single("lotse_ledger_checked_seconds", "How long ago the clock last checked the ledger.", ago.total_seconds()),
        single("lotse_unexplained", "Messages without a true outcome at that check.", len(last_check.found(session))),
        single("lotse_set_aside", "Deliveries that could not be read, or not in full.", uncounted),
    ]
