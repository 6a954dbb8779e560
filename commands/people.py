"""`lotse people`: who may sign in."""

import sys
from collections.abc import Callable

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import accounts, audit, clock, database, second_factor, sign_ins
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
    _change(
        lambda session, password: accounts.add_person(session, email, role, password), "person_added", password_stdin
    )
    click.echo(f"{email} can sign in now, as {role}.")


@people.command(help="Set a new password; the person is signed out everywhere.")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def password(email: str, password_stdin: bool) -> None:
    _change(lambda session, new: accounts.set_password(session, email, new), "password_changed", password_stdin)
    click.echo(f"{email} has a new password and is signed out everywhere.")


@people.command("reset-second-factor", help="For a lost phone: the password is enough again; signed out everywhere.")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    with house.opened(), database.sessions().begin() as session:
        person = accounts.find(session, email)
        if person is None:
            raise click.ClickException(f"Nobody signs in as {email}. Nothing was changed.")
        second_factor.remove(person)
        sign_ins.end_all(session, person)
        _write_down(session, "second_factor_reset", person)
    click.echo(f"{email} signs in with the password alone again.")


def _change(act: Callable[[Session, str], Person], action: str, password_stdin: bool) -> None:
    given = _password(password_stdin)
    try:
        with house.opened(), database.sessions().begin() as session:
            _write_down(session, action, act(session, given))
    except ValueError as error:
        raise click.ClickException(f"{error} Nothing was changed.") from None


def _write_down(session: Session, action: str, person: Person) -> None:
    audit.write(session, action, None, clock.now(session), ("person", person.id), {"by": "command"})


@people.command("list", help="List everybody who may sign in.")
def list_people() -> None:
    with house.opened(), database.sessions()() as session:
        for person in session.scalars(select(Person).where(Person.left_at.is_(None)).order_by(Person.email)):
            click.echo(f"{person.email}\t{person.role}")
