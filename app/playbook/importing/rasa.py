"""Labelled examples from Rasa's NLU training data: YAML, as Rasa 2 and 3 write it. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from pydantic import TypeAdapter, ValidationError

from app.playbook.importing.tables import FormatError
from app.playbook.intents import Example, Name
from app.playbook.writing import Labelled
from app.whatsapp.limits import TEXT_CHARACTERS

ENDINGS = frozenset({".yml", ".yaml"})
LARGEST = 4 * 2**20  # bytes of a file: the worst of YAML takes ten seconds for each million
UNUSED = ("synonym", "regex", "lookup")
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_TEXT: TypeAdapter[str] = TypeAdapter(Example)
# [Berlin](city)   |   [Berlin](city:BER)   |   [Berlin]{"entity": "city"}   |   [Berlin][{"entity": "city"}, ...]
_ANNOTATED = re.compile(r"\[([^\[\]]+)\](?:\([^()]+\)|\{[^{}]+\}|\[\{[^\[\]]+\}\])")


@dataclass(frozen=True, slots=True)
class TrainingData:
    """A file's examples, and how many items it has of each kind that Lotse has no use for."""

    examples: list[Labelled]
    left_out: Counter[str]


def read(content: str, language: str) -> TrainingData:
    """The examples of all intents, without their entities' annotations; the intent faq/hours becomes faq_hours.

    Raises FormatError, which names the line, for what is no such file.
    """
    examples: list[Labelled] = []
    left_out: Counter[str] = Counter()
    for item in _items(content):
        fields = _fields(item)
        if "intent" in fields:
            intent = _intent(fields["intent"])
            examples += ((text, intent, language) for text in _texts(fields.get("examples", item)))
        else:
            left_out[_unused(item, fields)] += 1
    return TrainingData(examples, left_out)


class _Loader(yaml.SafeLoader):
    """Takes no aliases: with them a few lines stand for millions of examples."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "*name is not taken; write out what it stands for", mark)
        return super().compose_node(parent, index)


def _items(content: str) -> list[yaml.Node]:
    nlu = _fields(_parsed(content)).get("nlu")
    if not isinstance(nlu, yaml.SequenceNode):
        raise _wrong(_line(nlu), "expected `nlu:` with a list of intents")
    return list(nlu.value)


def _parsed(content: str) -> yaml.Node | None:
    """Nodes and not values: they know their lines, and their texts are as typed, where YAML takes `no` for false."""
    loader = _loader(content)
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else loader.line
        raise _wrong(line, f"this YAML cannot be read ({error.problem})") from None
    except (RecursionError, ValueError, OverflowError):
        raise _wrong(loader.line, "this YAML cannot be read (too deep, or a number too large)") from None


def _loader(content: str) -> _Loader:
    try:
        return _Loader(content)
    except yaml.reader.ReaderError as error:
        line = content.count("\n", 0, error.position)
        raise _wrong(line, f"the character U+{error.character:04X} cannot stand in YAML") from None


def _fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(_line(node), "expected names with values, such as `intent: greeting`")
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in fields:
            raise _wrong(_line(key), f"{name[:80]!r} stands here for the second time")
        fields[name] = value
    return fields


def _intent(node: yaml.Node) -> str:
    given = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
    try:
        return _NAME.validate_python(given.replace("/", "_"))
    except ValidationError:
        rule = "small letters, digits and _, a letter first, 64 at most (a / becomes _)"
        raise _wrong(_line(node), f"{given[:80]!r} cannot be an intent's name here: {rule}") from None


def _unused(item: yaml.Node, fields: dict[str, yaml.Node]) -> str:
    kind = next((kind for kind in UNUSED if kind in fields), None)
    if kind is None:
        raise _wrong(_line(item), f"expected one of intent, {', '.join(UNUSED)}")
    return kind


def _texts(examples: yaml.Node) -> Iterator[str]:
    """Each example in plain text, of a list of `text: ...` or of a block of lines `- ...`."""
    written = _listed(examples) if isinstance(examples, yaml.SequenceNode) else _in_block(examples)
    for line, text in written:
        try:
            yield _TEXT.validate_python(_ANNOTATED.sub(r"\1", text))
        except ValidationError:
            raise _wrong(line, f"expected a text of 1 to {TEXT_CHARACTERS} characters") from None


def _listed(examples: yaml.SequenceNode) -> Iterator[tuple[int, str]]:
    for item in examples.value:
        text = _fields(item).get("text")
        if not isinstance(text, yaml.ScalarNode):
            raise _wrong(_line(item), "expected `text:` with an example")
        yield _line(text), text.value


def _in_block(examples: yaml.Node) -> Iterator[tuple[int, str]]:
    if not isinstance(examples, yaml.ScalarNode) or examples.style == ">" or not examples.value.strip():
        raise _wrong(_line(examples), "expected `examples: |` with a line `- ...` for each example")
    for number, row in enumerate(examples.value.split("\n"), 1):
        line = _line(examples) + (number if examples.style == "|" else 0)
        if row.strip() and not row.startswith("-"):
            raise _wrong(line, "expected an example after `- `")
        if row.strip():
            yield line, row[1:]


def _line(node: yaml.Node | None) -> int:
    return int(node.start_mark.line) if node else 0


def _wrong(line: int, what: str) -> FormatError:
    """The line is YAML's, which counts from 0."""
    return FormatError(f"line {line + 1}: {what}. Nothing was added.")
