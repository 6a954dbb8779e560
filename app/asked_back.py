"""What customers say first when they were asked for a detail: that they are looking for it, or where it would stand.
Pure."""

import re

from app import wording

_FILL = r"(?:(?:ja|ok|okay|hm+|ach|oh|hae|aeh|bitte|danke|mal|kurz|eben|grad|gerade|noch|nur|so|also|uff|hi) ){0,4}"
_LATER = re.compile(
    rf"{_FILL}(?:(?:ein(?:en)?|nen?|kleinen?|eine|kurzen?) )?(?:moment|augenblick|sekunde|sek|minute|min|momentchen|"
    r"sekuendchen)(?: (?:bitte|mal|noch|ich .*|muss .*))?|"
    rf"{_FILL}(?:ich )?(?:bin|muss|musste|geh|gehe|such|suche|schau|schaue|guck|gucke|seh|sehe|hol|hole|kuck)"
    r"(?: (?:ich|grad|gerade|mal|eben|kurz|sie|die|das|noch|erst|schnell|da|am|nach|gleich|nachher|bei|mir|den|zettel|"
    r"mails?|rechnung)){0,6}(?: (?:suchen|nachsehen|nachschauen|schauen|gucken|holen|rein|raus|nach|dran|dabei))?|"
    rf"{_FILL}(?:warte|warten sie|wart)(?: (?:mal|kurz|bitte|noch|eben|ich .*)){{0,4}}|"
    r"(?:kommt|schick ich|schicke ich|sag ich|sage ich)(?: (?:sie|ihnen|euch|die|es))?"
    r"(?: (?:gleich|sofort|nachher))?|"
    r"(?:bin )?gleich(?: (?:da|wieder da))?|"
    r"(?:just )?(?:a|one|1) (?:moment|sec|second|minute|min)(?: please)?|hold on|hang on|wait|"
    r"let me (?:look|check|see|find (?:it|that))|(?:i m |i am |im )?(?:looking|checking|searching)(?: for it)?|"
    r"i ll (?:look|check)(?: for it)?|brb"
)
_IT = r"(?:die|das|sie|es|den|dies|diese|so was|sowas|it|that|this|them|one)"
_NUMBER = r"(?:\w*nummer|\w*nr|number|(?:order|booking|customer) (?:number|no)|id|code)"
_WHERE = re.compile(
    r"(?:(?:hae|ja|und|ok|aeh|hm+|sorry|and|so) ){0,4}(?:"
    rf"(?:wo|woher)(?: \w+){{0,3}} (?:ich )?(?:{_IT}|{_NUMBER}|(?:die|diese|meine) {_NUMBER})"
    r"(?: (?:denn|genau|her|finden|bekommen|stehen)){0,4}|"
    rf"(?:wo|woher) (?:steht|stehen|finde|find|bekomme|krieg|seh|sehe)(?: ich)?"
    rf"(?: (?:{_IT}|{_NUMBER}|denn|genau|her|die|diese|meine)){{1,4}}|"
    rf"(?:welche|was fuer (?:eine|ne))(?: \w+)? ?{_NUMBER}(?: (?:denn|genau|meinen sie|meint ihr|meinst du|ist das))"
    r"{0,4}|"
    rf"where(?: \w+){{0,3}} (?:{_IT}|(?:the|my) {_NUMBER})(?: \w+)?|(?:which|what) {_NUMBER}(?: \w+){{0,3}})"
)
_DETAIL = re.compile(r"\d{3,}")


def will_look(text: str) -> bool:
    """Whether the customer only asks for a moment to look for it ("Sekunde, ich such sie")."""
    clauses = wording.clauses(wording.german(text))
    return bool(clauses) and not _DETAIL.search(text) and all(_LATER.fullmatch(clause) for clause in clauses)


def asks_where(text: str) -> bool:
    """Whether the customer asks which detail is meant, or where it stands ("wo finde ich die?")."""
    return not _DETAIL.search(text) and bool(_WHERE.fullmatch(wording.words(wording.german(text))))
