"""The business sends: who gets it, whether Meta takes it, and what follows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from simulator import (
    customers,
    effects,
    fates,
    media,
    media_rules,
    messages,
    preferences,
    prices,
    rates,
    statuses,
    template_rules,
    templates_store,
)
from simulator.customers import Customer
from simulator.faults import Faults
from simulator.graph_errors import GraphError
from simulator.identifiers import wamid
from simulator.messages import Message
from simulator.numbers import Number
from simulator.outbound import Outgoing
from simulator.prices import Price
from simulator.spellings import spellings

SERVICE_WINDOW = 24 * 3600.0
REACTABLE_FOR = 30 * 24 * 3600.0
FILES = frozenset(media_rules.TYPES)


@dataclass(frozen=True)
class Sending:
    """One request to send. `pause` gives the seconds until the next status; `ordered`: a failure by a fault switch."""

    connection: Connection
    number: Number
    outgoing: Outgoing
    faults: Faults
    now: float
    pause: Callable[[], float]
    request_id: int
    ordered: GraphError | None = None


def refuse_if_stopped(number: Number) -> None:
    """Raises GraphError with the code of the stop."""
    if number.stop_code is not None:
        raise GraphError(number.stop_code, number.stop_reason or "This account may not send at present.")


def send(asked: Sending) -> tuple[Customer, Message]:
    """Raises GraphError when Meta would refuse at once; what it finds out later is told by a failed status."""
    customer = recipient(asked)
    price = _price(asked)
    _check_files(asked)
    failure = _window(asked, customer) or _reaction(asked, customer) or _offer(asked, customer, price) or asked.ordered
    if asked.faults.rates:
        rates.take(asked.connection, asked.number.id, customer.id, asked.now)
    message = _store(asked, customer, price, failure)
    customers.change(asked.connection, customer, typing_until=0)
    if failure:
        _tell(asked, customer, message, "failed", message.failed_at or asked.now, failure)
        return customer, message
    _tell(asked, customer, message, "sent", message.sent_at or asked.now)
    if message.delivered_at and fates.told_as_delivered(asked.faults, message.id):
        _tell(asked, customer, message, "delivered", message.delivered_at)
    effects.apply(asked.connection, message, "business", asked.now)
    return customer, message


def recipient(asked: Sending) -> Customer:
    """Meta's rule: when both are given, `to` wins. Who hides the number is reached by user id only."""
    outgoing = asked.outgoing
    if not outgoing.to:
        found = customers.find_by_user_id(asked.connection, outgoing.recipient or "")
    else:
        meant = spellings(outgoing.to, asked.number.country)
        if asked.number.display in meant[:1]:
            raise GraphError(131021, "The sender cannot be the recipient.")
        people = (customers.find_by_number(asked.connection, digits) for digits in meant)
        found = next((person for person in people if person and person.shown_number), None)
    if found is None:
        raise GraphError(131026, "Message undeliverable: the recipient is not known here.")
    return found


def _price(asked: Sending) -> Price | None:
    """Raises GraphError for a template that cannot be sent. Reactions cost nothing."""
    if asked.outgoing.type == "reaction":
        return None
    if asked.outgoing.type == "template":
        sent = asked.outgoing.content()
        template = templates_store.find(asked.connection, sent["name"], sent["language"]["code"])
        template_rules.check(template, sent)
        category = template.category.lower() if template else ""
        if category == "authentication" and not asked.outgoing.to:
            raise GraphError(131062, "Authentication templates go to phone numbers only.")
        return Price("regular", category)
    month = prices.month_start(asked.now)
    used = messages.service_since(asked.connection, asked.number.id, month)
    return Price(prices.pricing_type(used), "service")


def _check_files(asked: Sending) -> None:
    """Raises GraphError for an id that is unknown, ended, another number's, or of a file that does not fit."""
    for where, kind, media_id in _files(asked.outgoing):
        file = media.usable(asked.connection, asked.number.id, media_id, asked.now)
        if file is None:
            raise media_rules.unknown_attachment(where)
        media_rules.check_use(kind, file.mime_type)


def _files(outgoing: Outgoing) -> Iterator[tuple[str, str, str]]:
    """Where an uploaded file stands in the message, as what, and its id."""
    content = outgoing.content()
    if outgoing.type in FILES and "id" in content:
        yield outgoing.type, outgoing.type, content["id"]
    if outgoing.type == "interactive":
        header = content.get("header") or {}
        for kind in FILES & header.keys():
            if "id" in header[kind]:
                yield f"interactive['header']['{kind}']", kind, header[kind]["id"]


def _window(asked: Sending, customer: Customer) -> GraphError | None:
    wrote_at = messages.last_inbound_at(asked.connection, customer.id, asked.number.id)
    open_still = wrote_at is not None and asked.now - wrote_at <= SERVICE_WINDOW
    if open_still or asked.outgoing.type == "template":
        return None
    error = GraphError(
        131047, "More than 24 hours have passed since the recipient last wrote; only a template may be sent."
    )
    if asked.faults.window_error == "answer":
        raise error
    return error


def _reaction(asked: Sending, customer: Customer) -> GraphError | None:
    """Meta accepts every reaction and finds out later that its target is none."""
    if asked.outgoing.type != "reaction":
        return None
    target = messages.find(asked.connection, asked.outgoing.content()["message_id"])
    if target is None or target.customer_id != customer.id or target.type in ("reaction", "edit", "revoke"):
        return GraphError(131009, "The message to react to does not exist.")
    if target.revoked_at is not None or asked.now - target.created_at > REACTABLE_FOR:
        return GraphError(131009, "The message to react to was deleted or is older than 30 days.")
    return None


def _offer(asked: Sending, customer: Customer, price: Price | None) -> GraphError | None:
    if price is None or price.category != "marketing" or not preferences.stopped(asked.connection, customer):
        return None
    return GraphError(131050, "The recipient has stopped marketing messages from this business.")


def _store(asked: Sending, customer: Customer, price: Price | None, failure: GraphError | None) -> Message:
    outgoing, content = asked.outgoing, asked.outgoing.content()
    first = asked.now + asked.pause()
    # A template shows no quote, and a reaction is not told as delivered.
    quotes = outgoing.context if outgoing.type != "template" else None
    arrives = failure is None and outgoing.type != "reaction"
    return messages.add(
        asked.connection,
        wamid=wamid(customer.key, outbound=True),
        customer_id=customer.id,
        number=asked.number.id,
        direction="outbound",
        type=outgoing.type,
        content=content,
        quoted=quotes.message_id if quotes else None,
        media_id=content.get("id") if outgoing.type in FILES else None,
        recipient=outgoing.to or outgoing.recipient,
        opaque=outgoing.biz_opaque_callback_data,
        price=price.type if price and failure is None else None,
        category=price.category if price and failure is None else None,
        request_id=asked.request_id,
        created_at=asked.now,
        sent_at=None if failure else first,
        delivered_at=first + asked.pause() if arrives else None,
        failed_at=first if failure else None,
        error_code=failure.code if failure else None,
        error_title=failure.short_title if failure else None,
    )


def _tell(
    asked: Sending, customer: Customer, message: Message, status: str, at: float, error: GraphError | None = None
) -> None:
    if asked.faults.statuses:
        statuses.tell(asked.connection, asked.number, customer, message, status, at, asked.now, error)
