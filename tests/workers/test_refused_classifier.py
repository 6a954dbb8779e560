"""A classifier's file that was tampered with is never opened: people get everything until there is a good one."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import joblib
import pytest
import sklearn
from sqlalchemy import text, update
from sqlalchemy.orm import Session, sessionmaker

from app import classifiers
from app.classifiers import Artefact
from app.dashboard import banners
from app.tables import Classifier
from commands import release
from models import artefact
from models.triage_model import TriageModel
from workers import tools

Store = Callable[..., Artefact]


class Stub(TriageModel):
    """What joblib finds in a file; reading real ones is tested in tests/models."""

    def __init__(self) -> None:
        pass

    def remember(self, texts: Any) -> None:
        pass

    def predict(self, texts: Any) -> list[Any]:
        return [None for _ in texts]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The pickles that were opened."""
    read: list[bytes] = []
    monkeypatch.setattr(joblib, "load", lambda file: read.append(file.read()) or Stub())
    tools._loaded.cache_clear()
    yield read
    tools._loaded.cache_clear()


@pytest.fixture
def store(sessions: sessionmaker[Session], opened: list[bytes]) -> Store:
    """A signed classifier becomes the active one."""

    def stored(name: str = "aaaa1111", pickled: bytes = b"a pickle", when: str = "20261129-090000") -> Artefact:
        libraries = {"scikit-learn": sklearn.__version__}
        facts = {"format": artefact.FORMAT, "version": name, "embeddings": None, "libraries": libraries}
        data = json.dumps(facts).encode() + b"\n" + pickled
        signed = hmac.new(classifiers.secret(), b"lotse model\n" + data, hashlib.sha256).hexdigest()
        made = Artefact(f"{when}-{name}", data, signed, {**facts, "certificates": []})
        with sessions.begin() as session:
            classifiers.store(session, made)
        return made

    return stored


@pytest.fixture
def change(sessions: sessionmaker[Session]) -> Callable[..., None]:
    """Somebody writes to the active classifier's row."""

    def changed(**values: Any) -> None:
        with sessions.begin() as session:
            session.execute(update(Classifier).where(Classifier.active).values(**values))

    return changed


def refused(sessions: sessionmaker[Session]) -> bool:
    """By the worker, on every page, and by the next release."""
    by_worker = tools.classifier() is None
    with sessions() as session:
        by_banner = banners.read(session).no_classifier
        assert classifiers.in_use(session) is not by_banner
    assert by_worker is by_banner is not release.has_classifier()
    return by_worker


def test_one_that_we_signed_is_used(store: Store, sessions: sessionmaker[Session], opened: list[bytes]) -> None:
    store()
    assert not refused(sessions)
    assert opened == [b"a pickle"]


FORGED: dict[str, Callable[[Artefact], Artefact]] = {
    "cut short": lambda one: replace(one, data=one.data[:-1]),
    "nothing left": lambda one: replace(one, data=b""),
    "more behind it": lambda one: replace(one, data=one.data + b"x"),
    "another pickle": lambda one: replace(one, data=one.data.replace(b"a pickle", b"a bomb..")),
    "other facts": lambda one: replace(one, data=one.data.replace(b"aaaa1111", b"bbbb2222")),
    "no signature": lambda one: replace(one, hmac=""),
    "a signature of nothing": lambda one: replace(one, hmac="0" * 64),
    "a signature in capitals": lambda one: replace(one, hmac=one.hmac.upper()),
    "a signature that is no text": lambda one: replace(one, hmac="é"),
    "signed with SECRET_KEY itself": lambda one: replace(
        one,
        hmac=hmac.new(
            b"a-secret-key-for-tests-of-32-and-more-characters", b"lotse model\n" + one.data, hashlib.sha256
        ).hexdigest(),
    ),
    "signed for another purpose": lambda one: replace(
        one, hmac=hmac.new(classifiers.secret(), one.data, hashlib.sha256).hexdigest()
    ),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=list(FORGED))
def test_one_that_was_changed_is_refused_unopened_until_a_good_one_is_there(
    store: Store,
    change: Callable[..., None],
    sessions: sessionmaker[Session],
    opened: list[bytes],
    forge: Callable[[Artefact], Artefact],
) -> None:
    forged = forge(store())
    change(artefact=forged.data, hmac=forged.hmac)
    assert refused(sessions)
    assert opened == []
    store("cccc3333", b"a good one")
    assert not refused(sessions)
    assert opened == [b"a good one"]


def test_another_installations_is_refused(
    store: Store, sessions: sessionmaker[Session], opened: list[bytes], setting: Callable[[str, str], None]
) -> None:
    store()
    setting("SECRET_KEY", "the-key-of-another-installation-32-characters")
    assert refused(sessions)
    setting("SECRET_KEY_BEFORE", "a-secret-key-for-tests-of-32-and-more-characters")
    tools._loaded.cache_clear()
    assert refused(sessions), "a file is code: only the current key opens it, and `lotse release` trains a new one"
    assert opened == []


def test_one_of_ours_under_anothers_name_is_refused(
    store: Store, change: Callable[..., None], sessions: sessionmaker[Session], opened: list[bytes]
) -> None:
    """It would answer by the other one's certificates."""
    old = store("aaaa1111")
    store("bbbb2222", when="20261129-100000")
    change(artefact=old.data, hmac=old.hmac)
    assert tools.classifier() is None
    assert opened == []


def test_going_back_to_an_earlier_one_of_ours_is_allowed(
    store: Store, sessions: sessionmaker[Session], opened: list[bytes]
) -> None:
    """With its own certificates; who can write to the database owns the installation anyway."""
    old = store("aaaa1111")
    store("bbbb2222", when="20261129-100000")
    with sessions.begin() as session:
        session.execute(text("UPDATE classifiers SET active = false"))
        session.execute(update(Classifier).where(Classifier.version == old.version).values(active=True))
    assert not refused(sessions)


def test_of_a_huge_one_no_more_is_read_than_one_may_have(
    store: Store,
    change: Callable[..., None],
    sessions: sessionmaker[Session],
    opened: list[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(classifiers, "MOST_BYTES", 1000)
    made = store()
    change(artefact=made.data + bytes(100_000))
    with sessions() as session:
        found = classifiers.active(session)
    assert found is not None
    assert len(found.data) == 1000
    assert refused(sessions)
