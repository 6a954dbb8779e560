"""The business's facts, and the sentences that Lotse says around its answers, as fields of a form."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.dashboard.blueprint import blueprint
from app.dashboard.playbook import page, saving
from app.dashboard.playbook.saving import Problem
from app.dashboard.set_aside import only_supervisors
from app.playbook import editing
from app.playbook.answers import variables
from app.playbook.checking import facts_lacking
from app.playbook.editing import Place
from app.playbook.model import SPANS, WHEN, Playbook
from app.playbook.reading import BUSINESS_FILE, HOURS
from app.playbook.versions import Change

Texts = Mapping[Any, str]

ALONE: tuple[str, ...] = ("disclosure", "footer", "away", "question", "person", "choose", "again")
HANDOVER = ("asked_for", "unsure", "locked", "complaint", "tries", "failed", "gathered", "late")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


@blueprint.get("/playbook/business", endpoint="playbook_business")
def business() -> ResponseReturnValue:
    return _show()


@blueprint.post("/playbook/business", endpoint="save_business")
def save_facts() -> ResponseReturnValue:
    """The facts that stand in the form; one without any text is taken away, a new one comes last."""
    only_supervisors()
    book = page.held().playbook
    facts = facts_of(book)
    given = {name: saving.by_language(f"fact.{name}") for name in facts if f"fact.{name}.de" in request.form}
    new, texts = saving.text("new"), saving.by_language("fact.new")
    if new or texts:
        if not NAME.fullmatch(new) or new == HOURS:
            return _show(Problem("fact_name"), given, new=(new, texts))
        if new in book.business:
            return _show(Problem("fact_taken"), given, new=(new, texts))
    changed = {name: texts for name, texts in given.items() if texts != dict(facts[name])}
    changed |= {new: texts} if texts else {}
    places: dict[Place, Texts] = {(name,): texts for name, texts in changed.items()}
    change = Change("business", ", ".join(changed)[:200], len(changed))
    made = saving.save(lambda files: editing.texts(files, places, BUSINESS_FILE), change)
    if isinstance(made, Problem):
        return _show(made, given, new=(new, texts))
    return saving.saved("playbook_business", made)


@blueprint.post("/playbook/sentences", endpoint="save_sentences")
def save_sentences() -> ResponseReturnValue:
    only_supervisors()
    known = dict(sentences(page.held().playbook))
    given = {place: saving.by_language(field(place)) for place in known if f"{field(place)}.de" in request.form}
    changed = {place: texts for place, texts in given.items() if texts != dict(known[place])}
    change = Change("sentences", ", ".join(".".join(place) for place in changed)[:200], len(changed))
    made = saving.save(lambda files: editing.texts(files, changed), change)
    if isinstance(made, Problem):
        return _show(made, said=given)
    return saving.saved("playbook_business", made, _anchor="sentences")


def sentences(book: Playbook) -> Iterator[tuple[Place, Texts]]:
    """Where each stands in playbook.toml, and its texts; none where Lotse says nothing."""
    for name in ALONE:
        yield (name,), getattr(book, name)
    tables: tuple[tuple[str, Mapping[str, Texts], tuple[str, ...]], ...] = (
        *(("handover", book.handover, HANDOVER), ("when", book.when, tuple(WHEN))),
        *(("span", book.span, SPANS), ("ask", book.ask, tuple(book.numbers))),
    )
    for table, texts, names in tables:
        for name in dict.fromkeys((*names, *texts)):
            yield (table, name), texts.get(name, {})


def field(place: Place) -> str:
    return "said." + ".".join(place)


def facts_of(book: Playbook) -> dict[str, Texts]:
    """The business's facts, and those that its answers need without that there is any text."""
    return {**book.business, **{name: {} for name in facts_lacking(book)}}


def used_by(book: Playbook) -> dict[str, list[str]]:
    """The intents whose answers need a fact, by its name."""
    found: dict[str, list[str]] = {}
    for intent in book.intents.values():
        for name in {name for text in intent.answers.values() for name in variables(text)}:
            found.setdefault(name, []).append(intent.name)
    return found


def _show(
    problem: Problem | None = None,
    facts: Mapping[str, Texts] | None = None,
    said: Mapping[Place, Texts] | None = None,
    new: tuple[str, Texts] = ("", {}),
) -> ResponseReturnValue:
    book = page.held().playbook
    shown = [(place, field(place), (said or {}).get(place, texts)) for place, texts in sentences(book)]
    return page.show(
        "business", problem, facts={**facts_of(book), **(facts or {})}, sentences=shown, new=new, used=used_by(book)
    )
