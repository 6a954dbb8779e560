"""Die Zugänge anderer Systeme zur JSON-API, auf Deutsch."""

TEXTS = {
    "tokens.title": "API-Zugänge",
    "tokens.lead": "Mit einem Token arbeiten andere Systeme mit Lotse: Sie lesen Gespräche, antworten auf das, was "
    "Kunden geschrieben haben, pflegen das Playbook. Was ein Token tut, steht im Verlauf unter „API:“ und "
    "seinem Namen.",
    "tokens.add": "Token anlegen",
    "tokens.add.go": "Anlegen",
    "tokens.name": "Name",
    "tokens.name.hint": "Welches System es benutzt. Kolleginnen und Kollegen lesen den Namen im Verlauf.",
    "tokens.days": "Gilt für",
    "tokens.days.ever": "unbegrenzt",
    "tokens.scopes": "Rechte",
    "tokens.scopes.hint": "Geben Sie nur, was das System braucht. Später lassen sich die Rechte nicht ändern; legen "
    "Sie dann ein neues Token an.",
    "tokens.scope.conversations:read": "Gespräche lesen",
    "tokens.scope.conversations:write": "Gespräche zuweisen, beschriften, erledigen, Notizen schreiben",
    "tokens.scope.messages:read": "Nachrichten lesen",
    "tokens.scope.messages:write": "Auf Nachrichten antworten",
    "tokens.scope.playbook:read": "Playbook lesen",
    "tokens.scope.playbook:write": "Playbook ändern",
    "tokens.scope.metrics:read": "Zahlen lesen",
    "tokens.made": "Das Token ist angelegt",
    "tokens.made.next": "Kopieren Sie es jetzt in das andere System. Es wird nur dieses eine Mal gezeigt; Lotse behält "
    "davon nur eine Prüfsumme.",
    "tokens.works": "gilt",
    "tokens.revoked": "widerrufen: {moment}",
    "tokens.expired": "abgelaufen: {moment}",
    "tokens.looks": "Token",
    "tokens.used": "Zuletzt benutzt",
    "tokens.used.never": "noch nie",
    "tokens.expires": "Läuft ab",
    "tokens.expires.never": "nie",
    "tokens.by": "Angelegt von",
    "tokens.revoke": "Widerrufen …",
    "tokens.revoke.hint": "Das System, das es benutzt, wird sofort abgewiesen, und seine offenen "
    "Gespräche gehen zurück in die Warteschlange. Das lässt sich nicht zurücknehmen.",
    "tokens.revoke.go": "„{name}“ widerrufen",
    "tokens.said.revoked": "Das Token ist widerrufen. Wer es benutzt, wird abgewiesen. Was es hatte, wartet jetzt auf "
    "andere.",
    "tokens.none": "Noch benutzt kein anderes System Lotse.",
    "refused.token_name": "Der Name fehlt. Es wurde nichts angelegt. Geben Sie einen mit höchstens {detail} "
    "Zeichen ein.",
    "refused.token_scopes": "Es ist kein Recht gewählt. Es wurde nichts angelegt. Wählen Sie mindestens eines.",
    "refused.token_revoked": "Das Token dieses Formulars ist schon widerrufen. Es wurde nichts angelegt. Legen Sie "
    "ein neues an.",
    "refused.quote_gone": "Die Nachricht, auf die geantwortet wird, ist nicht (mehr) in diesem Gespräch. Es wurde "
    "nichts gesendet. Antworten Sie ohne sie.",
    "audit.api_token_made": "API-Token angelegt",
    "audit.api_token_revoked": "API-Token widerrufen",
}
