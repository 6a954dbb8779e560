"""Whose fault a failure is: work that the database interrupts is tried again for ever, what fails by itself is not.

Many of the errors that psycopg calls operational are brought about by what is worked on (54000: a statement too large,
57014: one that takes too long). Taken for the database's, such a delivery would be tried again for ever. Pure.
"""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

# Classes of SQLSTATE: connections, rolled back for others' sake (deadlocks), out of disk, memory or connections,
# ended by an operator or a crash, broken disks; a lock not to be had, and a server that only reads.
THE_DATABASES = ("08", "40", "53", "57P", "58", "55P03", "25006")


def is_the_databases(error: Exception) -> bool:
    """Whether the database failed, so that the same work may well succeed when it is tried again."""
    if isinstance(error, NoConnectionFreeError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # the server said nothing: the connection broke, or the driver refused a value
        return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    return error.connection_invalidated or str(state).startswith(THE_DATABASES)
