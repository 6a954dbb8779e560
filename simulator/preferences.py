"""Whether a customer wants offers."""

from sqlite3 import Connection

from simulator.customers import Customer


def stopped(connection: Connection, customer: Customer) -> bool:
    """What the customer said last, as the business was told."""
    row = connection.execute(
        "SELECT json_extract(value, '$.user_preferences[0].value') FROM updates WHERE field = 'user_preferences' "
        "AND kind = 'notice' AND json_extract(value, '$.user_preferences[0].user_id') = ? ORDER BY id DESC LIMIT 1",
        (customer.user_id,),
    ).fetchone()
    return row is not None and row[0] == "stop"
