"""The jobs. Each takes everything that is due; how it is done stands in `app`."""

from app import intake as intake_room
from app import turns
from app.delivery import outbox
from workers import tools
from workers.drain import drain


def intake() -> None:
    drain("intake", lambda: intake_room.take_in_due(tools.sessions()), then="triage")
    tools.wake("deliver")  # reports of failed sends are told to people there


def triage() -> None:
    classify = tools.classifier()
    drain("triage", lambda: turns.triage_due(tools.sessions(), classify, tools.playbook()), then="deliver")


def deliver() -> None:
    outbox.settle(tools.sessions())
    drain("deliver", lambda: outbox.deliver_due(tools.sessions(), tools.graph(), tools.pool()))


JOBS = frozenset({"workers.jobs.intake", "workers.jobs.triage", "workers.jobs.deliver"})
