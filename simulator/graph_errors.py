"""Graph errors: Meta's codes as a table, and its body shape."""

from typing import Any, NamedTuple

from simulator.identifiers import trace_id


class Kind(NamedTuple):
    status: int
    title: str
    type: str = "OAuthException"


KINDS = {
    2: Kind(503, "Service temporarily unavailable"),
    100: Kind(400, "Invalid parameter"),
    190: Kind(401, "Authentication Error"),
    2500: Kind(400, "Unknown path components"),
    130429: Kind(400, "Rate limit hit"),
    131000: Kind(500, "Something went wrong"),
    131008: Kind(400, "Required parameter is missing"),
    131009: Kind(400, "Parameter value is not valid"),
    131016: Kind(500, "Service unavailable"),
    131026: Kind(400, "Message undeliverable"),
    131047: Kind(400, "Re-engagement message"),
    131051: Kind(400, "Unsupported message type"),
    131056: Kind(400, "(Business Account, Consumer Account) pair rate limit hit"),
}
ANY = Kind(500, "Something went wrong")


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


def bad_token(message: str) -> GraphError:
    return GraphError(190, "", title=message)


def unknown_object(object_id: str) -> GraphError:
    return GraphError(
        100,
        "",
        title=f"Unsupported request. Object with ID '{object_id}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation.",
        subcode=33,
        error_type="GraphMethodException",
    )
