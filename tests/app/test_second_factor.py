"""Codes of an authenticator app, and recovery codes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pyotp
import pytest

from app import sealing, second_factor
from app.tables import Person

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of RFC 6238, appendix B: 12345678901234567890


@pytest.fixture
def anna(environment: None) -> Person:
    return Person(id=7, email="anna@example.com", role="agent", password_hash="")


@pytest.fixture
def confirmed(anna: Person) -> tuple[Person, list[str]]:
    second_factor.begin(anna)
    codes = second_factor.confirm(anna, code(anna, NOW), uuid4(), NOW)
    assert codes
    return anna, codes


def code(person: Person, at: datetime) -> str:
    assert person.second_factor
    return pyotp.TOTP(sealing.unseal(person.second_factor)).at(at)


@pytest.mark.parametrize(("second", "said"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_codes_are_those_of_the_standard(anna: Person, second: int, said: str) -> None:
    anna.second_factor = sealing.seal(RFC_SECRET)
    assert second_factor.passes(anna, f"{said[:3]} {said[3:]}", datetime.fromtimestamp(second, UTC)) == "app"


def test_nothing_holds_before_the_first_right_code(anna: Person) -> None:
    second_factor.begin(anna)
    wrong = "000000" if code(anna, NOW) != "000000" else "111111"
    assert second_factor.confirm(anna, wrong, uuid4(), NOW) is None
    assert not second_factor.is_on(anna)
    assert second_factor.secret(anna)


def test_the_secret_is_sealed_and_shown_to_nobody_once_it_holds(confirmed: tuple[Person, list[str]]) -> None:
    anna, _ = confirmed
    assert anna.second_factor
    assert sealing.unseal(anna.second_factor).encode() not in anna.second_factor
    assert second_factor.secret(anna) is None


@pytest.mark.parametrize(("drift", "passes"), [(-30, True), (0, True), (59, True), (-31, False), (60, False)])
def test_a_phone_s_clock_may_be_half_a_minute_wrong(
    confirmed: tuple[Person, list[str]], drift: int, passes: bool
) -> None:
    anna, later = confirmed[0], NOW + timedelta(minutes=5)
    given = code(anna, later + timedelta(seconds=drift))
    assert (second_factor.passes(anna, given, later) == "app") == passes


def test_no_code_is_taken_twice_nor_one_before_it(confirmed: tuple[Person, list[str]]) -> None:
    anna, later = confirmed[0], NOW + timedelta(minutes=5)
    before, now = code(anna, later - timedelta(seconds=30)), code(anna, later)
    assert second_factor.passes(anna, now, later) == "app"
    assert second_factor.passes(anna, now, later) is None
    assert second_factor.passes(anna, before, later) is None


def test_a_recovery_code_works_once_however_it_is_typed(confirmed: tuple[Person, list[str]]) -> None:
    anna, codes = confirmed
    assert len(set(codes)) == 10
    assert second_factor.passes(anna, f" {codes[3].upper().replace('-', ' ')}", NOW) == "recovery_code"
    assert second_factor.passes(anna, codes[3], NOW) is None
    assert second_factor.passes(anna, codes[4], NOW) == "recovery_code"
    assert second_factor.left(anna) == 8
    assert codes[5].encode() not in b"".join(anna.recovery_codes or ())


def test_recovery_codes_hold_while_secret_key_is_being_replaced_and_not_longer(
    confirmed: tuple[Person, list[str]], setting: Callable[[str, str], None]
) -> None:
    anna, codes = confirmed
    setting("SECRET_KEY_BEFORE", "a-secret-key-for-tests-of-32-and-more-characters")
    setting("SECRET_KEY", "another-secret-key-that-is-long-enough-too")
    assert second_factor.passes(anna, codes[0], NOW) == "recovery_code"
    anna.second_factor = sealing.seal(sealing.unseal(anna.second_factor or b""))
    setting("SECRET_KEY_BEFORE", "")
    assert second_factor.passes(anna, codes[1], NOW) is None


@pytest.mark.parametrize("given", ["", "-", "00000é", "１２３４５６", "x" * 300])
def test_nothing_else_passes(confirmed: tuple[Person, list[str]], given: str) -> None:
    assert second_factor.passes(confirmed[0], given, NOW) is None


def test_new_recovery_codes_end_the_old_ones_and_removing_ends_all(confirmed: tuple[Person, list[str]]) -> None:
    anna, old = confirmed
    key = uuid4()
    new = second_factor.renew_codes(anna, key)
    assert second_factor.renew_codes(anna, key) == new  # the other half of a double click
    assert second_factor.passes(anna, old[0], NOW) is None
    second_factor.remove(anna)
    assert second_factor.passes(anna, new[0], NOW) is None


def test_a_form_that_is_sent_again_brings_no_used_code_back_to_life(confirmed: tuple[Person, list[str]]) -> None:
    anna, _ = confirmed
    first, second = uuid4(), uuid4()
    used = second_factor.renew_codes(anna, first)
    assert second_factor.passes(anna, used[0], NOW) == "recovery_code"
    assert not set(second_factor.renew_codes(anna, first)) & set(used)
    replaced = second_factor.renew_codes(anna, second)
    second_factor.renew_codes(anna, first)
    assert [second_factor.passes(anna, one, NOW) for one in (used[0], used[1], replaced[0])] == [None] * 3
    assert second_factor.left(anna) == 10


@pytest.mark.parametrize(
    ("set_to", "needed"),
    [("nobody", []), ("admins", ["admin"]), ("supervisors", ["supervisor", "admin"])],
)
def test_who_needs_one_is_a_setting(setting: Callable[[str, str], None], set_to: str, needed: list[str]) -> None:
    setting("SECOND_FACTOR_FOR", set_to)
    assert [role for role in ("agent", "supervisor", "admin") if second_factor.is_needed(role)] == needed
