"""Who else has the conversation open: written down by an open page's own questions."""

import time

from flask import request

from app import clock, database, locking, viewers
from app.dashboard.blueprint import me
from app.dashboard.bounded import Bounded

LOOKING = "X-Looking"  # the header by which a page says that it is visible
MOST = 1000

_rests: Bounded[tuple[int, int], float] = Bounded(MOST)  # until when nothing is to be written down of a page


def keep(conversation_id: int) -> None:
    """The reader has the conversation before them; their page asks all the time and is noted every ten seconds."""
    key = (conversation_id, me().id)
    if not request.headers.get(LOOKING) or (_rests.get(key) or 0) > time.monotonic():
        return
    with database.sessions()() as session:
        here = locking.now_in(session, conversation_id)
        now = clock.now(session)
        if viewers.is_news(viewers.seen_at(session, here, me().id), now):
            viewers.looks(session, here, me().id, now)
            session.commit()
    _rests.put(key, time.monotonic() + viewers.rests(now))
