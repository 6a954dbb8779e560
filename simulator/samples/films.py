"""A short film as MP4: uncompressed H.264, a ball that crosses a plane. Pure.

H.264 lets a macroblock carry its 16 x 16 pixels as they are (I_PCM), so no coding is needed, only the frame around it.
"""

import struct

WIDE, HIGH = 6, 4  # macroblocks of 16 x 16 pixels
FRAMES, PER_SECOND = 12, 6


class BigBits:
    """Bits with the first one highest, and H.264's Exp-Golomb numbers (ITU-T H.264, section 9.1)."""

    def __init__(self) -> None:
        self._text = ""

    def put(self, value: int, width: int) -> None:
        self._text += f"{value:0{width}b}"

    def golomb(self, *values: int) -> None:
        for value in values:
            digits = f"{value + 1:b}"
            self._text += "0" * (len(digits) - 1) + digits

    def raw(self, data: bytes) -> None:
        self._text += "0" * (-len(self._text) % 8)
        self._text += "".join(f"{byte:08b}" for byte in data)

    def bytes(self) -> bytes:
        """Closed with H.264's stop bit."""
        text = self._text + "1"
        text += "0" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big")


def ball() -> bytes:
    """Two seconds."""
    frames = [_unit(0x65, _slice(number)) for number in range(FRAMES)]
    samples = [struct.pack(">I", len(frame)) + frame for frame in frames]
    start = _box("ftyp", b"isom\x00\x00\x02\x00isomiso2avc1mp41")
    size = len(start) + len(_movie(samples, 0)) + 8
    return start + _movie(samples, size) + _box("mdat", b"".join(samples))


def _unit(kind: int, payload: bytes) -> bytes:
    """A NAL unit: three zeros in a row would look like its end, so a 3 is put between."""
    safe, zeros = bytearray(), 0
    for byte in payload:
        if zeros >= 2 and byte <= 3:
            safe.append(3)
            zeros = 0
        zeros = zeros + 1 if byte == 0 else 0
        safe.append(byte)
    return bytes([kind]) + bytes(safe)


def _sequence() -> bytes:
    bits = BigBits()
    bits.raw(bytes([66, 0xC0, 10]))  # constrained baseline, level 1
    bits.golomb(0, 0, 2, 0)  # id, frame numbers of 4 bits, output in decoding order, no reference frames
    bits.put(0, 1)
    bits.golomb(WIDE - 1, HIGH - 1)
    bits.put(0b1000, 4)  # frames only, no direct inference, no cropping, no more to say
    return _unit(0x67, bits.bytes())


def _picture() -> bytes:
    bits = BigBits()
    bits.golomb(0, 0)
    bits.put(0, 2)
    bits.golomb(0, 0, 0)
    bits.put(0, 3)
    bits.golomb(0, 0, 0)
    bits.put(0b000, 3)
    return _unit(0x68, bits.bytes())


def _slice(number: int) -> bytes:
    bits = BigBits()
    bits.golomb(0, 7, 0)  # from the first macroblock, intra only, parameters 0
    bits.put(0, 4)
    bits.golomb(number % 2)  # two pictures in a row that stand for themselves need different ids
    bits.put(0, 2)
    bits.golomb(0)
    for place in range(WIDE * HIGH):
        bits.golomb(25)  # I_PCM
        bits.raw(_block(place % WIDE, place // WIDE, number))
    return bits.bytes()


def _block(column: int, row: int, number: int) -> bytes:
    middle = 16 * WIDE * (number + 0.5) / FRAMES
    inside = [
        (column * 16 + x - middle) ** 2 + (row * 16 + y - 8 * HIGH) ** 2 < 150 for y in range(16) for x in range(16)
    ]
    bright = bytes(200 if hit else 70 + 8 * row for hit in inside)
    return bright + bytes([150]) * 64 + bytes([100]) * 64


def _movie(samples: list[bytes], data_at: int) -> bytes:
    length = FRAMES * 1000 // PER_SECOND
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    head = _box(
        "mvhd",
        struct.pack(">IIIIIIHHII", 0, 0, 0, 1000, length, 0x10000, 0x100, 0, 0, 0) + matrix + bytes(24) + b"\0\0\0\2",
    )
    size = struct.pack(">II", WIDE * 16 << 16, HIGH * 16 << 16)
    track = _box("tkhd", struct.pack(">IIIIIIIIHHHH", 7, 0, 0, 1, 0, length, 0, 0, 0, 0, 0, 0) + matrix + size)
    return _box("moov", head + _box("trak", track + _media(samples, data_at, length)))


def _media(samples: list[bytes], data_at: int, length: int) -> bytes:
    head = _box("mdhd", struct.pack(">IIIIIHH", 0, 0, 0, 1000, length, 0x55C4, 0))
    handler = _box("hdlr", struct.pack(">II4sIII", 0, 0, b"vide", 0, 0, 0) + b"film\0")
    source = _box("dinf", _box("dref", struct.pack(">II", 0, 1) + _box("url ", b"\0\0\0\1")))
    tables = _box("stbl", _description() + _tables(samples, data_at))
    return _box("mdia", head + handler + _box("minf", _box("vmhd", struct.pack(">IQ", 1, 0)) + source + tables))


def _description() -> bytes:
    sequence, picture = _sequence(), _picture()
    config = b"\x01" + sequence[1:4] + b"\xff\xe1" + struct.pack(">H", len(sequence)) + sequence
    config += b"\x01" + struct.pack(">H", len(picture)) + picture
    look = bytes(6) + b"\0\1" + bytes(16) + struct.pack(">HHIIIH", WIDE * 16, HIGH * 16, 0x480000, 0x480000, 0, 1)
    entry = _box("avc1", look + bytes(32) + b"\0\x18\xff\xff" + _box("avcC", config))
    return _box("stsd", struct.pack(">II", 0, 1) + entry)


def _tables(samples: list[bytes], data_at: int) -> bytes:
    count = len(samples)
    sizes = struct.pack(f">{count}I", *map(len, samples))
    return (
        _box("stts", struct.pack(">IIII", 0, 1, count, 1000 // PER_SECOND))
        + _box("stsc", struct.pack(">IIIII", 0, 1, 1, count, 1))
        + _box("stsz", struct.pack(">III", 0, 0, count) + sizes)
        + _box("stco", struct.pack(">III", 0, 1, data_at))
    )


def _box(name: str, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name.encode() + body
