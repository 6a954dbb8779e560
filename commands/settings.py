"""`lotse settings`: the reference in docs/settings.md, made from the settings class."""

from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from app.settings import Settings

HEAD = """# Settings

Every setting is a variable of the environment, or a line in `.env` in `VAR_DIR`; a set variable wins.
Lotse reads them when it starts and names every problem at once. `lotse settings` writes this page.

| setting | value | without it | what |
|---|---|---|---|
"""
FOOT = """
The web server reads two more: `HOST` (on which address it listens; all without it) and `WEB_CONCURRENCY` (how many web
processes; 2).
"""


@click.command("settings", help="Print every setting with its meaning, as docs/settings.md has it.")
def reference() -> None:
    rows = "".join(_row(name.upper(), field) for name, field in Settings.model_fields.items())
    click.echo(HEAD + rows + FOOT, nl=False)


def _row(name: str, field: FieldInfo) -> str:
    what = " ".join((field.description or "").split())
    return f"| `{name}` | {_value(field)} | {_otherwise(field)} | {what} |\n"


def _value(field: FieldInfo) -> str:
    kind = _kind(field.annotation)
    least = next((fact.ge for fact in field.metadata if isinstance(fact, Ge)), None)
    most = next((fact.le for fact in field.metadata if isinstance(fact, Le)), None)
    if least is None:
        return kind
    return f"{kind}, {least} to {most}" if most is not None else f"{kind}, {least} or more"


def _kind(annotation: Any) -> str:
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) in {Annotated, Union, UnionType}:
        return _kind(get_args(annotation)[0])
    names = {"bool": "`true` or `false`", "int": "number", "float": "number", "Path": "path", "SecretStr": "secret"}
    return names.get(annotation.__name__, "text")


def _otherwise(field: FieldInfo) -> str:
    if field.is_required():
        return "**Lotse does not start**"
    if field.default in {None, ""}:
        return "-"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    return f"`{field.default:g}`" if isinstance(field.default, float) else f"`{field.default}`"
