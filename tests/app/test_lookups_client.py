"""What is taken from another system, and what never is."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.lookups import answer
from app.lookups.client import MOST_BYTES, OwnSystemClient
from app.lookups.enquiry import OwnSystemError
from tests.app.own_system import SHIPPED, Asking, Shop, playing
from tests.lotse import Lotse

FIELDS = {"status": "order.status"}


@pytest.fixture
def shop() -> Iterator[Shop]:
    with playing(Shop()) as shop:
        yield shop


@pytest.fixture
def client() -> Iterator[OwnSystemClient]:
    made = OwnSystemClient()
    yield made
    made.close()


def refusal(client: OwnSystemClient, shop: Shop, seconds: float = 2.0, **headers: str) -> str:
    with pytest.raises(OwnSystemError) as refused:
        client.ask(f"http://{shop.host}/orders", headers, seconds)
    return str(refused.value)


def test_no_redirect_is_followed(client: OwnSystemClient, shop: Shop) -> None:
    with playing(Shop()) as other:
        shop.status, shop.headers = 302, {"Location": f"http://{other.host}/"}
        assert refusal(client, shop) == "302"
        assert other.asked == []


@pytest.mark.parametrize("status", [201, 204, 401, 404, 500, 503])
def test_whatever_is_no_200_is_no_answer(client: OwnSystemClient, shop: Shop, status: int) -> None:
    shop.status, shop.gives = status, b""
    assert refusal(client, shop) == str(status)


def test_no_more_than_64_kib_are_read(client: OwnSystemClient, shop: Shop) -> None:
    shop.gives = b" " * MOST_BYTES
    assert len(client.ask(f"http://{shop.host}/", {}, 2.0)) == MOST_BYTES
    shop.gives = b" " * (MOST_BYTES + 1)
    assert refusal(client, shop) == "too_large"


def test_a_packed_answer_is_not_opened(client: OwnSystemClient, shop: Shop) -> None:
    shop.headers = {"Content-Encoding": "gzip"}
    assert refusal(client, shop) == "not_json"
    assert shop.told[0]["Accept-Encoding"] == "identity"


def test_who_answers_too_late_is_given_up(client: OwnSystemClient, shop: Shop) -> None:
    shop.waits = 5
    began = time.monotonic()
    assert refusal(client, shop, seconds=0.1) == "timeout"
    assert time.monotonic() - began < 4


def test_who_trickles_is_given_up(client: OwnSystemClient, shop: Shop) -> None:
    shop.trickles = 0.05
    began = time.monotonic()
    assert refusal(client, shop, seconds=0.15) == "timeout"
    assert time.monotonic() - began < 4


def test_whoever_is_not_there_is_unreachable(client: OwnSystemClient) -> None:
    with playing(Shop()) as gone:
        pass
    assert refusal(client, gone) == "unreachable"


def test_a_secret_that_no_header_can_hold_is_not_sent(client: OwnSystemClient, shop: Shop) -> None:
    for secret in ("a\r\nX-Other: b", "schlüssel€"):
        assert refusal(client, shop, Authorization=secret) == "unreachable"
    assert shop.asked == []


def test_no_cookie_is_kept(client: OwnSystemClient, shop: Shop) -> None:
    shop.headers = {"Set-Cookie": "customer=4711; Path=/"}
    for _ in range(2):
        client.ask(f"http://{shop.host}/", {}, 2.0)
    assert [told.get("Cookie") for told in shop.told] == [None, None]


def test_no_proxy_of_the_environment_is_used(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    client = OwnSystemClient()
    assert client.ask(f"http://{shop.host}/", {}, 2.0)
    client.close()


def test_whoever_is_stuck_holds_nobody_up(lotse: Lotse) -> None:
    """A thread that never comes back is left behind after the time, and the turn goes to a person."""
    asking = Asking(lotse, Shop())
    asking.use(seconds=0.1)
    asking.receive()
    lotse.triage()
    ended = threading.Event()

    class Stuck:
        def ask(self, url: str, headers: object, seconds: float) -> bytes:
            ended.wait(5)
            return b""

    with ThreadPoolExecutor(1) as pool:
        began = time.monotonic()
        asking.look_up(Stuck(), pool)
        took = time.monotonic() - began
        ended.set()
    lotse.triage()
    assert took < 4
    assert asking.last[:2] == ("escalated", "lookup_failed")
    assert (asking.last[2] or "").endswith(": timeout")


@pytest.mark.parametrize(
    "body",
    [b"", b"[1]", b"null", b'"shipped"', b"{", b"[" * 60_000, b'{"a": ' + b"1" * 5000 + b"}", b'{"a": NaN}', b"\xff"],
)
def test_only_a_json_object_is_read(body: bytes) -> None:
    with pytest.raises(OwnSystemError, match="not_json"):
        answer.read(body)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("unterwegs", "unterwegs"),
        (3, "3"),
        (2.5, "2.5"),
        (True, "true"),
        (" a\r\n\n\tb\u2028c\x00 ", "a b c"),
        ("x" * 500, "x" * 300),
        ("halb \ud83d", "halb ?"),
    ],
)
def test_a_value_is_a_short_line_of_text(value: object, text: str) -> None:
    assert answer.values({"order": {"status": value}}, FIELDS) == {"status": text}


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, ["shipped"], {"status": "shipped"}])
def test_what_is_no_value_is_missing(value: object) -> None:
    with pytest.raises(OwnSystemError, match="missing status"):
        answer.values({"order": {"status": value}}, FIELDS)


@pytest.mark.parametrize(
    ("path", "text"),
    [("items.1.name", "Mixer"), ("items.2.name", None), ("items.-1.name", None), ("items.name", None), ("a.b", None)],
)
def test_a_path_leads_through_objects_and_lists(path: str, text: str | None) -> None:
    found = {"items": [{"name": "Herd"}, {"name": "Mixer"}], "a": "b"}
    if text:
        assert answer.values(found, {"name": path}) == {"name": text}
    else:
        with pytest.raises(OwnSystemError, match="missing name"):
            answer.values(found, {"name": path})


def test_the_example_is_read() -> None:
    assert answer.values(SHIPPED, FIELDS) == {"status": "shipped"}
