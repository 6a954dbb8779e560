"""People at the inbox without a browser."""

import re
from dataclasses import dataclass, field
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
    _tokens: dict[str | None, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers, buffered=True)

    def post(self, path: str, by_fetch: bool = False, **form: Any) -> TestResponse:
        headers = {"X-Requested-With": "fetch"} if by_fetch else {}
        return self.client.post(path, data={"csrf_token": self.token(), **form}, headers=headers, buffered=True)

    def token(self) -> str:
        """From the page that they come to; it is good for as long as their session."""
        if (known := self._secret()) in self._tokens:
            return self._tokens[known]
        page = self.get("/sign-in", Accept="text/html")
        while page.status_code == 303:
            page = self.get(page.headers["Location"])
        token = _TOKEN.search(page.text)
        assert token
        return self._tokens.setdefault(self._secret(), token[1])

    def _secret(self) -> str | None:
        """What the tokens of their session are made of."""
        app = self.client.application
        cookie = self.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        session = app.session_interface.get_signing_serializer(app).loads(cookie.value) if cookie else {}
        return session.get("csrf_token")

    def sign_in(
        self, email: str = "anna@example.com", password: str = PASSWORD, path: str = "/sign-in"
    ) -> TestResponse:
        return self.post(path, email=email, password=password)
