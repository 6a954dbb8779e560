"""`lotse people`: who may sign in."""

import sys
from collections.abc import Callable

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import accounts, database
from app.tables import ROLES, Person
from commands import house


@click.group(help="Add people who may sign in, set passwords, list people.")
def people() -> None:
    """The group of commands about people."""


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@people.command(help="Add a person; the password has at least 12 characters.")
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, role: str, password_stdin: bool) -> None:
    _change(lambda session, password: accounts.add_person(session, email, role, password), password_stdin)
    click.echo(f"{email} can sign in now, as {role}.")


@people.command(help="Set a new password; the person is signed out everywhere.")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def password(email: str, password_stdin: bool) -> None:
    _change(lambda session, new: accounts.set_password(session, email, new), password_stdin)
    click.echo(f"{email} has a new password and is signed out everywhere.")


def _change(act: Callable[[Session, str], object], password_stdin: bool) -> None:
    given = _password(password_stdin)
    try:
        with house.opened(), database.sessions().begin() as session:
            act(session, given)
    except ValueError as error:
        raise click.ClickException(f"{error} Nothing was changed.") from None


@people.command("list", help="List everybody who may sign in.")
def list_people() -> None:
    with house.opened(), database.sessions()() as session:
        for person in session.scalars(select(Person).order_by(Person.email)):
            click.echo(f"{person.email}\t{person.role}")
