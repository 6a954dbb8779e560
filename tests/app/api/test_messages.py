"""Reading messages and replying: one conversation a call, once a key, and only to who wrote."""

from collections.abc import Callable
from datetime import timedelta

from app.whatsapp.limits import SERVICE_WINDOW
from tests.app.api.conftest import Caller
from tests.app.dashboard.inbox import Shop

Callers = Callable[..., Caller]


def test_a_reply_goes_out_once_however_often_it_is_sent(caller: Callers, shop: Shop) -> None:
    path = f"/conversations/{shop.conversation()}/messages"
    api = caller()
    first, second = (api.post(path, key="order-17", text="Es kommt morgen.") for _ in range(2))
    assert first.status_code == 200
    assert first.get_json() == second.get_json()
    sent = shop.outbound()
    assert [(one.text, one.status, one.author) for one in sent] == [("Es kommt morgen.", "queued", "agent")]
    assert sent[0].answers_id == 1
    assert "deliver" in api.woken


def test_the_same_key_with_another_text_is_refused(caller: Callers, shop: Shop) -> None:
    path = f"/conversations/{shop.conversation()}/messages"
    api = caller()
    api.post(path, key="order-17", text="Es kommt morgen.")
    answer = api.post(path, key="order-17", text="Es kommt übermorgen.")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "key_used")
    assert len(shop.outbound()) == 1


def test_two_systems_may_choose_the_same_key(caller: Callers, shop: Shop) -> None:
    one, other = shop.conversation(), shop.conversation()
    assert caller().post(f"/conversations/{one}/messages", key="1", text="Ja.").status_code == 200
    assert caller().post(f"/conversations/{other}/messages", key="1", text="Nein.").status_code == 200
    assert [sent.text for sent in shop.outbound()] == ["Ja.", "Nein."]


def test_a_reply_without_a_key_is_not_sent(caller: Callers, shop: Shop) -> None:
    answer = caller().post(f"/conversations/{shop.conversation()}/messages", text="Hallo")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency_key")
    assert shop.outbound() == []


def test_after_the_service_window_nothing_is_sent(caller: Callers, shop: Shop) -> None:
    minutes = (SERVICE_WINDOW + timedelta(minutes=1)).total_seconds() / 60
    conversation_id = shop.conversation(minutes=minutes)
    answer = caller().post(f"/conversations/{conversation_id}/messages", key="1", text="Hallo")
    assert answer.get_json()["code"] == "window_closed"
    assert shop.outbound() == []


def test_who_never_wrote_gets_nothing(caller: Callers, shop: Shop) -> None:
    conversation_id = shop.conversation(said=None)
    answer = caller().post(f"/conversations/{conversation_id}/messages", key="1", text="Unser Newsletter")
    assert answer.get_json()["code"] == "nothing_to_answer"
    assert shop.outbound() == []


def test_what_whatsapp_would_refuse_is_said_before(caller: Callers, shop: Shop) -> None:
    path = f"/conversations/{shop.conversation()}/messages"
    api = caller()
    for body, code in (
        ({"text": " "}, "reply_empty"),
        ({"text": "Was?", "buttons": ["x" * 21]}, "does_not_fit"),
        ({"text": "Hallo {{name}}"}, "unfilled"),
        ({"text": "Ja", "quotes": 99}, "quote_gone"),
    ):
        assert api.post(path, key=code, **body).get_json()["code"] == code
    assert shop.outbound() == []


def test_a_long_text_becomes_several_messages_and_all_are_shown(caller: Callers, shop: Shop) -> None:
    conversation_id = shop.conversation()
    api = caller()
    said = api.post(f"/conversations/{conversation_id}/messages", key="1", text="Ein Satz. " * 700, quotes=1)
    sent = [one["id"] for one in said.get_json()["messages"]]
    assert len(sent) == 2
    shown = api.get(f"/conversations/{conversation_id}/messages").get_json()["messages"]
    assert [(one["id"], one["direction"]) for one in shown] == [(1, "in"), *((number, "out") for number in sent)]
    page = api.get(f"/conversations/{conversation_id}/messages", limit=1, after=1).get_json()
    assert page["next"] == page["messages"][0]["id"] == sent[0]
