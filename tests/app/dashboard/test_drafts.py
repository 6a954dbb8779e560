"""Drafts: what is written and not sent is there again, on whatever device, until it is sent."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, text

from app import drafts, locking
from app.tables import Conversation, Draft, Event, Media, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.processes import wait_for

PHONE = "4915100000001"


def kept(shop: Shop) -> list[tuple[str, str]]:
    with shop.sessions() as session:
        return [(draft.text, draft.note) for draft in session.scalars(select(Draft))]


def test_a_draft_is_shown_again_to_its_writer_alone(
    agent: Visitor, visitor: Callable[[], Visitor], shop: Shop, anna: Person, berta: Person
) -> None:
    conversation_id = shop.conversation()
    page = f"/conversations/{conversation_id}"
    assert agent.post(f"{page}/draft", text="Guten T\r\nag", note="intern").status_code == 204
    agent.post(f"{page}/draft", text="Guten Tag <b>", note="intern")
    elsewhere, other = visitor(), visitor()
    elsewhere.sign_in(anna.email)
    other.sign_in(berta.email)
    assert "\nGuten Tag &lt;b&gt;</textarea>" in elsewhere.get(page).text
    assert "\nintern</textarea>" in elsewhere.get(page).text
    assert "Guten Tag" not in other.get(page).text
    assert 'data-testid="row-draft"' in elsewhere.get("/").text
    assert 'data-testid="row-draft"' not in other.get("/").text


def test_an_emptied_composer_keeps_nothing(agent: Visitor, shop: Shop) -> None:
    page = f"/conversations/{shop.conversation()}"
    agent.post(f"{page}/draft", text="Guten Tag", note="")
    agent.post(f"{page}/draft", text=" ", note="\n")
    assert kept(shop) == []


def test_sending_clears_the_draft_and_leaves_the_note_that_is_being_written(agent: Visitor, shop: Shop) -> None:
    page = f"/conversations/{shop.conversation(phone=PHONE)}"
    agent.post(f"{page}/draft", text="Guten Tag", note="intern")
    agent.post(f"{page}/reply", text="Guten Tag!", key=uuid4())
    assert kept(shop) == [("", "intern")]
    agent.post(f"{page}/note", note="intern!", key=uuid4())
    assert kept(shop) == []


def quoting(agent: Visitor, page: str) -> str | None:
    found = re.search(r'name="quotes" value="(\d+)"', agent.get(page).text)
    return found[1] if found else None


def test_what_is_quoted_is_there_again_and_goes_with_the_reply(
    agent: Visitor, visitor: Callable[[], Visitor], shop: Shop, anna: Person
) -> None:
    page = f"/conversations/{shop.conversation('Wo bleibt es?', phone=PHONE)}"
    elsewhere = visitor()
    elsewhere.sign_in(anna.email)
    agent.post(f"{page}/draft", text="", note="", quotes=1)
    assert quoting(elsewhere, page) == "1"
    assert "Wo bleibt es?" in elsewhere.get(page).text.split('class="quoted-words"')[1].split("</span>")[0]
    assert quoting(elsewhere, f"{page}?quotes=0") is None
    agent.post(f"{page}/draft", text="Moment", note="intern", quotes="")
    assert quoting(elsewhere, page) is None
    agent.post(f"{page}/draft", text="Moment", note="intern", quotes=1)
    agent.post(f"{page}/reply", text="Moment", key=uuid4(), quotes=1)
    assert (quoting(elsewhere, page), kept(shop)) == (None, [("", "intern")])


def test_only_what_was_said_in_this_very_conversation_is_quoted(agent: Visitor, shop: Shop) -> None:
    other, page = shop.conversation("geheim"), f"/conversations/{shop.conversation()}"
    agent.post(f"{page}/draft", text="Guten Tag", note="", quotes=other)
    assert quoting(agent, page) is None
    assert "geheim" not in agent.get(page).text.split('id="composer-area"')[1]


def upload(agent: Visitor, page: str) -> int:
    chip = agent.post(f"{page}/attach", by_fetch=True, file=(BytesIO(b"%PDF-1.7 x"), "preise.pdf")).text
    return int(re.findall(r'name="media" value="(\d+)"', chip)[0])


def test_a_file_is_attached_again_until_it_is_sent_or_taken_off(
    agent: Visitor, visitor: Callable[[], Visitor], shop: Shop, anna: Person, berta: Person
) -> None:
    page = f"/conversations/{shop.conversation(phone=PHONE)}"
    elsewhere, other = visitor(), visitor()
    elsewhere.sign_in(anna.email)
    other.sign_in(berta.email)
    first = upload(agent, page)
    agent.post(f"{page}/draft", text="", note="", quotes="")
    assert f'name="media" value="{first}"' in elsewhere.get(page).text
    assert "preise.pdf" not in other.get(page).text
    agent.post(f"{page}/attachments/{first}/remove", by_fetch=True)
    assert "preise.pdf" not in elsewhere.get(page).text
    assert kept(shop) == []
    agent.post(f"{page}/reply", text="Anbei.", key=uuid4(), media=upload(agent, page))
    assert kept(shop) == []


def test_without_our_script_a_file_is_taken_off_by_a_form_too(agent: Visitor, shop: Shop) -> None:
    page = f"/conversations/{shop.conversation(phone=PHONE)}"
    agent.post(f"{page}/attach", file=(BytesIO(b"%PDF-1.7 x"), "preise.pdf"))
    shown = agent.get(page).text
    [button] = re.findall(r"<button[^>]*drop-attachment[^>]*>", shown)
    [where] = re.findall(r'form="detach" formaction="([^"]+)"', button)
    assert '<form id="detach" method="post">' in shown
    assert agent.post(where.replace("&amp;", "&")).status_code == 303
    assert "preise.pdf" not in agent.get(page).text


def test_a_draft_whose_file_is_gone_says_so(agent: Visitor, shop: Shop) -> None:
    page = f"/conversations/{shop.conversation()}"
    upload(agent, page)
    agent.post(f"{page}/draft", text="Anbei.", note="", quotes="")
    with shop.sessions.begin() as session:
        session.execute(delete(Media))
    told = agent.get(page).text
    assert "Der Anhang Ihres Entwurfs ist nicht mehr da" in told
    assert "Was Sie geschrieben haben, ist noch da" in told  # of a quote it knows nothing
    again = agent.get(page).text
    assert "\nAnbei.</textarea>" in again
    assert "nicht mehr da" not in again


def test_after_the_24_hours_quote_and_file_wait_for_the_customer(agent: Visitor, shop: Shop) -> None:
    """A template bears neither."""
    number = shop.conversation(phone=PHONE)
    page = f"/conversations/{number}"
    upload(agent, page)
    agent.post(f"{page}/draft", text="Anbei.", note="", quotes=1)
    with shop.sessions.begin() as session:
        session.get_one(Conversation, number).last_customer_at = shop.ago(60 * 25)
    shown = agent.get(page).text
    assert 'name="quotes" value="1" disabled' in shown
    assert "Ihr Anhang preise.pdf bleibt im Entwurf" in shown
    assert 'name="media"' not in shown
    with shop.sessions.begin() as session:
        drafts.text_sent(session, number, 1)
        assert drafts.of(session, number, 1) == drafts.Kept("", "", 1, 1)


def test_a_file_that_waits_stays_when_a_reply_goes_without_it(agent: Visitor, shop: Shop) -> None:
    """The customer has written meanwhile, and the page still says that the file stays in the draft."""
    number = shop.conversation(phone=PHONE, minutes=60 * 25)
    page = f"/conversations/{number}"
    medium_id = upload(agent, page)
    assert 'name="waits" value="1"' in agent.get(page).text
    with shop.sessions.begin() as session:
        session.get_one(Conversation, number).last_customer_at = shop.now
    assert agent.post(f"{page}/reply", text="Guten Tag!", key=uuid4(), waits="1").status_code == 303
    assert f'name="media" value="{medium_id}"' in agent.get(page).text


def test_what_waits_while_a_colleague_has_the_conversation_waits_for_no_customer(
    agent: Visitor, shop: Shop, berta: Person
) -> None:
    page = f"/conversations/{shop.conversation(phone=PHONE, owner='agent', assignee_id=berta.id)}"
    upload(agent, page)
    shown = agent.get(page).text
    assert "Öffnen Sie das Gespräch wieder, sobald Sie hier antworten können" in shown


def test_of_two_files_the_second_takes_the_place_of_the_first(agent: Visitor, shop: Shop) -> None:
    """Else the first would be left behind, and erased with nobody."""
    page = f"/conversations/{shop.conversation(phone=PHONE)}"
    upload(agent, page)
    second = upload(agent, page)
    with shop.sessions() as session:
        assert session.scalars(select(Media.id)).all() == [second]
        assert drafts.of(session, 1, 1).media_id == second


def test_a_refused_reply_leaves_the_draft(agent: Visitor, shop: Shop, berta: Person) -> None:
    page = f"/conversations/{shop.conversation(phone=PHONE, owner='agent', assignee_id=berta.id)}"
    agent.post(f"{page}/draft", text="Guten Tag", note="")
    assert agent.post(f"{page}/reply", text="Guten Tag", key=uuid4()).status_code == 409
    assert kept(shop) == [("Guten Tag", "")]


def test_a_draft_that_arrives_after_its_own_sending_does_not_come_back(agent: Visitor, shop: Shop) -> None:
    page, key, note_key = f"/conversations/{shop.conversation(phone=PHONE)}", uuid4(), uuid4()
    agent.post(f"{page}/reply", text="Guten Tag", key=key)
    agent.post(f"{page}/note", note="intern", key=note_key)
    agent.post(f"{page}/draft", **{"text": "Guten Ta", "key": key, "note": "inter", "note-key": note_key, "quotes": 1})
    assert kept(shop) == []


def test_writing_a_draft_takes_nothing_and_sends_nothing(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    agent.post(f"/conversations/{conversation_id}/draft", text="Guten Tag", writes="1")
    assert shop.read(conversation_id).owner == "waiting"
    assert shop.outbound() == []
    assert agent.woken == []
    assert agent.post("/conversations/99/draft", text="x").status_code == 404


def test_the_same_reply_twice_is_sent_once_and_shown_alike(agent: Visitor, shop: Shop) -> None:
    """A double click, or a line that lost the answer."""
    page, key = f"/conversations/{shop.conversation(phone=PHONE)}", uuid4()
    first, second = (agent.post(f"{page}/reply", by_fetch=True, text="Guten Tag", key=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.text.count('data-testid="message"') == second.text.count('data-testid="message"') == 2
    assert [message.text for message in shop.outbound()] == ["Guten Tag"]


def test_an_open_page_does_not_bring_back_what_was_erased(agent: Visitor, shop: Shop) -> None:
    erased = shop.conversation()
    shop.event(erased, "erased")
    assert agent.post(f"/conversations/{erased}/draft", text="Liebe Kim").status_code == 204
    assert kept(shop) == []


@pytest.mark.parametrize("verb", ["draft", "attach"])
def test_nor_what_is_being_erased_at_this_moment(agent: Visitor, shop: Shop, verb: str) -> None:
    erased = shop.conversation()
    given = {"text": "Liebe Kim"} if verb == "draft" else {"file": (BytesIO(b"%PDF-1.7 x"), "Kim.pdf")}
    agent.token()
    with ThreadPoolExecutor(1) as beside:
        with shop.sessions.begin() as session:
            locking.lock(session, erased)
            session.add(Event(conversation_id=erased, kind="erased", at=shop.now))
            asked = beside.submit(agent.post, f"/conversations/{erased}/{verb}", by_fetch=True, **given)
            wait_for(lambda: is_waiting(shop), 10, "the page to wait for who erases")
        assert asked.result(10).status_code < 300
    assert kept(shop) == []


def is_waiting(shop: Shop) -> bool:
    with shop.sessions() as session:
        here = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        return bool(session.scalar(text(here)))
