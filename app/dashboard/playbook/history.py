"""The versions of the playbook: who changed what and when, line by line, and the way back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import database
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.playbook import page, saving
from app.dashboard.playbook.differences import Line, compared
from app.dashboard.playbook.saving import Problem
from app.dashboard.reply import number_of
from app.dashboard.set_aside import only_supervisors
from app.playbook import reading, versions
from app.playbook.errors import PlaybookError
from app.playbook.versions import Change
from app.tables import Person, PlaybookVersion

EACH = 50
MOST_FILES = 20  # compared line by line


_COLUMNS = select(PlaybookVersion.id, PlaybookVersion.change, PlaybookVersion.at, Person.email).join(Person)


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    change: dict[str, Any]
    at: datetime
    email: str


@blueprint.get("/playbook/versions", endpoint="playbook_versions")
def listed() -> ResponseReturnValue:
    before = number_of(request.args.get("before")) or LARGEST_ID
    rows = _COLUMNS.where(PlaybookVersion.id < before).order_by(PlaybookVersion.id.desc()).limit(EACH)
    with database.sessions()() as session:
        found = [Version(*row) for row in session.execute(rows)]
    return page.show("versions", versions=found, each=EACH)


@blueprint.get(f"/playbook/versions/<int(max={LARGEST_ID}):version_id>", endpoint="playbook_version")
def one(version_id: int) -> ResponseReturnValue:
    return _show(version_id)


@blueprint.post(f"/playbook/versions/<int(max={LARGEST_ID}):version_id>/back", endpoint="back_to_version")
def back(version_id: int) -> ResponseReturnValue:
    """A new version with the old one's files: nothing that came between is lost."""
    only_supervisors()
    with database.sessions()() as session:
        wanted = _files(session, version_id)
    if me().role != "admin" and _frees(wanted):
        return _show(version_id, Problem("only_admins", status=403))
    made = saving.save(lambda _: wanted, Change("back", str(version_id), version_id, training=True))
    return _show(version_id, made) if isinstance(made, Problem) else saving.saved("playbook_versions", made)


def _frees(wanted: versions.Files) -> bool:
    """Whether these files let Lotse have, or lack, what people keep for themselves now. What cannot be read is refused
    when it is to be saved."""
    try:
        then = reading.parse(wanted, "an older version").intents
    except PlaybookError:
        return False
    kept = (name for name, one in page.held().playbook.intents.items() if one.autonomy == "human")
    return any(name not in then or then[name].autonomy != "human" for name in kept)


def _show(version_id: int, problem: Problem | None = None) -> ResponseReturnValue:
    with database.sessions()() as session:
        shown = _version(session, version_id)
        before = session.scalar(select(func.max(PlaybookVersion.id)).where(PlaybookVersion.id < version_id))
        mine = _files(session, version_id)
        theirs = versions.files(session, before or versions.FOLDER) if version_id else mine
    differing = sorted(versions.differing(theirs, mine))
    files = [
        (path, in_words(path, theirs, mine), lines(theirs.get(path, ""), mine.get(path, "")))
        for path in differing[:MOST_FILES]
    ]
    values = {"shown": shown, "number": version_id, "files": files, "more": differing[MOST_FILES:]}
    return page.show("version", problem, **values)


def in_words(path: str, before: versions.Files, after: versions.Files) -> str:
    """What became of the file: a text's key."""
    return "file_changed" if path in before and path in after else "file_new" if path in after else "file_gone"


def lines(before: str, after: str) -> list[Line]:
    return list(compared(before, after))


def _version(session: Session, version_id: int) -> Version | None:
    """None for the files of PLAYBOOK_DIR, which nobody saved here."""
    found = session.execute(_COLUMNS.where(PlaybookVersion.id == version_id)).one_or_none()
    return Version(*found) if found else None


def _files(session: Session, version_id: int) -> versions.Files:
    """Aborts with 404 for a version that there is not."""
    try:
        return versions.files(session, version_id)
    except LookupError:
        abort(404)
