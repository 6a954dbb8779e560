"""Templates as the business names and fills them; what fits is for template_rules to say."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from simulator.outbound.base import MessageId, Outgoing, Part, words
from simulator.outbound.plain import File

# Meta writes these names in either case.
Lower = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
PARAMETERS = Literal[
    "text", "currency", "date_time", "image", "video", "document", "location", "payload", "coupon_code"
]


class Language(Part):
    code: Annotated[str, words(20)]
    policy: Literal["deterministic"] | None = None


class Parameter(Part):
    type: Annotated[PARAMETERS, Lower]
    parameter_name: Annotated[str, words(100)] | None = None
    text: str | None = None
    payload: Annotated[str, words(256)] | None = None
    coupon_code: Annotated[str, words(20)] | None = None
    currency: dict[str, Any] | None = None
    date_time: dict[str, Any] | None = None
    location: dict[str, Any] | None = None
    image: File | None = None
    video: File | None = None
    document: dict[str, Any] | None = None


class Component(Part):
    type: Annotated[Literal["header", "body", "button"], Lower]
    sub_type: Annotated[Literal["quick_reply", "url", "copy_code", "flow"], Lower] | None = None
    index: Annotated[int, Field(ge=0, le=9, strict=False)] | None = None
    parameters: list[Parameter] = Field(default_factory=list)


class Template(Part):
    name: MessageId
    language: Language
    components: list[Component] = Field(default_factory=list)


class OutgoingTemplate(Outgoing):
    template: Template
