"""`lotse release`: what a deployment does before the new version starts."""

import click

from app import classifiers, database, sealing, settings
from app import playbook as playbooks
from commands import classifier, house


@click.command(
    help="Migrate the database, and train a classifier when there is none that can be used. Run it before a new "
    "version starts."
)
def release() -> None:
    with house.opened():
        playbooks.load()
        if settings.load().secret_key_before:
            _seal_anew()
        if not has_classifier():
            classifier.train_and_store()


def has_classifier() -> bool:
    """Whether there is one that this version of Lotse, with its libraries, can use."""
    from models import artefact

    with database.sessions()() as session:
        stored = classifiers.active(session)
    if stored is None:
        return False
    try:
        artefact.check_facts(stored.facts)
    except artefact.ArtefactError as error:
        click.echo(f"{error} That is done now.", err=True)
        return False
    return True


def _seal_anew() -> None:
    with database.sessions().begin() as session:
        renewed, unreadable = sealing.renew(session)
    click.echo(f"{renewed} stored tokens and secrets are sealed with the current SECRET_KEY.", err=True)
    if unreadable:
        click.echo(f"{unreadable} can be read with no known key: give them anew with `lotse inboxes set`.", err=True)
