"""What the doctor finds, and how bad all of it together is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["ok", "warn", "fail"]
LEVELS: tuple[Level, ...] = ("ok", "warn", "fail")  # a monitor's exit code is the place in it


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names a text, and, unless all is well, another one with the cure; `values` stand in both."""

    code: str
    level: Level = "ok"
    values: Mapping[str, object] = field(default_factory=dict)


def worst(findings: Iterable[Finding]) -> Level:
    return max((finding.level for finding in findings), key=LEVELS.index, default="ok")
