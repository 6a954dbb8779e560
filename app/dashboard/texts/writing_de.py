"""What helps with writing in the composer, notes and canned replies, in German."""

WRITING = {
    "writes": "Was Sie schreiben",
    "writes.reply": "Antwort",
    "writes.note": "Notiz",
    "note": "Notiz",
    "note.placeholder": "Notiz für Kolleginnen und Kollegen …",
    "note.hint": "Nur für Ihr Team. Der Kunde bekommt sie nie.",
    "note.keys": "Strg + Eingabe speichert",
    "note.save": "Notiz speichern",
    "note.change": "Ändern",
    "note.change.of": "Notiz ändern: {text}",
    "note.remove": "Löschen",
    "remove.sure": "Das lässt sich nicht zurücknehmen.",
    "remove.go": "Endgültig löschen",
    "refused.note_empty": "Die Notiz ist leer. Es wurde nichts gespeichert.",
    "refused.note_too_long": "Die Notiz ist zu lang, höchstens {detail} Zeichen sind möglich. Es wurde nichts "
    "gespeichert, Ihr Text steht noch hier.",
    "refused.note_key_used": "Von dieser Seite wurde schon eine Notiz gespeichert. Prüfen Sie den Verlauf und "
    "speichern Sie noch einmal, wenn diese fehlt.",
    "refused.note_gone": "Diese Notiz gibt es nicht mehr, oder sie ist nicht von Ihnen. Es wurde nichts geändert.",
    "draft.row": "Entwurf",
    "present.looks.one": "{who} sieht sich das auch an",
    "present.looks.many": "{who} sehen sich das auch an",
    "present.writes.one": "{who} schreibt gerade",
    "present.writes.many": "{who} schreiben gerade",
    "helps": "Schreibhilfen",
    "emoji": "Emoji einfügen",
    "emoji.groups": "Gesichter|Gesten|Herzen und Zeichen|Feste und Natur|Einkauf und Alltag",
}
READY = {
    "ready.canned": "Textbausteine",
    "ready.worked": "Antworten, die geholfen haben",
    "ready.canned.none": "Es gibt noch keine Textbausteine. Leitung und Administration legen sie auf dieser Seite an:",
    "ready.worked.none": "Zu diesem Anliegen gibt es noch keine Antwort, nach der ein Gespräch erledigt blieb.",
    "ready.missing": "offen: {names}",
    "ready.count.one": "Ein Vorschlag. Eingabe übernimmt ihn, Esc schließt.",
    "ready.count.many": "{number} Vorschläge. Pfeiltasten wählen, Eingabe übernimmt, Esc schließt.",
    "ready.unfilled": "Noch auszufüllen: {names}",
    "ready.back": "Zurück zum Gespräch",
    "ready.use": "Diese Antwort übernehmen",
    "refused.unfilled": "Im Text ist noch etwas auszufüllen: {detail}. Es wurde nichts gesendet, Ihr Text steht noch "
    "hier. Füllen Sie es aus, oder senden Sie noch einmal, wenn es so gemeint ist.",
}
CANNED = {
    "canned.title": "Textbausteine",
    "canned.lead": "Texte, die alle im Antwortfeld mit „/“ am Anfang einer Zeile einfügen können. Gesendet werden sie "
    "erst, wenn jemand auf Senden drückt.",
    "canned.variables": "Platzhalter füllt Lotse beim Einfügen aus:",
    "canned.variable.name": "der Name des Kunden",
    "canned.variable.order_number": "die Bestellnummer aus dem Gespräch",
    "canned.variable.agent": "Ihr Name",
    "canned.variable.business": "der Name Ihres Geschäfts",
    "canned.variable.facts": "Auch die Angaben zu Ihrem Geschäft, wie {fact}, sind möglich.",
    "canned.read_only": "Ändern können sie Leitung und Administration.",
    "canned.new": "Neuer Textbaustein",
    "canned.name": "Kurzname",
    "canned.language": "Sprache",
    "canned.text": "Text",
    "canned.preview": "So liest es der Kunde",
    "canned.add": "Anlegen",
    "canned.save": "Speichern",
    "canned.change": "Ändern",
    "canned.change.of": "Textbaustein {name} ändern",
    "canned.remove": "Löschen",
    "canned.remove.of": "Textbaustein {name} löschen",
    "canned.none": "Noch keine Textbausteine",
    "canned.none.hint": "Beginnen Sie mit zwölf kurzen Texten auf Deutsch und Englisch, die Sie danach anpassen, oder "
    "legen Sie eigene an.",
    "canned.none.agent": "Leitung und Administration können hier welche anlegen.",
    "canned.starters": "Mit den zwölf Texten beginnen",
    "canned.example.name": "Kim Beispiel",
    "canned.example.order_number": "4711-08",
    "canned.example.business": "Ihr Geschäft",
    "refused.canned_name": "Der Kurzname braucht 1 bis {detail} Zeichen in einer Zeile. Es wurde nichts gespeichert.",
    "refused.canned_text": "Der Text ist leer. Es wurde nichts gespeichert.",
    "refused.canned_long": "Der Text ist zu lang für eine WhatsApp-Nachricht, höchstens {detail} Zeichen sind "
    "möglich. Es wurde nichts gespeichert.",
    "refused.canned_language": "Diese Sprache gibt es hier nicht. Es wurde nichts gespeichert. Wählen Sie eine andere.",
    "refused.canned_taken": "Den Kurznamen „{detail}“ gibt es in dieser Sprache schon. Es wurde nichts "
    "gespeichert. Wählen Sie einen anderen, oder ändern Sie den vorhandenen Text.",
    "refused.canned_gone": "Diesen Textbaustein gibt es nicht mehr, jemand hat ihn gelöscht. Legen Sie ihn neu an, "
    "wenn Sie ihn brauchen.",
}
TEXTS = {**WRITING, **READY, **CANNED}
