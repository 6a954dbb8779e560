"""Contact cards."""

from typing import Annotated

from pydantic import Field, StringConstraints

from simulator.outbound.base import Outgoing, Part, words


class Name(Part):
    formatted_name: Annotated[str, words(1000)]
    first_name: str | None = None
    last_name: str | None = None
    middle_name: str | None = None
    suffix: str | None = None
    prefix: str | None = None


class Phone(Part):
    phone: str | None = None
    wa_id: str | None = None
    type: str | None = None


class Email(Part):
    email: str | None = None
    type: str | None = None


class Site(Part):
    url: str | None = None
    type: str | None = None


class Address(Part):
    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    country_code: str | None = None
    type: str | None = None


class Company(Part):
    company: str | None = None
    department: str | None = None
    title: str | None = None


class Card(Part):
    name: Name
    phones: list[Phone] = Field(default_factory=list)
    emails: list[Email] = Field(default_factory=list)
    addresses: list[Address] = Field(default_factory=list)
    urls: list[Site] = Field(default_factory=list)
    org: Company | None = None
    birthday: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None


class OutgoingContacts(Outgoing):
    contacts: Annotated[list[Card], Field(min_length=1, max_length=5)]
