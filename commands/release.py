"""`lotse release`: what a deployment does before the new version starts."""

import click

from app import classifiers, current_intent, database, sealing, settings, teams, unlearning
from app import playbook as playbooks
from app.ledger import last_check
from commands import classifier, erase, house


@click.command(
    help="Migrate the database, and train a classifier when there is none that can be used. Run it before a new "
    "version starts: the version before goes on beside it."
)
@click.option(
    "--statement-seconds",
    type=click.IntRange(1, 3600),
    help="How long one statement of a migration may take (10). The running version may have to wait for it.",
)
def release(statement_seconds: int | None) -> None:
    with house.opened(statement_seconds):
        current_intent.catch_up(database.sessions())
        held = playbooks.load()
        with database.sessions().begin() as session:
            teams.keep(session, held.teams)
        if settings.load().secret_key_before:
            _seal_anew()
        if again := erase.erase_again(database.sessions()):
            click.echo(f"{again} contacts that a backup had brought back were erased again.", err=True)
        if not has_classifier() or has_to_forget():
            classifier.train_and_store()
        with database.sessions().begin() as session:
            last_check.give_time(session)


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


def has_to_forget() -> bool:
    """Whether the active classifier may have learnt from somebody who was erased since."""
    with database.sessions()() as session:
        due = unlearning.is_due(session)
    if due:
        click.echo("Somebody was erased since the classifier was trained. It is trained anew, without them.", err=True)
    return due


def _seal_anew() -> None:
    with database.sessions().begin() as session:
        renewed, unreadable = sealing.renew(session)
    click.echo(f"{renewed} stored tokens and secrets are sealed with the current SECRET_KEY.", err=True)
    if unreadable:
        click.echo(
            f"{unreadable} can be read with no known key. Give them anew: numbers' with `lotse inboxes set`, "
            'webhooks\' on the page "Webhooks"; second factors are reset on the page "Team".',
            err=True,
        )
