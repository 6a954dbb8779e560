"""Media at their messages: loading, failed, gone, shown, played, or offered as a file."""

from datetime import timedelta

import pytest

from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.pictures import png


def page(agent: Visitor, conversation_id: int) -> str:
    answer = agent.get(f"/conversations/{conversation_id}")
    assert answer.status_code == 200
    return answer.text.partition('id="messages"')[2]


@pytest.mark.parametrize(
    ("state", "error", "said"),
    [
        ("due", None, "Bild wird geladen"),
        ("failed", "wrong_checksum", "Bild: nicht geladen. Die Datei kam beschädigt an."),
        ("failed", "brand_new", "Grund: brand_new."),
        ("gone", None, "nur sieben Tage"),
    ],
)
def test_a_medium_that_is_not_there_says_why(
    agent: Visitor, shop: Shop, state: str, error: str | None, said: str
) -> None:
    conversation_id = shop.conversation("davor")
    message_id = shop.customer_says(conversation_id, "Schauen Sie", kind="image")
    still_there = {"meta_id": "1", "meta_id_until": shop.now + timedelta(days=1)}
    medium = shop.medium(message_id, state=state, error=error, **still_there)
    shown = page(agent, conversation_id)
    assert said in shown
    assert "Schauen Sie" in shown
    assert (f'action="/media/{medium}/retry"' in shown) == (state == "failed")
    assert f'src="/media/{medium}"' not in shown


@pytest.mark.parametrize("left", [None, timedelta(days=-1)])
def test_what_meta_no_longer_has_is_asked_of_the_customer(agent: Visitor, shop: Shop, left: timedelta | None) -> None:
    conversation_id = shop.conversation("davor")
    message_id = shop.customer_says(conversation_id, None, kind="image")
    until = {"meta_id": "1", "meta_id_until": shop.now + left} if left else {}
    medium = shop.medium(message_id, state="failed", error="not_found", **until)
    shown = page(agent, conversation_id)
    assert f"/media/{medium}/retry" not in shown
    assert "Bitten Sie den Kunden, es noch einmal zu schicken" in shown


@pytest.mark.parametrize(
    ("kind", "mime_type", "drawn"),
    [
        ("image", "image/jpeg", '<img src="/media/1"'),
        ("sticker", "image/webp", '<img class="sticker" src="/media/1"'),
        ("audio", "audio/ogg; codecs=opus", '<audio controls preload="none" src="/media/1"'),
        ("video", "video/mp4", '<video controls preload="metadata" src="/media/1"'),
        ("document", "application/pdf", 'href="/media/1?download=1"'),
        ("image", "image/svg+xml", 'href="/media/1?download=1"'),
        ("video", "text/html", 'href="/media/1?download=1"'),
        ("audio", None, 'href="/media/1?download=1"'),
    ],
)
def test_a_stored_medium_is_shown_played_or_offered(
    agent: Visitor, shop: Shop, kind: str, mime_type: str | None, drawn: str
) -> None:
    conversation_id = shop.conversation("davor")
    shop.medium(shop.customer_says(conversation_id, None, kind=kind), png(), mime_type=mime_type)
    assert drawn in page(agent, conversation_id)


def test_the_size_of_a_document_is_said_in_the_readers_way(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    shop.medium(shop.customer_says(conversation_id, None, kind="document"), size=3_456_789, filename="a.pdf")
    assert "3,5 MB" in page(agent, conversation_id)
