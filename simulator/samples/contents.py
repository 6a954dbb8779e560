"""What a message of each type holds when nobody says more: the object that Meta names after the type. Pure."""

from typing import Any

PLACE = {
    "latitude": 53.5459,
    "longitude": 9.9681,
    "name": "Landungsbrücken",
    "address": "Bei den St. Pauli-Landungsbrücken, 20359 Hamburg",
}
PEOPLE = [
    {
        "name": {"formatted_name": "Karla Beispiel", "first_name": "Karla", "last_name": "Beispiel"},
        "org": {"company": "Beispiel und Partner", "title": "Einkauf"},
        "phones": [{"phone": "+49 30 23125077", "wa_id": "493023125077", "type": "WORK"}],
        "emails": [{"email": "karla@beispiel.example", "type": "WORK"}],
        "addresses": [{"street": "Uferweg 3", "city": "Bremen", "zip": "28195", "country_code": "de", "type": "WORK"}],
        "urls": [{"url": "https://beispiel.example/", "type": "WORK"}],
        "birthday": "1984-03-12",
    }
]
ORDER = {
    "catalog_id": "194836987003835",
    "text": "Bitte bis Freitag.",
    "product_items": [
        {"product_retailer_id": "tasse-blau", "quantity": 2, "item_price": 9.5, "currency": "EUR"},
        {"product_retailer_id": "teller-weiss", "quantity": 4, "item_price": 12, "currency": "EUR"},
    ],
}
REFERRAL = {
    "source_url": "https://ads.example/tische",
    "source_id": "120208730432810123",
    "source_type": "ad",
    "headline": "Tische aus Eiche",
    "body": "Jetzt anfragen",
    "media_type": "image",
    "image_url": "https://ads.example/tisch.jpg",
    "ctwa_clid": "ARAkLkA8rmlFeiCktEJQ-QTwRiyYHAFDLMNDBH0CD3qpjd0HR4irJ6LEkR7JwFF4XvnO2E4Nx0",
    "welcome_message": {"text": "Moin, was können wir für Sie tun?"},
}
FLOW = {
    "type": "nfm_reply",
    "nfm_reply": {
        "name": "flow",
        "body": "Sent",
        "response_json": '{"flow_token":"termin-7","tag":"2026-12-01","zeit":"10:30","name":"Anna"}',
    },
}
BROKEN_FLOW = {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": '{"flow_token":'}}
CALLS = {
    "type": "call_permission_reply",
    "call_permission_reply": {"response": "accept", "response_source": "user_action"},
}
MADE_UP: dict[str, dict[str, Any] | list[dict[str, Any]]] = {
    "text": {"body": "Moin!"},
    "location": PLACE,
    "contacts": PEOPLE,
    "order": ORDER,
    "button": {"payload": "yes", "text": "Ja, gern"},
    "system": {"body": "System message", "type": "unknown"},
    "unsupported": {"type": "poll"},
}
EMPTY = frozenset({"request_welcome", "ephemeral", "interactive"})
MEDIA = frozenset({"image", "video", "audio", "document", "sticker"})
