"""The signature is checked over the bytes as they came."""

import json

import pytest

from app.whatsapp.signature import is_signed
from tests.webhooks import encode, envelope, sign, text_message

BODY = encode(envelope(text_message("Grüße aus Köln 🙂 50 % <b> a@example.com/x")))
SECRETS = (b"current", b"previous")


@pytest.mark.parametrize("secret", ["current", "previous"])
def test_current_and_previous_secret_are_accepted(secret: str) -> None:
    assert is_signed(BODY, sign(BODY, secret), SECRETS)


def test_any_changed_bit_is_noticed() -> None:
    signature = sign(BODY, "current")
    for position in range(0, len(BODY), 7):
        changed = bytearray(BODY)
        changed[position] ^= 1
        assert not is_signed(bytes(changed), signature, SECRETS)


def test_the_same_json_written_differently_is_not_what_was_signed() -> None:
    rewritten = json.dumps(json.loads(BODY)).encode()

    assert not is_signed(rewritten, sign(BODY, "current"), SECRETS)


@pytest.mark.parametrize(
    "header",
    [None, "", "sha256", "sha256=", "sha1=" + "0" * 40, "sha256=é", "sha256=" + "g" * 64, "sha256=" + "A" * 64],
)
def test_other_forms_of_the_header_are_refused_without_an_exception(header: str | None) -> None:
    assert not is_signed(BODY, header, SECRETS)


def test_surroundings_of_the_header_are_not_forgiven() -> None:
    right = sign(BODY, "current")
    for header in (f" {right}", f"{right}\n", f"{right},{right}", right.upper(), right.replace("sha256", "SHA256")):
        assert not is_signed(BODY, header, SECRETS)


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed(BODY, sign(BODY, ""), ())
