"""A landscape as PNG and a smiling face as a WebP sticker. Pure."""

import struct
import zlib

from simulator.samples.bits import Bits

SKY, SUN, HILL, SEA = b"\x9f\xc9\xe8", b"\xff\xd8\x6b", b"\x4f\x8a\x5b", b"\x2d\x6a\x8f"


def landscape(width: int = 480, height: int = 320) -> bytes:
    """A PNG with sun, hill and sea."""
    rows = (b"\x00" + b"".join(_colour(x / width, y / height) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _colour(x: float, y: float) -> bytes:
    if y > 0.72:
        return SEA
    if (x - 0.35) ** 2 + ((y - 0.75) / 0.7) ** 2 < 0.09 or (x - 0.8) ** 2 + ((y - 0.8) / 0.6) ** 2 < 0.07:
        return HILL
    if (x - 0.7) ** 2 + (y - 0.25) ** 2 / 2.2 < 0.008:
        return SUN
    return SKY


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def smiley(side: int = 192) -> bytes:
    """A lossless WebP with transparent corners, as stickers are: yellow, with dark eyes and mouth.

    Each channel has two values only, so that a pixel takes one bit a channel and no table of codes is needed
    (WebP lossless bitstream specification, section 6.2.1, simple code length code).
    """
    bits = Bits()
    bits.put(side - 1, 14)
    bits.put(side - 1, 14)
    bits.put(1, 1)  # alpha is used
    bits.put(0, 3 + 1 + 1 + 1)  # version 0, no transform, no colour cache, one set of codes
    for low, high in ((40, 200), (50, 250), (40, 70), (0, 255)):  # green, red, blue, alpha
        _two_symbols(bits, low, high)
    bits.put(0b0001, 4)  # distances: one symbol, 0, never used
    for y in range(side):
        for x in range(side):
            bits.put(_face((x + 0.5) / side * 2 - 1, (y + 0.5) / side * 2 - 1), 4)
    data = b"\x2f" + bits.bytes()
    data += b"\x00" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(data) + 12) + b"WEBPVP8L" + struct.pack("<I", len(data)) + data


def _two_symbols(bits: Bits, low: int, high: int) -> None:
    bits.put(0b111, 3)  # simple, two symbols, the first of eight bits
    bits.put(low, 8)
    bits.put(high, 8)


def _face(x: float, y: float) -> int:
    """The four channel bits of a point: 0b1000 has alpha only (dark), 0b1111 is yellow, 0 is nothing."""
    if x * x + y * y > 0.92:
        return 0
    eye = (abs(x) - 0.32) ** 2 / 0.6 + (y + 0.25) ** 2 < 0.018
    mouth = y > 0.15 and 0.28 < x * x + (y - 0.02) ** 2 < 0.38
    return 0b1000 if eye or mouth else 0b1111
