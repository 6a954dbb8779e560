"""What can happen to Valkey and PostgreSQL. Each fault lasts `seconds`, and is over when its function returns."""

import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil
import psycopg

from tests.faults.programs import pause
from tests.processes import Stand, wait_for

Fault = Callable[[Stand, float], None]
ROOM = 48 * 1024 * 1024  # bytes on a small disk beside what is there: three of PostgreSQL's log files


class NotHereError(Exception):
    """This machine cannot play that fault; the message says why."""


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


def valkey_slow(stand: Stand, seconds: float) -> None:
    """It stands still for half of the time."""
    server, ends = int(stand.valkey._client().info("server")["process_id"]), time.monotonic() + seconds
    while time.monotonic() < ends:
        pause(server, 0.5)
        time.sleep(0.5)


def valkey_hangs(stand: Stand, seconds: float) -> None:
    pause(int(stand.valkey._client().info("server")["process_id"]), seconds)


def postmaster(stand: Stand) -> psutil.Process:
    return psutil.Process(int((stand.postgres.folder / "postmaster.pid").read_text().split()[0]))


def kill_both(stand: Stand) -> None:
    """kill -9 of Valkey and of every process of PostgreSQL, as when the machine dies."""
    server = postmaster(stand)
    dying = [server, *server.children()]
    for process in dying:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    stand.kill_valkey()
    psutil.wait_procs(dying, timeout=10)


def start_both(stand: Stand) -> None:
    stand.postgres.start()
    stand.valkey.start()


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


def put_on_a_small_disk(stand: Stand) -> Callable[[], None]:
    """Move PostgreSQL's data to a file system of its own; returns what ends that. Raises NotHereError."""
    folder, aside = stand.postgres.folder, stand.postgres.folder.with_name("postgres-aside")
    stand.postgres.stop()
    folder.rename(aside)
    folder.mkdir()
    size = sum(file.stat().st_size for file in aside.rglob("*")) + ROOM
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "lotse", folder], capture_output=True)
    if mounted.returncode:
        folder.rmdir()
        aside.rename(folder)
        stand.postgres.start()
        raise NotHereError("needs the right to mount a small file system")
    subprocess.run(["cp", "-a", f"{aside}/.", folder], check=True)
    stand.postgres.start()

    def end() -> None:
        stand.postgres.stop()
        subprocess.run(["umount", folder], check=True)

    return end


def postgres_disk_full(stand: Stand, seconds: float) -> None:
    """Not a byte is left on its disk; when there is room again, somebody starts it if it gave up."""
    ballast = stand.postgres.folder / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 65536)
    time.sleep(seconds)
    ballast.unlink()
    if not stand.postgres.running():
        stand.postgres.start()


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
    "Valkey slow": valkey_slow,
    "Valkey hangs": valkey_hangs,
}
POSTGRES: dict[str, Fault] = {
    "PostgreSQL restarted": postgres_restarted,
    "PostgreSQL's connections cut": postgres_cuts_connections,
    "PostgreSQL read-only": postgres_read_only,
    "PostgreSQL slow": postgres_slow,
    "PostgreSQL's tables locked": postgres_locks,
}
