"""A tone as WAV and a quiet voice note as Ogg Opus. Pure."""

import math
import struct
from functools import cache

RATE = 8000  # samples a second
OPUS_RATE = 48000  # an Ogg page counts Opus in these, whatever was recorded (RFC 7845, section 4)
FRAME = 960  # 20 ms of it
SILENCE = b"\xf8\xff\xfe"  # one frame of Opus: fullband, 20 ms, nothing to hear
STREAM = 1


def tone(seconds: float = 2.0, hertz: float = 440.0) -> bytes:
    """A WAV, 8 bit mono, that swells and fades three times, so that its wave is worth drawing."""
    count = int(seconds * RATE)
    data = bytes(128 + int(100 * _swell(i / count) * math.sin(math.tau * hertz * i / RATE)) for i in range(count))
    form = struct.pack("<HHIIHH", 1, 1, RATE, RATE, 1, 8)
    chunks = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def _swell(part: float) -> float:
    return abs(math.sin(math.pi * 3 * part)) * (0.4 + 0.6 * part)


def voice_note(seconds: float = 3.0) -> bytes:
    """Ogg Opus as phones record it; nobody speaks in this one (RFC 7845, sections 5.1 and 5.2)."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, OPUS_RATE, 0, 0)
    maker = b"simulator"
    tags = b"OpusTags" + struct.pack("<I", len(maker)) + maker + struct.pack("<I", 0)
    frames = int(seconds * OPUS_RATE) // FRAME
    pages = [_page(0, 0x02, 0, [head]), _page(1, 0, 0, [tags])]
    for first in range(0, frames, 50):
        packets = [SILENCE] * min(50, frames - first)
        end = first + len(packets)
        pages.append(_page(len(pages), 0x04 if end == frames else 0, end * FRAME, packets))
    return b"".join(pages)


def _page(number: int, flags: int, position: int, packets: list[bytes]) -> bytes:
    """An Ogg page of packets under 255 bytes each (RFC 3533, section 6)."""
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, STREAM, number, 0, len(packets))
    page = head + bytes(len(packet) for packet in packets) + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def _checksum(page: bytes) -> int:
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _table()[(value >> 24) ^ byte]
    return value


@cache
def _table() -> tuple[int, ...]:
    return tuple(_remainder(index << 24) for index in range(256))


def _remainder(value: int) -> int:
    for _ in range(8):
        value = ((value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value
