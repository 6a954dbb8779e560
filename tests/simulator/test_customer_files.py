"""Files on the customers' phones, and the ones made by code."""

import hashlib
import struct
import zlib
from base64 import b64encode

import pytest

from simulator.samples.files import sample
from tests.simulator.chatting import arrive, bubble, write
from tests.simulator.conftest import ANNA, Business, Meta


def upload(meta: Meta, data: bytes, name: str, kind: str, **form: str) -> str:
    files = {"file": (name, data, kind)}
    answer = meta.http.post(f"/api/customers/{ANNA}/media", files=files, data=form).raise_for_status()
    assert answer.status_code == 201
    return str(answer.json()["id"])


def test_a_voice_note_is_an_audio_that_says_so(meta: Meta, business: Business) -> None:
    note = sample("audio", voice=True)
    media_id = upload(meta, note.data, "note.ogg", "audio/ogg; codecs=opus", voice="1")
    _, message = arrive(meta, business, type="audio", media=media_id)
    digest = b64encode(hashlib.sha256(note.data).digest()).decode()
    assert message["audio"] == {"mime_type": "audio/ogg; codecs=opus", "sha256": digest, "id": media_id, "voice": True}
    shown = bubble(meta, message["id"])["media"]
    assert (shown["url"], shown["voice"]) == (f"/api/media/{media_id}", True)
    file = meta.http.get(shown["url"])
    assert (file.content, file.headers["Content-Type"]) == (note.data, "audio/ogg; codecs=opus")


def test_a_document_keeps_its_name_and_is_saved_under_it(meta: Meta, business: Business) -> None:
    media_id = upload(meta, b"%PDF-1.4", "Angebot Größe.pdf", "application/pdf")
    _, message = arrive(meta, business, type="document", media=media_id, caption="Bitte prüfen")
    assert message["document"]["filename"] == "Angebot Größe.pdf"
    assert message["document"]["caption"] == "Bitte prüfen"
    saved = meta.http.get(f"/api/media/{media_id}?download=Preis.pdf").headers["Content-Disposition"]
    assert saved == "attachment; filename=Preis.pdf"


def test_a_page_among_the_files_is_never_shown_as_one(meta: Meta) -> None:
    media_id = upload(meta, b"<script>alert(1)</script>", "x.html", "text/html")
    answer = meta.http.get(f"/api/media/{media_id}")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_no_file_is_refused(lasting: Meta) -> None:
    assert lasting.http.post(f"/api/customers/{ANNA}/media", data={"voice": "1"}).status_code == 400
    assert lasting.http.get("/api/media/1").status_code == 404


def test_a_deleted_picture_is_not_linked_any_more(meta: Meta) -> None:
    wamid = write(meta, type="image", caption="geheim")
    meta.post(f"/api/customers/{ANNA}/messages/{wamid}/revoke")
    shown = bubble(meta, wamid)
    assert (shown["media"], shown["content"], shown["text"]) == (None, {}, "")


@pytest.mark.parametrize(
    ("kind", "magic"),
    [
        ("image", b"\x89PNG\r\n"),
        ("video", b"ftypisom"),
        ("audio", b"WAVEfmt "),
        ("document", b"%PDF-"),
        ("sticker", b"WEBPVP8L"),
    ],
)
def test_the_examples_are_what_they_say(kind: str, magic: bytes) -> None:
    assert magic in sample(kind).data[:24]


def test_the_example_picture_can_be_unpacked() -> None:
    data = sample("image").data
    width, height = struct.unpack(">II", data[16:24])
    length = struct.unpack(">I", data[33:37])[0]
    assert len(zlib.decompress(data[41 : 41 + length])) == height * (1 + 3 * width)


def test_the_example_sticker_is_small_enough_for_meta() -> None:
    assert len(sample("sticker").data) <= 100_000


def test_the_example_voice_note_lasts_three_seconds() -> None:
    data = sample("audio", voice=True).data
    last = data[data.rindex(b"OggS") :]
    assert last[5] == 4  # the end of the stream
    assert struct.unpack("<q", last[6:14])[0] == 3 * 48_000
