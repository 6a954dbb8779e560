"""Which passwords are good enough."""

import subprocess
import sys

import pytest
from zxcvbn import zxcvbn

from app import passwords
from app.passwords import PasswordError

ANNA = ("anna.sommer@example.com", "anna.sommer", "anna", "sommer", "Anna Sommer")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elf zeichen", "short"),
        ("x" * 1025, "long"),
        ("password1234", "common"),
        ("Passwort1234", "common"),
        ("iloveyou1234", "common"),
        ("123456789012", "common"),
        ("abcdefghijkl", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("abcabcabcabc", "common"),
        ("qwertyuiop12", "common"),
        ("qwertzuiop123", "common"),
        ("lotselotselotse", "common"),
        ("anna.sommer@example.com", "common"),
        ("annasommer1", "short"),
        ("AnnaSommer12", "common"),
    ],
)
def test_what_is_short_long_common_or_ones_own_name_is_refused(password: str, code: str) -> None:
    with pytest.raises(PasswordError) as refused:
        passwords.judge(password, ANNA)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "password", ["correct horse battery", "another good password", "дом у синего моря", "x7" * 4 + "Tq!w" * 250]
)
def test_others_are_taken(password: str) -> None:
    passwords.judge(password, ANNA)


def test_they_are_judged_in_a_process_of_its_own_which_ends_with_its_14_megabytes() -> None:
    program = """
import sys
from app import guessing
given = ("anna дом “4711”", ["anna", "дом"])
print(guessing.guesses(*given), "zxcvbn" in sys.modules)
"""
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert said == [str(float(zxcvbn("anna дом “4711”", ["anna", "дом"])["guesses"])), "False"]
