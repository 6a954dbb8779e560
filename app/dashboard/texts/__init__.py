"""Every text of the dashboard, by language and key; `group.code` speaks of a code, `group.other` of an unknown one."""

from collections.abc import Mapping

from app.dashboard.texts import de, en, reasons

TEXTS: Mapping[str, Mapping[str, str]] = {
    "de": {**de.TEXTS, **reasons.DE},
    "en": {**en.TEXTS, **reasons.EN},
}
