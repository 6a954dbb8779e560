"""Adding and removing an intent's examples. The classifier knows of it after the next training."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import abort, request
from flask.typing import ResponseReturnValue

from app.dashboard.blueprint import blueprint
from app.dashboard.playbook import intent, page, saving
from app.dashboard.playbook.saving import Problem
from app.dashboard.set_aside import only_supervisors
from app.playbook import alike, editing
from app.playbook.intents import LEARNT
from app.playbook.versions import Change
from app.whatsapp.limits import TEXT_CHARACTERS

MOST = 500  # lines at one time


@dataclass(frozen=True, slots=True)
class Sorted:
    """Pasted lines: `new` ones; `known` are there already, or twice; `elsewhere` are examples of another intent, with
    its name; `long` ones are more than a message can hold."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...]
    long: tuple[str, ...]

    @property
    def left_out(self) -> int:
        return len(self.known) + len(self.elsewhere) + len(self.long)


def sort(lines: Iterable[str], name: str, homes: Mapping[str, set[str]]) -> Sorted:
    """homes: the intents that have an example, by its plain form. An example of two intents teaches nothing."""
    new: dict[str, str] = {}
    known: list[str] = []
    elsewhere: list[tuple[str, str]] = []
    long: list[str] = []
    for line in filter(None, (line.strip() for line in lines)):
        plain = alike.plain(line)
        others = homes.get(plain, set())
        if len(line) > TEXT_CHARACTERS:
            long.append(line)
        elif name in others or plain in new:
            known.append(line)
        elif others:
            elsewhere.append((line, min(others)))
        else:
            new[plain] = line
    return Sorted(tuple(new.values()), tuple(known), tuple(elsewhere), tuple(long))


@blueprint.post("/playbook/intents/<name>/examples", endpoint="add_examples")
def add(name: str) -> ResponseReturnValue:
    """What cannot be added is named and stays in the field; nothing is dropped in silence."""
    only_supervisors()
    intent.one(name)
    language, pasted = saving.text("language"), saving.text("lines")
    lines = pasted.split("\n")
    if language not in LEARNT:
        abort(400)
    if len(lines) > MOST:
        return intent.show(name, Problem("too_many_lines"), pasted=pasted)
    found = sort(lines, name, alike.homes(page.held().playbook))
    if not found.new:
        return intent.show(name, Problem("no_new_examples"), unchanged=found, pasted=pasted)
    change = Change("examples_added", name, len(found.new), training=True)
    made = saving.save(lambda files: editing.add_examples(files, name, language, found.new), change)
    if isinstance(made, Problem):
        return intent.show(name, made, pasted=pasted)
    if not found.left_out:
        return saving.saved("playbook_intent", made, name=name, _anchor="examples")
    left = "\n".join((*found.known, *(line for line, _ in found.elsewhere), *found.long))
    return intent.show(name, unchanged=found, pasted=left, saved_now=made)


@blueprint.post("/playbook/intents/<name>/examples/remove", endpoint="remove_examples")
def remove(name: str) -> ResponseReturnValue:
    """The ticked ones, each given as its language and its text."""
    only_supervisors()
    intent.one(name)
    ticked = {tuple(given.replace("\r\n", "\n").split(":", 1)) for given in request.form.getlist("example")}
    unwanted = {(pair[0], pair[1]) for pair in ticked if len(pair) == 2}
    if not unwanted:
        return intent.show(name, Problem("none_ticked"))
    change = Change("examples_removed", name, len(unwanted), training=True)
    made = saving.save(lambda files: editing.remove_examples(files, name, unwanted), change)
    if isinstance(made, Problem):
        return intent.show(name, made)
    return saving.saved("playbook_intent", made, name=name, _anchor="examples")
