"""A real picture, made here: a PNG of one colour that fades."""

import struct
import zlib


def png(width: int = 320, height: int = 240, red: int = 40) -> bytes:
    rows = b"".join(
        b"\0" + b"".join(bytes((red, 90 + 120 * y // height, 90 + 120 * x // width)) for x in range(width))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(named: tuple[bytes, bytes]) -> bytes:
    name, data = named
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
