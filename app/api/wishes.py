"""What can be wished of a conversation: the bodies of the changing routes."""

from typing import Annotated, Literal

from pydantic import Field

from app import notes
from app.api.conversations import Code, Id
from app.api.reading import Given, Said


class Take(Given):
    assignee_id: Id = Field(0, description="Who has it as far as you know, where it is to be taken over from them.")


class Assign(Given):
    person_id: Id | None = Field(description="Somebody who is there (see /people); null: nobody has it any more.")


class Team(Given):
    team: Code | None = Field(description="One of the playbook's teams; null: it is for all.")


class Priority(Given):
    priority: Literal["normal", "high", "urgent"]


class Label(Given):
    name: Annotated[Said, Field(max_length=200)]
    on: bool = Field(True, description="Whether it is put on or taken off.")


class Snooze(Given):
    until: Literal["reply", "hour", "tomorrow", "week", "at"]
    at: Annotated[Said, Field(max_length=16)] = Field(
        "", description="With `at`: 2026-12-24T09:00 by the shop's clock."
    )


class Nothing(Given):
    """An empty object."""


class Done(Given):
    seen: Id | None = Field(None, description="The newest message that was read; refused where the customer wrote on.")


class NewNote(Given):
    text: Annotated[Said, Field(max_length=notes.LONGEST)]
