"""What nobody expected: a body in broken pieces is its sender's fault, an error of ours a line without its message."""

import json
from io import RawIOBase

import pytest
from flask import Flask
from gunicorn.http.errors import ChunkMissingTerminator, InvalidChunkSize
from sqlalchemy.orm import Session, sessionmaker

from app import api_tokens, clock, create_app, logs
from tests.app.dashboard.visitor import add_person

WORD = "Xylofonkiste"


class Broken(RawIOBase):
    """As gunicorn reads a body whose pieces are not what they say."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        raise self.error


@pytest.mark.parametrize("error", [InvalidChunkSize(b"-2"), ChunkMissingTerminator(b"xx")], ids=str)
def test_a_body_in_broken_pieces_is_the_senders_fault(sessions: sessionmaker[Session], error: Exception) -> None:
    with sessions.begin() as session:
        by = session.merge(add_person(sessions, role="admin"))
        _, token = api_tokens.make(session, "x", ["playbook:read"], None, by, by.session_key, clock.now(session))
    environ = {"wsgi.input": Broken(error), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    client = create_app().test_client()
    form, data = "application/x-www-form-urlencoded", "application/json"
    for path, kind in (("/webhook", data), ("/sign-in", form), ("/api/v1/playbook/check", data)):
        headers = {"Authorization": f"Bearer {token}"}
        answer = client.post(path, environ_overrides=environ, content_type=kind, headers=headers)
        assert (path, answer.status_code) == (path, 400)


@pytest.mark.parametrize("path", ["/sign-in", "/webhook"])
def test_an_error_of_ours_is_one_line_without_its_message(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    def fails(app: Flask) -> None:
        raise KeyError(f"{WORD}\n" + '{"event": "forged"}')

    client = create_app().test_client()
    logs.configure()
    monkeypatch.setattr(Flask, "dispatch_request", fails)
    assert client.get(path).status_code == 500
    said, told = capfd.readouterr()
    assert WORD not in said + told
    assert "forged" not in said + told
    [line] = [one for one in said.splitlines() if "request_failed" in one]
    assert json.loads(line)["error"] == "KeyError"
