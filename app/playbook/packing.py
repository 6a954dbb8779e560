"""A playbook's files as one zip file, and back: what comes from elsewhere is taken for hostile. Pure."""

import io
import re
import stat
import zipfile
import zlib

from app.playbook.reading import BUSINESS_FILE, MAIN_FILE, RULES_FILE, TEMPLATES_FILE

LARGEST_ZIP = 4 * 2**20  # bytes
LARGEST = 16 * 2**20  # of all files together, unpacked
MOST_FILES = 300
_KNOWN = re.compile(
    rf"(?:{'|'.join(map(re.escape, (MAIN_FILE, RULES_FILE, TEMPLATES_FILE, BUSINESS_FILE)))}"
    r"|intents/[a-z][a-z0-9_]{0,63}\.toml)"
)
_IGNORED = re.compile(r"(?:.*/)?(?:\.DS_Store|Thumbs\.db)|__MACOSX/.*|(?:.*/)?[^/]+\.example\.toml")

Files = dict[str, str]


class PackError(Exception):
    """Nothing was taken out of the file. `code` names a text, `detail` is the name of what is wrong in it."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail[:200]


def pack(files: Files) -> bytes:
    """With the same bytes for the same files, whenever it is done."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))
    return packed.getvalue()


def unpack(data: bytes) -> Files:
    """The files by their paths in a playbook, without the one folder that all may stand in. Raises PackError."""
    if len(data) > LARGEST_ZIP:
        raise PackError("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _files(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise PackError("no_zip") from None


def _files(archive: zipfile.ZipFile) -> Files:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _IGNORED.fullmatch(entry.filename)]
    if len(entries) > MOST_FILES:
        raise PackError("too_many")
    above = _folder_of_all([entry.filename for entry in entries])
    files: Files = {}
    left = LARGEST
    for entry in entries:
        path = entry.filename.removeprefix(above)
        _refuse_odd(entry, path, files)
        text = _text(archive, entry, left)
        files[path] = text
        left -= len(text.encode("utf-8"))
    if MAIN_FILE not in files:
        raise PackError("no_playbook")
    return files


def _refuse_odd(entry: zipfile.ZipInfo, path: str, files: Files) -> None:
    """Only what belongs into a playbook, once: so no path leads anywhere else."""
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if is_link or not _KNOWN.fullmatch(path):
        raise PackError("unknown_file", entry.filename)
    if path in files:
        raise PackError("twice", entry.filename)
    if entry.flag_bits & 1:
        raise PackError("encrypted", entry.filename)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise PackError("no_zip")  # others may take gigabytes to unpack a few bytes


def _text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> str:
    """What the entry says of its size is not believed."""
    with archive.open(entry) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise PackError("too_large")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PackError("no_text", entry.filename) from None


def _folder_of_all(names: list[str]) -> str:
    """`my-playbook/` when everything stands in it; a plain name, so that taking it off hides nothing."""
    first = names[0].partition("/")[0] + "/" if names else ""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,80}/", first) and ".." not in first
    return first if plain and first != "intents/" and all(name.startswith(first) for name in names) else ""
