"""What is taken out of the ledger is in no document and no snapshot that is made later."""

from pathlib import Path

import msgspec

from data.ledger.facts import Fact, raw_fact
from tests.support.fakes import open_store


def without_text(fact: Fact) -> Fact:
    """The fact without its text."""
    return msgspec.structs.replace(fact, body=dict(fact.body) | {"text": ""})


def test_what_is_taken_out_does_not_come_back_with_the_document(tmp_path: Path) -> None:
    """Take a text out while the fact that makes its document has not arrived yet."""
    one, other = open_store(tmp_path / "one"), open_store(tmp_path / "other")
    body = {"lane": "fix", "category": "Computer", "room": "Room 1", "text": "dark"}
    flagged = one.commit(lambda: [raw_fact("request.flagged", "r1", "p", "p", body)])
    finished = one.commit(
        lambda: [raw_fact("request.finished", "r1", "q", body={"minutes": 3, "text": "SECRET"})]
    )
    other.ingest(finished)
    other.rewrite(without_text)
    other.ingest(flagged)
    other.write_snapshot()
    kept = [path.read_bytes() for path in (tmp_path / "other").rglob("*") if path.is_file()]
    assert not [each for each in kept if b"SECRET" in each]
    assert b'"state":"finished"' in (tmp_path / "other" / "store.json").read_bytes()
