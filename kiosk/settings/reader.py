"""Read `kiosk.toml`, which describes the school, and check every line of it strictly."""

import re
from pathlib import Path

import msgspec

from kiosk.settings import toml_lines
from kiosk.settings.settings import Settings


class SettingsError(Exception):
    """The settings are missing or wrong; the message names the file, the line and the reason."""


def read(path: Path) -> Settings:
    """Read the settings from a file.

    Raises:
        SettingsError: it cannot be read, or something in it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"There is no {path}. Make a data folder with: kiosk init --school NAME"
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path} is not text in UTF-8. Save it as UTF-8. Nothing was changed."
        ) from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        return msgspec.toml.decode(text, type=Settings)
    except msgspec.ValidationError as error:
        line, reason = toml_lines.explain(text, str(error))
        raise SettingsError(f"{path}, line {line}: {reason}. Nothing was changed.") from None
    except RecursionError:
        raise SettingsError(
            f"{path} is nested deeper than any setting is. Nothing was changed."
        ) from None
    except msgspec.DecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise SettingsError(f"{path}, line {line}: {reason}. Nothing was changed.") from None
