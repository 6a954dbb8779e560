"""What callers of the business's side of the control API may say. Anything else is refused."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from simulator.given import Given, phone_number
from simulator.templates_store import Template

Id = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,32}$")]
Secret = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,500}$")]
SIXTY_DAYS = 60 * 24 * 3600.0


class NewTemplate(Given):
    """`components` as Meta lists them: HEADER, BODY, FOOTER, BUTTONS."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Za-z]{2,4})?$")]
    category: Literal["UTILITY", "MARKETING", "AUTHENTICATION"] = "UTILITY"
    status: Literal["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"] = "APPROVED"
    components: list[dict[str, Any]]

    @field_validator("category", "status", mode="before")
    @classmethod
    def in_capitals(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @field_validator("components")
    @classmethod
    def has_a_body(cls, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if not any(str(part.get("type", "")).upper() == "BODY" and part.get("text") for part in value):
            raise ValueError("a template needs a component of type BODY with text")
        return value

    def template(self) -> Template:
        return Template(self.name, self.language, self.category, self.status, self.components)


class NewNumber(Given):
    """Token and secret are made up when they are left out."""

    phone_number_id: Id
    display_number: str
    access_token: Secret | None = None
    app_secret: Secret | None = None

    @field_validator("display_number")
    @classmethod
    def only_digits(cls, value: str) -> str:
        return phone_number(value)


class AccountStop(Given):
    """`stop`: the Graph error code that every send gets, None ends it. `announce`: an account_update tells of it."""

    stop: int | None = Field(ge=0)
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = None
    phone_number_id: Id | None = None
    announce: bool = False


class NewToken(Given):
    """Either a new token, or none any more."""

    revoke: Literal[True] | None = None
    set: Secret | None = None
    phone_number_id: Id | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> "NewToken":
        if (self.revoke is None) == (self.set is None):
            raise ValueError("either revoke or set")
        return self


class ClockChange(Given):
    """Seconds to move on by, and how many seconds pass in one real second."""

    advance: float = Field(default=0, ge=0, le=SIXTY_DAYS)
    rate: float | None = Field(default=None, gt=0, le=1_000_000)
