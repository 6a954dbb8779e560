"""What is wrong, or may be, in the playbook's files, in German; by the codes of app/remarks_in_english.py."""

LISTS = {
    "remark.quoted": "„{text}“",
    "remark.pair": "{one} und {other}",
    "remark.and_more": " und {number} weitere",
}
FINDINGS = {
    "remark.also_example": "„{text}“ ist auch ein Beispiel von {others}",
    "remark.doubled": "mehr als einmal vorhanden: {texts}",
    "remark.nearly_same": "fast gleich: {pairs}",
    "remark.series": "eine Reihe nach einem Muster: {texts}",
    "remark.unfilled": "Die Antwort ({language}) braucht {names}, dafür gibt es keine Angabe",
    "remark.unasked": "Die Antwort braucht {names}; ohne [ask.{first}] in playbook.toml erhalten Menschen jede "
    "Nachricht, in der das nicht steht",
    "remark.unset": "Die Antwort fragt Ihr System mit dem Schlüssel in {secret}, und der ist in dieser Umgebung nicht "
    "gesetzt",
    "remark.not_let": "Die Antwort fragt {place}, und das steht in dieser Umgebung nicht unter LOOKUP_HOSTS",
    "remark.no_person": "Der Satz unter jeder Antwort ({language}) nennt kein Wort, das zu einem Menschen führt, wie "
    "„Mensch“ oder „human“",
    "remark.slow": "Es gibt Nachrichten, an denen der Ausdruck für {name} minutenlang rechnen würde. Stellen Sie "
    "keinen Teil, der sich wiederholt, in einen anderen, der sich wiederholt, wie in ([A-Z]+-?)+",
    "remark.no_notice": "waiting.template ist {name}, und templates.toml hat keine Vorlage dieses Namens",
    "remark.mixed": "Die deutschen Antworten mischen „Sie“ und „Du“; „{word}“ steht in: {names}",
    "remark.mixed_common": "Die deutschen Antworten mischen „Sie“ und „Du“; „{word}“ steht im "
    "Satz unter den Antworten, in den Fragen oder in den Schlusssätzen",
    "remark.mixed_both": "Die deutschen Antworten mischen „Sie“ und „Du“; „{word}“ steht im "
    "Satz unter den Antworten, in den Fragen oder in den Schlusssätzen, und in: {names}",
    "remark.few_examples": "{number} Beispiele in {language}; weniger als {least} werden kaum erkannt",
    "remark.few_sources": "Die Beispiele haben {number} Quellen; wie Lotse unbekannte Verfasser versteht, wird mit "
    "{least} gemessen",
    "remark.no_hours": "[hours] fehlt: Menschen gelten als immer da, und Kunden erfahren nachts keine Zeit",
    "remark.no_region": "[hours] nennt keine Region (wie „DE-BY“): Feiertage zählen wie alle anderen Tage",
}
FAULTS = {
    "remark.no_file": "gibt es nicht. Lotse braucht die Datei, um zu wissen, was es antworten darf.",
    "remark.not_toml": "ist kein gültiges TOML in UTF-8: {said}",
    "remark.not_toml_end": "ist kein gültiges TOML in UTF-8, am Ende der Datei: {said}",
    "remark.too_deep": "schachtelt mehr als {most} Tabellen, Listen oder Teile eines Schlüssels ineinander",
    "remark.not_toml_at": "ist kein gültiges TOML in UTF-8, Zeile {line}, Spalte {column}: {said}",
    "remark.other": "{said}",
    "remark.needs_both": "{what} braucht einen Text auf Deutsch (de) und Englisch (en)",
    "remark.no_field": "Es gibt Wörter für etwas, das kein Feld ist: {names}",
    "remark.locked": "{name} ist Menschen vorbehalten: autonomy muss „human“ sein",
    "remark.short_long": "short: „{text}“ hat mehr als {most} Zeichen",
    "remark.needs_when": "[when] braucht {names}: Die Schlusssätze nennen eines davon",
    "remark.needs_span": "[span] braucht {names}: [when.usual] nennt eines davon",
    "remark.fills_nothing": "{where}: Nichts füllt {{{{{names}}}}}",
    "remark.no_team": "Diese Teams kommen vor, stehen aber nicht in playbook.toml: {names}",
    "remark.no_out_of_scope": "{name}.toml fehlt: Ohne diese Datei sieht alles nach irgendeinem Anliegen aus",
    "remark.no_rule": "Keine Regel findet diese Angaben: {names}; bekannt sind {known}",
    "remark.own_secret": "{name} gehört Lotse und wird nie gesendet. Legen Sie den Schlüssel Ihres Systems in eine "
    "eigene Variable",
    "remark.no_header": "{name} ist keine Kopfzeile für einen Schlüssel",
    "remark.name_taken": "Diese Felder heißen wie etwas anderes: {names}. Benennen Sie sie anders",
    "remark.unsaid": "Die Antwort ({language}) sagt {names} nicht. Schreiben Sie es in den Text, oder nehmen Sie das "
    "Feld heraus",
    "remark.no_address": "„{url}“ ist keine Adresse wie https://shop.example/orders/{{{{order_number}}}}: der Rechner "
    "in Kleinbuchstaben, {{{{Angaben}}}} nur in Pfad und Abfrage, und kein Benutzer, kein # und keine Schritte "
    "aufwärts",
    "remark.not_encrypted": "{place} wird unverschlüsselt gefragt; das darf nur dieser Rechner selbst. Schreiben Sie "
    "https://",
    "remark.not_allowed": "{place} ist nicht erlaubt. Ist es Ihr eigenes System, tragen Sie es in rules.toml unter "
    "[lookups] bei hosts ein",
    "remark.no_rule_address": "Keine Regel findet diese Angaben der Adresse: {names}; bekannt sind {known}",
    "remark.no_span": "„{written}“ ist keine Zeitspanne; schreiben Sie sie wie „9:00-13:00“",
    "remark.span_backwards": "„{written}“ endet, bevor es beginnt; eine Nacht sind zwei Spannen: „22:00-24:00“, und "
    "„0:00-2:00“ am nächsten Tag",
    "remark.no_time": "„{written}“ nennt eine Zeit, die keine Uhr zeigt; die letzte ist 24:00",
    "remark.overlap": "{one} und {other} überschneiden sich",
    "remark.no_date": "„{written}“ ist kein Datum; schreiben Sie es wie 2026-12-24, oder „2026-12-24/2026-12-31“ für "
    "alle Tage eines Zeitraums",
    "remark.backwards": "„{written}“ endet, bevor es beginnt",
    "remark.two_exceptions": "Für {day} gelten zwei Ausnahmen gleicher Länge; niemand weiß, welche gilt",
    "remark.no_region_known": "„{region}“ ist kein deutsches oder österreichisches Bundesland und kein Schweizer "
    "Kanton nach ISO 3166-2; bekannt sind {known}",
    # pydantic's codes
    "remark.missing": "Dieses Feld fehlt",
    "remark.extra_forbidden": "Dieses Feld gibt es nicht",
    "remark.string_type": "Hier muss ein Text stehen",
    "remark.string_too_short": "Der Text braucht mindestens {min_length} Zeichen",
    "remark.string_too_long": "Der Text darf höchstens {max_length} Zeichen haben",
    "remark.string_pattern_mismatch": "Der Text muss dem Muster „{pattern}“ entsprechen",
    "remark.literal_error": "Hier muss eines davon stehen: {expected}",
    "remark.too_short": "{field_type}: Mindestens {min_length} müssen es sein, nicht {actual_length}",
    "remark.bool_type": "Hier muss true oder false stehen",
    "remark.bool_parsing": "Hier muss true oder false stehen; so lässt es sich nicht lesen",
    "remark.int_type": "Hier muss eine ganze Zahl stehen",
    "remark.int_parsing": "Hier muss eine ganze Zahl stehen; dieser Text ist keine",
    "remark.int_from_float": "Hier muss eine ganze Zahl stehen, keine mit Nachkommastellen",
    "remark.float_type": "Hier muss eine Zahl stehen",
    "remark.float_parsing": "Hier muss eine Zahl stehen; dieser Text ist keine",
    "remark.finite_number": "Hier muss eine endliche Zahl stehen, nicht inf oder nan",
    "remark.greater_than": "Die Zahl muss größer als {gt} sein",
    "remark.greater_than_equal": "Die Zahl muss mindestens {ge} sein",
    "remark.less_than": "Die Zahl muss kleiner als {lt} sein",
    "remark.less_than_equal": "Die Zahl darf höchstens {le} sein",
    "remark.dict_type": "Hier muss eine Tabelle stehen",
    "remark.tuple_type": "Hier muss eine Liste stehen",
    "remark.model_type": "Hier muss eine Tabelle stehen ({class_name})",
    "remark.pattern_type": "Hier muss ein regulärer Ausdruck als Text stehen",
    "remark.pattern_regex": "Hier muss ein gültiger regulärer Ausdruck stehen",
    "remark.zoneinfo_str": "Diese Zeitzone gibt es nicht: {value}",
}
TEXTS = {**LISTS, **FINDINGS, **FAULTS}
