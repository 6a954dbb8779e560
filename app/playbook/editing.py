"""Changing a playbook's files, given by their paths, so that comments, order and all that is not changed stay. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Array

from app.playbook.intents import LANGUAGES
from app.playbook.reading import INTENTS, MAIN_FILE

SOURCE = "dashboard"  # of the examples that people add there

Files = dict[str, str]
Place = tuple[str, ...]  # the names of the tables down to a text
Texts = Mapping[Any, str]  # by language; an empty one is none


def path(intent: str) -> str:
    return f"{INTENTS}/{intent}.toml"


def intent(files: Files, name: str, fields: Mapping[str, Any], texts: Mapping[str, Texts]) -> Files:
    """`fields` are plain values (None takes one away), `texts` those by language: `title`, `answers`."""
    document = tomlkit.parse(files.get(path(name), ""))
    for field, value in fields.items():
        _put(document, field, value)
    for field, given in texts.items():
        _put_texts(document, (field,), given)
    return files | {path(name): tomlkit.dumps(document)}


def new_intent(files: Files, name: str, fields: Mapping[str, Any], texts: Mapping[str, Texts]) -> Files:
    """A file of its own, with the title first."""
    document = tomlkit.document()
    title = tomlkit.inline_table()
    title.update(texts["title"])
    document["title"] = title
    return intent(files | {path(name): tomlkit.dumps(document)}, name, fields, texts)


def without_intent(files: Files, name: str) -> Files:
    return {file: text for file, text in files.items() if file != path(name)}


def add_examples(files: Files, name: str, language: str, texts: Sequence[str]) -> Files:
    """As the source `dashboard`, in the order given."""
    document = tomlkit.parse(files[path(name)])
    batches = document.setdefault("examples", tomlkit.aot())
    if not isinstance(batches, AoT):  # written as a plain list; such a file is rewritten there
        batches = _as_tables(document)
    ours = next((batch for batch in batches if batch.get("source") == SOURCE), None)
    if ours is None:
        ours = tomlkit.table()
        ours["source"] = SOURCE
        batches.append(ours)
        ours = batches[-1]
    listed = ours.get(language)
    if listed is None:
        ours[language] = listed = _lines(())
        listed = ours[language]
    for text in texts:
        listed.append(text)
    return files | {path(name): tomlkit.dumps(document)}


def remove_examples(files: Files, name: str, unwanted: Collection[tuple[str, str]]) -> Files:
    """`unwanted`: languages and texts; each goes wherever it stands."""
    document = tomlkit.parse(files[path(name)])
    for batch in document.get("examples", ()):
        for language in [key for key in batch if key != "source"]:
            gone = [place for place, text in enumerate(batch[language]) if (language, str(text).strip()) in unwanted]
            for place in reversed(gone):
                del batch[language][place]
            if gone and not batch[language]:
                del batch[language]
    return files | {path(name): tomlkit.dumps(document)}


def texts(files: Files, given: Mapping[Place, Texts], file: str = MAIN_FILE) -> Files:
    """The texts by language at these places (`("handover", "late")`); a place without any text is taken away."""
    document = tomlkit.parse(files.get(file, ""))
    for place, by_language in given.items():
        _put_texts(document, place, by_language)
    return files | {file: tomlkit.dumps(document)}


def table(files: Files, name: str, values: Mapping[str, Any] | None, file: str) -> Files:
    """A table's values, all of them; None takes the table away. Values are plain, and may be tables of lists."""
    document = tomlkit.parse(files.get(file, ""))
    if values is None:
        document.pop(name, None)
    else:
        _fill(document.setdefault(name, tomlkit.table()), values)
        _fill(document[name], values)
    return files | {file: tomlkit.dumps(document)}


def _fill(into: Any, values: Mapping[str, Any]) -> None:
    for key in [key for key in into if key not in values]:
        del into[key]
    for key, value in values.items():
        if isinstance(value, Mapping):
            _fill(into.setdefault(key, tomlkit.table()), value)
        elif key not in into or into[key] != value:
            into[key] = value


def _put(document: TOMLDocument, field: str, value: Any) -> None:
    if value is None:
        document.pop(field, None)
    elif document.get(field) != value:
        document[field] = value  # what is new stands before the first table, where it belongs to none


def _put_texts(document: TOMLDocument, place: tuple[str, ...], given: Texts) -> None:
    kept = {language: given[language] for language in LANGUAGES if given.get(language)}
    *above, last = place
    inside: Any = document
    for name in above:
        if not kept and name not in inside:
            return
        inside = inside.setdefault(name, tomlkit.table(is_super_table=True))
    if not kept:
        inside.pop(last, None)
        return
    if last not in inside:
        inside[last] = tomlkit.table()
    _fill(inside[last], {**{key: value for key, value in inside[last].items() if key not in LANGUAGES}, **kept})


def _as_tables(document: TOMLDocument) -> AoT:
    plain = document["examples"].unwrap()
    del document["examples"]
    tables = tomlkit.aot()
    for batch in plain:
        made = tomlkit.table()
        made.update({key: _lines(value) if isinstance(value, list) else value for key, value in batch.items()})
        tables.append(made)
    document["examples"] = tables
    return tables


def _lines(texts: Iterable[str]) -> Array:
    """A list with a line for each text."""
    listed = tomlkit.array().multiline(True)
    listed.extend(texts)
    return listed
