"""Why a message did not go out, by Meta's error code: what happened, and what to do now.

Source of the codes: Meta's Cloud API, error codes (the list in the project's reference, 3.1).
"""

from app.dashboard.texts.failures import channel, message
from app.dashboard.texts.failures.failure import ADMIN_DE, ADMIN_EN

# Families that Lotse does not use: calls, blocking, groups, user names.
FAMILIES = (
    (range(138000, 140000), "Anrufe oder Blockieren", "calls or blocking"),
    (range(131200, 131300), "Gruppen", "groups"),
    (range(147000, 148000), "Benutzernamen", "user names"),
)


def of(code: int, language: str) -> tuple[str, str] | None:
    """What happened and what to do; None for a code that Lotse does not know."""
    known = next((failure for failure in (*channel.FAILURES, *message.FAILURES) if code in failure.codes), None)
    if known:
        return known.de if language == "de" else known.en
    family = next((family for family in FAMILIES if code in family[0]), None)
    if family and language == "de":
        return f"WhatsApp meldet Fehler {code}; er betrifft {family[1]}, die Lotse nicht nutzt.", ADMIN_DE
    if family:
        return f"WhatsApp reports error {code}; it is about {family[2]}, which Lotse does not use.", ADMIN_EN
    return None
