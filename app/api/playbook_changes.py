"""Writing the playbook: a new version, or nothing."""

import structlog
from pydantic import BaseModel, Field

from app import audit, clock, database
from app import playbook as playbooks
from app.api.conversations import Id
from app.api.door import machine
from app.api.playbook import MOST_BYTES, Files, faults, packed_said, unpacked
from app.api.problems import ProblemError, Wrong
from app.api.reading import Given
from app.api.routes import route
from app.playbook import versions
from app.playbook.errors import PlaybookError
from app.playbook.packing import PackError
from app.playbook.versions import Change, ConflictError

log = structlog.get_logger(__name__)


class Write(Given):
    version: Id = Field(description="The version that the files were made from.")
    files: Files = Field(description="All files of the playbook; without business.toml the facts stay as they are.")


class Saved(BaseModel):
    version: int = Field(description="The one that holds now.")
    changed: bool


@route(
    *("PUT", "/playbook", "Write a new version of the playbook", Saved),
    scope="playbook:write",
    body=Write,
    refusable=True,
    most_bytes=MOST_BYTES,
)
def write_playbook(body: Write) -> Saved:
    """Somebody else's changes since that version stay; where both changed one file, nothing is written."""
    try:
        made, holds = _save(body)
    except PackError as error:
        raise ProblemError(422, error.code, f"{packed_said(error)} Nothing was changed.") from None
    except PlaybookError as error:
        wrong = [Wrong(place=f"{one.file} {one.field}".strip(), detail=one.said) for one in faults(error)]
        said = "The playbook cannot be used like this. Nothing was changed. Mend what `wrong` names."
        raise ProblemError(422, "unreadable", said, wrong) from None
    except ConflictError as error:
        said = f"Somebody else has changed {error} since. Nothing was changed. Read version {error.version} first."
        raise ProblemError(409, "conflict", said) from None
    except LookupError:
        said = "There is no such version. Nothing was changed. Read the playbook first."
        raise ProblemError(409, "version_gone", said) from None
    playbooks.forget()
    if made:
        log.info("playbook_changed", version=made, what="api", person_id=machine().id)
    return Saved(version=made or holds, changed=made is not None)


def _save(body: Write) -> tuple[int | None, int]:
    files = unpacked(body.files)
    change = Change("import", number=len(files), training=True)
    with database.sessions().begin() as session:
        files = versions.with_facts(session, files)
        now = clock.now(session)
        made = versions.save(session, body.version, lambda _: files, change, machine().id, now)
        if made:
            audit.write(session, "playbook_imported", machine(), now, ("version", made), {"by": "api"})
        return made, versions.newest(session)
