"""How Polish asks for a person, without the marks (ł is l, ę is e). Pure."""

import re

from app.person_wish.words import Words, spoken
from app.wording import listed

_WHO = (
    r"(?:czlowiek\w*|konsultant\w*|pracownik\w*|pracownica|osoba|kims|doradca|kierownik\w*|szef\w*|wlasciciel\w*|"
    r"obsluga|"
    r"biurem obslugi|agentem|operatorem)"
)
# Infinitives and requests; what happened ("rozmawialam") is no wish.
_TALK = (
    r"(?:(?:po)?rozmawiac|rozmow[aey]|pogadac|gadac|pisac|polaczyc|polacz|polaczcie|przelacz\w*|skontaktowac|"
    r"kontakt(?: telefoniczny)?)"
)
_MACHINE = r"(?:bot(?:em)?|robot(?:em)?|automat(?:em)?|maszyna|komputer(?:em)?)"

WORDS = Words(
    who=re.compile(
        r"(?:(?:chce|poprosze|daj(?:cie)? mi|potrzebuje) )?(?:(?:prawdziw|zyw)\w+ )?(?:czlowiek(?:a|iem)?|"
        r"konsultant(?:a|ka|ke|ki)?|"
        r"pracownik(?:a)?(?: obslugi)?|zywa osob[ae]|operator(?:a)?|doradc[ae]|obsluga klienta|biuro obslugi klienta)"
    ),
    insists=listed("prosze poprosze natychmiast teraz"),
    noise=listed("dzien dobry czesc hej dziekuje nie tylko"),
    within=spoken(
        rf"{_TALK} (?:\w+ ){{0,3}}z(?:e)? (?!moj|moim|moja|nasz)(?:\w+ ){{0,2}}{_WHO}",
        rf"z (?:\w+ )?(?:czlowiekiem|konsultantem|pracownikiem|kims|kierownikiem|szefem) (?:\w+ )?{_TALK}",
        r"kogos zywego",
        r"(?:prawdziw|zyw)\w+ (?:czlowiek\w*|osob[aey]|konsultant\w*)",
        r"(?:dajcie|daj|prosze|poprosze|wole) (?:mi )?(?:\w+ )?(?:czlowieka|konsultanta|pracownika|kierownika)",
        r"(?:przekaz|przekazcie) (?:mnie |to )?do (?:\w+ )?(?:czlowieka|konsultanta|pracownika)",
        rf"(?:jestes|czy to|pisze z|rozmawiam z) (?:\w+ )?{_MACHINE}",
        rf"nie (?:\w+ ){{0,3}}z {_MACHINE}",
        r"macie kogos kto (?:mowi|rozmawia)",
    ),
    calls=spoken(
        r"(?:zadzwoncie|oddzwoncie|oddzwonicie|niech ktos (?:\w+ )?(?:zadzwoni|oddzwoni))",
        r"(?:mozecie|moze ktos|prosze) (?:\w+ ){0,3}(?:zadzwonic|oddzwonic)",
        r"prosze o (?:kontakt telefoniczny|oddzwonienie)",
    ),
    unless=re.compile(r"\b(?:jak (?:przyjdzie|bedzie)|gdy|kiedy|jesli|jezeli|kurier\w*|nie (?:dzwon|oddzwan)\w*)\b"),
)
