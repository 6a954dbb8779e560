"""Agents at the dashboard, through HTTP: they take conversations while the bot decides, and click twice."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from uuid import uuid4

import httpx2
import psycopg

from tests.faults.history import Held, History, Reply
from tests.processes import Stand

PASSWORD = "correct-horse-battery-staple"
TOOK, REFUSED = 200, 409


@dataclass
class Agent:
    """Signed in. What Lotse says to them is written into the history."""

    stand: Stand
    history: History
    email: str

    def __post_init__(self) -> None:
        words = ("people", "add", self.email, "--role", "admin", "--password-stdin")
        self.stand.command(*words, given=PASSWORD + "\n")
        self.http = httpx2.Client(base_url=self.stand.url, timeout=30, follow_redirects=True)
        page = self.read("/sign-in")
        form = {"email": self.email, "password": PASSWORD, "csrf_token": _token(page)}
        answer = self.http.post("/sign-in", data=form)
        assert answer.status_code == 200, answer.text[:500]
        self.token = _token(self.read("/"))

    def read(self, path: str) -> str:
        return str(self.http.get(path).text)

    def post(self, path: str, **form: str) -> int:
        """The HTTP status of the answer; 0 when there was none."""
        try:
            return int(self.http.post(path, data={"csrf_token": self.token, **form}).status_code)
        except httpx2.HTTPError:
            return 0

    def buttons(self, path: str, end: str) -> list[str]:
        """Where the page's forms go whose address ends so."""
        return re.findall(rf'action="([^"]*{end})"', self.read(path))

    def take(self, conversation: int) -> int:
        said = self.post(f"/conversations/{conversation}/take")
        if said == TOOK:
            self.history.held.append(Held(conversation, time.time()))
        return said

    def hand_back(self, conversation: int) -> None:
        """The bot may answer from the moment in which it is asked for, whoever held it so far."""
        now, held = time.time(), self.history.held
        self.post(f"/conversations/{conversation}/hand-back")
        for number, one in enumerate(held):
            if one.conversation == conversation and one.until is None:
                held[number] = Held(conversation, one.since, now)

    def double_click(self, conversation: int, text: str) -> list[int]:
        """The same reply form sent twice at once."""
        key = str(uuid4())

        def click() -> int:
            return self.post(f"/conversations/{conversation}/reply", key=key, text=text)

        said = at_once(click, click)
        self._note(key, conversation, text, TOOK in said)
        return said

    def reply(self, conversation: int, text: str, tries: int = 5) -> int:
        """As somebody whose connection breaks: the same form again until there is an answer, which is returned."""
        key, said = str(uuid4()), 0
        while not said and (tries := tries - 1) >= 0:
            said = self.post(f"/conversations/{conversation}/reply", key=key, text=text)
            time.sleep(0 if said else 0.5)
        self._note(key, conversation, text, said == TOOK)
        return said

    def _note(self, key: str, conversation: int, text: str, taken: bool) -> None:
        self.history.replies.append(Reply(key, text, taken))
        if taken:
            self.history.held.append(Held(conversation, time.time()))


def at_once(*acts: Callable[[], int]) -> list[int]:
    """What came of these acts, which begin in the same instant."""
    start = Barrier(len(acts))

    def begin(act: Callable[[], int]) -> int:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(begin, acts))


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:300]
    return found[1]


def conversations(stand: Stand, condition: str = "true") -> list[int]:
    """The ids of those for which this SQL holds."""
    query = f"SELECT id FROM conversations WHERE {condition} ORDER BY id"
    with psycopg.connect(stand.postgres.url) as connection:
        return [row[0] for row in connection.execute(query)]
