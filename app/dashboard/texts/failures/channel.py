"""Failures of the account, the number, or a template: what happened, and what to do now."""

from app.dashboard.texts.failures.failure import ADMIN_DE, ADMIN_EN, TEMPLATE_DE, TEMPLATE_EN, WAIT_DE, WAIT_EN, Failure

PERMISSION = (10, *range(200, 300), 131005)
REGISTRATION = (131045, 133000, 133005, 133006, 133007, 133008, 133009, 133010, 133015, 133016)

FAILURES = (
    Failure(
        (0, 190),
        (
            "Das Zugriffstoken für WhatsApp ist abgelaufen oder falsch.",
            "Ihre Administration muss ein neues hinterlegen.",
        ),
        ("The access token for WhatsApp has expired or is wrong.", "Your administrators must enter a new one."),
    ),
    Failure(
        (1, 131000),
        ("WhatsApp meldet einen Fehler bei sich.", WAIT_DE),
        ("WhatsApp reports an error of its own.", WAIT_EN),
    ),
    Failure(
        (2, 131016),
        ("WhatsApp ist überlastet oder nicht erreichbar.", WAIT_DE),
        ("WhatsApp is overloaded or not available.", WAIT_EN),
    ),
    Failure(
        (3,),
        ("Der App fehlt bei Meta eine Fähigkeit oder Erlaubnis.", ADMIN_DE),
        ("The app lacks a capability or permission at Meta.", ADMIN_EN),
    ),
    Failure(
        PERMISSION,
        ("Dem Zugriffstoken fehlt die Erlaubnis, mit dieser Nummer zu senden.", ADMIN_DE),
        ("The access token may not send with this number.", ADMIN_EN),
    ),
    Failure(
        (4, 80007),
        ("Es gab zu viele Anfragen an WhatsApp in kurzer Zeit.", "Senden Sie es in einigen Minuten noch einmal."),
        ("There were too many requests to WhatsApp in a short time.", "Send it again in a few minutes."),
    ),
    Failure(
        (33,),
        ("Diese Geschäftsnummer gibt es bei WhatsApp nicht (mehr).", ADMIN_DE),
        ("This business number does not exist at WhatsApp (any more).", ADMIN_EN),
    ),
    Failure(
        (368,),
        ("WhatsApp hat das Konto wegen eines Verstoßes gegen seine Regeln eingeschränkt.", ADMIN_DE),
        ("WhatsApp restricted the account for a breach of its rules.", ADMIN_EN),
    ),
    Failure(
        (131031,), ("WhatsApp hat das Geschäftskonto gesperrt.", ADMIN_DE), ("WhatsApp locked the account.", ADMIN_EN)
    ),
    Failure(
        (130429,),
        ("Diese Geschäftsnummer hat zu viel in kurzer Zeit gesendet.", "Senden Sie es in einer Minute noch einmal."),
        ("This business number sent too much in a short time.", "Send it again in a minute."),
    ),
    Failure(
        (131037,),
        ("Der Anzeigename dieser Nummer ist noch nicht genehmigt.", ADMIN_DE),
        ("The display name of this number has not been approved.", ADMIN_EN),
    ),
    Failure(
        (131042, 131044, 134011, 134100, 134101, 134102, 131055),
        (
            "Beim Geschäftskonto fehlt eine gültige Zahlungsart, oder die Bedingungen fürs Bezahlen sind nicht "
            "angenommen.",
            ADMIN_DE,
        ),
        ("The account has no valid way of paying, or the terms of payment have not been accepted.", ADMIN_EN),
    ),
    Failure(
        REGISTRATION,
        ("Diese Nummer ist bei WhatsApp nicht (richtig) angemeldet.", ADMIN_DE),
        ("This number is not registered (properly) with WhatsApp.", ADMIN_EN),
    ),
    Failure(
        (133004, 131057),
        (
            "Bei WhatsApp laufen gerade Wartungsarbeiten an den Servern oder an dieser Nummer.",
            "Senden Sie es in ein paar Minuten noch einmal.",
        ),
        ("WhatsApp is maintaining its servers or this number.", "Send it again in a few minutes."),
    ),
    Failure(
        (131048,),
        ("WhatsApp hat das Senden begrenzt, weil Kunden Nachrichten gemeldet oder blockiert haben.", ADMIN_DE),
        ("WhatsApp limited sending because customers reported or blocked messages.", ADMIN_EN),
    ),
    Failure(
        (131061, 131063),
        ("Solche Vorlagen nimmt WhatsApp auf diesem Weg nicht an.", TEMPLATE_DE),
        ("WhatsApp does not take such templates in this way.", TEMPLATE_EN),
    ),
    Failure(
        (131064,),
        ("WhatsApp hat das Senden begrenzt, weil Vorlagen falsch eingeordnet sind.", ADMIN_DE),
        ("WhatsApp limited sending because templates are put into the wrong category.", ADMIN_EN),
    ),
    Failure(
        (132000, 132005, 132012, 132018),
        ("Die Angaben passen nicht zu dieser Vorlage.", "Prüfen Sie, was Sie eingesetzt haben, und kürzen Sie es."),
        ("What was filled in does not fit this template.", "Check it, and make it shorter."),
    ),
    Failure(
        (132001,),
        ("Diese Vorlage gibt es bei WhatsApp nicht in dieser Sprache.", TEMPLATE_DE),
        ("WhatsApp does not have this template in this language.", TEMPLATE_EN),
    ),
    Failure(
        (132007, 132008),
        ("Diese Vorlage verstößt gegen WhatsApps Regeln für Vorlagen.", TEMPLATE_DE),
        ("This template breaks WhatsApp's rules for templates.", TEMPLATE_EN),
    ),
    Failure(
        (132015, 132016),
        ("WhatsApp hat diese Vorlage angehalten oder abgeschaltet.", TEMPLATE_DE),
        ("WhatsApp paused or disabled this template.", TEMPLATE_EN),
    ),
    Failure(
        (132068, 132069),
        ("Das Formular (Flow) ist bei WhatsApp gesperrt oder gebremst.", ADMIN_DE),
        ("The form (flow) is blocked or slowed down at WhatsApp.", ADMIN_EN),
    ),
)
