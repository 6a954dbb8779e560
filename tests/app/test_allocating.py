"""The web process stays small although it hashes passwords in many threads."""

import subprocess
import sys

from tests.conftest import ROOT

HASHING = """
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app import gunicorn, passwords


def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


gunicorn.on_starting(None)
passwords.hashed("the first one loads what is needed")
before = megabytes()
with ThreadPoolExecutor(8) as threads:
    list(threads.map(passwords.hashed, map(str, range(16))))
print(megabytes() - before)
"""


def test_the_memory_of_a_hashed_password_is_given_back() -> None:
    """Each takes 19 MB; glibc alone keeps as much for each thread."""
    done = subprocess.run([sys.executable, "-c", HASHING], cwd=ROOT, check=True, capture_output=True, text=True)
    assert float(done.stdout) < 10
