"""Signing in, passwords, second factors and open sign-ins, in German."""

TEXTS = {
    "sign_in.code.title": "Zweiter Schritt",
    "sign_in.code.lead": "Geben Sie den Code ein, den Ihre Authenticator-App gerade zeigt, oder einen Ihrer "
    "Wiederherstellungscodes.",
    "sign_in.code": "Code",
    "sign_in.code.wrong": "Der Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten und versuchen "
    "Sie es noch einmal.",
    "sign_in.code.sealed": "Codes können gerade nicht geprüft werden, weil der SECRET_KEY des Servers geändert wurde. "
    "Es ging nichts verloren. Ihre Administration kann den zweiten Faktor auf der Seite „Team“ zurücksetzen.",
    "sign_in.code.help": "Kein Zugriff auf App und Codes? Ihre Administration setzt den zweiten Faktor auf der Seite "
    "„Team“ zurück.",
    "sign_in.code.back": "Zurück zum Passwort",
    "welcome.title": "Passwort wählen",
    "welcome.lead": "Für die Anmeldung mit {email}.",
    "welcome.go": "Speichern und anmelden",
    "welcome.over": "Dieser Link gilt nicht mehr: Er wurde schon benutzt, ersetzt oder ist älter als drei Tage. Es "
    "wurde nichts geändert. Bitten Sie um einen neuen, wenn Sie noch kein Passwort haben.",
    "password.hint": "Mindestens {shortest} Zeichen, am besten mehrere Wörter, die nichts miteinander zu tun haben.",
    "password.short": "Das neue Passwort braucht mindestens {shortest} Zeichen. Es wurde nichts geändert.",
    "password.long": "Das neue Passwort darf höchstens {longest} Zeichen haben. Es wurde nichts geändert.",
    "password.common": "Dieses Passwort ist zu leicht zu erraten: Es ist verbreitet, folgt einem Muster oder besteht "
    "aus Ihrem Namen. Es wurde nichts geändert. Nehmen Sie mehrere Wörter, die nichts miteinander zu tun haben.",
    "factor.title": "Zweiter Faktor",
    "factor.lead": "Mit einem zweiten Faktor genügt Ihr Passwort allein nicht mehr: Bei der Anmeldung geben Sie "
    "zusätzlich einen Code ein, den eine App auf Ihrem Telefon zeigt.",
    "factor.needed": "Ihre Rolle braucht einen zweiten Faktor. Richten Sie ihn jetzt ein; danach steht Ihnen alles "
    "wieder offen. Ihre Daten und Gespräche sind unverändert.",
    "factor.on": "Zweiter Faktor aktiv",
    "factor.is_off": "Nicht eingerichtet.",
    "factor.password": "Ihr Passwort",
    "factor.begin": "Einrichten",
    "factor.change": "Verwalten",
    "factor.scan": "Öffnen Sie eine Authenticator-App auf Ihrem Telefon und scannen Sie dieses Bild:",
    "factor.picture": "QR-Code mit dem Schlüssel für Ihre Authenticator-App",
    "factor.typed": "Oder tippen Sie den Schlüssel ein:",
    "factor.code": "Code aus der App",
    "factor.confirm": "Einschalten",
    "factor.left.one": "Noch 1 Wiederherstellungscode übrig.",
    "factor.left.many": "Noch {number} Wiederherstellungscodes übrig.",
    "factor.codes": "Ihr zweiter Faktor ist aktiv. Bewahren Sie diese Wiederherstellungscodes auf.",
    "factor.codes.once": "Sie stehen nur dieses eine Mal hier. Jeder gilt einmal, wenn Sie Ihr Telefon nicht zur Hand "
    "haben. Legen Sie sie nicht dorthin, wo Ihr Passwort liegt.",
    "factor.codes.kept": "Ich habe sie aufbewahrt",
    "factor.codes.new": "Neue Wiederherstellungscodes",
    "factor.codes.new.hint": "Mit neuen Wiederherstellungscodes gelten die alten nicht mehr.",
    "factor.off": "Zweiten Faktor ausschalten",
    "factor.said.off": "Der zweite Faktor ist ausgeschaltet. Bei der Anmeldung genügt Ihr Passwort.",
    "factor.said.needed": "Ihre Rolle braucht einen zweiten Faktor. Es wurde nichts geändert. Für ein neues Telefon "
    "bitten Sie Ihre Administration, ihn zurückzusetzen.",
    "factor.said.password_wrong": "Das Passwort stimmt nicht. Es wurde nichts geändert. Versuchen Sie es noch einmal.",
    "factor.said.code_wrong": "Der Code stimmt nicht. Der zweite Faktor ist noch nicht aktiv. Prüfen Sie, ob die Uhr "
    "Ihres Telefons richtig geht, und geben Sie den nächsten Code ein.",
    "sessions.title": "Anmeldungen",
    "sessions.unknown": "Unbekannter Browser",
    "sessions.this": "dieser Browser",
    "sessions.line": "angemeldet {since}, zuletzt {seen}",
    "sessions.from": "Netz {network}",
    "sessions.end": "Beenden",
}
