"""What the parts have found, kept as JSON between runs, so that one part can be measured anew."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import machine


def keep(folder: Path, part: str, found: dict[str, Any], machine_before: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    whole = {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "machine": machine_before, "found": found}
    (folder / f"{part}.json").write_text(json.dumps(whole, indent=1), "utf-8")


def forget(folder: Path, part: str) -> None:
    """So that a part which fails now does not show what it found at another time."""
    (folder / f"{part}.json").unlink(missing_ok=True)


def read(folder: Path, part: str) -> dict[str, Any] | None:
    file = folder / f"{part}.json"
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else None


def machine_now() -> dict[str, str]:
    return machine.facts()
