"""Media are fetched from Meta's hosts only, checked, stored once, and tried again while Meta still has them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import claims, clock, settings
from app.media import fetching, store
from app.media.client import MediaClient
from app.tables import Media, MediaChunk
from tests.lotse import Lotse
from tests.media.meta import PICTURE, Meta, playing, sha256
from tests.webhooks import message

TOKEN = "Bearer test-access-token"


@pytest.fixture
def meta(setting: Callable[[str, str], None]) -> Iterator[Meta]:
    with playing(Meta()) as server:
        setting("GRAPH_URL", server.url)
        yield server


def picture(lotse: Lotse, checksum: str | None = None, **changes: str) -> None:
    medium = {"id": "4711", "mime_type": "image/png", "sha256": checksum or sha256()}
    lotse.receive(message("image", {**medium, **changes}, id="wamid.PICTURE"))


def fetch(lotse: Lotse) -> Media:
    """One round of the media job; returns the only medium."""
    client = MediaClient(settings.load())
    with ThreadPoolExecutor(2) as pool:
        fetching.fetch_due(lotse.sessions, client, pool)
    client.close()
    with lotse.sessions() as session:
        return session.scalars(select(Media)).one()


def due_now(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Media).values(due_at=clock.now(session)))


def data(lotse: Lotse) -> bytes:
    with lotse.sessions() as session:
        return b"".join(store.read(session, session.scalars(select(Media)).one()))


def test_a_picture_is_fetched_with_the_token_and_kept(lotse: Lotse, meta: Meta) -> None:
    picture(lotse)

    assert fetch(lotse).state == "stored"
    assert data(lotse) == PICTURE
    assert meta.asked == [("/v26.0/4711", TOKEN), ("/bytes", TOKEN)]


def test_it_is_fetched_once(lotse: Lotse, meta: Meta) -> None:
    picture(lotse)
    fetch(lotse)
    fetch(lotse)

    assert len(meta.asked) == 2


@pytest.mark.parametrize("first", [404, b"something else"], ids=["expired address", "wrong bytes"])
def test_an_address_that_has_run_out_is_renewed_once(lotse: Lotse, meta: Meta, first: int | bytes) -> None:
    meta.files = [first, PICTURE]
    picture(lotse)

    assert fetch(lotse).state == "stored"
    assert data(lotse) == PICTURE
    assert meta.paths == ["/v26.0/4711", "/bytes"] * 2


def test_wrong_bytes_are_never_kept(lotse: Lotse, meta: Meta) -> None:
    meta.files = [b"something else"]
    picture(lotse)
    medium = fetch(lotse)

    assert (medium.state, medium.error) == ("due", "wrong_checksum")
    assert meta.paths.count("/bytes") == 2
    with lotse.sessions() as session:
        assert session.scalars(select(MediaChunk.media_id)).all() == []


@pytest.mark.parametrize(
    "elsewhere",
    ["http://localhost:1/x", "http://169.254.169.254/latest", "https://fbsbx.com.example/x", "file:///etc/passwd"],
)
def test_a_redirect_to_a_foreign_host_is_not_followed(lotse: Lotse, meta: Meta, elsewhere: str) -> None:
    meta.files = [elsewhere]
    picture(lotse)
    medium = fetch(lotse)

    assert (medium.state, medium.error) == ("failed", "forbidden_host")


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(lotse: Lotse, meta: Meta) -> None:
    meta.files = ["/moved", PICTURE]
    picture(lotse)
    assert fetch(lotse).state == "stored"
    meta.asked.clear()
    meta.files = ["/again"]
    lotse.receive(message("image", {"id": "9", "sha256": sha256()}))
    with ThreadPoolExecutor(1) as pool:
        fetching.fetch_due(lotse.sessions, MediaClient(settings.load()), pool)

    assert len(meta.asked) == 1 + 4


def test_what_is_too_large_is_given_up_while_it_comes(
    lotse: Lotse, meta: Meta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(fetching.MOST_BYTES, "image", 1000)
    picture(lotse)
    medium = fetch(lotse)

    assert (medium.state, medium.error) == ("failed", "too_large")


def test_a_line_that_breaks_in_the_middle_is_tried_again_with_growing_pauses(lotse: Lotse, meta: Meta) -> None:
    meta.cut_after = 100
    picture(lotse)
    pauses = []
    for _ in range(3):
        due_now(lotse)
        medium = fetch(lotse)
        with lotse.sessions() as session:
            assert medium.due_at is not None
            pauses.append(medium.due_at - clock.now(session))
        assert (medium.state, medium.error) == ("due", "unreachable")
    meta.cut_after = None
    due_now(lotse)

    assert pauses[0] < pauses[1] < pauses[2]
    assert fetch(lotse).state == "stored"


@pytest.mark.parametrize("status", [401, 500, 503])
def test_a_wrong_token_or_a_busy_meta_does_not_lose_the_picture(lotse: Lotse, meta: Meta, status: int) -> None:
    meta.lookups = [status]
    picture(lotse)
    assert fetch(lotse).state == "due"
    meta.lookups = [200]
    due_now(lotse)

    assert fetch(lotse).state == "stored"


def test_an_id_that_meta_does_not_know_fails(lotse: Lotse, meta: Meta) -> None:
    meta.lookups = [400]
    picture(lotse)
    medium = fetch(lotse)

    assert (medium.state, medium.error) == ("failed", "not_found")


@pytest.mark.parametrize("odd", ["../me", "4711/../..", "4711?access_token=x", "..", "a b"])
def test_an_id_that_is_a_path_asks_meta_for_nothing(lotse: Lotse, meta: Meta, odd: str) -> None:
    picture(lotse, id=odd)

    assert fetch(lotse).state == "failed"
    assert meta.asked == []


def test_after_seven_days_it_is_gone(lotse: Lotse, meta: Meta) -> None:
    meta.lookups = [500]
    picture(lotse)
    with lotse.sessions.begin() as session:
        session.execute(update(Media).values(meta_id_until=clock.now(session) + timedelta(seconds=1)))
    medium = fetch(lotse)

    assert (medium.state, medium.error) == ("gone", "expired")


def test_a_person_can_have_a_failed_one_tried_again(lotse: Lotse, meta: Meta) -> None:
    meta.lookups = [400, 200]
    picture(lotse)
    failed = fetch(lotse)
    with lotse.sessions.begin() as session:
        assert fetching.try_again(session, failed.id, clock.now(session))

    assert fetch(lotse).state == "stored"


def test_a_picture_deleted_while_it_is_fetched_stays_deleted(lotse: Lotse, meta: Meta) -> None:
    picture(lotse)
    serve = meta.files

    class Deletes(list[bytes | int | str]):
        def __getitem__(self, index: object) -> bytes:
            lotse.receive(message("revoke", {"original_message_id": "wamid.PICTURE"}))
            return PICTURE

    meta.files = Deletes(serve)
    client = MediaClient(settings.load())
    with ThreadPoolExecutor(1) as pool:
        fetching.fetch_due(lotse.sessions, client, pool)

    with lotse.sessions() as session:
        assert session.scalars(select(Media)).all() == []
        assert session.scalars(select(MediaChunk.media_id)).all() == []


def claimed_by_another(lotse: Lotse) -> bool:
    with lotse.sessions.begin() as session:
        return bool(claims.media(session, 4, clock.now(session)))


def time_passes(lotse: Lotse, seconds: float) -> None:
    """For whoever holds a claim on a medium."""
    with lotse.sessions.begin() as session:
        session.execute(update(Media).values(claimed_until=Media.claimed_until - timedelta(seconds=seconds)))


def test_what_a_dead_worker_was_fetching_is_taken_up_within_a_minute(lotse: Lotse, meta: Meta) -> None:
    picture(lotse)
    assert claimed_by_another(lotse)  # and then it died

    assert not claimed_by_another(lotse)
    time_passes(lotse, 60)
    assert claimed_by_another(lotse)


def test_a_fetch_over_a_slow_line_keeps_its_claim(lotse: Lotse, meta: Meta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "HOLDS_EVERY", 0.0)
    taken = []

    class Slow(MediaClient):
        @contextmanager
        def download(self, url: str, token: str | None) -> Iterator[Iterator[bytes]]:
            with super().download(url, token) as pieces:
                yield self.slowly(b"".join(pieces))

        def slowly(self, whole: bytes) -> Iterator[bytes]:
            for byte in whole[:4]:
                time_passes(lotse, 40)
                taken.append(claimed_by_another(lotse))
                yield bytes([byte])
            yield whole[4:]

    picture(lotse)
    client = Slow(settings.load())
    with ThreadPoolExecutor(1) as pool:
        fetching.fetch_due(lotse.sessions, client, pool)
    client.close()

    assert taken == [False] * 4
    assert data(lotse) == PICTURE
