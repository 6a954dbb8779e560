"""Messages with something to tap."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, model_validator

from simulator.outbound.base import Link, Outgoing, Part, words
from simulator.outbound.plain import File

ROWS = 10  # in all sections together

BodyText = Annotated[
    str, words(1024)
]  # of a list: 4096 in the guide, 1024 in Meta's OpenAPI file; the stricter one holds
FooterText = Annotated[str, words(60)]
Title = Annotated[str, words(20)]


class Body(Part):
    text: BodyText


class Footer(Part):
    text: FooterText


class TextHeader(Part):
    type: Literal["text"]
    text: Annotated[str, words(60)]


class Header(Part):
    type: Literal["text", "image", "video", "document"]
    text: Annotated[str, words(60)] | None = None
    image: File | None = None
    video: File | None = None
    document: File | None = None

    @model_validator(mode="after")
    def holds_its_type(self) -> "Header":
        held = {name for name in ("text", "image", "video", "document") if getattr(self, name) is not None}
        if held != {self.type}:
            raise ValueError(f"must hold {self.type} and nothing else")
        return self


class Reply(Part):
    id: Annotated[str, words(256)]
    title: Title


class Button(Part):
    type: Literal["reply"]
    reply: Reply


class Buttons(Part):
    buttons: Annotated[list[Button], Field(min_length=1, max_length=3)]

    @model_validator(mode="after")
    def all_differ(self) -> "Buttons":
        refuse_twins("button titles", (button.reply.title for button in self.buttons))
        refuse_twins("button ids", (button.reply.id for button in self.buttons))
        return self


class ButtonsMessage(Part):
    type: Literal["button"]
    header: Header | None = None
    body: Body
    footer: Footer | None = None
    action: Buttons


class Row(Part):
    id: Annotated[str, words(200)]
    title: Annotated[str, words(24)]
    description: Annotated[str, words(72)] | None = None


class Section(Part):
    title: Annotated[str, words(24)] | None = None
    rows: Annotated[list[Row], Field(min_length=1, max_length=ROWS)]


class Choices(Part):
    button: Title
    sections: Annotated[list[Section], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def fits_together(self) -> "Choices":
        rows = [row for section in self.sections for row in section.rows]
        if len(rows) > ROWS:
            raise ValueError(f"total row count exceeds the maximum of {ROWS}")
        if len(self.sections) > 1 and not all(section.title for section in self.sections):
            raise ValueError("section titles are required when there is more than one section")
        refuse_twins("row ids", (row.id for row in rows))
        return self


class ListMessage(Part):
    type: Literal["list"]
    header: TextHeader | None = None
    body: Body
    footer: Footer | None = None
    action: Choices


class LinkButton(Part):
    display_text: Title
    url: Link


class OpensLink(Part):
    name: Literal["cta_url"]
    parameters: LinkButton


class LinkMessage(Part):
    type: Literal["cta_url"]
    header: Header | None = None
    body: Body
    footer: Footer | None = None
    action: OpensLink


class SendsLocation(Part):
    name: Literal["send_location"]


class LocationRequest(Part):
    type: Literal["location_request_message"]
    body: Body
    action: SendsLocation


class SendsNumber(Part):
    name: Literal["request_contact_info"]


class ContactRequest(Part):
    type: Literal["contact_request"]
    body: Body
    action: SendsNumber


class OutgoingButtons(Outgoing):
    interactive: ButtonsMessage


class OutgoingList(Outgoing):
    interactive: ListMessage


class OutgoingLink(Outgoing):
    interactive: LinkMessage


class OutgoingLocationRequest(Outgoing):
    interactive: LocationRequest


class OutgoingContactRequest(Outgoing):
    interactive: ContactRequest


KINDS: dict[str, type[Outgoing]] = {
    "button": OutgoingButtons,
    "contact_request": OutgoingContactRequest,
    "cta_url": OutgoingLink,
    "list": OutgoingList,
    "location_request_message": OutgoingLocationRequest,
}


def refuse_twins(what: str, values: Iterable[str]) -> None:
    listed = list(values)
    if len(set(listed)) < len(listed):
        raise ValueError(f"{what} must be unique")
