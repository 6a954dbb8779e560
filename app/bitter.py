"""Thanks that are none: a classifier takes "danke für nichts" for thanks, and nobody would see it. Pure."""

import re

from app import wording

# Who thanks at length tells a story, and what went wrong in it has been put right.
_MOST_WORDS = 15
_BITTER = re.compile(
    r"\b(?:fuer (?:nichts|nix|gar nichts|garnichts)|for nothing|leider|falsch(?:e[nrs]?)?|kaputt\w*|schlecht\w*|"
    r"enttaeusch\w*|frechheit|unverschaemt\w*|laecherlich|nie wieder|immer noch (?:nicht|nichts|nix|kein\w*)|"
    r"seit \w+ (?:tagen|wochen|monaten|stunden)|fehlt|reklam\w*|beschwer\w*|useless|unfortunately|still not|"
    r"never again|ridiculous|disappoint\w*|for (?:days|weeks|months)|"
    r"(?:hat|habt|haben|hilft)(?: \w+){0,2} nicht (?:geholfen|weiter)|"
    r"hilft mir nicht|no help)\b|"
    r"\b(?:aber|but) (?:das|die|der|es|ihr|ich|mein\w*|so|jetzt|nicht|wo|wann|was|it|that|this|i|my|where|when|"
    r"what|you|not) "
)
_KIND = re.compile(r"\b(?:fuer ungut|spass|scherz|just kidding)\b")


def is_bitter(text: str) -> bool:
    """Whether words of thanks hold something that a person had better see."""
    said = wording.words(wording.german(text))
    return len(said.split()) <= _MOST_WORDS and bool(_BITTER.search(said)) and not _KIND.search(said)
