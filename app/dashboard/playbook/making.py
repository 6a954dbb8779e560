"""Intents come and go."""

import re

from flask.typing import ResponseReturnValue

from app import clock, database
from app.dashboard.blueprint import blueprint, me
from app.dashboard.playbook import examples, intent, overview, page, saving
from app.dashboard.playbook.intent import AUTONOMIES, Form
from app.dashboard.playbook.saving import Problem
from app.dashboard.set_aside import only_supervisors
from app.playbook import alike, editing
from app.playbook.intents import LOCKED, OUT_OF_SCOPE
from app.playbook.versions import Change, Files

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


@blueprint.get("/playbook/new", endpoint="new_intent")
def new() -> ResponseReturnValue:
    only_supervisors()
    return _show(Form(min(page.held().playbook.teams), "observe"))


@blueprint.post("/playbook/new", endpoint="make_intent")
def make() -> ResponseReturnValue:
    """It is recognised after the next training; until then it only stands in the playbook."""
    only_supervisors()
    book, name, lines = page.held().playbook, saving.text("name"), saving.text("lines")
    form = intent.posted(book)
    if not NAME.fullmatch(name):
        return _show(form, name, lines, Problem("name"))
    if name in book.intents:
        if twice := saving.just_saved("intent_new", name, len(list(filter(None, lines.split("\n"))))):
            return saving.saved("playbook_intent", twice, name=name)
        return _show(form, name, lines, Problem("name_taken"))
    found = examples.sort(lines.split("\n"), name, alike.homes(book))
    if found.left_out:
        return _show(form, name, lines, Problem("examples_elsewhere"), found)

    def edit(files: Files) -> Files:
        made = editing.new_intent(files, name, form.fields, form.texts)
        return editing.add_examples(made, name, "de", found.new) if found.new else made

    made = saving.save(edit, Change("intent_new", name, len(found.new), training=True))
    if isinstance(made, Problem):
        return _show(form, name, lines, made)
    return saving.saved("playbook_intent", made, name=name)


def _show(
    form: Form,
    name: str = "",
    lines: str = "",
    problem: Problem | None = None,
    unchanged: examples.Sorted | None = None,
) -> ResponseReturnValue:
    book = page.held().playbook
    given = {"form": form, "name": name, "pasted": lines, "unchanged": unchanged}
    return page.show("new", problem, **given, teams=book.teams, details=book.details, autonomies=AUTONOMIES)


@blueprint.get("/playbook/intents/<name>/delete", endpoint="deleting_intent")
def deleting(name: str) -> ResponseReturnValue:
    """Where it is used, before it goes."""
    only_supervisors()
    return _ask(name)


@blueprint.post("/playbook/intents/<name>/delete", endpoint="delete_intent")
def delete(name: str) -> ResponseReturnValue:
    only_supervisors()
    if name not in page.held().playbook.intents and (twice := saving.just_saved("intent_deleted", name)):
        return saving.saved("playbook", twice)
    if kept(name):
        return _ask(name, Problem("kept"))
    if saving.text("name") != name:
        return _ask(name, Problem("name_again"))
    change = Change("intent_deleted", name, training=True)
    made = saving.save(lambda files: editing.without_intent(files, name), change)
    return _ask(name, made) if isinstance(made, Problem) else saving.saved("playbook", made)


def kept(name: str) -> bool:
    """Whether this person may not delete it: what is out of scope nobody, what people keep for themselves admins."""
    known = intent.one(name)
    theirs = known.autonomy == "human" or name in LOCKED
    return name == OUT_OF_SCOPE or (theirs and me().role != "admin")


def _ask(name: str, problem: Problem | None = None) -> ResponseReturnValue:
    known = intent.one(name)
    with database.sessions()() as session:
        traffic = overview.traffic(session, clock.now(session)).get(name, 0)
    number = sum(1 for _ in known.texts())
    return page.show("delete", problem, intent=known, traffic=traffic, number=number, kept=kept(name))
