"""What is said of one error, and the advice that several share."""

from typing import NamedTuple


class Failure(NamedTuple):
    """`de` and `en`: what happened, and what to do."""

    codes: tuple[int, ...]
    de: tuple[str, str]
    en: tuple[str, str]


ADMIN_DE = "Bitten Sie Ihre Administration, im Meta-Business-Manager nachzusehen."
ADMIN_EN = "Ask your administrators to look into Meta's Business Manager."
WAIT_DE, WAIT_EN = "Senden Sie es später noch einmal.", "Send it again later."
REPORT_DE = "Schreiben Sie die Antwort einfacher (nur Text), und melden Sie den Fehler Ihrer Administration."
REPORT_EN = "Write the reply more plainly (text only), and report the error to your administrators."
TEMPLATE_DE = "Wählen Sie eine andere Vorlage, oder bitten Sie Ihre Administration, diese zu prüfen."
TEMPLATE_EN = "Choose another template, or ask your administrators to check this one."
OTHER_WAY_DE = "Erreichen Sie den Kunden auf anderem Weg, etwa per Telefon oder E-Mail."
OTHER_WAY_EN = "Reach the customer in another way, such as by phone or e-mail."
NOTHING_DE, NOTHING_EN = "Sie brauchen nichts zu tun.", "There is nothing to do."
