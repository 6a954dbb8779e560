"""Agents at the dashboard, through HTTP: they take conversations while the bot decides, and click twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

import httpx2
import psycopg

from tests.processes import Stand

PASSWORD = "correct-horse-battery-staple"


@dataclass
class Agent:
    """Signed in. `clicks` counts the replies that Lotse took."""

    stand: Stand
    email: str

    def __post_init__(self) -> None:
        words = ("people", "add", self.email, "--role", "admin", "--password-stdin")
        self.stand.command(*words, given=PASSWORD + "\n")
        self.http = httpx2.Client(base_url=self.stand.url, timeout=30, follow_redirects=True)
        page = self.http.get("/sign-in").text
        form = {"email": self.email, "password": PASSWORD, "csrf_token": _token(page)}
        answer = self.http.post("/sign-in", data=form)
        assert answer.status_code == 200, answer.text[:500]
        self.token = _token(self.http.get("/").text)

    def post(self, path: str, **form: str) -> int:
        return int(self.http.post(path, data={"csrf_token": self.token, **form}).status_code)

    def take(self, conversation: int) -> int:
        return self.post(f"/conversations/{conversation}/take")

    def double_click(self, conversation: int, text: str) -> list[int]:
        """The same reply form sent twice at once."""
        form = {"key": str(uuid4()), "text": text}
        with ThreadPoolExecutor(2) as hands:
            sending = [hands.submit(self.post, f"/conversations/{conversation}/reply", **form) for _ in range(2)]
            return [one.result() for one in sending]


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:300]
    return found[1]


def conversations(stand: Stand) -> list[int]:
    with psycopg.connect(stand.postgres.url) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM conversations ORDER BY id")]


def replies(stand: Stand) -> list[tuple[int, str]]:
    """Conversation and text of what agents sent."""
    query = "SELECT conversation_id, text FROM messages WHERE author = 'agent'"
    with psycopg.connect(stand.postgres.url) as connection:
        return [(row[0], row[1]) for row in connection.execute(query)]


def after_a_person(stand: Stand) -> int:
    """How many automatic messages were queued after a person had taken their conversation, and went out."""
    query = """
        SELECT count(*) FROM messages m JOIN events e ON e.conversation_id = m.conversation_id
        WHERE m.author = 'bot' AND e.kind = 'taken' AND m.written_at > e.at AND m.status <> 'cancelled'
    """
    with psycopg.connect(stand.postgres.url) as connection:
        row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0
