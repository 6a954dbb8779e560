"""Spans for OpenTelemetry: the webhook and each kind of work, without an exception's text, and only by setting."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import structlog
from redis import Redis

from app import create_app, tracing
from app.wake import waker
from tests.lotse import Lotse
from tests.webhooks import encode, envelope, sign, text_message
from workers.drain import drain


@dataclass
class StandIn:
    """As much of a tracer as is used."""

    spans: dict[str, dict[str, Any]] = field(default_factory=dict)

    def start_span(self, name: str, start_time: int, attributes: dict[str, Any]) -> "StandIn":
        assert 0 <= time.time_ns() - start_time < 60e9
        self.spans[name] = attributes
        return self

    def end(self) -> None:
        pass


@pytest.fixture
def spans() -> Iterator[dict[str, dict[str, Any]]]:
    """What was sent, by the span's name."""
    tracer = StandIn()
    tracing.use(tracer)
    yield tracer.spans
    tracing.use(None)


def test_a_webhook_and_a_round_of_work_are_spans(
    lotse: Lotse, redis: "Redis", spans: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waker, "soon", lambda kind: None)
    body = encode(envelope(text_message("mein geheimnis")))
    headers = {"X-Hub-Signature-256": sign(body)}
    assert create_app().test_client().post("/webhook", data=body, headers=headers).status_code == 200
    found = iter([3, 0])
    drain("triage", lambda: next(found))
    drain("media", lambda: 0)  # nothing was due
    assert spans == {"webhook": {"status": 200}, "triage": {"taken": 3}}


def test_of_an_error_only_its_type_is_told(redis: "Redis", spans: dict[str, dict[str, Any]]) -> None:
    def breaks() -> int:
        raise ValueError("mein geheimnis")

    with pytest.raises(ValueError, match="geheimnis"):
        drain("intake", breaks)
    assert spans == {"intake": {"error.type": "ValueError"}}


def test_a_missing_package_is_a_line_in_the_log_and_nothing_else(
    setting: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    setting("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with structlog.testing.capture_logs() as logged:
        tracing.configure("web")
    assert [line["event"] for line in logged] == ["tracing_not_installed"]
    assert "requirements-tracing.txt" in logged[0]["next"]


def test_without_the_setting_nothing_is_configured(environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "use", lambda tracer: pytest.fail("nobody wants spans"))
    tracing.configure("web")


def test_the_real_library_takes_what_the_stand_in_takes() -> None:
    """Where it is installed: see docs/decisions.md for why it is not among the development dependencies."""
    export = pytest.importorskip("opentelemetry.sdk.trace.export")
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    exporter = memory.InMemorySpanExporter()
    tracing.use(tracing.of_sdk("web", export.SimpleSpanProcessor(exporter)))
    tracing.note("triage", time.time_ns() - 1_000_000, taken=3)
    tracing.use(None)
    (span,) = exporter.get_finished_spans()
    assert (span.name, dict(span.attributes)) == ("triage", {"taken": 3})
    assert span.end_time - span.start_time >= 1_000_000
    assert span.resource.attributes["lotse.process"] == "web"
