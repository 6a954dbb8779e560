"""What can happen to Valkey and PostgreSQL. Each fault lasts `seconds`, and is over when its function returns."""

import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import psycopg

from tests.faults.programs import pause
from tests.processes import Stand, wait_for

Fault = Callable[[Stand, float], None]


def valkey_flushed(stand: Stand, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        stand.valkey._client().flushall()
        time.sleep(0.1)


def valkey_away(stand: Stand, seconds: float) -> None:
    """Killed, and started again only after a while."""
    stand.kill_valkey()
    time.sleep(seconds)
    stand.valkey.start()


def valkey_restarted(stand: Stand, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        valkey_away(stand, 0)
        time.sleep(2)


def valkey_replaced(stand: Stand, seconds: float) -> None:
    """Another one, which knows nothing, at the same address."""
    stand.kill_valkey()
    time.sleep(seconds)
    shutil.rmtree(stand.valkey.folder)
    stand.valkey.start()


def valkey_full(stand: Stand, seconds: float) -> None:
    """Every write is refused, as on a plan whose memory is used up."""
    client = stand.valkey._client()
    client.config_set("maxmemory", "1")
    time.sleep(seconds)
    client.config_set("maxmemory", "0")


def valkey_hangs(stand: Stand, seconds: float) -> None:
    pause(int(stand.valkey._client().info("server")["process_id"]), seconds)


def postmaster(stand: Stand) -> psutil.Process:
    return psutil.Process(int((stand.postgres.folder / "postmaster.pid").read_text().split()[0]))


def postgres_restarted(stand: Stand, seconds: float) -> None:
    """As by a crash: SIGQUIT is PostgreSQL's immediate shutdown; it recovers from its log."""
    server = postmaster(stand)
    server.send_signal(signal.SIGQUIT)
    wait_for(lambda: not stand.postgres.running(), what="PostgreSQL's end")
    time.sleep(seconds)
    stand.postgres.start()


def postgres_cuts_connections(stand: Stand, seconds: float) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'lotse'"
    with asked(stand) as connection:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            connection.execute(cut)
            time.sleep(0.5)


def postgres_read_only(stand: Stand, seconds: float) -> None:
    with asked(stand) as connection:
        connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        connection.execute("SELECT pg_reload_conf()")
        time.sleep(seconds)
        connection.execute("SET default_transaction_read_only = off")
        connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
        connection.execute("SELECT pg_reload_conf()")


def postgres_slow(stand: Stand, seconds: float) -> None:
    """Every process of it stands still for half of the time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        backends = [one.pid for one in postmaster(stand).children() if "lotse" in " ".join(one.cmdline())]
        waiting = [threading.Thread(target=pause, args=(pid, 0.5)) for pid in backends]
        for one in waiting:
            one.start()
        for one in waiting:
            one.join()
        time.sleep(0.5)


def postgres_locks(stand: Stand, seconds: float) -> None:
    """Somebody's migration holds the tables."""
    with psycopg.connect(stand.postgres.url) as connection:
        connection.execute("LOCK TABLE deliveries, messages IN ACCESS EXCLUSIVE MODE")
        time.sleep(seconds)


@contextmanager
def asked(stand: Stand) -> Iterator[psycopg.Connection]:
    with psycopg.connect(stand.postgres.url, autocommit=True) as connection:
        yield connection


VALKEY: dict[str, Fault] = {
    "Valkey flushed": valkey_flushed,
    "Valkey restarted": valkey_restarted,
    "Valkey away": valkey_away,
    "Valkey replaced by an empty one": valkey_replaced,
    "Valkey full": valkey_full,
    "Valkey hangs": valkey_hangs,
}
POSTGRES: dict[str, Fault] = {
    "PostgreSQL restarted": postgres_restarted,
    "PostgreSQL's connections cut": postgres_cuts_connections,
    "PostgreSQL read-only": postgres_read_only,
    "PostgreSQL slow": postgres_slow,
    "PostgreSQL's tables locked": postgres_locks,
}
