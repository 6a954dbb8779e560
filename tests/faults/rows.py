"""What stands in the database, read by plain SQL."""

from collections.abc import Iterator

import psycopg

from tests.faults.history import Event, Inbound, Outbound, Rows, Stuck

# A delivery is written for the last time when it is taken in: its commit is when everybody could see its messages.
# A decision's own time is that of Lotse's clock, which some scenarios move by whole hours.
INBOUND = """
    SELECT m.id, m.wamid, m.conversation_id, c.owner, m.outcome, m.covered_by_id, m.decision_id,
           extract(epoch FROM coalesce(pg_xact_commit_timestamp(w.xmin), m.stored_at))::float8,
           extract(epoch FROM d.created_at)::float8 - 3600 * round(extract(epoch FROM
               d.created_at - coalesce(pg_xact_commit_timestamp(d.xmin), d.created_at))::float8 / 3600),
           m.outcome_reason, d.kind, extract(epoch FROM pg_xact_commit_timestamp(d.xmin))::float8
    FROM messages m JOIN conversations c ON c.id = m.conversation_id LEFT JOIN decisions d ON d.id = m.decision_id
         LEFT JOIN deliveries w ON w.id = m.delivery_id
    WHERE m.direction = 'in'
"""
OUTBOUND = """
    SELECT id, callback_id::text, conversation_id, answers_id, part, author, status, attempts,
           extract(epoch FROM written_at)::float8, extract(epoch FROM told_at)::float8, text
    FROM messages WHERE direction = 'out' AND author <> 'phone'
"""
# Of what was withdrawn because the customer wrote on there is another decision.
DECISIONS = "SELECT id FROM decisions WHERE reason IS DISTINCT FROM 'set_aside' AND kind <> 'withdrawn'"
# As messages, by when they were committed: their own time is by Lotse's clock, which some scenarios move.
EVENTS = """
    SELECT conversation_id, kind, extract(epoch FROM coalesce(pg_xact_commit_timestamp(xmin), at))::float8 FROM events
"""
SET_ASIDE = "SELECT id, body FROM deliveries WHERE set_aside_at IS NOT NULL"
# A worker that dies with a file in hand keeps it for ten minutes: nobody waits for that.
FREE_MEDIA = "state = 'due' AND due_at < now() AND coalesce(claimed_until, '-infinity') < now()"
# Of a storm in which Meta refuses seven sends of ten, one message in fifty thousand is refused so often.
MOST_SENDS = 30
STUCK = {
    "SELECT id FROM messages WHERE status IN ('queued', 'sending')": ("messages", "not sent and not settled"),
    f"SELECT id FROM messages WHERE attempts > {MOST_SENDS}": ("messages", "too many attempts"),
    "SELECT id FROM conversations WHERE claim IS NOT NULL AND claimed_until < now()": (
        "conversations",
        "still claimed",
    ),
    "SELECT id FROM conversations WHERE due_at < now()": ("conversations", "still due"),
    "SELECT id FROM conversations WHERE attempts > 4": ("conversations", "too many attempts"),
    "SELECT id FROM deliveries WHERE taken_in_at IS NULL AND set_aside_at IS NULL": ("deliveries", "not taken in"),
    "SELECT id FROM deliveries WHERE attempts > 4": ("deliveries", "too many attempts"),
    "SELECT id FROM lookups WHERE state = 'due' AND until < now()": ("lookups", "waited for by nobody"),
    "SELECT id FROM parked_statuses": ("parked_statuses", "its message is never found"),
    f"SELECT id FROM media WHERE state IN ('failed', 'gone') OR {FREE_MEDIA}": ("media", "not fetched"),
}
OPEN = f"""
    SELECT (SELECT count(*) FROM deliveries WHERE taken_in_at IS NULL AND set_aside_at IS NULL)
         + (SELECT count(*) FROM messages WHERE direction = 'in' AND outcome IS NULL)
         + (SELECT count(*) FROM messages WHERE status IN ('queued', 'sending'))
         + (SELECT count(*) FROM messages WHERE status = 'failed' AND told_at IS NULL)
         + (SELECT count(*) FROM parked_statuses)
         + (SELECT count(*) FROM media WHERE {FREE_MEDIA})
"""
UNTOLD = "SELECT count(*) FROM messages WHERE status = 'unknown' AND told_at IS NULL"


def read(url: str) -> Rows:
    """Everything that the checker accounts for."""
    with psycopg.connect(url) as connection:
        return Rows(
            inbound=[Inbound(*row) for row in connection.execute(INBOUND)],
            outbound=[Outbound(*row) for row in connection.execute(OUTBOUND)],
            decisions=[row[0] for row in connection.execute(DECISIONS)],
            stuck=list(_stuck(connection)),
            events=[Event(*row) for row in connection.execute(EVENTS)],
            set_aside=[*connection.execute(SET_ASIDE)],
        )


def _stuck(connection: psycopg.Connection) -> Iterator[Stuck]:
    for query, (table, why) in STUCK.items():
        yield from (Stuck(table, row[0], why) for row in connection.execute(query))


def number(url: str, query: str) -> int:
    with psycopg.connect(url, connect_timeout=3) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return int(row[0] or 0)


def still_open(url: str) -> int:
    """How many deliveries, messages and sends are not done; 1 while the database cannot be asked."""
    try:
        return number(url, OPEN)
    except psycopg.Error:
        return 1
