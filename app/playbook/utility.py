"""The templates of a playbook."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints


class UtilityTemplate(BaseModel):
    """A template that Meta has approved for this account: the one thing that may go out after the service window.

    Only to one person, and only utility ones: there is no way in Lotse to send offers. Places in the text are
    `{{1}}`, `{{2}}` and so on, as Meta writes them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(_[A-Z]{2})?$")]
    category: Literal["utility"] = "utility"
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1024)]

    @property
    def places(self) -> int:
        """How many values the text needs."""
        return max((int(number) for number in re.findall(r"\{\{(\d{1,2})\}\}", self.text)), default=0)

    def filled(self, values: Sequence[str]) -> str:
        """The text as the customer will read it."""
        return re.sub(r"\{\{(\d{1,2})\}\}", lambda place: values[int(place[1]) - 1], self.text)
