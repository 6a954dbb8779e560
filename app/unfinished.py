"""Whether a customer seems to be typing on, and what they write before they come to the point. Pure."""

import re

from app import wording

# With these at its end a message goes on, unless a full stop follows.
_GOES_ON = wording.listed(
    "und oder aber weil dass denn sondern sowie wenn ob obwohl falls sobald bevor fuer ohne wegen zwischen "
    "gegen ueber seit bis beim zum zur im ins vom von den dem des eine einen einem einer meinen meinem mein "
    "unser and or but because the my your our if whether than since although unless until ve ama cunku ale bo "
    "poniewaz il una y pero porque et mais avec le les une parce maar omdat het een voor met"
)
# With these at its beginning it goes on with the one before.
_JOINS = wording.listed("und oder aber weil also sonst sondern naemlich dass damit ausserdem and or but because so")
# These end a question or a verb as well ("kommt ihr mit", "what is this for"): only a statement goes on after them.
_MAY_GO_ON = wording.listed(
    "der die ein mit meine meiner unsere eure ihre diese dieser bei a for from to with of about"
)
# After these at its beginning a message is a question, and whole.
_ASKS = re.compile(
    r"(?:(?:hallo|hi|hey|moin|hello|und|and) )?(?:wer|wie|was|wo|wann|warum|wieso|weshalb|welche\w*|woher|wohin|"
    r"wem|wen|wozu|"
    r"ist|sind|hat|habt|haben|hast|kann|kannst|koennt|koennen|kommt|kommen|gibt|gibts|macht|machen|geht|darf|"
    r"duerfen|liefert|"
    r"nehmt|nehmen|seid|wird|what|where|when|who|why|how|which|is|are|do|does|did|can|could|will|would|have|has|may)\b"
)
_OPEN_END = re.compile(r"(?:[,:;(\[{–—…-]|\.\.)$")
# "halloooo" is said at length, and means no more.
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SMILEY = re.compile(r"(?:^|\s|\w)[:;=8xX]['’]?-?[()\[\]{}DPpoO/\\|3*]+$|<3$")

_GREETING = (
    r"(?:hall?o(?: hallo)?|hallochen|halloechen|halli ?hallo|hi|hey(?: hey)?|hej|huhu|yo|tag|sali|n abend|seawas|"
    r"griasdi|grias (?:di|eich|euch)|moin(?: moin)?|moinsen|servus|seas|tach(?: auch)?|gude|"
    r"gruess (?:gott|euch|dich|sie|di)|gruee?zi|gruessgott|griass (?:di|eich|euch)|salve|salue|hoi|na|sehr "
    r"geehrte damen und herren|"
    r"(?:einen )?(?:schoenen |wunderschoenen )?gut(?:en|er|e|n) (?:tag|morgen|abend|mittag)|schoenen guten (?:tag|"
    r"abend)|"
    r"morgen zusammen|abend zusammen|mahlzeit|hello(?: hello)?|hiya|howdy|(?:evening|morning) all|morning|good "
    r"(?:morning|evening|afternoon|day)|greetings|dear (?:team|sir or madam|all)|"
    r"merhaba(?:lar)?|selam(?:lar)?|iyi (?:gunler|aksamlar)|guenaydin|dzien dobry|czesc|hejka|witam|ciao|"
    r"buongiorno|buonasera|"
    r"hola|buen(?:os dias|as tardes|as noches|as)|bonjour|bonsoir|salut|goedemorgen|goedemiddag|goedenavond|goeden?dag)"
)
_TO_WHOM = (
    r"(?:zusammen|leute|team|allerseits|alle|ihr|ihr lieben|ihr da|ihr zwei|an alle|mitenand|miteinander|beinand|"
    r"zaeme|euch|"
    r"lieb(?:es|e|er) (?:\w+ )?team|(?:lieb(?:e|er) |geehrte |geehrter )?(?:herr|frau|mr|mrs|ms) \w+|nochmal|"
    r"nochmals|wieder|"
    r"there|all|everyone|everybody|guys|folks|again|sir|madam|a tutti|a todos|a tous|allemaal)"
)
_SMALL = (
    r"(?:da|mal|noch|auch|nur|kurz|eine?|einen|ne|nen|n|a|ganz|kleine?s?|kurze|schnelle|dringende|andere|wichtige|so)"
)
_PREAMBLE = (
    rf"(?:(?:ich|i|wir) )?(?:haette?n?|haett|hab|habe|haben|han|hob) (?:(?:ich|i|wir) )?(?:{_SMALL} "
    rf"){{0,4}}(?:fragen?|anliegen|problem|"
    r"bitte|froag|frog)(?: an (?:sie|euch|dich))?",
    rf"(?:{_SMALL} ){{0,4}}frage",
    r"(?:(?:a|e|ne|eine|kurze) ){0,4}(?:frage|frog|froag) (?:haette?|hab|habe|han|hob) (?:i|ich)",
    r"darf ich (?:(?:sie|euch|dich|mal|kurz) ){0,4}(?:was|etwas|eine frage|ne frage) (?:fragen|stellen)",
    r"(?:ich )?(?:wollte|moechte|muesste|muss|wuerde gern|wuerde gerne|wuerd gern) (?:(?:mal|kurz|nur|euch|sie|"
    r"dich|gern|gerne|nochmal) ){0,4}"
    r"(?:(?:was|etwas|eine frage) )?(?:fragen|wissen|nachfragen|stellen)",
    r"ich (?:brauche?|braeuchte) (?:(?:mal|bitte|dringend|eure|ihre|deine|kurz) ){0,4}hilfe",
    r"(?:koennen|koennt|koennten|koenntet|kannst|koenntest|kann|koennte) (?:sie|ihr|du|mir|wer|jemand)(?: (?:mir|"
    r"uns|mal|bitte|vielleicht|kurz|jemand|"
    r"hier|da|eventuell)){0,4} (?:weiter)?helfen",
    r"(?:es geht um folgendes|folgendes|folgendes problem|und zwar|also|so)",
    r"(?:ich (?:nochmal|nochmals|bins|bin s|bins nochmal|bin s nochmal|bins wieder|wieder|schon wieder)|"
    r"(?:nochmal|schon wieder) ich)",
    r"(?:sorry|entschuldigung|entschuldigen sie(?: bitte)?(?: die stoerung)?|entschuldige|tschuldigung|tschuldige|"
    r"verzeihung|"
    r"tut mir leid|sorry (?:fuer die stoerung|dass ich stoere|nochmal))",
    r"(?:mein name ist|ich heisse|hier spricht|hier schreibt|my name is|je m appelle|me llamo|mi chiamo|ik heet) "
    r"\w+(?: \w+)?",
    r"hier ist (?:herr|frau|familie|fam) \w+",
    r"(?:(?:ist|isch) )?(?:da |hier )?(?:jemand|jmd|wer|oepper)(?: da| hier)?|(?:ist|isch) da (?:jemand|wer|"
    r"oepper)|stoer(?:e|en)? ich(?: grad| gerade)?",
    # English
    r"(?:just |only )?(?:a |one |another )?(?:quick |small |short |simple |silly )?question",
    r"i (?:have|ve|ve got|got|had) (?:a|an|one|another|some|a few|this) (?:(?:quick|small|short|simple) "
    r")?(?:questions?|problem|issue|request)",
    r"(?:can|could|would) (?:you|u|someone|somebody|anyone|anybody) (?:(?:please|pls|maybe|possibly) )?help(?: me|"
    r" us)?(?: out)?",
    r"i (?:need|could use) (?:(?:some|your|a bit of) )?help",
    r"(?:can|could|may) i ask (?:you )?(?:something|a (?:quick )?question)",
    r"(?:it s |its )?(?:just )?me again|it s me|its me",
    r"(?:excuse me|sorry to (?:bother|disturb) you(?: again)?|sorry again|apologies)",
    # Turkish, Polish, Italian, Spanish, French, Dutch
    r"bir (?:sorum|seyim) var(?:di)?|bir sey sorabilir miyim|yardimci olabilir misin(?:iz)?",
    r"mam (?:jedno |takie )?pytanie|czy moge (?:o cos zapytac|zadac pytanie)|potrzebuje pomocy|przepraszam",
    r"(?:ho|avrei) una domanda|una domanda|(?:mi potete|potete|puo) aiutar(?:e|mi)|scusate?",
    r"(?:tengo|tenia) una (?:pregunta|duda|consulta)|una (?:pregunta|consulta|duda)|(?:me pueden ayudar|pueden "
    r"ayudarme)|disculp(?:e|en|a)|perdon",
    r"(?:j ai|j aurais) une (?:petite )?question|une (?:petite )?question|pouvez vous m aider|(?:excusez moi|"
    r"pardon|desole)",
    r"(?:ik heb|ik had) (?:even )?een (?:korte )?vraag(?:je)?|vraagje|(?:kunnen jullie|kunt u|kun je) (?:mij |me "
    r")?helpen",
)
_PLEASE = r"(?:bitte|please|pls|plz|lutfen|prosze|svp|aub|por favor|per favore)"
_OPENING = re.compile(
    rf"(?:{_GREETING}(?: {_TO_WHOM})?|(?:{_GREETING} (?:{_TO_WHOM} )?)?(?:{'|'.join(_PREAMBLE)})(?: {_PLEASE})?|"
    rf"{_PLEASE}|{_TO_WHOM})"
)


def seems_unfinished(text: str) -> bool:
    """Whether the last message of a customer looks like the middle of a sentence, or comes before the point."""
    said = text[: wording.LONGEST].strip()
    if _OPEN_END.search(said) and not _SMILEY.search(said):
        return True
    return says_little(said) or (said[-1:].isalpha() and _breaks_off(wording.clauses(wording.german(said))))


def goes_on(text: str) -> bool:
    """Whether the message goes on with a sentence that was sent already ("und noch nix bekommen")."""
    return wording.words(wording.german(text)).partition(" ")[0] in _JOINS


def says_little(text: str) -> bool:
    """Whether the message holds nothing but a greeting or what comes before the point ("ich hab da mal ne Frage")."""
    clauses = wording.clauses(_STRETCHED.sub(r"\1", wording.german(text)))
    return bool(clauses) and all(_OPENING.fullmatch(clause) for clause in clauses)


def _breaks_off(clauses: list[str]) -> bool:
    said = clauses[-1] if clauses else ""
    before, _, last = said.rpartition(" ")
    return last in _GOES_ON or (bool(before) and last in _MAY_GO_ON and not _ASKS.match(said))
