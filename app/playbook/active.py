"""The playbook that holds. Every process looks for a newer version every two seconds at most, not with each message."""

import threading
import time
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app import database, settings
from app.playbook import harmless, reading, versions
from app.playbook.errors import PlaybookError
from app.playbook.model import Playbook
from app.playbook.rules import Rules

SECONDS = 2.0

log = structlog.get_logger(__name__)

_looking = threading.Lock()


@dataclass(frozen=True, slots=True)
class Held:
    """What was read, and when it was last looked whether it still holds. `version` is None where nobody could ask."""

    version: int | None
    playbook: Playbook
    looked: float


_held: Held | None = None


def load() -> Playbook:
    """The newest version that people saved on the dashboard, before the first the files that the settings name.

    While the database is away, what was read last holds; a version that cannot be read leaves the one before. Raises
    PlaybookError when there is none that can be read.
    """
    return current(SECONDS).playbook


def current(within: float = 0.0) -> Held:
    """What holds, with its version; `within`: how many seconds ago the last look may have been."""
    oldest = time.monotonic() - within
    held = _held
    if held and (held.looked > oldest or (within and _looking.locked())):
        return held  # or somebody looks already
    with _looking:
        return _look(oldest)


def forget() -> None:
    """Look anew the next time."""
    global _held
    _held = None


def rules() -> Rules:
    """The rules of behaviour. With a playbook that cannot be read the defaults hold, and people can go on working;
    workers do not start with it."""
    try:
        return load().rules
    except PlaybookError as error:
        log.error("playbook_unreadable", why=str(error), safe="the default rules hold", next="mend the file it names")
        return Rules()


def _look(oldest: float) -> Held:
    global _held
    if _held and _held.looked > oldest:
        return _held
    _held = _asked(_held)
    return _held


def _asked(held: Held | None) -> Held:
    now = time.monotonic()
    try:
        settings.load()
        with database.sessions()() as session:
            newest = versions.newest(session)
            if held and held.version == newest:
                return Held(newest, held.playbook, now)
            read = versions.read(session, newest)
        return Held(newest, harmless.made(read), now)
    except settings.SettingsError:  # a tool beside the files, which has no database
        return held or Held(None, _of_settings(), now)
    except SQLAlchemyError as error:
        log.warning("playbook_not_asked", error=type(error).__name__, safe="what was read last holds")
        return Held(held.version, held.playbook, now) if held else Held(None, _of_settings(), now)
    except PlaybookError as error:
        if held is None:
            raise
        log.error(
            "playbook_unreadable", why=str(error), safe="the version before holds", next="save one that can be read"
        )
        return Held(held.version, held.playbook, now)


def _of_settings() -> Playbook:
    return harmless.made(reading.parse(*reading.of_settings()))
