"""What a job does once it has the classifier: classify, send, note."""

import os
from typing import Any

import requests

from bench.rivals import storage

ANSWERS = {"opening_hours": "Wir sind Montag bis Samstag von 9 bis 18 Uhr da."}
OTHERWISE = "Danke für Ihre Nachricht. Wir melden uns."


def answer(model: Any, wamid: str, phone: str, words: str) -> None:
    intent = model.predict([words])[0].intent
    # as `requests.post` does it: a new connection for every call
    sent = requests.post(
        f"{os.environ['GRAPH_URL']}/v26.0/{os.environ['WHATSAPP_PHONE_NUMBER_ID']}/messages",
        headers={"Authorization": f"Bearer {os.environ['WHATSAPP_ACCESS_TOKEN']}"},
        json={
            "messaging_product": "whatsapp",
            "to": phone,
            "type": "text",
            "text": {"body": ANSWERS.get(intent, OTHERWISE)},
        },
    )
    storage.set_answer(wamid, intent, sent.json()["messages"][0]["id"])
