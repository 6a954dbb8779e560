"""Finding conversations by what was said in them and who said it."""

import re

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.dashboard import matching, searching, spelt
from app.dashboard.matching import Stretch
from app.tables import ContactAlias, Message
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_list import ids


@pytest.fixture
def conversation_id(shop: Shop) -> int:
    """Beside one of something else altogether."""
    shop.conversation("guten morgen", name="Lee Winter", phone="4917699999999")
    said = 'Hallo, meine Bestellungen AB-12345 sind "nicht" da & <3, where are my parcels'
    return shop.conversation(said, name="Kim Sommer-Berg", phone="4915112345678", owner="bot")


@pytest.mark.parametrize(
    "query",
    [
        *("Bestellung", "bestellungen", "bestel", "meine best", "parcel", '"sind nicht"'),
        *("AB-12345", "ab 12345", "ab12345", "12345", "AB–12345"),
        *("kim", "som", "sommer kim", "berg", "Sommer-B"),
        *("+49 151 12345678", "0151/12345678", "0049151", "49151123", "(0151) 1234"),
    ],
)
def test_words_names_and_numbers_are_found_in_any_spelling(agent: Visitor, conversation_id: int, query: str) -> None:
    found = agent.client.get("/", query_string={"tab": "all", "q": query}).text
    assert re.findall(r'data-conversation-id="(\d+)"', found) == [str(conversation_id)]


@pytest.mark.parametrize(
    "query",
    ["RE-2024-00017", "re 2024-00017", "RE–2024–00017", "RE2024-00017", "2024-00017", "re 2024 00017", "RE-2024 00017"],
)
def test_a_number_of_several_groups_is_found_and_not_all_others_of_its_year(
    agent: Visitor, shop: Shop, query: str
) -> None:
    wanted = shop.conversation("zu Rechnung RE-2024-00017 eine Frage")
    shop.conversation("Rechnung RE-2024-00018 ist bezahlt, die von 12-2024 auch")
    assert ids(agent, f"/?tab=all&q={query}") == [wanted]


@pytest.mark.parametrize("query", ["RE-2024-00017", "RE 2024 00017"])
def test_a_number_that_the_customer_wrote_with_blanks_is_found(agent: Visitor, shop: Shop, query: str) -> None:
    wanted = shop.conversation("zu re 2024 00017 eine frage")
    shop.conversation("zu re 2024 00018 auch")
    assert ids(agent, f"/?tab=all&q={query}") == [wanted]


def test_two_order_numbers_in_a_row_are_two(agent: Visitor, shop: Shop) -> None:
    first = shop.conversation("wo ist AB-12345")
    assert ids(agent, "/?tab=all&q=AB 12345 12346") == [first]


@pytest.mark.parametrize("query", ["quittung", "12346", "0151 99", "-morgen", "!", "'", '"', "a", "%", "& | !", "\\"])
def test_what_is_not_there_is_not_found_whatever_is_typed(agent: Visitor, conversation_id: int, query: str) -> None:
    page = agent.client.get("/", query_string={"tab": "all", "q": query})
    assert page.status_code == 200
    assert f'data-conversation-id="{conversation_id}"' not in page.text


def test_a_user_name_is_found_with_its_sign_or_without(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    contact_id = shop.read(conversation_id).contact_id
    with shop.sessions.begin() as session:
        alias = ContactAlias(contact_id=contact_id, kind="username", value="Kim.So", key="kim.so", seen_at=shop.now)
        session.add(alias)
    assert ids(agent, "/?tab=all&q=@KIM.s") == ids(agent, "/?tab=all&q=kim.so") == [conversation_id]


def test_a_search_goes_together_with_tabs_and_filters(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    other = shop.conversation("meine bestellung", team="billing")
    assert ids(agent, "/?tab=all&q=bestellung") == [other, conversation_id]
    assert ids(agent, "/?tab=bot&q=bestellung") == [conversation_id]
    assert ids(agent, "/?tab=all&q=bestellung&team=billing") == [other]


def test_the_matching_line_is_shown_with_the_match_marked_and_nothing_in_it_is_markup(
    agent: Visitor, shop: Shop, conversation_id: int
) -> None:
    shop.customer_says(conversation_id, "und noch etwas anderes")
    page = agent.get("/?tab=all&q=bestellung").text
    assert "<mark>Bestellungen</mark> AB-12345 sind &#34;nicht&#34; da &amp; &lt;3" in page
    assert "<mark>AB-12345</mark>" in agent.get("/?tab=all&q=ab12345").text
    assert "und noch etwas anderes" not in page


def test_what_was_deleted_is_not_found_and_no_iban_is_shown(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("meine iban ist DE02120300000000202051 danke")
    page = agent.get("/?q=iban").text
    assert "<mark>iban</mark>" in page
    assert "DE02120300000000202051" not in page
    with shop.sessions.begin() as session:
        for message in session.query(Message).filter_by(conversation_id=conversation_id):
            message.revoked_at = shop.now
    assert ids(agent, "/?q=iban") == []


def test_a_common_word_is_looked_for_among_the_latest_messages_first(
    shop: Shop, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = shop.conversation("paket eins"), shop.conversation("paket zwei")
    with sessions() as session:
        assert set(searching.find(session, "paket")) == {old, new}
        monkeypatch.setattr(searching, "LATEST", 1)
        assert set(searching.find(session, "paket")) == {old, new}  # too few among the latest: among all
        monkeypatch.setattr(searching, "MOST", 1)
        assert set(searching.find(session, "paket")) == {new}


def test_stretches_that_follow_each_other_are_marked_as_one() -> None:
    begins, ends = matching.BEGINS, matching.ENDS
    line = f"wo {begins}mein{ends} {begins}Paket{ends} ist"
    assert matching.cut(line) == (Stretch("wo ", False), Stretch("mein Paket", True), Stretch(" ist", False))
    assert matching.cut("nichts") == (Stretch("nichts", False),)


def test_the_numbers_that_begin_alike_end_before_the_next_one() -> None:
    assert [spelt.after(digits) for digits in ("4915", "4919", "4999", "999")] == ["4916", "492", "5", None]
