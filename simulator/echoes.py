"""The owner answers from the business's own phone."""

from sqlite3 import Connection

from simulator import compose, effects, inbound, messages, numbers, updates
from simulator.compose import Draft
from simulator.customers import Customer
from simulator.identifiers import wamid
from simulator.messages import Message

FIELD = "smb_message_echoes"


def echo(connection: Connection, number: str, person: Customer, draft: Draft, now: float) -> Message:
    """It is on the customer's phone at once; the webhook is told of it. Raises compose.UnknownMediaError."""
    content = compose.compose(connection, number, draft, now)
    message = messages.add(
        connection,
        wamid=wamid(person.key, outbound=True),
        customer_id=person.id,
        number=number,
        direction="outbound",
        author="phone",
        type=draft.type,
        content=content,
        quoted=draft.quoted,
        media_id=content.get("id") if isinstance(content, dict) else None,
        created_at=now,
        sent_at=now,
        delivered_at=now,
    )
    value = inbound.echo_value(numbers.get(connection, number), person, message)
    updates.add(connection, "echo", now, wamid=message.wamid, value=value, field=FIELD)
    effects.apply(connection, message, "business", now)
    return message


def edit(text: str, wanted: str) -> Draft:
    body = {"type": "text", "text": {"body": text}}
    return Draft(type="edit", content={"original_message_id": wanted, "message": body})


def revoke(wanted: str) -> Draft:
    return Draft(type="revoke", content={"original_message_id": wanted})
