"""Texts, files, places, reactions."""

from typing import Annotated

from pydantic import Field, StringConstraints, field_validator, model_validator

from simulator.outbound.base import Link, MessageId, Outgoing, Part, words

Body = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
Caption = Annotated[str, StringConstraints(max_length=1024)]


class Text(Part):
    body: Body
    preview_url: bool = False

    @field_validator("body")
    @classmethod
    def not_blank(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("must not be empty")
        return value


class File(Part):
    """A file that was uploaded, or one that Meta would fetch; the simulator fetches nothing."""

    id: MessageId | None = None
    link: Link | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> "File":
        if (self.id is None) == (self.link is None):
            raise ValueError("needs either id or link")
        return self


class Picture(File):
    caption: Caption | None = None


class Document(File):
    caption: Caption | None = None
    filename: Annotated[str, words(240)] | None = None


class Audio(File):
    voice: bool | None = None


class Location(Part):
    # Meta's own examples write the degrees as texts.
    latitude: float = Field(ge=-90, le=90, strict=False)
    longitude: float = Field(ge=-180, le=180, strict=False)
    name: Annotated[str, words(1000)] | None = None
    address: Annotated[str, words(1000)] | None = None


class Reaction(Part):
    message_id: MessageId
    emoji: Annotated[str, StringConstraints(max_length=40)]

    @field_validator("emoji")
    @classmethod
    def no_words(cls, value: str) -> str:
        if any((character.isascii() and character.isalpha()) or character.isspace() for character in value):
            raise ValueError("must be one emoji, or empty to remove the reaction")
        return value


class OutgoingText(Outgoing):
    text: Text


class OutgoingImage(Outgoing):
    image: Picture


class OutgoingVideo(Outgoing):
    video: Picture


class OutgoingDocument(Outgoing):
    document: Document


class OutgoingAudio(Outgoing):
    audio: Audio


class OutgoingSticker(Outgoing):
    sticker: File


class OutgoingLocation(Outgoing):
    location: Location


class OutgoingReaction(Outgoing):
    reaction: Reaction

    @model_validator(mode="after")
    def quotes_nothing(self) -> "OutgoingReaction":
        if self.context is not None:
            raise ValueError("a reaction takes no context")
        return self
