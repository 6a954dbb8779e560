"""Datenschutz: was gelöscht ist und warum, und die Zeilen des Protokolls dazu."""

TEXTS = {
    "removed.age": "Älter, als Nachrichten aufbewahrt werden. Der Inhalt ist gelöscht.",
    "removed.right": "Auf Wunsch der Person gelöscht.",
    "media.aged": "{kind}: älter, als Dateien aufbewahrt werden, und gelöscht.",
    "audit.contact_erased": "Kontakt auf Wunsch gelöscht",
    "audit.contact_exported": "Auskunft zu einem Kontakt heruntergeladen",
    "audit.contact_opted_in": "Abmeldung eines Kontakts aufgehoben",
    "audit.contact_opted_out": "Kontakt abgemeldet",
    "audit.too_old_removed": "Nächtlich gelöscht, was älter ist als die Aufbewahrungsfrist",
}
