"""Adding examples to a playbook's files."""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from app.playbook.alike import plain, superfluous
from app.playbook.errors import PlaybookError
from app.playbook.intents import LEARNT, Intent
from app.playbook.model import Playbook

Labelled = tuple[str, str, str]  # text, intent, language


def add_examples(folder: Path, playbook: Playbook, source: str, examples: Iterable[Labelled]) -> tuple[int, int]:
    """Append them to the intents' files, as one more source; what is there already is left out.

    Returns how many were added, and how many were there. Raises PlaybookError for an intent or language that there is
    not, and for a source or text that a playbook cannot hold, before anything is written.
    """
    given = list(examples)
    _refuse_unknown(playbook, given)
    known = {(intent.name, text) for intent in playbook.intents.values() for text, _, _ in intent.texts()}
    new: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for text, intent, language in dict.fromkeys((text.strip(), intent, language) for text, intent, language in given):
        if text and (intent, text) not in known:
            new[intent][language].append(text)
    written = {intent: _with(folder / f"intents/{intent}.toml", source, texts) for intent, texts in new.items()}
    for intent, content in written.items():
        (folder / f"intents/{intent}.toml").write_text(content, "utf-8")
    added = sum(len(texts) for by_language in new.values() for texts in by_language.values())
    return added, len(given) - added


def throw_out(folder: Path, playbook: Playbook) -> dict[str, list[str]]:
    """Take out of the intents' files what is given twice, nearly the same, or of a series; by the intents' names.

    Raises PlaybookError, before anything is written, when a file does not hold each example in a line of its own.
    """
    thinned = {
        intent.name: _thinned(folder / f"intents/{intent.name}.toml", intent) for intent in playbook.intents.values()
    }
    for name, (content, thrown) in thinned.items():
        if thrown:
            (folder / f"intents/{name}.toml").write_text(content, "utf-8")
    return {name: thrown for name, (_, thrown) in thinned.items() if thrown}


def _thinned(file: Path, intent: Intent) -> tuple[str, list[str]]:
    head, start, examples = file.read_text("utf-8").partition("[[examples]]")
    drop, seen, kept, thrown = superfluous(intent), set[str](), [], []
    for line in examples.splitlines(keepends=True):
        text = _example_in(line)
        if text is not None and (text in drop or plain(text) in seen):
            thrown.append(text)
            continue
        kept.append(line)
        seen |= {plain(text)} if text is not None else set()
    content = f"{head}{start}{''.join(kept)}"
    left = Intent.model_validate({"name": file.stem, **tomllib.loads(content)})
    if len(list(left.texts())) + len(thrown) != len(list(intent.texts())) or superfluous(intent) - set(thrown):
        raise PlaybookError(
            f"Nothing was thrown out, because {file.name} does not hold each example in a line of its own."
        )
    return content, thrown


def _example_in(line: str) -> str | None:
    """The text of a line that is a string of a list."""
    element = line.strip().removesuffix(",")
    if not element.startswith('"'):
        return None
    try:
        return str(tomllib.loads(f"text = {element}")["text"]).strip()
    except tomllib.TOMLDecodeError:
        return None


def _refuse_unknown(playbook: Playbook, examples: Iterable[Labelled]) -> None:
    wrong = {f"intent {intent}" for _, intent, _ in examples if intent not in playbook.intents}
    wrong |= {f"language {language}" for _, _, language in examples if language not in LEARNT}
    if wrong:
        raise PlaybookError(f"Nothing was added, because the playbook has no {', no '.join(sorted(wrong))}.")


def _with(file: Path, source: str, by_language: dict[str, list[str]]) -> str:
    content = f"{file.read_text('utf-8').rstrip()}\n{_block(source, by_language)}"
    try:
        Intent.model_validate({"name": file.stem, **tomllib.loads(content)})
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise PlaybookError(
            f"Nothing was added, because {file.name} could not be read with it: {_reason(error)}."
        ) from None
    return content


def _reason(error: tomllib.TOMLDecodeError | ValidationError) -> str:
    """In one line, without the text of a customer."""
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _block(source: str, by_language: dict[str, list[str]]) -> str:
    """JSON's strings are TOML's basic strings."""
    lines = ["", "[[examples]]", f"source = {json.dumps(source)}"]
    for language, texts in by_language.items():
        lines += [f"{language} = [", *(f"    {json.dumps(text, ensure_ascii=False)}," for text in texts), "]"]
    return "\n".join(lines) + "\n"
