"""A line of the ledger: `crc32 json`, one atomic batch of facts, and how much of it can be read.

A line whose checksum fits was written whole. What it holds may still be more than this version
can read: a newer kiosk's fact, a foreign tool's, a body nested beyond any use. Such a fact is kept
and passed over, alone; the others of its line count.
"""

import re
import zlib
from collections.abc import Iterator, Sequence

import msgspec

from data.ledger.facts import UNREADABLE, Fact

MAX_DEPTH = 64
"""Levels to which a body may be nested; ours have four."""
MAX_BYTES = 4 << 20
"""Bytes that one fact may take; ours take some thousand at most."""
MAX_NAME = 64
"""Characters of an origin, an incarnation or a kind."""
MAX_NUMBER = 1 << 53
"""The highest Lamport time and sequence number that are believed: what JSON holds exactly."""

_batch = msgspec.json.Decoder(list[Fact])
_fact = msgspec.json.Decoder(Fact)
_encoder = msgspec.json.Encoder()
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_HEAD = re.compile(
    rb'\{"origin":"([^"\\]{1,64})","incarnation":"([^"\\]{1,64})","seq":(\d{1,15}),'
    rb'"lamport":(\d{1,15})\b'
)


def encode_line(facts: Sequence[Fact]) -> bytes:
    """Encode one batch as it stands in the file, newline included.

    Raises:
        TypeError, ValueError: a body holds something JSON cannot say, or nobody here could read.
    """
    payload = _encoder.encode(facts)
    if _read(payload) != list(facts):
        raise ValueError("it would not be read as it was written")
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def decode_line(line: bytes) -> list[Fact] | None:
    """Decode the batch of a line (without its newline).

    Returns:
        Its facts, those that cannot be read here as stand-ins of the kind UNREADABLE; None when
        the line is not as it was written.
    """
    payload = line[9:]
    if line[8:9] != b" " or line[:8] != b"%08x" % zlib.crc32(payload):
        return None
    return _read(payload)


def heads_of(piece: bytes) -> Iterator[Fact]:
    """Find the facts whose heads stand in a piece of a line, whole or not, as stand-ins."""
    for origin, incarnation, seq, lamport in _HEAD.findall(piece):
        head = Fact(
            origin.decode(errors="replace"),
            incarnation.decode(errors="replace"),
            int(seq),
            int(lamport),
            at="",
            kind=UNREADABLE,
            subject="",
        )
        if _is_believed(head):
            yield head


def _read(payload: bytes) -> list[Fact]:
    try:
        facts = _batch.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return list(_read_apart(payload))
    nested = payload.count(b"[") + payload.count(b"{") - 1 - len(facts)  # at most
    if nested > MAX_DEPTH or len(payload) > MAX_BYTES or not all(map(_is_believed, facts)):
        return list(_read_apart(payload))
    return facts


def _read_apart(payload: bytes) -> Iterator[Fact]:
    """Read each fact alone, since one of them may be beyond this version."""
    for piece, depth in _pieces(payload):
        fact = None
        if depth <= MAX_DEPTH and len(piece) <= MAX_BYTES:
            try:
                fact = _fact.decode(piece)
            except (msgspec.DecodeError, UnicodeDecodeError):
                fact = None
        if fact is not None and _is_believed(fact):
            yield fact
        else:
            yield from list(heads_of(piece))[:1]


def _pieces(payload: bytes) -> Iterator[tuple[bytes, int]]:
    """Split an array into its elements, each with how deep it is nested; never by recursion."""
    level = deepest = start = 0
    for token in _TOKEN.finditer(payload):
        sign = token[0]
        if sign in b"[{":
            level += 1
            deepest = max(deepest, level)
            if level == 2:
                start, deepest = token.start(), 2
        elif sign in b"]}":
            if level == 2:
                yield payload[start : token.end()], deepest - 2
            level -= 1


def _is_believed(fact: Fact) -> bool:
    """Whether its head is one that this kiosk can keep count of."""
    return (
        0 < fact.seq <= MAX_NUMBER
        and 0 <= fact.lamport <= MAX_NUMBER
        and 0 < len(fact.origin) <= MAX_NAME
        and 0 < len(fact.incarnation) <= MAX_NAME
        and len(fact.kind) <= MAX_NAME
    )
