"""Named points at which a process kills itself with SIGKILL when the point is armed.

A point is armed by a file of its name in FAULTS_FOLDER; the file holds at which hit the process dies. Whoever removes
the file dies, so one arming is one death.
"""

import functools
import importlib
import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True)
class Point:
    name: str
    program: str  # the process in which it counts
    target: str  # module:attribute
    when: Literal["before", "after"]


POINTS = (
    Point("web_before_insert", "web", "app.deliveries:Store.put", "before"),
    Point("web_committed_not_woken", "web", "app.deliveries:Store.put", "after"),
    Point("web_woken_not_answered", "web", "app.webhook:_answer", "before"),
    Point("agent_queued_not_committed", "web", "app.replies:reply", "after"),
    Point("agent_committed_not_answered", "web", "app.dashboard.actions:place", "before"),
    Point("intake_job_begun", "intake", "app.wake:begin", "after"),
    Point("intake_claimed_not_committed", "intake", "app.claims:deliveries", "after"),
    Point("intake_claimed", "intake", "app.intake:take_in", "before"),
    Point("intake_stored_before_statuses", "intake", "app.storing:store_all", "after"),
    Point("intake_done_not_committed", "intake", "app.intake:take_in", "after"),
    Point("intake_committed_not_woken", "intake", "app.intake:take_in_due", "after"),
    Point("intake_woken", "intake", "app.wake:wake_or_log", "after"),
    Point("triage_job_begun", "triage", "app.wake:begin", "after"),
    Point("triage_claimed_not_committed", "triage", "app.claims:conversations", "after"),
    Point("triage_claimed", "triage", "app.turns:_triage", "before"),
    Point("triage_classified", "triage", "app.turns:finish_all", "before"),
    Point("triage_mid_batch", "triage", "app.outcomes:_take_effect", "after"),
    Point("triage_done_not_committed", "triage", "app.turns:finish_all", "after"),
    Point("triage_committed_not_woken", "triage", "app.turns:triage_due", "after"),
    Point("deliver_job_begun", "deliver", "app.wake:begin", "after"),
    Point("deliver_claimed_not_committed", "deliver", "app.claims:outbox", "after"),
    Point("deliver_claimed", "deliver", "app.delivery.outbox:_claim", "after"),
    Point("deliver_before_request", "deliver", "app.whatsapp.client:GraphClient.send", "before"),
    Point("deliver_request_on_the_wire", "deliver", "app.whatsapp.posting:_Plain.getresponse", "before"),
    Point("deliver_after_request", "deliver", "app.whatsapp.client:GraphClient.send", "after"),
    Point("deliver_recording_not_committed", "deliver", "app.channel:sent", "after"),
    Point("deliver_recorded", "deliver", "app.delivery.recording:record", "after"),
    Point("settle_before", "deliver", "app.delivery.settling:settle", "before"),
    Point("settle_mid", "deliver", "app.statuses:unpark_known", "before"),
    Point("settle_before_telling", "deliver", "app.delivery.settling:_tell", "before"),
    Point("settle_told", "deliver", "app.delivery.settling:_tell", "after"),
    Point("media_claimed_not_committed", "media", "app.claims:media", "after"),
    Point("media_fetched", "media", "app.media.fetching:_download_renewed", "after"),
    Point("media_kept_not_committed", "media", "app.media.fetching:_keep", "after"),
    Point("clock_before_tick", "clock", "workers.clock:tick", "before"),
    Point("clock_between_wake_ups", "clock", "app.wake:wake_or_log", "after"),
)

# There is a process for these only where an answer asks the business's own system.
LOOKUP_POINTS = (
    Point("lookup_claimed", "lookup", "app.lookups.running:_claim", "after"),
    Point("lookup_answered_not_written", "lookup", "app.lookups.running:_ask", "after"),
)


def install(program: str, folder: Path) -> None:
    """Wrap the points of this program; those of other programs share some of the functions."""
    for point in POINTS + LOOKUP_POINTS:
        if point.program == program:
            wrap(point.target, functools.partial(_fused, point, folder))


def wrap(target: str, made_of: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Replace the attribute that `target` names (module:attribute) by what `made_of` makes of it."""
    module, _, path = target.partition(":")
    *parents, name = path.split(".")
    owner = functools.reduce(getattr, parents, importlib.import_module(module))
    setattr(owner, name, made_of(getattr(owner, name)))


def _fused(point: Point, folder: Path, function: Callable[..., Any]) -> Callable[..., Any]:
    hits = Counter[str]()

    def fuse() -> None:
        armed = folder / "armed" / point.name
        try:
            wanted = int(armed.read_text())
        except (FileNotFoundError, ValueError):
            hits.clear()
            return
        hits[point.name] += 1
        if hits[point.name] >= wanted:
            _die(point, folder, armed)

    @functools.wraps(function)
    def fused(*arguments: Any, **named: Any) -> Any:
        if point.when == "before":
            fuse()
        result = function(*arguments, **named)
        if point.when == "after":
            fuse()
        return result

    return fused


def _die(point: Point, folder: Path, armed: Path) -> None:
    try:
        armed.unlink()
    except FileNotFoundError:  # another process was first
        return
    with (folder / "kills.log").open("a") as log:
        log.write(f"{point.name}\n")
    os.kill(os.getpid(), signal.SIGKILL)
