"""The administrators' page of the numbers: keys that nobody sees again, and what a check of the connection finds."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import connection, sealing, settings, tokens, verified
from app.connection import Calls
from app.dashboard import inboxes as page
from app.tables import Inbox
from app.whatsapp.answers import read_number
from app.whatsapp.client import GraphClient
from app.whatsapp.errors import NumberFacts
from simulator.server import Simulator
from simulator.settings import Settings as SimulatorSettings
from tests.app.dashboard.inbox import Shop, Visitor, add_person
from tests.conftest import APP_SECRET, NUMBER_ID, SETTINGS

TOKEN, SECRET = "EAAB-its-very-own-token", "its-very-own-secret"


@pytest.fixture
def admin(visitor: Callable[[], Visitor], sessions: sessionmaker[Session]) -> Visitor:
    signed_in = visitor()
    signed_in.sign_in(add_person(sessions, "dora@example.com", "admin").email)
    return signed_in


@pytest.fixture
def metas(monkeypatch: pytest.MonkeyPatch) -> list[NumberFacts]:
    """What Meta will tell of the number; and nothing leaves this machine."""
    told = [NumberFacts(display_number="+49 30 123456", name="Beispiel GmbH", quality="GREEN", can_send=True)]
    monkeypatch.setattr(GraphClient, "number", lambda self, number_id, token=None: told[-1])
    return told


def only(shop: Shop) -> Inbox:
    with shop.sessions() as session:
        return session.scalars(select(Inbox)).one()


def found(text: str) -> list[str]:
    return [part.partition('"')[0] for part in text.split('data-code="')[1:]]


def test_a_number_that_is_too_long_to_be_one_is_cut(admin: Visitor, shop: Shop) -> None:
    answer = admin.post("/inboxes/add", phone_number_id="4711", language="de", display_number="1" * 80)
    assert (answer.status_code, only(shop).display_number) == (303, "1" * 64)


def test_a_number_gets_a_name_and_keys_that_no_page_shows_again(admin: Visitor, shop: Shop) -> None:
    admin.post("/inboxes/add", phone_number_id="4711", name="Kundendienst", language="en", token=TOKEN, secret=SECRET)
    inbox = only(shop)
    assert (inbox.name, inbox.language, tokens.token(inbox)) == ("Kundendienst", "en", TOKEN)
    assert sealing.unseal(inbox.app_secret or b"") == SECRET
    text = admin.get("/inboxes").text
    assert "Kundendienst" in text
    assert "eigenes, verschlüsselt hinterlegt" in text
    assert TOKEN not in text
    assert SECRET not in text


def test_an_empty_field_keeps_the_key_and_a_tick_takes_it_away(admin: Visitor, shop: Shop) -> None:
    admin.post("/inboxes/add", phone_number_id="4711", language="de", token=TOKEN)
    admin.post("/inboxes/1/change", name="Neu", language="de", token="")
    assert tokens.token(only(shop)) == TOKEN
    admin.post("/inboxes/1/change", name="Neu", language="de", none_of_its_own="1")
    assert tokens.token(only(shop)) is None


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"phone_number_id": "+49 30"}, "nur aus Ziffern"),
        ({"phone_number_id": NUMBER_ID}, "gibt es schon"),
        ({"phone_number_id": "4711", "secret": APP_SECRET}, "braucht kein eigenes"),
    ],
)
def test_what_cannot_be_added_is_refused_in_words(admin: Visitor, shop: Shop, form: dict[str, str], said: str) -> None:
    shop.conversation()
    answer = admin.post("/inboxes/add", language="de", **form)
    assert answer.status_code == 409
    assert said in answer.text
    assert only(shop).phone_number_id == NUMBER_ID


def test_only_administrators_see_and_change_numbers(supervisor: Visitor, shop: Shop) -> None:
    shop.conversation()
    assert supervisor.get("/inboxes").status_code == 403
    for path in ("add", "1/change", "1/connection"):
        assert supervisor.post(f"/inboxes/{path}", language="de", token=TOKEN).status_code == 403
    assert only(shop).access_token is None


def test_a_connected_number_has_nothing_to_mend(admin: Visitor, shop: Shop, metas: list[NumberFacts]) -> None:
    shop.conversation()
    text = admin.post("/inboxes/1/connection").text
    assert found(text) == ["known", "may_send", "wrote"]
    assert "Beispiel GmbH" in text


def test_each_trouble_is_named_with_its_cure(admin: Visitor, shop: Shop, metas: list[NumberFacts]) -> None:
    shop.conversation(last_customer_at=None)
    with shop.sessions.begin() as session:
        verified.note(session, shop.ago(3))
    metas.append(NumberFacts("refused", 190, "token"))
    text = admin.post("/inboxes/1/connection").text
    assert found(text) == ["refused", "only_verified"]
    assert "Zugriffstoken ist abgelaufen oder falsch" in text
    assert "Abonnieren Sie bei Meta das Feld" in text


def test_metas_answers_are_told_apart() -> None:
    blocked = {"can_send_message": "BLOCKED", "entities": [{"errors": [{"error_code": 131042}]}]}
    assert read_number(200, {"health_status": blocked}).can_send is False
    assert read_number(200, {"health_status": blocked}).cause == "payment"
    assert read_number(401, {"error": {"code": 190}}).trouble == "refused"
    assert read_number(400, {"error": {"code": 100, "error_subcode": 33}}).trouble == "unknown"
    assert read_number(502, None).trouble == "odd"


def test_calls_of_meta_are_judged_by_how_long_ago_they_were(shop: Shop) -> None:
    fine, now = NumberFacts(can_send=True), shop.now

    def said(*times: timedelta | None) -> str:
        calls = Calls(*(time and now - time for time in times))
        return connection.findings(fine, calls, False, now)[-1].code

    day, week = timedelta(days=1), timedelta(days=7)
    assert [said(week, day, day), said(week, week, week)] == ["wrote", "wrote_long_ago"]
    assert [said(week, day, None), said(week, None, None)] == ["called_for_others", "only_verified"]
    assert said(None, None, None) == "never_called"


def test_a_key_that_cannot_be_read_any_more_is_found(shop: Shop) -> None:
    assert connection.is_sealed(Inbox(access_token=b"of another SECRET_KEY"))
    assert not connection.is_sealed(Inbox(access_token=sealing.seal(TOKEN)))


def test_the_check_works_with_the_simulator(
    admin: Visitor, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.conversation()
    keys = {"app_secret": APP_SECRET, "access_token": SETTINGS["WHATSAPP_ACCESS_TOKEN"], "phone_number_id": NUMBER_ID}
    simulator = Simulator(SimulatorSettings(port=0, webhook="http://127.0.0.1:9/", var_dir=tmp_path, **keys))
    simulator.start()
    try:
        here = settings.load().model_copy(update={"graph_url": simulator.url})
        monkeypatch.setattr(page, "GraphClient", lambda ours: GraphClient(here))
        assert found(admin.post("/inboxes/1/connection").text) == ["known", "may_send", "wrote"]
        admin.post("/inboxes/1/change", language="de", token=TOKEN)
        assert found(admin.post("/inboxes/1/connection").text) == ["refused", "wrote"]
    finally:
        simulator.stop()
