"""What agents send: every kind goes out whole, in order, once, and only where it may."""

import io
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app import clock, replies
from app.media import outgoing as media
from app.replies import RefusedError
from app.tables import Conversation, Message
from app.whatsapp.outgoing import Button, Buttons, Image, LocationRequest, Outgoing, Template
from tests.lotse import Lotse
from tests.webhooks import message, text_message

PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels"
Act = Callable[[Session, Conversation], object]


@pytest.fixture
def customer(lotse: Lotse) -> Lotse:
    """A customer has written, and a person has to answer."""
    lotse.classify = None
    lotse.receive(text_message("hallo", id="wamid.HALLO"))
    lotse.triage()
    return lotse


def act(lotse: Lotse, verb: Act) -> None:
    lotse.change(lambda session, found: verb(session, found) and None)


def reply(lotse: Lotse, said: Outgoing | str, quotes: str | None = None) -> None:
    agent = lotse.person()
    act(
        lotse,
        lambda session, found: replies.reply(session, found, agent, said, uuid4(), clock.now(session), quotes),
    )


def days_later(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        long_ago = clock.now(session) - timedelta(hours=25)
        session.execute(update(Conversation).values(last_customer_at=long_ago))


def test_a_long_text_goes_out_in_pieces_in_their_order(customer: Lotse) -> None:
    reply(customer, "\n\n".join(f"Absatz {number}. " + "x" * 2500 for number in range(4)))
    customer.deliver()

    texts = [sent["text"] for sent in customer.graph.sent]
    assert [text[:9] for text in texts] == ["Absatz 0.", "Absatz 1.", "Absatz 2.", "Absatz 3."]
    assert [row.part for row in customer.outbound()] == [0, 1, 2, 3]


def test_a_double_click_on_a_long_text_sends_each_piece_once(customer: Lotse) -> None:
    agent, key = customer.person(), uuid4()
    for _ in range(2):
        act(
            customer,
            lambda session, found: replies.reply(session, found, agent, "x" * 5000, key, clock.now(session)),
        )
    customer.deliver()

    assert [len(sent["text"]) for sent in customer.graph.sent] == [4096, 904]


def test_a_quote_names_the_customers_message(customer: Lotse) -> None:
    reply(customer, "Gerne", quotes="wamid.HALLO")
    customer.deliver()

    assert customer.graph.sent[0]["body"]["context"] == {"message_id": "wamid.HALLO"}


@pytest.mark.parametrize(
    "said", [Buttons("Passt das?", (Button("a", "Ja"), Button("b", "Nein"))), LocationRequest("Wo sind Sie?")]
)
def test_buttons_and_questions_go_out_as_they_are(customer: Lotse, said: Outgoing) -> None:
    reply(customer, said)
    customer.deliver()

    assert customer.graph.sent[0]["body"]["type"] == "interactive"
    assert [(row.kind, row.text, row.status) for row in customer.outbound()] == [(said.kind, said.body, "sent")]  # type: ignore[union-attr]


def attach(lotse: Lotse, name: str = "foto.png", data: bytes = PICTURE) -> int:
    agent, made = lotse.person(), []
    act(
        lotse,
        lambda session, found: made.append(media.attach(session, found, agent, name, io.BytesIO(data)).id),
    )
    return made[0]


def test_a_picture_is_uploaded_once_and_sent_by_its_id(customer: Lotse) -> None:
    picture = attach(customer)
    for _ in range(2):
        reply(customer, Image(picture, "Das ist es"))
        customer.deliver()

    assert customer.graph.uploads == [("foto.png", "image/png", PICTURE)]
    assert [sent["body"]["image"] for sent in customer.graph.sent] == [{"id": "media-1", "caption": "Das ist es"}] * 2


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [("leer.png", b"", "attachment_empty"), ("seite.png", b"<html>", "attachment_type")],
)
def test_what_cannot_be_sent_is_refused_when_it_is_added(customer: Lotse, name: str, data: bytes, why: str) -> None:
    with pytest.raises(media.AttachmentError, match=why):
        attach(customer, name, data)


def test_a_reaction_goes_to_the_message_and_not_to_the_conversation(customer: Lotse) -> None:
    agent = customer.person()
    [asked] = customer.inbound()
    act(
        customer,
        lambda session, found: replies.react(session, found, agent, asked.id, "👍", uuid4(), clock.now(session)),
    )
    customer.deliver()

    assert customer.graph.sent[0]["body"]["reaction"] == {"message_id": "wamid.HALLO", "emoji": "👍"}


def test_after_the_window_only_a_template_goes_out(customer: Lotse) -> None:
    days_later(customer)
    with pytest.raises(RefusedError, match="window_closed"):
        reply(customer, "zu spät")
    reply(customer, Template("order_ready", "de", ("Kim",), "Guten Tag Kim"))
    customer.deliver()

    assert [sent["body"]["type"] for sent in customer.graph.sent] == ["template"]
    assert [(row.text, row.status) for row in customer.outbound()] == [("Guten Tag Kim", "sent")]


def test_a_text_that_waited_until_the_window_closed_is_not_sent(customer: Lotse) -> None:
    reply(customer, "gleich")
    days_later(customer)
    customer.deliver()

    assert customer.graph.sent == []
    assert [(row.status, row.error_code) for row in customer.outbound()] == [("failed", 131047)]


@pytest.mark.parametrize(
    ("said", "why", "detail"),
    [
        (" ", "reply_empty", None),
        ("x" * 20_000, "reply_too_long", None),
        (
            Buttons("a", (Button("a", "x" * 23),)),
            "does_not_fit",
            "button 1 title has 23 characters, 20 are the most",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_field_and_length(
    customer: Lotse, said: Outgoing | str, why: str, detail: str | None
) -> None:
    with pytest.raises(RefusedError, match=why) as refused:
        reply(customer, said)

    assert refused.value.detail == detail
    assert customer.outbound() == []


def test_nobody_can_write_into_a_group(lotse: Lotse) -> None:
    lotse.receive(text_message("hallo alle", group_id="G1"))

    with pytest.raises(RefusedError, match="window_closed"):
        reply(lotse, "hallo")
    with pytest.raises(RefusedError, match="no_recipient"):
        reply(lotse, Template("order_ready", "de"))


def test_a_deleted_message_takes_no_reaction(customer: Lotse) -> None:
    [asked] = customer.inbound()
    customer.receive(message("revoke", {"original_message_id": "wamid.HALLO"}))
    agent = customer.person()

    with pytest.raises(RefusedError, match="cannot_react"):
        act(
            customer,
            lambda session, found: replies.react(session, found, agent, asked.id, "👍", uuid4(), clock.now(session)),
        )


def test_prices_are_kept_in_one_spelling(customer: Lotse) -> None:
    from tests.webhooks import status

    reply(customer, "Guten Tag")
    customer.deliver()
    [row] = customer.outbound()
    price = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "referral-conversion"}
    customer.receive(statuses=[status(str(row.callback_id), "delivered", "wamid.OUT1", pricing=price)])

    assert customer.outbound()[0].pricing == {"type": "regular", "category": "referral_conversion", "billable": True}
    assert isinstance(customer.outbound()[0], Message)
