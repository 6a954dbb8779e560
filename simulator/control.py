"""The control API: customers, their chats, and what the simulator saw."""

from io import BytesIO

from flask import Blueprint, Response, jsonify, request, send_file
from pydantic import ValidationError

from simulator import customers, ledger, media, updates, views
from simulator.chats import chats
from simulator.compose import UnknownMediaError
from simulator.customer_verbs import NotPossibleError, UnknownMessageError
from simulator.customers import TakenError, UnknownCustomerError
from simulator.freshness import has_it, stamp, stamped
from simulator.given import NewCustomer, given
from simulator.happenings import happenings
from simulator.numbers import TakenNumberError, UnknownNumberError
from simulator.parts import parts

control = Blueprint("control", __name__)
control.register_blueprint(chats)
control.register_blueprint(happenings)
Answer = Response | tuple[Response, int]

# What a browser shows without running anything in it.
HARMLESS = ("image/png", "image/jpeg", "image/webp", "image/gif", "audio/", "video/", "application/pdf")


@control.get("/healthz")
def healthz() -> Response:
    with parts().database.transaction() as connection:
        waiting = updates.outstanding(connection)
        return jsonify(status="ok", waiting=waiting, **views.webhook(connection, parts().settings.webhook))


@control.get("/api/customers")
def list_customers() -> Response:
    with parts().database.transaction() as connection:
        tag = stamp(connection, parts().database.opened, views.now())
        if has_it(tag):
            return stamped(Response(status=304), tag)
        seen = views.customers(connection, parts().settings.webhook)
    return stamped(jsonify(seen), tag)


@control.post("/api/customers")
def create_customer() -> Answer:
    new = NewCustomer.model_validate(given())
    with parts().database.transaction() as connection:
        customer = customers.create(
            connection,
            new.wa_id,
            new.name,
            new.language,
            views.now(),
            hides_number=new.hides_number,
            username=new.username,
        )
    return jsonify(views.customer(customer)), 201


@control.get("/api/customers/<key>/messages")
def read_chat(key: str) -> Response:
    with parts().database.transaction() as connection:
        tag = stamp(connection, parts().database.opened, views.now())
        if has_it(tag):
            return stamped(Response(status=304), tag)
        seen = views.chat(connection, key)
    return stamped(jsonify(seen), tag)


@control.post("/api/customers/<key>/read")
def open_chat(key: str) -> Response:
    return jsonify(read=parts().exchange.open_chat(key))


@control.post("/api/customers/<key>/messages/<path:wamid>/play")
def play(key: str, wamid: str) -> Response:
    parts().exchange.play(key, wamid)
    return jsonify(played=wamid)


@control.get("/api/media/<media_id>")
def show_media(media_id: str) -> Answer:
    """The bytes for the phone page; with ?download=name they are saved under it."""
    with parts().database.transaction() as connection:
        file = media.find(connection, media_id)
    if file is None:
        return jsonify(error=f"There is no file {media_id}."), 404
    kind = file.mime_type if file.mime_type.startswith(HARMLESS) else "application/octet-stream"
    return send_file(
        BytesIO(file.bytes),
        mimetype=kind,
        as_attachment="download" in request.args,
        download_name=request.args.get("download") or file.file_name or media_id,
        max_age=3600,
    )


@control.get("/api/ledger")
def show_ledger() -> Response:
    with parts().database.transaction() as connection:
        return jsonify(ledger.ledger(connection, views.now()))


@control.app_errorhandler(UnknownCustomerError)
def unknown_customer(error: UnknownCustomerError) -> Answer:
    return jsonify(error=str(error)), 404


@control.app_errorhandler(TakenError)
@control.app_errorhandler(TakenNumberError)
def taken(error: Exception) -> Answer:
    return jsonify(error=str(error)), 409


@control.app_errorhandler(UnknownMessageError)
@control.app_errorhandler(UnknownMediaError)
@control.app_errorhandler(UnknownNumberError)
def unknown_thing(error: Exception) -> Answer:
    return jsonify(error=str(error)), 404


@control.app_errorhandler(NotPossibleError)
def not_possible(error: NotPossibleError) -> Answer:
    return jsonify(error=str(error)), 409


@control.app_errorhandler(ValidationError)
def invalid(error: ValidationError) -> Answer:
    problems = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors(include_url=False)]
    return jsonify(error="; ".join(problems)), 422
