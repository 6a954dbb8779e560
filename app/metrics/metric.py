"""A metric, and the text that Prometheus reads. PURE."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)  # seconds

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Metric:
    """All are gauges: they rise and fall. `values` by their labels."""

    name: str
    meaning: str
    values: Mapping[Labels, float]


def single(name: str, meaning: str, value: float) -> Metric:
    return Metric(name, meaning, {(): value})


def labelled(name: str, meaning: str, label: str, values: Mapping[str, float]) -> Metric:
    return Metric(name, meaning, {((label, value),): number for value, number in values.items()})


def distribution(name: str, meaning: str, counts: Sequence[int], total: float) -> list[Metric]:
    """How long something took, as histogram_quantile() reads it: `counts` are those up to each bound, and beyond."""
    up_to = [sum(counts[: number + 1]) for number in range(len(BOUNDS))]
    buckets = dict(zip(map(_number, BOUNDS), map(float, up_to), strict=True)) | {"+Inf": float(sum(counts))}
    return [
        labelled(f"{name}_bucket", meaning, "le", buckets),
        single(f"{name}_count", f"{meaning} (how many)", float(sum(counts))),
        single(f"{name}_sum", f"{meaning} (together)", total),
    ]


def text(metrics: Iterable[Metric]) -> str:
    return "".join(map(_of_one, metrics))


def _of_one(metric: Metric) -> str:
    head = f"# HELP {metric.name} {metric.meaning}\n# TYPE {metric.name} gauge\n"
    return head + "".join(f"{metric.name}{_braced(labels)} {_number(of)}\n" for labels, of in metric.values.items())


def _braced(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}" if labels else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(round(value, 6))
