"""The control API: customers, their chats, and what the simulator saw."""

from typing import Annotated, Any

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from simulator import customers, identifiers, ledger, views
from simulator.customers import TakenError
from simulator.exchange import UnknownCustomerError
from simulator.parts import parts

control = Blueprint("control", __name__)
Answer = Response | tuple[Response, int]

# The app on a customer's phone lets nobody write more.
CustomerText = Annotated[str, StringConstraints(min_length=1, max_length=65_536)]


class Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewCustomer(Given):
    """Without `wa_id` the customer gets an invented number."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    wa_id: str | None = Field(default=None, validate_default=True)
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "de"

    @field_validator("wa_id")
    @classmethod
    def only_digits(cls, value: str | None) -> str | None:
        number = customers.digits(value) if value else identifiers.invented_number()
        if number is None or not 6 <= len(number) <= 15:
            raise ValueError("a phone number has 6 to 15 digits, with the country code")
        return number


class NewMessage(Given):
    text: CustomerText
    quoted: str | None = Field(default=None, max_length=600)


@control.get("/healthz")
def healthz() -> Response:
    with parts().database.transaction() as connection:
        return jsonify(status="ok", **views.webhook(connection, parts().settings.webhook))


@control.get("/api/customers")
def list_customers() -> Response:
    with parts().database.transaction() as connection:
        seen = views.customers(connection, parts().settings.webhook)
    return unless_unchanged(jsonify(seen))


@control.post("/api/customers")
def create_customer() -> Answer:
    new = NewCustomer.model_validate(given())
    with parts().database.transaction() as connection:
        customer = customers.create(connection, new.wa_id, new.name, new.language, views.now())
    return jsonify(views.customer(customer)), 201


@control.get("/api/customers/<key>/messages")
def read_chat(key: str) -> Response:
    with parts().database.transaction() as connection:
        seen = views.chat(connection, key)
    return unless_unchanged(jsonify(seen))


@control.post("/api/customers/<key>/messages")
def write(key: str) -> Answer:
    new = NewMessage.model_validate(given())
    return jsonify(wamid=parts().exchange.write(key, new.text, new.quoted).wamid), 201


@control.post("/api/customers/<key>/read")
def open_chat(key: str) -> Response:
    return jsonify(read=parts().exchange.open_chat(key))


@control.get("/api/ledger")
def show_ledger() -> Response:
    with parts().database.transaction() as connection:
        return jsonify(ledger.ledger(connection, views.now()))


@control.errorhandler(UnknownCustomerError)
def unknown_customer(error: UnknownCustomerError) -> Answer:
    return jsonify(error=str(error)), 404


@control.errorhandler(TakenError)
def taken(error: TakenError) -> Answer:
    return jsonify(error=str(error)), 409


@control.app_errorhandler(ValidationError)
def invalid(error: ValidationError) -> Answer:
    problems = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors(include_url=False)]
    return jsonify(error="; ".join(problems)), 422


def given() -> Any:
    return request.get_json()


def unless_unchanged(response: Response) -> Response:
    """Spares a page that asks every second what it has already."""
    response.add_etag()
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response
