"""German: lines of the audit log about numbers, playbook, classifier, and what was set aside or noticed."""

TEXTS = {
    "audit.automatic_paused": "Automatische Nachrichten angehalten",
    "audit.automatic_resumed": "Automatische Antworten wieder zugelassen",
    "audit.budget_notice_seen": "Hinweis auf das Budget gesehen",
    "audit.delivery_tried_again": "Beiseitegelegte Lieferung noch einmal lesen lassen",
    "audit.ledger_alarm_seen": "Warnung der Buchführung gesehen",
    "audit.notice_seen": "Mitteilung von Meta gesehen",
    "audit.number_added": "Nummer hinzugefügt",
    "audit.number_asked_again": "Prüfen lassen, ob eine angehaltene Nummer wieder senden darf",
    "audit.number_changed": "Nummer geändert",
    "audit.number_checked": "Verbindung einer Nummer geprüft",
    "audit.playbook_imported": "Playbook eingelesen",
    "audit.playbook_restored": "Frühere Fassung des Playbooks wiederhergestellt",
    "audit.playbook_saved": "Playbook geändert",
    "audit.samples_made": "Beispielgespräche angelegt",
    "audit.samples_removed": "Beispielgespräche entfernt",
    "audit.training_started": "Training des Klassifikators gestartet",
    "audit.turn_tried_again": "Beiseitegelegte Nachricht noch einmal entscheiden lassen",
}
