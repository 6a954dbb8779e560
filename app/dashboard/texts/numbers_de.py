"""The business's numbers and whether they are connected, in German."""

TEXTS = {
    "inboxes.title": "Nummern",
    "inboxes.lead": "Die WhatsApp-Nummern, die Lotse bedient. Ob eine gerade senden darf, steht unter „Kanal“.",
    "inboxes.none": "Noch keine Nummer. Sie erscheint mit der ersten Nachricht von selbst, oder Sie fügen sie hinzu.",
    "inboxes.name.example": "z. B. Kundendienst",
    "inboxes.display": "Rufnummer",
    "inboxes.id": "Telefonnummer-ID",
    "inboxes.id.hint": "Sie besteht aus Ziffern und steht bei Meta unter WhatsApp, API-Einrichtung. Es ist nicht die "
    "Rufnummer.",
    "inboxes.language": "Sprache, wenn die des Kunden nicht bekannt ist",
    "inboxes.token": "Zugriffstoken",
    "inboxes.secret": "App-Geheimnis",
    "inboxes.key.own": "eigenes, verschlüsselt hinterlegt",
    "inboxes.key.general": "das allgemeine aus den Einstellungen",
    "inboxes.keys.hint": "Nur nötig, wenn diese Nummer zu einer anderen App oder einem anderen Konto gehört. Leer "
    "lassen ändert nichts. Hinterlegtes wird nie wieder angezeigt.",
    "inboxes.keys.forget": "Eigenes Token und App-Geheimnis entfernen und die allgemeinen nutzen",
    "inboxes.add": "Nummer hinzufügen",
    "inboxes.stopped": "kann nicht senden",
    "inboxes.paused": "sendet gerade nicht",
    "inboxes.said.added": "Die Nummer ist hinzugefügt. Prüfen Sie jetzt ihre Verbindung.",
    "inboxes.said.changed": "Gespeichert. Es gilt sofort.",
    "inboxes.refused.number_id_wrong": "Die Telefonnummer-ID besteht nur aus Ziffern. Es wurde nichts hinzugefügt. Sie "
    "steht bei Meta unter WhatsApp, API-Einrichtung.",
    "inboxes.refused.number_known": "Diese Nummer gibt es schon. Es wurde nichts geändert. Ändern Sie sie in der "
    "Liste.",
    "inboxes.refused.environments_secret": "Das ist das allgemeine App-Geheimnis: Die Nummer braucht kein eigenes. Es "
    "wurde nichts geändert. Lassen Sie das Feld leer.",
    "connection.check": "Verbindung prüfen",
    "connection.good": "in Ordnung",
    "connection.look": "ansehen",
    "connection.bad": "fehlt",
    "connection.sealed": "Das eigene Token oder App-Geheimnis ist nicht mehr lesbar, weil SECRET_KEY geändert wurde.",
    "connection.sealed.cure": "Hinterlegen Sie beides unter „Ändern“ neu.",
    "connection.unreachable": "Meta ist von diesem Server aus nicht zu erreichen. Was hinaus soll, wartet.",
    "connection.unreachable.cure": "Prüfen Sie die Internetverbindung des Servers und GRAPH_URL, dann noch einmal.",
    "connection.refused": "Meta nimmt das Zugriffstoken nicht an.",
    "connection.refused.cure": "Das geht unter „Ändern“ oder in WHATSAPP_ACCESS_TOKEN.",
    "connection.unknown": "Meta kennt diese Telefonnummer-ID nicht, oder das Token gehört zu einem anderen Konto.",
    "connection.unknown.cure": "Vergleichen Sie die ID mit der bei Meta unter WhatsApp, API-Einrichtung, und geben Sie "
    "dem Token Zugriff auf dieses Konto.",
    "connection.odd": "Meta hat etwas Unerwartetes geantwortet.",
    "connection.odd.cure": "Versuchen Sie es in einigen Minuten noch einmal; Nachrichten gehen nicht verloren.",
    "connection.known": "Meta kennt die Nummer als {number}, „{name}“.",
    "connection.may_send": "Sie darf senden.",
    "connection.blocked": "Sie darf nicht senden.",
    "connection.blocked.cure": "Danach prüft Lotse von selbst weiter; der Stand steht unter „Kanal“.",
    "connection.nobody_knows": "Ob sie senden darf, sagt Meta gerade nicht.",
    "connection.nobody_knows.cure": "Prüfen Sie es in einigen Minuten noch einmal.",
    "connection.quality_yellow": "Die Qualität lässt nach: Kunden melden oder blockieren Nachrichten.",
    "connection.quality_yellow.cure": "Sehen Sie nach, worauf Kunden so reagieren, bevor Meta begrenzt.",
    "connection.quality_red": "Die Qualität ist schlecht, Meta kann das Senden begrenzen.",
    "connection.quality_red.cure": "Antworten Sie vorerst nur von Hand und sehen Sie im WhatsApp-Manager nach.",
    "connection.wrote": "Nachrichten kommen an, die letzte am {moment}.",
    "connection.wrote_long_ago": "Die letzte Nachricht an diese Nummer kam am {moment}.",
    "connection.wrote_long_ago.cure": "Schreiben Sie von einem Telefon an die Nummer. Erscheint nichts im "
    "Posteingang, tragen Sie bei Meta die Webhook-Adresse neu ein (Erste Schritte).",
    "connection.called_for_others": "Meta ruft Lotse auf, zuletzt am {moment}, aber für diese Nummer kam noch nichts.",
    "connection.called_for_others.cure": "Schreiben Sie von einem Telefon an die Nummer. Erscheint nichts, "
    "abonnieren Sie bei Meta für das Konto der Nummer das Feld „messages“.",
    "connection.only_verified": "Die Webhook-Adresse ist bestätigt ({moment}), aber noch keine Nachricht kam an.",
    "connection.only_verified.cure": "Abonnieren Sie bei Meta das Feld „messages“ und schreiben Sie der Nummer.",
    "connection.never_called": "Meta hat Lotse noch nie aufgerufen.",
    "connection.never_called.cure": "Tragen Sie bei Meta Webhook-Adresse und Prüf-Token ein; beide stehen unter „Erste "
    "Schritte“.",
    "notice.webhook_verified": "Die Webhook-Adresse ist bestätigt",
}
