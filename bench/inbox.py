"""Part `inbox`: every tab, filter and search of the list over 100,000 conversations of all kinds."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import psycopg

from app import accounts, current_intent, database
from app.dashboard.listing import TABS
from bench import filling, stored, systems
from bench.markdown import number, table
from bench.options import Options
from bench.stand import Stand
from commands.servers import Server

TITLE = "The list of 100,000 conversations"
MESSAGES, EACH = 1_000_000, 10
SPAN = 90 * 86400
TIMES = 40
REQUIRED_MS = 100
# one word that is in every fifth message, some in every hundredth, and one of its own in each
TEXT = """'Guten Tag, ' || (ARRAY['wo ist meine Bestellung', 'when will my parcel arrive', 'ich brauche eine Rechnung',
    'kann ich umtauschen', 'wann habt ihr offen'])[1 + n % 5] || ' (' || 'sorte' || n % 100 || '), Nummer AB-' || n"""
FACTS = """
UPDATE contacts SET name = (ARRAY['Kim', 'Alex', 'Robin', 'Toni', 'Sascha'])[1 + id % 5] || ' Muster' || id,
    language = CASE WHEN id % 1000 = 0 THEN 'pl' WHEN id % 5 = 0 THEN 'en' ELSE 'de' END;
UPDATE conversations SET team = CASE WHEN id % 400 = 0 THEN 'billing' ELSE 'orders' END,
    priority = CASE WHEN id % 300 = 0 THEN 2 ELSE 0 END,
    last_customer_at = CASE WHEN id % 500 = 0 THEN now() - interval '23 hours' ELSE last_customer_at END,
    snoozed_at = CASE WHEN id % 700 = 0 THEN now() END,
    assignee_id = CASE WHEN owner = 'agent' AND id % 200 = 1 THEN {person} END
    WHERE owner IN ('waiting', 'agent') OR id % 400 = 0;
UPDATE decisions SET intent = CASE WHEN id % 3000 = 0 THEN 'privacy' WHEN (id / 7) % 3 = 0 THEN 'opening_hours'
    ELSE 'order_status' END;
INSERT INTO decisions (conversation_id, kind, intent, language) SELECT n, 'answer', 'greeting', 'de'
    FROM generate_series(1, {conversations}) n, generate_series(1, 3);
INSERT INTO decisions (conversation_id, kind, intent, language)
    SELECT conversation_id, kind, intent, language FROM decisions WHERE id <= {conversations};
INSERT INTO corrections (conversation_id, decision_id, kind, guessed, intent, person_id)
    SELECT conversation_id, id, 'corrected', intent, 'privacy', {person} FROM decisions
    WHERE id > {conversations} * 4 AND id % 2000 = 0;
INSERT INTO labels (id, name) VALUES (1, 'selten'), (2, 'oft');
INSERT INTO conversation_labels SELECT n, 1 + (n % 20 = 0)::int FROM generate_series(10, {conversations}, 10) n
    WHERE n % 20 = 0 OR n % 5000 = 10;
INSERT INTO reads SELECT {person}, n, n * {each} FROM generate_series(1, {conversations}, 30) n
"""
FILTERS: dict[str, dict[str, str]] = {
    "unread": {"unread": "1"},
    "window closing": {"closing": "1"},
    "common intent": {"intent": "order_status"},
    "rare intent": {"intent": "privacy"},
    "common team": {"team": "orders"},
    "rare team": {"team": "billing"},
    "rare language": {"language": "pl"},
    "common language": {"language": "de"},
    "urgent": {"priority": "urgent"},
    "common label": {"label": "oft"},
    "rare label": {"label": "selten"},
    "mine": {"who": "{person}"},
    "nobody's": {"who": "0"},
    "several": {"intent": "order_status", "language": "en", "unread": "1", "label": "oft"},
    "nothing matches": {"intent": "privacy", "language": "pl", "priority": "angry"},
    "search: common word": {"q": "bestellung"},
    "search: rarer word": {"q": "sorte17 rechnung"},
    "search: beginning": {"q": "bestell"},
    "search: order number": {"q": "ab 123456"},
    "search: name": {"q": "Kim Muster12"},
    "search: phone": {"q": "+49 160 4711"},
    "search: nothing there": {"q": "quittungsblock"},
    "search and filters": {"q": "bestellung", "language": "en", "unread": "1"},
}


def measure(place: Stand, options: Options) -> dict[str, Any]:
    messages = min(MESSAGES, options.most_stored)
    options.say(f"  storing {messages:,} messages")
    password = os.urandom(12).hex()
    with database.sessions().begin() as session:
        person = accounts.add_person(session, stored.EMAIL, "agent", password).id
    conversations = fill(place.servers["DATABASE_URL"], messages, person)
    system = systems.lotse()
    with place.run({"web": system.commands["web"]}, system.prepare(place)):
        pages = stored.pages_of(f"http://127.0.0.1:{place.port}", password, paths(person))
    place.empty()
    slowest = max(pages, key=lambda name: pages[name]["p95"])
    options.say(f"  slowest: {slowest}, p95 {pages[slowest]['p95']:.0f} ms")
    return {"conversations": conversations, "messages": messages, "pages": pages}


def fill(server: Server, messages: int, person: int) -> int:
    """Conversations that differ in everything that the list can be narrowed by; returns how many."""
    conversations = filling.fill(server, messages, EACH, SPAN / messages, TEXT)
    values = {"conversations": conversations, "each": EACH, "person": person}
    with psycopg.connect(server.url, autocommit=True) as connection:
        for statement in FACTS.format(**values).split(";\n"):
            connection.execute(statement.encode())
        current_intent.catch_up(database.sessions())
        connection.execute("VACUUM ANALYZE")
    return conversations


def paths(person: int) -> Iterator[tuple[str, list[str]]]:
    """The pages by what is measured: each tab, and each filter in all tabs by turns."""
    for tab in TABS:
        yield f"tab {tab}", [f"/?tab={tab}&page={page}" for page in (1, 1, 2, 10)] * (TIMES // 4)
    for name, given in FILTERS.items():
        query = urlencode({key: value.format(person=person) for key, value in given.items()})
        yield name, [f"/?tab={TABS[number % len(TABS)]}&{query}" for number in range(TIMES)]


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    rows = [[name, number(ms["p50"]), number(ms["p95"])] for name, ms in found["pages"].items()]
    return [
        f"{found['conversations']:,} conversations with {found['messages']:,} messages; the whole page, signed in over "
        f"HTTP, one request at a time, each filter and search in every tab (required: under {REQUIRED_MS} ms at p95):",
        "",
        *table(["list", "p50 ms", "p95 ms"], rows),
    ]
