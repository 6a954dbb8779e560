"""The control API: webhooks, the verification handshake, faults."""

import structlog
from flask import Blueprint, Response, jsonify, request

from simulator import updates, verification, views
from simulator.control import Answer
from simulator.faults import Faults
from simulator.given import given
from simulator.parts import parts

deliveries = Blueprint("deliveries", __name__, url_prefix="/api")
LISTED = 200

log = structlog.get_logger("simulator")


@deliveries.post("/webhooks")
def deliver_raw() -> Answer:
    """Queues the body as it came, byte for byte; it is signed and delivered like any other.

    ?number= names the business number whose secret signs it.
    """
    number = request.args.get("number")
    with parts().database.transaction() as connection:
        update_id = updates.add(connection, "raw", views.now(), raw=request.get_data(), number=number)
    parts().courier.wake()
    return jsonify(id=update_id), 202


@deliveries.get("/webhooks")
def list_webhooks() -> Response:
    with parts().database.transaction() as connection:
        seen = [views.update(connection, item) for item in updates.recent(connection, LISTED)]
    return jsonify(webhooks=seen)


@deliveries.get("/webhooks/<int:update_id>")
def show_webhook(update_id: int) -> Answer:
    with parts().database.transaction() as connection:
        if found := updates.find(connection, update_id):
            return jsonify(views.update(connection, found))
    return jsonify(error=f"There is no webhook {update_id}."), 404


@deliveries.post("/redeliver")
def redeliver() -> Response:
    """Tries everything that failed at once instead of after its pause."""
    with parts().database.transaction() as connection:
        due = updates.all_due_now(connection, views.now())
    parts().courier.wake()
    return jsonify(due=due)


@deliveries.post("/verify")
def verify() -> Response:
    settings = parts().settings
    return jsonify(verification.shake_hands(settings.webhook, settings.verify_token))


@deliveries.get("/faults")
def show_faults() -> Response:
    return jsonify(parts().misbehaviour.current().model_dump())


@deliveries.post("/faults")
def change_faults() -> Response:
    return shown(parts().misbehaviour.change(given()))


@deliveries.delete("/faults")
def clear_faults() -> Response:
    return shown(parts().misbehaviour.clear())


def shown(faults: Faults) -> Response:
    log.info("the faults were changed", **faults.model_dump(exclude_defaults=True, exclude={"rules"}))
    return jsonify(faults.model_dump())
