"""Reading Prometheus' text format, strictly enough to notice what a real monitor would refuse."""

import re

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]

HEAD = re.compile(r"# (HELP [a-z][a-z0-9_]* [^\n]+|TYPE [a-z][a-z0-9_]* gauge)")
SAMPLE = re.compile(r'([a-z][a-z0-9_]*)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\.)*",?)+)\})? (-?[0-9.]+)')
LABEL = re.compile(r'([a-z]+)="((?:[^"\\\n]|\\.)*)"')


def parsed(text: str) -> Samples:
    """Each name is declared once, before its samples; no sample comes twice."""
    found: Samples = {}
    declared: list[str] = []
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("#"):
            assert HEAD.fullmatch(line), line
            declared += [line.split()[2]] if line.startswith("# TYPE") else []
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample, line
        name, labels, value = sample.groups()
        key = (name, tuple(LABEL.findall(labels or "")))
        assert declared[-1] == name, line
        assert key not in found, line
        found[key] = float(value)
    assert len(declared) == len(set(declared))
    return found
