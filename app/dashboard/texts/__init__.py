"""Every text of the dashboard, by language and key; `group.code` speaks of a code, `group.other` of an unknown one."""

from collections.abc import Mapping

from app.dashboard.texts import (
    bubbles_de,
    bubbles_en,
    certificates_de,
    certificates_en,
    channel_de,
    channel_en,
    composer,
    costs_de,
    costs_en,
    de,
    en,
    figures_de,
    figures_en,
    ledger_de,
    ledger_en,
    lookups,
    people_de,
    people_en,
    reasons,
    window_de,
    window_en,
)

TEXTS: Mapping[str, Mapping[str, str]] = {
    "de": {
        **de.TEXTS,
        **bubbles_de.TEXTS,
        **certificates_de.TEXTS,
        **channel_de.TEXTS,
        **composer.DE,
        **costs_de.TEXTS,
        **figures_de.TEXTS,
        **ledger_de.TEXTS,
        **lookups.DE,
        **people_de.TEXTS,
        **reasons.DE,
        **window_de.TEXTS,
    },
    "en": {
        **en.TEXTS,
        **bubbles_en.TEXTS,
        **certificates_en.TEXTS,
        **channel_en.TEXTS,
        **composer.EN,
        **costs_en.TEXTS,
        **figures_en.TEXTS,
        **ledger_en.TEXTS,
        **lookups.EN,
        **people_en.TEXTS,
        **reasons.EN,
        **window_en.TEXTS,
    },
}
