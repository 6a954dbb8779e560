"""An answer for a customer whose 24 hours are over is laid ready, seen and taken back on the dashboard."""

from uuid import uuid4

import pytest

from app import playbook as playbooks
from app.playbook.model import Playbook
from app.playbook.rules import Rules, Waiting
from app.playbook.utility import UtilityTemplate
from app.tables import Contact, Message, Person
from tests.app.dashboard.inbox import Shop, Visitor

PHONE = "4915100000001"
TEXTS = {"de": "Ihre Antwort liegt bereit, {{1}}.", "en": "Your answer is ready, {{1}}."}


@pytest.fixture
def playbook(monkeypatch: pytest.MonkeyPatch) -> Playbook:
    made = [UtilityTemplate(name="waiting", language=language, text=text) for language, text in TEXTS.items()]
    other = UtilityTemplate(name="termin", language="de", text="Bis Montag!")
    rules = Rules(waiting=Waiting(template="waiting"))
    book = playbooks.load().model_copy(update={"templates": (other, *made), "rules": rules})
    monkeypatch.setattr(playbooks, "load", lambda: book)
    return book


@pytest.fixture
def late(shop: Shop, playbook: Playbook) -> int:
    return shop.conversation(phone=PHONE, minutes=60 * 25)


def path(conversation_id: int, verb: str = "hold") -> str:
    return f"/conversations/{conversation_id}/{verb}"


FORM = {"text": "Ja, sie passt.", "waiting de 1": "Kim"}


def test_laying_an_answer_ready_tells_the_customer_and_takes_the_conversation(
    agent: Visitor, shop: Shop, late: int, anna: Person
) -> None:
    shown = agent.get(f"/conversations/{late}").text
    assert "Ihre Antwort liegt bereit, {{1}}." in shown
    assert agent.post(path(late), key=uuid4(), **FORM).status_code == 303
    told, answer = shop.outbound()
    assert (told.kind, told.text, told.status) == ("template", "Ihre Antwort liegt bereit, Kim.", "queued")
    assert (answer.text, answer.status) == ("Ja, sie passt.", "held")
    assert shop.read(late).assignee_id == anna.id
    assert agent.woken == ["deliver"]


def test_the_answer_s_bubble_says_what_it_waits_for(agent: Visitor, late: int) -> None:
    agent.post(path(late), key=uuid4(), **FORM)
    shown = agent.get(f"/conversations/{late}").text
    assert "Wartet auf die Antwort des Kunden" in shown
    assert "anna hat eine Antwort bereitgelegt; sie wartet auf den Kunden" in shown
    assert "die bereitgelegte Antwort wird zurückgenommen" in shown  # what resolving does
    assert 'data-testid="row-held">wartet auf den Kunden' in agent.get("/?tab=mine").text


def test_the_customer_s_language_chooses_the_template(agent: Visitor, shop: Shop, late: int) -> None:
    with shop.sessions.begin() as session:
        session.get_one(Contact, shop.read(late).contact_id).language = "tr"
    agent.post(path(late), key=uuid4(), **{"text": "Yes.", "waiting en 1": "Kim"})
    assert shop.outbound()[0].text == "Your answer is ready, Kim."


def test_the_template_of_waiting_answers_is_not_sent_by_itself(agent: Visitor, late: int) -> None:
    shown = agent.get(f"/conversations/{late}").text
    assert 'value="termin de"' in shown
    assert 'value="waiting de"' not in shown
    answer = agent.post(path(late, "reply"), key=uuid4(), mode="template", template="waiting de")
    assert answer.status_code == 409


def test_who_was_told_already_is_not_told_again(agent: Visitor, shop: Shop, late: int) -> None:
    agent.post(path(late), key=uuid4(), **FORM)
    assert "Der Kunde weiß schon" in agent.get(f"/conversations/{late}").text
    assert agent.post(path(late), key=uuid4(), text="Noch etwas.").status_code == 303
    assert [message.kind for message in shop.outbound()] == ["template", "text", "text"]


def test_an_answer_is_taken_back(agent: Visitor, shop: Shop, late: int) -> None:
    agent.post(path(late), key=uuid4(), **FORM)
    answer = shop.outbound()[1].id
    withdraw = path(late, f"messages/{answer}/withdraw")
    assert 'data-testid="withdraw"' in agent.get(f"/conversations/{late}").text
    assert agent.post(withdraw).status_code == 303
    assert shop.outbound()[1].status == "cancelled"
    shop.event(late, "team")  # else it would be a double click
    again = agent.post(withdraw)
    assert (again.status_code, "liegt nicht mehr bereit" in again.text) == (409, True)


def test_somebody_else_can_neither_add_nor_take_back(
    agent: Visitor, shop: Shop, playbook: Playbook, berta: Person
) -> None:
    hers = shop.conversation(phone=PHONE, owner="agent", assignee_id=berta.id, minutes=60 * 25)
    answer = shop.we_say(hers, "Ja", "held", berta, wamid=None)
    shown = agent.get(f"/conversations/{hers}").text
    assert 'data-testid="hold"' not in shown
    assert 'data-testid="withdraw"' not in shown
    for verb in ("hold", f"messages/{answer}/withdraw"):
        assert agent.post(path(hers, verb), key=uuid4(), **FORM).status_code == 409
    assert [message.status for message in shop.outbound()] == ["held"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"text": "Ja", "waiting de 1": ""}, "Angabe 1 ist leer."),
        ({"text": " ", "waiting de 1": "Kim"}, "Die Antwort ist leer."),
    ],
)
def test_what_is_incomplete_is_refused_and_kept(
    agent: Visitor, shop: Shop, late: int, form: dict[str, str], said: str
) -> None:
    answer = agent.post(path(late), key=uuid4(), **form)
    assert (answer.status_code, said in answer.text) == (409, True)
    assert f'value="{form["waiting de 1"]}"' in answer.text
    assert shop.outbound() == []


def test_a_customer_who_wrote_meanwhile_is_answered_directly(agent: Visitor, shop: Shop, playbook: Playbook) -> None:
    fresh = shop.conversation(phone=PHONE, minutes=5)
    answer = agent.post(path(fresh), key=uuid4(), **FORM)
    assert (answer.status_code, "Sie können direkt antworten" in answer.text) == (409, True)
    assert "\nJa, sie passt.</textarea>" in answer.text
    assert shop.outbound() == []


def test_a_reply_from_a_page_that_was_open_when_the_window_closed_is_refused_and_offers_to_wait(
    agent: Visitor, shop: Shop, late: int
) -> None:
    answer = agent.post(path(late, "reply"), key=uuid4(), text="Ja, sie passt.")
    assert answer.status_code == 409
    assert "\nJa, sie passt.</textarea>" in answer.text
    assert 'data-testid="hold"' in answer.text
    assert shop.outbound() == []


def test_without_a_template_of_that_name_nothing_is_offered(agent: Visitor, shop: Shop, late: int) -> None:
    for language in TEXTS:
        detail = {"message_template_name": "waiting", "message_template_language": language}
        shop.notice("message_template_status_update", "PAUSED", detail=detail)
    assert 'data-testid="hold"' not in agent.get(f"/conversations/{late}").text
    answer = agent.post(path(late), key=uuid4(), **FORM)
    assert (answer.status_code, "lässt sich gerade nicht senden" in answer.text) == (409, True)
    with shop.sessions() as session:
        assert session.query(Message).where(Message.direction == "out").count() == 0


@pytest.mark.parametrize(
    ("left", "said"), [(103.5, "noch 1 Std. 43 Min."), (13.5, "noch 13 Min."), (180, None), (-60, None)]
)
def test_the_list_says_how_long_somebody_who_waits_can_be_answered(
    agent: Visitor, shop: Shop, left: float, said: str | None
) -> None:
    shop.conversation(phone=PHONE, minutes=60 * 24 - 5 - left)
    shown = agent.get("/").text
    assert ('data-testid="row-window"' in shown, said is None or said in shown) == (said is not None, True)


def test_who_was_answered_has_no_mark_in_the_list(agent: Visitor, shop: Shop, anna: Person) -> None:
    shop.conversation(phone=PHONE, minutes=60 * 23, owner="agent", assignee_id=anna.id)
    assert 'data-testid="row-window"' not in agent.get("/?tab=mine").text


def test_the_timeline_says_that_the_window_closes(agent: Visitor, shop: Shop) -> None:
    open_still = shop.conversation(phone=PHONE, minutes=60 * 23)
    shop.event(open_still, "window_closing")
    assert "Die Zeit für Antworten läuft bald ab" in agent.get(f"/conversations/{open_still}").text
