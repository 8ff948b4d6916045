"""A coach's private notes: sealed so that only this coach's PIN opens them.

Each vault has a random key; the notes are sealed with it (AES-256-GCM), and it is itself sealed
with what argon2id (RFC 9106) makes of the PIN. So a PIN can be changed without touching a note; and
when a PIN was forgotten the notes are gone for good: nobody else holds a key, the keeper neither.
A PIN of six digits keeps out colleagues and whoever finds a backup; it does not keep out somebody
who has the files and weeks of computing time, and nothing here says that it does.
"""

import secrets
from base64 import b64decode, b64encode
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from data.facts import Draft, Fact, new_id
from data.records import Jotting, Vault
from data.typed import clean
from kiosk.core import Core
from kiosk.refused import Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TIME, MEMORY, LANES = 4, 131_072, 2
"""Passes, KiB and lanes of argon2id: about a quarter of a second, paid once at sign-in."""
SALT, KEY, NONCE = 16, 32, 12
"""Bytes."""


class Opened(msgspec.Struct, frozen=True):
    """What a PIN opened, for as long as the session lasts: keys by their ids, the newest last."""

    coach: str
    keys: dict[str, bytes]

    def __repr__(self) -> str:
        return f"Opened(coach={self.coach!r}, keys={len(self.keys)})"


class Kept(msgspec.Struct, frozen=True):
    """A private note, opened; `text` is None when it was sealed with a key that is gone."""

    id: str
    at: str
    text: str | None


def seal(key: bytes, text: str, about: str) -> str:
    """Seal a text.

    Parameters:
        about: what it belongs to, so that it cannot be moved to another place unseen.
    """
    nonce = secrets.token_bytes(NONCE)
    return b64encode(nonce + _cipher(key).encrypt(nonce, text.encode(), about.encode())).decode()


def unseal(key: bytes, sealed: str, about: str) -> str | None:
    """The text, or None when another key sealed it or it is damaged."""
    from cryptography.exceptions import InvalidTag

    try:
        raw = b64decode(sealed, validate=True)
        return _cipher(key).decrypt(raw[:NONCE], raw[NONCE:], about.encode()).decode()
    except (InvalidTag, ValueError):
        return None


def _cipher(key: bytes) -> "AESGCM":
    return _aes()(key)


@cache
def _aes() -> "type[AESGCM]":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM


def stretched(pin: str, salt: bytes) -> bytes:
    """The key a PIN makes; a quarter of a second on purpose: never on the thread that draws."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(pin.encode(), salt, TIME, MEMORY, LANES, KEY, Type.ID)


class Vaults:
    """The private notes of one school's coaches."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def open(self, coach: str, pin: str) -> Opened | None:
        """Open somebody's vault; None when they have none yet, or another PIN closed it."""
        found = self._core.store.find(Vault, coach)
        keys = {}
        for each in found.keys if found else ():
            key = unseal(stretched(pin, b64decode(each.salt)), each.sealed, coach)
            if key:
                keys[each.id] = b64decode(key)
        return Opened(coach, keys) if keys else None

    def exists(self, coach: str) -> bool:
        """Whether somebody has a vault, opened or not."""
        return self._core.store.find(Vault, coach) is not None

    def make(self, coach: str, pin: str) -> Opened:
        """A new key. What older ones sealed stays sealed with them."""
        opened = Opened(coach, {new_id(): secrets.token_bytes(KEY)})
        body = {"keys": _sealed(opened, pin)}
        self._core.act(lambda: [Draft("vault.made", coach, by=coach, body=body)])
        return opened

    def resealed(self, opened: Opened, pin: str) -> list[Draft]:
        """What has to be kept together with another PIN, so that it opens the vault from now on;
        no note is touched.
        """
        body = {"keys": _sealed(opened, pin)}
        return [Draft("vault.resealed", opened.coach, by=opened.coach, body=body)]

    def reseal(self, opened: Opened, pin: str) -> list[Fact]:
        """Another PIN opens it from now on."""
        drafts = self.resealed(opened, pin)
        return self._core.act(lambda: drafts)

    def keep(self, opened: Opened, about: str, text: str) -> list[Fact]:
        """Keep a private note about working with somebody.

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
        body = {"sealed": seal(newest, clean(text), key)}
        return self._core.act(
            lambda: [Draft("jotting.kept", key, by=opened.coach, whom=about, body=body)]
        )

    def notes(self, opened: Opened, about: str) -> list[Kept]:
        """The private notes about working with somebody, newest first."""
        mine = self._core.store.where(Jotting, "pair", f"{opened.coach}\n{about}")
        return [
            Kept(each.id, each.at, _read(opened, each))
            for each in sorted(mine, key=lambda each: each.head, reverse=True)
        ]

    def count(self, coach: str, about: str) -> int:
        """How many there are, also while the vault is closed."""
        return len(self._core.store.where(Jotting, "pair", f"{coach}\n{about}"))

    def remove(self, opened: Opened, key: str) -> list[Fact]:
        """Throw a private note away."""
        return self._core.act(lambda: [Draft("jotting.removed", key, by=opened.coach)])


def _read(opened: Opened, jotting: Jotting) -> str | None:
    texts = (unseal(key, jotting.sealed, jotting.id) for key in opened.keys.values())
    return next((text for text in texts if text is not None), None)


def _sealed(opened: Opened, pin: str) -> list[dict[str, str]]:
    """Every key that is open, sealed with a PIN."""
    salt = secrets.token_bytes(SALT)
    outer = stretched(pin, salt)
    return [
        {
            "id": name,
            "salt": b64encode(salt).decode(),
            "sealed": seal(outer, b64encode(key).decode(), opened.coach),
        }
        for name, key in opened.keys.items()
    ]
