"""Customers: who writes what, when and how it is brought, all from one seed."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.faults.history import Written

ANSWERED = ("wann habt ihr offen?", "öffnungszeiten?", "what time do you shut tonight")
OTHERS = ("asdf qwertz", "mensch bitte", "wo bleibt mein paket", "do you ship to austria", "👍", "hallo")
LONGEST_TALK = 100  # messages of one customer; each second of WhatsApp's clock holds one, for the order to be seen
# behind each question that is answered: the same one twice would come to people, and of several numbers in a turn none
# would be guessed if the customer did not put it right
NUMBERED = " (sorry, #{:05d})"
PLAIN = 3  # of four customers write only what Lotse answers: who once came to people is not answered any more


@dataclass
class Customers:
    """Some write many messages, some in bursts; all texts are such as the small playbook answers, notes or escalates.

    A customer's messages bear strictly growing timestamps, so that their order can be told; none lies ahead, and none
    so far behind that Lotse would take it for late. `moved`: seconds by which their clocks are off.
    """

    dice: random.Random
    number: int
    prefix: str = "49151"
    moved: int = 0
    plain: bool = False  # whether all write only what Lotse answers
    _written: dict[str, int] = field(default_factory=dict)
    _latest: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def write(self, messages: int) -> Iterator[list[Written]]:
        """So many messages, in the webhooks that bring them."""
        while messages > 0:
            webhook = self._webhook()[:messages]
            messages -= len(webhook)
            yield webhook

    def one(self, text: str | None = None, customer: int | None = None) -> Written:
        """Of any customer, or of this one; a customer of a number from `number` on writes only what is asked here."""
        which = self.dice.randrange(self.number) if customer is None else customer
        phone = self._phone(which)
        self._written[phone] = self._written.get(phone, 0) + 1
        self._count += 1
        wamid = f"wamid.{self.prefix}{self._count:08d}{self.dice.getrandbits(32):08x}"
        plain = self.plain or which % (PLAIN + 1) < PLAIN
        picture = text is None and not plain and self.dice.random() < 0.1
        said = text or self._text(plain)
        asks = said in ANSWERED
        said += NUMBERED.format(self._count) if asks else ""
        return Written(wamid, phone, self._next_second(phone), said, plain and asks, picture)

    def _next_second(self, phone: str) -> int:
        earliest = int(time.time()) - LONGEST_TALK + self.moved
        latest = self._latest[phone] = max(self._latest.get(phone, 0) + 1, earliest)
        return latest

    def _phone(self, customer: int) -> str:
        """Who wrote enough is followed by somebody new."""
        while self._written.get(phone := f"{self.prefix}{customer:08d}", 0) >= LONGEST_TALK:
            customer += self.number
        return phone

    def _text(self, plain: bool) -> str:
        return self.dice.choice(ANSWERED if plain or self.dice.random() < 0.5 else OTHERS)

    def _webhook(self) -> list[Written]:
        """One message; several of one customer's; or several customers' together."""
        kind = self.dice.random()
        if kind < 0.7:
            return [self.one()]
        if kind < 0.85:
            customer = self.dice.randrange(self.number)
            return [self.one(customer=customer) for _ in range(self.dice.randint(2, 4))]
        return [self.one() for _ in range(self.dice.randint(2, 8))]
