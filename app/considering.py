"""Judging turns with all that is known beside them: what was said and done before, what is proven, who is there."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app import certificates, desks, judging, pausing, recalling, sets, undoing
from app.gathering import Before, Earlier
from app.judging import Job, Known, Outcome
from app.lookups import turns as lookups
from app.lookups.enquiry import Looked
from app.playbook.model import Playbook
from app.reconsidering import WITHDRAWN
from app.tables import Conversation, Decision, Event, Message
from models.prediction import Prediction

REMEMBERED = timedelta(hours=12)  # what Lotse asked: an order number of next week is about something else
PEOPLE_CAME = ("taken", "assigned", "stopped", "handed_back", "left_alone", "resolved", "answered_by_phone")


def judge(
    session: Session,
    jobs: Sequence[Job],
    conversations: Mapping[int, Conversation],
    turns: Mapping[int, list[Message]],
    playbook: Playbook,
    now: datetime,
) -> list[Outcome]:
    """What becomes of these turns. Nothing is written."""
    if not jobs:
        return []
    ids = [job.conversation_id for job in jobs]
    version, certified = certificates.proven(session)
    earlier, histories = _earlier(session, ids, now), recalling.recall(session, ids, playbook, now)
    looked = lookups.known(session, conversations, turns, playbook, now)
    desk, held = desks.desk(session, playbook.hours, now), pausing.held(session, now)

    def known(job: Job) -> Known:
        proven = certified if _is_of(version, job.prediction) else {}
        key = job.conversation_id
        return Known(earlier.get(key, Earlier()), proven, histories[key], desk, held, looked.get(key, Looked()))

    return [
        judging.outcome(conversations[job.conversation_id], turns[job.conversation_id], job, known(job), playbook, now)
        for job in jobs
    ]


def _is_of(version: str, prediction: Prediction | None) -> bool:
    """Whether that classifier said so: a new one may have become the active one since."""
    return prediction is None or version.endswith(prediction.model_version)


def _earlier(session: Session, conversation_ids: Sequence[int], now: datetime) -> dict[int, Earlier]:
    """What Lotse did with the turns before, by the conversations' ids; not what is long ago, or before people came."""
    asks = (Decision.kind == "ask") & Decision.detail.is_not(None)
    columns = (Decision.conversation_id, Decision.kind, Decision.intent, Decision.detail, Decision.tries)
    people_came = exists().where(
        Event.conversation_id == Decision.conversation_id,
        Event.at >= Decision.created_at,
        Event.kind.in_(PEOPLE_CAME),
        undoing.STANDS,
    )
    lately = (Decision.created_at > now - REMEMBERED, Decision.kind.not_in((WITHDRAWN, "note")), ~people_came)
    theirs = select(*columns).where(sets.among(Decision.conversation_id, conversation_ids), *lately)
    newest_first = theirs.order_by(Decision.conversation_id, asks, Decision.id.desc())
    latest = newest_first.add_columns(Decision.id).ext(distinct_on(Decision.conversation_id, asks))
    found: dict[int, Earlier] = {}
    for row in sorted(session.execute(latest), key=lambda one: one.id):
        did, before = Before(row.kind, row.intent, row.detail, row.tries), found.get(row.conversation_id, Earlier())
        asked = before.latest if before.latest and before.latest.kind == "ask" and before.latest.detail else None
        found[row.conversation_id] = Earlier(did, asked if asked and asked.intent != row.intent else None)
    return found
