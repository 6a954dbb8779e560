"""Words by which a customer asks for a person. Pure.

They beat the classifier: WhatsApp's policy asks for a prompt way to a person.
"""

import re

# A whole message that is only such a word, as the footer of every automatic answer invites to write.
_ALONE = re.compile(
    r"(bitte )?((einen?|den|die|a|an|the) )?"
    r"(mensch(en)?|person|mitarbeiter(in)?|berater(in)?|kundenberater(in)?|kundenservice|human|agent|operator|"
    r"representative|advisor|adviser|real person|live agent|echter? mensch(en)?)( bitte| please| pls)?"
)
_PEOPLE = (
    r"(?:mensch(?:en)?|mitarbeiter(?:in|n)?|berater(?:in)?|kundenberater(?:in)?|ansprechpartner(?:in)?|sachbearbeiter"
    r"(?:in)?|kolleg(?:e|en|in)|person(?:al)?|jemand(?:em|en)?|support ?mitarbeiter|chef(?:in)?)"
)
_TALK = (
    r"(?:reden|sprechen|schreiben|chatten|telefonieren|quatschen|schnacken|red[ae]|schwätz[ae]?|verbinden|verbunden)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:mit|zu|an) (?:\w+ ){{0,3}}{_PEOPLE}\b(?: \w+){{0,4}} {_TALK}\b",
        rf"\b{_TALK}\b(?: \w+){{0,3}} (?:mit|zu) (?:\w+ ){{0,2}}{_PEOPLE}\b",
        r"\b(?:echte[rnm]?|richtige[rnm]?|lebende[rnm]?|wirkliche[rnm]?) "
        rf"{_PEOPLE}\b",
        r"\b(?:kein(?:en|e|em)?|nicht mit (?:einem?|einer|dem|der|nem|ner)) (?:chat)?"
        r"(?:bot|maschine|computer|automat(?:en)?|roboter|ki)\b",
        r"\b(?:real|actual|live|human|proper) (?:person|human|being|agent|people)\b",
        r"\b(?:talk|speak|chat|write|connect me|put me through|transfer me)(?: \w+){0,2} (?:to|with) "
        r"(?:\w+ ){0,2}(?:human|person|agent|someone|somebody|operator|representative|advisor|staff|colleague)\b",
        r"\b(?:not|no|hate) (?:\w+ ){0,3}(?:chat)?(?:bot|bots|robot|robots)\b",
    )
)


def asks_for_a_person(text: str) -> bool:
    """Whether the words ask for a person, in German or English."""
    words = " ".join(re.findall(r"[\w]+", text.lower()))
    return bool(_ALONE.fullmatch(words)) or any(pattern.search(words) for pattern in _PATTERNS)
