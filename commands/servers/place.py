"""Where an embedded server's socket goes."""

import hashlib
import os
import pwd
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

START_SECONDS = 30
UNPRIVILEGED = "nobody"
PLAIN = re.compile(r"[A-Za-z0-9/._-]+")  # goes into addresses and options without quoting
SOCKET_FOLDER_CHARACTERS = 85  # Linux takes 107 for a socket's whole path


class ServerError(Exception):
    """A server did not start; the message says why and what to do."""


def socket_folder(folder: Path) -> Path:
    """Beside the server's data, or under the temporary folder when that path is too long or too odd for a socket."""
    if len(str(folder)) <= SOCKET_FOLDER_CHARACTERS and PLAIN.fullmatch(str(folder)):
        return folder
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"lotse-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid not in _ours():
        raise ServerError(f"{short} belongs to somebody else. Nothing was started. Set VAR_DIR to a shorter path.")
    return short


def _ours() -> set[int]:
    """Users whose folders we may use: ourselves and, as root, the one that PostgreSQL runs as."""
    me = os.geteuid()
    return {me, pwd.getpwnam(UNPRIVILEGED).pw_uid} if me == 0 else {me}


def wait_until(ready: Callable[[], bool], otherwise: str) -> None:
    """Raises ServerError with that message when it is not ready in time."""
    ends = time.monotonic() + START_SECONDS
    while not ready():
        if time.monotonic() > ends:
            raise ServerError(otherwise)
        time.sleep(0.05)
