"""A chat in which every type of message has come in once."""

from sqlite3 import Connection

from simulator import customer_verbs as verbs
from simulator import customers, echoes, identifiers
from simulator.compose import Draft
from simulator.customers import Customer
from simulator.samples import contents

DRAFTS = (
    Draft(type="request_welcome"),
    Draft(text="Moin, ich habe Ihre Anzeige gesehen.", extra={"referral": contents.REFERRAL}),
    Draft(type="image", caption="So sieht es hier aus."),
    Draft(type="audio", voice=True),
    Draft(type="audio"),
    Draft(type="video", caption="Und in Bewegung."),
    Draft(type="document", caption="Ihr Angebot von gestern"),
    Draft(type="sticker"),
    Draft(type="location"),
    Draft(type="location", content={"latitude": 53.55, "longitude": 9.99}),
    Draft(type="contacts"),
    Draft(type="order"),
    Draft(type="button"),
    Draft(type="interactive", content={"type": "button_reply", "button_reply": {"id": "yes", "title": "Ja, bitte"}}),
    Draft(
        type="interactive",
        content={"type": "list_reply", "list_reply": {"id": "t2", "title": "Dienstag", "description": "10 bis 12 Uhr"}},
    ),
    Draft(type="interactive", content=contents.FLOW),
    Draft(type="interactive", content=contents.BROKEN_FLOW),
    Draft(type="interactive", content=contents.CALLS),
    Draft(type="interactive"),
    Draft(text="Das hat mir jemand geschickt.", forwarded="once"),
    Draft(text="Und das schicken sich alle.", forwarded="often"),
    Draft(type="unsupported"),
    Draft(type="ephemeral"),
    Draft(type="hologram", content={"body": "Was die Zukunft bringt", "depth": 3}),
    Draft(type="system", content={"type": "customer_identity_changed", "body": "User Demo has a new security code"}),
)


def seed(connection: Connection, number: str, now: float) -> Customer:
    """A new customer with the chat; each call makes another one."""
    wa_id = identifiers.invented_number()
    person = customers.create(connection, wa_id, "Alle Arten", "de", now)
    for seconds, draft in enumerate(DRAFTS, -len(DRAFTS)):
        verbs.write(connection, number, person, draft, now + seconds)
    first = verbs.write(connection, number, person, Draft(text="Haben Sie morgen ofen?"), now)
    verbs.edit(connection, person, first.wamid, "Haben Sie morgen offen?", now)
    verbs.write(connection, number, person, Draft(text="Ich meine am Vormittag.", quoted=first.wamid), now)
    wrong = verbs.write(connection, number, person, Draft(text="Falscher Chat, Entschuldigung."), now)
    verbs.revoke(connection, person, wrong.wamid, now)
    answer = echoes.echo(connection, number, person, Draft(text="Ja, ab neun."), now)
    verbs.react(connection, person, answer.wamid, "👍", now)
    verbs.react(connection, person, answer.wamid, "❤️", now)
    verbs.react(connection, person, first.wamid, "🙏", now)
    verbs.react(connection, person, first.wamid, None, now)
    return person
