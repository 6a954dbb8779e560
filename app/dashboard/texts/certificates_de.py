"""Which intents Lotse may answer by itself, and the answers that people check, in German (Sie)."""

TEXTS = {
    "certificates.title": "Freigaben",
    "certificates.lead": "Lotse antwortet nur bei Anliegen selbst, bei denen belegt ist, dass es fast immer richtig "
    "liegt. Bei allen anderen schlägt es die Antwort vor, und ein Mensch sendet sie.",
    "certificates.none": "Noch nichts ist belegt, deshalb erhalten Menschen alles. Ein Training (unter "
    "„Playbook“, oder mit „lotse train“) erstellt die Freigaben.",
    "certificates.examples": "Belegt ist es bisher nur an den Beispielen im Playbook; echte Kunden hat Lotse noch "
    "nicht gesehen. Jedes Beispiel wurde von einem Klassifikator eingeordnet, der seinen Verfasser nicht kannte.",
    "certificates.customers": "Belegt ist es an den Beispielen im Playbook und an Nachrichten Ihrer Kunden, deren "
    "Anliegen diese selbst oder Ihr Team bestätigt haben (bisher {number}). Jeder Text wurde von einem Klassifikator "
    "eingeordnet, der seinen Verfasser nicht kannte.",
    "certificates.samples": "Dazu kommt die Stichprobe: {share} der automatischen Antworten werden Menschen zur "
    "Prüfung vorgelegt.",
    "certificates.topic": "Anliegen",
    "certificates.state": "Stand",
    "certificates.state.auto": "Antwortet selbst",
    "certificates.state.certified": "Freigegeben, schlägt nur vor",
    "certificates.state.suggests": "Schlägt vor",
    "certificates.state.human": "Menschen vorbehalten",
    "certificates.state.withdrawn": "Entzogen am {moment}",
    "certificates.state.together": "Mit einer Schwelle für alle: {threshold}",
    "certificates.together": "Alle Anliegen zusammen",
    "certificates.bound": "Richtig, mindestens",
    "certificates.bound.hint": "Ziel {target}",
    "certificates.proof": "Belegt an",
    "certificates.proof.value": "{right} von {answered}",
    "certificates.covered": "Antwortet auf",
    "certificates.checked": "Stichprobe",
    "certificates.checked.value": "{right} von {checked} richtig",
    "certificates.checked.none": "noch keine",
    "certificates.missing": "Es fehlen etwa {number} weitere richtige Antworten.",
    "certificates.doubt": "„Richtig, mindestens“ ist die untere Schranke von Clopper und Pearson: Mit {sure} "
    "Sicherheit liegt der wahre Anteil nicht darunter, solange Kunden so schreiben wie in den Beispielen.",
    "checks.title": "Stichprobe",
    "checks.waiting.one": "Eine automatische Antwort ist zu prüfen",
    "checks.waiting.many": "{number} automatische Antworten sind zu prüfen",
    "checks.lead": "Lotse hat hier selbst reagiert. Hat es verstanden, was der Kunde wollte? Ihr Urteil entscheidet, "
    "ob das Anliegen freigegeben bleibt. Der Kunde erfährt davon nichts.",
    "checks.none": "Nichts zu prüfen",
    "checks.none.hint": "Ein kleiner Teil der automatischen Antworten erscheint hier von selbst.",
    "checks.customer": "Der Kunde schrieb",
    "checks.answer": "Lotse antwortete",
    "checks.noted": "Lotse hat es zur Kenntnis genommen und nicht geantwortet.",
    "checks.taken_for": "Verstanden als",
    "checks.right": "Richtig verstanden",
    "checks.wrong": "Falsch verstanden",
    "checks.instead": "Gemeint war",
    "checks.instead.unknown": "weiß nicht",
    "checks.conversation": "Gespräch öffnen",
    "checks.more": "Es werden die ältesten {number} gezeigt.",
    "notice.certificate": "Freigabe",
    "notice.certificate.WITHDRAWN": "Bei diesem Anliegen ist nicht mehr belegt, dass Lotse fast immer richtig liegt. "
    "Es schlägt Antworten dazu jetzt nur noch vor. Sehen Sie sich die falsch verstandenen Nachrichten an, ergänzen Sie "
    "Beispiele im Playbook und trainieren Sie dort.",
    "fact.intent": "Anliegen",
    "fact.checked": "Geprüft",
    "fact.wrong": "Davon falsch",
}
