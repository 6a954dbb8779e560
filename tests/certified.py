"""A classifier in the database whose intents are certified, for tests that bring predictions of their own."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from app import classifiers
from app.classifiers import Artefact
from app.tables import Certificate

PROVEN = {
    "target": 0.95,
    "doubt": 0.1,
    "tried": 1,
    "answered": 200,
    "right": 199,
    "bound": 0.98,
    "covered": 0.6,
    "missing": 0,
}


def certificate(intent: str, threshold: float = 0.8, **changes: Any) -> dict[str, Any]:
    """As plain data, as training leaves it."""
    return {"intent": intent, "threshold": threshold, "certified": True, **PROVEN, **changes}


def certify(sessions: sessionmaker[Session], intents: Iterable[str], version: str = "test", **changes: Any) -> None:
    """Make a classifier (which nobody opens) the active one, if it is not, with a certificate for each intent."""
    proven = [certificate(intent, **changes) for intent in intents]
    with sessions.begin() as session:
        if classifiers.active_version(session) == version:
            return
        classifiers.store(session, Artefact(version, b"", "", {"certificates": proven}))


def row(**changes: Any) -> Certificate:
    given = {**certificate("opening_hours"), "checked": 0, "checked_right": 0, **changes}
    given["stands"] = given.pop("certified")
    return Certificate(**given)
