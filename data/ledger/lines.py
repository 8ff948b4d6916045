"""A line of the ledger: the CRC-32 of a batch of facts, a space, and the batch as a JSON array.

A line whose checksum fits was written whole, so a batch is atomic. It may still hold a fact that
this version cannot read: from a newer kiosk, from another program, or nested too deep. Such a fact
alone is kept and skipped; the others of its line count.
"""

import re
import zlib
from collections.abc import Iterator, Sequence

import msgspec

from data.ledger.facts import UNREADABLE, Fact

MAX_DEPTH = 64
"""Levels to which a body may be nested; those of this version have four."""
MAX_BYTES = 4 << 20
"""Bytes that one fact may take; those of this version take a few thousand at most."""
MAX_NAME = 64
"""Characters that an origin, an incarnation or a kind may have."""
MAX_NUMBER = 1 << 53
"""The highest Lamport time and sequence number that are accepted: every JSON reader holds integers
up to it exactly (RFC 8259, section 6).
"""

_decode_batch = msgspec.json.Decoder(list[Fact]).decode
_decode_fact = msgspec.json.Decoder(Fact).decode
_encode = msgspec.json.Encoder().encode
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_HEAD = re.compile(
    rb'\{"origin":"([^"\\]{1,64})","incarnation":"([^"\\]{1,64})","seq":(\d{1,15}),'
    rb'"lamport":(\d{1,15})\b'
)


def encode_line(facts: Sequence[Fact]) -> bytes:
    """Encode a batch as a line of the file, with its newline.

    Raises:
        TypeError, ValueError: a body holds something that JSON cannot express, or that would not
            be read back as it is.
    """
    payload = _encode(facts)
    if _decode_payload(payload) != list(facts):
        raise ValueError("it would not be read as it was written")
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def decode_line(line: bytes) -> list[Fact] | None:
    """Decode a line, given without its newline.

    Returns:
        The facts of its batch, with a stand-in of the kind UNREADABLE for each that this version
        cannot read; None when the checksum does not fit.
    """
    payload = line[9:]
    if line[8:9] != b" " or line[:8] != b"%08x" % zlib.crc32(payload):
        return None
    return _decode_payload(payload)


def heads_of(fragment: bytes) -> Iterator[Fact]:
    """Find the facts that begin in a fragment of a line, and yield a stand-in for each."""
    for origin, incarnation, seq, lamport in _HEAD.findall(fragment):
        head = Fact(
            origin.decode(errors="replace"),
            incarnation.decode(errors="replace"),
            int(seq),
            int(lamport),
            at="",
            kind=UNREADABLE,
            subject="",
        )
        if _is_acceptable(head):
            yield head


def _decode_payload(payload: bytes) -> list[Fact]:
    try:
        facts = _decode_batch(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return list(_decode_one_by_one(payload))
    # An upper bound that costs two scans: brackets within texts are counted too.
    nested = payload.count(b"[") + payload.count(b"{") - 1 - len(facts)
    if nested > MAX_DEPTH or len(payload) > MAX_BYTES or not all(map(_is_acceptable, facts)):
        return list(_decode_one_by_one(payload))
    return facts


def _decode_one_by_one(payload: bytes) -> Iterator[Fact]:
    """Decode each fact alone, because this version cannot read one of them."""
    for element, depth in _elements(payload):
        fact = None
        if depth <= MAX_DEPTH and len(element) <= MAX_BYTES:
            try:
                fact = _decode_fact(element)
            except (msgspec.DecodeError, UnicodeDecodeError):
                fact = None
        if fact is not None and _is_acceptable(fact):
            yield fact
        else:
            yield from list(heads_of(element))[:1]


def _elements(payload: bytes) -> Iterator[tuple[bytes, int]]:
    """Split a JSON array of objects; yield each with the levels to which it is nested.

    A loop, not recursion: a hostile line may be nested deeper than Python's stack.
    """
    level = deepest = start = 0
    for token in _TOKEN.finditer(payload):
        bracket = token[0]
        if bracket in b"[{":
            level += 1
            deepest = max(deepest, level)
            if level == 2:
                start, deepest = token.start(), 2
        elif bracket in b"]}":
            if level == 2:
                yield payload[start : token.end()], deepest - 2
            level -= 1


def _is_acceptable(fact: Fact) -> bool:
    """Return whether a fact's numbers and names are within the limits."""
    return (
        0 < fact.seq <= MAX_NUMBER
        and 0 <= fact.lamport <= MAX_NUMBER
        and 0 < len(fact.origin) <= MAX_NAME
        and 0 < len(fact.incarnation) <= MAX_NAME
        and len(fact.kind) <= MAX_NAME
    )
