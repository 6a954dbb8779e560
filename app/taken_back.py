"""Whether a customer takes back what they have just written, or puts it right. Pure."""

import re

from app import wording

_FILL = (
    r"(?:ach|ah|oh|ja|ne|nee|noe|nein|ok|okay|quatsch|sorry|ups|also|aber|jetzt|bitte|danke|no|oh|well|actually|thanks)"
)
_BACK = (
    r"(?:lieber |dann |halt |jetzt )?doch nicht|doch net|(?:das |es |die frage )?(?:hat|is|ist) (?:sich )?"
    r"(?:schon |bereits )?erledigt|(?:schon |bereits )?erledigt|vergiss(?: es|s)?|"
    r"vergessen sie(?: es|s| das)?|vergesst (?:es|das)|(?:ist |schon |is )?egal|(?:schon |alles )?gut|passt schon|"
    r"never ?mind|nvm|forget (?:it|that)|(?:it s |its )?(?:all )?(?:sorted|solved|resolved)|don t bother|not any ?more"
)
_TAKEN_BACK = re.compile(rf"(?:{_FILL} ){{0,4}}(?:{_BACK})(?: {_FILL}){{0,4}}|{_FILL}(?: {_FILL}){{0,4}}")
_BEGINS = re.compile(
    rf"^(?:{_FILL} ){{0,4}}(?:{_BACK})\b|^(?:quatsch|falsch|stimmt nicht|das war (?:falsch|die alte|die falsche))\b"
)
_CORRECTS = re.compile(
    r"\b(?:quatsch|falsch\w*|sorry|ups|oops|korrektur|korrigier\w*|verschrieben|vertippt|verwechselt|nein|ne|nee|sondern|"
    r"meinte?|mein ich|richtig\w*|statt|i mean|i meant|wrong|typo|correction|instead|actually)\b"
)


def takes_back(text: str) -> bool:
    """Whether the whole message says that it is no matter any more ("hat sich erledigt", "ach nein, doch nicht")."""
    clauses = wording.clauses(wording.german(text))
    said = any(re.search(rf"\b(?:{_BACK})\b", clause) for clause in clauses)
    return said and all(_TAKEN_BACK.fullmatch(clause) for clause in clauses)


def begins_to_take_back(text: str) -> bool:
    """Whether the message begins by taking back what was said before it, and says more."""
    return bool(_BEGINS.search(wording.words(wording.german(text))))


def corrects(text: str) -> bool:
    """Whether the message puts right what was said ("quatsch, das war die alte")."""
    return bool(_CORRECTS.search(wording.words(wording.german(text))))
