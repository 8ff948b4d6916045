"""What a terminal sends, made into events: no byte ends anything.

Bytes that are no UTF-8 are the letters of an older character set. Touches in the two older mouse
encodings are turned into the newer one, which has no last column. Pastes and floods of keys are
bounded, and a paste is over when its terminal falls silent, so that half a paste leaves nobody with
a dead keyboard.
"""

import codecs
import re
from collections.abc import Iterable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.messages import InBandWindowResize

from data.text import MAX_LENGTH

PASTE_BEGIN, PASTE_END = b"\x1b[200~", b"\x1b[201~"
MOST_PASTE = 4 * MAX_LENGTH
"""Bytes that are kept of one paste: at least as much as a line to write in takes."""
MOST_KEYS = 1_000
"""Keys without a pause after which they come from no hand and no reader, and are dropped."""
MOST_TOUCHES = 100
"""The same for touches."""
PAUSE = 0.25
"""Seconds without a key or a touch that are a pause."""
ALONE = 0.1
"""Seconds after which half a sequence is all that comes: a lone Escape is a key."""
SILENCE = 1.0
"""Seconds without a byte after which a paste that was not ended is over."""
_OLD_MOUSE = re.compile(
    rb"\x1b\[M(?P<raw>[\x20-\xff]{3})|\x1b\[(?P<code>\d{1,4});(?P<x>\d{1,5});(?P<y>\d{1,5})M",
    re.DOTALL,
)
_HALF = re.compile(rb"\x1b(?:\[(?:M[\x20-\xff]{0,2}|[\d;]{0,14})?)?\Z", re.DOTALL)
"""The beginning of a touch, of a paste's mark or of a key, where what has come so far ends."""
_KEPT = ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size")
"""What a parser has learnt of its terminal."""


def _older_letter(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as the letter that it is in Latin-1, or as nothing."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return (chr(byte) if byte >= 0xA0 else ""), error.start + 1


codecs.register_error("older-letter", _older_letter)


class Pasted(events.Paste):
    """A paste.

    Parameters:
        text: what is kept of it.
        cut: whether there was more.
    """

    def __init__(self, text: str, cut: bool = False) -> None:
        super().__init__(text)
        self.cut = cut


Pasted.handler_name = events.Paste.handler_name  # to whatever takes a paste it is one


class _Paste:
    """A paste while it comes in."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._rest = b""
        self._cut = False

    def take(self, data: bytes) -> bytes | None:
        """Take bytes; return what follows the end of the paste, None while it goes on."""
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
        """What has been pasted."""
        text = self._kept.decode("utf-8", "older-letter").replace("\0", "")
        return Pasted(text, self._cut)


class TerminalInput:
    """Turns bytes into events, for as long as a terminal is there."""

    def __init__(self) -> None:
        self._parser = XTermParser()
        self._decoder = codecs.getincrementaldecoder("utf-8")("older-letter")
        self._rest = b""
        self._paste: _Paste | None = None
        self._heard = self._typed = self._touched = float("-inf")
        self._keys = self._touches = 0
        self._button = 0
        self._waits = False
        """Whether something may have been begun that is to be forgotten after a silence."""

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        """Take what the terminal sent.

        Parameters:
            now: seconds of a clock that only goes forward.
        """
        self._heard, self._waits = now, True
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
                self._paste = _Paste()
            elif half := _HALF.search(keys):
                keys, self._rest = keys[: half.start()], half[0]
            yield from self._read(keys, now)

    def tick(self, now: float) -> Iterator[Message]:
        """Let time pass: half a sequence is all there is, a silent paste is over."""
        if self._paste is not None and now - self._heard >= SILENCE:
            paste, self._paste = self._paste, None
            yield paste.event()
        if self._rest and now - self._heard >= ALONE:
            rest, self._rest = self._rest, b""
            if rest == b"\x1b":
                yield events.Key("escape", "\x1b")
        alone = self._waits and now - self._heard >= ALONE
        if alone and (letter := self._decoder.decode(b"", final=True)):  # of an older set
            yield from self._parsed(self._parser.feed(letter))
        if now - self._heard >= SILENCE:
            if self._waits:
                self._begin_anew()
        else:
            yield from self._parsed(self._parser.tick())

    def _begin_anew(self) -> None:
        """Wait for nothing that was begun; what is known of the terminal stays known."""
        parser = XTermParser()
        for name in _KEPT:
            setattr(parser, name, getattr(self._parser, name))
        self._parser, self._waits = parser, False
        self._decoder.reset()

    def _read(self, keys: bytes, now: float) -> Iterator[Message]:
        if now - self._typed >= PAUSE:
            self._keys = 0
        if self._keys > MOST_KEYS and b"\x1b" not in keys:
            self._typed = now
            return
        text = self._decoder.decode(_OLD_MOUSE.sub(self._newer_mouse, keys))
        for event in self._parsed(self._parser.feed(text)) if text else ():
            if isinstance(event, (events.Resize, InBandWindowResize)):
                self._parser.mouse_pixels = False  # the size is asked of the system, never told
                continue
            if isinstance(event, events.MouseEvent) and not isinstance(event, events.MouseMove):
                self._touches = self._touches + 1 if now - self._touched < PAUSE else 1
                self._touched = now
                if self._touches > MOST_TOUCHES:
                    continue
            if isinstance(event, events.Key):
                self._typed = now
                self._keys += 1
                if self._keys == MOST_KEYS + 1:
                    yield Pasted("", cut=True)
                if self._keys > MOST_KEYS or not _can_be_shown(event):
                    continue
            yield event

    def _parsed(self, found: Iterable[Message]) -> Iterator[Message]:
        """What Textual's parser makes of it; what it stumbles over is dropped, and it goes on."""
        try:
            yield from found
        except Exception:  # its numbers may be of any size, and its generator ends with any fault
            self._begin_anew()

    def _newer_mouse(self, found: re.Match[bytes]) -> bytes:
        """A touch in an older encoding, as SGR says it: 1-based places, and which button it was
        that was let go.
        """
        if found["raw"]:
            code, x, y = (byte - 32 for byte in found["raw"])
        else:
            code, x, y = int(found["code"]) - 32, int(found["x"]), int(found["y"])
        if code < 0 or x < 1 or y < 1:
            return b""
        ends = code & 3 == 3 and not code & 96
        if ends:
            code = code & ~3 | self._button
        elif not code & 96:
            self._button = code & 3
        return b"\x1b[<%d;%d;%d%s" % (code, x, y, b"m" if ends else b"M")


def _can_be_shown(event: events.Key) -> bool:
    """Whether no half of a character is in it, which no terminal and no file can take."""
    return not any("\ud800" <= sign <= "\udfff" for sign in event.character or "")
