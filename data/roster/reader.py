"""Reading a roster of any format; the entry to this package."""

from pathlib import Path

from data.failures import RosterUnreadable
from data.roster.archive import is_zip, read_file, read_folder, read_zip
from data.roster.csv_list import read_plain
from data.roster.model import RosterFile
from data.roster.oneroster import is_oneroster, read_bundle, read_users_alone
from data.roster.sheet import open_sheet
from data.text import clean


def read_roster(path: Path) -> RosterFile:
    """Read a list of staff: a CSV file, or a OneRoster folder or zip. Write nothing.

    Parameters:
        path: the file or the folder.

    Raises:
        RosterUnreadable: no staff can be read from it; the message says why and what to do.
    """
    try:
        if path.is_dir():
            return read_bundle(read_folder(path))
        raw = read_file(path)
    except PermissionError:
        raise RosterUnreadable(
            f"{clean(path.name)} may not be opened by the kiosk's user.",
            "Give that user the right to read it, or copy it to where the kiosk may.",
        ) from None
    except OSError as error:
        raise RosterUnreadable(
            f"{clean(path.name)} cannot be read: {(error.strerror or 'the disk failed').lower()}.",
            "Look whether the disk or stick is still there, or copy the file again.",
        ) from error
    if is_zip(raw):
        return read_bundle(read_zip(raw, path.name))
    sheet = open_sheet(raw, path.name)
    return read_users_alone(sheet) if is_oneroster(sheet) else read_plain(sheet)
