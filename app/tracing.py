"""Spans for OpenTelemetry, where OTEL_EXPORTER_OTLP_ENDPOINT names a collector; else nothing of it is imported.

A span is a request to the webhook or a round of work that found something. It holds numbers and an error's type; never
an error's text, which may quote a customer, so the library's own recording of exceptions is not used.
"""

import time
from collections.abc import Callable
from typing import Any

import structlog

from app import settings

log = structlog.get_logger(__name__)

_tracer: Any = None


def configure(process: str) -> None:
    """Begin to send spans, if the settings want it. Called in each process after its fork: sending has a thread."""
    endpoint = settings.load().otel_exporter_otlp_endpoint
    if not endpoint:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        log.error(
            "tracing_not_installed",
            error=error.name,
            safe="everything works, only no spans are sent",
            next="pip install --require-hashes -r requirements-tracing.txt, or unset OTEL_EXPORTER_OTLP_ENDPOINT",
        )
        return
    use(of_sdk(process, BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces"))))


def of_sdk(process: str, processor: Any) -> Any:
    """A tracer of opentelemetry.sdk that gives its spans to this processor of it."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    made = TracerProvider(resource=Resource.create({"service.name": "lotse", "lotse.process": process}))
    made.add_span_processor(processor)
    return made.get_tracer("lotse")


def use(tracer: Any) -> None:
    """Send spans by this tracer from now on; None: by none."""
    global _tracer
    _tracer = tracer


def note(name: str, began: int, **values: int | str) -> None:
    """A span that began then (time.time_ns()) and ends now."""
    if _tracer is not None:
        _tracer.start_span(name, start_time=began, attributes=values).end()


def rounds(kind: str, take: Callable[[], int]) -> Callable[[], int]:
    """The same as `take`, which says how much it found; each round that found something, or broke, is a span."""

    def traced() -> int:
        began = time.time_ns()
        try:
            taken = take()
        except Exception as error:
            note(kind, began, **{"error.type": type(error).__name__})
            raise
        if taken:
            note(kind, began, taken=taken)
        return taken

    return traced
