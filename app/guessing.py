"""How many guesses a password withstands, as zxcvbn estimates it.

It is asked in a process of its own, a moment long: its word lists would take 14 MB of a web process for good.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence

PROGRAM = "import json, sys, zxcvbn; print(zxcvbn.zxcvbn(*json.load(sys.stdin))['guesses'])"
SECONDS = 20.0  # on a machine that is very busy; then nothing is changed, and it has to be tried again

_asking = threading.BoundedSemaphore(1)


def guesses(password: str, words: Sequence[str]) -> float:
    """`words`: what whoever guesses tries first, in small letters."""
    with _asking:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", PROGRAM],
            input=json.dumps([password, words]),  # never among the arguments, which others on the machine can read
            capture_output=True,
            text=True,
            check=True,
            timeout=SECONDS,
        )
    return float(done.stdout)
