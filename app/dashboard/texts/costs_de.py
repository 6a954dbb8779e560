"""What messages cost, and the switch that pauses all automatic ones, in German (Sie)."""

PAUSE = {
    "pause.title": "Automatische Antworten",
    "pause.hint": "Hält alles an, was Lotse von selbst sendet, auf allen Nummern und sofort. Alle Nachrichten kommen "
    "dann zu Menschen; was Menschen schreiben, geht weiter hinaus.",
    "pause.reason": "Grund (sehen alle)",
    "pause.pause": "Alle automatischen Antworten anhalten",
    "pause.paused": "Angehalten",
    "pause.paused.hint": "Wer, seit wann und warum, steht oben auf jeder Seite; dort geht es auch weiter.",
    "pause.banner": "Automatische Antworten sind angehalten, seit {moment}, von {who}:",
    "pause.banner.why": "„{reason}“",
    "pause.banner.safe": "Alle Nachrichten kommen zu Menschen.",
    "pause.resume": "Lotse wieder antworten lassen",
    "notice.pause": "Automatische Antworten",
    "notice.pause.PAUSED": "Alle automatischen Antworten wurden angehalten.",
    "notice.pause.RESUMED": "Lotse darf wieder antworten.",
    "fact.person": "Wer",
    "fact.month": "Monat",
}
BUDGET = {
    "budget.spent": "Das Budget dieses Monats ist verbraucht: Lotse antwortet nicht mehr selbst, sondern schlägt vor, "
    "und Menschen senden.",
    "budget.nearly": "Vom Budget dieses Monats sind 80 % verbraucht. Ist es ganz verbraucht, schlägt Lotse Antworten "
    "nur noch vor.",
    "notice.budget": "Budget für Nachrichten",
    "notice.budget.NEARLY_SPENT": "80 % des Monatsbudgets sind verbraucht.",
    "notice.budget.SPENT": "Das Monatsbudget ist verbraucht. Bis zum Monatsende schlägt Lotse nur noch vor.",
}
COSTS = {
    "costs.title": "Kosten",
    "costs.lead": "Meta berechnet jede Nachricht, die bei Kunden ankommt, ob Lotse oder ein Mensch sie schreibt, mit "
    "{price}. Die ersten {free} je Nummer und Monat sind frei, Reaktionen und Lesebestätigungen immer.",
    "costs.estimate": "Das ist eine Schätzung nach dem, was WhatsApp zu jeder Nachricht meldet. Es gilt die Rechnung "
    "von Meta.",
    "costs.months": "Monate",
    "costs.so_far": "{month} bis jetzt",
    "costs.month": "{month}",
    "costs.nothing": "In diesem Monat ist keine Nachricht hinausgegangen.",
    "costs.messages": "Gesendet",
    "costs.by": "{bot} von Lotse, {people} von Menschen",
    "costs.free": "Frei",
    "costs.billed": "Berechnet",
    "costs.price": "Kosten",
    "costs.foreseen": "Am Monatsende etwa",
    "costs.foreseen.messages": "bei {number} Nachrichten",
    "costs.estimated": "Nachrichten, zu denen WhatsApp noch nichts gemeldet hat: {number}. Sie zählen nach ihrem Platz "
    "im Monat.",
    "costs.budget": "Budget im Monat",
    "costs.budget.none": "Keines gesetzt. Mit einem Budget schlägt Lotse nur noch vor, sobald es verbraucht ist. Sie "
    "setzen es mit „budget“ unter „[cost]“ in der Datei rules.toml (Playbook, Export und Import).",
    "costs.budget.used": "{used} von {budget} ({share}).",
    "costs.budget.hint": "Ist es verbraucht, schlägt Lotse nur noch vor.",
    "costs.budget.spent": "Es ist verbraucht: Lotse schlägt nur noch vor, bis der nächste Monat beginnt.",
    "costs.days": "Je Tag",
    "costs.days.figures": "Zahlen je Tag",
    "costs.day": "Tag",
    "costs.tallest": "Höchster Tag: {number}",
    "costs.topics": "Je Anliegen",
    "costs.topics.hint": "Zu welchem Anliegen eine automatische Nachricht gehört, folgt aus der Entscheidung über die "
    "Nachricht des Kunden.",
    "costs.topic": "Anliegen",
    "costs.topic.none": "Ohne Anliegen",
    "costs.people": "Von Menschen geschrieben",
    "costs.sum": "Zusammen",
}
TEXTS = {**PAUSE, **BUDGET, **COSTS}
