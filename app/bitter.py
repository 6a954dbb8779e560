"""Thanks that are none: a classifier takes "danke für nichts" for thanks, and nobody would see it. Pure."""

import re

from app import wording

_BITTER = re.compile(
    r"\b(?:nichts|nix|leider|falsch\w*|kaputt\w*|schlecht\w*|traurig|enttaeusch\w*|frechheit|unverschaemt\w*|laecherlich|"
    r"witz|nie wieder|immer noch|noch immer|trotzdem|vergeblich|umsonst|"
    r"seit \w+ (?:tagen|wochen|monaten|stunden)|fehlt\w*|"
    r"reklam\w*|beschwer\w*|nothing|useless|unfortunately|wrong|broken|still not|never again|ridiculous|disappoint\w*|"
    r"waiting|weeks|(?:hat|habt|haben) nicht geholfen|hilft (?:mir )?(?:nicht|nichts|gar nicht)|no help)\b|"
    r"\b(?:aber|but) \w+ \w"
)


def is_bitter(text: str) -> bool:
    """Whether words of thanks hold something that a person had better see."""
    return bool(_BITTER.search(wording.words(wording.german(text))))
