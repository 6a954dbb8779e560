"""Whether a customer, asked for a detail such as the order number, says that they do not know it. Pure."""

import re

from app import wording

# Who says more than this has something else to say as well, and it is worth a look.
_MOST_WORDS = 20
_DETAIL = re.compile(r"\d{3,}")

_NOT = r"(?:nicht|nich|ned|net|nid|nimmer|nichtmehr)"
_THE = (
    r"(?:ich|i|sie|die|das|den|es|leider|grad|grade|gerade|jetzt|momentan|im moment|aktuell|auch|selber|selbst|"
    r"so|auf die schnelle|heute|halt|echt|ehrlich gesagt|gar|leider)"
)
_AT_HAND = (
    r"(?: (?:da|hier|zur hand|dabei|mehr|parat|griffbereit|auswendig|im kopf|grad|gerade|leider|sorry|zu hand|"
    r"bei mir|jetzt|bekommen|erhalten|vorliegen|mehr da|mehr genau|genau|so genau|aus dem kopf)){0,4}"
)
_NUMBER = (
    r"(?:(?:bestell|auftrags|kunden|rechnungs|vertrags|sendungs)?(?:nummer|nr)|bestaetigung|rechnung|mail|e "
    r"mail|beleg|zettel|quittung|kassenbon|bon|sowas|so was)"
)
_WHICH = r"(?: (?:wo|welche\w*|was das|was fuer|woher|where|which|what that|die nummer|the number) ?.*)?"
# A doubt about something else is no answer to the question.
_DOUBT = re.compile(
    r"\b(?:weiss|weis|woass|woas|ahnung|plan|know|idea|clue|sure)\b(?: \w+){0,4} (?:ob|wann|warum|wieso|weshalb|"
    r"wie lange|wie viel|"
    r"was ich|welche[rs] von|if|when|why|whether|what to|how long|how much|who|whose|any)\b"
)
_SAID = (
    # German
    rf"(?<!\bman )(?<!\ber )(?:weiss|weis|woass|woas|weiss s)(?: {_THE}){{0,4}} {_NOT}(?: (?:mehr|genau|so genau|"
    rf"auswendig|leider|sorry|grad)){{0,4}}{_WHICH}$",
    rf"(?:keine?|null|ka) (?:ahnung|plan|schimmer)(?: (?:mehr|leider|sorry)){{0,4}}{_WHICH}$|^(?:k a|ka|kp)$",
    rf"(?:hab|habe|haben|han|hob|hatte)(?: {_THE}){{0,4}} {_NOT}{_AT_HAND}$",
    rf"(?:hab|habe|haben|han|hob|hatte)(?: {_THE}){{0,4}} (?:keine?|nie eine?|nie)(?: {_NUMBER})?{_AT_HAND}$",
    rf"(?:finde|find|sehe|seh|kenne|kenn|erinnere mich|merke mir)(?: {_THE}){{0,4}} (?:{_NOT}|nirgends|nirgendwo|"
    rf"keine?n?)(?: mehr)?(?: {_NUMBER})?$",
    rf"(?:kann|konnte)(?: {_THE}){{0,4}} (?:{_NOT}|nirgends|keine?)(?: mehr)?(?: {_NUMBER})? (?:finden|sagen|"
    rf"nachsehen|nachschauen)",
    rf"(?:steht|ist)(?: {_THE}| da| dort){{0,4}} (?:nirgends|nirgendwo|nicht (?:drauf|auffindbar))$",
    rf"^(?:(?:{_THE}|{_NUMBER}) ){{0,4}}(?:gibt es|gibts|gibt s)(?: {_THE}){{0,4}} (?:nicht|keine?)(?: {_NUMBER})?$",
    rf"(?:{_NUMBER}|(?:alles|die|das|den|sie) (?:hab|habe|ist)|hab ich|habe ich)(?: {_THE}| schon| aus versehen| "
    rf"hab| habe| laengst| ist| sind){{0,4}} "
    r"(?:geloescht|verloren|verlegt|weggeschmissen|weggeworfen|entsorgt|vergessen)$",
    rf"(?:die|das|der|den) {_NUMBER}(?: \w+){{0,2}} weg$",
    r"^(?:(?:leider|schon) ){0,4}(?:geloescht|verloren|verlegt|weggeworfen|vergessen)$",
    rf"^(?:{_THE} ){{0,4}}(?:keine?|ohne) {_NUMBER}(?: (?:bekommen|erhalten|da|vorhanden|dabei|zur hand|mehr)){{0,4}}$",
    # English
    rf"(?:do not|don t|dont) (?:really )?know(?: (?:it|that|them|sorry|(?:the|my) (?:\w+ )?number)){{0,4}}{_WHICH}$",
    rf"(?:idk|dunno|no (?:idea|clue))(?: (?:sorry|really)){{0,4}}{_WHICH}$",
    r"^(?:i m |im |i am )?not (?:really )?sure$",
    r"(?:do not|don t|dont|haven t got|havent got|haven t|have not got) (?:have )?(?:it|one|that|any|them|(?:the|"
    r"a|an|my|any) (?:\w+ )?(?:number|receipt|"
    r"email|confirmation|invoice))(?: (?:on me|with me|right now|here|anymore|any more|to hand|handy|at hand|now|"
    r"sorry)){0,4}$",
    r"(?:can t|cant|cannot|can not|couldn t|couldnt) (?:find|remember|see|locate) (?:it|one|that|them|(?:the|a|my|"
    r"any) (?:\w+ )?(?:number|receipt|email|confirmation))"
    r"(?: (?:anywhere|anymore|right now|now|sorry)){0,4}$",
    r"(?:i )?(?:don t|dont|do not|can t|cant) remember$|^(?:i )?forgot(?: it)?$",
    r"(?:i )?(?:deleted|lost|threw away|binned) (?:it|that|them|(?:the|my) (?:\w+ )?(?:number|receipt|email|e "
    r"mail|mail|confirmation))$",
    r"(?:never|didn t|didnt) (?:got|get|received?) (?:one|it|any|a number|an email|a confirmation)$|^no (?:order "
    r")?number$",
    # Turkish, Polish, Italian, Spanish, French, Dutch
    r"bilmiyorum|hatirlamiyorum|bulamiyorum|bulamadim|(?:^|bende )yok(?: bende)?$",
    r"nie wiem$|nie mam(?: (?:numeru|go|jej|przy sobie))?$|nie pamietam$|nie (?:moge )?(?:znalezc|znajduje)",
    r"non lo so|non ce l ho|non (?:lo|la|riesco a) trov\w+|non (?:me lo |mi )?ricordo|^non so$",
    r"no (?:lo |la )?se$|no (?:lo|la) tengo|no (?:lo |la )?encuentro|no me acuerdo|ni idea|no lo recuerdo",
    r"(?:je )?(?:ne )?sais pas$|(?:je )?(?:ne )?l ai (?:pas|plus)|(?:ne )?(?:la |le )?(?:re)?trouve (?:pas|plus)|"
    r"aucune idee",
    r"weet ik niet|weet het niet|geen idee|heb ik (?:even |nu )?niet|(?:kan|vind) (?:ik )?(?:hem |het |die "
    r")?niet(?: vinden)?$|kwijt$",
)
_WHERE = re.compile(
    r"\b(?:wo|woher|where|nerede|gdzie|dove|donde|ou|waar)\b|\b(?:was|what|welche|which)\b.*\b(?:nummer|number|"
    r"das|that|it)\b"
)
_BEFORE = re.compile(r"[.!;\n]")


def does_not_know(text: str) -> bool:
    """Whether a short message, in answer to a question for a detail, says that the customer cannot tell it.

    Not when it holds a number after all, or asks something else than where to find the detail.
    """
    said = wording.german(text)
    if len(wording.words(said).split()) > _MOST_WORDS or _DETAIL.search(said) or _asks_something_else(said):
        return False
    if any(_DOUBT.search(sentence) for sentence in wording.sentences(said)):
        return False
    return any(_CANNOT_TELL.search(clause) for clause in (wording.words(said), *wording.clauses(said)))


def _asks_something_else(said: str) -> bool:
    questions = (wording.words(_BEFORE.split(part)[-1]) for part in said.split("?")[:-1])
    return any(asked and not _WHERE.search(asked) and not _CANNOT_TELL.search(asked) for asked in questions)


_CANNOT_TELL = re.compile("|".join(rf"(?:\b(?:{said})\b)" for said in _SAID))
