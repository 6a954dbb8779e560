"""The Graph side: files that are uploaded, looked up and deleted."""

from flask import Blueprint, Response, g, request

from simulator import media, media_rules
from simulator.graph_access import answer, opened_number
from simulator.graph_errors import parameter_error, unknown_object
from simulator.media import Media
from simulator.parts import parts

graph_media = Blueprint("graph_media", __name__)


@graph_media.post("/<version>/<object_id>/media")
def upload(version: str, object_id: str) -> Response:
    """Multipart: file, type, messaging_product."""
    number = opened_number(object_id)
    if request.form.get("messaging_product") != "whatsapp":
        raise parameter_error("The parameter messaging_product is required.")
    if (file := request.files.get("file")) is None:
        raise parameter_error("The parameter file is required.")
    kind = request.form.get("type") or file.content_type or ""
    data = file.read()
    media_rules.check_upload(kind, data)
    with parts().database.transaction() as connection:
        now = parts().clock.now()
        media_id = media.put(connection, number.id, data, kind, file.filename, False, False, now)
    return answer({"id": media_id})


@graph_media.delete("/<version>/<media_id>")
def delete(version: str, media_id: str) -> Response:
    usable(media_id)
    with parts().database.transaction() as connection:
        media.expire(connection, media_id, parts().clock.now())
    return answer({"success": True})


def describe(media_id: str) -> Response:
    """With an address that serves the file for five minutes."""
    file = usable(media_id)
    with parts().database.transaction() as connection:
        token = media.make_url_token(connection, media_id, parts().clock.now())
    return answer(
        {
            "url": f"{request.host_url}media/{token}",
            "mime_type": file.mime_type,
            "sha256": file.sha256,
            "file_size": len(file.bytes),
            "id": media_id,
            "messaging_product": "whatsapp",
        }
    )


def usable(media_id: str) -> Media:
    """Raises GraphError when the id is unknown, ended, or another number's."""
    if parts().misbehaviour.current().media_gone:
        raise unknown_object(media_id)
    asked_for = request.args.get("phone_number_id")
    now = parts().clock.now()
    with parts().database.transaction() as connection:
        for number in g.numbers:
            if asked_for in (None, number.id) and (file := media.usable(connection, number.id, media_id, now)):
                return file
    raise unknown_object(media_id)
