"""The way of a body into the file: unpacked, within the limits, at a bearable pace, and looked at from its first bytes."""

from __future__ import annotations

import re
import time
from typing import BinaryIO

from viewer.client.limits import Limits, TooLargeError, TooSlowError
from viewer.client.unpacking import PackingError, Unpacker
from viewer.errors import ContentError, NextStep, StorageError
from viewer.text import Text
from viewer.watch import Watch

_HEAD = 4096
_BLANK = b" \t\r\n\x0b\x0c\0\xef\xbb\xbf\xfe\xff"  # white space, NUL and the bytes of byte order marks
_BEFORE_ROOT = re.compile(rb"(?:\s+|<\?.{0,500}?\?>|<!--.{0,2000}?-->)+", re.DOTALL)
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|(?:html|head|body|script|style|title|meta|link|base|div|center|form|table|iframe|frameset|h1|h2|p|pre|br)"
    rb"[\s/>])",
    re.IGNORECASE,
)


def looks_like_page(head: bytes) -> bool:
    """True where these first bytes are those of a web page, whatever its Content-Type claims. TTML is none."""
    text = head.replace(b"\0", b"").lstrip(_BLANK)  # without NUL, UTF-16 reads like ASCII
    before = _BEFORE_ROOT.match(text)
    return _PAGE.match(text, before.end() if before else 0) is not None


class FirstBytes:
    """Looks for what can never be a result: a web page, nothing, only blanks."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._is_judged = False

    def look(self, piece: bytes) -> None:
        """Raise ContentError as soon as the first bytes are those of a web page."""
        if self._is_judged:
            return
        self._head += piece[:_HEAD] if self._head else piece.lstrip(_BLANK)[:_HEAD]
        if len(self._head) >= _HEAD:
            self._judge()

    def finish(self) -> None:
        """Raise ContentError for a page, or where nothing came but blanks."""
        if not self._head:
            raise ContentError(
                Text("The service sent an empty answer."),
                why=Text("It says that all is well, but there is nothing in it. Nothing was kept."),
                advice=Text("Try again. If it stays empty, the job may have no such result: ask the service's support."),
                step=NextStep.RETRY,
                status=200,
            )
        if not self._is_judged:
            self._judge()

    def _judge(self) -> None:
        self._is_judged = True
        if looks_like_page(bytes(self._head)):
            raise ContentError(
                Text("The answer is a web page, not a result."),
                why=Text("This looks like a login or proxy page. Nothing was kept."),
                advice=Text("Open any web page in a browser, log in if it asks you to, then try again."),
                step=NextStep.RETRY,
                status=200,
            )


class Pace:
    """Notices a body that keeps coming, but too slowly to end in sensible time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._since = time.monotonic()
        self._came = 0

    def note(self, count: int) -> None:
        """Count bytes that came just now. Raises TooSlowError at the end of a stretch in which too few came."""
        self._came += count
        seconds = time.monotonic() - self._since
        if seconds < self._limits.pace_seconds:
            return
        if self._came < self._limits.least_bytes_per_second * seconds:
            raise TooSlowError(self._came, seconds, self._limits)
        self._since, self._came = time.monotonic(), 0


class Receiver:
    """Takes a body as it travels and writes it decoded. `total` is its decoded length, where that is known.

    Raises TooLargeError, TooSlowError, ContentError, StorageError and Cancelled.
    """

    def __init__(self, unpacker: Unpacker, total: int | None, into: BinaryIO, watch: Watch, limits: Limits) -> None:
        self.size = 0
        self.wire_size = 0
        self._unpacker = unpacker
        self._total = total
        self._into = into
        self._watch = watch
        self._limits = limits
        self._first = FirstBytes()
        self._pace = Pace(limits)

    def take(self, data: bytes) -> None:
        """Take the next bytes of the body."""
        self.wire_size += len(data)
        if self.wire_size > self._limits.wire_bytes:
            raise TooLargeError(self.wire_size, False, self._limits)
        self._pace.note(len(data))
        try:
            for piece in self._unpacker.unpacked(data):
                self._keep(piece)
        except PackingError as error:
            raise damaged(error) from None

    def finish(self) -> None:
        """The end has come: raise where the body can't be a whole result."""
        if self.wire_size:
            try:
                self._unpacker.finish()
            except PackingError as error:
                raise damaged(error) from None
        self._first.finish()

    def _keep(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self._limits.expansion_free_bytes and self.size > self._limits.expansion * self.wire_size:
            raise damaged(PackingError(f"{self.wire_size} bytes unpack to more than {self.size}"))
        if self.size > self._limits.decoded_bytes:
            raise TooLargeError(self.size, False, self._limits)
        self._first.look(piece)
        try:
            self._into.write(piece)
        except OSError as error:
            raise StorageError(
                Text("The result can't be written."),
                why=Text("{reason}.", reason=error.strerror or type(error).__name__),
                advice=Text("Make room on the disk, or choose another folder for the library."),
                details=f"{type(error).__name__}: {error}",
                step=NextStep.FOLDER,
            ) from None
        self._watch.progress(self.size, self._total, in_bytes=True)


def damaged(error: PackingError) -> ContentError:
    """The sentence for a body whose packing is broken or was not asked for."""
    return ContentError(
        Text("The answer was damaged on its way."),
        why=Text("It does not unpack as it says. Nothing was kept."),
        advice=Text("Try again. If it happens again, a proxy on the way may be changing the answers."),
        details=f"Packing: {error}",
        step=NextStep.RETRY,
        status=200,
    )
