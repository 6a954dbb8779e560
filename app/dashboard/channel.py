"""The supervisors' page on the channel: whether each number may send, and what Meta has told about the account."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, select, update

from app import accounts, audit, channel, clock, database, pausing
from app.dashboard import banners, notices_said
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.set_aside import only_supervisors
from app.dashboard.translation import current
from app.samples.mark import NUMBER
from app.tables import Contact, Inbox, Notice
from app.wake import waker

SHOWN = 200
SEEN = {"budget": "budget_notice_seen", "ledger": "ledger_alarm_seen"}  # the lines in the audit log, by field


@blueprint.get("/channel", endpoint="channel")
def page() -> ResponseReturnValue:
    only_supervisors()
    newest = select(Notice, Contact.name, Inbox.display_number)
    joined = newest.outerjoin(Contact, Contact.id == Notice.contact_id).outerjoin(Inbox, Inbox.id == Notice.inbox_id)
    with database.sessions()() as session:
        rows = session.execute(joined.order_by(Notice.happened_at.desc(), Notice.id.desc()).limit(SHOWN)).all()
        return render_template(
            "channel.html",
            inboxes=session.scalars(select(Inbox).where(Inbox.phone_number_id != NUMBER).order_by(Inbox.id)).all(),
            notices=[(notice, name, number, notices_said.said(current(), notice)) for notice, name, number in rows],
            banners=banners.read(session),
            now=clock.now(session),
            shown=SHOWN,
            longest_reason=pausing.LONGEST_REASON,
        )


@blueprint.post(f"/channel/<int(max={LARGEST_ID}):inbox_id>/check")
def check(inbox_id: int) -> ResponseReturnValue:
    """A supervisor says that the cause is mended: Meta is asked at once."""
    only_supervisors()
    with database.sessions().begin() as session:
        channel.check_soon(session, inbox_id)
        if session.get(Inbox, inbox_id):
            audit.write(session, "number_asked_again", me(), clock.now(session), ("inbox", inbox_id))
    waker.soon("deliver")
    return _back()


@blueprint.post(f"/channel/notices/<int(max={LARGEST_ID}):notice_id>/seen")
def seen(notice_id: int) -> ResponseReturnValue:
    only_supervisors()
    with database.sessions().begin() as session:
        unseen = (_same_or_older(notice_id), Notice.seen_at.is_(None))
        now = clock.now(session)
        mark = update(Notice).where(*unseen).values(seen_at=now, seen_by_id=me().id)
        for field in set(session.scalars(mark.returning(Notice.field))):
            audit.write(session, SEEN.get(field, "notice_seen"), me(), now, ("notice", notice_id))
    return _back()


def _same_or_older(notice_id: int) -> ColumnElement[bool]:
    """This notice; of the ledger's also those before it, for which its banner stood as well."""
    this = select(Notice.event).where(Notice.id == notice_id, Notice.field == "ledger").scalar_subquery()
    before = (Notice.field == "ledger") & (Notice.event == this) & (Notice.id < notice_id)
    return (Notice.id == notice_id) | before


def _back() -> ResponseReturnValue:
    return redirect(accounts.own_path(request.form.get("next")) if "next" in request.form else url_for(".channel"), 303)
