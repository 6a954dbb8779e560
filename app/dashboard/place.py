"""Where the reader of the inbox is: what its addresses say, and the addresses of all that can be done from there."""

from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for

from app.dashboard import filters, listing, thread
from app.dashboard.filters import Filters
from app.dashboard.reply import number_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: tab, page and filters of the list, the open conversation, how far back it is shown, and up
    to which message they had seen it when they opened it."""

    tab: str
    page: int
    older: int
    conversation_id: int | None
    since: int | None = None
    filters: Filters = filters.NONE

    def path(self, conversation_id: int | None = None, **changes: Any) -> str:
        """The address of a conversation (of the list without one), in the same tab, page and filters unless changed."""
        query: dict[str, Any] = {**self.listed, **changes}
        shown = {name: value for name, value in query.items() if (name, value) not in {("tab", "waiting"), ("page", 1)}}
        if conversation_id is None:
            return url_for("dashboard.inbox", **shown)
        return url_for("dashboard.conversation", conversation_id=conversation_id, **shown)

    def action(self, verb: str, **ids: int) -> str:
        query: dict[str, Any] = {**self.listed, "older": self.older, "since": self.since, **ids}
        return url_for(f"dashboard.{verb}", conversation_id=self.conversation_id, **query)

    def about(self, message_id: int, verb: str) -> str:
        """Where to do that with a message of the open conversation."""
        return self.action(verb, message_id=message_id)

    def among(self, verb: str, **ids: int) -> str:
        """Where to do that with the list, or with what is ticked in it."""
        query: dict[str, Any] = {**self.listed, "older": self.older, "conversation": self.conversation_id, **ids}
        return url_for(f"dashboard.{verb}", **query)

    @property
    def earlier(self) -> str:
        """The same with more of the messages before."""
        return replace(self, older=self.older + 1).live

    @property
    def live(self) -> str:
        opened: dict[str, Any] = {"older": self.older, "since": self.since, "conversation": self.conversation_id}
        return url_for("dashboard.live", **self.listed, **opened)

    @property
    def listed(self) -> dict[str, Any]:
        """What of the list is shown, as the address says it."""
        return {"tab": self.tab, "page": self.page, **self.filters.arguments()}


def place(conversation_id: int | None) -> Place:
    """From the request's query; what makes no sense there becomes the default."""
    tab = request.args.get("tab", "waiting")
    return Place(
        tab if tab in listing.TABS else "waiting",
        _between("page", 1, listing.LAST_PAGE),
        _between("older", 0, thread.MOST_OLDER),
        conversation_id,
        number_of(request.args.get("since")),
        filters.read(request.args),
    )


def _between(name: str, least: int, most: int) -> int:
    given = request.args.get(name, "")
    return min(max(int(given), least), most) if given.isascii() and given.isdigit() and len(given) < 9 else least
