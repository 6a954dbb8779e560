"""The pages' own files, under addresses that change with what is in them: a browser fetches each once.

The style sheets are served as one, in the order of SHEETS: thirty requests are a long time on a phone.
"""

import gzip
import hashlib
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from flask import Response, request, send_from_directory
from flask.typing import ResponseReturnValue

from app import settings
from app.dashboard.blueprint import blueprint

FOLDER = Path(__file__).parent / "static"
ALL_SHEETS = "sheets.css"
SHEETS = (
    "base",
    "forms",
    "frame",
    "menu",
    "list",
    "filters",
    "chosen",
    "conversation",
    "more",
    "desk",
    "palette",
    "composer",
    "writing",
    "notes",
    "canned",
    "announced",
    "modes",
    "messages",
    "bubbles",
    "cards",
    "tools",
    "card",
    "context",
    "correct",
    "contact",
    "channel",
    "set_aside",
    "ledger",
    "certificates",
    "costs",
    "people",
    "numbers",
    "hooks",
    "start",
    "notices",
    "playbook",
    "playbook_forms",
    "playbook_answers",
    "playbook_versions",
    "playbook_hours",
    "figures",
    "charts",
)
AS_TEXT = {".css", ".js", ".svg"}  # worth compressing; no secret is in them that its length could tell
KEPT = "private, max-age=31536000, immutable"  # private: the session's cookie comes along


@blueprint.url_defaults
def add_version(endpoint: str, values: dict[str, Any]) -> None:
    """Templates name the file only; scripts import each other by relative addresses, so under the same version."""
    if endpoint == "dashboard.static":
        values.setdefault("version", version())


@blueprint.get("/static/<version>/<path:filename>", endpoint="static")
def static(version: str, filename: str) -> ResponseReturnValue:
    """The file as it is now. While two releases run side by side, one may be asked for the other's version: that
    answer is not kept."""
    response = _compressed(filename) if _is_text(filename) else send_from_directory(FOLDER, filename)
    response.headers["Cache-Control"] = KEPT if _is_current(version) else "no-cache"
    return response


@lru_cache(maxsize=1)
def version() -> str:
    """Of all files together, and of the order in which the sheets are put together."""
    digest = hashlib.sha256(" ".join(SHEETS).encode())
    for file in sorted(FOLDER.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _is_current(asked: str) -> bool:
    """Whoever develops sees what they change without a new start."""
    return settings.load().production and asked == version()


def _is_text(filename: str) -> bool:
    return filename == ALL_SHEETS or (Path(filename).suffix in AS_TEXT and filename in _names())


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(file.name for file in FOLDER.iterdir())


def _compressed(filename: str) -> Response:
    small = bool(request.accept_encodings["gzip"])
    body = read(filename)
    response = Response(gzip.compress(body, mtime=0) if small else body, mimetype=guess_type(filename)[0])
    response.vary.add("Accept-Encoding")
    if small:
        response.content_encoding = "gzip"
    response.add_etag()
    response.make_conditional(request)
    return response


def read(filename: str) -> bytes:
    if filename == ALL_SHEETS:
        return b"\n".join((FOLDER / f"{sheet}.css").read_bytes() for sheet in SHEETS)
    return (FOLDER / filename).read_bytes()
