"""German: lines of the audit log about numbers, playbook, classifier, and what was set aside or noticed."""

TEXTS = {
    "audit.automatic_paused": "hat die automatischen Nachrichten angehalten",
    "audit.automatic_resumed": "lässt Lotse wieder automatisch antworten",
    "audit.budget_notice_seen": "hat den Hinweis auf das Budget gesehen",
    "audit.delivery_tried_again": "lässt eine beiseitegelegte Lieferung noch einmal lesen",
    "audit.ledger_alarm_seen": "hat die Warnung der Buchführung gesehen",
    "audit.notice_seen": "hat eine Mitteilung von Meta gesehen",
    "audit.number_added": "hat eine Nummer hinzugefügt",
    "audit.number_asked_again": "lässt prüfen, ob eine angehaltene Nummer wieder senden darf",
    "audit.number_changed": "hat eine Nummer geändert",
    "audit.number_checked": "hat die Verbindung einer Nummer geprüft",
    "audit.playbook_imported": "hat ein Playbook eingelesen",
    "audit.playbook_restored": "hat eine frühere Fassung des Playbooks wiederhergestellt",
    "audit.playbook_saved": "hat das Playbook geändert",
    "audit.samples_made": "hat Beispielgespräche angelegt",
    "audit.samples_removed": "hat die Beispielgespräche entfernt",
    "audit.training_started": "hat ein Training des Klassifikators gestartet",
    "audit.turn_tried_again": "lässt eine beiseitegelegte Nachricht noch einmal entscheiden",
}
