"""As little HTTP as Meta's two sides need."""

import asyncio

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter
BROKEN = (OSError, asyncio.IncompleteReadError, TimeoutError)


async def read(reader: Reader) -> tuple[str, bytes] | None:
    """The first line and the body of a request or an answer; None when the other side has closed."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except BROKEN:
        return None
    first, *lines = head.split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    try:
        return first, await reader.readexactly(int(fields.get("content-length", 0)))
    except BROKEN:
        return None


def answer(status: int, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def post(port: int, path: str, body: bytes, fields: dict[str, str], seconds: float) -> int:
    """The answer's HTTP status; 0 when there was none in time."""
    writer: Writer | None = None
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            lines = [f"{name}: {value}" for name, value in {"Content-Length": str(len(body)), **fields}.items()]
            head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: lotse", "Connection: close", *lines, "", ""])
            writer.write(head.encode() + body)
            answered = await read(reader)
            return int(answered[0].split(" ")[1]) if answered else 0
    except BROKEN:
        return 0
    finally:
        if writer is not None:
            writer.close()
