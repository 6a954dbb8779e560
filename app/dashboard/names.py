"""Conversations by their customers' names, for the palette."""

import re

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, literal_column, select, true

from app import clock, database, teams
from app.dashboard import plain, walls
from app.dashboard.blueprint import blueprint
from app.dashboard.translation import current
from app.tables import Contact, Conversation
from app.tables.people import NAMES

MOST = 8
LONGEST = 80
WORD = re.compile(r"\w+")


@blueprint.get("/names")
def names() -> ResponseReturnValue:
    """As JSON: `name` and `href` of the conversations whose customers' names begin with the words of `q`, and when
    something was last said in them, for two may have one name."""
    words = WORD.findall(request.args.get("q", "")[:LONGEST])
    if not words:
        return jsonify([])
    wanted = func.to_tsquery("simple", " & ".join(f"{word}:*" for word in words))
    columns = (Conversation.id, Contact.name, Conversation.last_message_at)
    theirs = select(*columns).join(Contact, Contact.id == Conversation.contact_id)
    within = walls.reader()
    seen = teams.seen_by(within) if within is not None else true()
    named = theirs.where(literal_column(NAMES).bool_op("@@")(wanted), seen).order_by(
        Conversation.last_message_at.desc().nulls_last()
    )
    with database.sessions()() as session:
        found, now = session.execute(named.limit(MOST)).all(), clock.now(session)
    return jsonify(
        [
            {
                "name": plain.name(row.name),
                "href": url_for("dashboard.conversation", conversation_id=row.id),
                "said": current().moment(row.last_message_at, now) if row.last_message_at else None,
            }
            for row in found
        ]
    )
