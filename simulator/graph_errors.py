"""Graph errors in Meta's two shapes: the body of an answer, and the errors of a failed status."""

from typing import Any

from simulator.error_codes import ANY, KINDS
from simulator.identifiers import trace_id

HELP = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


class GraphError(Exception):
    """What the Graph side answers instead of accepting. `status` overrides the code's usual HTTP status."""

    def __init__(
        self,
        code: int,
        details: str,
        *,
        title: str | None = None,
        subcode: int | None = None,
        status: int | None = None,
        error_type: str | None = None,
    ) -> None:
        kind = KINDS.get(code, ANY)
        super().__init__(f"{code}: {details}")
        self.code = code
        self.details = details
        self.title = title or f"(#{code}) {kind.title}"
        self.short_title = kind.title
        self.subcode = subcode
        self.status = status or kind.status
        self.type = error_type or kind.type

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"message": self.title, "type": self.type, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        return {"error": {**error, "fbtrace_id": trace_id()}}

    def in_status(self) -> dict[str, Any]:
        """As the failed status of a message tells it."""
        return {
            "code": self.code,
            "title": self.short_title,
            "message": self.short_title,
            "error_data": {"details": self.details},
            "href": HELP,
        }


def bad_token(message: str, subcode: int | None = None) -> GraphError:
    return GraphError(190, "", title=message, subcode=subcode)


def unknown_object(object_id: str) -> GraphError:
    return GraphError(
        100,
        "",
        title=f"Unsupported request. Object with ID '{object_id}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation.",
        subcode=33,
        error_type="GraphMethodException",
    )


def parameter_error(sentence: str) -> GraphError:
    return GraphError(100, sentence, title=f"(#100) {sentence}")
