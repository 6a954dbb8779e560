"""The control API: the business's numbers, templates and standing with Meta, and the clock."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify

from simulator import account_notices, numbers, templates_store, updates
from simulator.business_given import AccountStop, ClockChange, NewNumber, NewTemplate, NewToken
from simulator.given import given
from simulator.numbers import Number
from simulator.parts import parts
from simulator.telling import telling

business = Blueprint("business", __name__, url_prefix="/api")


@business.get("/templates")
def list_templates() -> Response:
    with parts().database.transaction() as connection:
        return jsonify(templates=[asdict(template) for template in templates_store.everyone(connection)])


@business.post("/templates")
def save_template() -> tuple[Response, int]:
    template = NewTemplate.model_validate(given()).template()
    with parts().database.transaction() as connection:
        templates_store.save(connection, template)
    return jsonify(asdict(template)), 201


@business.get("/numbers")
def list_numbers() -> Response:
    with parts().database.transaction() as connection:
        return jsonify(numbers=[shown(number) for number in numbers.everyone(connection)])


@business.post("/numbers")
def add_number() -> tuple[Response, int]:
    new = NewNumber.model_validate(given())
    with parts().database.transaction() as connection:
        number = numbers.add(connection, new.phone_number_id, new.display_number, new.access_token, new.app_secret)
    return jsonify(shown(number)), 201


@business.post("/account")
def stop_account() -> Response:
    """Stops one number or all of them, or lets them send again."""
    wanted = AccountStop.model_validate(given())
    with telling() as connection:
        if wanted.phone_number_id:
            numbers.get(connection, wanted.phone_number_id)
        numbers.stop(connection, wanted.phone_number_id, wanted.stop, wanted.reason)
        if wanted.announce:
            now = parts().clock.now()
            value = account_notices.stopped(wanted.stop is not None, now)
            updates.add(connection, "notice", now, value=value, field="account_update", number=wanted.phone_number_id)
        return jsonify(numbers=[shown(number) for number in numbers.everyone(connection)])


@business.post("/tokens")
def change_token() -> Response:
    wanted = NewToken.model_validate(given())
    number_id = wanted.phone_number_id or parts().settings.phone_number_id
    with parts().database.transaction() as connection:
        numbers.set_token(connection, number_id, wanted.set)
    return jsonify(phone_number_id=number_id, revoked=wanted.set is None)


@business.get("/clock")
def show_clock() -> Response:
    return jsonify(now=parts().clock.now(), rate=parts().clock.rate)


@business.post("/clock")
def change_clock() -> Response:
    wanted = ClockChange.model_validate(given())
    parts().clock.change(wanted.advance, wanted.rate)
    parts().courier.wake()
    return show_clock()


def shown(number: Number) -> dict[str, Any]:
    """With its secrets: everything here is made up, and the bot that is tested needs them."""
    return {
        "phone_number_id": number.id,
        "display_number": number.display,
        "access_token": number.access_token,
        "app_secret": number.app_secret,
        "stop": number.stop_code,
        "reason": number.stop_reason,
    }
