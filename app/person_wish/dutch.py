"""How Dutch asks for a person, without the marks. Pure."""

import re

from app.person_wish.words import Words, spoken
from app.wording import listed

_WHO = (
    r"(?:mens|mensen|medewerk(?:er|ster)|persoon|iemand|collega|manager|baas|eigenaar|leidinggevende|klantenservice|"
    r"klantenadviseur|adviseur|chef|bedrijfsleider)"
)
_WORD = r"(?!mijn\b|m n\b|onze\b|ons\b|niemand)\w+"
_TALK = r"(?:praten|spreken|chatten|bellen|schrijven|appen|doorverbinden|verbinden|overleggen)"
_MACHINE = r"(?:(?:chat)?bot|robot|computer|machine)"

WORDS = Words(
    who=re.compile(
        r"(?:(?:ik wil|geef me|geef mij|mag ik|graag) )?(?:een )?(?:echt(?:e)? |levend )?"
        r"(?:mens|medewerk(?:er|ster)|persoon|operator|agent|klantenservice|collega|iemand spreken|echt iemand)"
    ),
    insists=listed("alsjeblieft alstublieft aub svp graag nu"),
    noise=listed("hallo hoi goedemorgen goedemiddag dag bedankt nee"),
    within=spoken(
        rf"(?:met|naar|aan) (?:{_WORD} ){{0,3}}{_WHO} (?:\w+ ){{0,3}}{_TALK}",
        rf"{_TALK} (?:\w+ ){{0,2}}met (?:{_WORD} ){{0,2}}{_WHO}",
        r"(?:de |een |jullie |uw )(?:baas|manager|eigenaar|chef|bedrijfsleider|leidinggevende|medewerker) (?:\w+ "
        r"){0,2}spreken",
        r"(?:iemand|mens|medewerker|persoon) (?:\w+ ){0,2}(?:spreken|aan de lijn)",
        r"(?:mij|me) (?:\w+ ){0,3}doorverbinden|verbind (?:me|mij)",
        r"(?:echt|levend|echte|menselijk|menselijke) (?:mens|persoon|medewerker|iemand|contact)",
        r"iemand (?:\w+ )?van vlees",
        rf"(?:doe mij maar|geef mij|geef me|mag ik) (?:\w+ )?(?:een )?{_WHO}$",
        rf"(?:ben je|bent u|praat ik met|chat ik met|is dit) (?:een )?{_MACHINE}",
        r"(?<!ben )geen (?:chat)?bot",
        rf"niet (?:\w+ ){{0,2}}met (?:een |de |jullie |deze )?{_MACHINE}",
    ),
    calls=spoken(
        r"bel (?:me|mij)",
        r"(?:kan|kunnen|kunt|zou|kun) (?:\w+ ){0,3}(?:mij|me) (?:\w+ ){0,4}(?:bellen|terugbellen|opbellen)",
        r"graag teruggebeld",
    ),
    unless=re.compile(r"\b(?:als|wanneer|zodra|voordat|indien|bezorger|niet)\b"),
)
