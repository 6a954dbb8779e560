"""People at the inbox without a browser."""

import re
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from app import accounts
from app.tables import Person

PASSWORD = "correct horse battery"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def add_person(sessions: sessionmaker[Session], email: str = "anna@example.com", role: str = "agent") -> Person:
    with sessions.begin() as session:
        return accounts.add_person(session, email, role, PASSWORD)


@dataclass
class Visitor:
    """Somebody at a browser, who sends forms with the token that the page gave out."""

    client: FlaskClient
    woken: list[str]

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers, buffered=True)

    def post(self, path: str, by_fetch: bool = False, **form: Any) -> TestResponse:
        headers = {"X-Requested-With": "fetch"} if by_fetch else {}
        return self.client.post(path, data={"csrf_token": self.token(), **form}, headers=headers, buffered=True)

    def token(self) -> str:
        """From the page that they come to."""
        page = self.get("/sign-in", Accept="text/html")
        while page.status_code == 303:
            page = self.get(page.headers["Location"])
        token = _TOKEN.search(page.text)
        assert token
        return token[1]

    def sign_in(
        self, email: str = "anna@example.com", password: str = PASSWORD, path: str = "/sign-in"
    ) -> TestResponse:
        return self.post(path, email=email, password=password)
