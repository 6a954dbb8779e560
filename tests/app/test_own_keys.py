"""A number can have a token and an app secret of its own; who knows one speaks for no other number."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from app import create_app, sealing, signers
from app.tables import Delivery, Inbox
from tests.conftest import NUMBER_ID
from tests.lotse import Lotse
from tests.webhooks import encode, envelope, sign, text_message

OWN, OWN_SECRET, OWN_TOKEN = "200000000000002", "the-second-number's-secret", "the-second-number's-token"


@pytest.fixture
def client(sessions: sessionmaker[Session]) -> Iterator[FlaskClient]:
    signers.secrets.forget()
    yield create_app().test_client()
    signers.secrets.forget()


@pytest.fixture
def second(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        keys = {"app_secret": sealing.seal(OWN_SECRET), "access_token": sealing.seal(OWN_TOKEN)}
        session.add(Inbox(phone_number_id=OWN, **keys))


def deliver(client: FlaskClient, lotse: Lotse, number_id: str, secret: str | None) -> int:
    body = encode(envelope(text_message("wann habt ihr offen"), number_id=number_id))
    signature = sign(body, secret) if secret else sign(body)
    status = client.post("/webhook", data=body, headers={"X-Hub-Signature-256": signature}).status_code
    lotse.work()
    return status


def test_each_number_is_heard_under_its_own_secret(client: FlaskClient, second: None, lotse: Lotse) -> None:
    assert deliver(client, lotse, OWN, OWN_SECRET) == 200
    assert deliver(client, lotse, NUMBER_ID, None) == 200

    assert len(lotse.inbound()) == 2


@pytest.mark.parametrize(("number_id", "secret"), [(OWN, None), (NUMBER_ID, OWN_SECRET)])
def test_a_secret_speaks_for_no_other_number(
    client: FlaskClient, second: None, lotse: Lotse, number_id: str, secret: str | None
) -> None:
    assert deliver(client, lotse, number_id, secret) == 200  # the signature is a known one

    assert lotse.inbound() == []
    with lotse.sessions() as session:
        assert (
            session.scalars(select(Delivery.error)).one()
            == "1 not understood: 1 signed with another number's app secret"
        )


def test_a_signature_that_nobody_made_is_refused(client: FlaskClient, second: None, lotse: Lotse) -> None:
    assert deliver(client, lotse, OWN, "guessed") == 401


def test_each_number_sends_with_its_own_token(client: FlaskClient, second: None, lotse: Lotse) -> None:
    deliver(client, lotse, OWN, OWN_SECRET)
    deliver(client, lotse, NUMBER_ID, None)

    tokens = [(sent["phone_number_id"], sent["token"]) for sent in lotse.graph.sent]
    assert tokens == [(OWN, OWN_TOKEN), (NUMBER_ID, None)]


def test_no_token_and_no_secret_stands_readable_in_the_database(second: None, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        stored = session.execute(text("SELECT to_jsonb(inboxes)::text FROM inboxes")).scalar_one()

    assert OWN_TOKEN not in stored
    assert OWN_TOKEN.encode().hex() not in stored
    assert OWN_SECRET.encode().hex() not in stored
