"""Which checks there are, and in which order their findings are told."""

from functools import partial

from app import settings
from app.doctor import (
    classifier,
    clocks,
    configuration,
    disk,
    meta,
    numbers,
    own_event,
    postgresql,
    processes,
    redis_server,
    sending,
    traffic,
    work,
)
from app.doctor.examining import Check, examine
from app.doctor.finding import Finding


def quiet() -> dict[str, Check]:
    """Those that only look, at what is ours."""
    return {
        "settings": lambda: configuration.judge(settings.load()),
        "database": postgresql.look,
        "redis": redis_server.look,
        "workers": processes.look_at_workers,
        "clock": processes.look_at_clock,
        "work": work.look,
        "sending": sending.look,
        "classifier": classifier.look,
        "numbers": numbers.look,
        "traffic": traffic.look,
        "clocks": clocks.look,
        "disk": disk.look,
    }


def examine_quietly() -> list[Finding]:
    """As much as a page may do that is only looked at: nothing is sent or written."""
    return examine(quiet())


def examine_all(offline: bool = False) -> list[Finding]:
    """Everything, with an event of our own. `offline`: Meta is not asked."""
    checks: dict[str, Check] = {**quiet(), "event": partial(_event, offline)}
    if not offline:
        checks["meta"] = _meta
    return examine(checks)


def _event(offline: bool) -> list[Finding]:
    current = settings.load()
    told = None if offline or current.public_url else meta.called_address()
    return own_event.look(current, own_event.address(current, told))


def _meta() -> list[Finding]:
    """Each number for itself, so that a slow answer about one hides no other."""
    asked = {f"meta {number.phone_number_id}": partial(meta.look, number) for number in meta.numbers()}
    return examine(asked, seconds=25.0)
