"""Where in a TOML file something wrong stands, so that a keeper finds it: line and plain reason."""

import re


def explain(text: str, message: str) -> tuple[int, str]:
    """The line and the reason in plain words of what msgspec found."""
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
        reason = reason.replace("`", "").replace("Expected", "expected", 1)
        reason = f"{where or 'the file'}: {reason}"
    lines = _lines_of(text)
    while where and where not in lines:
        where = re.sub(r"(\.?[^.\[\]]+|\[\d*\.*\])$", "", where)
    return lines.get(where, 1), reason


def _lines_of(text: str) -> dict[str, int]:
    """Path of each table and key, as msgspec names it, to the line where it is written."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]", line)
        key = re.match(r"\s*([\w\-]+)\s*=", line)
        if header:
            *parents, last = header[2].split(".")
            table = ""
            for parent in parents:
                table = f"{table}.{parent}".lstrip(".")
                if table in counts:
                    table = f"{table}[{counts[table]}]"
            table = f"{table}.{last}".lstrip(".")
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                lines.setdefault(table, number)
                table = f"{table}[{counts[table]}]"
            lines.setdefault(table, number)
            lines.setdefault(re.sub(r"\[\d+\]$", "[...]", table), number)
        elif key:
            path = f"{table}.{key[1]}".lstrip(".")
            lines.setdefault(path, number)
            lines.setdefault(re.sub(r"\[\d+\]", "[...]", path), number)
    return lines
