"""`lotse playbook export` and `import`: the playbook that holds as files in a folder, and back as a new version."""

from pathlib import Path

import click
from sqlalchemy import select

from app import audit, clock, database
from app import playbook as playbooks
from app.playbook import reading, versions
from app.playbook.versions import Change
from app.tables import Person
from commands import house

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("export", help="Write the files of the playbook that holds into a new or empty folder.")
@click.argument("folder", type=FOLDER)
def export_files(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty, so nothing was written. Name a new folder.")
    with house.opened(), database.sessions()() as session:
        version = versions.newest(session)
        files = versions.files(session, version)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    what = f"version {version}" if version else "the files of PLAYBOOK_DIR"
    click.echo(f"{len(files)} files were written to {folder}: {what}.", err=True)


@click.command("import", help="Make the files of a folder the playbook that holds, as a new version.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="The e-mail address of the admin in whose name it is done.")
def import_files(folder: Path, email: str) -> None:
    facts = folder / reading.BUSINESS_FILE
    files = reading.gather(folder, facts if facts.exists() else None)
    with house.opened(), database.sessions().begin() as session:
        person = session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()
        if person is None or person.role != "admin" or person.left_at:
            raise click.ClickException(f"{email} is no admin, so nothing was changed. lotse people list names them.")
        began, change = versions.newest(session), Change("import", folder.name, len(files), training=True)
        now = clock.now(session)
        made = versions.save(session, began, lambda _: files, change, person.id, now)
        if made:
            audit.write(session, "playbook_imported", person, now, ("version", made), {"by": "command"})
    playbooks.forget()
    said = f"It is version {made} now and holds at once. Next: lotse train, if examples or intents have changed."
    click.echo(said if made else "Nothing was changed: these are the files that hold already.", err=True)
