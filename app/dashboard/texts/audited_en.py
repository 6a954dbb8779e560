"""English: lines of the audit log about numbers, playbook, classifier, and what was set aside or noticed."""

TEXTS = {
    "audit.automatic_paused": "paused the automatic messages",
    "audit.automatic_resumed": "let Lotse answer automatically again",
    "audit.budget_notice_seen": "saw the notice about the budget",
    "audit.delivery_tried_again": "had a delivery that was set aside read again",
    "audit.ledger_alarm_seen": "saw the ledger's alarm",
    "audit.notice_seen": "saw a notice of Meta's",
    "audit.number_added": "added a number",
    "audit.number_asked_again": "had Meta asked whether a stopped number may send again",
    "audit.number_changed": "changed a number",
    "audit.number_checked": "checked a number's connection",
    "audit.playbook_imported": "imported a playbook",
    "audit.playbook_restored": "restored an earlier version of the playbook",
    "audit.playbook_saved": "changed the playbook",
    "audit.samples_made": "made sample conversations",
    "audit.samples_removed": "removed the sample conversations",
    "audit.training_started": "started a training of the classifier",
    "audit.turn_tried_again": "had a message that was set aside decided again",
}
