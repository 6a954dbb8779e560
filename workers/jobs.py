"""The jobs. Each takes everything that is due; how it is done stands in `app`."""

from functools import partial

from app import channel, receipts, trying, turns
from app import intake as intake_room
from app.delivery import outbox, settling
from app.lookups import running
from app.media import fetching
from app.wake import KINDS
from workers import tools
from workers.drain import drain


def intake() -> None:
    drain("intake", lambda: intake_room.take_in_due(tools.sessions()), "triage")
    tools.wake("deliver")  # reports of failed sends are told to people there
    tools.wake("media")


def triage() -> None:
    classify, playbook = tools.classifier(), tools.playbook()
    makes_due = ("deliver", "lookup") if playbook.looks_up else ("deliver",)
    trying.try_due(tools.sessions(), classify, playbook)
    drain("triage", lambda: turns.look(tools.sessions(), classify, playbook), *makes_due)


def deliver() -> None:
    settling.settle(tools.sessions())
    channel.ask_after_stopped(tools.sessions(), tools.graph())
    receipts.tell_due(tools.sessions(), tools.graph(), tools.receipts_pool())
    drain("deliver", lambda: outbox.deliver_due(tools.sessions(), tools.graph(), tools.pool()))
    settling.settle(tools.sessions())  # people hear at once of what has just failed


def media() -> None:
    drain("media", lambda: fetching.fetch_due(tools.sessions(), tools.media(), tools.pool()))


def lookup() -> None:
    answered = partial(tools.wake, "triage")
    asked = (tools.sessions(), tools.own_system(), tools.pool(), tools.playbook(), answered)
    drain("lookup", lambda: running.look_up_due(*asked))


JOBS = frozenset(f"workers.jobs.{kind}" for kind in KINDS)
