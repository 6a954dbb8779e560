"""The playbook: its files as they stand, and what a check finds in others."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from app import database
from app.api.conversations import Id
from app.api.problems import not_found
from app.api.reading import Given, Said
from app.api.routes import route
from app.playbook import checking, packing, reading, versions
from app.playbook.errors import PlaybookError
from app.playbook.packing import PackError
from app.remarks import Remark
from app.tables import PlaybookVersion

MOST_BYTES = 5 * 1024 * 1024
Path = Annotated[str, Field(pattern=r"^(intents/)?[a-z][a-z0-9_]{0,63}\.toml$")]
Files = Annotated[dict[Path, Said], Field(max_length=packing.MOST_FILES)]
PACKED = {
    "too_large": "The files are too large together.",
    "too_many": "There are too many files.",
    "no_playbook": "playbook.toml is missing.",
    "unknown_file": "This file does not belong into a playbook: {detail}",
    "twice": "This file is there twice: {detail}",
}


class Playbook(BaseModel):
    """All files, by their paths, of the version that holds or was asked for; 0: the files of PLAYBOOK_DIR."""

    version: int
    files: dict[str, str]


class PlaybookQuery(Given):
    version: Id | None = Field(None, description="An older one.")


class Version(BaseModel):
    id: int
    at: datetime
    person_id: int
    change: dict[str, Any] = Field(description="What was done, in codes.")


class Versions(BaseModel):
    """The newest first."""

    versions: list[Version]


class Check(Given):
    files: Files = Field(description="A whole playbook, by paths such as `intents/shipping.toml`.")


class Remarked(BaseModel):
    """`grave` ones make answers or the classifier wrong; with a `fault` the playbook cannot be used at all."""

    file: str
    field: str = ""
    code: str
    said: str
    grave: bool
    fault: bool


class Checked(BaseModel):
    usable: bool
    remarks: list[Remarked]


@route("GET", "/playbook", "Show the playbook's files", Playbook, scope="playbook:read", query=PlaybookQuery)
def show_playbook(query: PlaybookQuery) -> Playbook:
    with database.sessions()() as session:
        version = versions.newest(session) if query.version is None else query.version
        try:
            return Playbook(version=version, files=versions.files(session, version))
        except LookupError:
            raise not_found() from None


@route("GET", "/playbook/versions", "List the latest versions", Versions, scope="playbook:read")
def list_versions() -> Versions:
    columns = (PlaybookVersion.id, PlaybookVersion.at, PlaybookVersion.person_id, PlaybookVersion.change)
    with database.sessions()() as session:
        rows = session.query(*columns).order_by(PlaybookVersion.id.desc()).limit(100).all()
    return Versions(versions=[Version(**row._mapping) for row in rows])


@route(
    *("POST", "/playbook/check", "Say what is wrong in a playbook; nothing is changed", Checked),
    scope="playbook:read",
    body=Check,
    most_bytes=MOST_BYTES,
)
def check_playbook(body: Check) -> Checked:
    try:
        found = checking.check(reading.parse(unpacked(body.files), "files"))
    except PlaybookError as error:
        return Checked(usable=False, remarks=faults(error))
    except PackError as error:
        return Checked(usable=False, remarks=[_packed(error)])
    said = [
        Remarked(file=one.where, code=one.remark.code, said=one.what, grave=one.grave, fault=False) for one in found
    ]
    return Checked(usable=True, remarks=said)


def unpacked(files: dict[str, str]) -> dict[str, str]:
    """Only what belongs into a playbook, as from a zip file. Raises PackError."""
    return packing.unpack(packing.pack(files))


def faults(error: PlaybookError) -> list[Remarked]:
    """What keeps it from being used, file by file."""
    return [
        Remarked(file=one.file, field=one.field, code=_code(one.remark), said=str(one.remark), grave=True, fault=True)
        for one in error.faults
    ]


def _code(remark: object) -> str:
    return remark.code if isinstance(remark, Remark) else "does_not_fit"


def _packed(error: PackError) -> Remarked:
    return Remarked(file=error.detail, code=error.code, said=packed_said(error), grave=True, fault=True)


def packed_said(error: PackError) -> str:
    return PACKED.get(error.code, "The files cannot be read.").format(detail=error.detail)
