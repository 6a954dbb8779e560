"""P1: HTTP 200 to Meta means that the delivery is committed. Otherwise 5xx, and Meta delivers again."""

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import create_app, database, settings, wake
from app.tables import Delivery
from commands.servers import Postgres, Valkey
from tests.webhooks import encode, envelope, sign, text_message

BODY = encode(envelope(text_message("Grüße, wo bleibt meine Bestellung?")))


@pytest.fixture
def web(sessions: sessionmaker[Session]) -> FlaskClient:
    return create_app().test_client()


def post(web: FlaskClient, body: bytes = BODY, signature: str | None = None) -> int:
    return web.post("/webhook", data=body, headers={"X-Hub-Signature-256": signature or sign(body)}).status_code


def stored(sessions: sessionmaker[Session]) -> list[bytes]:
    with sessions() as session:
        return list(session.scalars(select(Delivery.body)))


def test_200_means_the_raw_bytes_are_committed(web: FlaskClient, sessions: sessionmaker[Session]) -> None:
    assert post(web) == 200
    assert stored(sessions) == [BODY]


def test_a_database_that_is_away_is_503_and_nothing_is_claimed_to_be_stored(
    web: FlaskClient, sessions: sessionmaker[Session], postgres: Postgres
) -> None:
    database.engine().dispose()
    postgres.stop()
    try:
        assert post(web) == 503
    finally:
        postgres.start()
    assert stored(sessions) == []
    assert post(web) == 200


@pytest.fixture
def hung_valkey(valkey: Valkey, sessions: sessionmaker[Session]) -> Iterator[None]:
    """A Valkey that takes connections and never answers."""
    pid = int(wake.client().info("server")["process_id"])
    os.kill(pid, signal.SIGSTOP)
    yield
    os.kill(pid, signal.SIGCONT)


@pytest.mark.usefixtures("hung_valkey")
def test_a_hung_redis_does_not_hold_the_answer_up(web: FlaskClient, sessions: sessionmaker[Session]) -> None:
    began = time.monotonic()
    codes = [post(web) for _ in range(5)]

    assert codes == [200] * 5
    assert time.monotonic() - began < 2
    assert len(stored(sessions)) == 5


def test_a_redis_that_is_away_does_not_matter_to_meta(
    web: FlaskClient, sessions: sessionmaker[Session], valkey: Valkey
) -> None:
    valkey.stop()
    try:
        assert post(web) == 200
    finally:
        valkey.start()
    assert len(stored(sessions)) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"hello", b"[" * 100_000, b"\xff\xfe", b'{"entry": "x"}', b'{"object": NaN, "entry": [{"changes": 5}]}'],
    ids=["empty", "text", "nested", "no utf-8", "no entries", "odd"],
)
def test_what_a_signed_body_holds_never_makes_it_anything_but_200(
    web: FlaskClient, sessions: sessionmaker[Session], body: bytes
) -> None:
    assert post(web, body) == 200
    assert stored(sessions) == [body]


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", "sha256=" + "0" * 64, "sha256=\xe9", sign(BODY).upper(), sign(BODY, "other"), sign(BODY)[:-1]],
    ids=["empty", "no digits", "zeros", "not ascii", "upper case", "other secret", "cut short"],
)
def test_a_wrong_signature_is_401_and_leaves_nothing(
    web: FlaskClient, sessions: sessionmaker[Session], signature: str
) -> None:
    response = web.post("/webhook", data=BODY, headers={"X-Hub-Signature-256": signature})

    assert response.status_code == 401
    assert stored(sessions) == []


def test_the_previous_secret_still_signs_while_it_is_being_replaced(
    web: FlaskClient, setting: Callable[[str, str], None], sessions: sessionmaker[Session]
) -> None:
    setting("WHATSAPP_APP_SECRET", "new-secret, old-secret")
    assert post(web, signature=sign(BODY, "new-secret")) == 200
    assert post(web, signature=sign(BODY, "old-secret")) == 200
    assert post(web, signature=sign(BODY, "older-secret")) == 401


def test_four_mebibytes_are_taken_and_one_byte_more_is_413(web: FlaskClient, sessions: sessionmaker[Session]) -> None:
    assert post(web, b"x" * 4 * 1024 * 1024) == 200
    assert post(web, b"x" * (4 * 1024 * 1024 + 1)) == 413
    assert len(stored(sessions)) == 1


def test_metas_verification_gets_its_challenge_back_as_plain_text(web: FlaskClient) -> None:
    token = settings.load().whatsapp_verify_token.get_secret_value()
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token}
    response = web.get("/webhook", query_string=query)

    assert (response.status_code, response.text, response.mimetype) == (200, "1158201444", "text/plain")
    assert web.get("/webhook", query_string={**query, "hub.verify_token": "guess"}).status_code == 403
    assert web.get("/webhook", query_string={**query, "hub.challenge": "<script>"}).status_code == 400
    assert web.get("/webhook").status_code == 400
