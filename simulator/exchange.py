"""What passes between the customers' phones and the business."""

import time
from collections.abc import Callable
from random import SystemRandom
from sqlite3 import Connection

from simulator import customers, envelopes, messages, prices, updates
from simulator.courier import Courier
from simulator.customers import Customer, UnknownCustomerError
from simulator.database import Database
from simulator.faults import Misbehaviour
from simulator.graph_errors import GraphError
from simulator.identifiers import wamid
from simulator.messages import Message
from simulator.outbound import Outgoing, ReadMark

SERVICE_WINDOW = 24 * 3600.0
TYPING_SHOWS_FOR = 25.0  # seconds, or until the reply

dice = SystemRandom()


class Exchange:
    """The verbs. `instant` leaves out the pauses that sending takes in real life."""

    def __init__(
        self,
        database: Database,
        courier: Courier,
        misbehaviour: Misbehaviour,
        phone_number_id: str,
        *,
        instant: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._courier = courier
        self._misbehaviour = misbehaviour
        self._number = phone_number_id
        self._instant = instant
        self._now = now

    def open_chat(self, key: str) -> int:
        """A customer looks at the chat: returns how many messages became read. Raises UnknownCustomerError."""
        with self._database.transaction() as connection:
            customer = _customer(connection, key)
            now = self._now()
            seen = messages.mark_outbound_read(connection, customer.id, now)
            for message in seen:
                self._tell_status(connection, customer, message, "read", now)
        self._courier.wake()
        return len(seen)

    def play(self, key: str, played: str) -> None:
        """A customer plays a voice note: told once. Raises UnknownCustomerError; unknown notes are left alone."""
        with self._database.transaction() as connection:
            customer = _customer(connection, key)
            now = self._now()
            if note := messages.mark_played(connection, customer.id, played, now):
                self._tell_status(connection, customer, note, "played", now)
        self._courier.wake()

    def send(self, outgoing: Outgoing) -> tuple[Customer, Message]:
        """The business sends. Raises GraphError when Meta would refuse."""
        with self._database.transaction() as connection:
            now = self._now()
            customer = _recipient(connection, outgoing, now)
            message = self._accept(connection, customer, outgoing, now)
        self._courier.wake()
        return customer, message

    def note_refusal(self, error: GraphError) -> None:
        """Keeps a refused request in the sequence of requests."""
        with self._database.transaction() as connection:
            _note_request(connection, self._now(), error)

    def mark_read(self, mark: ReadMark) -> None:
        """The business has read a message and the ones before it. Raises GraphError for an unknown one."""
        with self._database.transaction() as connection:
            message = messages.find(connection, mark.message_id)
            if message is None or message.direction != "inbound":
                raise GraphError(131009, "Parameter message_id is not the id of a message of a customer.")
            now = self._now()
            messages.mark_inbound_read(connection, message, now)
            if mark.typing_indicator:
                _set_typing(connection, message.customer_id, now + TYPING_SHOWS_FOR)

    def _accept(self, connection: Connection, customer: Customer, outgoing: Outgoing, now: float) -> Message:
        sent_at = now + self._pause(0.04, 0.12)
        delivered_at = sent_at + self._pause(0.06, 0.25)
        message = messages.add(
            connection,
            wamid=wamid(customer.key, outbound=True),
            customer_id=customer.id,
            number=self._number,
            direction="outbound",
            type=outgoing.type,
            content=outgoing.content(),
            quoted=outgoing.context.message_id if outgoing.context else None,
            recipient=outgoing.to or outgoing.recipient,
            opaque=outgoing.biz_opaque_callback_data,
            price=prices.pricing_type(messages.accepted_since(connection, prices.month_start(now))),
            request_id=_note_request(connection, now),
            created_at=now,
            sent_at=sent_at,
            delivered_at=delivered_at,
        )
        _set_typing(connection, customer.id, 0)
        self._tell_status(connection, customer, message, "sent", sent_at)
        self._tell_status(connection, customer, message, "delivered", delivered_at)
        return message

    def _tell_status(
        self, connection: Connection, customer: Customer, message: Message, status: str, at: float
    ) -> None:
        if not self._misbehaviour.current().statuses:
            return
        value = envelopes.status_value(self._number, customer, message, status, at)
        updates.add(connection, "status", self._now(), due_at=at, wamid=message.wamid, value=value)

    def _pause(self, shortest: float, longest: float) -> float:
        return 0.0 if self._instant else dice.uniform(shortest, longest)


def _note_request(connection: Connection, now: float, refusal: GraphError | None = None) -> int:
    """Counts a send the business asked for and returns its place in the sequence."""
    code, details = (refusal.code, refusal.details or refusal.title) if refusal else (0, "")
    cursor = connection.execute("INSERT INTO requests (at, code, details) VALUES (?, ?, ?)", (now, code, details))
    return int(cursor.lastrowid or 0)


def _customer(connection: Connection, key: str) -> Customer:
    if customer := customers.find(connection, key):
        return customer
    raise UnknownCustomerError(f"Nobody here has the number or user id {key}.")


def _recipient(connection: Connection, outgoing: Outgoing, now: float) -> Customer:
    # Meta's rule: when both are given, "to" wins.
    if outgoing.to:
        customer = customers.find_by_number(connection, outgoing.to)
    else:
        customer = customers.find_by_user_id(connection, outgoing.recipient or "")
    if customer is None:
        raise GraphError(131026, "Message undeliverable: the recipient is not known here.")
    wrote_at = messages.last_inbound_at(connection, customer.id)
    if wrote_at is None or now - wrote_at > SERVICE_WINDOW:
        raise GraphError(
            131047, "More than 24 hours have passed since the recipient last wrote; only a template may be sent."
        )
    return customer


def _set_typing(connection: Connection, customer_id: int, until: float) -> None:
    connection.execute("UPDATE customers SET typing_until = ? WHERE id = ?", (until, customer_id))
