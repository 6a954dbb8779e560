"""How French asks for a person, without the marks. Pure."""

import re

from app.person_wish.words import Words, spoken
from app.wording import listed

_WHO = (
    r"(?:humain|etre humain|personne|quelqu un|conseill(?:er|ere)\w*|agent|responsable|patron(?:ne)?|gerant(?:e)?|"
    r"collegue|"
    r"operateur|operatrice|technicien(?:ne)?|direct(?:eur|rice)|vend(?:eur|euse)|service client\w*|equipe)"
)
_WORD = r"(?!mon\b|ma\b|mes\b|notre\b)\w+"
_MACHINE = r"(?:(?:chat)?bots?|robots?|machines?|ordinateur|repondeur)"

WORDS = Words(
    who=re.compile(
        r"(?:(?:je (?:veux|voudrais|souhaite|prefere)|passez moi|donnez moi) )?(?:(?:parler a|parler avec) "
        r")?(?:un |une |le |la |l )?"
        r"(?:vraie? )?(?:humain|etre humain|conseill(?:er|ere)(?: clientele)?|agent(?: humain)?|operateur|operatrice|"
        r"(?<=une )personne|(?<=vraie )personne|service client(?:s|ele)?|quelqu un)"
    ),
    insists=listed("svp stp plait merci maintenant vite"),
    noise=listed("bonjour bonsoir salut non s il vous te"),
    within=spoken(
        rf"(?:parler|discuter|echanger|communiquer|contact|relation) (?:\w+ ){{0,2}}(?:a|avec) (?:{_WORD} "
        rf"){{0,2}}{_WHO}",
        rf"(?:passez|passe|donnez|trouvez) moi (?:{_WORD} ){{0,2}}{_WHO}",
        rf"(?:transferez|redirigez|mettez|connectez) moi (?:\w+ ){{0,3}}(?:a|avec|vers) (?:{_WORD} ){{0,2}}{_WHO}",
        r"avoir (?:\w+ )?(?:quelqu un|conseill(?:er|ere)|responsable) (?:au telephone|en ligne|au bout du fil)",
        r"vraie? (?:personne|humain|conseill(?:er|ere)|gens)",
        r"(?:un|d un|a un) etre humain",
        r"y a (?:\w+ ){0,3}(?:un humain|une (?:vraie )?personne|quelqu un (?:de (?:reel|vrai)|derriere))",
        rf"(?:tu es|etes vous|es tu|vous etes|est ce que je parle a|je parle a|je parle avec) un(?:e)? {_MACHINE}",
        rf"pas (?:\w+ ){{0,2}}(?:a|avec) (?:un |une |votre |le |la )?{_MACHINE}",
        r"je (?:veux|voudrais|souhaite|prefere) (?:\w+ )?(?:un|une) (?:humain|conseill(?:er|ere)|agent|vraie personne)",
    ),
    calls=spoken(
        r"(?:r ?)?appelez moi|rappelez moi",
        r"(?:pouvez|pourriez) vous (?:me |m )?(?:r ?)?(?:appeler|rappeler)",
        r"vous (?:pouvez|pourriez) (?:me |m )(?:r ?)?(?:appeler|rappeler)",
        r"etre rappelee?",
        r"que (?:\w+ ){1,2}m appelle",
        r"quelqu un (?:\w+ ){0,2}(?:me |m )(?:r ?)?(?:appeler|rappeler|appelle|rappelle)",
    ),
    unless=re.compile(r"\b(?:si|s ils?|quand|lorsque|des que|avant|livreur|ne|pas (?:me |m )?(?:r)?appel\w*)\b"),
)
