"""What the doctor asks Meta, by the simulator over HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import settings
from app.doctor import meta
from app.whatsapp import subscription
from app.whatsapp.client import GraphClient
from app.whatsapp.subscription import Subscription
from simulator.faults import Faults
from simulator.number_facts import APP_ID
from simulator.server import Simulator
from simulator.settings import Settings as SimulatorSettings
from tests.conftest import APP_SECRET, NUMBER_ID, SETTINGS
from tests.lotse import Lotse
from tests.webhooks import text_message

WEBHOOK = "http://127.0.0.1:9/webhook"


@pytest.fixture
def simulator(tmp_path: Path, setting: Callable[[str, str], None]) -> Iterator[Simulator]:
    given = SimulatorSettings(
        port=0,
        webhook=WEBHOOK,
        var_dir=tmp_path,
        phone_number_id=NUMBER_ID,
        app_secret=APP_SECRET,
        access_token=SETTINGS["WHATSAPP_ACCESS_TOKEN"],
        instant=True,
    )
    running = Simulator(given, Faults())
    running.start()
    setting("GRAPH_URL", running.url)
    yield running
    running.stop()


def levels() -> dict[str, str]:
    return {finding.code: finding.level for number in meta.numbers() for finding in meta.look(number)}


def test_a_healthy_number_is_asked_after_token_quality_address_and_subscription(
    lotse: Lotse, simulator: Simulator
) -> None:
    before = levels()  # of the settings' number: no message has come yet
    assert before["connection.never_called"] == "warn"
    lotse.receive(text_message("hallo"))
    assert set(levels().values()) == {"ok"}
    assert {"connection.known", "connection.may_send", "connection.wrote", "webhook_named"} <= levels().keys()
    assert meta.called_address() == WEBHOOK


def test_the_subscription_is_read_from_two_answers(simulator: Simulator, environment: None) -> None:
    client = GraphClient(settings.load())
    assert client.subscription(NUMBER_ID) == Subscription(WEBHOOK, True)
    client.close()


def test_a_token_that_meta_does_not_take_is_one_finding(
    lotse: Lotse, simulator: Simulator, setting: Callable[[str, str], None]
) -> None:
    setting("GRAPH_URL", simulator.url)
    setting("WHATSAPP_ACCESS_TOKEN", "an-old-one")
    assert levels()["connection.refused"] == "fail"
    assert not levels().keys() & {"webhook_named", "webhook_unknown"}


def test_a_meta_that_is_away_is_found_and_breaks_nothing(sessions: sessionmaker[Session]) -> None:
    assert levels()["connection.unreachable"] == "fail"
    assert meta.called_address() is None


@pytest.mark.parametrize(
    ("apps", "app", "subscribed"),
    [
        ({"data": [{"whatsapp_business_api_data": {"id": APP_ID}}]}, APP_ID, True),
        ({"data": [{"whatsapp_business_api_data": {"id": "1"}}]}, APP_ID, False),
        ({"data": [{"whatsapp_business_api_data": {"id": "1"}}]}, None, True),
        ({"data": []}, None, False),
        ({"error": {"code": 100}}, APP_ID, None),
        ([], None, None),
    ],
)
def test_whether_our_app_is_among_the_subscribed(apps: object, app: str | None, subscribed: bool | None) -> None:
    assert subscription.subscribed(200, apps, app) is subscribed


def test_the_narrowest_address_is_the_one_that_meta_calls() -> None:
    told = {"webhook_configuration": {"application": "https://a", "phone_number": "https://n"}}
    assert subscription.url(200, told) == "https://n"
    assert subscription.url(400, told) is None
    assert subscription.url(200, {"webhook_configuration": "odd"}) is None
