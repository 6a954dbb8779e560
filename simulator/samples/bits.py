"""Bits packed into bytes, the first bit lowest, as WebP wants it."""


class Bits:
    """Grows by `put`; `bytes` gives what there is, filled up with zeros."""

    def __init__(self) -> None:
        self._done = bytearray()
        self._rest = 0
        self._count = 0

    def put(self, value: int, width: int) -> None:
        """The lowest `width` bits of the value, lowest first."""
        self._rest |= value << self._count
        self._count += width
        while self._count >= 8:
            self._done.append(self._rest & 0xFF)
            self._rest >>= 8
            self._count -= 8

    def bytes(self) -> bytes:
        return bytes(self._done) + (bytes([self._rest]) if self._count else b"")
