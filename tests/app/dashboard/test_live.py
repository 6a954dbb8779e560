"""What an open page learns by asking again and again."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from app.dashboard import pages, screen, thread
from app.dashboard.lately import Snapshot
from app.dashboard.static_files import FOLDER
from app.tables import Conversation, Person
from tests.app.dashboard.inbox import Shop, Visitor


@pytest.fixture(autouse=True)
def one_long_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown changes with the minute; no test may fall on its end."""
    monkeypatch.setattr(screen, "_minute", lambda now: "a minute")


def live(agent: Visitor, version: str | None, query: str = "") -> tuple[int, str | None]:
    answer = agent.get(f"/live{query}", **({"If-None-Match": version} if version else {}))
    return answer.status_code, answer.headers.get("ETag")


def test_while_nothing_changes_nothing_is_sent(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    query = f"?conversation={conversation_id}"
    agent.get("/")
    page = agent.get(f"/conversations/{conversation_id}")
    assert live(agent, page.headers["ETag"], query)[0] == 304


def test_while_nobody_writes_the_conversations_are_not_even_read(
    agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.conversation()
    agent.get("/")
    still = ("beat", Snapshot("1:1:", 1, 1))  # PostgreSQL's own housekeeping writes as well
    monkeypatch.setattr(screen, "_pulse", lambda db, place: still)
    _, version = live(agent, None)
    monkeypatch.setattr(pages, "look", lambda *given: pytest.fail("looked"))
    assert live(agent, version)[0] == 304


def test_what_does_not_concern_the_reader_is_no_news(agent: Visitor, shop: Shop, berta: Person) -> None:
    shop.conversation()
    agent.get("/")
    _, version = live(agent, None)
    shop.decision(shop.conversation(owner="resolved", said=None), kind="note")
    _, version = live(agent, version)  # the count of resolved ones changed
    shop.decision(shop.read(2).id, kind="note")
    status, newer = live(agent, version)
    assert status == 304
    assert newer != version
    assert live(agent, newer)[0] == 304


@pytest.mark.parametrize(
    "change",
    [
        lambda shop, conversation_id: shop.customer_says(conversation_id, "noch etwas"),
        lambda shop, conversation_id: shop.we_say(conversation_id, "antwort", "sent"),
        lambda shop, conversation_id: shop.event(conversation_id, "resolved"),
        lambda shop, conversation_id: shop.decision(conversation_id, intent="order_status"),
        lambda shop, conversation_id: shop.conversation("jemand anderes"),
        lambda shop, conversation_id: shop.set_aside(),
    ],
    ids=["message", "answer", "event", "decision", "conversation", "set aside"],
)
def test_every_change_is_news(agent: Visitor, shop: Shop, change: Callable[[Shop, int], object]) -> None:
    conversation_id = shop.conversation()
    query = f"?conversation={conversation_id}"
    agent.get("/")
    _, version = live(agent, None, query)
    change(shop, conversation_id)
    assert live(agent, version, query)[0] == 200


def open_in(agent: Visitor, conversation_id: int, version: str | None) -> tuple[str | None, str]:
    fields = {"If-None-Match": version} if version else {}
    answer = agent.get(f"/live?conversation={conversation_id}", **{"X-Keeps": "1"}, **fields)
    return answer.headers.get("ETag"), answer.text


def test_a_conversation_in_which_nothing_happened_is_neither_read_nor_sent_again(
    agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = shop.conversation("wo bleibt es")
    agent.get(f"/conversations/{conversation_id}")
    version, text = open_in(agent, conversation_id, None)
    assert 'id="messages"' in text
    shop.conversation("jemand anderes")
    with monkeypatch.context() as reading:
        reading.setattr(thread, "read", lambda *given: pytest.fail("read"))
        version, text = open_in(agent, conversation_id, version)
    assert "jemand anderes" in text
    assert f'id="conversation-{conversation_id}" data-as-before' in text
    assert 'id="messages"' not in text
    shop.customer_says(conversation_id, "hallo?")
    version, text = open_in(agent, conversation_id, version)
    assert text.count("hallo?") == 2  # in the list, and in the conversation
    assert 'id="messages"' in text


def test_a_conversation_whose_rows_changed_without_a_trace_on_the_page_is_not_sent_again(
    agent: Visitor, shop: Shop
) -> None:
    conversation_id = shop.conversation()
    agent.get(f"/conversations/{conversation_id}")
    version, _ = open_in(agent, conversation_id, None)
    with shop.sessions.begin() as session:
        session.get_one(Conversation, conversation_id).think_at = shop.now
    shop.conversation("jemand anderes")
    _, text = open_in(agent, conversation_id, version)
    assert "data-as-before" in text


def test_a_page_of_the_release_before_whose_script_would_empty_it_gets_the_conversation_whole(
    agent: Visitor, shop: Shop
) -> None:
    conversation_id = shop.conversation()
    query = f"?conversation={conversation_id}"
    agent.get(f"/conversations/{conversation_id}")
    _, version = live(agent, None, query)
    assert live(agent, version, query)[0] == 304
    shop.conversation("jemand anderes")
    text = agent.get(f"/live{query}", **{"If-None-Match": str(version)}).text
    assert "data-as-before" not in text
    assert 'id="messages"' in text


def test_the_page_says_that_its_script_knows_what_stays_as_before() -> None:
    asking, putting = ((FOLDER / name).read_text() for name in ("live.js", "morph.js"))
    assert f'"{pages.KEEPS}": "1"' in asking
    assert '"asBefore" in other.dataset' in putting


def test_a_conversation_that_is_gone_is_said_to_be_gone(agent: Visitor, shop: Shop) -> None:
    assert agent.get("/live?conversation=404").status_code == 404


def test_the_next_minute_is_news_because_waiting_times_are_shown(
    agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.conversation()
    agent.get("/")
    _, version = live(agent, None)
    monkeypatch.setattr(screen, "_minute", lambda now: "the next")
    assert live(agent, version)[0] == 200


def test_a_weakened_version_counts_too(agent: Visitor, shop: Shop) -> None:
    agent.get("/")
    _, version = live(agent, None)
    assert live(agent, f"W/{version}")[0] == 304


def test_the_fragment_holds_the_parts_and_no_page(agent: Visitor, shop: Shop) -> None:
    shop.conversation()
    text = agent.get("/live").text
    assert text.count("data-part") == 4
    assert "<html" not in text


def test_the_minute_is_what_it_says() -> None:
    assert _real_minute(datetime(2026, 11, 23, 9, 5, 59)) == "202611230905"


_real_minute = screen._minute


@pytest.mark.parametrize("version", ['""', "W/", "*", '"x", "y"', "\x01"])
def test_who_asks_with_no_version_of_ours_gets_the_whole(agent: Visitor, version: str) -> None:
    assert agent.get("/live", **{"If-None-Match": version}).status_code == 200


def test_however_many_pages_ask_at_once_few_are_worked_on_so_that_a_webhook_waits_for_none(
    agent: Visitor, visitor: Callable[[], Visitor], anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [visitor() for _ in range(5)]
    for other in others:
        other.sign_in(anna.email)
    inside, most, look = [], [], pages.look

    def looked(place: screen.Place, version: str) -> screen.Screen:
        inside.append(place)
        most.append(len(inside))
        time.sleep(0.05)
        inside.pop()
        return look(place, version)

    monkeypatch.setattr(pages, "look", looked)
    with ThreadPoolExecutor(6) as at_once:
        answers = list(at_once.map(lambda one: one.get("/live").status_code, [agent, *others]))
    assert answers == [200] * 6
    assert max(most) == pages.AT_ONCE
