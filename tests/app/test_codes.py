"""Every error code in Meta's list is treated as what it is."""

import pytest

from app.whatsapp.answers import read_answer, read_health
from app.whatsapp.codes import KNOWN_CODES, treatment
from app.whatsapp.errors import InDoubt, NotSent, Refused, Stopped, refusal


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("retry", [1, 2, 131000, 131016, 131057, 133004]),
        ("slow_pair", [131056]),
        ("slow_number", [130429]),
        ("pause_channel", [4, 80007]),
        ("stop_channel", [0, 3, 10, 190, 200, 299, 33, 368, 131005, 131031, 131037, 131042, 131045, 131048, 133010]),
        ("ask_person", [131026, 131047, 131049, 131050, 132000, 132001, 132015, 131053]),
        ("refuse", [100, 131008, 131009, 131051, 135000]),
    ],
)
def test_each_code_is_treated_by_its_class(kind: str, codes: list[int]) -> None:
    assert {code: treatment(code).kind for code in codes} == dict.fromkeys(codes, kind)


def test_a_code_that_is_new_to_us_is_tried_again_only_when_meta_says_that_it_passes() -> None:
    assert isinstance(refusal(999_999, "", is_transient=True), NotSent)
    assert isinstance(refusal(999_999, ""), Refused)


def test_what_stops_a_number_names_its_cause() -> None:
    causes = {code: treatment(code).cause for code in (190, 131042, 368, 131031, 133010, 131048)}

    assert causes == {
        190: "token",
        131042: "payment",
        368: "restricted",
        131031: "restricted",
        133010: "registration",
        131048: "spam",
    }


def test_no_code_is_both_retried_and_given_up() -> None:
    assert len(KNOWN_CODES) > 100
    assert all(treatment(code).kind for code in KNOWN_CODES)


@pytest.mark.parametrize("data", [{"details": "Recipient +4915112345678 unknown"}, "Recipient +4915112345678 unknown"])
def test_metas_explanation_is_kept_without_numbers_and_tokens(data: object) -> None:
    token = "EAAG" + "x" * 60
    result = read_answer(400, {"error": {"code": 131026, "message": f"Undeliverable {token}", "error_data": data}})

    assert isinstance(result, Refused)
    assert result.why == "Undeliverable …: Recipient … unknown"


@pytest.mark.parametrize(
    ("http_status", "answer", "can_send", "code"),
    [
        (200, {"health_status": {"can_send_message": "AVAILABLE"}}, True, None),
        (200, {"health_status": {"can_send_message": "LIMITED"}}, True, None),
        (200, {"id": "1"}, True, None),
        (
            200,
            {"health_status": {"can_send_message": "BLOCKED", "entities": [{"errors": [{"error_code": 141006}]}]}},
            False,
            141006,
        ),
        (401, {"error": {"code": 190, "message": "expired"}}, False, 190),
        (500, None, None, None),
        (400, {"error": {"code": 4}}, None, None),
    ],
)
def test_what_meta_says_of_a_numbers_health(
    http_status: int, answer: object, can_send: bool | None, code: int | None
) -> None:
    health = read_health(http_status, answer)

    assert (health.can_send, health.code) == (can_send, code)


def test_a_stop_is_a_stop_whatever_the_http_status() -> None:
    for http_status in (400, 401, 403, 500):
        assert isinstance(read_answer(http_status, {"error": {"code": 131042}}), Stopped)


def test_an_answer_that_says_nothing_leaves_doubt() -> None:
    assert isinstance(read_answer(503, {}), InDoubt)
