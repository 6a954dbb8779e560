"""Notes: what colleagues tell each other, and no customer ever gets."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.tables import Message, Note, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.lotse import Lotse

Visitors = Callable[[], Visitor]
EVERYTHING_A_REPLY_HAS = {"text": "x", "mode": "buttons", "button-1": "Ja", "template": "a de", "emoji": "👍"}


def notes(shop: Shop) -> list[Note]:
    with shop.sessions() as session:
        return list(session.scalars(select(Note).order_by(Note.id)))


def path(conversation_id: int, verb: str = "note") -> str:
    return f"/conversations/{conversation_id}/{verb}"


def test_a_note_stands_in_the_history_with_who_and_when(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    assert agent.post(path(conversation_id), key=uuid4(), note="Stammkundin <b>").status_code == 303
    page = agent.get(f"/conversations/{conversation_id}").text
    assert 'data-testid="note"' in page
    assert "<bdi>anna</bdi>" in page
    assert "Stammkundin &lt;b&gt;" in page


@pytest.mark.parametrize(
    "state", [{}, {"minutes": 60 * 30}, {"owner": "agent", "assignee_id": "berta"}, {"owner": "resolved"}]
)
def test_a_note_can_be_written_whoever_has_it_and_after_the_24_hours_and_nothing_else_changes(
    agent: Visitor, shop: Shop, berta: Person, state: dict[str, object]
) -> None:
    conversation_id = shop.conversation(**{**state, **({"assignee_id": berta.id} if "assignee_id" in state else {})})
    before = shop.read(conversation_id)
    agent.post(path(conversation_id), key=uuid4(), note="Ruft morgen an")
    after = shop.read(conversation_id)
    assert [note.text for note in notes(shop)] == ["Ruft morgen an"]
    assert (after.owner, after.assignee_id, after.read_to_id) == (before.owner, before.assignee_id, before.read_to_id)


def test_no_note_becomes_a_message(agent: Visitor, shop: Shop) -> None:
    """Not by what its form carries, and not by the workers, who find nothing to do."""
    conversation_id = shop.conversation(phone="4915100000001", owner="resolved")
    with shop.sessions.begin() as session:
        session.execute(Message.__table__.update().values(outcome="noted", outcome_reason="thanks_goodbye"))
    lotse = Lotse(shop.sessions)
    agent.post(path(conversation_id), key=uuid4(), note="Achtung, droht mit Anwalt", **EVERYTHING_A_REPLY_HAS)
    agent.post(path(conversation_id, f"notes/{notes(shop)[0].id}/change"), note="Droht", **EVERYTHING_A_REPLY_HAS)
    assert agent.woken == []
    lotse.work()
    assert shop.outbound() == []
    assert lotse.graph.sent == []


def test_a_note_and_a_reply_of_one_page_do_not_get_into_each_others_way(agent: Visitor, shop: Shop) -> None:
    conversation_id, key = shop.conversation(phone="4915100000001"), uuid4()
    agent.post(path(conversation_id), key=key, note="Nur intern")
    agent.post(path(conversation_id, "reply"), key=key, text="Guten Tag")
    assert [message.text for message in shop.outbound()] == ["Guten Tag"]
    assert [note.text for note in notes(shop)] == ["Nur intern"]


def test_the_same_form_twice_is_one_note_and_another_text_is_not_swallowed(agent: Visitor, shop: Shop) -> None:
    conversation_id, key = shop.conversation(), uuid4()
    assert [agent.post(path(conversation_id), key=key, note="a").status_code for _ in range(2)] == [303, 303]
    answer = agent.post(path(conversation_id), key=key, note="b")
    assert answer.status_code == 409
    assert "\nb</textarea>" in answer.text
    assert len(notes(shop)) == 1


def test_an_empty_note_is_refused_and_the_notes_side_stays_open(agent: Visitor, shop: Shop) -> None:
    answer = agent.post(path(shop.conversation()), key=uuid4(), note=" \r\n ")
    assert answer.status_code == 409
    assert "Die Notiz ist leer" in answer.text
    assert 'data-testid="write-note" checked' in answer.text


def test_only_its_author_changes_or_deletes_a_note(
    agent: Visitor, visitor: Visitors, shop: Shop, berta: Person
) -> None:
    conversation_id = shop.conversation()
    agent.post(path(conversation_id), key=uuid4(), note="Erstens")
    [note] = notes(shop)
    other = visitor()
    other.sign_in(berta.email)
    for verb in ("change", "remove"):
        answer = other.post(path(conversation_id, f"notes/{note.id}/{verb}"), note="Zweitens")
        assert answer.status_code == 409
        assert "nicht von Ihnen" in answer.text
    assert "note-change" not in other.get(f"/conversations/{conversation_id}").text
    elsewhere = shop.conversation()
    assert agent.post(path(elsewhere, f"notes/{note.id}/change"), note="Drittens").status_code == 409
    assert [kept.text for kept in notes(shop)] == ["Erstens"]
    agent.post(path(conversation_id, f"notes/{note.id}/change"), note="Viertens")
    assert [kept.text for kept in notes(shop)] == ["Viertens"]
    agent.post(path(conversation_id, f"notes/{note.id}/remove"))
    assert notes(shop) == []


def test_a_changed_note_says_so_and_one_saved_as_it_was_does_not(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    agent.post(path(conversation_id), key=uuid4(), note="Ruft heute an")
    change = path(conversation_id, f"notes/{notes(shop)[0].id}/change")
    agent.post(change, note="Ruft heute an")
    assert "note-edited" not in agent.get(f"/conversations/{conversation_id}").text
    agent.post(change, note="Ruft morgen an")
    [mark] = re.findall(
        r'data-testid="note-edited" title="(.*?)">(.*?)<', agent.get(f"/conversations/{conversation_id}").text
    )
    assert mark[0].startswith("bearbeitet ")
    assert mark[1] == "bearbeitet"


def test_an_open_page_learns_of_a_note_its_change_and_its_end(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    live = f"/live?conversation={conversation_id}"
    agent.get("/")

    def news(version: str) -> tuple[int, str]:
        answer = agent.get(live, **{"If-None-Match": version})
        return answer.status_code, answer.headers["ETag"]

    agent.post(path(conversation_id), key=uuid4(), note="eins")
    [note] = notes(shop)
    version = agent.get(live).headers["ETag"]
    for verb in ("change", "remove"):
        agent.post(path(conversation_id, f"notes/{note.id}/{verb}"), note="zwei")
        status, version = news(version)
        assert status == 200, verb
