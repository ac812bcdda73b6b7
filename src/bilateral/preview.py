"""What a reviewer reads first: records and entries that changed, before and now, as Markdown."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from bilateral import csv_files, toml_files
from bilateral.changes import changed_files, text_at
from bilateral.conversion import unstructure
from bilateral.folders import class_of
from bilateral.records import TradeFigure
from bilateral.report import visible
from bilateral.storage import read_text
from bilateral.tables import is_list, is_row

_SPECIAL = re.compile(r"([\\`*_\[\]()<>#!|~@&$:])")
_MOST = 100  # a page of more is not read


def preview(path: Path, revision: str) -> str:
    """The changed records and entries of a dataset's folder against a revision, as Markdown.

    What is in them is shown as text: it cannot link, mention, embed or format anything.
    """
    names = sorted(name for name in changed_files(path, revision) if class_of(name))
    tables = [table for name in names for table in _tables(path, revision, name)]
    if not tables:
        return "No record changed.\n"
    more = [f"… and {len(tables) - _MOST} more.\n"] if len(tables) > _MOST else []
    count = f"{len(tables)} record{'s' if len(tables) > 1 else ''} or entries changed.\n"
    return "\n".join([count, *tables[:_MOST], *more])


def _tables(path: Path, revision: str, name: str) -> Iterator[str]:
    old = _objects(name, text_at(path, revision, name))
    new = _objects(name, read_text(path / name, path)[0] if (path / name).exists() else "")
    for key in sorted(old.keys() | new.keys()):
        before, now = old.get(key), new.get(key)
        if before != now:
            yield _table(key, name, before, now)


def _objects(name: str, text: str) -> dict[str, dict[str, Any]]:
    cls = class_of(name)
    assert cls is not None  # only files that something reads are asked for
    if not text:
        return {}
    if name.endswith(".csv"):
        fixed = {"compiler": PurePosixPath(name).stem} if cls is TradeFigure else {}
        items, _ = csv_files.parse(text, cls, file=name, fixed=fixed)
    else:
        item, _ = toml_files.parse_rest(text, cls, file=name)
        items = [item]
    plain = [unstructure(item, full=False) for item in items if item is not None]
    if cls is TradeFigure:
        return {row["id"]: row for row in plain}
    if len(plain) == 1:
        return {PurePosixPath(name).stem: plain[0]}
    return {f"{name} row {number}": row for number, row in enumerate(plain, 1)}


def _table(
    key: str, name: str, before: Mapping[str, Any] | None, now: Mapping[str, Any] | None
) -> str:
    what = "new" if before is None else "removed" if now is None else "changed"
    lines = [f"### {_escaped(key)} ({what})", "", f"{_escaped(name)}", ""]
    if before is None or now is None:
        row = before or now or {}
        lines += ["| field | value |", "|---|---|"]
        lines += [f"| {field} | {_value(value)} |" for field, value in row.items()]
    else:
        lines += ["| field | before | now |", "|---|---|---|"]
        for field in dict.fromkeys([*before, *now]):
            if before.get(field) != now.get(field):
                lines.append(
                    f"| {field} | {_value(before.get(field))} | {_value(now.get(field))} |"
                )
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if value is None:
        return ""
    if is_list(value):
        return "<br>".join(_value(part) for part in value)
    if is_row(value):
        return ", ".join(f"{field} {_value(part)}" for field, part in value.items())
    return _escaped(str(value))


def _escaped(text: str) -> str:
    one_line = " ".join(visible(text).split())
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", one_line)
