"""The first steps and the sample conversations, in German."""

TEXTS = {
    "start.title": "Erste Schritte",
    "start.lead": "{done} von {all} Schritten sind getan. Die Haken setzt Lotse selbst; die Reihenfolge ist nur ein "
    "Vorschlag.",
    "start.done": "getan",
    "start.open": "noch offen",
    "start.show": "Anleitung öffnen",
    "start.dismiss": "Ausblenden",
    "start.number": "Eine Nummer ist bekannt",
    "start.number.do": "Fügen Sie sie unter „Nummern“ hinzu; mit der ersten Nachricht erscheint sie auch von selbst.",
    "start.number.done": "Name, Sprache und eigene Schlüssel stehen unter „Nummern“.",
    "start.webhook": "WhatsApp erreicht Lotse",
    "start.webhook.do": "Tragen Sie bei Meta die Webhook-Adresse ein (siehe unten). Mit dem Test-Telefon genügt eine "
    "Nachricht.",
    "start.webhook.done": "Die Webhook-Adresse ist bestätigt oder wurde schon aufgerufen.",
    "start.message": "Die erste Nachricht ist da",
    "start.message.do": "Schreiben Sie von einem Telefon an Ihre Nummer, oder auf dem Test-Telefon.",
    "start.message.done": "Sie steht im Posteingang.",
    "start.model": "Lotse erkennt Anliegen",
    "start.model.do": "Ohne trainiertes Modell geht alles an Menschen. Trainieren Sie eines unter „Playbook“, "
    "„Training“ (etwa eine Minute).",
    "start.model.done": "Ein Modell ist aktiv.",
    "start.certificate": "Ein Anliegen darf Lotse selbst beantworten",
    "start.certificate.do": "Was belegt ist und was fehlt, steht unter „Freigaben“. Bis dahin schlägt Lotse nur vor.",
    "start.certificate.done": "Welche es sind, steht unter „Freigaben“.",
    "start.hours": "Geschäftszeiten sind gesetzt",
    "start.hours.do": "Ohne sie gilt, dass immer jemand da ist. Tragen Sie sie unter „Geschäftszeiten“ im Playbook "
    "ein.",
    "start.hours.done": "Außerhalb davon nennt Lotse die nächste Öffnung.",
    "start.people": "Kolleginnen und Kollegen sind dabei",
    "start.people.do": "Laden Sie sie unter „Team“ ein. Sie bekommen einen Link zum Weitergeben.",
    "start.people.done": "Rollen und Teams stehen unter „Team“.",
    "start.simulator": "Ausprobieren mit dem Test-Telefon",
    "start.simulator.do": "Das Test-Telefon steht für WhatsApp: Nichts davon verlässt diesen Rechner. Schreiben Sie "
    "zum Beispiel:",
    "start.simulator.try.1": "Wann ist am Samstag offen?",
    "start.simulator.try.1.hint": "Lotse antwortet selbst, wenn das Anliegen freigegeben ist.",
    "start.simulator.try.2": "Ich möchte meine Bestellung stornieren.",
    "start.simulator.try.2.hint": "Lotse fragt nach der Bestellnummer.",
    "start.simulator.try.3": "Das Gerät ist schon wieder kaputt, das ist eine Frechheit!",
    "start.simulator.try.3.hint": "Das geht sofort an Menschen, als verärgert.",
    "start.simulator.try.4": "Ich möchte mit einem Menschen sprechen.",
    "start.simulator.try.4.hint": "Dieser Wunsch geht allem vor.",
    "start.meta": "Eine echte Nummer bei Meta verbinden",
    "start.meta.1": "Öffnen Sie bei Meta for Developers Ihre App und dort „WhatsApp“, „Konfiguration“.",
    "start.meta.2": "Tragen Sie als Callback-URL die Webhook-Adresse und darunter das Prüf-Token ein; bestätigen Sie.",
    "start.meta.3": "Abonnieren Sie das Feld „messages“ (die übrigen, wenn Sie auch Hinweise zum Konto sehen möchten).",
    "start.meta.4": "Schreiben Sie der Nummer von einem Telefon und prüfen Sie unter „Nummern“ die Verbindung.",
    "start.meta.admins": "Webhook-Adresse und Prüf-Token sieht die Administration an dieser Stelle.",
    "start.webhook_url": "Webhook-Adresse",
    "start.verify_token": "Prüf-Token",
    "start.verify_token.show": "Zeigen",
    "start.refused.real_conversations": "Es gibt schon echte Gespräche. Es wurde nichts geändert. Beispiele gibt es "
    "nur, solange der Posteingang leer ist.",
    "samples.title": "Beispielgespräche",
    "samples.lead": "Zwölf erfundene Gespräche in allen Zuständen, zum Umsehen. Nichts davon kann hinausgehen, keine "
    "Zahl zählt sie mit, und mit einem Klick sind sie wieder weg.",
    "samples.make": "Beispielgespräche anlegen",
    "samples.remove": "Beispiele entfernen",
    "samples.banner": "In der Liste stehen erfundene Beispielgespräche. Nichts davon geht hinaus, und keine Zahl zählt "
    "sie mit.",
    "samples.banner.tell": "Die Administration kann sie entfernen.",
    "closed.sample": "Das ist ein Beispielgespräch: Antworten gehen hier nicht hinaus. Alles andere können Sie "
    "ausprobieren.",
    "refused.sample": "Das ist ein Beispielgespräch. Es wurde nichts gesendet. Antworten können Sie in echten "
    "Gesprächen.",
}
