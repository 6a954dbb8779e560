"""The table of routes: what each takes, answers and needs. The application and its description are made from it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, Response
from pydantic import BaseModel

from app.api import door, reading

LARGEST_ID = 2**63 - 1
MOST_BYTES = 256 * 1024
_ID = re.compile(r"\{(\w+)\}")

View = Callable[..., BaseModel]

blueprint = Blueprint("api", __name__)


@dataclass(frozen=True, slots=True)
class Route:
    """`scope` None: for everybody. `key`: it takes an Idempotency-Key. `most_bytes`: of its body."""

    method: str
    path: str
    says: str
    answer: type[BaseModel]
    scope: str | None = None
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    key: bool = False
    refusable: bool = False
    most_bytes: int = MOST_BYTES
    name: str = ""

    @property
    def ids(self) -> list[str]:
        """The ids in its path."""
        return _ID.findall(self.path)


ROUTES: list[Route] = []


def route(method: str, path: str, says: str, answer: type[BaseModel], **more: Any) -> Callable[[View], View]:
    """The view is called with the ids of its path, and with `query`, `body` and `key` where the route has them."""

    def register(view: View) -> View:
        made = Route(method, path, says, answer, name=view.__name__, **more)
        ROUTES.append(made)
        rule = _ID.sub(rf"<int(max={LARGEST_ID}):\1>", path)
        blueprint.add_url_rule(
            rule, view.__name__, _called(made, view), methods=[method], provide_automatic_options=False
        )
        return view

    return register


def _called(made: Route, view: View) -> Callable[..., Response]:
    @wraps(view)
    def call(**ids: int) -> Response:
        if made.scope:
            door.let_in(made.scope)
        given: dict[str, Any] = dict(ids)
        if made.query:
            given["query"] = reading.query(made.query)
        if made.key:
            given["key"] = reading.key()
        if made.body:
            given["body"] = reading.body(made.body, made.most_bytes)
        said = view(**given)
        return Response(said.model_dump_json(by_alias=True), 200, mimetype="application/json")

    return call
