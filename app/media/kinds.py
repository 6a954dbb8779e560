"""Types and sizes of media. Pure. Source: Meta's Cloud API reference, media."""

import re
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
# What Meta carries; stickers are up to 500 KB when they move.
MOST_BYTES = {
    "image": 5 * MEGABYTE,
    "audio": 16 * MEGABYTE,
    "video": 16 * MEGABYTE,
    "document": 100 * MEGABYTE,
    "sticker": 500 * 1024,
}
# What a browser may show or play inside our pages; everything else is offered as a file. No HTML, no SVG, no XML.
SHOWN_TYPES = frozenset(
    {"image/jpeg", "image/png", "image/webp", "video/mp4", "video/3gpp"}
    | {"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/x-wav"}
)
FILENAME_CHARACTERS = 120
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


@dataclass(frozen=True, slots=True)
class Type:
    """What a file is: the kind as which it is sent, and its MIME type."""

    kind: str
    mime_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_ZIP_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
}
_OLD_OFFICE = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}


_BY_START = (
    (b"\xff\xd8\xff", Type("image", "image/jpeg")),
    (b"\x89PNG\r\n\x1a\n", Type("image", "image/png")),
    (b"%PDF-", Type("document", "application/pdf")),
)
_BY_START_AND_NAME = ((b"PK\x03\x04", _ZIP_TYPES), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE))


def type_of(start: bytes, name: str) -> Type | None:
    """By the file's own first bytes (64 are enough), not by what its name claims; None for what Meta does not carry."""
    suffix = name.rpartition(".")[2].lower()
    for beginning, found in _BY_START:
        if start.startswith(beginning):
            return found
    for beginning, types in _BY_START_AND_NAME:
        if start.startswith(beginning) and suffix in types:
            return Type("document", types[suffix])
    is_text = suffix in {"txt", "csv"} and start and b"\0" not in start
    return Type("document", "text/plain") if is_text else None


def base_type(mime_type: str | None) -> str:
    """Without its parameters: "audio/ogg; codecs=opus" is audio/ogg."""
    return (mime_type or "").partition(";")[0].strip().lower()


def safe_name(name: str | None) -> str:
    """A file name without folders, control characters and what could mislead its reader; never empty."""
    last = re.split(r"[/\\]", name or "")[-1]
    cleaned = _NOT_IN_NAMES.sub("", last).strip(" .")
    if len(cleaned) > FILENAME_CHARACTERS:
        _, dot, suffix = cleaned.rpartition(".")
        keep = f"{dot}{suffix}" if dot and len(suffix) <= 8 else ""
        cleaned = cleaned[: FILENAME_CHARACTERS - len(keep)] + keep
    return cleaned or "file"
