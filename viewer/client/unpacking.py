"""Bodies unpacked by ourselves in bounded pieces, because httpx inflates without limit and accepts a cut gzip stream."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

PIECE = 256 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_START = b"\x1f\x8b"


class Unpacker(Protocol):
    """Takes bytes as they travel and gives them as they were meant. Raises PackingError."""

    is_packed: bool

    def unpacked(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` holds, in pieces of at most PIECE."""

    def finish(self) -> None:
        """Make sure that the end has come."""


class PackingError(Exception):
    """The bytes are not what the packing says; the message says how, in technical words."""


class PlainUnpacker:
    """Bytes that travel as they are."""

    is_packed = False

    def unpacked(self, data: bytes) -> Iterator[bytes]:
        for at in range(0, len(data), PIECE):
            yield data[at : at + PIECE]

    def finish(self) -> None:
        """A plain body has no end of its own."""


class GzipUnpacker:
    """gzip (RFC 1952), also several members; zlib checks the CRC and the length in each member's trailer."""

    is_packed = True

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP)
        self._start = b""

    def unpacked(self, data: bytes) -> Iterator[bytes]:
        while True:
            piece, data = self._inflated(data)
            if piece:
                self._look_for_second_packing(piece)
                yield piece
            if self._stream.eof:
                if not data:
                    return
            elif not data and len(piece) < PIECE:
                return

    def _inflated(self, data: bytes) -> tuple[bytes, bytes]:
        """Return at most PIECE bytes, and what of `data` is still to be read."""
        if self._stream.eof and data:  # another member follows
            self._stream = zlib.decompressobj(_GZIP)
        try:
            piece = self._stream.decompress(data, PIECE)
        except zlib.error as error:
            raise PackingError(f"gzip: {error}") from None
        return piece, self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _look_for_second_packing(self, piece: bytes) -> None:
        if len(self._start) < len(_GZIP_START):
            self._start += piece[: len(_GZIP_START)]
            if self._start.startswith(_GZIP_START):
                raise PackingError("gzip inside gzip")

    def finish(self) -> None:
        if not self._stream.eof:
            raise PackingError("gzip: the stream ends before its trailer")


_UNPACKERS: dict[str, type[PlainUnpacker] | type[GzipUnpacker]] = {
    "": PlainUnpacker,
    "identity": PlainUnpacker,
    "gzip": GzipUnpacker,
    "x-gzip": GzipUnpacker,
}


def unpacker_for(content_encoding: str) -> Unpacker:
    """Return the unpacker for a Content-Encoding. Raises PackingError for one that was not asked for."""
    name = content_encoding.strip().lower()
    if name not in _UNPACKERS:
        raise PackingError(f"Content-Encoding “{name}” was not asked for")
    return _UNPACKERS[name]()
