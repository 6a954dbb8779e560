"""A connection that breaks off in the middle of a form: half of a reply is no reply, and nothing else is half done."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.tables import Delivery, Message
from tests.app.dashboard.inbox import Shop, Visitor
from tests.webhooks import encode, envelope, sign, text_message

# as gunicorn gives it, for which the end of what came is the end of the body
SAYS_IT_IS_ALL = {"wsgi.input_terminated": True}


def broken_off(body: bytes) -> dict[str, object]:
    return {**SAYS_IT_IS_ALL, "CONTENT_LENGTH": str(len(body) + 40)}


@pytest.mark.parametrize("whole", [True, False])
def test_half_a_reply_is_not_sent(agent: Visitor, shop: Shop, whole: bool) -> None:
    number = shop.conversation()
    form = {"csrf_token": agent.token(), "key": str(uuid4()), "text": "Sie bekommen Ihr Geld nicht vor"}
    body = urlencode(form).encode()
    answer = agent.client.post(
        f"/conversations/{number}/reply",
        data=body,
        content_type="application/x-www-form-urlencoded",
        environ_overrides=SAYS_IT_IS_ALL if whole else broken_off(body),
    )
    assert answer.status_code == (303 if whole else 400)
    with shop.sessions() as session:
        sent = select(func.count()).select_from(Message).where(Message.direction == "out")
        assert session.scalars(sent).one() == whole


def test_half_a_delivery_is_delivered_again_by_meta(web: Flask, shop: Shop) -> None:
    body = encode(envelope(text_message("wann offen?")))
    headers = {"X-Hub-Signature-256": sign(body)}
    answer = web.test_client().post("/webhook", data=body, headers=headers, environ_overrides=broken_off(body))
    assert answer.status_code == 400
    with shop.sessions() as session:
        assert session.scalars(select(Delivery)).all() == []
