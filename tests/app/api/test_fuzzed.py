"""Whatever a program sends: no failure of ours, and every answer is as docs/openapi.json says."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.app.api.conftest import Caller
from tests.app.dashboard.inbox import Shop

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 5  # of each route and way; all together take some seconds


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_request_makes_it_fail_or_answer_otherwise_than_described(
    web: Flask, caller: Callable[..., Caller], shop: Shop, small_playbook: None, unthrottled: None, mode: Any
) -> None:
    token = caller().token
    conversation_id = shop.conversation("wo bleibt mein paket?", phone="4915100000001", minutes=1)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", web)
    for operation in (result.ok() for result in schema.get_all_operations()):
        _try(operation, mode, {"Authorization": f"Bearer {token}"}, conversation_id)
    assert shop.read(conversation_id) is not None


def _try(operation: Any, mode: Any, headers: dict[str, str], conversation_id: int) -> None:
    @seed(8)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    def attempt(case: Any, real: bool) -> None:
        if real and "conversation_id" in (case.path_parameters or {}):
            case.path_parameters["conversation_id"] = conversation_id
        case.call_and_validate(headers=headers, checks=CHECKS)

    attempt()
