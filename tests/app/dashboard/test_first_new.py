"""Where a page begins: at the first message that its reader has not seen."""

import re

from app.tables import Person, Read
from tests.app.dashboard.inbox import Shop, Visitor

DIVIDER = re.compile(r'id="new-begins".*?id="message-(\d+)"', re.DOTALL)


def seen(shop: Shop, person: Person, conversation_id: int, message_id: int) -> None:
    with shop.sessions.begin() as session:
        session.merge(Read(person_id=person.id, conversation_id=conversation_id, message_id=message_id))


def begins(page: str) -> int | None:
    found = DIVIDER.search(page)
    return int(found[1]) if found else None


def test_a_line_stands_before_what_is_new(agent: Visitor, shop: Shop, anna: Person) -> None:
    number = shop.conversation(minutes=9)
    first = shop.customer_says(number, "hallo?", 5)
    shop.customer_says(number, "noch da?", 4)
    seen(shop, anna, number, first - 1)
    assert begins(agent.get(f"/conversations/{number}").text) == first


def test_it_stays_while_the_page_is_open_though_all_is_seen_by_then(agent: Visitor, shop: Shop, anna: Person) -> None:
    number = shop.conversation(minutes=9)
    new = shop.customer_says(number, "hallo?", 5)
    seen(shop, anna, number, new - 1)
    page = agent.get(f"/conversations/{number}").text
    seen(shop, anna, number, new)
    live = re.search(r'data-live="([^"]+)"', page)
    assert live
    assert begins(agent.get(live[1].replace("&amp;", "&")).text) == new
    assert begins(agent.get(f"/conversations/{number}").text) is None


def test_of_what_was_marked_as_unread_it_is_what_nobody_has_answered(agent: Visitor, shop: Shop, anna: Person) -> None:
    number = shop.conversation(minutes=9)
    shop.we_say(number, "Gern.", "sent", anna, written_at=shop.ago(8))
    new = shop.customer_says(number, "und dann?", 5)
    seen(shop, anna, number, 0)
    assert begins(agent.get(f"/conversations/{number}").text) == new


def test_who_opens_it_for_the_first_time_needs_no_line(agent: Visitor, shop: Shop) -> None:
    assert begins(agent.get(f"/conversations/{shop.conversation()}").text) is None
