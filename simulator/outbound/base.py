"""What all outgoing messages have in common: their frame and their strictness."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints


def words(most: int) -> StringConstraints:
    """1 to `most` characters, not only white space. Meta documents its limits in characters."""
    return StringConstraints(min_length=1, max_length=most, pattern=r"\S")


# Meta publishes no limit for these; the bound only keeps nonsense out.
MessageId = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
# In Meta's change log since 2026; 256 before.
CallbackData = Annotated[str, StringConstraints(max_length=512)]
Link = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)]


class Part(BaseModel):
    # Strict: Meta does not take a number for a text either, and refuses keys that it does not know.
    model_config = ConfigDict(strict=True, extra="forbid")


class Context(Part):
    message_id: MessageId


class Outgoing(Part):
    """The frame. Around it Meta ignores what it does not know."""

    model_config = ConfigDict(strict=True, extra="ignore")
    messaging_product: Literal["whatsapp"]
    recipient_type: Literal["individual"] = "individual"
    to: MessageId | None = None
    recipient: MessageId | None = None
    type: str = "text"
    context: Context | None = None
    biz_opaque_callback_data: CallbackData | None = None

    def content(self) -> Any:
        """The object named after the type, as the business sent it."""
        return self.model_dump(include={self.type}, exclude_unset=True)[self.type]


class TypingIndicator(Part):
    type: Literal["text"]


class ReadMark(Part):
    model_config = ConfigDict(strict=True, extra="ignore")
    messaging_product: Literal["whatsapp"]
    status: Literal["read"]
    message_id: MessageId
    typing_indicator: TypingIndicator | None = None
