"""Turning the bytes of a terminal into events, such that no bytes can stop it.

Bytes that are not UTF-8 are read as Latin-1. Touches in the two older mouse encodings (X10 and
urxvt) are turned into SGR, which has no last column. Pastes and floods of keys are bounded. A paste
ends when the terminal falls silent, so that half a paste does not leave a dead keyboard.
"""

import codecs
import re
from collections.abc import Iterable, Iterator

from textual import events
from textual.message import Message
from textual.messages import InBandWindowResize

from data.text import MAX_LENGTH
from screens import textual_private

PASTE_BEGIN, PASTE_END = b"\x1b[200~", b"\x1b[201~"
MOST_PASTE = 4 * MAX_LENGTH
"""Bytes that are kept of one paste: at least as many as a text input takes."""
MOST_KEYS = 1_000
"""Keys in a row, without a pause, that a person or a badge reader can send; more are dropped."""
MOST_TOUCHES = 100
"""Touches in a row, likewise."""
PAUSE = 0.25
"""Seconds without a key or a touch that count as a pause."""
ALONE = 0.1
"""Seconds to wait for the rest of a sequence: after them a lone Escape is a key."""
SILENCE = 1.0
"""Seconds without a byte after which a paste is over, even if its end mark has not come."""
_OLD_MOUSE = re.compile(
    rb"\x1b\[M(?P<raw>[\x20-\xff]{3})|\x1b\[(?P<code>\d{1,4});(?P<x>\d{1,5});(?P<y>\d{1,5})M",
    re.DOTALL,
)
_HALF = re.compile(rb"\x1b(?:\[(?:M[\x20-\xff]{0,2}|[\d;]{0,14})?)?\Z", re.DOTALL)
"""An unfinished sequence at the end of the bytes: the beginning of a touch, a paste mark or a key.
"""


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Return a byte that is not UTF-8 as its Latin-1 letter, or as nothing if it has none; a codec
    error handler.
    """
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return (chr(byte) if byte >= 0xA0 else ""), error.start + 1


codecs.register_error("latin-1-letter", _as_latin_1)


class Pasted(events.Paste):
    """A paste event that says whether it is complete.

    Parameters:
        text: what is kept of the paste.
        cut: whether it was longer.
    """

    def __init__(self, text: str, cut: bool = False) -> None:
        super().__init__(text)
        self.cut = cut


Pasted.handler_name = events.Paste.handler_name  # widgets handle it like Textual's own


class _PasteBuffer:
    """The bytes of a paste while they arrive."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._rest = b""
        """The end of the bytes so far, if it may begin the end mark."""
        self._cut = False

    def take(self, data: bytes) -> bytes | None:
        """Take bytes.

        Returns:
            The bytes after the end mark; None when the mark has not come.
        """
        before, mark, after = (self._rest + data).partition(PASTE_END)
        sizes = range(len(PASTE_END) - 1, 0, -1)
        half = next((size for size in sizes if before.endswith(PASTE_END[:size])), 0)
        if not mark and half:
            before, self._rest = before[:-half], before[-half:]
        else:
            self._rest = b""
        room = MOST_PASTE - len(self._kept)
        self._kept += before[:room]
        self._cut = self._cut or len(before) > room
        return after if mark else None

    def event(self) -> Pasted:
        """Return the paste as an event."""
        text = self._kept.decode("utf-8", "latin-1-letter").replace("\0", "")
        return Pasted(text, self._cut)


class TerminalInput:
    """Turns the bytes of one terminal into events, for the driver."""

    def __init__(self) -> None:
        self._parser = textual_private.new_terminal_parser()
        self._decoder = codecs.getincrementaldecoder("utf-8")("latin-1-letter")
        self._rest = b""
        self._paste: _PasteBuffer | None = None
        self._last_byte = self._last_key = self._last_touch = float("-inf")
        self._keys = self._touches = 0
        """How many have come without a pause."""
        self._button = 0
        """Number of the mouse button that was pressed last; the older encodings do not say which
        one is released.
        """
        self._may_be_unfinished = False
        """Whether the parser or the decoder may be waiting for the rest of something."""

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        """Take bytes from the terminal, and yield their events.

        Parameters:
            now: seconds of a monotonic clock.
        """
        self._last_byte, self._may_be_unfinished = now, True
        data, self._rest = self._rest + data, b""
        while data:
            if self._paste is not None:
                after = self._paste.take(data)
                if after is None:
                    return
                paste, self._paste, data = self._paste, None, after
                yield paste.event()
                continue
            keys, mark, data = data.partition(PASTE_BEGIN)
            if mark:
                self._paste = _PasteBuffer()
            elif half := _HALF.search(keys):
                keys, self._rest = keys[: half.start()], half[0]
            yield from self._read(keys, now)

    @property
    def is_at_rest(self) -> bool:
        """Whether all bytes have become events, so that time completes nothing."""
        return self._paste is None and not self._rest and not self._may_be_unfinished

    def tick(self, now: float) -> Iterator[Message]:
        """Let time pass, and yield what is complete because nothing more has come: half a sequence,
        a paste without its end mark.

        Parameters:
            now: seconds of a monotonic clock.
        """
        if self._paste is not None and now - self._last_byte >= SILENCE:
            paste, self._paste = self._paste, None
            yield paste.event()
        if self._rest and now - self._last_byte >= ALONE:
            rest, self._rest = self._rest, b""
            if rest == b"\x1b":
                yield events.Key("escape", "\x1b")
        alone = self._may_be_unfinished and now - self._last_byte >= ALONE
        if alone and (letter := self._decoder.decode(b"", final=True)):  # of an older set
            yield from self._parsed(self._parser.feed(letter))
        if now - self._last_byte >= SILENCE:
            if self._may_be_unfinished:
                self._reset()
        else:
            yield from self._parsed(self._parser.tick())

    def _reset(self) -> None:
        """Wait for the rest of nothing; what is known of the terminal stays known."""
        self._parser = textual_private.new_terminal_parser(self._parser)
        self._may_be_unfinished = False
        self._decoder.reset()

    def _read(self, keys: bytes, now: float) -> Iterator[Message]:
        """Yield the events of bytes that belong to no paste; floods are dropped."""
        if now - self._last_key >= PAUSE:
            self._keys = 0
        if self._keys > MOST_KEYS and b"\x1b" not in keys:
            self._last_key = now
            return
        text = self._decoder.decode(_OLD_MOUSE.sub(self._as_sgr, keys))
        for event in self._parsed(self._parser.feed(text)) if text else ():
            if isinstance(event, (events.Resize, InBandWindowResize)):
                # The size comes from the system: what a terminal says of itself may be forged.
                self._parser.mouse_pixels = False
                continue
            if isinstance(event, events.MouseEvent) and not isinstance(event, events.MouseMove):
                self._touches = self._touches + 1 if now - self._last_touch < PAUSE else 1
                self._last_touch = now
                if self._touches > MOST_TOUCHES:
                    continue
            if isinstance(event, events.Key):
                self._last_key = now
                self._keys += 1
                if self._keys == MOST_KEYS + 1:
                    yield Pasted("", cut=True)
                if self._keys > MOST_KEYS or not _can_be_shown(event):
                    continue
            yield event

    def _parsed(self, messages: Iterable[Message]) -> Iterator[Message]:
        """Yield what Textual's parser yields; drop what it fails at, and go on with a new one,
        since a generator ends with any error.
        """
        try:
            yield from messages
        except Exception:  # of any kind: numbers in a sequence may be of any size
            self._reset()

    def _as_sgr(self, touch: re.Match[bytes]) -> bytes:
        """Return a touch in an older mouse encoding as SGR: 1-based cells, and the number of the
        button also when it is released.
        """
        if touch["raw"]:
            code, x, y = (byte - 32 for byte in touch["raw"])
        else:
            code, x, y = int(touch["code"]) - 32, int(touch["x"]), int(touch["y"])
        if code < 0 or x < 1 or y < 1:
            return b""
        is_release = code & 3 == 3 and not code & 96
        if is_release:
            code = code & ~3 | self._button
        elif not code & 96:
            self._button = code & 3
        return b"\x1b[<%d;%d;%d%s" % (code, x, y, b"m" if is_release else b"M")


def _can_be_shown(event: events.Key) -> bool:
    """Return whether a key has no half of a surrogate pair in it, which cannot be encoded."""
    return not any("\ud800" <= sign <= "\udfff" for sign in event.character or "")
