"""What a request brings, held against the shape that its route asks for."""

from typing import Annotated, TypeVar
from uuid import UUID, uuid5

from flask import request
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import RequestEntityTooLarge, RequestTimeout, UnsupportedMediaType

from app.api import door
from app.api.problems import ProblemError, Wrong

SPACE = UUID("b3d6a6f0-54a0-4c1e-9a7c-6f7f3a3d2a10")  # of the keys that clients choose
KEY = r"^[!-~]{1,128}$"
MOST_NAMED = 20

Shape = TypeVar("Shape", bound=BaseModel)


def _storable(text: str) -> str:
    """PostgreSQL stores no NUL."""
    return text.replace("\0", "")


Said = Annotated[str, AfterValidator(_storable)]


class Given(BaseModel):
    """What it does not know is refused: a misspelt filter would otherwise narrow nothing."""

    model_config = ConfigDict(extra="forbid")


def query(shape: type[Shape]) -> Shape:
    """Raises ProblemError with 422."""
    try:
        return shape.model_validate_strings(request.args.to_dict())
    except ValidationError as error:
        raise _unfit("query", error) from None


def body(shape: type[Shape], most_bytes: int) -> Shape:
    """Raises ProblemError with 422, and what Flask raises for what is no JSON, too large or too slow."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    request.max_content_length = most_bytes
    try:
        data = request.get_data(cache=False)
    except BlockingIOError as silence:  # see app/gunicorn.py
        raise RequestTimeout from silence
    if len(data) > most_bytes:
        raise RequestEntityTooLarge
    try:
        return shape.model_validate_json(data)
    except ValidationError as error:
        raise _unfit("body", error) from None


def key() -> UUID:
    """From the client's Idempotency-Key, for this token alone. Raises ProblemError with 422."""
    given = request.headers.get("Idempotency-Key", "")
    if not (0 < len(given) <= 128 and given.isascii() and given.isprintable() and " " not in given):
        wrong = [Wrong(place="header.Idempotency-Key", detail="1 to 128 visible ASCII characters")]
        said = "An Idempotency-Key is missing. Nothing was done. Choose one per message, and keep it when trying again."
        raise ProblemError(422, "idempotency_key", said, wrong)
    return uuid5(SPACE, f"{door.machine().id} {given}")


def _unfit(where: str, error: ValidationError) -> ProblemError:
    wrong = [_wrong(where, item) for item in error.errors(include_url=False, include_input=False)[:MOST_NAMED]]
    said = "Something in the request does not fit. Nothing was changed. Mend what `wrong` names."
    return ProblemError(422, "unfit", said, wrong)


def _wrong(where: str, item: ErrorDetails) -> Wrong:
    return Wrong(place=".".join([where, *map(str, item["loc"])])[:200], detail=item["msg"][:300])
