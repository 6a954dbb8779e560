"""The playbook as a zip file: out of Lotse, and back in after a look at what it would change."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import clock, database, teams
from app.dashboard.blueprint import blueprint, me
from app.dashboard.playbook import history, page, saving, summary
from app.dashboard.playbook.saving import Problem
from app.dashboard.set_aside import only_supervisors
from app.playbook import backtracking, packing, reading, versions
from app.playbook.errors import PlaybookError
from app.playbook.packing import PackError
from app.playbook.reading import BUSINESS_FILE
from app.playbook.versions import Change, Files
from app.tables import PlaybookUpload


@blueprint.get("/playbook/export", endpoint="export_playbook")
def export() -> ResponseReturnValue:
    only_supervisors()
    with database.sessions()() as session:
        version = versions.newest(session)
        data = packing.pack(versions.files(session, version))
    disposition = f'attachment; filename="lotse-playbook-{version}.zip"'
    return Response(data, mimetype="application/zip", headers={"Content-Disposition": disposition})


@blueprint.get("/playbook/import", endpoint="playbook_import")
def asked() -> ResponseReturnValue:
    """What the person has uploaded and not confirmed yet is shown again."""
    only_supervisors()
    return _show()


@blueprint.post("/playbook/import", endpoint="upload_playbook")
def upload() -> ResponseReturnValue:
    """Checked and kept aside: nothing changes before it is confirmed."""
    _only_admins()
    given = request.files.get("file")
    try:
        files = packing.unpack(given.read(packing.LARGEST_ZIP + 1) if given else b"")
        with database.sessions().begin() as session:
            files = versions.with_facts(session, files)
            backtracking.refuse_slow(reading.parse(files, given.filename[:80] if given and given.filename else "zip"))
            _keep(session, files)
    except PackError as error:
        return _show(Problem(f"zip.{error.code}", error.detail))
    except PlaybookError as error:
        return _show(Problem("unreadable", faults=error.faults))
    return _show()


@blueprint.post("/playbook/import/confirm", endpoint="confirm_import")
def confirm() -> ResponseReturnValue:
    _only_admins()
    with database.sessions()() as session:
        waiting = session.get(PlaybookUpload, me().id)
    if waiting is None:
        twice = saving.just_saved("import")
        return saving.saved("playbook", twice) if twice else _show(Problem("nothing_uploaded"))
    files = {path: str(text) for path, text in waiting.files.items()}
    made = saving.save(lambda _: files, Change("import", number=len(files), training=True))
    if isinstance(made, Problem):
        return _show(made)
    _forget()
    return saving.saved("playbook", made)


@blueprint.post("/playbook/import/discard", endpoint="discard_import")
def discard() -> ResponseReturnValue:
    _only_admins()
    _forget()
    return _show()


def _only_admins() -> None:
    if me().role != "admin":
        abort(403)


def _keep(session: Session, files: Files) -> None:
    values = {"person_id": me().id, "files": files, "began": versions.newest(session), "at": clock.now(session)}
    kept = insert(PlaybookUpload).values(values)
    session.execute(kept.on_conflict_do_update(index_elements=["person_id"], set_=values))


def _forget() -> None:
    with database.sessions().begin() as session:
        session.execute(delete(PlaybookUpload).where(PlaybookUpload.person_id == me().id))


def _show(problem: Problem | None = None) -> ResponseReturnValue:
    """The form's version is the one that was seen when the file came: what was saved since is a conflict."""
    with database.sessions()() as session:
        waiting = session.get(PlaybookUpload, me().id)
        now = versions.files(session, versions.newest(session)) if waiting else {}
        members = teams.members(session, page.held().playbook.teams)
    if waiting is None:
        return page.show("import", problem, waiting=None)
    files = {path: str(text) for path, text in waiting.files.items()}
    others = sorted(path for path in versions.differing(now, files) if "/" not in path and path != BUSINESS_FILE)
    kinds = tuple((path, history.in_words(path, now, files)) for path in others)
    before = page.held().playbook
    try:
        after = reading.parse(files, "zip")
    except PlaybookError as error:
        return page.show("import", Problem("unreadable", faults=error.faults), waiting=None)
    compared, findings = summary.of(before, after, kinds, members), summary.findings(before, after)
    began = problem.version if problem and problem.version else waiting.began
    return page.show("import", problem, waiting=waiting, summary=compared, findings=findings, version=began)
