"""The log's events, taken from the code: each is in the operators' list, and no field is made for customers' words."""

import ast
import re
from functools import cache
from itertools import chain

from tests.conftest import ROOT

METHODS = {"debug", "info", "warning", "error", "exception", "critical"}
ROOMS = ("app", "commands", "models", "workers")
IDS = {
    *("by", "canned_id", "check_id", "contact_id", "conversation_id", "delivery_id", "inbox_id", "left", "lookup_id"),
    *("event_id", "hook_id", "media_id", "message_id", "person_id", "token_id", "try_id"),
}
NUMBERS = {
    *(
        "after",
        "attempt",
        "attempts",
        "bytes",
        "changed",
        "conversations",
        "deliveries",
        "made",
        "messages",
        "number",
        "seconds",
    ),
    *("messages_a_second", "noted", "problems", "removed", "right", "status", "tried", "wanted"),
}
OUR_WORDS = {
    *(
        "action",
        "breach",
        "cause",
        "check",
        "code",
        "cure",
        "error",
        "found",
        "job",
        "kind",
        "line",
        "month",
        "needs",
        "next",
        "outcome",
        "result",
        "safe",
    ),
    *("shown", "state", "version", "what", "why"),
}
WITH_STARS = {
    "erased",
    "night.removed",
    "gone_back",
    "deleted",
    "breach.line",
    "what_to_do",
}  # ids, counts by our own names, advice

Called = tuple[ast.Call, ast.Module]


@cache
def every_call() -> list[Called]:
    files = chain.from_iterable(sorted((ROOT / room).rglob("*.py")) for room in ROOMS)
    trees = [ast.parse(text) for text in (path.read_text("utf-8") for path in files) if "log." in text]
    return [(node, tree) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and logs(node)]


def logs(call: ast.Call) -> bool:
    """Whether it is a call of a logger's method."""
    function = call.func
    of = function.value if isinstance(function, ast.Attribute) and function.attr in METHODS else None
    return isinstance(of, ast.Name) and of.id == "log"


def names(given: ast.expr, tree: ast.Module) -> set[str]:
    """What an event's name can be: a constant, one of two, or what a variable or a first parameter is given."""
    if isinstance(given, ast.Constant):
        return {str(given.value)}
    if isinstance(given, ast.IfExp):
        return names(given.body, tree) | names(given.orelse, tree)
    nodes, name = list(ast.walk(tree)), ast.unparse(given)
    takers = {node.name for node in nodes if isinstance(node, ast.FunctionDef) and first(node) == name}
    values = [node.value for node in nodes if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name]
    values += [node.args[0] for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) in takers]
    assert values, name
    return set().union(*(names(value, tree) for value in values))


def first(function: ast.FunctionDef) -> str | None:
    return function.args.args[0].arg if function.args.args else None


def listed() -> list[str]:
    lines = (ROOT / "docs/events.md").read_text("utf-8").splitlines()
    return [name for line in lines if line.startswith("| `") for name in re.findall(r"`(\w+)`", line.split("|")[1])]


def test_every_event_is_in_the_operators_list_and_no_other() -> None:
    logged = set().union(*(names(call.args[0], tree) for call, tree in every_call()))
    assert {"triage_failed", "triage_interrupted", "not_pruned", "channel_stopped"} <= logged
    assert sorted(listed()) == sorted(logged)


def test_fields_hold_ids_numbers_and_our_own_words() -> None:
    for call, _ in every_call():
        assert len(call.args) == 1, ast.unparse(call)
        named = {field.arg for field in call.keywords if field.arg}
        starred = {ast.unparse(field.value) for field in call.keywords if not field.arg}
        assert named <= IDS | NUMBERS | OUR_WORDS, ast.unparse(call)
        assert starred <= WITH_STARS, ast.unparse(call)
