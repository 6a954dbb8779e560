"""Who wants no more messages is told so once, and still gets answers to what they write."""

import pytest
from sqlalchemy import select

from app import conversations
from app.tables import Contact
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.webhooks import text_message

CONFIRMED = PLAYBOOK.intents["opt_out"].answers["de"]


@pytest.fixture
def shop(lotse: Lotse) -> Lotse:
    lotse.playbook = PLAYBOOK.model_copy(update={"hours": None})
    return lotse


def writes(lotse: Lotse, *texts: str) -> None:
    for text in texts:
        lotse.receive(text_message(text))
        lotse.work()


def contact(lotse: Lotse) -> Contact:
    with lotse.sessions() as session:
        return session.scalars(select(Contact)).one()


def test_stop_is_confirmed_once_without_classifier_and_certificate(shop: Lotse) -> None:
    shop.classify = None
    writes(shop, "STOP", "Stopp!")
    assert [sent["text"].startswith(CONFIRMED) for sent in shop.graph.sent] == [True]
    assert [one.outcome for one in shop.inbound()] == ["answered", "noted"]
    assert contact(shop).opted_out_at


def test_a_free_wording_counts_when_the_classifier_is_sure(shop: Lotse) -> None:
    shop.classify = predicts("opt_out")
    writes(shop, "bitte schickt mir nichts mehr, das nervt", "keine angebote mehr, danke, wie gesagt")
    assert len(shop.graph.sent) == 1
    assert contact(shop).stop_confirmed_at


def test_questions_are_still_answered(shop: Lotse) -> None:
    writes(shop, "STOP", "habt ihr offen?")
    assert [one.outcome for one in shop.inbound()] == ["answered", "answered"]


def test_an_agent_s_conversation_is_left_alone_and_the_wish_is_kept(shop: Lotse) -> None:
    writes(shop, "habt ihr offen?")
    shop.change(lambda session, conversation: conversations.take(session, conversation, shop.person()))
    writes(shop, "STOP")
    assert len(shop.graph.sent) == 1
    assert contact(shop).opted_out_at
    assert contact(shop).stop_confirmed_at is None


def test_start_takes_it_back(shop: Lotse) -> None:
    writes(shop, "STOP", "START")
    assert contact(shop).opted_out_at is None
    assert [one.outcome for one in shop.inbound()] == ["answered", "noted"]
