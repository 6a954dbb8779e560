"""GET /metrics: who may read it, what stands in it, and that nothing of a customer's does."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app import create_app, pausing
from app.metrics import page
from app.metrics.metric import BOUNDS, Metric, distribution, text
from app.tables import Inbox
from app.whatsapp.errors import Refused
from tests.app.metrics.exposed import Samples, parsed
from tests.lotse import Lotse
from tests.webhooks import text_message

TOKEN = "a-token-for-monitors"


@pytest.fixture
def client(sessions: sessionmaker[Session], setting: Callable[[str, str], None]) -> Iterator[FlaskClient]:
    setting("METRICS_TOKEN", TOKEN)
    page.counted.forget()
    yield create_app().test_client()
    page.counted.forget()


def read(client: FlaskClient) -> Samples:
    page.counted.forget()
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.text
    return parsed(answer.text)


def test_there_is_no_such_page_without_a_token_in_the_settings(environment: None) -> None:
    assert create_app().test_client().get("/metrics").status_code == 404


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer ä"]
)
def test_only_who_knows_the_token_may_read(client: FlaskClient, header: str | None) -> None:
    answer = client.get("/metrics", headers={"Authorization": header} if header is not None else {})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "lotse_" not in answer.text


def test_what_came_in_and_what_became_of_it_is_counted(client: FlaskClient, lotse: Lotse) -> None:
    lotse.graph.results = [Refused(131026, "not deliverable")]
    lotse.receive(text_message("wann habt ihr offen"))
    lotse.receive(text_message("und am Samstag?", phone="4915100000002"))
    waiting = read(client)
    assert waiting["lotse_messages_in_5m", ()] == 2
    assert waiting["lotse_outcomes_5m", (("outcome", "open"),)] == 2
    assert waiting["lotse_backlog", (("stage", "triage"),)] == 2
    lotse.work()
    lotse.settle()
    found = read(client)
    assert found["lotse_outcomes_5m", (("outcome", "open"),)] == 0
    assert found["lotse_outcomes_5m", (("outcome", "answered"),)] == 1
    assert found["lotse_outcomes_5m", (("outcome", "escalated"),)] == 1
    assert found["lotse_sends_1h", (("result", "accepted"), ("code", "0"))] == 1
    assert found["lotse_sends_1h", (("result", "failed"), ("code", "131026"))] == 1
    assert found["lotse_open_conversations", (("owner", "waiting"),)] == 1
    for name, number in (("triage", 2), ("deliver", 1), ("answer", 1)):
        assert found[f"lotse_{name}_seconds_5m_count", ()] == number, name
        assert found[f"lotse_{name}_seconds_5m_bucket", (("le", "+Inf"),)] == number, name


def test_what_stands_is_told(client: FlaskClient, lotse: Lotse) -> None:
    lotse.receive(text_message("hallo"))
    quiet = read(client)
    inbox = next(labels for name, labels in quiet if name == "lotse_inbox_sends")
    assert (quiet["lotse_inbox_sends", inbox], quiet["lotse_paused", ()], quiet["lotse_classifier_usable", ()]) == (
        1,
        0,
        1,
    )
    assert quiet["lotse_certificates", (("state", "standing"),)] == len(lotse.playbook.intents)
    anna = lotse.person()
    with lotse.sessions.begin() as session:
        session.execute(
            update(Inbox).values(stopped_at=page.clock.now(session), stopped_code=190, stopped_cause="token")
        )
        pausing.pause(session, anna, "Umzug", page.clock.now(session))
    found = read(client)
    assert (found["lotse_inbox_sends", inbox], found["lotse_inbox_stopped_code", inbox]) == (0, 190)
    assert found["lotse_paused", ()] == 1


def test_nothing_of_a_customers_stands_in_it(client: FlaskClient, lotse: Lotse) -> None:
    lotse.receive(text_message("geheimnisvoll", phone="4915177788899"))
    lotse.work()
    page.counted.forget()
    told = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert not re.search(r"geheimnis|77788899|wamid|anna", told, re.IGNORECASE)
    labels = {name for _, labels in parsed(told) for name, _ in labels}
    assert labels <= {"outcome", "le", "result", "code", "stage", "owner", "state", "inbox", "kind"}


def test_it_is_counted_once_in_ten_seconds(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    monkeypatch.setattr(page, "_read", lambda: counted.append(1) or [])
    for _ in range(3):
        client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert counted == [1]


def test_without_postgresql_it_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> list[Metric]:
        raise OperationalError("SELECT 'secret'", {}, Exception())

    monkeypatch.setattr(page, "_read", away)
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert (answer.status_code, answer.text) == (503, "PostgreSQL does not answer.\n")


def test_labels_are_escaped_and_buckets_add_up() -> None:
    odd = Metric("lotse_x", "X.", {(("a", 'q"\\\n'),): 1.5})
    assert text([odd]).splitlines()[-1] == r'lotse_x{a="q\"\\\n"} 1.5'
    counts = [0, 3, *[0] * (len(BOUNDS) - 2), 2]
    found = parsed(text(distribution("lotse_y_seconds", "Y.", counts, 700.5)))
    buckets = [value for (name, _), value in found.items() if name == "lotse_y_seconds_bucket"]
    assert buckets == [0, *[3] * (len(BOUNDS) - 1), 5]
    assert (found["lotse_y_seconds_count", ()], found["lotse_y_seconds_sum", ()]) == (5, 700.5)
