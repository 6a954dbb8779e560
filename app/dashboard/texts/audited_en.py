"""English: lines of the audit log about numbers, playbook, classifier, and what was set aside or noticed."""

TEXTS = {
    "audit.automatic_paused": "Automatic messages paused",
    "audit.automatic_resumed": "Automatic answers allowed again",
    "audit.budget_notice_seen": "Notice about the budget seen",
    "audit.delivery_tried_again": "Delivery that was set aside read again",
    "audit.ledger_alarm_seen": "Ledger's alarm seen",
    "audit.notice_seen": "Notice of Meta's seen",
    "audit.number_added": "Number added",
    "audit.number_asked_again": "Meta asked whether a stopped number may send again",
    "audit.number_changed": "Number changed",
    "audit.number_checked": "Number's connection checked",
    "audit.playbook_imported": "Playbook imported",
    "audit.playbook_restored": "Earlier version of the playbook restored",
    "audit.playbook_saved": "Playbook changed",
    "audit.samples_made": "Sample conversations made",
    "audit.samples_removed": "Sample conversations removed",
    "audit.training_started": "Training of the classifier started",
    "audit.turn_tried_again": "Message that was set aside decided again",
}
