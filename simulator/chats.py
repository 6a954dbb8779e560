"""The control API: what a customer writes, sends and taps."""

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from simulator import customer_verbs as verbs
from simulator import media, views
from simulator.given import Edit, NewMessage, Reaction, SharedNumber, SharedPlace, Tap, given
from simulator.messages import Message
from simulator.parts import parts
from simulator.telling import telling

chats = Blueprint("chats", __name__, url_prefix="/api/customers/<key>")
Created = tuple[Response, int]


@chats.post("/messages")
def write(key: str) -> Created:
    new = NewMessage.model_validate(given())
    with telling() as connection:
        person = verbs.customer(connection, key)
        number = new.number or parts().settings.phone_number_id
        return created(verbs.write(connection, number, person, new.draft(), views.now()))


@chats.post("/media")
def upload(key: str) -> Created:
    file = request.files.get("file")
    if file is None:
        raise BadRequest("The file is missing: send it as multipart/form-data in the part named file.")
    voice = request.form.get("voice") == "1"
    kind = file.content_type or "application/octet-stream"
    with parts().database.transaction() as connection:
        verbs.customer(connection, key)
        number = parts().settings.phone_number_id
        media_id = media.put(connection, number, file.read(), kind, file.filename, voice, True, views.now())
    return jsonify(id=media_id), 201


@chats.post("/messages/<path:wamid>/tap")
def tap(key: str, wamid: str) -> Created:
    choice = Tap.model_validate(given()).id
    with telling() as connection:
        return created(verbs.tap(connection, verbs.customer(connection, key), wamid, choice, views.now()))


@chats.post("/messages/<path:wamid>/react")
def react(key: str, wamid: str) -> Created:
    emoji = Reaction.model_validate(given()).emoji
    with telling() as connection:
        return created(verbs.react(connection, verbs.customer(connection, key), wamid, emoji, views.now()))


@chats.post("/messages/<path:wamid>/edit")
def edit(key: str, wamid: str) -> Created:
    text = Edit.model_validate(given()).text
    with telling() as connection:
        return created(verbs.edit(connection, verbs.customer(connection, key), wamid, text, views.now()))


@chats.post("/messages/<path:wamid>/revoke")
def revoke(key: str, wamid: str) -> Created:
    with telling() as connection:
        return created(verbs.revoke(connection, verbs.customer(connection, key), wamid, views.now()))


@chats.post("/share-location")
def share_location(key: str) -> Created:
    shared = SharedPlace.model_validate(given())
    with telling() as connection:
        person = verbs.customer(connection, key)
        return created(verbs.share_location(connection, person, shared.wamid, shared.place(), views.now()))


@chats.post("/share-number")
def share_number(key: str) -> Created:
    asked = SharedNumber.model_validate(given()).wamid
    with telling() as connection:
        return created(verbs.share_number(connection, verbs.customer(connection, key), asked, views.now()))


def created(message: Message) -> Created:
    return jsonify(wamid=message.wamid), 201
