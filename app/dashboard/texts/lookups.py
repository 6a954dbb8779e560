"""What came of asking the business's own system; by the codes in app/lookups."""

DE = {
    "lookup.tried": "Nachgesehen: {host}, {what}",
    "lookup.why.timeout": "keine Antwort in der erlaubten Zeit",
    "lookup.why.late": "keine Antwort in der erlaubten Zeit",
    "lookup.why.unreachable": "nicht erreichbar",
    "lookup.why.too_large": "Antwort zu groß",
    "lookup.why.not_json": "Antwort nicht lesbar",
    "lookup.why.no_secret": "der Schlüssel ist nicht gesetzt",
    "lookup.why.own_secret": "der Schlüssel gehört Lotse und wird nie gesendet",
    "lookup.why.not_allowed": "nicht mehr erlaubt",
    "lookup.why.died": "zweimal abgebrochen",
    "lookup.why.unfit": "{name} passt in keine Adresse",
    "lookup.why.missing": "„{name}“ steht nicht in der Antwort",
    "lookup.why.unknown_word": "für den Wert von „{name}“ gibt es keinen Text",
    "card.looked_up": "Nachgesehen",
    "reason.lookup_failed": "Nachsehen in Ihrem System gescheitert",
    "reason.lookup_empty": "Ihr System gibt keine Auskunft",
}

EN = {
    "lookup.tried": "Looked up: {host}, {what}",
    "lookup.why.timeout": "no answer in the time allowed",
    "lookup.why.late": "no answer in the time allowed",
    "lookup.why.unreachable": "not reachable",
    "lookup.why.too_large": "answer too large",
    "lookup.why.not_json": "answer not readable",
    "lookup.why.no_secret": "the secret is not set",
    "lookup.why.own_secret": "the secret is Lotse's own and is never sent",
    "lookup.why.not_allowed": "not allowed any more",
    "lookup.why.died": "broken off twice",
    "lookup.why.unfit": "{name} fits no address",
    "lookup.why.missing": "“{name}” is not in the answer",
    "lookup.why.unknown_word": "there is no text for the value of “{name}”",
    "card.looked_up": "Looked up",
    "reason.lookup_failed": "Looking it up in your system failed",
    "reason.lookup_empty": "Your system does not say",
}
