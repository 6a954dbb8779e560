"""How German asks for a person, with the umlauts written out. Pure."""

import re

from app.person_wish.words import Words, spoken
from app.wording import listed

_ANYONE = (
    r"(?:mensch(?:en|e|n)?|moensch(?:e)?|minschen?|mitarbeiter(?:in|n)?|mitarbeitenden?|kundenberater(?:in)?|"
    r"berater(?:in)?|kundenbetreuer(?:in)?|"
    r"ansprechpartner(?:in|s)?|ansprechperson|sachbearbeit(?:er|erin|ung)|kolleg(?:e|en|in)|person(?:al)?|"
    r"(?:irgend)?jemand(?:em|en)?|(?:irgend)?wem|oepper(?:em)?|support|supporter|supportmitarbeiter|kundenservice|"
    r"kundendienst|kundenbetreuung|servicemitarbeiter(?:in)?|team)"
)
_SOMEBODY = (
    r"(?:chef(?:in)?|boss|inhaber(?:in)?|geschaeftsfuehr(?:er|erin|ung)|(?:filial|team|abteilungs|hotel|werkstatt)?"
    r"leit(?:er|erin|ung)|vorgesetzten?|meister(?:in)?|techniker(?:in)?|manager(?:in)?|(?:herrn?|frau|fr) \w+)"
)
_WHO = rf"(?:{_ANYONE}|{_SOMEBODY})"
_TALK = (
    r"(?:reden?|redn|reda|sprechen|spechen|sprechn|srechen|schreiben|chatten|telefonieren|quatschen|"
    r"s(?:ch)?nacken|schwaetz[ae]n?|"
    r"verbinden|verbinde|verbunden|bereden|besprechen|weiterreden|unterhalten)"
)
# What is said of people at home or at work is no wish; nobody is one person to talk to.
_WORD = r"(?!mein|unser|niemand|kein|wem\b)\w+"
_MACHINE = r"(?:chat)?(?:bot|maschine|computer|automat(?:en)?|roboter|ki|blechbuechse)"
_A = r"(?:ein(?:e|en|em|er)?|n|ne|nen|nem|ner|an|a|den|die|dem|der|das)"

WORDS = Words(
    who=re.compile(
        rf"(?:(?:ich (?:will|moechte|brauche|haette gern\w*)|nur|lieber|gib mir|kann ich) )?(?:mit )?(?:{_A} )?"
        r"(?:(?:echte|richtige|lebende|wirkliche|reale|menschliche)[nrms]* )?"
        r"(?:mensch(?:en)?|person|mitarbeiter(?:in)?|berater(?:in)?|kundenberater(?:in)?|kundenservice|kundendienst|"
        r"kundenbetreu(?:er|erin|ung)|sachbearbeiter(?:in)?|ansprechpartner(?:in)?|ansprechperson|operator|servicemitarbeiter(?:in)?|"
        r"mensch (?:da|dran|hier)|"
        r"kolleg(?:e|en|in)(?: von dir| von euch)?|jemand(?:en)?(?: (?:echte[ns]|richtige[ns]))?|wen echtes|live "
        r"?chat(?: mit support)?|support mitarbeiter|"
        r"(?:chef(?:in)?|meister(?:in)?|jemand(?:en)?|wen) (?:sprechen|dran holen)|verbinden)"
        rf"(?: (?:sprechen|haben|her|und (?:kein(?:en|e)?|nicht) {_MACHINE}))?"
    ),
    insists=listed("bitte biite bitteee btte bidde jetzt sofort endlich dringend asap"),
    noise=listed("hilfe hallo hi hey moin servus guten tag nein nee danke dann doch mal nur einmal aber also"),
    within=spoken(
        rf"(?:mit|zu|an) (?:{_WORD} ){{0,3}}{_WHO}(?: \w+){{0,4}} {_TALK}",
        rf"{_TALK}(?: \w+){{0,3}} (?:mit|zu) (?:{_WORD} ){{0,2}}{_ANYONE}",
        rf"(?:echte|lebende|lebendige|wirkliche|reale|menschliche)[rnms]* (?:{_ANYONE}|leuten?)",
        rf"(?:{_A}|mit) (?:richtig|gscheid|gscheit)\w* (?:mensch(?:en|n)?|moensch|minschen?|person|"
        rf"mitarbeiter(?:in)?|leuten?)",
        r"(?:jemand(?:en)?|wen|wer) (?:richtigen|echte[ns])",
        r"(?:jemand\w*|wen|wer|ee?ner|oepper|kollegen?|menschen?|irgendwer) (?:\w+ ){0,3}(?:(?:aus|vo|von) "
        r"fleisch|mit puls)",
        rf"(?:den|die|der|ihren|euren|deinen|einen|^|bitte|{_SOMEBODY}) ?(?:{_SOMEBODY} )(?:\w+ "
        rf"){{0,2}}(?:sprechen|reden)",
        r"(?:kontakt|hilfe|beratung|antwort|unterstuetzung) (?:von|mit|durch|zu) (?:einem|einer|nem|ner) (?:echten )?"
        r"(?:menschen|mitarbeiter(?:in)?|person|kollegen)",
        r"menschliche[nrs]? (?:kontakt|hilfe|unterstuetzung|antwort|ansprechpartner)",
        r"weiterleitung an (?:\w+ )?(?:menschen|mitarbeiter|kollegen|person)",
        rf"haette (?:\w+ )?gern\w* (?:\w+ ){{0,2}}{_SOMEBODY} gesprochen",
        r"jemand(?:en)? (?:\w+ ){0,3}(?:sprechen|ans telefon (?:kriegen|bekommen|haben|holen)|am telefon haben)",
        r"(?:erreiche|erreich) ich (?:\w+ ){0,4}(?:(?:einen|nen) (?:\w+ )?(?:menschen|mitarbeiter|"
        r"sachbearbeiter|ansprechpartner)|eine (?:\w+ )?person)",
        # a machine is not wanted
        r"(?<!bin )(?<!bin ich )(?:kein(?:en|e|em)? (?:chat)?(?:bot|ki))(?! (?:spam|war|ist))",
        rf"(?:nicht|nid|ned|net|nich|kein|keine|ungern|statt|lieber) (?:\w+ ){{0,3}}(?:mit|em|zu) (?:{_A} )?(?:\w+ )?"
        rf"{_MACHINE}(?: \w+){{0,2}} (?:{_TALK}|schreibe?n?|rede|verzelle)",
        r"(?:chat)?(?:bot|ki) (?:\w+ ){0,3}(?:versteht|kapiert) (?:\w+ ){0,3}(?:nicht|nich|nix|ned|net|nichts)",
        rf"^(?:bitte )?kein(?:e|en)? {_MACHINE}(?: bitte| mehr)?$",
        r"keine (?:automatisch\w*|automatik|vorgefertigt\w*|fertig\w*) (?:antwort\w*|saetze|mehr)",
        # is it a machine?
        rf"(?:bist du|sind sie|seid ihr|bisch|sprech ich|spreche ich|rede ich|red ich|schreibe ich|schreib ich)"
        rf"(?: \w+){{0,4}} (?:nem|ner|n|ein|eine|einem|einer) {_MACHINE}",
        r"(?:is|ist|isch|sitzt|hockt) (?:da|hier|dort|des|das|do) (?:\w+ ){0,4}(?:mensch(?! enttaeuscht)|jemand echtes|"
        r"oepper vo fleisch)",
        r"(?:gibt s|gibts|gibt es|git s) (?:\w+ ){0,5}(?:menschen|mensch|mitarbeiter aus)",
        r"ob (?:da |hier )?ein mensch (?:dran|da|hier|liest|antwortet)",
        # give me, fetch, pass on
        rf"(?:gib|gebt|gebts|geb|geben sie|gaem se) (?:mir|uns|ma|mer|mi)(?: (?:bitte|mal|doch|einfach|endlich|"
        rf"halt)){{0,4}}"
        rf" (?:{_A} |was )?(?:\w+ )?(?:{_ANYONE}|wen|chef(?:in)?|vorgesetzten|menschen?)",
        rf"(?:hol|holt|holts|holen sie) (?:(?:mir|mal|bitte|doch|einfach|endlich|mich) ){{0,4}}(?:einen|nen|deinen|"
        rf"den|die|"
        rf"ihren|euren|eine|jemanden|wen)(?: {_WHO})? ?(?:dazu|ran|her|ans|$)",
        rf"(?:hol|holt|holen sie) (?:(?:mir|mal|bitte|doch|einfach) ){{0,4}}(?:{_A}|deinen|ihren|euren) "
        r"(?:chef(?:in)?|vorgesetzten|kollegen|menschen|mitarbeiter)",
        rf"her mit (?:{_A} )?(?:echten |richtigen )?(?:menschen?|leuten|mitarbeiter)",
        r"verbinden sie (?:mich|uns)(?! (?:nicht|nie))",
        r"(?:^|bitte |dann )verbinde?t? (?:mich|uns|mi)(?! (?:nicht|nie))",
        r"(?:mich|mi|uns|bitte) (?:\w+ ){0,6}(?:durchstellen|durchgestellt|verbinden lassen)(?! wurde)",
        r"stell(?:en sie|t|e)? (?:mich|uns) (?:\w+ ){0,5}durch",
        r"(?:darf|kann|koennte|moechte|will) ich (?:\w+ ){0,3}weitergeleitet werden",
        r"(?:mich|weiterleiten|weitergeben|uebergeben|leiten sie das|geben sie das) (?:\w+ ){0,2}(?:an )?(?:einen|"
        r"einem|"
        r"eine|ihren|eure|nen|den|die|das|n)? ?(?:menschen|mitarbeiter(?:in)?|sachbearbeiter(?:in)?|kollegen|"
        r"jemand(?:en)?)"
        r"(?: \w+){0,3} (?:weiterleiten|weiter|weitergeben|uebergeben|der|die)",
        r"(?:weiterleiten|weitergeben|uebergeben) an (?:\w+ )?(?:menschen|mitarbeiter|sachbearbeiter|kollegen|"
        r"jemanden|chef(?:in)?)",
        # I want, I need
        rf"(?:ich |i |^|und )(?:will|moechte|moecht|mecht|mag|brauche?|haette?|wuensche|verlange|fordere)(?: "
        rf"(?:bitte|jetzt|nur|"
        rf"einfach|lieber|gern|gerne|endlich|mal|schon|hier|mir|a)){{0,4}} (?:{_A} )?(?:echten |anderen |konkreten "
        rf"|persoenlichen )?"
        r"(?:mensch(?:en)?|person|mitarbeiter(?:in)?|sachbearbeiter(?:in)?|ansprechpartner(?:in)?|ansprechperson|"
        r"kollegen|"
        r"kundenberater|kundenbetreuer)(?:$| bitte| und (?:kein|nicht)| der | die | statt)",
        r"(?:brauche?|will|moechte) (?:\w+ ){0,2}(?:jemanden|wen) (?:der|die|mit dem) (?:was |das |es |mir |mich |mal |"
        r"wirklich |sich |lesen |liest |nachdenken |zuhoert |mitdenkt |entscheid)",
        r"dass (?:mir|mich) (?:wer|jemand|einer|ein mensch) (?:zuhoert|anruft|zurueckruft|versteht|liest)",
        r"(?:bitte |dann |ich wuerde gern(?:e)? )(?:jemand(?:en)? (?:der|vom team|aus dem team)|einen (?:echten "
        r")?menschen)",
        r"(?:persoenliches gespraech|persoenlichen ansprechpartner|persoenlich sprechen|persoenlich reden)",
    ),
    calls=spoken(
        r"(?:ruf|rufe|ruft|rufts|rufen sie|rufens) (?:mich|mi|uns|bitte mich|doch mich)(?: \w+){0,5} (?:an|"
        r"zurueck|zruck|durch)",
        r"(?:^|bitte |dann |einfach )(?:ruf|ruft|rufen sie) (?:mich|mi|uns)(?: \w+){0,3}$",
        r"(?:bitte|bitten|braeuchte|brauche|moechte|haette gern\w*)(?: \w+){0,3} (?:rueckruf|ruckruf|telefonat|"
        r"anruf|gespraech)",
        r"^(?:r(?:ue|u)ckruf) (?:bitte|erbeten|waer|waere|ab|heute?)",
        r"(?:bitte|bidde) (?:\w+ ){0,2}(?:anrufen|zurueckrufn?|zurueckrufen)$",
        r"(?:kann|koennte|koenntet|koennen|koennt|wuerde|cha|chann|chaa|kannst|koennten|koennts)(?: \w+){0,2} "
        r"(?:mich|mi|mir|uns|sie|ihr)"
        r"(?: \w+){0,9} (?:anrufen|(?:zu)?rueckrufe?n|zruckrufe?n|z ruckrufe?n|anklingeln|durchklingeln|anlaeuten|"
        r"aaluete|aluete|zurueckruefen)",
        r"(?:kann|koennte|koennen|muss|soll)(?: \w+){0,3} (?:wer|einer|jemand|chef|chefin|meister)(?: \w+){0,4} "
        r"(?:anrufen|zurueckrufen)",
        r"soll (?:sich|mich bitte|mich mal) (?:\w+ ){0,4}(?:melden|anrufen|zurueckrufen)",
    ),
    unless=re.compile(
        r"\b(?:nich|nicht (?:an|zurueck)|wenn (?!luft|ihr zeit|sie zeit|es)|wennst|sobald|falls|bevor|vorher|vorab|"
        r"sollte|nicht (?:\w+ )?noetig|kein(?:e|en)?"
        r"|nicht (?:mehr )?(?:zurueck|an)ruf\w*|fahrer|zusteller|lieferung|spediteur|versprochen|zugesagt)\b"
    ),
    exclaims=frozenset({"mensch", "jemand", "kollege", "verbinden"}),
)
