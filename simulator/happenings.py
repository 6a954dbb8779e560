"""The control API: what else happens around a chat. Changes of a customer, echoes, notices, the demonstration."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify

from simulator import changes, customers, demo, echoes, inbound, numbers, updates, views
from simulator import customer_verbs as verbs
from simulator.compose import Draft
from simulator.given import Change, Echo, Notice, Preference, given
from simulator.parts import parts
from simulator.telling import telling

happenings = Blueprint("happenings", __name__, url_prefix="/api")
Answer = tuple[Response, int]


@happenings.post("/customers/<key>/change")
def change(key: str) -> Answer:
    wanted = Change.model_validate(given())
    with telling() as connection:
        person = verbs.customer(connection, key)
        told = changes.make(connection, parts().settings.phone_number_id, person, wanted, views.now())
        person = customers.by_id(connection, person.id)
    return jsonify(customer=views.customer(person), wamids=[message.wamid for message in told]), 201


@happenings.post("/customers/<key>/preferences")
def prefer(key: str) -> Answer:
    choice = Preference.model_validate(given()).value
    number, now = parts().settings.phone_number_id, views.now()
    with telling() as connection:
        business = numbers.get(connection, number)
        value = inbound.preference_value(business, verbs.customer(connection, key), choice, now)
        update_id = updates.add(connection, "notice", now, value=value, field="user_preferences")
    return jsonify(id=update_id), 202


@happenings.post("/echoes")
def echo() -> Answer:
    new = Echo.model_validate(given())
    with telling() as connection:
        person = verbs.customer(connection, new.key)
        for wanted in (new.edits, new.revokes):
            if wanted:
                verbs.message_in_chat(connection, person, wanted, "outbound")
        number = new.number or parts().settings.phone_number_id
        message = echoes.echo(connection, number, person, draft(new), views.now())
    return jsonify(wamid=message.wamid), 201


@happenings.post("/notices")
def notice() -> Answer:
    new = Notice.model_validate(given())
    with telling() as connection:
        update_id = updates.add(connection, "notice", views.now(), value=new.value, field=new.field)
    return jsonify(id=update_id), 202


@happenings.post("/demo")
def demonstrate() -> Answer:
    webhook = urlsplit(parts().settings.webhook).hostname or ""
    if not is_loopback(webhook):
        return jsonify(error=f"The demonstration writes to this machine only, and the webhook is at {webhook}."), 403
    with telling() as connection:
        person = demo.seed(connection, parts().settings.phone_number_id, views.now())
    return jsonify(customer=views.customer(person)), 201


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def draft(new: Echo) -> Draft:
    if new.revokes:
        return echoes.revoke(new.revokes)
    if new.edits:
        return echoes.edit(new.text or "", new.edits)
    return Draft(type=new.type, text=new.text, content=new.content)
