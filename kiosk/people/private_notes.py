"""A coach's private notes: sealed so that only this coach's PIN opens them.

Each vault has a random key. The notes are sealed with it (AES-256-GCM), and the key is sealed with
what argon2id (RFC 9106) makes of the PIN. A new PIN makes a new key: the notes are sealed again,
and the old key is removed from the ledger, so that the old PIN opens nothing in a later copy of the
files.

When a PIN is forgotten, the notes are lost: nobody else holds a key, not even the keeper. A PIN of
six digits keeps out a curious colleague. It does not keep out somebody who has the files and a few
days of computing time, and nothing here claims that it does.
"""

import secrets
from base64 import b64decode, b64encode
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from data.failures import NotSaved
from data.ledger.facts import Fact, NewFact, new_id
from data.records import PrivateNote, SealedKey, Vault
from data.records.coaching import (
    PrivateNoteKept,
    PrivateNoteRemoved,
    PrivateNoteResealed,
    VaultMade,
    VaultRekeyed,
)
from data.text import clean
from kiosk.people import key_stretching
from kiosk.people.key_stretching import KEY
from kiosk.people.secret import Typed, text_of
from kiosk.school.errors import Refused
from kiosk.school.school import School

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes of a nonce."""


class OpenVault(msgspec.Struct, frozen=True):
    """What a PIN opened, for the length of a session.

    Parameters:
        coach: id.
        keys: id of a key -> the key, the newest last.
    """

    coach: str
    keys: dict[str, bytearray]

    def __repr__(self) -> str:
        return f"OpenVault(coach={self.coach!r}, keys={len(self.keys)})"

    def copy(self) -> "OpenVault":
        """Return a copy of the keys for work that may outlast the session; its user wipes it."""
        return OpenVault(self.coach, {name: bytearray(key) for name, key in self.keys.items()})

    def wipe(self) -> None:
        """Overwrite the keys and forget them."""
        for key in self.keys.values():
            key[:] = bytes(len(key))
        self.keys.clear()


class ReadNote(msgspec.Struct, frozen=True):
    """A private note, opened; `text` is None when its key is gone."""

    id: str
    at: str
    text: str | None


def seal(key: bytes | bytearray, text: str, about: str) -> str:
    """Encrypt a text.

    Parameters:
        about: what it belongs to; it cannot be opened anywhere else.
    """
    nonce = secrets.token_bytes(NONCE)
    return b64encode(nonce + _cipher(key).encrypt(nonce, text.encode(), about.encode())).decode()


def unseal(key: bytes | bytearray, sealed: str, about: str) -> str | None:
    """Return the text; None when another key sealed it or it is damaged."""
    from cryptography.exceptions import InvalidTag

    try:
        raw = b64decode(sealed, validate=True)
        return _cipher(key).decrypt(raw[:NONCE], raw[NONCE:], about.encode()).decode()
    except (InvalidTag, ValueError):
        return None


def _cipher(key: bytes | bytearray) -> "AESGCM":
    return _aes()(key)


@cache
def _aes() -> "type[AESGCM]":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM


def stretched(pin: Typed, salt: bytes) -> bytes:
    """Return the key that a PIN stands for. Slow on purpose: never call it on the UI thread."""
    return key_stretching.stretched(text_of(pin), salt)


class PrivateNotes:
    """The private notes of one school's coaches."""

    def __init__(self, school: School) -> None:
        self._school = school

    def open(self, coach: str, pin: Typed) -> OpenVault | None:
        """Open a coach's vault; None when there is none, or another PIN closed it."""
        vault = self._school.store.find(Vault, coach)
        keys = {}
        for sealed_key in vault.keys if vault else ():
            key = self._opened(sealed_key, coach, pin)
            if key:
                keys[sealed_key.id] = bytearray(b64decode(key))
        return OpenVault(coach, keys) if keys else None

    def _opened(self, sealed: SealedKey, coach: str, pin: Typed) -> str | None:
        try:
            return unseal(stretched(pin, b64decode(sealed.salt)), sealed.sealed, coach)
        except ValueError:
            return None

    def exists(self, coach: str) -> bool:
        """Return whether a coach has a vault."""
        return self._school.store.find(Vault, coach) is not None

    def make(self, coach: str, pin: Typed) -> OpenVault:
        """Make a new key; notes of older keys stay sealed with those."""
        opened = OpenVault(coach, {new_id(): bytearray(secrets.token_bytes(KEY))})
        made = VaultMade(coach, by=coach, keys=_sealed(opened, pin))
        self._school.act(lambda: [made])
        return opened

    def resealed(self, opened: OpenVault, pin: Typed) -> list[NewFact]:
        """Return the facts to be saved with a new PIN: a new key, and every note sealed with it.

        Raises:
            Refused: the session that opened the vault is over.
        """
        if not opened.keys:
            raise Refused("Your private notes are closed. Open them first; nothing was changed.")
        coach, key = opened.coach, bytearray(secrets.token_bytes(KEY))
        fresh = OpenVault(coach, {new_id(): key})
        old_ids = list(opened.keys)
        rekeyed = VaultRekeyed(coach, by=coach, keys=_sealed(fresh, pin), gone=old_ids)
        facts: list[NewFact] = [rekeyed]
        for note in self._school.store.where(PrivateNote, "by", coach):
            text = _read(opened, note)
            if text is not None:
                sealed = seal(key, text, note.id)
                again = PrivateNoteResealed(note.id, by=coach, whom=note.about, sealed=sealed)
                facts.append(again)
        return facts

    def reseal(self, opened: OpenVault, pin: Typed) -> OpenVault:
        """Let another PIN open the vault from now on, with a new key.

        Returns:
            The vault as that PIN opens it.
        """
        facts = self.resealed(opened, pin)
        self._school.act(lambda: facts)
        self.forget_old_keys(opened.coach)
        again = self.open(opened.coach, pin)
        assert again is not None
        return again

    def is_cheap(self, coach: str) -> bool:
        """Return whether a try of the vault costs less than half of what this machine allows."""
        vault, here = self._school.store.find(Vault, coach), key_stretching.cost_here()
        costs = (
            key_stretching.cost_of(b64decode(sealed_key.salt))
            for sealed_key in (vault.keys if vault else ())
        )
        return any(cost.passes * cost.memory < here.passes * here.memory // 2 for cost in costs)

    def forget_old_keys(self, coach: str) -> None:
        """Remove replaced keys from the ledger, where an earlier PIN could open them.

        When the disk refuses, it is done at the next change.
        """
        vault = self._school.store.find(Vault, coach)
        valid = {sealed_key.id for sealed_key in vault.keys} if vault else set()

        def without(fact: Fact) -> Fact:
            if fact.subject != coach or not fact.kind.startswith("vault."):
                return fact
            keys = [
                sealed_key
                if sealed_key.get("id") in valid
                else {**sealed_key, "salt": "", "sealed": ""}
                for sealed_key in fact.body.get("keys", [])
            ]
            return msgspec.structs.replace(fact, body={**fact.body, "keys": keys})

        try:
            self._school.store.rewrite(without)
        except NotSaved:
            return

    def keep(self, opened: OpenVault, about: str, text: str) -> list[Fact]:
        """Keep a private note about working with somebody.

        Parameters:
            about: id of that person.

        Raises:
            Refused: without words, or it looks like a PIN.
        """
        if not clean(text):
            raise Refused("Write a few words first. Nothing was kept.")
        if clean(text).isdecimal():
            raise Refused(
                "Digits alone may be your PIN, so they were not kept. Add a word to them."
            )
        key = new_id()
        newest = list(opened.keys.values())[-1]
        sealed = seal(newest, clean(text), key)
        kept = PrivateNoteKept(key, by=opened.coach, whom=about, sealed=sealed)
        return self._school.act(lambda: [kept])

    def notes(self, opened: OpenVault, about: str) -> list[ReadNote]:
        """Return the private notes about working with somebody, newest first."""
        notes = self._school.store.where(PrivateNote, "pair", f"{opened.coach}\n{about}")
        return [
            ReadNote(note.id, note.at, _read(opened, note))
            for note in sorted(notes, key=lambda note: note.head, reverse=True)
        ]

    def count(self, coach: str, about: str) -> int:
        """Return how many there are; the vault may be closed."""
        return len(self._school.store.where(PrivateNote, "pair", f"{coach}\n{about}"))

    def remove(self, opened: OpenVault, key: str) -> list[Fact]:
        """Remove a private note."""
        return self._school.act(lambda: [PrivateNoteRemoved(key, by=opened.coach)])


def _read(opened: OpenVault, jotting: PrivateNote) -> str | None:
    texts = (unseal(key, jotting.sealed, jotting.id) for key in opened.keys.values())
    return next((text for text in texts if text is not None), None)


def _sealed(opened: OpenVault, pin: Typed) -> list[dict[str, str]]:
    """Return every open key, sealed with a PIN."""
    salt = key_stretching.new_salt()
    outer = stretched(pin, salt)
    return [
        {
            "id": name,
            "salt": b64encode(salt).decode(),
            "sealed": seal(outer, b64encode(key).decode(), opened.coach),
        }
        for name, key in opened.keys.items()
    ]
