"""Logs: one event a line with ids only, never what customers wrote, their names or numbers."""

import logging
import sys
from functools import lru_cache

import structlog


def configure() -> None:
    """JSON lines to standard output; readable lines on a terminal."""
    structlog.configure(
        processors=_processors(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )


@lru_cache(maxsize=1)
def _processors() -> list[structlog.typing.Processor]:
    """One list for good: loggers that were used before keep to the one they know."""
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if sys.stdout.isatty() else structlog.processors.JSONRenderer()
    )
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    return [structlog.processors.add_log_level, stamp, _where_it_broke, renderer]


def _where_it_broke(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Keep an exception's type and place, not its message: a database error quotes the customer's text."""
    if not event.pop("exc_info", None):
        return event
    kind, _, trace = sys.exc_info()
    while trace and trace.tb_next:
        trace = trace.tb_next
    event["error"] = kind.__name__ if kind else None
    if trace:
        event["where"] = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}"
    return event
