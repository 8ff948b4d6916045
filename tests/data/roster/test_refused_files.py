"""Each wrong file is refused in words that say what it is, and what to do."""

import os
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from data.roster import RosterUnreadable, read_roster
from data.roster import archive as archive_module


def refusal(path: Path) -> str:
    with pytest.raises(RosterUnreadable) as caught:
        read_roster(path)
    words = str(caught.value)
    assert "Nothing was changed." in words
    assert words.endswith((".", ")."))
    return words


def refusal_of(tmp_path: Path, raw: bytes, name: str = "staff.csv") -> str:
    path = tmp_path / name
    path.write_bytes(raw)
    return refusal(path)


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, raw in members:
            file.writestr(name, raw)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "staff.csv is a PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or locked Excel workbook, not a CSV."),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a picture."),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture."),
        (b"\x1f\x8b\x08\0", "is an archive of another kind than zip."),
        (b"{\\rtf1\\ansi", "is a text document, not a CSV."),
        (b"\xef\xbb\xbf <!DOCTYPE html><table>", "is a web page or XML, not a CSV."),
        (b'[ {"name": "Ana"}]', "is JSON, not a CSV."),
        (b"", "is empty."),
        (b"\xef\xbb\xbf\r\n\r\n", "is empty."),
        (b"\xff\xfe", "is empty."),
        (b"sep=;\r\n", "is empty."),
        (b'""\n', "is empty."),
        (b"Name,Role\r\n,\r\n", "holds a header line and nobody below it."),
        (b"Name\0,Role\nAna,IT\n", "is not text"),
        (b"\x93" + b"\0" * 512, "is not text"),
        (b"\xff\xfeN\0a\0m\0e\0\n\0A", "is cut short"),
        (b'"Na"me,Role\nAna,IT\n', "in its header line the quotation marks do not match."),
        (b"Room,Phone\n12,555\n", "has no column with names."),
        (b"lorem ipsum\ndolor sit\n", "has no column with names."),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, raw: bytes, says: str) -> None:
    assert says in refusal_of(tmp_path, raw)


@pytest.mark.parametrize(
    ("member", "says"),
    [
        ("xl/workbook.xml", "is an Excel workbook, not a CSV."),
        ("word/document.xml", "is a Word document"),
        ("content.xml", "is a LibreOffice document"),
        ("Index/Document.iwa", "is a Numbers document"),
    ],
)
def test_a_document_that_is_a_zip_is_refused(tmp_path: Path, member: str, says: str) -> None:
    words = refusal_of(tmp_path, zipped((member, b"<x/>")), "staff.xlsx")
    assert says in words
    assert '"CSV"' in words


@pytest.mark.parametrize(
    "name", ["../users.csv", "a/../../users.csv", "/users.csv", "\\users.csv", "C:users.csv"]
)
def test_a_zip_with_paths_out_of_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    raw = zipped(("users.csv", b"x"), (name, b"x"))
    assert "whose name leads outside of it" in refusal_of(tmp_path, raw, "o.zip")


def test_a_zip_without_users_is_refused_and_its_lists_are_named(tmp_path: Path) -> None:
    words = refusal_of(tmp_path, zipped(("staff.csv", b""), ("teachers.csv", b"")), "clever.zip")
    assert "clever.zip holds no users.csv" in words
    assert "staff.csv, teachers.csv" in words


def test_a_zip_with_files_two_folders_down_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    for raw in (zipped(("a/b/users.csv", b"x")), zipped(), zipped(("__MACOSX/users.csv", b"x"))):
        assert "holds no users.csv" in refusal_of(tmp_path, raw, "o.zip")


def test_a_zip_of_two_schools_is_refused(tmp_path: Path) -> None:
    raw = zipped(("a/users.csv", b"x"), ("b/users.csv", b"x"))
    assert "holds 2 files named users.csv" in refusal_of(tmp_path, raw, "o.zip")


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped(("users.csv", b"sourcedId\n1\n")))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in refusal_of(tmp_path, bytes(raw), "o.zip")


def test_a_zip_of_too_many_files_is_refused(tmp_path: Path) -> None:
    raw = zipped(*((f"{n}.csv", b"") for n in range(1001)))
    assert "is a zip of 1,001 files" in refusal_of(tmp_path, raw, "o.zip")


def test_a_zip_with_a_declared_size_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "MAX_BYTES", 10_000)
    raw = zipped(("users.csv", b"x"), ("results.csv", b"0" * 20_000))
    assert "unpacks to more than 100 MB" in refusal_of(tmp_path, raw, "o.zip")


def test_a_zip_with_a_forged_size_is_refused(tmp_path: Path) -> None:
    """Count what comes out of the zip, and not the size that it declares."""
    raw = bytearray(zipped(("users.csv", b"0" * 50_000)))
    struct.pack_into("<I", raw, raw.index(b"PK\x01\x02") + 24, 100)
    assert "damaged or cut short" in refusal_of(tmp_path, bytes(raw), "o.zip")


def test_a_zip_with_bzip2_compression_is_refused(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as file:
        file.writestr("users.csv", b"0" * 1000)
    assert "packed in a way" in refusal_of(tmp_path, buffer.getvalue(), "o.zip")


def test_a_zip_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    raw = zipped(("users.csv", b"sourcedId\n" * 100))
    assert "damaged or cut short" in refusal_of(tmp_path, raw[:-30], "o.zip")


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "MAX_BYTES", 10)
    assert "larger than 100 MB" in refusal_of(tmp_path, b"Name\n" + b"a" * 10)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "There is no file or folder" in refusal(tmp_path / "nowhere.csv")
    assert "There is no file or folder" in refusal(tmp_path / "no\0where.csv")


def test_a_folder_without_users_is_refused(tmp_path: Path) -> None:
    assert f"{tmp_path.name} holds no users.csv" in refusal(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "neither a file nor a folder" in refusal(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(13, "Permission denied"), "may not be opened"),
        (OSError(5, "Input/output error"), "cannot be read: input/output error."),
    ],
)
def test_a_file_or_folder_that_cannot_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str
) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("Name\nAna\n")

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert says in refusal(path)
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert tmp_path.name in refusal(tmp_path)


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in refusal_of(tmp_path, b"", "a\x1b[2Jb.csv")
