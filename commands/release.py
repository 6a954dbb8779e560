"""`lotse release`: what a deployment does before the new version starts."""

import click

from app import classifiers, current_intent, database, teams
from app import playbook as playbooks
from commands import classifier, house


@click.command(
    help="Migrate the database, and train a classifier when there is none that can be used. Run it before a new "
    "version starts."
)
def release() -> None:
    with house.opened():
        current_intent.catch_up(database.sessions())
        held = playbooks.load()
        with database.sessions().begin() as session:
            teams.keep(session, held.teams)
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
        artefact.check_signature(stored.data, stored.hmac, classifiers.secret())
        artefact.check_facts(stored.facts)
    except artefact.ArtefactError as error:
        click.echo(f"{error} That is done now.", err=True)
        return False
    return True
