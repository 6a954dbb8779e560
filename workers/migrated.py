"""A new version may be started before its release is done, as Scalingo does: until then it works on nothing.

On older tables its work would fail, and three failures bring a message to people.
"""

import time

import structlog

from app import schema

SECONDS = 1.0

log = structlog.get_logger(__name__)


def wait() -> None:
    """Until the tables are there."""
    if schema.is_there():
        return
    log.warning("waiting_for_release", needs=schema.newest(), safe="what comes meanwhile is stored, and follows")
    while not schema.is_there():
        time.sleep(SECONDS)
