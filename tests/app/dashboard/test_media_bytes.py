"""Pictures and recordings are shown, everything else is handed out as a file that runs nothing."""

import io
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.media import store
from app.tables import Media, Person
from tests.app.dashboard.inbox import Shop, Visitor

DATA = bytes(range(256)) * 20


def kept(sessions: sessionmaker[Session], mime_type: str, filename: str | None = None, **values: Any) -> int:
    """A customer's, unless `message_id` and `person_id` say otherwise."""
    shop = Shop(sessions)
    message_id = shop.customer_says(shop.conversation(), None, kind="image")
    medium = shop.medium(
        message_id, None, **{"mime_type": mime_type, "filename": filename, "size": len(DATA), **values}
    )
    with sessions.begin() as session:
        session.get_one(Media, medium).place = "postgres"
        store.at("postgres").write(session, medium, io.BytesIO(DATA))
    return medium


def test_a_picture_is_shown_to_whoever_is_signed_in(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    answer = agent.client.get(f"/media/{kept(sessions, 'image/png')}")

    assert (answer.status_code, answer.data) == (200, DATA)
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == ("image/png", "inline")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("mime_type", ["text/html", "image/svg+xml", "application/pdf", "application/xml", "nonsense"])
def test_what_could_run_is_a_file_to_download(agent: Visitor, sessions: sessionmaker[Session], mime_type: str) -> None:
    answer = agent.client.get(f"/media/{kept(sessions, mime_type, 'Grüße.html')}")

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Gr__e.html\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.html"
    )


def test_a_picture_can_be_downloaded_too(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    answer = agent.client.get(f"/media/{kept(sessions, 'image/jpeg')}?download=1")

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="image-1.jpg"')


@pytest.mark.parametrize(
    ("asked", "expected"), [("bytes=0-9", DATA[:10]), ("bytes=100-", DATA[100:]), ("bytes=-7", DATA[-7:])]
)
def test_a_player_gets_the_part_it_asks_for(
    agent: Visitor, sessions: sessionmaker[Session], asked: str, expected: bytes
) -> None:
    answer = agent.client.get(f"/media/{kept(sessions, 'audio/ogg')}", headers={"Range": asked})

    assert (answer.status_code, answer.data) == (206, expected)
    assert answer.headers["Content-Range"].endswith(f"/{len(DATA)}")


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=5-1", "pages=1-2", "bytes=0-1,5-6"])
def test_a_part_that_there_is_not_is_416(agent: Visitor, sessions: sessionmaker[Session], asked: str) -> None:
    path = f"/media/{kept(sessions, 'audio/ogg')}"

    assert agent.client.get(path, headers={"Range": asked}).status_code == 416


def test_what_is_not_there_yet_is_404(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    assert agent.client.get(f"/media/{kept(sessions, 'image/png', state='due')}").status_code == 404
    assert agent.client.get("/media/999").status_code == 404


def test_strangers_see_nothing(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    path = f"/media/{kept(sessions, 'image/png')}"
    stranger = agent.client.application.test_client()

    assert stranger.get(path).status_code == 303


def test_what_is_not_sent_yet_only_its_owner_sees(
    agent: Visitor, supervisor: Visitor, sessions: sessionmaker[Session], anna: Person
) -> None:
    number = kept(sessions, "image/png", person_id=anna.id)
    with sessions.begin() as session:
        medium = session.get_one(Media, number)
        message_id, medium.message_id = medium.message_id, None
    path = f"/media/{number}"
    assert agent.get(path).status_code == 200
    assert supervisor.get(path).status_code == 404
    assert supervisor.post(f"{path}/retry").status_code == 404
    with sessions.begin() as session:
        session.get_one(Media, number).message_id = message_id
    assert supervisor.get(path).status_code == 200
