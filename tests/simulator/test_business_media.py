"""Files as the business gets, sends and deletes them."""

import hashlib
import time
from base64 import b64encode
from typing import Any

import httpx2
import pytest

from simulator.media_rules import moves
from tests.simulator.asking import BEARER, code, details, look_up, request, upload
from tests.simulator.chatting import arrive
from tests.simulator.conftest import NUMBER_ID, Business, Meta

DAY = 24 * 3600
PNG = b"\x89PNG\r\n\x1a\n and the rest"


def received_file(meta: Meta, business: Business) -> dict[str, Any]:
    """What the webhook says of a picture that a customer sent."""
    image: dict[str, Any] = arrive(meta, business, type="image")[1]["image"]
    return image


def download(meta: Meta, url: str, headers: dict[str, str] = BEARER) -> httpx2.Response:
    return meta.http.get(url, headers=headers)


def test_an_id_leads_to_an_address_and_that_to_the_bytes(meta: Meta, business: Business) -> None:
    image = received_file(meta, business)
    facts = look_up(meta, image["id"], phone_number_id=NUMBER_ID).json()
    assert facts["url"].startswith(f"{meta.simulator.url}/media/")
    data = download(meta, facts["url"]).content
    assert b64encode(hashlib.sha256(data).digest()).decode() == facts["sha256"] == image["sha256"]
    assert {**facts, "url": "", "sha256": ""} == {
        "url": "",
        "mime_type": image["mime_type"],
        "sha256": "",
        "file_size": len(data),
        "id": image["id"],
        "messaging_product": "whatsapp",
    }


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_the_address_wants_the_token(meta: Meta, business: Business, headers: dict[str, str]) -> None:
    url = look_up(meta, received_file(meta, business)["id"]).json()["url"]
    assert download(meta, url, headers).status_code == 401


def test_an_address_ends_after_five_minutes_and_a_new_one_works(meta: Meta, business: Business) -> None:
    media_id = received_file(meta, business)["id"]
    url = look_up(meta, media_id).json()["url"]
    meta.post("/api/clock", {"advance": 290})
    assert download(meta, url).status_code == 200
    meta.post("/api/clock", {"advance": 20})
    assert download(meta, url).status_code == 404
    assert download(meta, look_up(meta, media_id).json()["url"]).status_code == 200
    assert download(meta, f"{meta.simulator.url}/media/unknown").status_code == 404


def test_what_came_in_lasts_seven_days_and_what_was_uploaded_thirty(meta: Meta, business: Business) -> None:
    came, sent = received_file(meta, business)["id"], upload(meta, PNG, "image/png").json()["id"]
    for advance, lasting in ((7 * DAY - 60, [True, True]), (120, [False, True]), (23 * DAY, [False, False])):
        meta.post("/api/clock", {"advance": advance})
        assert [look_up(meta, media_id).status_code == 200 for media_id in (came, sent)] == lasting
    meta.write("Moin")
    assert code(meta.graph(request("image", {"id": sent}))) == 100


def test_a_deleted_file_is_gone_for_the_business(meta: Meta) -> None:
    media_id = upload(meta, PNG, "image/png").json()["id"]
    url = look_up(meta, media_id).json()["url"]
    assert meta.http.delete(f"/v26.0/{media_id}", headers=BEARER).json() == {"success": True}
    assert look_up(meta, media_id).json()["error"]["error_subcode"] == 33
    assert download(meta, url).status_code == 404
    assert meta.http.delete(f"/v26.0/{media_id}", headers=BEARER).status_code == 400


def test_another_number_does_not_see_it(meta: Meta) -> None:
    media_id = upload(meta, PNG, "image/png").json()["id"]
    assert look_up(meta, media_id, phone_number_id="1").status_code == 400


@pytest.mark.parametrize(
    ("size", "kind", "said"),
    [
        (10, "text/html", "text/html"),
        (0, "image/png", "empty"),
        (5 * 1024**2 + 1, "image/jpeg", "5242880"),
        (16 * 1024**2 + 1, "audio/ogg; codecs=opus", "16777216"),
        (100 * 1024 + 1, "image/webp", "102400"),
        (102 * 1024**2, "application/pdf", "104857600"),
    ],
)
def test_what_meta_does_not_take_is_refused(lasting: Meta, size: int, kind: str, said: str) -> None:
    answer = upload(lasting, b"x" * size, kind)
    assert code(answer) == 131053
    assert said in details(answer)


def test_the_largest_picture_is_taken(lasting: Meta) -> None:
    assert upload(lasting, b"x" * 5 * 1024**2, "image/jpeg").status_code == 200


def test_an_upload_has_to_name_its_product_and_file(lasting: Meta) -> None:
    assert code(upload(lasting, PNG, "image/png", messaging_product="sms")) == 100
    form = {"messaging_product": "whatsapp", "type": "image/png"}
    assert code(lasting.http.post(f"/v26.0/{NUMBER_ID}/media", data=form, headers=BEARER)) == 100
    assert code(upload(lasting, PNG, "image/png", number="1")) == 100


def test_a_picture_cannot_be_sent_as_a_voice_note(lasting: Meta) -> None:
    lasting.write("Moin")
    media_id = upload(lasting, PNG, "image/png").json()["id"]
    assert code(lasting.graph(request("audio", {"id": media_id}))) == 131053


def test_a_header_needs_a_file_that_is_there_and_fits(lasting: Meta) -> None:
    lasting.write("Moin")
    picture = upload(lasting, PNG, "image/png").json()["id"]
    button = {"type": "reply", "reply": {"id": "1", "title": "Ja"}}

    def sent(kind: str, media_id: str) -> int:
        header = {"type": kind, kind: {"id": media_id}}
        content = {"type": "button", "header": header, "body": {"text": "?"}, "action": {"buttons": [button]}}
        return code(lasting.graph(request("interactive", content)))

    assert (sent("image", picture), sent("video", picture), sent("image", "1")) == (0, 131053, 100)


def test_a_sticker_that_moves_is_known_by_its_header() -> None:
    assert moves(b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00")
    assert not moves(b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00")


def test_the_switches_spoil_downloads(meta: Meta, business: Business) -> None:
    image = received_file(meta, business)
    url = look_up(meta, image["id"]).json()["url"]
    good = download(meta, url).content
    meta.post("/api/faults", {"media_corrupt": True})
    bad = download(meta, url).content
    assert (len(bad), bad == good) == (len(good), False)
    meta.post("/api/faults", {"media_corrupt": False, "media_slow_ms": 300})
    started = time.monotonic()
    assert download(meta, url).content == good
    assert time.monotonic() - started >= 0.3
    meta.post("/api/faults", {"media_redirect": "https://elsewhere.example"})
    answer = download(meta, url)
    assert (answer.status_code, answer.headers["Location"][:31]) == (302, "https://elsewhere.example/media")
    meta.post("/api/faults", {"media_redirect": None, "media_gone": True})
    assert (look_up(meta, image["id"]).status_code, download(meta, url).status_code) == (400, 404)


def test_a_redirect_to_another_name_of_this_host_arrives(meta: Meta, business: Business) -> None:
    url = look_up(meta, received_file(meta, business)["id"]).json()["url"]
    elsewhere = meta.simulator.url.replace("127.0.0.1", "localhost")
    meta.post("/api/faults", {"media_redirect": elsewhere})
    answer = download(meta, url)
    assert answer.headers["Location"].startswith(f"{elsewhere}/media/")
    assert download(meta, answer.headers["Location"]).status_code == 200
