"""The 24-hour window in German: how long still, and answers that wait for the customer."""

TEXTS = {
    "window.left": "Noch {span} für Antworten",
    "window.until": "Antworten sind bis {moment} möglich (24 Stunden nach der letzten Nachricht des Kunden)",
    "window.over": "Antwortzeit abgelaufen",
    "window.row": "noch {span}",
    "window.row.what": "für Antworten",
    "status.held": "Wartet auf die Antwort des Kunden",
    "held.row": "wartet auf den Kunden",
    "held.hint": "Geht hinaus, sobald der Kunde schreibt.",
    "held.withdraw": "Zurücknehmen",
    "hold.title": "Antwort bereitlegen",
    "hold.hint": "Sie können die Antwort bereitlegen. Der Kunde bekommt jetzt nur diese Nachricht; Ihre Antwort geht "
    "hinaus, sobald er schreibt:",
    "hold.told": "Der Kunde weiß schon, dass eine Antwort bereitliegt. Was Sie bereitlegen, geht hinaus, sobald er "
    "schreibt.",
    "hold.placeholder": "Antwort schreiben, die auf den Kunden wartet …",
    "hold.send": "Antwort bereitlegen",
    "hold.keys": "Strg + Eingabe legt bereit",
    "hold.takes": "Damit übernehmen Sie das Gespräch.",
    "resolve.hint.held": "Gespräch als erledigt markieren; die bereitgelegte Antwort wird zurückgenommen",
    "refused.window_open": "Der Kunde hat inzwischen geschrieben, Sie können direkt antworten. Es wurde nichts "
    "gesendet, Ihr Text steht noch hier.",
    "refused.not_held": "Diese Antwort liegt nicht mehr bereit: Sie ging hinaus oder wurde schon zurückgenommen. Der "
    "Verlauf zeigt es.",
    "refused.not_to_be_told": "Dieser Kunde möchte keine solchen Nachrichten. Es wurde nichts gesendet. Sobald er "
    "schreibt, können Sie antworten.",
    "refused.notice_gone": "Die Vorlage, die dem Kunden Bescheid gibt, lässt sich gerade nicht senden. Es wurde nichts "
    "gesendet, Ihr Text steht noch hier.",
    "event.window_closing": "Die Zeit für Antworten läuft bald ab",
    "event.held": "{who} hat eine Antwort bereitgelegt; sie wartet auf den Kunden",
    "event.released": "Der Kunde hat geschrieben: Die bereitgelegte Antwort geht hinaus",
    "event.withdrawn": "{who} hat die bereitgelegte Antwort zurückgenommen: {reason}",
    "reason.answer_released": "Bereitgelegte Antwort ging hinaus",
    "reason.resolved": "Gespräch erledigt",
    "step.held": "Antwort bereitgelegt",
    "step.released": "Bereitgelegte Antwort freigegeben",
    "step.withdrawn": "Bereitgelegte Antwort zurückgenommen",
    "step.window_closing": "Antwortzeit läuft bald ab",
    "waits.customer": "Die Antwort liegt seit {moment} bereit und geht hinaus, sobald der Kunde schreibt.",
}
