"""The shapes that a bubble can have. Each names the template that draws it; every text in them is somebody else's.

`says_all`: the message's own text is part of the shape and is not shown once more below it.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Plain:
    """Words and nothing else."""

    shape: ClassVar[str] = "plain"
    says_all: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class File:
    """A picture, recording, film, document or sticker: `code` names its kind; the bytes are a row of media."""

    code: str
    filename: str | None
    shape: ClassVar[str] = "file"
    says_all: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Location:
    """Degrees, or None when WhatsApp did not say."""

    latitude: float | None
    longitude: float | None
    name: str | None
    address: str | None
    url: str | None
    shape: ClassVar[str] = "location"
    says_all: ClassVar[bool] = True

    @property
    def coordinates(self) -> str | None:
        """To five digits, which is about a metre."""
        if self.latitude is None or self.longitude is None:
            return None
        return f"{self.latitude:.5f}, {self.longitude:.5f}"

    @property
    def map(self) -> str | None:
        """Where to look at it; nothing is fetched from there until somebody follows the link."""
        if self.latitude is None or self.longitude is None:
            return None
        here = f"{self.latitude:.5f}", f"{self.longitude:.5f}"
        return f"https://www.openstreetmap.org/?mlat={here[0]}&mlon={here[1]}#map=17/{here[0]}/{here[1]}"


@dataclass(frozen=True, slots=True)
class Card:
    name: str | None
    org: str | None
    birthday: str | None
    requested: bool
    lines: tuple[tuple[str, str], ...]  # (phone | email | address | url, what it is)


@dataclass(frozen=True, slots=True)
class Cards:
    cards: tuple[Card, ...]
    shape: ClassVar[str] = "cards"
    says_all: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Tapped:
    """What the customer chose: `code` says among what (button, list, template)."""

    code: str
    title: str | None
    description: str | None
    shape: ClassVar[str] = "tapped"
    says_all: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Form:
    """A form that the customer filled in."""

    name: str | None
    body: str | None
    fields: tuple[tuple[str, str], ...]
    shape: ClassVar[str] = "form"
    says_all: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Ordered:
    product: str | None
    quantity: float | None
    price: float | None
    currency: str | None

    @property
    def sum(self) -> float | None:
        return None if self.quantity is None or self.price is None else self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Order:
    catalog: str | None
    items: tuple[Ordered, ...]
    shape: ClassVar[str] = "order"
    says_all: ClassVar[bool] = False

    @property
    def sums(self) -> tuple[tuple[str | None, float], ...]:
        """What the items come to, in each currency."""
        found: dict[str | None, float] = {}
        for item in self.items:
            if item.sum is not None:
                found[item.currency] = found.get(item.currency, 0.0) + item.sum
        return tuple(found.items())


@dataclass(frozen=True, slots=True)
class Changed:
    """WhatsApp says that something about the customer changed: number, user_id, identity, or other."""

    code: str
    new: str | None
    body: str | None
    shape: ClassVar[str] = "changed"
    says_all: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Told:
    """Something that nobody can show: `code` names the text that says so, `detail` what it was about."""

    code: str
    detail: str | None = None
    shape: ClassVar[str] = "told"
    says_all: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Offered:
    """Words of ours with something to tap: reply buttons, or one button that opens something."""

    header: str | None
    body: str | None
    footer: str | None
    buttons: tuple[str, ...]
    code: str | None = None  # location_request, contact_request: the button that WhatsApp draws itself
    shape: ClassVar[str] = "offered"
    says_all: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Section:
    title: str | None
    rows: tuple[tuple[str, str | None], ...]  # title, description


@dataclass(frozen=True, slots=True)
class Choices:
    header: str | None
    body: str | None
    footer: str | None
    button: str | None
    sections: tuple[Section, ...]
    shape: ClassVar[str] = "choices"
    says_all: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Template:
    name: str | None
    language: str | None
    values: tuple[str, ...]
    shape: ClassVar[str] = "template"
    says_all: ClassVar[bool] = False


Body = Plain | File | Location | Cards | Tapped | Form | Order | Changed | Told | Offered | Choices | Template
