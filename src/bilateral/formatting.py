"""What `bilateral fmt` mends: everything mechanical, and nothing that has a meaning.

Canonical order and quotes, line ends, byte order marks, composed letters, odd and doubled blanks,
dates without quotes. Comments stay where they are.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bilateral import csv_files, toml_files
from bilateral.errors import DataError, InvalidValue, Problem
from bilateral.folders import MANIFEST, class_of, files_in, no_manifest
from bilateral.locations import Toml
from bilateral.records import TradeFigure
from bilateral.schema import DATE, PERIOD, specs
from bilateral.storage import read_text

_ODD_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING = re.compile(r"[\u200b\ufeff\u00ad]")
_DOUBLED = re.compile(r"(?<=\S) {2,}(?=\S)")
_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)


def formatted(path: Path) -> Iterator[tuple[Path, str, str, list[Problem]]]:
    """Each file of a dataset's folder, or the one file: its path, text, canonical text, findings.

    The canonical text is the text itself if the file cannot be read. Raises InvalidValue for a
    file that belongs to no dataset's folder.
    """
    if path.is_dir():
        root, names = path, files_in(path)
        if MANIFEST not in names:
            yield path / MANIFEST, "", "", [no_manifest(path)]
    else:
        root = _root_of(path)
        names = [path.absolute().relative_to(root).as_posix()]
    for name in names:
        text, problems = read_text(root / name, root)
        problems = [one for one in problems if one.rule != "file-format"]
        made = text
        if not problems:
            made, problems = canonical(text, name)
        yield root / name, _raw(root / name), made, problems


def _raw(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        return stream.read()


def _root_of(path: Path) -> Path:
    for folder in path.absolute().parents:
        inside = path.absolute().relative_to(folder).as_posix()
        if (folder / MANIFEST).is_file() and class_of(inside):
            return folder
    raise InvalidValue(
        str(path), "a file of a dataset's folder", "name the folder, or one of its files"
    )


def canonical(text: str, name: str) -> tuple[str, list[Problem]]:
    """The canonical text of one file of a folder, and what keeps it from being read."""
    cls = class_of(name)
    assert cls is not None  # only files that something reads are asked for
    mended = mend(text)
    if name.endswith(".csv"):
        fixed = {"compiler": Path(name).stem} if cls is TradeFigure else {}
        items, problems = csv_files.parse(mended, cls, file=name, fixed=fixed)
        if problems or not items:
            return text, problems
        return csv_files.dump(items, cls, fixed=list(fixed)), []
    try:
        return toml_files.canonical(_with_quotes(mended, cls), cls, file=name), []
    except DataError as error:
        return text, list(error.problems)


def mend(text: str) -> str:
    r"""A text in composed letters, with plain single blanks and none at the end of a line.

    >>> mend("a\u00a0 b \n")
    'a b\n'
    """
    text = _NOTHING.sub("", _ODD_BLANKS.sub(" ", unicodedata.normalize("NFC", text)))
    return _AT_END.sub("", _DOUBLED.sub(" ", text))


def _with_quotes(text: str, cls: type) -> str:
    """A TOML text with quotes around the dates that lack them."""
    dates = _date_fields(cls)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    places: list[tuple[int, int]] = []
    for path, spot in Toml(text).values.items():
        at = starts[spot.line - 1] + spot.column - 1
        if path[-1] in dates and text[at : at + spot.width][:1].isdigit():
            places.append((at, at + spot.width))
    for start, end in sorted(places, reverse=True):
        text = f'{text[:start]}"{text[start:end]}"{text[end:]}'
    return text


def _date_fields(cls: type) -> set[str]:
    names: set[str] = set()
    for one in specs(cls):
        if one.item is not None:
            names |= _date_fields(one.item)
        elif one.type in (DATE, PERIOD):
            names.add(one.name)
    return names
