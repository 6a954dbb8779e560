"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for when it is lost.

Each verb runs in the caller's transaction, which has locked the person: no code is taken twice.
"""

import hmac
import secrets
from datetime import datetime
from uuid import UUID

import pyotp

from app import derived, sealing, settings
from app.tables import Person

SECONDS = 30
DRIFT = (0, -1, 1)  # codes before and after are taken too: phones' clocks are not exact
CODES, GROUPS, LENGTH = 10, 2, 5
HASH, SALT = 32, 16  # bytes
NEEDED = {"nobody": (), "admins": ("admin",), "supervisors": ("supervisor", "admin")}


def is_on(person: Person) -> bool:
    return person.second_factor_at is not None


def is_missing(person: Person) -> bool:
    """Whether the person needs one, by the settings, and has none yet."""
    return not is_on(person) and is_needed(person.role)


def is_needed(role: str) -> bool:
    return role in NEEDED[settings.load().second_factor_for]


def begin(person: Person) -> None:
    """A new secret, which holds as soon as a code of it was given."""
    person.second_factor, person.second_factor_at = sealing.seal(pyotp.random_base32()), None


def secret(person: Person) -> str | None:
    """What the app is told, while it does not hold yet; afterwards nobody sees it again. Raises SealError."""
    return sealing.unseal(person.second_factor) if person.second_factor and not is_on(person) else None


def address(person: Person, secret_of: str) -> str:
    """What stands in the QR code."""
    return pyotp.TOTP(secret_of).provisioning_uri(name=person.email, issuer_name="Lotse")


def confirm(person: Person, code: str, key: UUID, now: datetime) -> list[str] | None:
    """The recovery codes, if the code is right; the same form (`key`) twice shows the same ones."""
    if is_on(person):
        return _made_by(person, key)
    if not _is_of_app(person, code, now):
        return None
    person.second_factor_at = now
    return renew_codes(person, key)


def renew_codes(person: Person, key: UUID) -> list[str]:
    """New ones, of which only the hashes are kept; the old ones end. The same form (`key`) twice makes one set, while
    none of it was used; later, as when its page is loaded anew, it brings no used code back to life."""
    if again := _made_by(person, key):
        return again
    salt = secrets.token_bytes(SALT)
    codes = _codes(person, key, salt)
    person.recovery_codes = [_form(person, key, salt), *(_hashed(person, one) for one in codes)]
    return codes


def left(person: Person) -> int:
    """How many recovery codes were not used yet."""
    return sum(len(one) == HASH for one in person.recovery_codes or ())


def passes(person: Person, code: str, now: datetime) -> str | None:
    """By what the code is right: `app` or `recovery_code`, which is used up then."""
    if _is_of_app(person, code, now):
        return "app"
    given = derived.digests(_told(person, code))
    others = [one for one in person.recovery_codes or () if not any(hmac.compare_digest(one, each) for each in given)]
    if len(others) == len(person.recovery_codes or ()):
        return None
    person.recovery_codes = others
    return "recovery_code"


def remove(person: Person) -> None:
    person.second_factor = person.second_factor_at = person.second_factor_step = person.recovery_codes = None


def _is_of_app(person: Person, code: str, now: datetime) -> bool:
    given, current = "".join(code.split()), int(now.timestamp()) // SECONDS
    if not person.second_factor or not given.isascii():
        return False
    app = pyotp.TOTP(sealing.unseal(person.second_factor), interval=SECONDS)
    for step in (current + drift for drift in DRIFT):
        is_new = person.second_factor_step is None or step > person.second_factor_step
        if is_new and hmac.compare_digest(app.generate_otp(step), given):
            person.second_factor_step = step
            return True
    return False


def _made_by(person: Person, key: UUID) -> list[str] | None:
    """The codes that this form made, if they are the ones that hold, and none of them was used."""
    form, *hashes = person.recovery_codes or [b""]
    codes = _codes(person, key, form[:SALT])
    whole = [_form(person, key, form[:SALT]), *(_hashed(person, one) for one in codes)]
    return codes if whole == [form, *hashes] else None


def _form(person: Person, key: UUID, salt: bytes) -> bytes:
    """Stands before the hashes, and says which form made them."""
    return salt + derived.digest(f"recovery codes' form {person.id} {key} {salt.hex()}")


def _codes(person: Person, key: UUID, salt: bytes) -> list[str]:
    purpose = f"recovery code {person.id} {salt.hex()}"
    return [derived.readable(key, f"{purpose} {one}", GROUPS, LENGTH) for one in range(CODES)]


def _hashed(person: Person, code: str) -> bytes:
    """Keyed: 49 bits of chance could be tried out by who has only the database."""
    return derived.digest(_told(person, code))


def _told(person: Person, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter in derived.LETTERS)
    return f"recovery code hash {person.id} {plain}"
