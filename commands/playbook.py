"""`lotse playbook`: what is wrong in it, and examples for it from elsewhere."""

import csv
import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from app import playbook as playbooks
from app import settings
from app.playbook import checking, writing
from app.playbook.errors import PlaybookError
from app.playbook.importing import masking, rasa, tables, whatsapp_chat
from app.playbook.reading import STARTER
from app.playbook.writing import Labelled
from commands import house
from commands.playbook_files import export_files, import_files

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class PlaybookCommandError(Exception):
    """What was asked cannot be done; the message says what to do."""


@click.group(help="The playbook: what Lotse may answer, and the examples it learns from.")
def playbook() -> None:
    """The group that the playbook's commands hang in."""


playbook.add_command(export_files)
playbook.add_command(import_files)


@playbook.command(help="Check the playbook; the exit code is 1 when something in it makes answers wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(as_json: bool) -> None:
    with house.at_hand():
        found = checking.check(playbooks.load())
    if as_json:
        told = [{"grave": one.grave, "where": one.where, "what": one.what, **asdict(one.remark)} for one in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    for finding in found if not as_json else ():
        click.echo(f"{'WRONG ' if finding.grave else 'notice'}  {finding.where}: {finding.what}")
    if not found and not as_json:
        click.echo("Nothing is wrong in the playbook.")
    sys.exit(1 if any(finding.grave for finding in found) else 0)


@playbook.command(
    help="Add labelled examples to the playbook in PLAYBOOK_DIR: CSV or JSONL with text and intent (and language), or "
    "Rasa's NLU training data (.yml, .yaml)."
)
@click.argument("file", type=FILE)
@click.option("--source", required=True, help="Who wrote them: a name in small letters, the same for one writer.")
@click.option("--language", default="de", show_default=True, help="Of examples that name none.")
def add(file: Path, source: str, language: str) -> None:
    with house.at_hand():
        folder, current = _own_folder(), playbooks.load()
    try:
        examples, left_out = _examples(file, language)
        added, known = writing.add_examples(folder, current, source, examples)
    except (tables.FormatError, PlaybookError) as error:
        raise PlaybookCommandError(f"{file}: {error}") from None
    if left_out:
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(left_out.items()))
        click.echo(f"Left out, because Lotse has no use for them: {kinds}.")
    click.echo(f"Examples added: {added}; there already: {known}. Next: lotse playbook check, then lotse train.")


@playbook.command(
    help="Throw out of the playbook in PLAYBOOK_DIR the examples that say nothing new: given twice, nearly the same as "
    "another, or of a series, of which the first three stay."
)
def thin() -> None:
    with house.at_hand():
        thrown = writing.throw_out(_own_folder(), playbooks.load())
    for name, texts in thrown.items():
        for text in texts:
            click.echo(f"intents/{name}.toml: {text}")
    number = sum(map(len, thrown.values()))
    click.echo(f"{number} examples were thrown out." + (" Next: lotse train." if number else ""), err=True)


@playbook.command(
    help="Read a chat exported by WhatsApp and print what customers said, in groups of what is meant, as CSV: name "
    "each group's intent in the second column, delete what is of no use, and give the file to `lotse playbook add`. "
    "Names, addresses and numbers are hidden."
)
@click.argument("file", type=FILE)
@click.option("--business", required=True, help="The author in the chat who answers.")
@click.option("--groups", "wanted", type=click.IntRange(1), help="How many groups (by the number of messages).")
def chat(file: Path, business: str, wanted: int | None) -> None:
    try:
        lines = whatsapp_chat.read(_content(file))
        said = list(whatsapp_chat.turns_of_customers(lines, business))
    except whatsapp_chat.ChatError as error:
        raise PlaybookCommandError(str(error)) from None
    names = {line.author for line in lines}
    found = _groups(list(dict.fromkeys(masking.masked(text, names) for text in said)), wanted)
    rows = csv.writer(sys.stdout)
    rows.writerow(tables.COLUMNS)
    for number, group in enumerate(found, 1):
        rows.writerows((text, f"group_{number}", "de") for text in group)
    click.echo(f"{sum(map(len, found))} messages in {len(found)} groups, the most typical first in each.", err=True)


def _own_folder() -> Path:
    if playbooks.current().version:
        raise PlaybookCommandError(
            "Nothing was changed: the playbook is kept on the dashboard by now, and PLAYBOOK_DIR counts no more. Write "
            "it to a folder (lotse playbook export), change that, and bring it back (lotse playbook import)."
        )
    folder = settings.folders().playbook_dir
    if folder is None:
        raise PlaybookCommandError(
            f"Nothing was changed. Copy {STARTER.name} to a folder of yours and name it in PLAYBOOK_DIR."
        )
    return folder


def _examples(file: Path, language: str) -> tuple[list[Labelled], Counter[str]]:
    """What the file holds, read as the end of its name says, and what of it is left out."""
    ending = file.suffix.lower()
    if ending in rasa.ENDINGS:
        data = rasa.read(_content(file, most=rasa.LARGEST), language)
        return data.examples, data.left_out
    read = tables.read_jsonl if ending in {".jsonl", ".json"} else tables.read_csv
    return read(_content(file), language), Counter()


def _content(file: Path, most: int | None = None) -> str:
    if most and file.stat().st_size > most:
        raise PlaybookCommandError(
            f"{file}: larger than {most // 2**20} MiB, so nothing was read from it. Split it into several files."
        )
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise PlaybookCommandError(
            f"{file}: line {line}: this is no text in UTF-8, so nothing was read from it. Save it as UTF-8."
        ) from None


def _groups(texts: list[str], wanted: int | None) -> list[list[str]]:
    from models import embedding, grouping

    try:
        return grouping.groups(texts, wanted)
    except (grouping.GroupingError, embedding.EmbeddingError) as error:
        raise PlaybookCommandError(str(error)) from None
