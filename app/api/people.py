"""Who works here: to give a conversation to somebody, one has to know them."""

from pydantic import BaseModel

from app import clock, database, naming, playbook, presence, staff
from app.api.routes import route


class Person(BaseModel):
    id: int
    name: str
    role: str
    teams: list[str]
    there: bool


class People(BaseModel):
    people: list[Person]


@route("GET", "/people", "List who works here, and whether they are there", People, scope="conversations:read")
def list_people() -> People:
    with database.sessions()() as session:
        now, rules = clock.now(session), playbook.rules()
        return People(
            people=[
                Person(
                    id=one.person.id,
                    name=naming.called(one.person.name, one.person.email),
                    role=one.person.role,
                    teams=list(one.teams),
                    there=presence.is_online(one.person.seen_at, now, rules),
                )
                for one in staff.everybody(session, now)
                if one.person.left_at is None
            ]
        )
