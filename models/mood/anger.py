"""The words of anger, for people to read and to add to; how they are written stands in `phrases.py`."""

SERVICE = r"(service|kundenservice|kundendienst|support|laden|lade|firma|shop|saustall|verein|company|customer service)"
PRAISE = (
    r"(toll|tolle[rs]?|super|klasse|großartig~|prima|spitze|spitzen|wunderbar|herrlich|fantastisch~|bravo|brillant|"
    r"genial|schönen dank|vielen dank|danke|glückwunsch|gratulation|gratuliere|respekt|great|brilliant|wonderful|"
    r"fantastic|amazing|lovely|awesome|congratulations|congrats|well done|nice job|good job|great job|impressive)"
)
FAILED = (
    r"(seit (\d{1,2}|einer?m?|zwei|drei|vier|fünf|sechs) (tagen|wochen|monaten|stunden|wochn|monat)|"
    r"(nichts?|nix|nie|niemals|nirgends|never|nothing|nobody|no one) … (passiert|gehört|antwort~|da|angekommen|"
    r"happened|heard|arrived|answers?|replied|works?|funktioniert)|wieder (falsch|kaputt|nicht|nix)|"
    r"wrong again|broken again|again broken|late again|lost|verloren|versemmelt|vergessen|kaputt~|falsche?[ns]?|"
    r"gelogen|"
    r"weeks? (late|and|waiting)|for (\d{1,2}|two|three|four|five) (weeks|months|days))"
)

INSULTS = r"""
(your|euer|eure|eurer|eurem|ihre?|this|the|diese[rs]?) (damn|damned|bloody|stupid|so called|useless|blöd~|scheiß~|
dämlich~|verdammt~|bescheuert~|beknackt~|depperte~|schrott~|sogenannte[rnm]?)
(absolute|complete|total|utter|piece of|pile of|pure|such) (junk|rubbish|garbage|trash|crap|shit)
(so ein|nur|absoluter|reiner|letzte|euer|totaler|kompletter) (müll|schrott|ramsch|dreck|mist|schund)
arsch; arschloch~; arschlöch~; ärsche; oasch~; orsch; orschloch; arschgeig~; wichser~; wixer~; hurensöhn~; hurensohn
bastard~; missgeburt~; schlampe; schlampen; pisser
(ihr|solche?|lauter|alles|euch|eich) … (idiot|idioten|deppen|depp|trottel|trottln|
vollidioten|vollpfosten|pfeifen|stümper|dilettanten|amateure|clowns|penner|lügner|betrüger|abzocker|gauner|verbrecher|
hirnis|spasten|spinner|versager|nieten|luschen|koffer|wappler)
idioten; vollidiot~; vollpfosten; dilettant~; stümper~; volldepp~; vollkoffer; hirnlos~; hirnederl; deppat~; deppert~
trottel~; trottln; deppn; schwachköpf~; schwachkopf; dumpfback~; drecksack; dreckspack; gsindl; gesindel; saubande
sauhaufn?; saugoofe; glumpert; lügner; gauner; verbrecher; ganoven
(saft|sau|drecks|scheiß|scheis|mist|schweine|chaos|schrott|schlamp)(laden|lade|verein|firma|bude|haufen|service|bot|
shop|stall|produkt|ding|teil|handy|app); saftladn; scheiß (laden|lade|firma|verein|service|bot|app|produkt|ding)
drecks (laden|firma|bot)
(so|was für|voll|echt|nur|is|ist|alles|euer|eure|dieser?|wos für) … (eine? |a )?(scheiße?|scheiss|scheisse|scheisdreck|
scheißdreck|dreck|mist|glump|schas|kack|kacke|schrott); beschissen~; gschissn~; bschisse; verschissen~; kackladen
kackverein
betrüger~; betrug; abzocke~; abzocker~; abgezockt; abzock; nepp; beschiss; bschiss; verarsch~; verarscht; verorscht
veroascht; veräppel~; verscheißer~; für (dumm|bled|blöd) verkauf~; über den tisch gezogen; ausnehmen lassen
(fick|fickt) (dich|euch|eich); verpiss~; leck(t)? … arsch; leckt mich; halt(et)? … (maul|fresse|goschn)
schleicht?s? (di|eich|euch); fahrt zur hölle; schämt (euch|eich)?; schäm(en sie|t euch|dich)
gopf(ertami|erdami|ridstutz|erteli)?; gopferd~; huere (mischt|schiss|lade|scheiss); zefix; kruzifix; kruzitürken
himmelherrgott~; himmelarsch~; herrgottsakra; sakrament; verdammt (nochmal|noch mal|no amoi); verdammte[nrs]?
verfluchte?[nrs]?; kreizkruzifix;
assholes?; arseholes?; bastards; morons?; idiots; imbeciles?; clowns; scammers?; scam; crooks; thieves; liars?
con artists; rip ?-?off; ripped (me )?off; ripoff; fuck(ing|ed|ers?)?; wtf; wth; bullshit; bs; piss(ed)? (off|take)
taking the piss; bloody (joke|useless|ridiculous|hell|idiots); shit (service|show|company|product|hole)?; shitty; shite
crap (service|company|product); crappy; damn (company|bot|service|thing)
useless (bot|company|service|lot|people|idiots); screw you; you suck; sucks
incompeten~; inkompeten~; unfähig~; unbrauchbar~; joke of a (company|service|shop|store)
rezalet~; dolandırıcı~; aptal~; salak~; gerizekalı~; geri zekalı~; utanmaz~; terbiyesiz~; saygısız~; berbat; kepaze~
şerefsiz~; dalga mı geçiyor~; hırsız~; lanet
oszuści~; oszust~; złodziej~; idioci; idiota; kretyni; debile; kurw~; chuj~; gówno; gówniany~; dno; żenada; żenujące~
kpina; kpiny; bezczelno~; pojeb~; jaja sobie robicie; skandal~; porażka
truff~; ladri; incompetent~; idioti; deficienti; stronzi; cazzo; merda; vaffanculo; schifo; schifos~; vergogn~
ridicol[oi]; pres[oa] in giro; prendete in giro; buffoni; pagliacci; imbecilli
estafa~; ladron~; sinvergüenza~; inútil~; idiotas; imbéciles; gilipollas; mierda; joder; puta; vergüenza; vergonzos~
tomadura de pelo; tomando el pelo; asco; asqueros~; indignante; incompetente~; payasos; (un|es) timo; timador~
arnaqu~; voleur~; incapables; connards?; cons; bande de; merde; putain; foutez? … gueule
(moque~|fout~) … (de moi|de nous|du monde|gueule); honte; honteu~; scandaleu~; incompéten~; n'importe quoi; bordel
inadmissible; inacceptable; lamentable
oplicht~; klootzak~; idioten; sukkels?; kut; kutbedrijf; godverdomme; verdomme; tering~; schandalig~; schande
belachelijk; waardelo[oz]~; prutsers?; stelletje; schijt; dieven; leugenaars
"""

FURY = r"""
nie wieder; nie mehr bei (euch|ihnen); nimmer … (bei|zu) (eich|euch); (war|das war|heute) (das |des )?letz?t?e mal
not acceptable; not ok
never been (spoken|treated|so); no words; sprachlos; fassungslos; (nehme|nehm|nimm) … so nicht … hin; hinnehmen
hinzunehmen; (dulde|dulden)
unmöglich (sowas|so was); das ist … (unmöglich|nicht normal); so nicht[!.]; don't care; grow up; getting old
(lass|lasse) … nicht (stehen|gefallen)
angeschrien; angebrüllt; ausgelacht; abgefertigt; abgewimmelt; laughed at; yelled at; shouted at; hung up on
aufgelegt worden; einfach aufgelegt
wer ist … (dafür|für so) … verantwortlich; unmut; (ihre|eure|your) (schuld|fault); mein kompliment … wie; frechheed
schämen
so geht (das|des) … nicht
(erwarte|fordere|verlange|wott|will) … (stellungnahme|entschuldigung); nicht (mehr )?bereit
enttüscht; (würkli|wirkli|wirklich|zutiefst|mehr als) enttäuscht
schlechter service; schlechte(r|n|m)? (kundenservice|kundendienst|laden); hässig; unzumutbar; nicht mehr normal
dass ich nicht lache; lachen ja die hühner
(mir|uns|ma) … (nicht|ned|net|nöd) (mehr )?(bieten|gefallen|gfoin|gfalle)
als kunden? (los|vergessen|gesehen|verloren|nie); als kunde … (verarscht|behandelt|verschaukelt)
(verschaukelt|verschaukeln|veralbern|verhöhn~|verhohnepiepel~)
treated … like; like (dirt|garbage|idiots|rubbish|crap|a criminal); schnauzn … voll; fühlt sich … zuständig
(sonst ?wohin|sonst ?wo hin) … steck~; (euch|eich|ihnen) … (sonst ?wohin|in den arsch|in die haare); geht anders
für (ein|a|nen) (verein|laden|haufen|saftladen); so (geht|behandelt) man (nicht|ned|net|keine|doch) … (mit|um|kunden)
wie (der letzte|ein) dreck; behandelt wie; von oben herab; angeschnauzt; angepflaumt; pampig; patzig; unverschaamt
überheblich; arrogant~; frech; schluss mit lustig; das war's mit (uns|euch|mir); maß ist voll
fass … (überlaufen|boden aus); (ein|absolutes) no ?-?go; blödsinn; schwachsinn; bullshit; quatsch mit; hinters licht
dumm (halten|verkauf~); hirnrissig; lachhaft; lachnummer; trauerspiel; ein hohn; der blanke hohn; beleidigung
respektlos~; rücksichtslos~; verlogen~; gelogen; angelogen; belogen; diebe; gestohlen … (ihr|euch|von euch)
halsabschneider; wucher; raubritter; sauladen; abschaum
schlechtest~ … (service|kundenservice|laden|firma|je|jemals|erfahrung|kundendienst|restaurant|hotel)
frechheit~; frächheit; unverschämt~; uvershamt; dreist~; sauerei; sauarei; schweinerei; saumäßig~; zumutung; skandal~
lächerlich~; (einfach|nur noch|wie|echt) peinlich; armutszeugnis; unter aller (sau|kanone)
(ist|is|isch|seid) (ja |doch |echt |wirklich |wohl |ja wohl |einfach )?(das|des|dös) (aller)?letzte(?! \w); bodenlos~
unfassbar; unglaublich (schlecht~|schwach|langsam|unfreundlich); untragbar; inakzeptabel; nicht akzeptabel
katastroph(e|al|aler) (service|kundenservice|laden)?; grottenschlecht~; miserabel; miserabler?; unterirdisch~
grauenhaft~; mies(e|er|es|ester|este)?; erbärmlich~; unmöglich(es)? … (verhalten|service|benehmen|firma|laden)
(einfach|echt) unmöglich; saumies~; letztklassig
(stink|stock|sau|richtig |echt |sehr |extrem |mega |so |total |wirklich |langsam |langsam echt )(sauer|wütend|hässig|
grantig|angefressen|genervt|verärgert|zornig|narrisch|narrert|angepisst|angfressn|fuchtig); stinksauer; stocksauer
(bin|sind|echt|richtig) sauer auf
(bin|bi|sind|san|wer(d|de)|macht mich|mocht mi) … (sauer|wütend|hässig|grantig|angefressen|verärgert|zornig|narrisch|
narrert|angepisst|angfressn|stinkig|aggressiv|wahnsinnig|auf 180); maßlos enttäuscht
(sehr|schwer|bitter|total|extrem|mega|tief|echt|so|richtig) enttäuscht
(mir|uns|jetzt|jetz|langsam|ma|mer|mia|endgültig) (reicht|reichts|reicht's|glangts|längts?|langts?|langt's|glangt)
es reicht (jetzt|langsam|mir|endgültig|einfach); es reicht[!.]
(iez|jetz) längt; schnauze … voll; schnauz voll; nase … voll; nasn voll; hals … (dick|voll); kotzt … an; zum kotzen
zum speiben; kotzen; geduld … (ende|zu ende|am ende|verlier~|aus); (die|mei|mini|meine) nerven
nervt (nur noch|langsam|total|gewaltig|so|mich|extrem)
geht … auf (die nerven|den sack|den keks|n sack|d'nerven|den zeiger|die nüss|d'eier|die eier)
platzt … (kragen|krogn|chrage); spinnt (ihr|es|dir)?; spinnts
habt ihr (sie noch|noch alle|alle tassen|einen knall|an klescher|an vogel); hobts (es|ihr)? an (vogel|klescher|huscher)
geht's noch; gehts noch; ticket ihr; tickt ihr (noch)?
seid ihr (noch )?(ganz dicht|bescheuert|bekloppt|komplett|völlig|total|deppert|dumm|blöd|wahnsinnig|irre)
(soll|ist|is|seit|sogt|mocht) … (ein|a|en|nen) … (schlechter |schlecha )?(witz|scherz|schmäh)
(schlechter|schlechte[sn]) (witz|scherz); (das|des) … nicht (euer|ihr) ernst; (euer|ihr|dein) ernst; echt jetzt \?
what a joke; is this a joke; (such|absolute|complete|you're|total|utter) a? ?joke
(are you|r u) (kidding|joking|serious|taking the)( me)?
you('ve| have)? got to be (kidding|joking); beyond a joke
nie (wieder|mehr) … (bestell~|kauf~|kunde|bei euch|bei ihnen|hier|komm~|empfehl~); nie (wieder|mehr) ?!
(nia|nimma|nie) (mehr|wieda) … (bestell|kauf|kimm|eich); (zum letzten mal|letztmalig|des letzte moi)
never again; never (order~|buy~|shop~|use~|com~|deal~|stay~|book~) … again
worst (company|service|experience|customer|shop|store|ever); last time i … (order|buy|shop|use|come)
disgust(ing|ed|ingly); disgrace(ful)?; outrage(ous|d)?; appalling(ly)?; unacceptable; ridiculous(ly)?; pathetic
shameful; shame on; shambles; atrocious; horrendous; abysmal; terrible (service|company|experience|support|customer)?
horrible (service|company|experience|support); awful (service|company|experience|support); furious; livid
(so|very|really|am|i'm|getting|makes? me|extremely) angry; fuming
fed up; sick (of|and tired); had (it|enough) (with|of|up); had enough; lost (my )?patience; running out of patience
losing (my )?patience; enough is enough
absolute(ly)? (joke|disgrace|shambles|ridiculous|useless|rubbish|garbage|nightmare)
utter(ly)? (useless|rubbish|garbage|joke|disgrace|nonsense|shambles); rude; lied to; stop lying; lying to me
stole my money; extremely disappointed; very disappointed; so disappointed; beyond disappointed; cheeky; how dare you
what the hell; wth; for (god's|christ's|fuck's|heaven's) sake; ffs; jesus christ
yeter artık; artık yeter; bıktı[mk]; yazıklar olsun; ayıp; mam (tego )?dość; mam dosyć; wkurz~; wściek~; nigdy więcej
nie do przyjęcia; jestem zł[ay]; stuf[oa]; basta; mai più; incazzat[oa]; arrabbiat[oa]; inaccettabile; inammissibile
scandalos[oa]; delus[oa]; hart[oa]s? (de|ya); ya (está bien|basta|vale); nunca más; enfadad[oa]; indignad[oa]
inaceptable; ras le bol; marre; plus jamais; furieu[sx]e?; en colère; intolérable; c'est nul; ben het zat
ik ben (het )?(zo )?(zat|beu|woedend|boos|klaar mee); nooit meer; onacceptabel; woedend; boos
wat een (grap|puinhoop|zooi|bende)
"""

THREATS = r"""
(1|ein) stern (ist|is|mehr|gibt|gibts|von mir|und|dafür); expect (a|my|an?) … (review|tiktok|post|letter|call from)
(schlechte|negative|miese|vernichtende|saftige|üble|schlechti|entsprechende|passende|ehrliche|
deutliche) (google ?-?)?(bewertung~|rezension~|bewertig~|sterne~)
(bewertung|rezension) … (könnt|dürft|werdet|wird|google) … (freuen|lesen|sehen|ausfallen|entsprechend)
(dispute|disputing) … (bank|charge|card|payment); everyone (hears|knows|will know|will hear)
hört (noch |sicher |bald )?von (mir|uns|meinem|meiner)
(1|ein|einen|null|0|one|zero) (stern|sterne|star|stars) … (verdient|google|deserve~|trustpilot|wert|bewertung|review)
(mein|meinem|meinen|unser|unserem|unseren|einen|nen|zum|den|dem|vom|mein rechts|meim|mim|em|an|per|mit) (rechts)?anwalt
(meiner?|unserer?|eine|zur|der) (rechts)?anwältin
anwalt (einschalten|eingeschaltet|nehmen|übergeben|melden|beauftrag~|schreiben|hören|kümmert)
rechtsanwalt … (einschalten|übergeben|beauftrag~)
(geht|gebe|übergeb~|liegt|gib) … (zum|an|beim|an den|an meinen|mim) … (rechts)?anwalt; rechtsbeistand; anwaltlich~
rechtliche[nr]? (schritte|konsequenzen|mittel|weg); rechtsweg
juristisch~ (schritte|vorgehen|folgen)
anzeigen? (erstatt~|mach~|raus|geht|bei der polizei|ist raus|wegen); zeig~ (euch|sie|eich) … an
(euch|sie|eich) anzeigen; erstatte anzeige; strafanzeige; verklag~; klage (einreich~|erheb~|droh~); klagen werd~
(vor|zum|ans) gericht; zur polizei; (schalt~|ruf~|hol~|gehe?) … polizei … (ein|wegen)?; mahnbescheid; mahnverfahren
betreibung (einleit~|eileit~)?; gerichtlich~
verbraucherzentrale; verbraucherschutz~; verbraucherschützer~; konsumentenschutz~; konsumenteschutz; konsumentenforum
arbeiterkammer; vki; kassensturz; schlichtungsstelle; ombudsstelle; ombudsman~; bundesnetzagentur; gewerbeaufsicht
gewerbeamt; datenschutzbehörde; (zum|beim|ans|dem) gesundheitsamt; presse (informier~|einschalt~|gehen|erfährt)
zur (presse|zeitung|bild)
an die (presse|öffentlichkeit|zeitung)
(schlechte|negative|miese|vernichtende|entsprechende|saftige|ehrliche|passende|üble|schlechti|1 ?-?sterne?|
ein ?-?stern|1|0|null|einen?) ?-?(sterne?)? ?-?(google )?-?(bewertung~|rezension~|bewerta~|sterne?)
(bewerte|bewerten|bewertung|rezension|google) … (schlecht|negativ|1 stern|einem? stern|ein stern|null sterne|0 sterne)
1\*
(dann|euch|das|sonst|schreib~) … (google|trustpilot|facebook|instagram|tiktok|internet|online) … (bewert~|post~|lesen|
öffentlich|poste|schreib~|alle); trustpilot; holidaycheck … schlecht
konsequenzen (haben|folgen|geben)?; (das|des) … (nachspiel|folgen|konsequenzen); nachspiel
letzte (frist|warnung|aufforderung); (eure|ihre|deine) letzte (chance|möglichkeit); (setze?|setzen) … frist
fristsetzung
frist (gesetzt|bis)
(zurückbuchen|rückbuchung|lastschrift zurück~|geld … zurückholen|buche … zurück|
käuferschutz … (eröffn~|einschalt~|melden|fall)); schadens?ersatz; vom (kauf)?vertrag zurück~
warne? (alle|jeden|andere|eich|euch); (fall|beschwerde) (bei|an) paypal; offizielle beschwerde
beschwerde (einreich~|einleg~|bei); beschwere mich; beschweren
(my|our|a|your) (lawyer|solicitor|attorney)s?; (lawyer|solicitor|attorney|lawyers) (will|involved|up)
legal (action|steps|advice|proceedings|team); sue; suing; see you in court
(take|taking) (you|this|it) to (court|the ombudsman|the press); small claims( court)?
(file|filing|report~|going|go|call~|contact~) … (police|lawsuit|bbb|trading standards|ftc|ombudsman|action fraud)
trading standards; better business bureau; consumer (protection|rights|affairs|association|council|agency|ombudsman)
watchdog; (bad|negative|terrible|one|1|honest|scathing|awful|horrible|nasty) ?-?(star )?review~; (one|1|zero|0) ?-?star~
review … (google|online|everyone|know); leave … (review|1 star)
(tell|warn|post this) … (everyone|everybody|people|social media|twitter|facebook|online); chargeback; charge back
dispute … (charge|payment|bank|card); last (warning|chance); final (warning|notice|chance); formal complaint
file … complaint; complaint … (file|filing|formal|official|lodge); go(ing)? to the press; report you; reporting you
avukat~; (şikayet|sikayet) (ede~|var|edi~); tüketici (hakem|mahkeme~|hakları|heyeti); mahkeme~; savcılı~; prawnik~
adwokat~; prawnego; uokik; rzecznik~; do sądu; (na|zgłoszę na) policj(ę|e); zgłoszę; negatywn~ (opini~|komentarz~)
(mio|nostro|un|dal|al) avvocat[oa]; avvocato; denunc[iae]~; associazione consumatori; codacons; altroconsumo
recensione (negativa|pessima); vie legali; (mi|un|nuestro) abogad[oa]; abogados?; denunci~; hoja de reclamacion~; ocu
consumo; reseña (negativa|mala); (mala|pésima) reseña; demanda~ … (poner|interponer|judicial); (mon|notre|un) avocat
plainte; tribunal; (que choisir|ufc|dgccrf|signal conso); (mauvais|avis) (avis|négatif|google)?
(mijn|onze|een) advocaat; advocaat (inschakel~|inge~); juridische (stappen|hulp); consumentenbond; acm
(slechte|negatieve) (review|recensie|beoordeling); rechtbank; aangifte
"""

AGAIN = r"""
(zum|das|des|is|schon) ([3-9]|1\d|100|x)\. ?(mal|mol|moi)
wie lange (soll|muss|müssen|wollt|wollen|darf|dauert) … (eigentlich|denn) … (noch|warten)
wie lang (no|noch) … (warten|wartn); how (much )?long~ (do|must|am|will|are|is) (supposed|going|have) to
wann (endlich|bequemt|gedenk~); endlich (mal |einmal )?(antwort~|reagier~|geld|mein~|meldet|bewegt|tut|mach~)
(zwei|drei|vier|fünf|sechs|zehn|\d{1,2}|two|three|four|five) (mails|e-?mails|anrufe|nachrichten|calls|messages|letters|
briefe|telefonate) … (antwort|null|nichts|nix|keine|reply|replies|response|nothing|no|zero)
(asked|told|written|called|emailed|rung|phoned|messaged|contacted) … (twice|three times|four times|five times|
\d{1,2} times|repeatedly|countless times); null (antwort|reaktion|rückmeldung)
zero (replies|reply|response|communication); what part of
((zum|des|is|das|ist|ist das|jetzt|schon|nun|bereits) … )?(dritten?|dritti|vierten?|fünften?|sechsten?|siebten?|
achten?|zehnten?|hundertsten?|tausendsten?|zigsten?|x-?ten?) ?(mal|mol|moi|anlauf|versuch|
nachricht|anfrage|mail|reklamation|beschwerde|anruf|erinnerung|termin)
(schon|jetzt|bereits|scho) (\d{1,2}|drei|vier|fünf|sechs|sieben|zehn|zig|hundert|tausend|x) ?-?(mal|mol|moi|
x) … (geschrieben|angerufen|gemeldet|reklamiert|gefragt|nachgefragt|gschriebn|ogruafn|versucht|gesagt|gewartet|
verschoben|erklärt)
wie oft (denn |soll |muss |müssen |eigentlich |no |noch ).{0,20}(noch|no|denn|sagen|schreiben|erklären|fragen|melden)
wie oft noch; wia oft no; wie oft soll; zum wiederholten mal~; zum (x|zig|tausend|hundert)~ mal
immer das(selbe| gleiche)( theater| spiel)?; ständig (kaputt|falsch|verspätet|probleme|vertröstet)
schon wieder … (falsch~|kaputt~|defekt~|nicht|niemand|keiner|verspätet|vergessen|verschoben|nix|nichts)
scho wieda … (foisch|hin|kaputt|ned|nix); wird … (vertröstet|ignoriert|hingehalten)
(ignoriert|ignorieren) … (mich|uns|ihr|meine|meini); vertröstet; keiner reagiert; niemand reagiert
(seit|for) (wochen|monaten|weeks|months|wochn|ewigkeiten) … (keine antwort|nichts|nix|no reply|nothing|no answer|
vertröstet|ignoriert|warten|warte|wort)
(third|3rd|fourth|4th|fifth|5th|sixth|6th|tenth|10th|hundredth|umpteenth|millionth|nth) (time|message|email|attempt|
call|complaint|request|reminder); how many (more )?times; how (much )?longer (do|must|will|am)
(three|four|five|six|ten|3|4|5|6|10) times already; yet again; (still|keep|stop) ignoring; being ignored
ignor(e|ing|ed) (me|my|us|by); (wrong|broken|late|missing) again; again (wrong|broken|late|nothing)
(üçüncü|dördüncü|beşinci|3\.|4\.|5\.|kaçıncı) (kez|defa|kere); kaç (kez|kere|defa)
(po raz )?(trzeci|czwarty|piąty|kolejny|setny) raz; ile razy; (terza|quarta|quinta|ennesima) volta; quante volte
(tercera|cuarta|quinta|enésima) vez; cuántas veces; (troisième|3ème|3e|quatrième|énième) fois; combien de fois
(derde|vierde|vijfde|zoveelste) keer; hoe vaak
"""

SARCASM = rf"""
love that for me; (0|null|keine einzige) antworten?
(3|drei|4|vier|5|fünf|zwei|2) ?(x|mal) … (nichts|nix|niemand|keiner|aufgelegt|vertröstet)
viel spaß damit; redlich verdient; ist … überhaupt (jemand|wer|irgendwer|noch jemand); {PRAISE} … (schlechtest~|worst)
(just|really) care; kann's kaum erwarten … ausrede
na (toll|super|bravo|prima|klasse|servas|servus|danke|herrlich|wunderbar|großartig)
oh? (wie )?(toll|super|klasse|wunderbar),? (schon|wieder|noch); danke für (gar )?(nichts|nix|nüt)
dank für (gar )?(nichts|nix); (schönen|vielen|besten|herzlichen) dank auch; danke auch; merci für nüt
merci vilmol für nüt; ganz großes (kino|tennis); großes kino; meisterleistung; glanzleistung
(reife|tolle|super|klasse|spitzen|starke|beeindruckende|grandiose) leistung; hut ab … {FAILED}; applaus; slow clap
{PRAISE} … {FAILED}; {PRAISE} {SERVICE} … (warte|gewartet|nicht|nie|kein~|ned|net|wochen|tagen|not|never|no)
(schlaft|pennt|schlafts|pennts|schlofts|schlofed) (ihr|es|dir)?
(seid|sads|sind) (ihr|sie|es) … (taub|blind|tot|eingeschlafen|gestorben|ausgestorben|überfordert|zu dumm|
zu blöd); (lebt|gibt's|existiert) (ihr|euch|es) … (noch|überhaupt)
(könnt|kennt|kann|könnts) (ihr|man|es|bei euch) … (überhaupt |nicht |ned |net |eigentlich )?(lesen|rechnen)
(arbeitet|arbeit|schafft) … (überhaupt|eigentlich) (jemand|wer|irgendwer|öpper)
(liest|list) … (überhaupt|eigentlich) (jemand|wer|irgendwer|öpper)
(denkt|interessiert) … (überhaupt|eigentlich) (jemand|wer|irgendwer|wen|irgendwen)
wofür (bezahl~|zahl~) … (euch|eigentlich|überhaupt)
was (genau )?(macht|tut|mochts) ihr … den ganzen tag
bin (ja )?(mal )?gespannt … (welche ausrede|ausrede|ob ihr); (nächste|welche|neue|faule|immer neue) ausrede~
(eure|ihre|keine|faule|nur|billige) ausreden
(wohl|anscheinend|offenbar|offensichtlich) … (zu viel verlangt|egal|überfordert|nicht nötig|keinen interessiert|
zu schwer); zu viel verlangt; zuviel verlangt; wahnsinn wie (schnell|toll|super) … (nicht|nur)
kundenservice (wohl )?(ein )?fremdwort; fremdwort; servicewüste; (gefühlt|in) (hundert|100|tausend) jahren
was soll (das|der|des|dea|die) … (eigentlich|scheiß|mist|theater|schmarrn|denn)?; wos soi des
thanks for (nothing|absolutely nothing|ruining|wasting); thank you for (nothing|ruining|wasting)
(great|nice|good|brilliant|fantastic|amazing|well|excellent) (job|work|done|going|service) … (guys|again|losing|
ruining|breaking|not|never|nothing|weeks)
(oh )?(great|brilliant|wonderful|fantastic|lovely|perfect|marvellous),? (another|yet another|so now|now it|just what)
just (great|brilliant|perfect|wonderful|fantastic|what i needed); do you (people|guys|lot) (ever|even|actually|not)
are you (people|guys|all|lot)? ?(deaf|blind|asleep|dead|stupid|incompetent|even|ever)
does (anyone|anybody) (there )?(actually |even |ever )?(work|read|answer|care|reply)
is anyone (alive|even|actually|awake); anyone (alive|awake); (too much|so much) to ask; you people
what (exactly )?(am i|do i) (pay|paying) (you )?for; waste of (time|money|space|my); wasting my time
teşekkürler hiçbir şey; (dzięki|dziękuję) za nic; świetnie,? (znowu|kolejny); brawo; grazie (di|per) niente … !
complimenti … (davvero|bravi|vivissimi); bravi … complimenti; gracias por nada; enhorabuena … (por|no); merci pour rien
bravo … (vraiment|l'équipe|encore|service); bedankt voor niks; (lekker|mooi|fijn) (bezig|is dat|zo'n bedrijf); knap hoor
"""

# Not looked at: words of anger that are none.
NOT_ANGRY = r"""
klingt (jetzt |vielleicht |etwas )?(deppert|blöd|dumm)~; like an idiot
(arbeite|arbeiten|schaffe|work|works|working|job|praktikum|bin|sind) … (bei|at|for|with|in|von) (der |dem |the |einer |
einem |einem? |beim )?(verbraucherzentrale|konsumentenschutz|verbraucherschutz|arbeiterkammer|polizei|police|gericht|
court|anwaltskanzlei|law firm|consumer protection|trading standards|presse)
third time (ordering|visiting|coming|buying|staying|here|booking)
dritten? mal (bei euch (bestell|kauf|ge)~|zu gast|gerne|dabei|urlaub)
(bin|bi|als|von beruf|i bin|arbeite als|ist|is|für meinen|für mein|für einen|freund|freundin|mann|frau|tochter|sohn|
schwester|bruder|vater|mutter|werde) (selbst |selber |ja |auch |nämlich |selbständige?r? |eine? |a )?(rechts)?(anwalt|
anwältin|anwältinnen|anwälte); (rechts)?anwalts?(kanzlei|praxis|büro|serie~|gehilf~|kammer|robe~|prüfung|geschenk)
kanzlei~; (geschenk|buch|robe|tasche|tasse|geburtstag) … (rechts)?(anwalt|anwältin); (anwalt|anwältin) … (geschenk|robe)
(i'm|i am|as|am|is|being|he's|she's|son is|daughter is|husband is|wife is) (also )?a(n)? (lawyer|solicitor|attorney)
(for|gift for|present for) (a|my|our) (lawyer|solicitor|attorney) (friend|brother|sister|husband|wife|office)?; law firm
lawyers? office; (soy|eres) abogad[oa]; je suis avocat~; sono (un )?avvocat[oa]
jestem (prawniki?em|adwokatem|prawniczką); avukatım; ik ben (een )?advocaat; avocat(s)? (mûr~|bio|toast)
advocaat(likeur|likör)
(ich|i|me|mich|bin|such an|i'?m an?|i am an?|what an?|i was an?) (bin )?(so |halt |blöder |depp|vollidiot )?(ein |a |
an |en )?(idiot|depp|trottel|dussel|vollidiot|dummkopf|moron|löli|tschumpel); (mein|my) (fehler|fault|mistake|bad)
(nicht|ned|net|nöd|nid|kein|keine|nicht mal|gar nicht|überhaupt nicht|bin nicht) (so |mehr |böse |sehr |wirklich |
jetzt )?(sauer|
wütend|böse|verärgert|enttäuscht|peinlich|genervt|betrug|skandal|beschwerde|frechheit|scheiße?|mies|schlecht|
unfreundlich)
(not|n't|never|no longer|wasn't|isn't|aren't) (at all |that |really |even |so |very )?(angry|disappointed|furious|mad|
ridiculous|a complaint|complaining|a scam|rude|terrible|awful|upset)
(no|keine) (complaint~|beschwerde~|klage~); (das|es|soll) … keine (beschwerde|kritik)
(scheiße?|scheiss|shit|fuck|verdammt|damn|holy shit|fucking|bloody|wahnsinnig|unverschämt|unfassbar|unglaublich|sau|
huere|uhuere|ridiculously|insanely|stupidly|wicked) (gut|geil|lecker|schön|günstig|billig|praktisch|nett|hübsch|toll|
guet|guat|good|amazing|awesome|nice|great|cheap|brilliant|lovely|beautiful|delicious|fast|schnell|lieb)~
(holy shit|what the hell|wtf) … (amazing|awesome|great|love|nice)
(scheiß|scheiss|scheis) ?(egal|wetter|montag|drauf|regen)
(oh )?(scheiße|mist|shit|sorry|ups|oops|fuck|verdammt),? … (meine schuld|mein fehler|selber schuld|selbst schuld|
hab ich|habe ich|i forgot|my fault|my bad|vergessen|verwechselt|falsche|i ordered|verpennt)
(zum|das|schon das|for the|my|our|the|bereits|mein|unser) (dritten?|vierten?|fünften?|zehnten?|third|3rd|fourth|fifth|
[3-9]\.) (mal|moi|mol|time|order|bestellung) … (zufrieden|super|gerne?|begeistert|happy|love|toll|perfekt|bestellt und|
freu~|great|top|immer); (jedes|every) (dritte|third) (mal|time); (dritte|third) (termin|versuch)? ?(impfung|anprobe)
(saures?|saurer?|sauer)(teig|kraut|rahm|braten|kirsch~); süß ?-?sauer; (sauer|sour) … (essen|gurken|cream|geschmack)
konsequenzen … (stornierung|kündigung|wenn ich)
(peinlich|lächerlich|ridiculous) … (frage|question|aber ich|aber wie); peinliche? frage; sorry … (peinlich|embarrassing)
stupid question; dumme frage
(bin|war|ist|mir) … (mir |das )?(jetzt |echt |etwas |bissl |a bissl |voll |so |sehr )?peinlich
(nicht|net|ned|nöd|nid) (mehr )?(beschwer~|klagen); kann (mich )?nicht (klagen|beschweren); can'?t complain
(rechtsschutz)?versicherung … (verkauf~|bietet|angebot); reicht (das|es|des|der|die) … \?
(das|des|es|eine?|größe|m|l|menge) reicht (mir |uns )?(völlig|vollkommen|locker|aus|dann|auch|vollauf|so)
mir reicht (eine?|die|der|das|auch|s|m|l|xl|\d); reicht mir (eine?|die|der|das|auch|völlig|vollkommen)
uns reicht (eine?|die|der|das|auch); nase voll schnupfen; clown(s)? (nase|kostüm|costume|fish)~; clownkostüm; crazy good
boos? (ben ik )?niet
(gratulation|glückwunsch|congratulations|congrats) (zum|zur|on|for) (neuen?|eröffnung|jubiläum|new|opening|your new|
the new)
"""

# Said with a laugh, a threat is none.
JOKING = r"""
if you (ever|dare) … (stop|run out|close|discontinue|change)
(wenn|falls) … (noch einmal|nochmal|weiter|weiterhin) so (gut|lecker|toll|super)
(wenn|falls) ihr … (aufhört|zumacht|aus dem sortiment|schließt)
"""

FRIENDLY = r"""
hätte gerne?; möchte; gern; gerne; please; hallo; guten (tag|morgen|abend); hello; i would like
danke~; dankeschön; dank; thanks; thank; thx; merci; super; happy; love; liebe; lieben; juhu~; juhuu~; yay; yes; yeah
geil; toll; tolle; perfekt; perfect; best; beste; besten; frohe[ns]?; glückwunsch; gratulation; wow; hurra; mega; spitze
klasse; bravo; genial; begeistert; amazing; awesome; grazie; gracias; dzięk~; teşekkür~; bedankt; welcome; freu~; schön~
lecker; merry; congratulations; viva; hallo zusammen; liebes
"""

# A message all in capitals and without "!" shouts only with these: some people always write so.
SHOUTED = r"""
endlich; immer noch; still; again; answer; never; nie; niemand; keiner; sofort; now; geld; money; lüge~; nochmal; refund
wie oft; reicht; frechheit; wtf; nobody; why; was soll; warte
"""
