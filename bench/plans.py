"""How PostgreSQL would run the statements on a message's way and of the dashboard: which read a large table whole."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app import clock, database, intake, playbook, pruning, receipts, turns
from app.dashboard import banners, lately, ledger_view, listing, thread
from app.dashboard.lately import Lately
from app.delivery import outbox, settling
from app.ledger import check, trace
from app.tables import Delivery
from app.whatsapp.errors import Result, Sent
from bench.meta import an_update
from workers.clock import due_kinds

LARGE = {"messages", "deliveries", "conversations", "contacts", "contact_aliases", "decisions", "events"}
EXPLAINED = ("SELECT", "UPDATE", "INSERT", "DELETE", "WITH")


def whole_reads(person_id: int, conversation_id: int) -> dict[str, Any]:
    """How many different statements were looked at, and those that read a large table whole, with its name."""
    plans: dict[str, set[str]] = {}
    with _explaining(plans):
        _look(person_id, conversation_id)
        _account(conversation_id)
        _work()
    return {"statements": len(plans), "whole": {text: sorted(tables) for text, tables in plans.items() if tables}}


def _look(person_id: int, conversation_id: int) -> None:
    with database.sessions()() as session:
        now_only = Lately(lately.snapshot(session))
        for tab in listing.TABS:
            listing.read(session, tab, 1, person_id, now_only)
            listing.read(session, tab, 20, person_id, now_only)
        thread.read(session, conversation_id)
        banners.read(session)
        due_kinds(session, clock.now(session))


def _account(message_id: int) -> None:
    """What happens every minute, and the ledger's pages: a day, the last days, the way of a message."""
    sessions = database.sessions()
    check.check(sessions)
    pruning.prune(sessions, seconds=0.1)
    with sessions() as session:
        now = clock.now(session)
        today = now.astimezone(clock.ZONE).date()
        ledger_view.day(session, today, now)
        trace.read(session, trace.find(session, str(message_id)) or message_id)
    ledger_view.days(sessions, today, seconds=60)


def _work() -> None:
    """One message and one status go all the way, with an answerless Meta."""
    sessions, client = database.sessions(), _Meta()
    message = {"from": "491609999", "id": "wamid.P1", "timestamp": "1", "type": "text", "text": {"body": "hallo"}}
    status = {"id": "wamid.OUT2", "status": "read", "timestamp": "1", "recipient_id": "491601"}
    for value in ({"messages": [message]}, {"statuses": [status]}):
        with sessions.begin() as session:
            session.add(Delivery(body=an_update(value)))
        intake.take_in_due(sessions)
    turns.triage_due(sessions, None, playbook.load())
    with ThreadPoolExecutor(1) as pool:
        receipts.tell_due(sessions, client, pool)
        outbox.deliver_due(sessions, client, pool)
        settling.settle(sessions)


class _Meta:
    """Takes everything at once."""

    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result:
        return Sent("wamid.PLANNED")

    def mark_read(self, phone_number_id: str, wamid: str, typing: bool = False, token: str | None = None) -> Result:
        return Sent(wamid)

    def upload(self, *_: Any) -> Any:
        raise NotImplementedError


@contextmanager
def _explaining(plans: dict[str, set[str]]) -> Iterator[None]:
    """Note, for each statement as it is run, the large tables that its plan reads whole."""

    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if many or not statement.lstrip().upper().startswith(EXPLAINED):
            return
        with connection.connection.driver_connection.cursor() as other:
            other.execute("EXPLAIN (FORMAT JSON) " + statement, parameters)
            answer = other.fetchone()[0]
        plan = answer if isinstance(answer, list) else json.loads(answer)
        plans.setdefault(" ".join(statement.split())[:300], set()).update(read_whole(plan[0]["Plan"]))

    engine = database.engine()
    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def read_whole(plan: dict[str, Any]) -> set[str]:
    """The large tables that a plan of EXPLAIN's reads whole, without stopping early. PURE."""
    below = plan.get("Plans", [])
    if plan["Node Type"] == "Limit" and below and below[0]["Node Type"] == "Seq Scan" and "Filter" not in below[0]:
        return set()  # the first rows of a table, whichever they are
    own = {plan["Relation Name"]} & LARGE if plan["Node Type"] == "Seq Scan" else set()
    return own.union(*map(read_whole, below))
