"""Find the line of a wrong setting in a TOML file, and say in plain words what is wrong."""

import re

_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "object": "a table",
    "array": "a list",
    "date": "a date such as 2026-08-31",
    "datetime": "a date with a time",
}
_ITEM = re.compile(r"#.*|\{[^}]*\}|\"[^\"]*\"|'[^']*'")


def explain(text: str, message: str) -> tuple[int, str]:
    """Translate an error of msgspec.

    Parameters:
        text: the TOML file.
        message: the error, with the path of the value in it.

    Returns:
        The line, from 1, and the reason in plain words.
    """
    reason, _, where = message.partition(" - at `$")
    where = where.rstrip("`").lstrip(".")
    unknown = re.match(r"Object contains unknown field `(.+)`", reason)
    missing = re.match(r"Object missing required field `(.+)`", reason)
    if unknown:
        where = f"{where}.{unknown[1]}".lstrip(".")
        reason = f"there is no setting named {unknown[1]!r} here"
    elif missing:
        reason = f"{missing[1]!r} is missing here"
    else:
        reason = f"{where or 'the file'}: {_plain_words(reason)}"
    lines = _lines_of(text)
    while where and where not in lines:
        where = re.sub(r"(\.?[^.\[\]]+|\[\d+\])$", "", where)
    line = lines.get(where, 0)
    return (line or 1 if unknown or missing else _line_of_value(text, line, reason)), reason


def _plain_words(reason: str) -> str:
    reason = re.sub(r"`(\w+)", lambda match: _WORDS.get(match[1], match[1]), reason)
    reason = reason.replace("`", "").replace("Expected", "expected", 1)
    return reason.replace("Invalid enum value", "there is no choice named", 1)


def _line_of_value(text: str, first: int, reason: str) -> int:
    """Return the line of the value that the reason quotes: the first from line `first` on, or the
    last one when `first` is 0.
    """
    quoted = re.search(r"'(.+?)'", reason)
    value = re.escape(quoted[1]) if quoted else "$^"
    numbers = [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if number >= first and re.search(f"[\"']{value}[\"']", line)
    ]
    if not numbers:
        return first or 1
    return numbers[0] if first else numbers[-1]


def _lines_of(text: str) -> dict[str, int]:
    """Return the path of each table, key and list item, as msgspec names it -> its line."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = path = ""
    items = 0
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]", line)
        key = re.match(r"\s*([\w\-]+)\s*=(.*)", line)
        if header:
            *parents, last = header[2].split(".")
            table = ""
            for parent in parents:
                table = f"{table}.{parent}".lstrip(".")
                if table in counts:
                    table = f"{table}[{counts[table]}]"
            table = path = f"{table}.{last}".lstrip(".")
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                lines.setdefault(table, number)
                table = f"{table}[{counts[table]}]"
            lines.setdefault(table, number)
            continue
        if key:
            path, items = f"{table}.{key[1]}".lstrip("."), 0
            lines.setdefault(path, number)
        for item in _ITEM.findall(key[2] if key else line):
            if not item.startswith("#"):
                lines.setdefault(f"{path}[{items}]", number)
                items += 1
    return lines
