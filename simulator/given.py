"""What callers of the customers' side may say. Anything else is refused."""

from typing import Annotated, Any, Literal

from flask import request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from simulator import customers, identifiers
from simulator.compose import Draft

# The app on a customer's phone lets nobody write more.
CustomerText = Annotated[str, StringConstraints(min_length=1, max_length=65_536)]
MessageId = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Type = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Emoji = Annotated[str, StringConstraints(min_length=1, max_length=40)]


def given() -> Any:
    return request.get_json()


class Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


def phone_number(value: str) -> str:
    number = customers.digits(value)
    if number is None or not 6 <= len(number) <= 15:
        raise ValueError("a phone number has 6 to 15 digits, with the country code")
    return number


class NewCustomer(Given):
    """Without `wa_id` the customer gets an invented number."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    wa_id: str | None = Field(default=None, validate_default=True)
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "de"
    hides_number: bool = False
    username: Annotated[str, StringConstraints(pattern=r"^[a-z0-9._]{3,35}$")] | None = None

    @field_validator("wa_id")
    @classmethod
    def only_digits(cls, value: str | None) -> str:
        return phone_number(value) if value else identifiers.invented_number()


class NewMessage(Given):
    """`content` is the whole object named after the type; without it one is made up from the rest."""

    type: Type = "text"
    text: CustomerText | None = None
    quoted: MessageId | None = None
    forwarded: Literal["once", "often"] | None = None
    referral: dict[str, Any] | None = None
    media: MessageId | None = None
    voice: bool = False
    caption: CustomerText | None = None
    filename: CustomerText | None = None
    content: Any = None
    extra: dict[str, Any] = {}
    number: str | None = None

    @model_validator(mode="after")
    def says_something(self) -> "NewMessage":
        if self.type == "text" and self.text is None and self.content is None:
            raise ValueError("a text needs text")
        return self

    def draft(self) -> Draft:
        told = {"referral": self.referral, **self.extra} if self.referral else self.extra
        named = ("type", "text", "caption", "filename", "media", "voice", "content", "quoted", "forwarded")
        return Draft(**{name: getattr(self, name) for name in named}, extra=told)


class Tap(Given):
    id: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class Reaction(Given):
    emoji: Emoji | None = None


class Edit(Given):
    text: CustomerText


class SharedPlace(Given):
    wamid: MessageId
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    name: CustomerText | None = None

    def place(self) -> dict[str, Any]:
        return self.model_dump(exclude={"wamid"}, exclude_none=True)


class SharedNumber(Given):
    wamid: MessageId


class Change(Given):
    """Several at once are told one after the other."""

    number: str | None = None
    user_id: Literal[True] | None = None
    identity: Literal[True] | None = None
    hides_number: bool | None = None

    @field_validator("number")
    @classmethod
    def only_digits(cls, value: str | None) -> str | None:
        return phone_number(value) if value is not None else None


class Preference(Given):
    value: Literal["stop", "resume"]


class Echo(Given):
    key: str
    type: Type = "text"
    text: CustomerText | None = None
    content: Any = None
    edits: MessageId | None = None
    revokes: MessageId | None = None
    number: str | None = None

    @model_validator(mode="after")
    def says_something(self) -> "Echo":
        if (self.edits or (self.type == "text" and not self.revokes)) and not (self.text or self.content):
            raise ValueError("an echo of a text needs text")
        return self


class Notice(Given):
    field: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    value: dict[str, Any]
