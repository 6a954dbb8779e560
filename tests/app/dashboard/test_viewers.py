"""Who else has a conversation open, and that telling it costs next to nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update

from app import clock, viewers
from app.dashboard import screen
from app.tables import Person, Viewer
from tests.app.dashboard.inbox import Shop, Visitor

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def looks(visitor: Visitor, conversation_id: int, **headers: str) -> str:
    visitor.get("/")
    return visitor.get(f"/live?conversation={conversation_id}", **{"X-Looking": "1", **headers}).text


@pytest.fixture
def other(visitor: Callable[[], Visitor], berta: Person) -> Visitor:
    signed_in = visitor()
    signed_in.sign_in(berta.email)
    return signed_in


def test_an_idle_page_is_written_down_no_more_than_once_in_ten_seconds() -> None:
    """It asks every second, now a little sooner, now a little later."""
    seen: list[datetime] = []
    for tick in range(599):
        now = NOON + timedelta(seconds=tick + (0.3 if tick % 2 else 0), milliseconds=750)
        if viewers.is_news(seen[-1] if seen else None, now):
            seen.append(now)
    assert 55 <= len(seen) <= 60
    assert len({int(moment.timestamp()) // 10 for moment in seen}) == len(seen)
    assert min(later - before for before, later in pairwise(seen)) >= viewers.APART


def test_all_open_pages_are_written_down_in_the_same_second_of_ten() -> None:
    """So the pages, which look anew after every write, have rest for the other nine."""
    moments = set()
    for page in range(50):
        before = None
        for tick in range(60):
            now = NOON + timedelta(seconds=tick, milliseconds=20 * page)
            if viewers.is_news(before, now):
                before = now
                moments.add(int(now.timestamp()) % viewers.SLOT)
    assert moments == {0}


def test_the_same_page_asking_again_and_again_writes_once(
    agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = shop.conversation()
    written: list[datetime] = []
    real = viewers.looks
    monkeypatch.setattr(viewers, "looks", lambda *given: (written.append(given[3]), real(*given)))
    for second in range(10):
        monkeypatch.setattr(clock, "now", lambda session, second=second: NOON + timedelta(seconds=second))
        looks(agent, conversation_id)
    assert written == [NOON]
    with shop.sessions() as session:
        assert [row.seen_at for row in session.scalars(select(Viewer))] == [NOON]


def test_a_hidden_page_and_one_without_a_conversation_are_not_written_down(agent: Visitor, shop: Shop) -> None:
    looks(agent, shop.conversation(), **{"X-Looking": ""})
    looks(agent, 99)
    agent.get("/live", **{"X-Looking": "1"})
    with shop.sessions() as session:
        assert session.scalars(select(Viewer)).all() == []


def test_a_colleague_sees_who_looks_and_who_writes_and_nobody_sees_themself(
    agent: Visitor, other: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "_minute", lambda now: "a minute")
    conversation_id = shop.conversation()
    assert "sieht sich das auch an" not in looks(agent, conversation_id)
    assert "anna sieht sich das auch an" in looks(other, conversation_id)
    assert "berta sieht sich das auch an" in looks(agent, conversation_id)
    agent.post(f"/conversations/{conversation_id}/draft", text="Guten", writes="1")
    assert "anna schreibt gerade" in looks(other, conversation_id)
    assert "sieht sich das auch an" not in looks(other, shop.conversation())


def test_who_has_left_is_no_longer_there(agent: Visitor, other: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    looks(agent, conversation_id)
    with shop.sessions.begin() as session:
        session.execute(update(Viewer).values(seen_at=Viewer.seen_at - viewers.SHOWN, typed_at=None))
    assert "anna sieht" not in looks(other, conversation_id)
