"""`lotse openapi`: the description of the JSON API, made from its code."""

import json
from pathlib import Path

import click

PLACE = Path("docs/openapi.json")


def as_text() -> str:
    from app.api import document  # late: other commands need no web application

    return json.dumps(document.document(), indent=1, ensure_ascii=False) + "\n"


@click.command(help=f"Print the JSON API's description (OpenAPI 3.1); with --write keep it in {PLACE}.")
@click.option("--write", is_flag=True, help="Write the file anew, after a change of the code.")
def openapi(write: bool) -> None:
    if write:
        PLACE.write_text(as_text(), encoding="utf-8")
        click.echo(f"{PLACE} is written.")
    else:
        click.echo(as_text(), nl=False)
