"""Failures of a single message or customer: what happened, and what to do now."""

from app.dashboard.texts.failures.failure import (
    ADMIN_DE,
    ADMIN_EN,
    NOTHING_DE,
    NOTHING_EN,
    OTHER_WAY_DE,
    OTHER_WAY_EN,
    REPORT_DE,
    REPORT_EN,
    WAIT_DE,
    WAIT_EN,
    Failure,
)

FAILURES = (
    Failure(
        (100, 131008, 131009, 135000),
        ("WhatsApp hat die Nachricht als ungültig zurückgewiesen.", REPORT_DE),
        ("WhatsApp refused the message as invalid.", REPORT_EN),
    ),
    Failure(
        (130472,),
        ("WhatsApp stellt diesem Kunden wegen eines eigenen Tests keine solche Nachricht zu.", OTHER_WAY_DE),
        ("WhatsApp delivers no such message to this customer because of a test of its own.", OTHER_WAY_EN),
    ),
    Failure(
        (130497,),
        ("In das Land dieses Kunden darf diese Nummer nicht senden.", OTHER_WAY_DE),
        ("This number may not send to the customer's country.", OTHER_WAY_EN),
    ),
    Failure(
        (131021,),
        ("Empfänger und Absender sind dieselbe Nummer.", NOTHING_DE),
        ("Recipient and sender are the same number.", NOTHING_EN),
    ),
    Failure(
        (131026,),
        (
            "WhatsApp konnte nicht zustellen. Vielleicht nutzt der Kunde kein WhatsApp mehr, hat eine sehr alte App "
            "oder die Bedingungen nicht angenommen.",
            OTHER_WAY_DE,
        ),
        (
            "WhatsApp could not deliver. The customer may no longer use WhatsApp, have a very old app, or not have "
            "accepted the terms.",
            OTHER_WAY_EN,
        ),
    ),
    Failure(
        (131030,),
        ("Diese Geschäftsnummer ist eine Testnummer, und der Kunde steht nicht auf ihrer Liste.", ADMIN_DE),
        ("This business number is for tests only, and the customer is not on its list.", ADMIN_EN),
    ),
    Failure(
        (131036,),
        ("WhatsApp konnte die Nachricht beim Kunden nicht entschlüsseln.", WAIT_DE),
        ("WhatsApp could not decrypt the message for the customer.", WAIT_EN),
    ),
    Failure(
        (131047,),
        ("Das 24-Stunden-Fenster war abgelaufen.", "Senden Sie eine Vorlage, oder warten Sie, bis der Kunde schreibt."),
        ("The 24-hour window was over.", "Send a template, or wait until the customer writes."),
    ),
    Failure(
        (131049,),
        (
            "WhatsApp wollte diese Nachricht nicht zustellen, damit der Kunde nicht zu viele bekommt.",
            "Senden Sie sie frühestens in 24 Stunden noch einmal.",
        ),
        (
            "WhatsApp chose not to deliver this message, so that the customer does not get too many.",
            "Send it again in 24 hours at the earliest.",
        ),
    ),
    Failure(
        (131050,),
        ("Der Kunde hat Angebote dieser Nummer abbestellt.", "Senden Sie ihm keine. Antworten sind weiter erlaubt."),
        ("The customer has unsubscribed from offers of this number.", "Send none. Replies remain allowed."),
    ),
    Failure(
        (131051, 131060),
        ("WhatsApp kennt diese Art von Nachricht nicht.", "Schreiben Sie es als Text."),
        ("WhatsApp does not know this kind of message.", "Write it as text."),
    ),
    Failure(
        (131052,),
        ("WhatsApp konnte die Datei des Kunden nicht holen, oder sie ist zu groß.", "Bitten Sie ihn um Text."),
        ("WhatsApp could not fetch the customer's file, or it is too large.", "Ask the customer for text."),
    ),
    Failure(
        (131053,),
        ("WhatsApp hat die Datei nicht angenommen.", "Senden Sie sie in einem anderen Format, etwa JPEG oder PDF."),
        ("WhatsApp did not take the file.", "Send it in another format, such as JPEG or PDF."),
    ),
    Failure(
        (131056,),
        ("Es gingen zu viele Nachrichten an diesen Kunden in kurzer Zeit.", WAIT_DE),
        ("Too many messages went to this customer in a short time.", WAIT_EN),
    ),
    Failure((131059,), ("WhatsApp kam beim Blättern durcheinander.", WAIT_DE), ("WhatsApp lost its place.", WAIT_EN)),
    Failure(
        (131062,),
        (
            "Diese Nachricht braucht die Telefonnummer des Kunden, und die hat er nicht geteilt.",
            "Bitten Sie ihn im Gespräch um seine Nummer.",
        ),
        (
            "This message needs the customer's phone number, which has not been shared.",
            "Ask for it in the conversation.",
        ),
    ),
    Failure(
        (137000,),
        ("Die Identität hinter der Nummer des Kunden hat sich geändert.", "Fragen Sie nach, mit wem Sie schreiben."),
        ("The identity behind the customer's number has changed.", "Make sure whom you are writing to."),
    ),
)
