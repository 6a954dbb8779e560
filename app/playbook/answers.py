"""An answer's text with its variables filled in. Pure."""

import re
from collections.abc import Iterator, Mapping

VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")


class MissingVariableError(Exception):
    """The answer needs a value that nobody has filled in; its name is the message."""


def variables(text: str) -> set[str]:
    """The names of the variables that a text uses."""
    return set(VARIABLE.findall(text))


def parts(text: str) -> Iterator[tuple[str, str | None]]:
    """The text's stretches in their order, each with the name of the variable that it is, if it is one."""
    place = 0
    for found in VARIABLE.finditer(text):
        if found.start() > place:
            yield text[place : found.start()], None
        yield found[0], found[1]
        place = found.end()
    if place < len(text):
        yield text[place:], None


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """Replace `{{name}}` by its value; what a value contains is never read as a variable again.

    Raises MissingVariableError for a name without a value, so that a half-filled answer never goes out.
    """

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1])
        if not (found and found.strip()):
            raise MissingVariableError(match[1])
        return found

    return VARIABLE.sub(value, text)
