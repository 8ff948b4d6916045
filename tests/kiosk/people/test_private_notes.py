"""Private notes: only their coach's PIN opens them, and nothing of them stands in the clear."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.facts import raw_fact
from data.records import PrivateNote, Vault
from kiosk.desk import Desk
from kiosk.people import key_stretching, private_notes
from kiosk.people.key_stretching import KEY, StretchingCost
from kiosk.people.private_notes import OpenVault, seal, unseal
from kiosk.school.errors import Refused
from kiosk.school.undo import take_back
from tests.support.fakes import SetClock, replayed
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, ledger_bytes
from tests.support.two_kiosks import RAFA, hire, meet, second_kiosk
from tests.support.undoable_acts import do

PIN, OTHER = "528106", "730419"
SECRET = "Kestrel: she doubts herself in front of class 9, münzenweise"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A key is stretched in no time, but where that is what is tested."""
    if "slowly" not in request.fixturenames:
        monkeypatch.setattr(key_stretching, "cost_here", lambda: StretchingCost(1, 64, 1))


@pytest.fixture
def slowly() -> None:
    """With what stretches a key in a school."""


@pytest.fixture
def opened(desk: Desk) -> OpenVault:
    """Ana's vault, with a note about Maria in it."""
    made = desk.private_notes.make(ANA, PIN)
    desk.private_notes.keep(made, MARIA, SECRET)
    return made


def texts(desk: Desk, of: OpenVault, about: str = MARIA) -> list[str | None]:
    """What is read about somebody."""
    return [each.text for each in desk.private_notes.notes(of, about)]


@pytest.mark.usefixtures("slowly")
def test_only_the_pin_of_the_coach_opens_the_vault(desk: Desk) -> None:
    """Have no vault until it is made, and open it with no other PIN."""
    assert desk.private_notes.open(ANA, PIN) is None
    assert not desk.private_notes.exists(ANA)
    made = desk.private_notes.make(ANA, PIN)
    desk.private_notes.keep(made, MARIA, SECRET)
    again = desk.private_notes.open(ANA, PIN)
    assert again == made
    assert texts(desk, again) == [SECRET]
    assert desk.private_notes.open(ANA, OTHER) is None
    assert desk.private_notes.exists(ANA)


@settings(max_examples=30, deadline=None)
@given(st.text("0123456789", min_size=0, max_size=12).filter(lambda pin: pin != PIN))
def test_only_the_same_pin_and_salt_make_the_key(pin: str) -> None:
    """Make another key from a longer or empty PIN, or from another salt."""
    salt, other = key_stretching.new_salt(), key_stretching.new_salt()
    assert private_notes.stretched(pin, salt) != private_notes.stretched(PIN, salt)
    assert private_notes.stretched(PIN, salt) != private_notes.stretched(PIN, other)
    assert private_notes.stretched(PIN, salt) == private_notes.stretched(PIN, salt)


def test_the_pin_of_one_coach_opens_no_vault_of_another(desk: Desk, opened: OpenVault) -> None:
    """Refuse the same digits, and what is kept of the other coach."""
    hire(desk, RAFA, "Rafael Mota", "coach")
    his = desk.private_notes.make(RAFA, PIN)
    assert all(key not in opened.keys.values() for key in his.keys.values())
    assert texts(desk, his) == []
    stolen = OpenVault(ANA, his.keys)
    assert texts(desk, stolen) == [None]
    kept = desk.store.find(Vault, ANA)
    assert kept
    body = {"keys": msgspec.to_builtins(kept.keys)}
    desk.act(lambda: [raw_fact("vault.resealed", RAFA, by=RAFA, body=body)])
    again = desk.private_notes.open(RAFA, PIN)
    assert again == his, "his own opens, hers does not"
    assert desk.store.find(Vault, RAFA) != kept
    assert texts(desk, OpenVault(ANA, again.keys)) == [None]


def test_a_changed_pin_opens_all_that_was_kept_before(desk: Desk, opened: OpenVault) -> None:
    """Make another key, and open nothing with the old PIN or the old key."""
    desk.private_notes.keep(opened, MARIA, "more")
    desk.private_notes.reseal(opened, OTHER)
    again = desk.private_notes.open(ANA, OTHER)
    assert again
    assert [each.text for each in desk.private_notes.notes(again, MARIA)] == ["more", SECRET]
    assert desk.private_notes.open(ANA, PIN) is None
    desk.private_notes.keep(again, MARIA, "last")
    assert texts(desk, again)[0] == "last"
    assert texts(desk, opened) == [None, None, None]


def test_the_old_pin_opens_nothing_in_a_copy_of_the_files(desk: Desk, opened: OpenVault) -> None:
    """Give whoever knew it no key in documents or ledger of a later copy."""
    desk.private_notes.reseal(opened, OTHER)
    desk.store.write_snapshot()
    for fact in replayed(desk.folder).all_facts():
        for kept in fact.body.get("keys", ()) if fact.kind.startswith("vault.") else ():
            if kept["sealed"]:
                stretched = private_notes.stretched(PIN, b64decode(kept["salt"]))
                assert unseal(stretched, kept["sealed"], ANA) is None
    assert all(
        unseal(key, each.sealed, each.id) is None
        for key in opened.keys.values()
        for each in desk.store.records(PrivateNote)
    )
    again = desk.private_notes.open(ANA, OTHER)
    assert again
    assert texts(desk, again) == [SECRET]


def test_a_changed_pin_and_its_vault_are_saved_in_one_act(desk: Desk, opened: OpenVault) -> None:
    """Leave no moment with the new PIN and the old vault."""
    before = sum(each.count(b"\n") for each in ledger_bytes(desk.folder).values())
    desk.accounts.set_pin(ANA, OTHER, also=desk.private_notes.resealed(opened, OTHER))
    after = sum(each.count(b"\n") for each in ledger_bytes(desk.folder).values())
    assert after == before + 1
    assert desk.accounts.try_pin(ANA, OTHER)
    assert desk.private_notes.open(ANA, OTHER)


def test_notes_of_an_old_vault_are_counted_and_stay_closed(desk: Desk, opened: OpenVault) -> None:
    """Count them after a forgotten PIN, open none, and break nothing."""
    new = desk.private_notes.make(ANA, OTHER)
    assert not set(new.keys) & set(opened.keys)
    assert texts(desk, new) == [None]
    assert desk.private_notes.count(ANA, MARIA) == 1
    desk.private_notes.keep(new, MARIA, "anew")
    assert texts(desk, new) == ["anew", None]


def told_by(files: dict[str, bytes], wanted: str | bytes) -> list[str]:
    """The files in which something stands: as it is, in base64 at any offset, or in hex."""
    raw = wanted.encode() if isinstance(wanted, str) else wanted
    looked = {raw, raw.hex().encode(), raw.hex().upper().encode(), repr(raw)[2:-1].encode()}
    for shift in range(3):
        coded = b64encode(b"\0" * shift + raw)
        looked.add(coded[4 if shift else 0 : -4])
    return [name for name, content in files.items() if any(each in content for each in looked)]


def all_files(folder: Path) -> dict[str, bytes]:
    """Every file of a data folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_of_a_note_is_readable_in_any_file(desk: Desk, opened: OpenVault) -> None:
    """Find neither its words, nor the key, nor the PIN in ledger or snapshot, also after it was
    thrown away and after the PIN was changed.
    """
    desk.private_notes.keep(opened, KOFI, "Kestrel two")
    desk.private_notes.reseal(opened, OTHER)
    desk.private_notes.remove(opened, desk.private_notes.notes(opened, KOFI)[0].id)
    kept = desk.store.find(Vault, ANA)
    assert kept
    stretched = private_notes.stretched(OTHER, b64decode(kept.keys[0].salt))
    desk.store.write_snapshot()
    files = all_files(desk.folder)
    assert any(name.endswith("store.json") for name in files)
    assert any(name.endswith(".jsonl") for name in files)
    keys = (*map(bytes, opened.keys.values()), stretched)
    wanted: tuple[str | bytes, ...] = (SECRET, "Kestrel", "münzenweise", *keys)
    for secret in wanted:
        assert told_by(files, secret) == []
    for pin in (PIN, OTHER):
        assert told_by(files, f'"{pin}"') == []
    assert told_by({"x": b64encode(b"ab" + SECRET.encode())}, SECRET), "the search finds it"
    assert SECRET not in repr(opened)
    for key in opened.keys.values():
        assert key.hex() not in repr(opened)
        assert repr(key) not in repr(opened)


def test_the_same_words_are_sealed_differently_each_time(desk: Desk, opened: OpenVault) -> None:
    """Let nobody see that two notes say the same."""
    for _ in range(5):
        desk.private_notes.keep(opened, MARIA, SECRET)
    sealed = [each.sealed for each in desk.store.records(PrivateNote)]
    assert len({each[:16] for each in sealed}) == len(sealed) == 6


NOTE = st.text(max_size=40)


@given(NOTE, st.text(max_size=12), st.text(max_size=12))
def test_a_note_that_was_moved_to_another_place_does_not_open(
    text: str, here: str, there: str
) -> None:
    """Open it only where it belongs, with its key."""
    key = secrets.token_bytes(KEY)
    sealed = seal(key, text, here)
    assert unseal(key, sealed, here) == text
    assert (unseal(key, sealed, there) is None) == (here != there)
    assert unseal(secrets.token_bytes(KEY), sealed, here) is None


@given(NOTE, st.integers(0, 10_000), st.integers(1, 255))
def test_a_note_with_one_byte_wrong_does_not_open(text: str, place: int, wrong: int) -> None:
    """Refuse it wherever the byte is, and also when it is cut short."""
    key = secrets.token_bytes(KEY)
    sealed = seal(key, text, "n1")
    raw = bytearray(b64decode(sealed))
    at = place % len(raw)
    raw[at] ^= wrong
    assert unseal(key, b64encode(bytes(raw)).decode(), "n1") is None
    raw[at] ^= wrong
    assert unseal(key, b64encode(bytes(raw[:at])).decode(), "n1") is None


@given(st.text(max_size=60))
def test_a_text_that_was_never_sealed_does_not_open(nonsense: str) -> None:
    """Refuse whatever a file may hold in its place."""
    assert unseal(b"k" * KEY, nonsense, "n1") is None


def test_a_damaged_note_leaves_the_others_readable(desk: Desk, opened: OpenVault) -> None:
    """Do not read one that was put under the id of another."""
    (mine,) = desk.store.records(PrivateNote)
    for key, sealed in (("moved", mine.sealed), ("damaged", "AAAA"), ("empty", "")):
        body = {"sealed": sealed}
        desk.act(
            lambda key=key, body=body: [  # type: ignore[misc]
                raw_fact("jotting.kept", key, by=ANA, whom=MARIA, body=body)
            ]
        )
    assert texts(desk, opened) == [None, None, None, SECRET]


def test_notes_are_listed_for_each_person_newest_first(
    desk: Desk, opened: OpenVault, clock: SetClock
) -> None:
    """Show each coach their own; drop what was thrown away; keep none without words."""
    clock.forward(days=1)
    desk.private_notes.keep(opened, MARIA, "  the  second ")
    desk.private_notes.keep(opened, KOFI, "another")
    assert texts(desk, opened) == ["the second", SECRET]
    assert desk.private_notes.count(ANA, MARIA) == 2
    assert desk.private_notes.count(ANA, JONAS) == desk.private_notes.count(BEN, MARIA) == 0
    desk.private_notes.remove(opened, desk.private_notes.notes(opened, MARIA)[0].id)
    assert texts(desk, opened) == [SECRET]
    assert [each.sealed for each in desk.store.records(PrivateNote) if each.void] == [""]
    before = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="few words"):
        desk.private_notes.keep(opened, MARIA, " \t")
    assert ledger_bytes(desk.folder) == before


def test_a_note_that_was_thrown_away_comes_back_with_an_undo(desk: Desk, opened: OpenVault) -> None:
    """Remove one that was kept by mistake in the same way."""
    key = desk.private_notes.notes(opened, MARIA)[0].id
    take_back(desk, do(desk, lambda: desk.private_notes.remove(opened, key)), ANA)
    assert texts(desk, opened) == [SECRET]
    take_back(desk, do(desk, lambda: desk.private_notes.keep(opened, MARIA, "oops")), ANA)
    assert texts(desk, opened) == [SECRET]
    assert [each.sealed for each in desk.store.records(PrivateNote) if each.void] == [""]


def test_notes_are_the_same_after_a_restart(desk: Desk, opened: OpenVault) -> None:
    """Read them from the ledger alone."""
    again = replayed(desk.folder)
    assert again.records(PrivateNote) == desk.store.records(PrivateNote)
    assert again.find(Vault, ANA) == desk.store.find(Vault, ANA)
    again.ledger.close()
    assert texts(desk, opened) == [SECRET]


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """Another kiosk of the school, out of reach of the first."""
    made = second_kiosk(desk, tmp_path / "other", clock)
    yield made
    made.close()


def test_notes_of_two_kiosks_that_were_apart_all_open(desk: Desk, other: Desk) -> None:
    """Open what Ana wrote on both with one and the same PIN."""
    for kiosk, words in ((desk, "here"), (other, "there")):
        kiosk.private_notes.keep(kiosk.private_notes.make(ANA, PIN), MARIA, words)
    meet(desk, other)
    for kiosk in (desk, other):
        opened = kiosk.private_notes.open(ANA, PIN)
        assert opened
        assert set(texts(kiosk, opened)) == {"here", "there"}


def test_a_note_of_digits_alone_is_refused(desk: Desk) -> None:
    """Do not keep a PIN that somebody typed here out of habit."""
    opened = desk.private_notes.make(ANA, PIN)
    with pytest.raises(Refused, match="may be your PIN"):
        desk.private_notes.keep(opened, MARIA, f" {PIN} ")
    assert not desk.private_notes.count(ANA, MARIA)
    desk.private_notes.keep(opened, MARIA, f"Room {PIN}")
    assert desk.private_notes.count(ANA, MARIA) == 1
