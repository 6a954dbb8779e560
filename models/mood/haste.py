"""The words of haste, for people to read and to add to; how they are written stands in `phrases.py`."""

NUMBER = r"(\d{1,3}|ein|einer|eine|zwei|drei|vier|fünf|zehn|zwanzig|halben|one|an|two|three|four|five|ten|half an)"
TODAY = (
    r"(heute|heut|heit|heid|haid|heint|hüt|hüte|heutige[nr]?|today|tonight|bugün|dziś|dzisiaj|"
    r"oggi|stasera|hoy|esta (noche|tarde)|aujourd'hui|ce soir|vandaag|vanavond|this (morning|afternoon|evening)|"
    rf"in {NUMBER} (stunden?|std|minuten|min|h|hours?|minutes|mins)|in (der|einer) (halben )?stunde)"
)
TOMORROW = (
    r"(morgen|moing|moagn|moang|morn|morgige[nr]?|tomorrow|tmrw|tmr|2moro|übermorgen|yarın|jutro|domani|mañana|demain)"
)
WEEKDAY = (
    r"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sonnabend|samschtig|sunntig|fritig|"
    r"(this |on )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(diese[sm] |am |this )(wochenende|"
    r"weekend)|"
    r"cumartesi|sobot(a|ę|y)|niedziel(a|ę|y)|sabato|domenica|sábado|domingo|samedi|dimanche|zaterdag|zondag)"
)
SOON = rf"({TODAY}|{TOMORROW})"
DAY = rf"({SOON}|{WEEKDAY})"
NEED = (
    r"(brauch(e|t|en|ts|ma|ad)?|bräucht(e|en)|bruuche?n?|bruche|benötig(e|en)|muss|müssen|müssten|müsste|mues|muass|"
    r"muas|miassn|need|needs|needed|must|have to|has to|got to|gotta|lazım|gerek|potrzebuj(ę|e)|muszę|serve|bisogno|"
    r"devo|necesito|necesitamos|tengo que|besoin|dois|nodig|moet)"
)
EVENT = (
    r"(hochzeit~|heirate~|trauung|standesamt~|beerdigung~|begräbnis~|trauerfeier~|beisetzung~|flug|rückflug|abflug|"
    r"flieger|fliege|fliegen|fliagn|flüüge?|abreise|verreise~|abfahrt|prüfung~|klausur|vorstellungsgespräch~|"
    r"bewerbungsgespräch|taufe|kommunion|firmung|abiball|maturaball|premiere|umzug|geburtstag|geburtstags?(feier|"
    r"party|fest)|"
    r"kindergeburtstag|wedding|marry|married|funeral|flight|fly|flying|exam|interview|birthday|christening|surgery|"
    r"düğün~|uçuş~|uça(ğ|k)~|ślub~|wesele|pogrzeb|lot|matrimonio|sposo|funerale|volo|boda|vuelo|entierro|mariage|vol|"
    r"enterrement|bruiloft|trouwen|begrafenis|vlucht|vlieg|vliegen)"
)

# Danger and harm: nothing takes these back.
DANGER = rf"""
alarm … (geht|piept|schrillt|heult|going off); (rauchmelder|co melder|gasmelder) … (piept|geht|schrillt|los|an)
kohlenmonoxid; carbon monoxide
(klo|toilette|wc|abfluss|toilet|badewanne|sink) … (läuft über|übergelaufen|überläuft|overflow~)
(bekomm~|kriegt?) … keine luft; (läuft|lauft) über[!.]; trying to break in; burglar~; versucht einzubrechen
(ist|is|bin) … (gestürzt|hingefallen); bewusstlos; (high|hohes|39|40|41) (grad )?(fieber|fever); fieberkrampf
herzinfarkt
heart attack
(akku|batterie|battery) … (heiß|hot|bläht|swollen|swelling|aufgebläht|geplatzt|exploded|explodiert); explodiert
exploded; (lift|aufzug|fahrstuhl|treppenlift|elevator|stairlift) … (steckt fest|stecken|stuck|hängt); steckt fest
stecken fest; festgesteckt; festgefahren
(jemand|somebody|someone|wer|fremde) … (karte|konto|card|account) … (einkauft|kauft|abbucht|bucht|benutzt|using|buying|
spending); {NUMBER} (stunde|stunden|std|hours?) … (warten|stehen|sitzen) … (kälte|regen|straße|cold|rain|autobahn)
(überspannung|electric shock|electrocuted|eine gewischt|einen schlag bekommen|
stromschlag bekommen)
scherben … (essen|brei|gläschen|gegessen|salat); (glas|glass|metall|metal) … (im essen|in my food|im brei)
strom … (weg|ausgefallen|aus); (kein|koan|kan|ka) strom; verschmort~; (bare|exposed|live) wires?
(offene|blanke|lose) (kabel|leitungen|drähte); sparks?; sparking
(burnt|burned|scalded|cut) (my|his|her|our); (verbrannt|verbrüht|geschnitten); dangerous to (touch|use); is it safe to
schwillt~; geschwollen; angeschwollen; swelling; (swollen|swells) … (face|tongue|throat|lips|up); hautausschlag
anaphyla~
(höllisch|furchtbar|wahnsinnig|schrecklich|fürchterlich|extrem|unheimlich|narrisch) weh
(halte|halt) … (schmerz~|nicht mehr aus); in agony; (so much|in|extreme) pain; zahnschmerz~; zahnweh; toothache
(hund|katze|kater|kind|sohn|tochter|baby|bub|dog|cat|puppy|kid|son|daughter|toddler|kleine[rn]?) … (gefressen|gegessen|
verschluckt|geschluckt|getrunken|gfressn|ate|eaten|swallowed|drank)
bremsen? … (greif~|zieh~|reagier~|tritt~|wirkungslos|ausgefallen|tot); pannenstreifen; standstreifen; abschleppdienst
hard shoulder; tow truck
(karte|konto|kreditkarte|card|account) … (gestohlen|geklaut|stolen|missbraucht|compromised)
sperr~ … (karte|kreditkarte|konto|zugang); block … (card|account)
stop (the|that|this|my) (payment|transfer|transaction); (zahlung|überweisung|abbuchung) … (stoppen|aufhalten|anhalten)
geht … geld weg; wrong account; falsches konto; unauthori[sz]ed; (identity|card) theft
(stuck|stranded) (at|on|in) (the|an|a|your) (airport|station|motorway|highway|road|side|platform|rain|lift|elevator|
toilet|bathroom|carpark|car park|a\d)
(stecke?n? … fest|hängen? … fest|sitz~ … fest|sitzen gelassen) ?(at|in|on|am|im|auf)?; im treppenhaus
bahnhof … (zug|shuttle); {NUMBER} stund … (steh|wart)
boru patla~; her yer su; hemen gel~; dom się pali
rohrbruch; wasserrohrbruch; wasserschaden; rohr … geplatzt; burst pipe; pipe (has )?burst; überschwemm~; überflut~
flooded
flooding
wasser … (läuft|rinnt|tropft|spritzt|schießt|strömt|lauft|kommt) … (decke|wand|boden|raus|aus|keller|wohnung|küche)
(läuft|lauft|rinnt|tropft|spritzt|kommt) … wasser … (aus|durch|von|raus|heraus|ausse|aussi); wasser läuft; wasser rinnt
keller (steht )?unter wasser; (steht|stehen) … unter wasser; tropft … (decke|wand); hört nicht auf zu (laufen|tropfen)
water … (pouring|gushing|leaking|running out|coming through|everywhere|dripping through); leak … (ceiling|kitchen|gas)
gasgeruch
(riecht|riacht|riacht's|riechts|stinkt|stinkts|schmeckt|schmöckt) … (nach|noch) (gas|rauch|verbrannt~|verschmort~)
gas leak~; smell~ (of )?(gas|burning|smoke)
es brennt; brennt gerade; feuer gefangen; raucht … (steckdose|gerät|kabel|akku|motor)
(steckdose|gerät|kabel|akku|motor|maschine|ladegerät) … (raucht|qualmt|schmort|brennt|funken|funkt); qualmt
funken … (steckdose|kabel)
stromschlag; on fire; caught fire; smoking … (socket|battery|charger)
(battery|charger|socket|oven) … (smoking|sparking|burning)
verletzt; blutet; bleeding; injured; ohnmächtig; unconscious; atemnot; keine luft; can't breathe; allergische reaktion
allergic reaction
notarzt; krankenwagen; rettungswagen; ambulance; vergiftet; poisoned; verschluckt; swallowed; lebensgefahr
lebensgefährlich
(starke|schlimme|unerträgliche|heftige|wahnsinnige|große|furchtbare) (zahn|bauch|rücken)?(schmerzen|zahnweh)
(terrible|severe|awful|unbearable) (pain|toothache)
(insulin|medikament~|tabletten|medication|meds) … (leer|alle|aus|ausgegangen|run out|ran out|out of)
bremsen? … (versagt|versagen|funktioniert nicht|gehen? nicht|geht ned)
brakes … (fail|failed|failing|not working|don't work)
ausgesperrt; aussperrt; usgsperrt; locked (out|in); eingesperrt; eingeschlossen
schlüssel … (steckt … innen|abgebrochen|liegt drin~)
(steckt?|stecken|hängen|stuck) … (aufzug|lift|fahrstuhl|elevator)
liegengeblieben; liegen geblieben; liegenblieben; panne … autobahn; broken down … (motorway|highway|road); stranded
gestrandet
(auto|wagen|transporter) springt (nicht|net|ned) an
eingebrochen … (bei|in|laden|wohnung|haus); einbrecher; (gehackt|hacked)
(karte|konto|sim|handy) … (sofort )?sperren
heizung … (ausgefallen|ausfall|geht nicht|geht ned|kaputt|eiskalt|kalt); no heating
heating … (broken|broke|died|not working); kein strom; stromausfall; power (is )?out
gaz kok~; su (akıyor|bastı|basıyor|patladı); yangın; kapıda kaldı~; dışarıda kaldı~
woda (leci|leje|kapie|zalewa); zalewa; zalało; pęknięta rura; (czuć|czuję|zapach|ulatnia) … gaz~; pożar; zatrzas~
perdita (d'acqua|di gas|acqua|gas); odore di gas; puzza di gas; allaga~; chiuso fuori; chiusa fuori; incendio
fuga de (agua|gas); huele a gas; olor a gas; inundación; inundad~; incendio; encerrad~
fuite d'eau; fuite de gaz; odeur de gaz; inondation; inondé~; incendie; enfermé~ dehors; coincé~ … (ascenseur|dehors)
lekkage; gaslucht; gaslek; ruik~ gas; brand in; buitengesloten; wateroverlast
"""

# Taken back by "no rush".
PRESSING = rf"""
bitte … (noch heute|heute noch); (please|pls) … (today|tonight|asap)
(kasse|kassensystem|server|website|webshop|kühlraum|kühlhaus|kühlung|gefriertruhe|kartenterminal|till|
freezer) … (ausgefallen|tot|down|offline|streikt)
(within|in) the (next )?(hour|half hour); innerhalb (der|von|einer) … (stunde|stunden|minuten)
binnen … (stunde|stunden)
(neamd|niamd|neamand|koana|kana|koaner|niemer|öpper|niemand|keiner|nobody|no one) (macht|mocht|mochd|geht|is|isch|ist|
kimmt|kommt|chunt|steht|'s)? (here|auf|uf|da|do|ran|hin|ans telefon)
(catering|bus|shuttle|taxi|fahrer|monteur|techniker|driver|buffet|dj|fotograf|photographer|florist|torte|trauringe?|
brautkleid|kleid|anzug|cake|dress|blumen|flowers|gelinlik|suit|shuttlebus) … (nicht|ned|net|nonig|not|hasn't|haven't|
isn't|never|didn't) … (gekommen|da|kemma|cho|arrived|here|come|showed|turn~|aufgetaucht)
(direkt|gleich|sofort) (vorbeikommen|vorbei kommen|kommen|anrufen|zurückrufen|herkommen)
komm~ (bitte )?(sofort|schnell)
dringend~; dringlich~; dringent; drigend; dringendst; superdringend; hochdringend; eilig~; eilts?; es eilt; eilsache
pressiert~; pressant
notfall; notfoi; notfalle?s?; akut(er|es|e)? (fall|problem|notfall); notdienst; emergency; urgent; urgently; urgency
(so )?schnell wie (möglich|es geht); so (schnell|rasch|bald) (als|wia|wie) (möglich|meglich|mögli|müglich)
so schnell's geht; schnellstmöglich~; schnellstens; raschest~; ehestmöglich; asap; a\.s\.a\.p
umgehend; unverzüglich; auf der stelle; sofortige[nrs]? (hilfe|antwort|rückruf|rückmeldung|lösung|maßnahme~)
sofort (hilfe|bitte|helfen|melden|anrufen|zurückrufen|stoppen|stornieren|reagieren|antworten)
bitte sofort; bitte … sofort; (ruf|rufen|ruft|meld~|stopp~|stornier~) … sofort; (brauche?|bräuchte) … sofort
immediately; right away; right now; straight away; as soon as (possible|u can|you can); time (is )?critical
time sensitive; last minute
(bitte|pls|please|ganz|super) … (schnell|schnö|schnäll) (antwort~|helf~|hilfe|meld~|rückmeldung|zurück|rückruf~|
reagier~|anruf~|mach~); hilfe!; schnelle (hilfe|antwort|rückmeldung|lösung)
beeil~; beeilung; hurry( up)?; quick(ly)? please; please … quick(ly)?; please hurry; need … (fast|quick|quickly)
läuft … die zeit davon; (keine|kei|koa) zeit mehr; zeit (drängt|läuft)
running out of time; no time left; deadline
(steh~|stand~|stehn|sitz~|wart~|stöh|stönd|warten|standing|waiting|stood) … (vor|outside|draußen|drausn|dusse|
in front) … (tür|türe|tor|laden|geschäft|shop|store|filiale|office|door|gate|haus|hütte|eingang|studio|praxis|lokal|
verschlossen~|geschlossen~|zue?r?|closed|locked)
(verschlossen~|geschlossen~|zugesperrt~|versperrt~|zuen) (tür|türe|tor|laden|geschäft|eingang); (closed|locked) door
(steh~|stehn|stöh) (hier|da|grad|gerade|jetzt|schon) … (tür|türe|laden|draußen|parkplatz|eingang)
(stehe|sind|bin|bi|steh) … (vor ort|da|hier) … (niemand|keiner|koana|kana|niemer) … (da|auf|hier|do)
(niemand|keiner|koana|kana|niemer) (macht|mocht|öffnet) … (auf|uf|tür); no one … (here|opening|answering the door)
nobody (is |'s )?(here|opening|answering the door)
(i'?m|we're|we are|i am) (standing )?(outside|at the door|in front|at your (door|shop|store))
(kann|können|kum|komm~|kimm) … (nicht|net|ned|nöd|nid) (in|ins) … (wohnung|haus|zimmer|hotel|ferienwohnung|
apartment) (rein|eini|ine)?; can't get (in|into) … (flat|apartment|room|house|building)
spätestens (bis )?(um |am )?{DAY}; {TODAY} … spätestens; at the latest … {DAY}; by {DAY} at the latest
(expires|ends|due) {SOON}; läuft {SOON} … ab
(sonst|ansonsten|otherwise|or else) … (zu spät|too late|flug|flight|verpass~|miss)
(fängt|beginnt|startet|geht|starts|begins) (gleich|in {NUMBER} (stunden?|std|minuten|min|hours?|minutes)) (an|los)?
(gäste|guests) … (warten|sitzen|kommen gleich|waiting|sind (schon|bereits) da)
(bevor|before) … (rausgeht|verschickt|versendet|rausgeschickt|losgeschickt|ships?|shipped|goes out|zu spät|too late)
(stoppt?|stoppen|stop|cancel|stornier~|halt~) … (bevor|before|sofort|immediately|noch heute|noch rechtzeitig)
acil; acilen; hemen (arayın|lazım|dönüş|cevap|yardım); çok acele; acele; kapıda(yım|yız)?; bugün (lazım|gerek~)
en kısa sürede
piln[eaiy]; pilnie; bardzo pilne; natychmiast; jak najszybciej; na już; na wczoraj
stoję … (pod|przed) … (drzwiami|sklepem); awaria; nagły (przypadek|wypadek)
urgente; urgenza; urgentemente; urgentissim[oa]; al più presto; il prima possibile; emergenza; subito (per favore|aiuto)
entro (oggi|domani|stasera|sabato); davanti (alla|al) (porta|negozio)
urge; cuanto antes; lo antes posible; ahora mismo; emergencia; inmediatamente; para (hoy|mañana) … (necesito|urgente)
delante de la (puerta|tienda); (en|frente a) la puerta; enseguida por favor
urgence; urgent~; d'urgence; en urgence; au plus vite; le plus (vite|rapidement) possible; dès que possible
tout de suite; immédiatement; avant (ce soir|demain|samedi); devant (la|votre) (porte|magasin|boutique)
spoed; met spoed; spoedgeval; haast; zo (snel|spoedig) mogelijk; zsm; z\.s\.m; onmiddellijk; direct nodig
(vandaag|morgen) … nodig; voor (een )?(dichte|gesloten) deur; noodgeval
"""

# Said anywhere, these take back what only presses.
NO_RUSH = r"""
(nicht|net|ned|nöd|nid|ned so|nix) (so |sehr |sonderlich |besonders |wirklich |grad |gerade |super |mega |ganz |
unbedingt )?(dringend~|eilig|wichtig|akut|pressant)
(ist|is|isch) … (nicht|ned|net|nöd|nid|nix) … (dringend~|eilig); nichts (dringend~|eilig~)
kein(e)? (notfall|eile|stress|streß|hektik|druck|stres|panik|hetze); koa (eile|stress|hektik)
ka (eile|stress|hektik|stress ned); kei (eile|stress|hektik|ihl)
(eilt|pressiert~?|pressierts|brennt|drängt) (aber |ja |auch |mir |uns |gar |überhaupt |also |jetzt |mi |es )?(gar |
überhaupt )?(nicht|net|ned|nöd|nid|nix); keinerlei eile; hat (noch )?(zeit|keine eile); hot zeit; het zyt; hät ziit
lasst? (euch|eich|dir|ihnen) (ruhig )?(zeit|zit); lassen sie sich (ruhig )?zeit; in (aller )?ruhe
wann (immer )?(es )?(euch|ihnen|dir) passt; wenn (ihr|sie) (mal )?zeit (habt|haben); bei gelegenheit; irgendwann (mal)?
no (rush|hurry|stress|pressure|worries if|urgency|emergency)
not (that |very |so |super |really |too |at all )?(urgent~|an emergency|in a (rush|hurry)|a rush)
isn't (that |very |so )?urgent; nothing urgent; (take|taking) your time; whenever (you|it|u); no need to (rush|hurry)
when you (get|have) (a (chance|minute|moment)|time); at your (leisure|convenience)
acil değil; acele(si|m)? (yok|değil|etme~); nie (jest |jest to |ma )?(piln[eaiy]|pośpiechu|spieszy~); bez pośpiechu
nie spiesz~; (non|niente) (è |di )?(urgente|fretta); (senza|nessuna|non c'è|non ho) fretta; con calma
no (es |hay |corre |tengo )?(nada )?(urgente|prisa); sin prisa
pas (très |si |du tout )?(urgent~|pressé~|d'urgence|de stress); rien d'urgent; (prenez|prends) (votre|ton) temps
geen (haast|spoed|stress|noodgeval); niet (zo |heel )?(dringend|urgent); (heeft|neem) (geen haast|de tijd)
"""

# Not looked at: words of haste that are none.
NOT_URGENT = r"""
muss (ich|man|i|ma|mer) (morgen|heute|am|bis|vorher); muss … (absagen|verschieben|stornieren|umbuchen)
(zum|wegen) (verlieben|sterben) gut; feuerlöscher
(nicht|net|ned|nöd|nid|not) (gleich |unbedingt |right )?(sofort|umgehend|immediately|away|jetzt|heute|today|now|morgen|
tomorrow)
gut(en|e|n)? (morgen|moing); schönen (guten )?morgen; (good|this|every|jeden) morning; heute morgen; heit in da fria
morgens; jeden morgen; right now (you|they) (have|sell)
(ab )?sofort (lieferbar|verfügbar|erhältlich|versandfertig|verfügbare?|lieferbare?|kaufen|kauf|überweisung|vorrätig|
mitnehmen|bezahlen|zu haben); sofortüberweisung; sofortkauf; sofortige verfügbarkeit; ab sofort
(immediately|right away) available; available (immediately|right away|right now)
(im|für den|für'n|für|einen|in case of|case of an) (notfall|emergency); notfalls
notfall(set|kontakt|nummer|koffer|medizin|plan|apotheke|paket|rucksack|kit|ration~); notdienst … \?
emergency (kit|contact|number|exit|blanket|light~|fund|bag|set)
muss (ich|man|i|ma|mer|me) (da|dafür|mich|mi|denn|vorher|dann|etwas|was|was)?; müssen (wir|mia|mir)
do (i|we) (need|have) to; did (i|you|we) need to
(brauche?|brauch) (ich|i|ma|man|mer) … (termin|reservierung|ausweis|anmeldung) … \?; now or later
locked (out|in) of (my |the |our )?(account|konto|app|profile?|email|login|shop)
(account|konto|profil) … (locked|gesperrt|ausgesperrt); ausgesperrt … (konto|account|app)
eingeschlossen (sind|ist|im preis); feuer(fest|zeug|werk|wehr|schale|stelle)~; fire (pit|place|works|wood)
(kerze~|ofen|grill|kamin) … brennt; brennt (sie|er|die kerze|das licht); wasser(dicht|fest|hahn|kocher|abweisend)~
(last|letzte) minute (deal~|angebot~|reise~)
(wann|wie lange|ab wann|when|what time|how long) … (heute|morgen|today|tomorrow|samstag|saturday|sonntag|sunday)
(habt|hobt|händ|hend|hän|hat|haben) (ihr|sie|er|es|dir|eana|ia) (heute|morgen|heit|hüt|am samstag|samstag) … (offen|
auf|geöffnet|uf|zu); open (today|tomorrow|now|tonight)
hochzeits(torte~|deko~|geschenk~|karte~|kleid~|einladung~); geburtstags(karte~|geschenk~|rabatt|gutschein)
birthday (card|gift|discount|voucher)~
"""

FEAST = (
    r"(party|feier|fest|fête|anniversaire|festa|fiesta|feest|urodziny|impreza|imprezę|gäste|guests|catering|buffet|"
    r"torte|cake|gâteau)"
)
ENDS = (
    r"(frist|abgabe|abgabeschluss|abgabetermin|ultimatum|visum|deadline|letzter tag|letzte chance|boarding|gate|closes|"
    r"leaves|departs|expires|läuft ab|laufn ab|fährt|fahrt|beginnt|startet|starts|begins|fängt an|goht|schließt|zug|"
    r"bus|"
    r"fähre|train|ferry|scadenza|parte|plazo|délai|treno|tren|pociąg)"
)
ACT = (
    r"(stopp?|stoppen|stop that|stop the|fix (it|this)|sort (it|this)|send (somebody|someone)|get someone|someone out|"
    r"sperren|sperrt|vorbeischicken|jemand (noch )?(vorbeikommen|kommen)|wer (vorbeikommen|kommen)|jemanden? schicken|"
    r"wen schicken|come out|come by|helfen|hilfe|help me|"
    r"yardım|pomóc|aiutar~|ayudar~|aider|helpen)"
)
UNTIL = rf"((bis|by|before|until) (spätestens |the latest )?{WEEKDAY})"
SURELY = (
    r"(unbedingt|zwingend|spätestens|rechtzeitig|definitely|absolutely|in time|koniecznie|assolutamente|sin falta|"
    r"absolument|uiterlijk)"
)
# Two words that press only beside each other, in either order and within one sentence.
PAIRS = (
    (NEED, f"({SOON}|{UNTIL}|{SURELY})"),
    (SURELY, DAY),
    (EVENT, DAY),
    (f"({ENDS}|{ACT}|{FEAST})", TODAY),
)
