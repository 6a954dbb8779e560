"""Stored messages by the million: conversations with contacts, decisions and read answers, made inside PostgreSQL."""

import psycopg

from commands.servers import Server

PER_CONVERSATION = 20  # messages: half of them customers', half answers
TEXT = "wann habt ihr am samstag offen, und kann ich meine bestellung dann gleich bei euch abholen?"

# every 100th conversation waits for people, every 100th is with one, every third is the bot's
STATEMENTS = """
INSERT INTO inboxes (id, phone_number_id) VALUES (1, 'filled');
INSERT INTO contacts (id, name, language) SELECT n, 'Kim ' || n, 'de' FROM generate_series(1, {conversations}) n;
INSERT INTO contact_aliases (contact_id, kind, value, key, seen_at, inbox_id)
    SELECT n, kind, prefix || n, prefix || n, now(), 1
    FROM generate_series(1, {conversations}) n, (VALUES ('phone', '49160'), ('bsuid', 'DE.49160')) a (kind, prefix);
INSERT INTO conversations (id, inbox_id, contact_id, owner, reason, waiting_since, last_customer_at, last_message_at,
        read_to_id, read_told_id)
    SELECT n, 1, n, owner, CASE WHEN owner IN ('waiting', 'agent') THEN 'unsure' END,
        CASE WHEN owner IN ('waiting', 'agent') THEN now() - n * interval '1 second' END,
        now() - n * interval '1 second', now() - n * interval '1 second', n * {each} - 1, n * {each} - 1
    FROM (SELECT n, CASE WHEN n % 100 = 0 THEN 'waiting' WHEN n % 100 = 1 THEN 'agent' WHEN n % 3 = 0 THEN 'bot'
        ELSE 'resolved' END AS owner FROM generate_series(1, {conversations}) n) o;
INSERT INTO decisions (id, conversation_id, kind, intent, confidence, runner_up, language, model_version)
    SELECT n, n, 'answer', 'opening_hours', 0.97, 'greeting', 'de', 'filled'
    FROM generate_series(1, {conversations}) n;
INSERT INTO deliveries (id, body, received_at, taken_in_at)
    SELECT n, '\\x7b7d', now() - interval '1 day', now() - interval '1 day'
    FROM generate_series(1, {conversations} * {each}) n;
INSERT INTO messages (id, conversation_id, inbox_id, direction, wamid, text, written_at, stored_at, delivery_id,
        outcome, decision_id)
    SELECT n, 1 + (n - 1) / {each}, 1, 'in', 'wamid.IN' || n, {text}, now() - ({last} - n) * {apart},
        now() - ({last} - n) * {apart}, n, 'answered', 1 + (n - 1) / {each}
    FROM generate_series(1, {last} - 1, 2) n;
INSERT INTO messages (id, conversation_id, inbox_id, direction, wamid, text, written_at, stored_at,
        answers_id, author, status, callback_id)
    SELECT n, 1 + (n - 1) / {each}, 1, 'out', 'wamid.OUT' || n, {text}, now() - ({last} - n) * {apart},
        now() - ({last} - n) * {apart}, n - 1, 'bot', 'read', gen_random_uuid()
    FROM generate_series(2, {last}, 2) n;
INSERT INTO events (conversation_id, kind, at)
    SELECT n, kind, now() - n * interval '1 second'
    FROM generate_series(1, {conversations}) n, (VALUES ('taken'), ('resolved')) k (kind);
SELECT setval(pg_get_serial_sequence('inboxes', 'id'), 1);
SELECT setval(pg_get_serial_sequence('contacts', 'id'), {conversations});
SELECT setval(pg_get_serial_sequence('conversations', 'id'), {conversations});
SELECT setval(pg_get_serial_sequence('decisions', 'id'), {conversations});
SELECT setval(pg_get_serial_sequence('messages', 'id'), {last});
SELECT setval(pg_get_serial_sequence('deliveries', 'id'), {last})
"""
DUE = """
UPDATE conversations SET due_at = now(), last_customer_at = now(), owner = 'bot', waiting_since = NULL,
    assignee_id = NULL, reason = NULL;
UPDATE messages SET outcome = NULL, decision_id = NULL, text = (%(texts)s::text[])[1 + id %% %(many)s],
    written_at = now() WHERE direction = 'in'
"""


def fill(
    server: Server, messages: int, each: int = PER_CONVERSATION, apart: float = 0.1, text: str = f"'{TEXT}'"
) -> int:
    """Store that many messages, `each` (an even number) to a conversation; returns how many conversations.

    They came `apart` seconds one after the other, the last one now. `text` is what they say, in SQL, where `n` is the
    message's id.

    The tables have to be empty. Foreign keys are not checked meanwhile: it would take minutes.
    """
    conversations = max(messages // each, 1)
    values = {
        "conversations": conversations,
        "each": each,
        "last": conversations * each,
        "text": text,
        "apart": f"interval '{apart} seconds'",
    }
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in STATEMENTS.format(**values).split(";\n"):
            connection.execute(statement.encode())
        connection.execute("VACUUM ANALYZE")
    return conversations


def make_due(server: Server, texts: list[str]) -> None:
    """Let every conversation's inbound messages be open and its turn due now; nothing wakes anybody."""
    with psycopg.connect(server.url) as connection:
        connection.execute("DELETE FROM messages WHERE direction = 'out'")
        for statement in DUE.split(";\n"):
            connection.execute(statement.encode(), {"texts": texts, "many": len(texts)})
