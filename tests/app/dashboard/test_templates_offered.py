"""Approved templates, offered once the service window is over."""

from uuid import uuid4

import pytest

from app import playbook as playbooks
from app.playbook.utility import UtilityTemplate
from tests.app.dashboard.inbox import Shop, Visitor

PHONE = "4915100000001"


def path(conversation_id: int, verb: str) -> str:
    return f"/conversations/{conversation_id}/{verb}"


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> UtilityTemplate:
    made = UtilityTemplate(name="termin", language="de", text="Hallo {{1}}, bis {{2}}!")
    book = playbooks.load().model_copy(update={"templates": (made,)})
    monkeypatch.setattr(playbooks, "load", lambda: book)
    return made


def test_after_the_window_an_approved_template_goes_out(agent: Visitor, shop: Shop, template: UtilityTemplate) -> None:
    late = shop.conversation(phone=PHONE, minutes=60 * 25)
    assert "Hallo {{1}}, bis {{2}}!" in agent.get(f"/conversations/{late}").text
    form = {"mode": "template", "template": "termin de", "termin de 1": "Kim", "termin de 2": "am \t\r\n     Montag"}
    assert agent.post(path(late, "reply"), key=uuid4(), **form).status_code == 303
    [message] = shop.outbound()
    assert (message.kind, message.text) == ("template", "Hallo Kim, bis am Montag!")


def test_an_incomplete_template_is_refused_with_the_place_that_is_missing(
    agent: Visitor, shop: Shop, template: UtilityTemplate
) -> None:
    late = shop.conversation(phone=PHONE, minutes=60 * 25)
    form = {"mode": "template", "template": "termin de", "termin de 1": "Kim"}
    answer = agent.post(path(late, "reply"), key=uuid4(), **form)
    assert (answer.status_code, "Angabe 2 ist leer." in answer.text) == (409, True)
    assert 'value="Kim"' in answer.text


def test_a_template_that_meta_paused_is_not_offered(agent: Visitor, shop: Shop, template: UtilityTemplate) -> None:
    detail = {"message_template_name": "termin", "message_template_language": "de"}
    shop.notice("message_template_status_update", "PAUSED", detail=detail)
    late = shop.conversation(phone=PHONE, minutes=60 * 25)
    assert 'data-testid="templates"' not in agent.get(f"/conversations/{late}").text
    answer = agent.post(path(late, "reply"), key=uuid4(), mode="template", template="termin de")
    assert (answer.status_code, "lässt sich gerade nicht senden" in answer.text) == (409, True)
