"""The API's description in OpenAPI 3.1, made from the table of routes and the shapes that they name. Pure."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.api import BASE
from app.api.problems import MEDIA_TYPE, Problem
from app.api.reading import KEY
from app.api.routes import LARGEST_ID, ROUTES, Route

TITLE, VERSION = "Lotse", "1"
PLACE = "#/components/schemas/{model}"
Json = dict[str, Any]
ABOUT = (
    "Conversations, messages, the playbook and figures of a Lotse, for other systems. There is no way here either to "
    "write to somebody who did not write first, or to several at once."
)
COMMON = (429, 500, 503)


def document() -> Json:
    """The whole description."""
    from app.api import everything as everything

    schemas = _schemas()
    paths: dict[str, Json] = {}
    for route in ROUTES:
        paths.setdefault(f"{BASE}{route.path}", {})[route.method.lower()] = _operation(route, schemas)
    bearer = {"type": "http", "scheme": "bearer", "description": "A token that admins make on the page API."}
    queries = {route.query.__name__ for route in ROUTES if route.query}
    kept = {name: schema for name, schema in schemas.items() if name not in queries}
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION, "description": ABOUT, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": kept, "securitySchemes": {"token": bearer}},
    }


def _schemas() -> dict[str, Json]:
    takes = {shape for route in ROUTES for shape in (route.query, route.body) if shape}
    gives = {route.answer for route in ROUTES} | {Problem}
    made = [(shape, "validation") for shape in _sorted(takes)] + [(shape, "serialization") for shape in _sorted(gives)]
    _, found = models_json_schema(made, ref_template=PLACE)  # type: ignore[arg-type]
    schemas: dict[str, Json] = found["$defs"]
    return dict(sorted(schemas.items()))


def _sorted(shapes: Iterable[type[BaseModel]]) -> list[type[BaseModel]]:
    return sorted(shapes, key=lambda shape: shape.__name__)


def _operation(route: Route, schemas: dict[str, Json]) -> Json:
    made: Json = {"operationId": route.name, "summary": route.says, "tags": [_tag(route)]}
    if route.scope:
        made |= {"security": [{"token": []}], "description": f"Needs the scope `{route.scope}`."}
    if parameters := [*_ids(route), *_header(route), *_query(route, schemas)]:
        made["parameters"] = parameters
    if route.body:
        made["requestBody"] = {"required": True, "content": _json(route.body)}
    answers = {"200": {"description": "Done.", "content": _json(route.answer)}}
    return made | {"responses": answers | {str(status): _problem(status) for status in _statuses(route)}}


def _tag(route: Route) -> str:
    return route.path.strip("/").partition("/")[0].partition(".")[0]


def _ids(route: Route) -> list[Json]:
    schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_ID}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in route.ids]


def _header(route: Route) -> list[Json]:
    schema = {"type": "string", "pattern": KEY}
    said = "The same key twice does it once. Choose one per wish, and keep it when trying again."
    named = {"name": "Idempotency-Key", "in": "header", "required": True, "description": said, "schema": schema}
    return [named] if route.key else []


def _query(route: Route, schemas: dict[str, Json]) -> list[Json]:
    if not route.query:
        return []
    fields = schemas[route.query.__name__]["properties"]
    return [{"name": name, "in": "query", "required": False, **_split(schema)} for name, schema in fields.items()]


def _split(schema: Json) -> Json:
    """An absent argument is what JSON would call null, and nothing else."""
    kept = {name: value for name, value in schema.items() if name not in {"title", "description", "anyOf", "default"}}
    kept |= next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), {})
    if schema.get("default") is not None:
        kept["default"] = schema["default"]
    return {"schema": kept} | ({"description": schema["description"]} if "description" in schema else {})


def _statuses(route: Route) -> list[int]:
    own = [401, 403, 404] if route.scope else []
    own += [409] if route.refusable else []
    own += [400, 408, 413, 415] if route.body else []
    own += [422] if route.body or route.query or route.key else []
    return sorted({*own, *COMMON})


def _problem(status: int) -> Json:
    return {"description": "Refused; nothing was changed.", "content": {MEDIA_TYPE: _ref(Problem)}}


def _json(shape: type[BaseModel]) -> Json:
    return {"application/json": _ref(shape)}


def _ref(shape: type[BaseModel]) -> Json:
    return {"schema": {"$ref": PLACE.format(model=re.sub(r"\W", "_", shape.__name__))}}
