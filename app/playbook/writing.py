"""Adding examples to a playbook's files."""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from app.playbook.model import LEARNT, Intent, Playbook, PlaybookError

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
