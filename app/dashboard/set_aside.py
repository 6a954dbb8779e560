"""What intake could not read, or not in full, and what triage could not decide: without content, to be tried again."""

import structlog
from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select, update

from app import audit, clock, database
from app import set_aside as turns_set_aside
from app.dashboard import banners
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.tables import Delivery
from app.wake import waker

MAY_LOOK = frozenset({"supervisor", "admin"})
SHOWN = 100

log = structlog.get_logger(__name__)


@blueprint.get("/set-aside")
def set_aside() -> ResponseReturnValue:
    only_supervisors()
    size = func.octet_length(Delivery.body).label("size")
    deliveries = select(Delivery.id, Delivery.received_at, size, Delivery.error)
    with database.sessions()() as session:
        listed = session.execute(
            deliveries.where(Delivery.set_aside_at.is_not(None)).order_by(Delivery.id).limit(SHOWN)
        ).all()
        turns = turns_set_aside.turns(session, SHOWN)
        shown = banners.read(session)
        now = clock.now(session)
    return render_template("set_aside.html", deliveries=listed, turns=turns, banners=shown, now=now, shown=SHOWN)


@blueprint.post(f"/set-aside/<int(max={LARGEST_ID}):delivery_id>/retry")
def retry(delivery_id: int) -> ResponseReturnValue:
    """Let intake read the delivery again; what it stored before is found by its id and not doubled."""
    only_supervisors()
    with database.sessions().begin() as session:
        aside = update(Delivery).where(Delivery.id == delivery_id, Delivery.set_aside_at.is_not(None))
        again = aside.values(set_aside_at=None, error=None, attempts=0, taken_in_at=None)
        if session.scalar(again.returning(Delivery.id)):
            audit.write(session, "delivery_tried_again", me(), clock.now(session), ("delivery", delivery_id))
    log.info("delivery_tried_again", delivery_id=delivery_id, person_id=me().id)
    waker.soon("intake")
    return redirect(url_for("dashboard.set_aside"), 303)


@blueprint.post(f"/set-aside/turns/<int(max={LARGEST_ID}):conversation_id>/retry")
def retry_turn(conversation_id: int) -> ResponseReturnValue:
    """Let triage decide the turn again; when a person has it by now, it stays theirs."""
    only_supervisors()
    with database.sessions().begin() as session:
        now = clock.now(session)
        if tried := turns_set_aside.try_again(session, conversation_id, me(), now):
            audit.write(session, "turn_tried_again", me(), now, ("conversation", conversation_id))
    log.info("turn_tried_again", conversation_id=conversation_id, person_id=me().id, tried=tried)
    waker.soon("triage")
    return redirect(url_for("dashboard.set_aside"), 303)


def only_supervisors() -> None:
    if me().role not in MAY_LOOK:
        abort(403)
