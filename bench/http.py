"""As little HTTP as a load generator needs, so that the machine's cores are left to what is measured."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeAlias

Handle = Callable[[str, bytes], Awaitable[tuple[int, bytes]]]
Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter


async def _message(reader: Reader) -> tuple[str, bytes] | None:
    """The first line and the body of a request or an answer; None when the other side has closed."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *lines = head.split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    return first, await reader.readexactly(int(fields.get("content-length", 0)))


async def serve(port: int, handle: Handle) -> asyncio.Server:
    """Answer every POST with the status and JSON bytes of `handle(path, body)`, on a connection that stays open."""

    async def connection(reader: Reader, writer: Writer) -> None:
        with contextlib.suppress(asyncio.CancelledError, ConnectionError):  # the run is over, or the client is
            while (request := await _message(reader)) is not None:
                status, answer = await handle(request[0].split(" ")[1], request[1])
                first = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"
                fields = ("Content-Type: application/json", f"Content-Length: {len(answer)}")
                writer.write("\r\n".join([first, *fields, "", ""]).encode() + answer)
                await writer.drain()
        writer.close()

    return await asyncio.start_server(connection, "127.0.0.1", port)


class Posts:
    """POST requests over a few connections that stay open."""

    def __init__(self, port: int, path: str, connections: int) -> None:
        self._port, self._path = port, path
        self._free: asyncio.LifoQueue[tuple[Reader, Writer] | None] = asyncio.LifoQueue()
        for _ in range(connections):
            self._free.put_nowait(None)

    async def post(self, body: bytes, fields: dict[str, str]) -> int:
        """The answer's HTTP status; 0 when there was none."""
        streams = await self._free.get()
        try:
            reader, writer = streams or await asyncio.open_connection("127.0.0.1", self._port)
            lines = [f"{name}: {value}" for name, value in {"Content-Length": str(len(body)), **fields}.items()]
            writer.write("\r\n".join([f"POST {self._path} HTTP/1.1", "Host: bench", *lines, "", ""]).encode() + body)
            answer = await _message(reader)
            streams = (reader, writer) if answer else None
            return int(answer[0].split(" ")[1]) if answer else 0
        except OSError:
            streams = None
            return 0
        finally:
            self._free.put_nowait(streams)
