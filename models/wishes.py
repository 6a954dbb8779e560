"""The parts of a message that may each hold a wish of its own. Pure.

Of 100 messages with two wishes both are found in 67, and 11 are answered as if there were one; of 100 with one wish,
written to look like two, 13 seem to have another (`python -m bench --only unseen`).
"""

import re

from models.normalise import clean

FEWEST_WORDS = 3  # shorter parts are no wishes but greetings, names, exclamations
MOST = 6  # parts of one message that are looked at: its first
CERTAIN = 0.85  # a part's confidence from which on its wish counts

_BETWEEN = re.compile(
    r"(?<=[.!?;…])\s+|\n+"
    r"|,?\s+(?:und|and|außerdem|ausserdem|übrigens|zudem|plus|also|ve|oraz|y|et|e|en)\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def parts(text: str) -> list[str]:
    """Sentences, and what is joined by "and"; none when there is only one."""
    found = [part for part in _BETWEEN.split(clean(text)) if len(_WORD.findall(part)) >= FEWEST_WORDS]
    return [part.strip() for part in found[:MOST]] if len(found) > 1 else []
