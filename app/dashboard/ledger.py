"""The ledger's pages for supervisors: a day's messages by what became of them, and the way of one."""

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock, database
from app.dashboard import banners, ledger_view
from app.dashboard.blueprint import blueprint
from app.dashboard.set_aside import only_supervisors
from app.ledger import trace

FIRST_DAY = date(2009, 1, 1)  # there was no WhatsApp before
SECONDS = 5.0  # for a statement of these pages; a day's take a fraction


@blueprint.get("/ledger", endpoint="ledger")
def day() -> ResponseReturnValue:
    only_supervisors()
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        now = clock.now(session)
        today = now.astimezone(clock.ZONE).date()
        shown = ledger_view.day(session, _asked_for(today), now)
        found = banners.read(session)
    days = ledger_view.days(database.sessions(), today, SECONDS)
    return render_template("ledger.html", shown=shown, days=days, today=today, first=FIRST_DAY, now=now, banners=found)


@blueprint.get("/ledger/message")
def traced() -> ResponseReturnValue:
    """The way of the message that was asked for, by any of its ids; 404, in words, when there is none."""
    only_supervisors()
    key = request.args.get("id", "").strip().replace("\0", "")[:255]
    if not key:
        return redirect(url_for("dashboard.ledger"), 303)
    with database.sessions()() as session:
        message_id = trace.find(session, key)
        found = trace.read(session, message_id) if message_id else None
        page = render_template("ledger_message.html", found=found, key=key, banners=banners.read(session))
    return page, 200 if found else 404


def _asked_for(today: date) -> date:
    """The day of the address; today when it names none that there was."""
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return today
    return asked if FIRST_DAY <= asked <= today else today
