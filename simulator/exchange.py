"""What passes between the business and the customers' phones, each verb in a transaction of its own."""

from random import SystemRandom
from sqlite3 import Connection

from simulator import customers, messages, numbers, sending, statuses
from simulator.clock import Clock
from simulator.courier import Courier
from simulator.customers import Customer, UnknownCustomerError
from simulator.database import Database
from simulator.faults import Misbehaviour
from simulator.graph_errors import GraphError
from simulator.messages import Message
from simulator.outbound import Outgoing, ReadMark

TYPING_SHOWS_FOR = 25.0  # seconds, or until the reply
MARKABLE_FOR = 30 * 24 * 3600.0

dice = SystemRandom()


class Exchange:
    """The verbs. `instant` leaves out the pauses that sending takes in real life."""

    def __init__(
        self, database: Database, courier: Courier, misbehaviour: Misbehaviour, clock: Clock, *, instant: bool = False
    ) -> None:
        self._database = database
        self._courier = courier
        self._misbehaviour = misbehaviour
        self._clock = clock
        self._instant = instant

    def open_chat(self, key: str) -> int:
        """A customer looks at the chat: returns how many messages became read. Raises UnknownCustomerError."""
        with self._database.transaction() as connection:
            customer, now = _customer(connection, key), self._clock.now()
            seen = messages.mark_outbound_read(connection, customer.id, now)
            for message in seen:
                self._tell(connection, customer, message, "read", now)
        self._courier.wake()
        return len(seen)

    def play(self, key: str, played: str) -> None:
        """A customer plays a voice note: told once. Raises UnknownCustomerError; unknown notes are left alone."""
        with self._database.transaction() as connection:
            customer, now = _customer(connection, key), self._clock.now()
            if note := messages.mark_played(connection, customer.id, played, now):
                self._tell(connection, customer, note, "played", now)
        self._courier.wake()

    def send(self, number_id: str, outgoing: Outgoing, ordered: GraphError | None = None) -> tuple[Customer, Message]:
        """The business sends; `ordered` fails the message later. Raises GraphError when Meta would refuse."""
        with self._database.transaction() as connection:
            now = self._clock.now()
            number = numbers.get(connection, number_id)
            sending.refuse_if_stopped(number)
            request_id = _note_request(connection, now)
            faults = self._misbehaviour.current()
            asked = sending.Sending(connection, number, outgoing, faults, now, self._pause, request_id, ordered)
            sent = sending.send(asked)
        self._courier.wake()
        return sent

    def note_refusal(self, error: GraphError) -> None:
        """Keeps a refused request in the sequence of requests."""
        with self._database.transaction() as connection:
            _note_request(connection, self._clock.now(), error)

    def mark_read(self, number_id: str, mark: ReadMark) -> None:
        """The business has read a message and the ones before it. Raises GraphError for an unknown or old one."""
        with self._database.transaction() as connection:
            message, now = messages.find(connection, mark.message_id), self._clock.now()
            if message is None or message.direction != "inbound" or message.number != number_id:
                raise GraphError(131009, "Parameter message_id is not the id of a message of a customer.")
            if now - message.created_at > MARKABLE_FOR:
                raise GraphError(131009, "The message is older than 30 days.")
            messages.mark_inbound_read(connection, message, now)
            if mark.typing_indicator:
                person = customers.by_id(connection, message.customer_id)
                customers.change(connection, person, typing_until=now + TYPING_SHOWS_FOR)

    def _tell(self, connection: Connection, customer: Customer, message: Message, status: str, now: float) -> None:
        if self._misbehaviour.current().statuses:
            number = numbers.get(connection, message.number)
            statuses.tell(connection, number, customer, message, status, now, now)

    def _pause(self) -> float:
        return 0.0 if self._instant else dice.uniform(0.05, 0.2)


def _note_request(connection: Connection, now: float, refusal: GraphError | None = None) -> int:
    """Counts a send the business asked for and returns its place in the sequence."""
    code, details = (refusal.code, refusal.details or refusal.title) if refusal else (0, "")
    cursor = connection.execute("INSERT INTO requests (at, code, details) VALUES (?, ?, ?)", (now, code, details))
    return int(cursor.lastrowid or 0)


def _customer(connection: Connection, key: str) -> Customer:
    if customer := customers.find(connection, key):
        return customer
    raise UnknownCustomerError(f"Nobody here has the number or user id {key}.")
