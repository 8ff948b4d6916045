"""Reading files, folders and zips that may be hostile: sizes, names and types are checked."""

import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath

from data.failures import RosterUnreadable
from data.roster.file_types import refuse_office_zip
from data.text import clean

MAX_BYTES = 100 * 1024 * 1024
MAX_MEMBERS = 1000
WANTED = ("manifest.csv", "users.csv", "roles.csv")

_NEITHER = "Choose a CSV file, or a OneRoster folder or zip."
_AGAIN = "Export or copy it again."
_UNTRUSTED = "Do not use this zip; ask whoever made it for the export itself."
# PKWARE APPNOTE 4.4.4: bit 0 is encryption, bit 6 strong encryption.
_ENCRYPTED = 0x41
# Other methods can unpack a few bytes to gigabytes in one step, so no limit would hold.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def read_file(path: Path) -> bytes:
    """Return the bytes of an ordinary file of at most MAX_BYTES.

    Raises:
        RosterUnreadable: it is missing, not a file, or too large.
        OSError: the disk failed, or the permissions are missing.
    """
    name = clean(path.name)
    if not path.is_file():
        if path.exists():
            raise RosterUnreadable(f"{name} is neither a file nor a folder.", _NEITHER)
        raise RosterUnreadable(
            f"There is no file or folder {clean(str(path))}.", "Look at how the name is spelt."
        )
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise RosterUnreadable(f"{name} is larger than 100 MB; no staff list is.", _NEITHER)
    return raw


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the OneRoster files of a folder, or of a folder in it, by lower-case name.

    Raises:
        RosterUnreadable: there is no users.csv, or more than one.
        OSError: the disk failed, or the permissions are missing.
    """
    entries = sorted(folder.iterdir())
    paths = {path.name: path for path in entries if path.is_file()}
    if not any(name.lower() == "users.csv" for name in paths):
        inner = [path for entry in entries if entry.is_dir() for path in sorted(entry.iterdir())]
        paths |= {f"{path.parent.name}/{path.name}": path for path in inner if path.is_file()}
    chosen = _choose(list(paths), clean(folder.name) or "This folder")
    return {wanted: read_file(paths[name]) for wanted, name in chosen.items()}


def is_zip(raw: bytes) -> bool:
    """Return whether the bytes begin as a zip does, whatever the file is called."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_zip(raw: bytes, name: str) -> dict[str, bytes]:
    """Return the OneRoster files of a zip, at its top or one folder down, by lower-case name.

    Parameters:
        raw: the bytes of the zip.
        name: of the zip, for messages.

    Raises:
        RosterUnreadable: it is damaged, encrypted, too large, unsafe, or holds no users.csv.
    """
    shown = clean(name)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
            _refuse_unsafe(members, shown)
            chosen = _choose([member.filename for member in members], shown)
            by_name = {member.filename: member for member in members}
            wanted_members = {wanted: by_name[path] for wanted, path in chosen.items()}
            return _unpack(archive, wanted_members, shown)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError) as error:
        raise RosterUnreadable(f"{shown} is a zip that is damaged or cut short.", _AGAIN) from error
    except (NotImplementedError, RuntimeError, ValueError, LookupError) as error:
        # zipfile raises these on headers that no ordinary tool writes.
        raise RosterUnreadable(f"{shown} is a zip of an unusual make.", _AGAIN) from error


def _refuse_unsafe(members: list[zipfile.ZipInfo], shown: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise RosterUnreadable(
            f"{shown} is a zip of {len(members):,} files; a OneRoster export has a dozen.",
            _UNTRUSTED,
        )
    refuse_office_zip([member.filename for member in members], shown)
    for member in members:
        # `filename` has been tidied by zipfile; `orig_filename` is what the zip says.
        if _leads_outside(member.orig_filename):
            raise RosterUnreadable(
                f"{shown} is a zip with a file whose name leads outside of it.", _UNTRUSTED
            )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise RosterUnreadable(
            f"{shown} is a zip locked with a password.",
            "Unpack it, and choose the folder that makes.",
        )
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise _too_large_error(shown)


def _leads_outside(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return parts[0] == "" or ".." in parts or re.match(r"[A-Za-z]:", name) is not None


def _too_large_error(shown: str) -> RosterUnreadable:
    return RosterUnreadable(f"{shown} is a zip that unpacks to more than 100 MB.", _UNTRUSTED)


def _choose(names: list[str], shown: str) -> dict[str, str]:
    """Find the one users.csv at the top or one folder down, and the wanted files beside it.

    Parameters:
        names: paths within the folder or zip.
        shown: the name of the folder or zip, for messages.

    Returns:
        Name of a wanted file -> its path.

    Raises:
        RosterUnreadable: there is no users.csv, or more than one.
    """
    files = [name for name in names if not name.startswith("__MACOSX/") and name[-1:] != "/"]
    paths = [(PurePosixPath(name), name) for name in files]
    users = [path for path, _ in paths if path.name.lower() == "users.csv"]
    users = [path for path in users if len(path.parts) <= 2]
    users = [path for path in users if len(path.parts) == 1] or users
    if len(users) > 1:
        raise RosterUnreadable(
            f"{shown} holds {len(users)} files named users.csv.",
            "Choose the folder of the school you mean.",
        )
    if not users:
        raise _no_users_error(sorted({path.name for path, _ in paths}), shown)
    beside = {path.name.lower(): name for path, name in paths if path.parent == users[0].parent}
    return {wanted: beside[wanted] for wanted in WANTED if wanted in beside}


def _no_users_error(names: list[str], shown: str) -> RosterUnreadable:
    lists = [clean(name) for name in names if name.lower().endswith(".csv")][:5]
    what = f"{shown} holds no users.csv, so it is not a OneRoster export."
    if lists:
        return RosterUnreadable(
            what, f"To read one list, choose its file itself (here: {', '.join(lists)})."
        )
    return RosterUnreadable(what, _NEITHER)


def _unpack(
    archive: zipfile.ZipFile, chosen: dict[str, zipfile.ZipInfo], shown: str
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    bytes_left = MAX_BYTES
    for wanted, member in chosen.items():
        if member.compress_type not in _COMPRESSIONS:
            raise RosterUnreadable(
                f"{shown} is a zip packed in a way that is not opened here.",
                "Unpack it, and choose the folder that makes.",
            )
        with archive.open(member) as file:
            # A zip may lie about its sizes, so what really comes out is counted as well.
            files[wanted] = file.read(bytes_left + 1)
        bytes_left -= len(files[wanted])
        if bytes_left < 0:
            raise _too_large_error(shown)
    return files
