"""The API's own description, for programs that read it."""

from functools import lru_cache
from typing import Any

from pydantic import RootModel

from app.api import document
from app.api.routes import route


class Description(RootModel[dict[str, Any]]):
    """An OpenAPI 3.1 document."""


@route("GET", "/openapi.json", "This description", Description)
def openapi() -> Description:
    return _made()


@lru_cache(maxsize=1)
def _made() -> Description:
    return Description(document.document())
