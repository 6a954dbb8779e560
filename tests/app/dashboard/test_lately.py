"""What many open pages read together: never older than a moment, and never behind what a page shows already."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.dashboard import lately, listing, row_shown, screen, version
from app.dashboard.bounded import Bounded
from app.dashboard.lately import Lately, Snapshot
from app.dashboard.version import Version
from app.tables import Person
from tests.app.dashboard.inbox import Shop, Visitor

Live = Callable[..., tuple[int, str | None, str]]


@pytest.fixture(autouse=True)
def a_long_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "AGE", 60.0)
    monkeypatch.setattr(screen, "_minute", lambda now: "a minute")
    lately._read.clear()


def live(reader: Visitor, version: str | None = None) -> tuple[int, str | None, str]:
    answer = reader.get("/live?tab=all", **({"If-None-Match": version} if version else {}))
    return answer.status_code, answer.headers.get("ETag"), answer.text


@pytest.fixture
def berta_looks(visitor: Callable[[], Visitor], berta: Person) -> Visitor:
    other = visitor()
    other.sign_in(berta.email)
    return other


def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages of the list that are read from now on."""
    made, before = [], listing._rows

    def counted(*given: object) -> object:
        made.append(given[2])
        return before(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(listing, "_rows", counted)
    return made


def test_two_readers_of_a_tab_read_it_once(
    agent: Visitor, berta_looks: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.conversation("eins")
    _, anna_has, _ = live(agent)
    _, berta_has, _ = live(berta_looks)
    shop.conversation("zwei")
    made = reads(monkeypatch)
    assert "zwei" in live(agent)[2]
    assert "zwei" in live(berta_looks)[2]
    assert len(made) == 1  # nothing was written in between
    made.clear()
    shop.conversation("drei")
    live(agent, anna_has)
    live(berta_looks, berta_has)
    assert not made  # both take over what was read a moment ago


def test_a_page_that_took_over_something_old_asks_anew_and_then_shows_the_newest(
    agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.conversation("eins")
    _, version, _ = live(agent)
    shop.conversation("zwei")
    _, version, text = live(agent, version)
    assert 'class="row-last"' in text
    assert "zwei" not in text
    assert version
    assert version.endswith('."')  # without a pulse: however quiet it is now, the next question is looked into
    monkeypatch.setattr(lately, "AGE", 0.0)
    assert "zwei" in live(agent, version)[2]


def test_nobody_is_taken_back_behind_what_they_have_seen(agent: Visitor, berta_looks: Visitor, shop: Shop) -> None:
    shop.conversation("eins")
    live(berta_looks)  # keeps what there is before the second one
    shop.conversation("zwei")
    agent.get("/?tab=all")
    _, version, text = live(agent)
    assert "zwei" in text
    shop.conversation("drei")
    shown = live(agent, version)
    assert shown[0] == 304 or "zwei" in shown[2]


def test_who_opens_a_page_sees_what_holds_now(agent: Visitor, shop: Shop) -> None:
    shop.conversation("eins")
    live(agent)
    shop.conversation("zwei")
    assert "zwei" in agent.get("/?tab=all").text


def test_what_is_ones_own_is_never_taken_over(agent: Visitor, berta_looks: Visitor, shop: Shop, anna: Person) -> None:
    conversation_id = shop.conversation("eins")
    agent.post(f"/conversations/{conversation_id}/take")
    mine = agent.get("/live?tab=mine").text
    theirs = berta_looks.get("/live?tab=mine").text
    assert f'id="row-{conversation_id}"' in mine
    assert f'id="row-{conversation_id}"' not in theirs


def test_unread_is_each_readers_own_though_the_rows_are_shared(
    agent: Visitor, berta_looks: Visitor, shop: Shop
) -> None:
    conversation_id = shop.conversation("eins")
    agent.get(f"/conversations/{conversation_id}")
    assert 'data-testid="row-unread"' not in live(agent)[2]
    assert 'data-testid="row-unread"' in live(berta_looks)[2]


def test_a_row_is_written_once_for_all_who_see_the_same(
    agent: Visitor, berta_looks: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.conversation("eins")
    first = live(agent)[2]
    monkeypatch.setattr(row_shown, "render_template", lambda *given, **more: pytest.fail("written again"))
    second = live(berta_looks)[2]
    assert (
        first[first.index('<ul class="rows"') :].split("</ul>")[0]
        == second[second.index('<ul class="rows"') :].split("</ul>")[0]
    )


def test_a_snapshot_tells_what_has_ended(sessions: sessionmaker[Session], shop: Shop) -> None:
    with sessions() as session:
        before = lately.snapshot(session)
    shop.conversation("eins")
    with sessions() as session:
        after = lately.snapshot(session)
    assert before.ended <= before.coming < after.coming
    assert before.text != after.text


@pytest.mark.parametrize(("shown", "taken_over"), [(None, False), (99, True), (100, True), (101, False)], ids=str)
def test_what_was_read_before_something_that_the_page_shows_is_not_taken_over(
    shown: int | None, taken_over: bool
) -> None:
    Lately(Snapshot("100:105:101", 100, 105)).read("x", lambda: "old")
    look = Lately(Snapshot("120:120:", 120, 120), shown)
    assert look.read("x", lambda: "new") == ("old" if taken_over else "new")
    assert look.behind == taken_over


@pytest.mark.parametrize(
    "said", ["", "a", "a.1.b", "a.b.c.1.d.e", "a.b.c.x.d", "a.b.c.-1.d", f"a.b.c.{'9' * 20}.d", "a.b.c.١.d", "a.1"]
)
def test_what_is_no_version_shows_nothing_and_takes_nothing_over(said: str) -> None:
    assert version.read(said) == Version()


def test_a_version_is_read_as_it_is_said() -> None:
    shows = Version("a", "b", "", 12, "")
    assert version.read(str(shows)) == shows


def test_only_so_much_is_kept() -> None:
    kept: Bounded[int, int] = Bounded(3)
    for one in range(10):
        kept.put(one, one)
    assert [kept.get(one) for one in (6, 7, 8, 9)] == [None, 7, 8, 9]


def test_closing_several_knows_when_the_rows_were_read_that_a_page_took_over(agent: Visitor, shop: Shop) -> None:
    """Else what came between the rows and the page would be closed unread with the others."""

    def shown(page: str) -> datetime:
        return datetime.fromisoformat(re.findall(r'name="shown" value="([^"]+)"', page)[0])

    shop.conversation("eins")
    _, version, first = live(agent)
    shop.conversation("zwei")
    taken_over = live(agent, version)[2]
    assert "zwei" not in taken_over
    assert shown(taken_over) == shown(first)
    assert shown(agent.get("/?tab=all").text) > shown(first)
