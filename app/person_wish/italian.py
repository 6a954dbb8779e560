"""How Italian asks for a person, without the marks. Pure."""

import re

from app.person_wish.words import Words, spoken
from app.wording import listed

_WHO = (
    r"(?:operator[ei]|operatrice|uman[oai]|persona|qualcuno|responsabile|titolare|addett[oa]|consulente|direttore|"
    r"direttrice|"
    r"essere umano|collega|assistenza|servizio clienti|qualcun altro)"
)
_WORD = r"(?!mi[oae]\b|nostr|nessun)\w+"
_MACHINE = r"(?:bot|robot|macchina|computer|risponditore)"

WORDS = Words(
    who=re.compile(
        r"(?:(?:voglio|vorrei|mi serve|serve|passatemi|datemi) )?(?:un |una |un altra |l |il )?"
        r"(?:operatore|operatrice|umano|persona(?: (?:vera|reale|umana))?|essere umano|addetto|consulente|agente|"
        r"servizio clienti|"
        r"assistenza clienti|operatore umano)"
    ),
    insists=listed("favore prego subito adesso"),
    noise=listed("ciao buongiorno buonasera salve grazie per no"),
    within=spoken(
        rf"(?:parlare|parlo|scrivere|chattare|comunicare|contatto) (?:\w+ ){{0,2}}(?:con|a|ad) (?:{_WORD} "
        rf"){{0,2}}{_WHO}",
        rf"(?:passatemi|passami|mi passi|mi passa|mi passate|passarmi|collegatemi) (?:{_WORD} ){{0,2}}{_WHO}",
        r"(?:persona|operatore|operatrice) (?:vera|vero|reale|umana|umano|in carne)",
        r"essere umano",
        r"c e (?:\w+ )?(?:un umano|qualcuno di vero|una persona vera)",
        rf"(?:sei|siete|parlo con|sto parlando con|scrivo a) (?:un |una )?{_MACHINE}",
        rf"non (?:\w+ ){{0,3}}(?:con|a) (?:un |una |il |la |questo )?{_MACHINE}",
        r"(?:voglio|vorrei|mi serve|ho bisogno di) (?:un |una )?(?:operatore|operatrice|umano|persona vera|addetto)",
    ),
    calls=spoken(
        r"mi (?:potete|puo|potrebbe|potreste) (?:ri)?chiamare",
        r"(?:potete|puo|potrebbe|potreste|qualcuno) (?:\w+ ){0,2}(?:ri)?chiamarmi",
        r"(?:ri)?chiamatemi|mi (?:ri)?chiami",
    ),
    unless=re.compile(r"\b(?:se|quando|appena|prima|corriere|non)\b"),
)
