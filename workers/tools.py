"""What the jobs work with, made once per process."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.orm import Session, sessionmaker

from app import classifiers, database, settings
from app import playbook as playbooks
from app import wake as waking
from app.delivery.outbox import SIDE_BY_SIDE
from app.lookups.client import OwnSystemClient
from app.media.client import MediaClient
from app.playbook.model import Playbook
from app.whatsapp.client import GraphClient
from workers.once import once

if TYPE_CHECKING:
    from models.prediction import Prediction

Classify = Callable[[Sequence[str]], Sequence["Prediction"]]

log = structlog.get_logger(__name__)


def sessions() -> sessionmaker[Session]:
    return database.sessions()


def playbook() -> Playbook:
    return playbooks.load()


def wake(kind: str) -> None:
    waking.wake_or_log(waking.client(), kind)


@lru_cache(maxsize=1)
def graph() -> GraphClient:
    return GraphClient(settings.load())


@lru_cache(maxsize=1)
def media() -> MediaClient:
    return MediaClient(settings.load())


@lru_cache(maxsize=1)
def own_system() -> OwnSystemClient:
    return OwnSystemClient()


@lru_cache(maxsize=1)
def pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="send")


@lru_cache(maxsize=1)
def receipts_pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=SIDE_BY_SIDE // 2, thread_name_prefix="receipt")


def classifier() -> Classify | None:
    """The active classifier; None when there is none that may be used, and then people get everything.

    The database is asked with every job, so that a newly trained classifier is used without a restart.
    """
    with sessions()() as session:
        version = classifiers.active_version(session)
    return _loaded(version) if version else None


@lru_cache(maxsize=1)
def _loaded(version: str) -> Classify | None:
    with sessions()() as session:
        stored = classifiers.of_version(session, version)
    if stored is None:
        return None
    predict, refused = _open(stored)
    with sessions().begin() as session:
        classifiers.note_refusal(session, version, refused)
    if refused:
        log.error("classifier_refused", version=version, why=refused, safe="every message goes to a person")
    else:
        log.info("classifier_loaded", version=version)
    return predict


def _open(stored: classifiers.Artefact) -> tuple[Classify | None, str | None]:
    """The classifier's predictions, or why it may not be used."""
    from models import artefact

    try:
        model = artefact.load(stored.data, stored.hmac, classifiers.secret(), stored.version)
        model.remember(text for intent in playbook().intents.values() for text, _, _ in intent.texts())
        model.predict(["guten tag"])  # the first prediction builds what later ones reuse
    except artefact.ArtefactError as error:
        return None, str(error)
    except Exception as error:  # whatever is wrong with the file, messages must still reach people
        return None, f"It could not be opened ({type(error).__name__}). Make a new one: lotse train"
    return once(model.predict), None
