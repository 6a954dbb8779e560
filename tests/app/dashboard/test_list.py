"""The list of conversations."""

import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from app.dashboard import listing
from app.dashboard.filtering import Choice
from app.tables import Person
from tests.app.dashboard.inbox import Shop, Visitor


def ids(visitor: Visitor, path: str = "/") -> list[int]:
    return [int(found) for found in re.findall(r'data-conversation-id="(\d+)"', visitor.get(path).text)]


def test_who_waits_longest_comes_first(agent: Visitor, shop: Shop) -> None:
    five, sixty, one = (shop.conversation(minutes=minutes) for minutes in (5, 60, 1))
    assert ids(agent) == [sixty, five, one]


def test_each_tab_holds_its_own(agent: Visitor, shop: Shop, anna: Person, berta: Person) -> None:
    waiting = shop.conversation()
    mine = shop.conversation(owner="agent", assignee_id=anna.id, minutes=9)
    others = shop.conversation(owner="agent", assignee_id=berta.id, minutes=8)
    bot = shop.conversation(owner="bot", minutes=7)
    resolved = shop.conversation(owner="resolved", minutes=6)

    assert ids(agent, "/?tab=mine") == [mine]
    assert ids(agent, "/?tab=bot") == [bot]
    assert ids(agent, "/?tab=resolved") == [resolved]
    assert ids(agent, "/?tab=all") == [waiting, resolved, bot, others, mine]
    assert ids(agent, "/?tab=nonsense") == [waiting]


def test_the_tabs_and_the_title_count(agent: Visitor, shop: Shop) -> None:
    shop.conversation()
    shop.conversation()
    shop.conversation(owner="bot")
    page = agent.get("/").text
    assert "<title>(2) Lotse</title>" in page
    assert re.search(r'id="tab-all"[^>]*>Alle <span class="count">3<', page)


def test_among_mine_who_waits_comes_first(agent: Visitor, shop: Shop, anna: Person) -> None:
    quiet = shop.conversation(owner="agent", assignee_id=anna.id, minutes=1)
    waits = shop.conversation(owner="agent", assignee_id=anna.id, minutes=90, waiting_since=shop.ago(90))
    assert ids(agent, "/?tab=mine") == [waits, quiet]


def test_pages_of_fifty_follow_each_other_without_gap(agent: Visitor, shop: Shop) -> None:
    made = [shop.conversation(minutes=500 - number) for number in range(53)]
    first = agent.get("/").text
    assert ids(agent) == made[:50]
    assert "Nächste Seite" in first
    assert ids(agent, "/?page=2") == made[50:]
    assert "Vorige Seite" in agent.get("/?page=2").text
    assert "Nächste Seite" not in agent.get("/?page=2").text


def test_a_page_number_of_any_kind_does_no_harm(agent: Visitor, shop: Shop) -> None:
    shop.conversation()
    for page in ("0", "-1", "x", "99999999999999999999", "٣", "2000"):
        assert agent.get(f"/?page={page}").status_code == 200, page
    assert "Auf dieser Seite steht nichts mehr" in agent.get("/?page=2000").text


def test_counting_ends_at_a_thousand(sessions: sessionmaker[Session], shop: Shop, anna: Person) -> None:
    for _ in range(3):
        shop.conversation()
    choice = Choice("all", anna.id, timedelta(0))
    given = listing._counted(choice, listing.TABS).compile().params
    assert list(given.values()).count(1000) == len(listing.TABS)


def test_a_row_says_who_what_why_and_how_long(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("wo bleibt\nmein paket", phone="4915100000001", minutes=12, reason="unsure")
    shop.decision(conversation_id, intent="order_status", confidence=0.4)
    page = agent.get("/").text
    for shown in ("Kim Sommer", "wo bleibt mein paket", "wartet 12 Min.", "Nicht sicher genug", "Bestellstatus"):
        assert shown in page


def test_without_a_name_the_number_stands_there_and_without_either_unknown(agent: Visitor, shop: Shop) -> None:
    shop.conversation(name=None, phone="4915100000001")
    shop.conversation(name="\u202e")
    page = agent.get("/").text
    assert "+4915100000001" in page
    assert "Unbekannt" in page


def test_the_last_line_is_the_last_message_whoever_wrote_it(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("frage", owner="bot")
    shop.we_say(conversation_id, "antwort von lotse", "sent")
    page = agent.get("/?tab=bot").text
    assert "antwort von lotse" in page
    assert '<span class="row-from">Lotse:</span>' in page


def test_who_waits_stands_there_with_what_they_want_and_not_with_the_sentence_that_passed_them_on(
    agent: Visitor, shop: Shop
) -> None:
    conversation_id = shop.conversation("mensch bitte")
    shop.we_say(conversation_id, "eine person hilft ihnen", "sent")
    page = agent.get("/").text
    assert "mensch bitte" in page
    assert "eine person hilft ihnen" not in page


def test_an_answer_that_failed_stands_there_though_the_customer_waits(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("frage")
    shop.we_say(conversation_id, "antwort von lotse", "failed")
    assert "antwort von lotse" in agent.get("/").text


def test_empty_tabs_say_what_to_do(agent: Visitor, shop: Shop) -> None:
    shop.conversation(owner="resolved")
    assert "Niemand wartet" in agent.get("/").text
    assert "Öffnen Sie unter „Wartend“ ein Gespräch" in agent.get("/?tab=mine").text


def test_an_empty_inbox_leads_to_the_test_phone_only_where_there_is_one(
    agent: Visitor, setting: Callable[[str, str], None]
) -> None:
    assert 'href="http://localhost:8010/"' in agent.get("/").text
    setting("GRAPH_URL", "https://graph.facebook.com")
    page = agent.get("/").text
    assert "8010" not in page
    assert "Sobald jemand an Ihre Nummer schreibt" in page
