"""What every play has to come to, and what is said when it does not."""

import json
import re
import time
from dataclasses import dataclass

from tests.faults import rows
from tests.faults.checker import KINDS, Report
from tests.faults.play import LONGEST_WAIT, Play

OUTCOMES = ("answered", "asked", "escalated", "joined", "noted")
AFTERWARDS = 5  # messages that are written when Valkey has forgotten everything
RATE = 20.0
SHOWN = 4  # ways of messages with which something is wrong


@dataclass(frozen=True)
class Expected:
    """`answered`: least share of the answerable messages. `doubts`: whether a send may stay in doubt.

    `set_aside`: how many innocents at most: three deaths with the same turn in hand are poison for Lotse.
    `patience`: how long a message may take in all, in seconds; by default as long as the longest fault and a minute.
    """

    answered: float = 0.6
    doubts: bool = False
    set_aside: int = 0
    patience: float | None = None


def nothing_went_wrong(play: Play, expected: Expected | None = None) -> Report:
    """Everybody has an outcome, once, in order, in time; and nothing that Redis holds is needed for that."""
    report, wrong = judged(play, expected or Expected())
    assert not wrong, f"seed {play.seed}, killed at {play.programs.deaths()[-20:]}\n" + "\n".join(wrong)
    return report


def judged(play: Play, expected: Expected) -> tuple[Report, list[str]]:
    """Let the play come to its end, and again when Valkey was emptied; the report, and what is wrong."""
    quiet = play.quiet()
    play.stand.valkey._client().flushall()
    play.write(AFTERWARDS, RATE)
    quiet = play.quiet() and quiet
    report = play.report()
    wrong = offences(report, expected, expected.patience or play.longest_fault + LONGEST_WAIT)
    if not quiet:
        wrong.append("not everything came to its end in time")
    for wamid in [*dict.fromkeys(re.findall(r"wamid\.\w+", " ".join(wrong)))][:SHOWN]:
        wrong += way_of(play, wamid)
    return report, wrong + unlike_the_ledger(play, report)


def way_of(play: Play, wamid: str) -> list[str]:
    """What Lotse's own trace says of a message with which something is wrong."""
    try:
        return play.stand.command("ledger", "--message", wamid).splitlines()
    except AssertionError as none:
        return [f"{wamid}: no trace ({none})"]


def offences(report: Report, expected: Expected, patience: float) -> list[str]:
    """What a report holds that must not be; `patience` is for a whole wait, in seconds. Pure."""
    wrong = explained(report)
    late, long = report.longest_wait, report.longest_in_all
    if late.after_faults > LONGEST_WAIT:
        wrong.append(f"{late.wamid} waited {late.after_faults:.1f} s after the faults")
    if long.in_all > patience:
        wrong.append(f"{long.wamid} waited {long.in_all:.1f} s in all")
    if report.in_doubt and not expected.doubts:
        wrong.append(f"{len(report.in_doubt)} sends in doubt, such as {report.in_doubt[0]}")
    if len(report.set_aside) > expected.set_aside:
        wrong += report.set_aside[:10]
    if report.answered < expected.answered:
        wrong.append(f"only {report.answered:.0%} of what is answerable was answered")
    return wrong


def explained(report: Report) -> list[str]:
    lines = []
    for kind in KINDS:
        found = getattr(report, kind)
        if found:
            lines += [f"{kind}: {len(found)}", *(f"  {one}" for one in found[:10])]
    return lines


def unlike_the_ledger(play: Play, report: Report) -> list[str]:
    """Lotse's own ledger has to say the same as the checker, and must never have alarmed without cause."""
    found = json.loads(play.stand.command("ledger", "--json"))
    counted = {name: report.outcomes[name] for name in (*OUTCOMES, "open")}
    said = {"in": sum(counted.values()), **counted, "unexplained": 0}
    wrong = [f"the ledger says {found}, the checker {said}"] if found != said else []
    breaches = [line for line in play.programs.logged("ledger_breach") if "UNEXPLAINED" in line]
    return wrong + breaches[:3]


def ten_minutes_later(play: Play, before: Report) -> list[str]:
    """By Lotse's clock, which is moved: a person was asked about every send in doubt, and none was repeated."""
    doubted = dict.fromkeys(before.in_doubt, time.time())
    play.programs.restart(LOTSE_NOW_OFFSET="660")
    ends_well = play.until(lambda: not rows.number(play.stand.postgres.url, rows.UNTOLD))
    play.quiet()
    after = play.report(doubted)
    untold = [] if ends_well else ["ten minutes later somebody was not told of a send in doubt"]
    return untold + [f"ten minutes later: {line}" for line in explained(after)]
