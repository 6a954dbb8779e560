"""Texts by which another machine tells that it is one, and how alike two texts are. Pure.

Two machines that answer each other never stop by themselves; these are the signs to end it early.
"""

import re
from collections import Counter

from app import wording

# A machine says what it is at the beginning; more would only make the comparison slow.
_LOOKED_AT = 1000

_REPLY = r"(?:antwort|nachricht|e ?mail|mail|mitteilung|benachrichtigung|rueckmeldung)"
_SURE = (
    # German
    rf"(?:dies|das|es) ist eine (?:automatisch|automatisiert|systemgenerierte)\w*(?: \w+)? {_REPLY}",
    rf"(?:diese|die) {_REPLY} (?:wurde|wird|ist) automatisch (?:\w+ )?(?:erstellt|generiert|versendet|gesendet|"
    rf"verschickt|erzeugt)",
    r"^(?:betreff )?(?:automatische (?:antwort|abwesenheit\w*|nachricht|rueckmeldung)|abwesenheits\w+|"
    r"automatisierte antwort)",
    r"(?:bitte )?(?:antworten sie|antworte) (?:bitte )?nicht auf diese (?:automatische )?(?:nachricht|mail|e mail|sms)",
    r"bitte nicht auf diese (?:nachricht|mail|e mail|sms) antworten",
    r"(?:dieses|das) postfach wird nicht (?:\w+ )?(?:gelesen|ueberwacht|bearbeitet)",
    r"ich bin (?:(?:der|die|ein|eine|ihr|dein|ihre|deine) )(?:chatbot|bot(?! gefragt)|(?:virtuell|digital|"
    r"automatisch)\w* assisten\w+)",
    r"hier (?:schreibt|antwortet|chattet) (?:(?:der|ein|ihr|unser|dein) )(?:chatbot|bot|(?:virtuell|digital)\w* "
    r"assisten\w+)",
    r"(?:wie|womit|wobei) (?:koennen|duerfen|kann|darf) (?:wir|ich) (?:dir|ihnen|euch) (?:heute )?(?:weiter)?helfen",
    r"(?:lass|lassen sie) uns wissen wie wir (?:dir|ihnen) (?:weiter)?helfen",
    r"(?:ihre|deine) anfrage (?:ist bei uns eingegangen|wurde (?:erfolgreich )?(?:empfangen|registriert|uebermittelt))",
    r"wir haben (?:ihre|deine) anfrage (?:erhalten|empfangen)",
    r"(?:antworte|antworten sie|schreibe|schreiben sie|tippe|tippen sie|druecke|druecken sie|sende|senden sie|"
    r"waehle|waehlen sie)"
    r"(?: bitte)?(?: mit| die)?(?: der)? 1 (?:fuer|um|wenn|falls)",
    # English
    r"this is an? (?:auto|automatic|automated|automatically generated|auto generated)(?: \w+)? (?:message|reply|"
    r"response|e ?mail)",
    r"this (?:message|reply|e ?mail) (?:was|is|has been) (?:sent )?automatic(?:ally)?(?: \w+)?",
    r"^(?:re |subject )?(?:automatic reply|auto ?reply|auto reply|automated (?:reply|response)|out of (?:the )?office)",
    r"(?:currently|am) out of (?:the )?office (?:\w+ ){0,12}(?:return|respond|reply|e ?mails?|access|urgent)",
    r"(?:please )?(?:do not|don t) (?:reply|respond) to this (?:message|e ?mail|sms|number|text)",
    r"(?:this|the) (?:mailbox|inbox|number|account) is not (?:being )?monitored",
    r"(?:i am|i m) (?:a|an|the|your) (?:chat ?bot|(?:virtual|digital|automated|ai) (?:assistant|agent))",
    r"how (?:can|may|could) (?:we|i) (?:help|assist) you",
    r"(?:let us know )?how we (?:can|may) (?:help|assist) you",
    r"^(?:hi |hello |hey )?(?:\w+ )?(?:thank you|thanks) for (?:contacting|reaching out to|getting in touch with) "
    r"(?!me\b|us both)\w+",
    r"we (?:have|ve) received your (?:request|enquiry|inquiry|ticket)",
    r"(?:reply|press|type|send|enter)(?: with)? 1 (?:for|to|if)",
    # the others
    r"(?:c est|ceci est) une? (?:reponse|message) automatique",
    r"este es un (?:mensaje|correo) automatico|esta es una respuesta automatica",
    r"quest[oa] e un[a ]?\s?(?:messaggio|risposta) automatic[oa]",
    r"bu (?:bir )?otomatik (?:bir )?(?:mesaj|yanit|cevap)\w*",
    r"to jest automatyczna (?:wiadomosc|odpowiedz)|wiadomosc wygenerowana automatycznie",
    r"dit is een automatisch (?:bericht|antwoord)",
)
# WhatsApp's stock texts of greeting and absence: thanks for the message, and when somebody will answer. Each alone may
# be a person's.
_THANKS = re.compile(
    r"\b(?:dank|danke|danken)(?: \w+){0,2} (?:fuer|dass) (?:(?:deine|ihre|eure|die|das|dein|ihr) (?:nachricht|"
    r"anfrage|mitteilung|"
    r"kontaktaufnahme|mail|e mail|interesse)|(?:du|sie) (?:uns|\w+(?: \w+){0,3}) (?:kontaktier\w+|schreib\w+|"
    r"geschrieben))|"
    r"\bthank(?:s| you)(?: \w+)? for (?:your (?:message|enquiry|inquiry|email|interest)|messaging|contacting|writing)"
)
_AWAY = re.compile(
    r"\b(?:wir sind|unser \w+ ist|unser buero ist) (?:\w+ ){0,4}(?:nicht (?:erreichbar|verfuegbar|besetzt|da|im "
    r"buero)|geschlossen)|"
    r"\bausserhalb (?:unserer|der) (?:geschaeftszeiten|oeffnungszeiten|servicezeiten|buerozeiten)|"
    r"\bwir (?:\w+ ){0,6}(?:so schnell wie moeglich|schnellstmoeglich|baldmoeglichst|in kuerze|umgehend|zeitnah|"
    r"schnellstens)|"
    r"\bwe (?:are|re) (?:\w+ ){0,3}(?:unavailable|closed|away|not available|out of (?:the )?office)|"
    r"\bwe (?:\w+ ){0,6}(?:as soon as possible|shortly|within \w+ (?:business )?(?:hours|days))|"
    r"\boutside (?:of )?(?:our|the) (?:business|opening|office) hours"
)
_TIMES = wording.listed("uhr am pm h min minuten stunden minutes hours")


def says_automatic(text: str) -> bool:
    """Whether the text says of itself that a machine sent it, or is a stock greeting or away message of a business."""
    said = wording.words(wording.german(text[:_LOOKED_AT]))
    return bool(_SAID.search(said)) or bool(_THANKS.search(said) and _AWAY.search(said))


def alike(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, when case, numbers and times are left out: the share of words that both have.

    Texts without any word are alike only when they are the same: two order numbers do not make a machine.
    """
    left, right = _counted(one), _counted(other)
    if not left or not right:
        return float(one.strip() == other.strip())
    return 2 * (left & right).total() / (left.total() + right.total())


def _counted(text: str) -> Counter[str]:
    said = wording.words(wording.plain(text[:_LOOKED_AT])).split()
    return Counter(word for word in said if not any(sign.isdigit() for sign in word) and word not in _TIMES)


_SAID = re.compile("|".join(rf"(?:{sure}\b)" if sure.startswith("^") else rf"(?:\b{sure}\b)" for sure in _SURE))
