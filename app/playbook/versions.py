"""The versions of the playbook that people made on the dashboard: the newest holds, before the first PLAYBOOK_DIR."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import teams
from app.playbook import backtracking, reading
from app.playbook.model import Playbook
from app.tables import PlaybookVersion

FOLDER = 0  # instead of a version's id: the files of PLAYBOOK_DIR
LOCK = 0x107753  # of PostgreSQL's advisory ones: who saves waits for who saves

Files = dict[str, str]


class ConflictError(Exception):
    """Somebody else changed the same file since: `theirs` and `mine` are its texts by path, `version` holds now."""

    def __init__(self, version: int, theirs: Mapping[str, str], mine: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted(mine)))
        self.version, self.theirs, self.mine = version, theirs, mine


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, for people: `what` names a text; `about` is an intent's name or a file's. `training`: whether the
    classifier has to be trained before it counts."""

    what: str
    about: str = ""
    number: int = 0
    training: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {"what": self.what, "about": self.about, "number": self.number, "training": self.training}


def newest(session: Session) -> int:
    """The version that holds."""
    return session.scalar(select(func.max(PlaybookVersion.id))) or FOLDER


def files(session: Session, version: int) -> Files:
    """A version's files by their paths. Raises LookupError when there is no such version."""
    if version == FOLDER:
        return reading.of_settings()[0]
    found = session.scalar(select(PlaybookVersion.files).where(PlaybookVersion.id == version))
    if found is None:
        raise LookupError(version)
    return dict(found)


def read(session: Session, version: int) -> Playbook:
    """Raises PlaybookError when it cannot be read."""
    if version == FOLDER:
        return reading.parse(*reading.of_settings())
    return reading.parse(files(session, version), f"version {version} of the dashboard")


def save(
    session: Session,
    began: int,
    edit: Callable[[Files], Files],
    change: Change,
    person_id: int,
    now: datetime,
) -> int | None:
    """Make a new version: the newest with what `edit` changes in the version that it began from. Returns its id, or
    None when nothing is changed by it.

    Who was in a team that is gone with it is not any more.

    Raises ConflictError when one of those files was changed since, PlaybookError when the result cannot be read or a
    number's new expression could hold everybody up, and LookupError for a version that there is not. Then nothing is
    kept.
    """
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    holds = newest(session)
    base = files(session, began)
    current = base if began == holds else files(session, holds)
    touched = differing(base, mine := edit(dict(base)))
    theirs = touched & differing(base, current) - {path for path in touched if current.get(path) == mine.get(path)}
    if theirs:
        raise ConflictError(holds, _of(current, theirs), _of(mine, theirs))
    result = {path: text for path, text in current.items() if path not in touched} | _of(mine, touched, missing=False)
    if result == current:
        return None
    parsed = reading.parse(result, "the new version")
    if reading.MAIN_FILE in touched:
        backtracking.refuse_slow(parsed)
    teams.keep(session, parsed.teams)
    made = PlaybookVersion(files=result, change=change.as_dict(), person_id=person_id, at=now)
    session.add(made)
    session.flush()
    return made.id


def with_facts(session: Session, given: Files) -> Files:
    """A playbook from elsewhere without facts keeps this business's own."""
    own = files(session, newest(session)).get(reading.BUSINESS_FILE)
    return given if reading.BUSINESS_FILE in given or own is None else {**given, reading.BUSINESS_FILE: own}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """The paths of the files that are not the same in both."""
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def _of(given: Mapping[str, str], paths: set[str], missing: bool = True) -> Files:
    return {path: given.get(path, "") for path in sorted(paths) if missing or path in given}
