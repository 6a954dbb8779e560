"""The report of all parts as Markdown. PURE."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

HEAD = """# How fast Lotse is

Written by `make bench`; how is in `bench/`. Everything ran on one machine: the load, Meta's stand-in (200 ms median
latency), PostgreSQL, Valkey and what is measured, so **ratios matter, and absolute numbers depend on the machine**.
CPU per message is more trustworthy than times where the cores are shared with other work.
"""


def written(parts: Mapping[str, ModuleType], results: Mapping[str, dict[str, Any]]) -> str:
    """`results` by part: at, machine, found or failed."""
    found = {name: one["found"] for name, one in results.items() if "found" in one}
    sections = [_section(parts[name], one, found) for name, one in results.items()]
    return HEAD + "".join(sections)


def _section(part: ModuleType, result: dict[str, Any], found: dict[str, Any]) -> str:
    measured = ", ".join(f"{name} {value}" for name, value in result["machine"].items())
    lines = [f"\n## {part.TITLE}\n", f"Measured {result['at']}; {measured}.\n", *part.show(result["found"], found)]
    return "\n".join(lines) + "\n"
