"""Everything that is measured, as one report: bench/report.md and docs/speed.svg.

python -m bench [--quick] [--only rivals,floor] [--seconds 300]

What is quick is not to be trusted: its results, report and picture are in var/bench/quick and nowhere else.
"""

import argparse
import signal
import sys
import traceback
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from bench import (
    classifier,
    drawing,
    floors,
    growth,
    inbox,
    limited,
    live,
    memory,
    rates,
    report,
    results,
    sets,
    stored,
    unseen,
)
from bench.options import Options, quick
from bench.stand import ROOT, alone, stand
from commands import house

REPORT, PICTURE = ROOT / "bench/report.md", ROOT / "docs/speed.svg"
PARTS: dict[str, ModuleType] = {
    "rivals": rates,
    "limited": limited,
    "floor": floors,
    "growth": growth,
    "stored": stored,
    "inbox": inbox,
    "live": live,
    "processes": sets,
    "memory": memory,
    "classifier": classifier,
    "unseen": unseen,
}


def main() -> int:
    given = _options()
    signal.signal(signal.SIGTERM, _leave)  # so that what was started is ended
    options = quick() if given.quick else Options()
    options = replace(options, say=_say, minilm_python=given.minilm_python)
    options = replace(options, **({"seconds": given.seconds} if given.seconds else {}))
    folder = house.var_dir() / "bench"
    kept = folder / ("quick" if given.quick else "results")
    failed = [name for name in given.only if not _measured(name, folder, kept, options)]
    _write(kept, *((kept / "report.md", kept / "speed.svg") if given.quick else (REPORT, PICTURE)))
    for name in failed:
        print(f"{name} failed: what it found is not in the report; the other parts are. See above.", file=sys.stderr)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="short runs: to see that all runs (var/bench/quick)")
    parser.add_argument("--only", type=_names, default=list(PARTS), help=f"parts, by commas: {','.join(PARTS)}")
    parser.add_argument("--seconds", type=float, help="how long the highest rate is confirmed (300; quick: 20)")
    parser.add_argument("--minilm-python", help="interpreter with the MiniLM rivals, see bench/classifier.py")
    return parser.parse_args()


def _names(given: str) -> list[str]:
    names = [name for name in given.split(",") if name]
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return names


def _measured(name: str, folder: Path, kept: Path, options: Options) -> bool:
    """Each part on a fresh stand, so that one which fails takes no other with it; nor is its old result in the report.

    That goes only when the stand is there: another benchmark in this folder ends this one, and the result is not ours.
    """
    _say(f"{name}: {PARTS[name].TITLE}")
    try:
        with _place(PARTS[name], folder) as place:
            results.forget(kept, name)
            before = results.machine_now()
            results.keep(kept, name, PARTS[name].measure(place, options), before)
    except Exception:
        traceback.print_exc()
        results.forget(kept, name)  # when there was no stand
        return False
    return True


def _place(part: ModuleType, folder: Path) -> AbstractContextManager[Any]:
    return stand(folder) if getattr(part, "NEEDS_SERVERS", True) else alone(folder)


def _write(kept: Path, file: Path, picture: Path) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    known = {name: found for name in PARTS if (found := results.read(kept, name))}
    text = report.written(PARTS, known)
    file.write_text(text, "utf-8")
    if "rivals" in known:
        picture.write_text(drawing.drawn(known["rivals"]["found"]), "utf-8")
    print(text)
    _say(f"The report is in {file}, the picture in {picture}, what they are made of in {kept}.")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
