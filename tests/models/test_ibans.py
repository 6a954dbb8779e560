"""IBANs are hidden however they are written, and nothing else is."""

from collections.abc import Callable

import pytest

from app.playbook.reading import STARTER, read
from models.ibans import find, hidden

IBAN = "DE89 3704 0044 0532 0130 00"
HIDDEN = "DE** … 3000"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("DE88370400440532013000", HIDDEN),  # wrong check digits
        ("DE89 3704 0044 0532 0130 0", "DE** … 1300"),  # one digit missing
        ("DE89 3704 0044 0532 0130 001", "DE** … 0001"),  # one too many
        ("at61 1904 3002 3457 3201", "AT** … 3201"),
        ("CH93 0076 2011 6238 5295 7", "CH** … 2957"),
        ("NL91 ABNA 0417 1643 00", "NL** … 4300"),
        ("GB29 NWBK 6016 1331 9268 19", "GB** … 6819"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR** … 2606"),
        ("IT60X0542811101000000123456", "IT** … 3456"),
        ("TR33 0006 1005 1978 6457 8413 26 İsmail", "TR** … 1326 İsmail"),
        ("NO93 8601 1117 947", "NO** … 7947"),
        ("BE68 5390 0754 7034", "BE** … 7034"),
        ("PL61109010140000071219812874", "PL** … 2874"),
        ("DE89\u200e3704\u20090044\u202f0532   0130\n00", HIDDEN),
        ("DE89-3704-0044/0532.0130 00", HIDDEN),
        ("_DE89370400440532013000_", f"_{HIDDEN}_"),
        (f"Nr 12 {IBAN}", f"Nr 12 {HIDDEN}"),
        (f"am 01.12.2026 auf {IBAN}, danke", f"am 01.12.2026 auf {HIDDEN}, danke"),
        (f"KD12345678 iban {IBAN}danke", f"KD12345678 iban {HIDDEN}danke"),
        (f"{IBAN} oder {IBAN}", f"{HIDDEN} oder {HIDDEN}"),
    ],
)
def test_an_iban_is_hidden_however_it_is_written(written: str, shown: str) -> None:
    assert hidden(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "DE12 ist mein zimmer und ich warte hier",
        "please call me at 0176 12345678 after 5 pm",
        "deliver at 10.12.2026 or 11.12.2026?",
        "article no 4006381333931",
        "be 4006 3813 3393 11",
        "am 28. die winterreifen runter machen",
        "my 14 yr old train at your gym",
        "RE 2024-118 noch nicht auf dem konto",
        "\u0130\u212a33 0006 1005 1978 6457 8413 26",
    ],
)
def test_what_has_not_the_form_of_an_iban_is_left(text: str) -> None:
    assert hidden(text) == text


@pytest.mark.parametrize("before", [str, "am 12 {}".format, "AT {}".format], ids=["as is", "am 12", "AT"])
def test_no_example_of_the_starter_playbook_is_one(before: Callable[[str], str]) -> None:
    texts = [text for intent in read(STARTER).intents.values() for text, _, _ in intent.texts()]
    assert [text for text in texts if list(find(before(text)))] == []
