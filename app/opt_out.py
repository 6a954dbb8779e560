"""Words by which a customer wants no more messages, or wants them again. Pure.

Whole messages only: "stop, the order is wrong" is about an order. Freer wordings are left to the classifier.
"""

import re
from collections.abc import Sequence
from typing import Literal

from app import wording

_COURTESIES = wording.listed(
    "bitte biite danke hallo hi hey moin please pls plz thanks thank you thx ty sofort endlich jetzt now "
    "lutfen prosze grazie gracias merci svp stp aub alstublieft alsjeblieft favor porfavor porfa dringend "
    "einfach mal kindly"
)
_MAIL = (
    r"(?:news ?letter|werbung|werbig|werbenachrichten|reklame|nachrichten|benachrichtigungen|mitteilungen|"
    r"angebote|infos|mails|"
    r"e mails|sms|whatsapps|whatsapp nachrichten|push nachrichten|rundschreiben|aktionen)"
)
_POST = (
    r"(?:messages|texts|ads|adverts|advertising|promos|promotions|offers|newsletters?|marketing|spam|emails|updates)"
)
_STOP = (
    # German
    rf"sto+p+(?:en)?(?: alles| alle)?(?: {_MAIL})?",
    rf"sto+p+ (?:mit )?(?:der |den |die )?{_MAIL}",
    r"(?:ich (?:will|moechte|moecht) )?(?:mich )?(?:wieder )?(?:abmelden|abbestellen|austragen)",
    r"abmeldung|abbestellung",
    rf"(?:ich (?:will|moechte) )?(?:(?:den|euren|ihren|die|eure|ihre|diese|alle|deinen) )?{_MAIL} "
    r"(?:abbestell(?:en|e)|abbestelen|abmelden|stop+|stop+en|beenden|abschalten|ausschalten|einstellen|austragen|"
    r"kuendigen)",
    rf"(?:ich (?:will|moechte) )?(?:mich )?(?:vom|von|von dem|von den|von der|aus dem) {_MAIL} (?:abmelden|austragen)",
    r"(?:nehmt |nehmen sie |tragt |streicht |streichen sie )?mich (?:aus dem|ausm|aus eurem|aus ihrem|von der|von "
    r"eurer|aus der) "
    r"(?:verteiler|liste)(?: aus| nehmen| streichen| loeschen| entfernen| austragen)?",
    rf"(?:ich (?:will|moechte|wuensche) )?(?:keine?|keinen|kei)(?: weiteren?| weitere)? {_MAIL} (?:mehr|meh)"
    r"(?: von (?:euch|ihnen|dir))?(?: schicken| senden| erhalten| bekommen| schreiben)?",
    r"(?:ich (?:will|moechte) )?keine (?:werbung|weiteren nachrichten|weitere werbung)",
    r"(?:schreibt|schreiben sie|schickt|schicken sie)(?: mir)? (?:nicht|nichts|nix|keine nachrichten) mehr",
    r"(?:nichts|nix) mehr (?:schicken|senden|schreiben)",
    r"hoe?r(?:t|en sie)? auf mir zu schreiben",
    r"(?:aus|von) (?:dem|der|eurem|ihrem|eurer|ihrer) (?:verteiler|liste) (?:nehmen|streichen|loeschen|entfernen|"
    r"austragen)",
    # English
    r"stop ?all|stop (?:it )?all",
    r"unsubscribe(?: me)?(?: from (?:the |your |this )?(?:list|newsletter|everything|all))?",
    r"(?:i (?:want|would like|d like) to )?(?:opt out|optout|unsubscribe)|opt me out",
    r"(?:remove me(?: off| from)?|take me (?:off|from))(?: (?:the|your|this) (?:mailing |contact )?list)?",
    rf"no (?:more|further) (?:promotional |marketing )?{_POST}",
    rf"(?:stop|quit) (?:the |your |these |sending (?:me )?|sending me (?:these |your )?)?{_POST}",
    r"(?:stop|quit) (?:texting|messaging|spamming|writing)(?: to)? me",
    r"(?:do not|don t|dont) (?:message|text|write|write to|contact) me(?: again| anymore| any more)?",
    # Turkish, Polish, Italian, Spanish, French, Dutch
    r"dur|iptal|ret|abonelikten (?:cik|ayril)|aboneligi iptal(?: et)?|(?:reklam|mesaj) (?:istemiyorum|atmayin|"
    r"gondermeyin)",
    r"(?:mnie )?(?:wypisz|wypisac|wypiszcie)(?: mnie)?|mnie wypisac|stop reklamom|nie piszcie(?: do mnie)?(?: wiecej)?|"
    r"nie chce (?:wiecej )?(?:wiadomosci|reklam)",
    r"annulla iscrizione|disiscri(?:vi|vimi|vetemi|vermi|zione)|basta (?:messaggi|pubblicita)|non mi scrivete piu|"
    r"stop (?:messaggi|pubblicita)|"
    r"cancellatemi dalla lista",
    r"baja|dar de baja|no mas (?:mensajes|publicidad|promociones|ofertas)|no me escriban? mas|quitenme de la lista",
    r"(?:me |se )?desabonner|desabonnement|desabonnez moi|desinscri(?:re|ption)|me desinscrire|stop (?:pub|pubs|sms)|"
    r"plus de (?:messages?|pubs?|publicites?)|arretez (?:de m ecrire|vos pubs|les messages)",
    r"(?:mij |me )?(?:afmelden|uitschrijven)|meld (?:me|mij) af|geen (?:berichten|reclame|appjes|nieuwsbrief) "
    r"meer|stop (?:berichten|reclame)",
)
_RESUME = (
    r"start|un ?stop|weiter mit nachrichten",
    r"(?:ich (?:will|moechte) )?(?:mich )?(?:wieder|neu|erneut) (?:anmelden|abonnieren|eintragen)",
    rf"{_MAIL} (?:wieder )?(?:abonnieren|anmelden|aktivieren|einschalten)|{_MAIL} wieder (?:an|ein|senden|schicken|"
    rf"erhalten)",
    rf"(?:ich (?:will|moechte) )?wieder {_MAIL}(?: (?:erhalten|bekommen|haben|schicken|senden))?",
    r"(?:re)?subscribe(?: me)?(?: again)?|sign me up again|opt (?:me )?(?:back )?in|resume(?: messages)?|start again",
    r"baslat|tekrar abone ol|zapisz mnie(?: ponownie)?|iscrivimi(?: di nuovo)?|alta|suscribir(?:me)?(?: de nuevo)?|"
    r"(?:me )?reabonner|(?:weer|opnieuw) aanmelden",
)


def asks_to_stop(text: str) -> bool:
    """Whether the whole message says that no more messages are wanted ("STOP", "abmelden"), and does not ask."""
    return not text.rstrip().endswith("?") and _is(_WANTS_STOP, text)


def asks_to_resume(text: str) -> bool:
    """Whether the whole message takes that back ("START", "wieder anmelden")."""
    return _is(_WANTS_RESUME, text)


def wanted(texts: Sequence[str]) -> Literal["out", "in"] | None:
    """What the last of these messages that is about it asks for: no more messages, or messages again; else None."""
    for text in reversed(texts):
        if asks_to_stop(text):
            return "out"
        if asks_to_resume(text):
            return "in"
    return None


def is_said_everywhere(text: str) -> bool:
    """Whether it is a word that tells nothing of the language: STOP and START are written in all of them."""
    return wording.words(wording.plain(text)) in {"stop", "start"}


def _is(wish: re.Pattern[str], text: str) -> bool:
    return any(wish.fullmatch(_bare(letters(text))) for letters in (wording.german, wording.plain))


def _bare(text: str) -> str:
    """The words without courtesies, and what is said several times said once."""
    kept: list[str] = []
    for word in wording.words(text).split():
        if word not in _COURTESIES and word not in kept[-1:]:
            kept.append(word)
    return " ".join(kept)


_WANTS_STOP, _WANTS_RESUME = (re.compile("|".join(wish)) for wish in (_STOP, _RESUME))
