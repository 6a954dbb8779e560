"""The stored classifiers: which one is active, and its file with the HMAC that guards it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import certificates, settings
from app.tables import Classifier

MOST_BYTES = 40_000_000  # twice what models.artefact stores
EXAMPLES = "examples"  # among a classifier's facts: how many it was trained on


@dataclass(frozen=True, slots=True)
class Artefact:
    """A classifier as it is stored: nothing of it has been opened. `read_at`: when its examples were read; what came
    later is not in it."""

    version: str
    data: bytes
    hmac: str
    facts: dict[str, Any]
    read_at: datetime | None = None


def secret() -> bytes:
    """The key of the artefacts' HMAC, derived from SECRET_KEY so that it serves for nothing else."""
    key = settings.load().secret_key.get_secret_value()
    return hashlib.sha256(b"lotse classifier artefact:" + key.encode()).digest()


def active_version(session: Session) -> str | None:
    return session.execute(select(Classifier.version).where(Classifier.active)).scalar_one_or_none()


def active_since(session: Session) -> datetime | None:
    return session.execute(select(Classifier.created_at).where(Classifier.active)).scalar_one_or_none()


def in_use(session: Session) -> bool:
    """Whether there is an active classifier that the workers have not refused."""
    return (
        session.execute(select(Classifier.id).where(Classifier.active, Classifier.refused.is_(None))).first()
        is not None
    )


def note_refusal(session: Session, version: str, why: str | None) -> None:
    """Remember why the workers do not use this classifier, or (None) that they do."""
    changed = (Classifier.version == version, Classifier.refused.is_distinct_from(why))
    session.execute(update(Classifier).where(*changed).values(refused=why))


def active(session: Session) -> Artefact | None:
    version = active_version(session)
    return of_version(session, version) if version else None


def of_version(session: Session, version: str) -> Artefact | None:
    """Whatever stands in the table, no more of the bytes is read than a classifier may have; what is cut is refused."""
    data = func.substring(Classifier.artefact, 1, MOST_BYTES)
    columns = select(Classifier.version, data, Classifier.hmac, Classifier.facts)
    found = session.execute(columns.where(Classifier.version == version)).one_or_none()
    return Artefact(*found) if found else None


def store(session: Session, artefact: Artefact) -> None:
    """Keep the classifier and its certificates, and make it the active one; workers take it up with their next job."""
    withdrawn = certificates.withdrawn(session, str(artefact.facts.get("version", artefact.version)))
    session.execute(update(Classifier).where(Classifier.active).values(active=False))
    made = Classifier(
        **({"created_at": artefact.read_at} if artefact.read_at else {}),
        version=artefact.version,
        active=True,
        facts=artefact.facts,
        artefact=artefact.data,
        hmac=artefact.hmac,
    )
    session.add(made)
    session.flush()
    certificates.store(session, made.id, artefact.facts["certificates"])
    certificates.keep_withdrawn(session, made.id, withdrawn)
