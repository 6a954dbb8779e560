"""How each language and each source fares."""

from collections.abc import Iterable, Sequence

from models.certification import DOUBT
from models.evaluation_page.parts import Html, bar, rounded_down, table
from models.measured import Measured, Part
from models.report_text import percent

TITLES = ["right intent", "at least", "in scope", "messages", "answered, of all", "right, of the answered"]


def languages(measured: Measured) -> Iterable[str]:
    parts = measured.by_language()
    never_read = {part.name for part in parts if part.sources == 1} if measured.report.grouped_by == "source" else set()
    starred = (
        " A language with a * has a single source, so the classifier that sorted it had never read the language; the "
        "one that Lotse uses has, and does better."
    )
    yield table(
        "The right intent by language, of the messages in scope, and what it is at least (with a doubt of "
        f"{100 * DOUBT:.0f} %). A language far behind the others needs more examples, by more than one source."
        + (starred if never_read else ""),
        ["language", *TITLES],
        [(f"{part.name} *" if part.name in never_read else part.name, *_cells(part)) for part in parts],
    )


def sources(measured: Measured) -> Iterable[str]:
    left_out = "Each source left out, one at a time, and sorted by a classifier trained on the others. "
    yield table(
        (left_out if measured.report.grouped_by == "source" else "The right intent by source. ")
        + "A source far behind the others writes like none of them: more examples like its own help most.",
        ["source", *TITLES],
        [(part.name, *_cells(part)) for part in measured.by_source()],
    )


def _cells(part: Part) -> Sequence[object]:
    share = part.right / part.in_scope if part.in_scope else None
    return [
        "-" if share is None else Html(f"{bar(share)} {percent(share)}"),
        rounded_down(part.at_least),
        f"{part.in_scope:,}",
        f"{part.messages:,}",
        percent(part.answered / part.messages),
        percent(part.answered_right / part.answered if part.answered else None),
    ]
