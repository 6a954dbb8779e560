"""What every play has to come to."""

from tests.faults.checker import Report
from tests.faults.play import LONGEST_WAIT, Play


def nothing_went_wrong(play: Play) -> Report:
    """Everybody has an outcome, once, in order, in time; and nothing that Redis holds is needed for that."""
    quiet = play.quiet()
    play.stand.valkey._client().flushall()
    report = play.report()
    assert not report.broken, explained(play, report)
    assert quiet, "not everything came to its end in time"
    assert report.longest_wait < LONGEST_WAIT, f"{report.slowest} waited {report.longest_wait:.1f} s"
    return report


def explained(play: Play, report: Report) -> str:
    lines = [f"seed {play.seed}, killed at {play.programs.deaths()[-20:]}"]
    for kind in ("lost", "doubled", "out_of_order", "stuck"):
        found = getattr(report, kind)
        lines += [f"{kind}: {len(found)}", *(f"  {one}" for one in found[:10])]
    return "\n".join(lines)
