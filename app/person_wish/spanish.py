"""How Spanish asks for a person, without the marks (ñ is n). Pure."""

import re

from app.person_wish.words import Words, spoken
from app.wording import listed

_WHO = (
    r"(?:personas?|alguien|human[oa]|agente|asesor[a]?|operador[a]?|representante|encargad[oa]|responsable|"
    r"jef[ae]|duen[oa]|"
    r"companer[oa]|ejecutiv[oa]|gerente|supervisor[a]?|trabajador[a]?|emplead[oa]|atencion al cliente)"
)
_WORD = r"(?!mi\b|mis\b|nuestr|nadie|ningun)\w+"
_MACHINE = r"(?:bots?|robots?|maquinas?|ordenador|contestador)"

WORDS = Words(
    who=re.compile(
        r"(?:(?:quiero|necesito|prefiero|ponme con|deme|dame) )?(?:(?:(?:hablar )?con|a) )?(?:un |una |el |la |algun )?"
        r"(?:agente(?: humano)?|humano|persona(?: real| de verdad)?|ser humano|operador[a]?|asesor[a]?|"
        r"representante|ejecutivo|"
        r"atencion al cliente|servicio al cliente|hablar con alguien)"
    ),
    insists=listed("favor porfa porfavor ya ahora"),
    noise=listed("hola buenas buenos dias tardes gracias por no"),
    within=spoken(
        rf"(?:hablar|chatear|comunicar(?:me|nos)?|contactar|platicar) (?:\w+ ){{0,2}}(?:con|a) (?:{_WORD} "
        rf"){{0,2}}{_WHO}",
        rf"(?:pasame|paseme|pasenme|pasadme|comunicame|comuniqueme|ponme|pongame|conectame|transfiereme|transfierame) "
        rf"(?:con|a) (?:{_WORD} ){{0,2}}{_WHO}",
        rf"me (?:\w+ )?(?:pasas|pasais|pasar|comunica|comunicas|comunicar|poner) con (?:{_WORD} ){{0,2}}{_WHO}",
        r"(?:persona|humano|agente) (?:de verdad|real|humano|de carne)",
        r"ser humano",
        r"alguien con quien (?:\w+ )?(?:pueda |puedo )?hablar",
        r"hay (?:\w+ ){0,2}(?:humano|persona real|alguien (?:real|ahi|humano))",
        rf"(?:eres|es usted|sois|estoy hablando con|hablo con) (?:un |una )?{_MACHINE}",
        rf"no (?:\w+ ){{0,3}}con (?:un |una |el |la |este )?{_MACHINE}",
        r"(?:quiero|necesito|prefiero) (?:a )?(?:un |una )?(?:humano|persona|agente|asesor[a]?|operador[a]?)(?:$| "
        r"por favor)",
    ),
    calls=spoken(
        r"(?:llamenme|llamadme|llamame|llameme)",
        r"que me llame(?:n|is)?",
        r"me (?:pueden|podeis|puede|podrian|podria|puedes) llamar",
        r"(?:pueden|podeis|puede|podrian|podria|alguien) (?:\w+ )?llamarme",
    ),
    unless=re.compile(r"\b(?:si|cuando|antes|repartidor|no me llam\w+|no)\b"),
)
