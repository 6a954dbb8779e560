"""Pictures and documents that agents add to a reply."""

from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.media import outgoing
from app.tables import Media, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.pictures import png


@pytest.fixture
def conversation_id(shop: Shop) -> int:
    return shop.conversation(phone="4915100000001")


def path(conversation_id: int, verb: str) -> str:
    return f"/conversations/{conversation_id}/{verb}"


def attach(agent: Visitor, conversation_id: int, data: bytes, name: str, by_fetch: bool = True) -> tuple[int, str]:
    answer = agent.post(path(conversation_id, "attach"), by_fetch=by_fetch, file=(BytesIO(data), name))
    return answer.status_code, answer.text


def attached(shop: Shop) -> list[Media]:
    with shop.sessions() as session:
        return list(session.scalars(select(Media).order_by(Media.id)))


def test_a_picture_goes_out_with_the_text_as_its_caption(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    status, chip = attach(agent, conversation_id, png(), "../bild.png")
    assert (status, "bild.png" in chip) == (200, True)
    [medium] = attached(shop)
    assert f'name="media" value="{medium.id}"' in chip
    agent.post(path(conversation_id, "reply"), key=uuid4(), text="So sieht es aus", media=medium.id)
    [message] = shop.outbound()
    assert (message.kind, message.text, message.content["media"]) == ("image", "So sieht es aus", medium.id)
    assert attached(shop)[0].message_id == message.id
    assert f'src="/media/{medium.id}"' in agent.get(f"/conversations/{conversation_id}").text


def test_a_text_too_long_for_a_caption_follows_on_its_own(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    attach(agent, conversation_id, b"%PDF-1.7 x", "preise.pdf")
    agent.post(path(conversation_id, "reply"), key=uuid4(), text="x" * 1025, media=attached(shop)[0].id)
    assert [(message.kind, message.text) for message in shop.outbound()] == [("document", None), ("text", "x" * 1025)]


def test_a_file_goes_out_once_and_only_by_whoever_added_it(
    agent: Visitor, shop: Shop, conversation_id: int, berta: Person
) -> None:
    attach(agent, conversation_id, png(), "bild.png")
    medium = attached(shop)[0].id
    key = uuid4()
    send = path(conversation_id, "reply")
    assert [agent.post(send, key=key, text="eins", media=medium).status_code for _ in range(2)] == [303, 303]
    again = agent.post(send, key=uuid4(), text="zwei", media=medium)
    assert (again.status_code, "Der Anhang ist nicht mehr da" in again.text) == (409, True)
    with shop.sessions.begin() as session:
        row = session.get_one(Media, medium)
        row.message_id, row.person_id = None, berta.id
    assert agent.post(send, key=uuid4(), text="drei", media=medium).status_code == 409
    assert [message.text for message in shop.outbound()] == ["eins"]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "leer.png", "Die Datei ist leer"),
        (b"<script>", "bild.png", "Diese Art von Datei nimmt WhatsApp nicht an"),
    ],
)
def test_a_file_that_cannot_go_is_refused_with_the_reason(
    agent: Visitor, shop: Shop, conversation_id: int, data: bytes, name: str, said: str
) -> None:
    status, words = attach(agent, conversation_id, data, name)
    assert (status, said in words) == (409, True)
    status, page = attach(agent, conversation_id, data, name, by_fetch=False)
    assert (status, said in page) == (409, True)
    assert attached(shop) == []


def test_a_file_that_is_too_large_is_refused_with_the_limit(
    agent: Visitor, shop: Shop, conversation_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "MEGABYTE", 10)
    monkeypatch.setitem(outgoing.MOST_BYTES, "image", 50)
    status, words = attach(agent, conversation_id, png(), "gross.png")
    assert (status, "Die Datei ist größer als 5 MB" in words) == (409, True)
    assert attached(shop) == []


def test_without_a_script_the_file_waits_in_the_composer(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    answer = agent.post(path(conversation_id, "attach"), file=(BytesIO(png()), "bild.png"))
    assert answer.status_code == 303
    assert 'data-testid="attachment"' in agent.get(answer.headers["Location"]).text


def test_a_removed_file_is_gone_unless_it_was_sent(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    attach(agent, conversation_id, png(), "bild.png")
    agent.post(path(conversation_id, "reply"), key=uuid4(), text="", media=attached(shop)[0].id)
    attach(agent, conversation_id, png(), "bild.png")
    first, second = attached(shop)
    for medium in (first, second):
        agent.post(path(conversation_id, f"attachments/{medium.id}/remove"))
    assert [medium.id for medium in attached(shop)] == [first.id]
