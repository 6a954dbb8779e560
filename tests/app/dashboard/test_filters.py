"""Narrowing the list, and keeping what one narrowed it to."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from app import corrections, labels, teams
from app.dashboard import filtering, filters, intents, rows, saved_filters
from app.dashboard.filtering import Choice
from app.dashboard.filters import Filters
from app.tables import Contact, Conversation, Decision, Inbox, Person, SavedFilter
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_list import ids


def contact_speaks(shop: Shop, conversation_id: int, language: str) -> None:
    contact_id = shop.read(conversation_id).contact_id
    with shop.sessions.begin() as session:
        session.get_one(Contact, contact_id).language = language


def label(shop: Shop, conversation_id: int, name: str) -> None:
    with shop.sessions.begin() as session:
        labels.put(session, conversation_id, name)


def correct(shop: Shop, conversation_id: int, person: Person, intent: str | None) -> None:
    """The person says what the conversation's last decision was about."""
    with shop.sessions.begin() as session:
        last = select(Decision).where(Decision.conversation_id == conversation_id).order_by(Decision.id.desc())
        conversation, decision = session.get_one(Conversation, conversation_id), session.scalars(last.limit(1)).one()
        corrections.choose(session, conversation, person, decision, intent, (), shop.now)


@pytest.mark.parametrize("few", [filtering.FEW, 0], ids=["looked up", "in the list's order"])
def test_each_filter_leaves_what_it_names(
    agent: Visitor, shop: Shop, anna: Person, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many conversations there are: rare ones are looked up, common ones found in the list's order."""
    monkeypatch.setattr(filtering, "FEW", few)
    shop.conversation()
    chosen = shop.conversation(team="billing", priority=2)
    closing = shop.conversation(minutes=23 * 60)
    mine = shop.conversation(owner="agent", assignee_id=anna.id)
    shop.decision(chosen, intent="invoice", kind="answer")
    contact_speaks(shop, chosen, "tr")
    label(shop, chosen, "VIP Kunde")

    for query in ("team=billing", "priority=urgent", "intent=invoice", "language=tr", "label=VIP+Kunde"):
        assert ids(agent, f"/?tab=all&{query}") == [chosen], query
    assert ids(agent, "/?tab=all&closing=1") == [closing]
    assert ids(agent, f"/?tab=all&who={anna.id}") == [mine]
    assert mine not in ids(agent, "/?tab=all&who=0")
    assert ids(agent, "/?tab=all&team=billing&language=de") == []


def test_the_word_of_a_person_is_what_a_conversation_is_about(agent: Visitor, shop: Shop, anna: Person) -> None:
    conversation_id = shop.conversation()
    shop.decision(conversation_id, intent="order_status")
    shop.decision(conversation_id, reason="with_person")
    correct(shop, conversation_id, anna, "invoice")
    assert ids(agent, "/?intent=order_status") == [conversation_id]  # it was about what came later

    other = shop.conversation()
    shop.decision(other, intent="order_status")
    correct(shop, other, anna, "opening_hours")
    correct(shop, other, anna, "invoice")
    assert ids(agent, "/?intent=invoice") == [other]
    assert ids(agent, "/?intent=order_status") == [conversation_id]
    assert re.search(r'data-testid="row-intent">invoice<', agent.get("/?intent=invoice").text)


def test_the_filter_finds_what_the_rows_say_after_each_word_of_a_person(agent: Visitor, shop: Shop) -> None:
    one, other = shop.conversation(), shop.conversation()
    shop.decision(one, intent="order_status")
    shop.decision(other, intent="order_status")
    assert found_about(agent, "order_status") == {one, other}
    with shop.sessions() as session:
        decision = session.scalars(select(Decision.id).where(Decision.conversation_id == one)).one()

    before = "order_status"
    for intent in ("invoice_copy", "opening_hours"):
        agent.post(f"/conversations/{one}/correct", decision=decision, intent=intent)
        assert found_about(agent, intent) == {one}
        assert one not in found_about(agent, before)
        before = intent
    agent.post(f"/conversations/{one}/correct", decision=decision, intent="none_of_these")
    assert found_about(agent, before) == set()
    assert ids(agent, "/?tab=all&intent=out_of_scope") == [one]
    assert 'data-testid="row-intent"' not in agent.get("/?tab=all&intent=out_of_scope").text
    assert found_about(agent, "order_status") == {other}


def found_about(agent: Visitor, intent: str) -> set[int]:
    """The conversations that the filter finds; each row says that it is about that."""
    path = f"/?tab=all&intent={intent}"
    found = ids(agent, path)
    said = re.findall(r'data-testid="row-intent">([^<]+)<', agent.get(path).text)
    assert said == [intents.title(intent, "de")] * len(found)
    return set(found)


def test_one_number_of_several(agent: Visitor, shop: Shop) -> None:
    here, there = shop.conversation(), shop.conversation()
    with shop.sessions.begin() as session:
        second = Inbox(phone_number_id="2", name="Filiale Süd")
        session.add(second)
        session.flush()
        session.get_one(Conversation, there).inbox_id = second.id
    assert ids(agent, f"/?inbox={second.id}") == [there]
    assert "Filiale Süd" in agent.get(f"/?inbox={second.id}").text
    assert set(ids(agent)) == {here, there}


def test_snoozed_conversations_stand_apart_until_their_time_comes(agent: Visitor, shop: Shop, anna: Person) -> None:
    later = shop.conversation(snoozed_at=shop.ago(5), snoozed_until=shop.ago(-60))
    on_reply = shop.conversation(owner="agent", assignee_id=anna.id, snoozed_at=shop.ago(5))
    woken = shop.conversation(snoozed_at=shop.ago(60), snoozed_until=shop.ago(1))
    assert ids(agent) == [woken]
    assert ids(agent, "/?tab=mine") == []
    assert ids(agent, "/?tab=snoozed") == [later, on_reply]
    page = agent.get("/?tab=snoozed").text
    assert "zurückgestellt, bis der Kunde schreibt" in page
    assert re.search(r'id="tab-snoozed"[^>]*>Später <span class="count">2<', page)


def test_the_address_carries_the_filters_everywhere(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation(team="billing")
    page = agent.get(f"/conversations/{conversation_id}?team=billing&unread=1&q=paket").text
    for address in (
        re.findall(r'data-live="([^"]+)"', page)
        + re.findall(r'action="(/conversations/[^"]+/take[^"]*)"', page)
        + re.findall(r'id="row-\d+" href="([^"]+)"', page)
        + re.findall(r'href="([^"]+)" id="tab-all"', page)
    ):
        given = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
        assert (given["team"], given["unread"], given["q"]) == (["billing"], ["1"], ["paket"]), address
    answer = agent.post(f"/conversations/{conversation_id}/take?team=billing&tab=all")
    assert answer.headers["Location"] == f"/conversations/{conversation_id}?tab=all&team=billing"


def test_what_is_active_stands_there_and_can_be_taken_away_one_by_one(agent: Visitor, shop: Shop) -> None:
    shop.conversation(team="billing")
    page = agent.get("/?team=billing&unread=1").text
    [without] = re.findall(r'href="([^"]+)" data-testid="chip-team"', page)
    assert without == "/?unread=1"
    assert "chip-unread" in page
    assert "chip-" not in agent.get("/").text.replace("chip-reset", "")


def test_counts_say_what_each_tab_would_show(agent: Visitor, shop: Shop) -> None:
    for team in ("billing", "billing", "orders"):
        shop.conversation(team=team)
    shop.conversation(owner="bot")
    page = agent.get("/?team=billing").text
    assert re.search(r'id="tab-waiting"[^>]*>Wartend <span class="count">2<', page)
    assert "<title>(3) Lotse</title>" in page


def test_filters_that_leave_nothing_say_so_and_lead_on(agent: Visitor, shop: Shop) -> None:
    shop.conversation("wo bleibt mein paket", owner="bot")
    page = agent.get("/?q=paket").text
    assert "Dazu gibt es hier nichts" in page
    assert 'href="/?tab=all&amp;q=paket" data-testid="search-all">Unter „Alle“ gibt es ein Gespräch dazu<' in page


@pytest.mark.parametrize(
    "query", ["inbox=x&who=-1&team=<b>&priority=5&unread=yes", "who=99999999999999999999&intent=%00&q=%00", "label="]
)
def test_an_address_of_any_kind_does_no_harm(agent: Visitor, shop: Shop, query: str) -> None:
    conversation_id = shop.conversation()
    assert ids(agent, f"/?{query}") == [conversation_id]


def test_only_what_narrows_stands_in_the_address() -> None:
    assert Filters().arguments() == {}
    assert Filters(who=0, unread=True, q="x").arguments() == {"who": 0, "unread": 1, "q": "x"}
    assert filters.read({"who": "0", "unread": "1", "q": "  x \n"}) == Filters(who=0, unread=True, q="x")


def saved(sessions: sessionmaker[Session]) -> list[Any]:
    with sessions() as session:
        return [(row.id, row.name, row.query) for row in session.scalars(select(SavedFilter))]


def test_filters_are_kept_under_a_name_opened_and_deleted(
    agent: Visitor, shop: Shop, sessions: sessionmaker[Session], berta: Person, visitor: Any
) -> None:
    conversation_id = shop.conversation(team="billing")
    agent.post("/filters?tab=all&team=billing&page=3", name=" Rechnungen ")
    agent.post("/filters?tab=waiting&team=billing", name="Rechnungen")
    [(filter_id, name, query)] = saved(sessions)
    assert (name, query) == ("Rechnungen", "tab=waiting&team=billing")
    [address] = re.findall(r'href="([^"]+)" data-testid="saved"', agent.get("/").text)
    assert ids(agent, address.replace("&amp;", "&")) == [conversation_id]

    other = visitor()
    other.sign_in(berta.email)
    assert 'data-testid="saved"' not in other.get("/").text
    other.post(f"/filters/{filter_id}/delete")
    assert saved(sessions)
    agent.post(f"/filters/{filter_id}/delete")
    assert saved(sessions) == []


def test_a_filter_that_cannot_be_kept_says_why_and_the_open_conversation_stays(
    agent: Visitor, shop: Shop, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = shop.conversation(team="billing")
    monkeypatch.setattr(saved_filters, "MOST", 1)
    kept = agent.post(f"/filters?team=billing&conversation={number}", name="eins")
    assert kept.headers["Location"] == f"/conversations/{number}?team=billing"
    full = agent.post("/filters?team=billing", name="zwei")
    assert (full.status_code, "mehr gehen nicht" in full.text) == (409, True)
    assert "Der Filter hat keinen Namen." in agent.post("/filters?team=billing", name=" ").text
    [(filter_id, name, _)] = saved(sessions)
    assert name == "eins"
    gone = agent.post(f"/filters/{filter_id}/delete?conversation={number}")
    assert gone.headers["Location"] == f"/conversations/{number}"


@pytest.mark.parametrize("tab", ["bot", "resolved", "all"])
def test_a_topic_is_found_by_its_index_in_the_order_of_the_tab(shop: Shop, tab: str) -> None:
    """Also where no conversation of the tab is about it: then every one of them would be looked at."""
    choice = Choice(tab, 1, timedelta(0), Filters(intent="invoice_copy"))
    with shop.sessions() as session:
        session.execute(text("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"))
        session.execute(text("SET LOCAL enable_sort = off"))
        session.execute(text("DROP INDEX ix_conversations_last"))  # as good with so few; comes back
        statement = rows.statement(choice, 1).params(now=shop.now)
        written = statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        plan = "\n".join(session.scalars(text(f"EXPLAIN {written}".replace(":", "\\:"))))
    assert "Index Scan Backward using ix_conversations_intent" in plan
    assert "Presorted Key: conversations.last_message_at" in plan
    [condition] = re.findall(r"ix_conversations_intent on conversations.*\n\s+Index Cond: (.*)", plan)
    assert ("owner" in condition) == (tab != "all")


def test_who_is_in_a_team_sees_its_conversations_by_one_press_and_who_waits_longest_first(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person, berta: Person
) -> None:
    assert 'data-testid="ours"' not in agent.get("/").text
    with shop.sessions.begin() as session:
        teams.put(session, anna.id, ["orders"])
        teams.put(session, berta.id, ["sales"])
    ours, theirs, nobodys, older = (
        shop.conversation(team=team, minutes=minutes)
        for team, minutes in (("orders", 5), ("sales", 30), (None, 9), ("orders", 20))
    )
    page = agent.get("/")
    [path] = re.findall(r'id="ours" href="([^"]+)"', page.text)
    assert (path, ids(agent)) == ("/?ours=1", [theirs, older, nobodys, ours])
    assert ids(agent, path) == [older, nobodys, ours]
    assert 'href="/" data-testid="chip-ours"' in agent.get(path).text
    assert set(ids(agent, "/?tab=all&ours=1")) == {older, nobodys, ours}
    assert ids(supervisor, path) == [theirs, older, nobodys, ours]
