"""TOML that nests so deeply that reading it would take all memory: the reader keeps every beginning of a dotted key, so
that of 200 KB of dots it makes gigabytes. Pure."""

import re

DEEPEST = 20  # tables, lists or parts of a key inside of each other; a playbook has three

# Whole texts, comments and words: what stands in them opens nothing. One that never ends reaches to the end.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5})?|' + r"'''(?:[^']|'(?!''))*+(?:'{3,5})?|"
    r'"(?:[^"\\\n]|\\.)*+"?|' + r"'[^'\n]*+'?|#[^\n]*+|[A-Za-z0-9_-]++|[ \t]++|.",
    re.DOTALL,
)


def is_too_deep(text: str) -> bool:
    """Whether something in the text stands more than `DEEPEST` deep."""
    inside = parts = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        inside += (sign in {"[", "{"}) - (sign in {"]", "}"})
        parts = parts + 1 if sign == "." else parts if sign[0] in _OF_A_KEY else 0
        if max(inside, parts) > DEEPEST:
            return True
    return False


_OF_A_KEY = frozenset("\"' \t-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
