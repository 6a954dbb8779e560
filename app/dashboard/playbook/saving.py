"""Saving what a form of the playbook's pages changes: as a new version, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import audit, clock, database
from app import playbook as playbooks
from app.dashboard.blueprint import me
from app.dashboard.playbook.differences import Line, compared
from app.dashboard.reply import number_of
from app.playbook import versions
from app.playbook.errors import PlaybookError
from app.playbook.versions import Change, ConflictError, Files
from app.remarks import Fault
from app.tables import PlaybookVersion
from app.timeline import TWICE

DONE = {"import": "playbook_imported", "back": "playbook_restored"}  # the lines in the audit log

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why nothing was saved. `key` names a text, `said` is a detail in it; `faults` are those of the files; `conflicts`
    show for each file what the form would make of what somebody else has saved since."""

    key: str
    said: str = ""
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    version: int | None = None  # the one that holds now, where it is not the form's
    status: int = 422


def text(name: str) -> str:
    """A field of the form, with plain line ends."""
    return request.form.get(name, "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def by_language(name: str) -> dict[str, str]:
    return {language: given for language in ("de", "en") if (given := text(f"{name}.{language}"))}


def save(edit: Callable[[Files], Files], change: Change) -> int | Problem:
    """The new version's number, 0 when nothing was changed by it, or why nothing was saved."""
    began = number_of(request.form.get("version")) or versions.FOLDER
    try:
        with database.sessions().begin() as session:
            now = clock.now(session)
            if made := versions.save(session, began, edit, change, me().id, now):
                detail = {"what": change.what, "about": change.about}
                audit.write(session, DONE.get(change.what, "playbook_saved"), me(), now, ("version", made), detail)
    except ConflictError as error:
        files = tuple((path, tuple(compared(error.theirs[path], mine))) for path, mine in error.mine.items())
        return Problem("conflict", conflicts=files, version=error.version, status=409)
    except PlaybookError as error:
        return Problem("unreadable", faults=error.faults)
    except LookupError:
        abort(404)
    playbooks.forget()
    if made:
        log.info("playbook_changed", version=made, what=change.what, person_id=me().id)
    return made or 0


def just_saved(what: str, about: str = "", number: int | None = None) -> int | None:
    """The newest version's number, where this person has just made it by the same wish: the form came twice."""
    with database.sessions()() as session:
        newest = session.get(PlaybookVersion, versions.newest(session))
        if newest is None or newest.person_id != me().id or clock.now(session) - newest.at > TWICE:
            return None
        done = newest.change
        same = (done["what"], done["about"]) == (what, about) and number in {None, done["number"]}
        return newest.id if same else None


def saved(endpoint: str, version: int, **values: Any) -> ResponseReturnValue:
    """To the page that shows it; that can be loaded anew without saving again."""
    return redirect(url_for(f"dashboard.{endpoint}", saved=version, **values), 303)
