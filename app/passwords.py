"""Passwords: which are good enough, and how they are kept."""

import re
import threading
from collections.abc import Collection
from functools import lru_cache
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app import guessing

SHORTEST = 12
LONGEST = 1024
MOST_JUDGED = 72  # what follows makes no password easier to guess, and judging it takes time
TOO_FEW_GUESSES = 10_000_000  # a day of guessing by many thousand addresses, each slowed down as app/throttle.py does
NONE = ""  # the hash of who has not chosen one yet: nothing fits it
OURS = ("lotse", "whatsapp", "passwort", "kennwort", "willkommen")

# OWASP's smallest recommended Argon2id (19 MiB, 2 passes): two at once stay within a small web process's memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_hashing = threading.BoundedSemaphore(2)


class PasswordError(ValueError):
    """Not good enough; `code` is `short`, `long` or `common`, the message says it in English."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code = code


def judge(password: str, about: Collection[str]) -> None:
    """Raises PasswordError for what is too short or too easily guessed by who knows the words in `about`."""
    if len(password) < SHORTEST:
        raise PasswordError("short", f"The password is too short: it needs at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise PasswordError("long", f"The password is too long: at most {LONGEST} characters.")
    if _guesses(password[:MOST_JUDGED], about) < TOO_FEW_GUESSES:
        raise PasswordError(
            "common", "The password is too easily guessed: take several words that do not belong together."
        )


def hashed(password: str) -> str:
    with _hashing:
        return _hasher.hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether it is the password of that hash. None and NONE take as long as a wrong one."""
    with _hashing:
        try:
            return _hasher.verify(stored or _nobodys(), password[:LONGEST]) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def is_old(stored: str) -> bool:
    """Whether it was hashed with weaker settings than today's."""
    return _hasher.check_needs_rehash(stored)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher.hash(str(uuid4()))


def _guesses(password: str, about: Collection[str]) -> float:
    words = [*OURS, *about, *(re.sub(r"\W", "", word) for word in about)]
    known = {word.lower()[:MOST_JUDGED] for word in words if word}
    return guessing.guesses(password, sorted(known))
