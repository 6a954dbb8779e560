"""`lotse release`: what a deployment does before the new version starts."""

import click

from app import classifiers, database
from app import playbook as playbooks
from commands import classifier, house


@click.command(help="Migrate the database and train the first classifier. Run it before a new version starts.")
def release() -> None:
    with house.opened():
        playbooks.load()
        if not has_classifier():
            classifier.train_and_store()


def has_classifier() -> bool:
    with database.sessions()() as session:
        return classifiers.active_version(session) is not None
