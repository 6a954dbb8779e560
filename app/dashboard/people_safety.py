"""For administrators, when somebody's phone or computer is gone: ending sign-ins, resetting the second factor."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import audit, second_factor, sign_ins
from app.dashboard.blueprint import blueprint
from app.dashboard.people import PATH, act
from app.dashboard.reply import number_of
from app.dashboard.rights import only_admins
from app.refusals import RefusedError
from app.staff import By
from app.tables import Person


@blueprint.post(f"{PATH}/sessions/end")
def end_their_session(person_id: int) -> ResponseReturnValue:
    """The sign-in that the form names; without one all of them."""
    only_admins()
    asked_for()  # before anything is done
    return act(person_id, "session_ended", _end)


def _end(session: Session, person: Person, by: By) -> None:
    end_session(session, person, by, asked_for())


def asked_for() -> int | None:
    """The sign-in that the form names. What is no number must not end all of them."""
    given = request.form.get("sign_in")
    number = number_of(given)
    if given is not None and number is None:
        abort(400)
    return number


def end_session(session: Session, person: Person, by: By, sign_in_id: int | None, but: int | None = None) -> None:
    """One sign-in of the person; without a number all of them, but for `but`."""
    if sign_in_id is None:
        detail = {"number": sign_ins.end_all(session, person, but)}
        audit.write(session, "sessions_ended", by.person, by.now, ("person", person.id), detail)
    elif sign_ins.end(session, person, sign_in_id):
        audit.write(session, "session_ended", by.person, by.now, ("person", person.id))


@blueprint.post(f"{PATH}/second-factor/reset")
def reset_second_factor(person_id: int) -> ResponseReturnValue:
    only_admins()
    return act(person_id, "factor_reset", _reset)


def _reset(session: Session, person: Person, by: By) -> None:
    """Their sign-ins end too: one of them may be on the phone that is gone. Raises RefusedError with `own_account`."""
    if person.id == by.person.id:
        raise RefusedError("own_account")
    if second_factor.is_on(person):
        second_factor.remove(person)
        sign_ins.end_all(session, person, by.sign_in_id)
        audit.write(session, "second_factor_reset", by.person, by.now, ("person", person.id))
