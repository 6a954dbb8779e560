"""A message of every kind, as Lotse keeps it, for rendering tests."""

from typing import Any

from app.whatsapp import outgoing
from app.whatsapp.outgoing import (
    Button,
    Buttons,
    Choices,
    ContactRequest,
    LocationRequest,
    Outgoing,
    Row,
    Section,
    Template,
)

Sample = tuple[str, str | None, dict[str, Any]]  # kind, text, content

AD = {
    "source_type": "ad",
    "headline": "Espresso für zu Hause",
    "body": "Nur diese Woche",
    "welcome": "Fragen Sie uns!",
    "source_url": "https://example.com/ad",
}
CARD = {
    "name": "Eva Muster",
    "org": "Muster GmbH",
    "phones": ["+49 30 5550100"],
    "emails": ["eva@example.com"],
    "addresses": ["Am Hafen 1, 10115 Berlin"],
    "urls": ["https://example.com/eva"],
    "birthday": "1990-04-01",
    "requested": True,
}
ITEMS = [
    {"product": "SKU-1", "quantity": 2.0, "price": 12.5, "currency": "EUR"},
    {"product": "SKU-2", "quantity": 1.0, "price": 7.0, "currency": "CHF"},
    {"product": "SKU-3"},
]

# What customers send, each with words that must be seen in German and in English.
INBOUND: list[tuple[Sample, str, str]] = [
    (("text", "Guten Tag!", {}), "Guten Tag!", "Guten Tag!"),
    (("text", None, {}), "Nachricht ohne Text", "Message without a text"),
    (("text", "weiter", {"forwarded": "once"}), "Weitergeleitet", "Forwarded"),
    (("text", "viral", {"forwarded": "often"}), "Häufig weitergeleitet", "Forwarded many times"),
    (("text", "aus der Anzeige", {"referral": AD}), "Kam über eine Anzeige", "Came from an advertisement"),
    (
        ("text", "gibt es das?", {"product": {"product_retailer_id": "SKU-9", "catalog_id": "77"}}),
        "Frage zum Produkt SKU-9",
        "Question on product SKU-9",
    ),
    (("image", "so sieht es aus", {"mime_type": "image/jpeg"}), "Bild", "Picture"),
    (("video", None, {"mime_type": "video/mp4"}), "Video", "Video"),
    (("audio", None, {"mime_type": "audio/ogg", "voice": True}), "Sprachnachricht", "Voice message"),
    (("audio", None, {"mime_type": "audio/mpeg"}), "Tonaufnahme", "Audio"),
    (("document", "bitte prüfen", {"filename": "rechnung.pdf"}), "rechnung.pdf", "rechnung.pdf"),
    (("sticker", None, {"animated": True}), "Sticker", "Sticker"),
    (
        ("location", None, {"latitude": 52.52, "longitude": 13.405, "name": "Laden", "address": "Am Hafen 1"}),
        "Auf OpenStreetMap zeigen",
        "Show on OpenStreetMap",
    ),
    (("location", None, {}), "Standort ohne Koordinaten", "Location without coordinates"),
    (("contacts", None, {"contacts": [CARD]}), "auf Ihre Bitte geteilt", "shared at your request"),
    (("contacts", None, {}), "Kontakt ohne Angaben", "Contact card without details"),
    (("button", "Ja, gern", {"payload": "yes"}), "Knopf der Vorlage", "button of the template"),
    (
        ("interactive", "Ja", {"reply": "button", "id": "1", "title": "Ja"}),
        "Hat auf einen Knopf getippt",
        "Tapped a button",
    ),
    (
        ("interactive", "Größe M", {"reply": "list", "title": "Größe M", "description": "bis 80 kg"}),
        "Hat aus der Liste gewählt",
        "Chose from the list",
    ),
    (
        ("interactive", None, {"reply": "flow", "name": "Termin", "body": "Gesendet", "fields": {"Tag": "Montag"}}),
        "Hat ein Formular ausgefüllt",
        "Filled in a form",
    ),
    (("interactive", None, {"reply": "flow"}), "nicht lesbar", "cannot be read"),
    (("interactive", None, {"reply": "call_permission"}), "ob Sie anrufen dürfen", "whether you may call"),
    (("interactive", None, {"reply": "unknown"}), "die Lotse nicht lesen kann", "that Lotse cannot read"),
    (("order", "schnell bitte", {"catalog_id": "77", "items": ITEMS}), "Einzelpreis", "Price each"),
    (("order", None, {}), "nennt keine Artikel", "names no items"),
    (("system", None, {"change": "number", "wa_id": "4915112345678"}), "+4915112345678", "+4915112345678"),
    (("system", None, {"change": "user_id", "user_id": "DE.2"}), "neue Kennung", "new id"),
    (("system", None, {"change": "identity"}), "Achtung", "Attention"),
    (("system", None, {"change": "something", "body": "Etwas"}), "Hinweis von WhatsApp", "Notice from WhatsApp"),
    (("unsupported", None, {"about": "poll", "code": 131051}), "Eine Umfrage", "A poll"),
    (("unsupported", None, {"about": "hologram"}), "nicht weitergibt (hologram)", "does not pass on (hologram)"),
    (("unsupported", None, {}), "die WhatsApp nicht weitergibt", "that WhatsApp does not pass on"),
    (("request_welcome", None, {}), "hat den Chat geöffnet", "opened the chat"),
    (("ephemeral", None, {}), "von selbst verschwindet", "disappears by itself"),
    (("hologram", None, {}), "die Lotse noch nicht kennt (hologram)", "that Lotse does not know yet (hologram)"),
]

CHOICES = Choices(
    "Welche Größe?",
    "Auswählen",
    (
        Section((Row("s", "Größe S", "bis 60 kg"), Row("m", "Größe M")), "Herren"),
        Section((Row("x", "Größe X"),), "Damen"),
    ),
    "Größen",
    "Passt es nicht, tauschen wir.",
)
OFFERED: list[Outgoing] = [
    Buttons("Passt Ihnen Montag?", (Button("1", "Ja, gern"), Button("2", "Lieber später")), "Termin", "Ihr Team"),
    CHOICES,
    LocationRequest("Wo sind Sie gerade?"),
    ContactRequest("Wie lautet Ihre Nummer?"),
    Template("termin_erinnerung", "de", ("Kim", "9 Uhr"), "Hallo Kim, Ihr Termin ist um 9 Uhr."),
]
WORDS_OF_OFFERED = [
    ("Lieber später", "Lieber später"),
    ("Größe M", "Größe M"),
    ("Standort senden", "Send location"),
    ("Telefonnummer teilen", "Share phone number"),
    ("Vorlage „termin_erinnerung“", "Template “termin_erinnerung”"),
]


def kept(sent: Outgoing) -> Sample:
    return sent.kind, outgoing.preview(sent), outgoing.to_json(sent)


OUTBOUND: list[tuple[Sample, str, str]] = [
    *((kept(sent), *words) for sent, words in zip(OFFERED, WORDS_OF_OFFERED, strict=True)),
    (("image", "unser Laden", {"type": "image", "media": 1}), "Bild", "Picture"),
    (("document", None, {"type": "document", "media": 1, "filename": "preise.pdf"}), "preise.pdf", "preise.pdf"),
]
