"""Bytes come back as they went in, whole and in ranges, from PostgreSQL and from an S3-compatible store."""

import io
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.media import store
from app.tables import Inbox, Media
from tests.s3 import BUCKET, KEY_ID, REGION, S3, SECRET

DATA = bytes(range(256)) * 10_000  # two and a half chunks


@pytest.fixture
def s3(setting: Callable[[str, str], None]) -> Iterator[S3]:
    with S3() as server:
        for name, value in {
            "MEDIA_STORE": "s3",
            "S3_ENDPOINT": server.url,
            "S3_BUCKET": BUCKET,
            "S3_REGION": REGION,
            "S3_ACCESS_KEY_ID": KEY_ID,
            "S3_SECRET_ACCESS_KEY": SECRET,
        }.items():
            setting(name, value)
        store.at.cache_clear()
        yield server
        store.at.cache_clear()


@pytest.fixture(params=["postgres", "s3"])
def place(request: pytest.FixtureRequest) -> str:
    if request.param == "s3":
        request.getfixturevalue("s3")
    return str(request.param)


def kept(sessions: sessionmaker[Session], place: str, data: bytes = DATA) -> Media:
    with sessions.begin() as session:
        inbox = Inbox(phone_number_id="1")
        session.add(inbox)
        session.flush()
        medium = Media(inbox_id=inbox.id, kind="image", state="stored", size=len(data), place=place)
        session.add(medium)
        session.flush()
        store.at(place).write(session, medium.id, io.BytesIO(data))
    return medium


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (0, None),
        (0, 1),
        (1024 * 1024 - 1, 1024 * 1024 + 1),
        (len(DATA) - 3, len(DATA)),
        (5, 5),
        (1024 * 1024, 2 * 1024 * 1024),
    ],
)
def test_every_range_comes_back_as_it_was(
    sessions: sessionmaker[Session], place: str, start: int, end: int | None
) -> None:
    medium = kept(sessions, place)
    with sessions() as session:
        assert b"".join(store.read(session, medium, start, end)) == DATA[start:end]


def test_what_is_forgotten_is_gone(sessions: sessionmaker[Session], place: str) -> None:
    medium = kept(sessions, place)
    with sessions.begin() as session:
        store.forget(session, medium)

    with sessions() as session, pytest.raises(Exception, match=r"(?i)no row|not found"):
        b"".join(store.read(session, medium))


def test_changing_the_setting_loses_nothing(sessions: sessionmaker[Session], s3: S3) -> None:
    medium = kept(sessions, "postgres")

    assert store.current_place() == "s3"
    with sessions() as session:
        assert b"".join(store.read(session, medium)) == DATA
    assert s3.objects == {}


def test_the_object_store_is_asked_with_the_right_signature(sessions: sessionmaker[Session], s3: S3) -> None:
    medium = kept(sessions, "s3")

    assert s3.objects == {f"/{BUCKET}/media/{medium.id}": DATA}
    assert s3.refused == 0
