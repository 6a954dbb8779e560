"""Who else has the conversation open: written down by an open page's own questions."""

from flask import request

from app import clock, conversations, database, viewers
from app.dashboard.blueprint import me

LOOKING = "X-Looking"  # the header by which a page says that it is visible


def keep(conversation_id: int) -> None:
    """The reader has the conversation before them; their page asks all the time and is noted every ten seconds."""
    if not request.headers.get(LOOKING):
        return
    with database.sessions()() as session:
        here = conversations.now_in(session, conversation_id)
        now = clock.now(session)
        if viewers.is_news(viewers.seen_at(session, here, me().id), now):
            viewers.looks(session, here, me().id, now)
            session.commit()
