"""The evaluation as one page that needs nothing beside itself: what was measured, what it means, what to do."""

from collections.abc import Iterable

from models.evaluation_page.intents import intents
from models.evaluation_page.mistakes import confused, doubtful
from models.evaluation_page.parts import document, heading
from models.evaluation_page.pictures import pictures
from models.evaluation_page.short import short
from models.evaluation_page.splits import languages, sources
from models.measured import Measured

TITLE = "How well the messages are sorted"
SECTIONS = {
    "In short": short,
    "Intent by intent": intents,
    "How sure it is, and how often right": pictures,
    "What is taken for what": confused,
    "Examples to look at": doubtful,
    "Languages": languages,
    "Sources": sources,
}
LEADS = {
    "source": "Each source was left out once, and sorted by a classifier trained on the others: so it fares with "
    "writers whom it has never read. These are the playbook's examples: real customers write other things in other "
    "proportions, and are harder.",
    "label": "Each fifth was sorted by a classifier trained on the rest. The sources are too few, or too unequal, to "
    "leave one out at a time; so each writer was known already, and the figures are kinder than the truth. Examples of "
    "three sources or more mend that.",
    "held_out": "They were sorted by the active classifier, and count as new only if none of them is among the "
    "examples that it learnt from.",
}


def page(measured: Measured) -> str:
    parts = [*_lead(measured)]
    for number, (title, section) in enumerate(SECTIONS.items()):
        parts += [heading(title, number), *section(measured)]
    return document(f"{TITLE} · Lotse", parts)


def _lead(measured: Measured) -> Iterable[str]:
    report = measured.report
    yield f"<h1>{TITLE}</h1>"
    yield (
        f"<p>{report.messages:,} messages were measured. {report.in_scope:,} of them are in scope: they belong to an "
        f"intent. {LEADS[report.grouped_by]}</p>"
    )
    yield "<p>The page shows some of the texts. If customers wrote them, keep it as you keep their messages.</p>"
    links = "".join(f'<li><a href="#part-{number}">{title}</a></li>' for number, title in enumerate(SECTIONS))
    yield f'<nav aria-label="Sections"><ul>{links}</ul></nav>'
