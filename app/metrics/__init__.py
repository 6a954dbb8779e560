"""What a monitor may read at /metrics: counted in PostgreSQL when it asks, whichever process it asks.

So nothing is lost with a process, and several web processes say the same. Everything that passes is counted over the
last minutes: a count over all time would fall whenever old messages are deleted, and monitors take that for a restart.
Labels hold our own codes and ids, never anything of a customer's.
"""
