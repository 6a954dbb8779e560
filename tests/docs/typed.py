"""What the documents tell to type, held against the command, its options and the Makefile's targets."""

import re
import shlex

import click

from commands.main import cli
from tests.conftest import ROOT
from tests.docs import markdown

BEGINS = r"(?:^|[|;&(] ?)(?:[A-Z_]+=\S+ )*"  # `lotse` is also what platforms call the application
LOTSE = re.compile(rf"(?:{BEGINS}(?:\.venv/bin/)?lotse|python -m commands)(?: ([^|;&<>]*)|$)")
MAKE = re.compile(r"(?:^|\s)make (?:[A-Z_]+=\S+ )*([a-z]+)")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
TYPED = re.compile(r"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?(?:lotse|make|python -m commands)(?: |$)")


def spelt_out(code: str) -> list[str]:
    """`people add|list` is the command and each of what stands below it: people, people add, people list."""
    command, _, below = code.partition(" ")
    return [command, *(f"{command} {one}" for one in below.split("|"))]


def lines(text: str) -> list[str]:
    """The lines of its shell blocks, and what stands in backticks and begins like a command of ours."""
    return [*in_blocks(text), *(code for code in markdown.code(text) if TYPED.match(code))]


def in_blocks(text: str) -> list[str]:
    shells = (block for block in markdown.blocks(text) if block.kind.split()[:1] == ["sh"])
    return [line for block in shells for line in block.commands()]


def wrong(line: str, whole: bool = False) -> str | None:
    """What of a line does not exist; None where all of it does, or it is not ours. `whole`: it has to be complete."""
    for target in MAKE.findall(line):
        if target not in TARGETS:
            return f"no target {target}"
    for words in LOTSE.findall(line):
        command, rest = cli, shlex.split(words)
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            if not (found := command.commands.get(rest[0])):
                return f"no command {rest[0]}"
            command, rest = found, rest[1:]
        if problem := _lacks(command, rest, whole):
            return problem
    return None


def _lacks(command: click.Command, words: list[str], whole: bool) -> str | None:
    known = {option for one in command.params for option in one.opts} | {"--help"}
    if unknown := [word for word in words if word.startswith("-") and word.partition("=")[0] not in known]:
        return f"no option {unknown[0]}"
    if not whole:
        return None
    try:
        given, _, _ = command.make_parser(click.Context(command)).parse_args(words)
    except click.UsageError as error:
        return error.message
    missing = [one.name for one in command.params if one.required and not isinstance(given.get(one.name or ""), str)]
    return f"{missing[0]} is missing" if missing else None
