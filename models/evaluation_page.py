"""The evaluation as one page that needs nothing beside itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from models import confusions, figures
from models.certification import Certificate
from models.examples import Example
from models.prediction import OUT_OF_SCOPE, Prediction
from models.report import Report
from models.report_text import GROUPS, percent

STYLE = """
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0; font-size: 13px }
th, td { padding: .25rem .6rem; border-bottom: 1px solid #8886; text-align: right }
th:first-child, td:first-child, .texts td { text-align: left; overflow-wrap: anywhere }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0; background: #fff; padding: .5rem; border-radius: 8px; overflow-x: auto; max-width: 100% }
figcaption { color: #33454c; font-size: 13px }
.wide { overflow-x: auto }
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured: the examples with a prediction each by a model that had not seen them, and what came of it.

    `learning`: numbers of examples and the share right in scope with so many; empty when it was not measured.
    """

    report: Report
    examples: Sequence[Example]
    predictions: Sequence[Prediction]
    certificates: Sequence[Certificate]
    learning: Sequence[tuple[int, float]] = field(default_factory=tuple)


def page(measured: Measured) -> str:
    report = measured.report
    parts = [
        "<h1>How well the messages are sorted</h1>",
        f"<p>{report.messages:,} messages, {report.in_scope:,} in scope: {GROUPS[report.grouped_by]}. These are the "
        "playbook's examples; real customers will be harder.</p>",
        *_summary(report),
        *_pictures(measured),
        *_certificates(measured.certificates),
        *_intents(report),
        *_split("By language", measured, lambda example: example.language),
        *_split("By source", measured, lambda example: example.source),
        *_wrong(measured),
    ]
    body = "\n".join(parts)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Evaluation · Lotse</title>'
    return f"<!doctype html><html lang=en><head>{head}<style>{STYLE}</style></head><body>{body}</body></html>\n"


def _summary(report: Report) -> Iterable[str]:
    chosen = report.chosen
    yield _table(
        ["", ""],
        [
            ("right intent, in scope", percent(report.accuracy_in_scope)),
            (f"answered at threshold {chosen.threshold:.2f}, of all", percent(chosen.coverage)),
            ("right, of the answered", percent(chosen.precision)),
            ("answered rightly, of those in scope", percent(chosen.in_scope_answered_right)),
            ("kept back, of those out of scope", percent(chosen.out_of_scope_kept_back)),
        ],
    )


def _pictures(measured: Measured) -> Iterable[str]:
    labels = [example.label for example in measured.examples]
    acted = [p.confidence if p.intent != OUT_OF_SCOPE else 0.0 for p in measured.predictions]
    right = [p.intent == label != OUT_OF_SCOPE for p, label in zip(measured.predictions, labels, strict=True)]
    yield '<div class="pictures">'
    yield _figure(figures.coverage(acted, right, measured.report.chosen.threshold), "How much is answered how rightly")
    yield _figure(figures.reliability(acted, right), "Is it as sure as it should be? (numbers: messages)")
    if measured.learning:
        yield _figure(figures.learning(measured.learning), "Do more examples still help?")
    yield "</div>"
    caption = "What is taken for what, in percent of each row"
    yield f'<div class="wide">{_figure(figures.confusion(labels, measured.predictions), caption)}</div>'


def _figure(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{caption}</figcaption></figure>"


def _certificates(certificates: Sequence[Certificate]) -> Iterable[str]:
    if not certificates:
        return
    yield "<h2>What may answer by itself</h2>"
    yield _table(
        ["intent", "certified", "from", "right / answered", "at least", "target", "answers", "still needed"],
        [
            (
                *(
                    one.intent,
                    "yes" if one.certified else "no",
                    f"{one.threshold:.2f}",
                    f"{one.right} / {one.answered}",
                ),
                *(percent(one.bound), percent(one.target), percent(one.covered), one.missing or ""),
            )
            for one in certificates
        ],
    )


def _intents(report: Report) -> Iterable[str]:
    yield "<h2>Intents</h2>"
    rows = [(r.intent, r.messages, r.found, r.predicted, r.answered, r.answered_right) for r in report.intents]
    yield _table(["intent", "messages", "found", "predicted", "answered", "of these right"], rows)


def _split(title: str, measured: Measured, key: Callable[[Example], str]) -> Iterable[str]:
    found: dict[str, list[bool]] = defaultdict(list)
    for example, prediction in zip(measured.examples, measured.predictions, strict=True):
        if example.label != OUT_OF_SCOPE:
            found[key(example)].append(prediction.intent == example.label)
    yield f"<h2>{title}</h2>"
    rows = [(name, len(right), percent(sum(right) / len(right))) for name, right in sorted(found.items())]
    yield _table(["", "messages in scope", "right intent"], rows)


def _wrong(measured: Measured) -> Iterable[str]:
    triples = zip(measured.examples, measured.predictions, strict=True)
    rows = [(example.text, example.label, prediction) for example, prediction in triples]
    yield "<h2>Most often taken for each other</h2>"
    pairs = [(f"{one.right} → {one.taken_for}", one.times, " · ".join(one.texts)) for one in confusions.worst(rows)]
    yield _table(["right → taken for", "times", "among them"], pairs, "texts")
    overlaps = [(f"{one} and {other}", percent(share)) for one, other, share in confusions.overlapping(rows)]
    if overlaps:
        yield "<h2>Intents that overlap: draw the line between them, or join them</h2>"
        yield _table(["", "taken for each other"], overlaps)
    doubts = [(doubt.text, doubt.label, doubt.rather, percent(doubt.confidence)) for doubt in confusions.doubted(rows)]
    if doubts:
        yield "<h2>Examples that look mislabelled</h2>"
        yield _table(["text", "label", "rather", "sure"], doubts, "texts")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]], kind: str = "") -> str:
    cells = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = ["<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows]
    body = f"<thead><tr>{cells}</tr></thead><tbody>{''.join(lines)}</tbody>"
    return f'<div class="wide"><table class="{kind}">{body}</table></div>'
