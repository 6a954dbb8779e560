"""Conversations by their customers' names, for the palette."""

import re

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, literal_column, select

from app import database
from app.dashboard import plain
from app.dashboard.blueprint import blueprint
from app.tables import Contact, Conversation
from app.tables.people import NAMES

MOST = 8
LONGEST = 80
WORD = re.compile(r"\w+")


@blueprint.get("/names")
def names() -> ResponseReturnValue:
    """As JSON: `name` and `href` of the conversations whose customers' names begin with the words of `q`."""
    words = WORD.findall(request.args.get("q", "")[:LONGEST])
    if not words:
        return jsonify([])
    wanted = func.to_tsquery("simple", " & ".join(f"{word}:*" for word in words))
    theirs = select(Conversation.id, Contact.name).join(Contact, Contact.id == Conversation.contact_id)
    named = theirs.where(literal_column(NAMES).bool_op("@@")(wanted)).order_by(
        Conversation.last_message_at.desc().nulls_last()
    )
    with database.sessions()() as session:
        found = session.execute(named.limit(MOST)).all()
    return jsonify(
        [
            {"name": plain.name(row.name), "href": url_for("dashboard.conversation", conversation_id=row.id)}
            for row in found
        ]
    )
