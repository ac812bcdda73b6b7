"""A dataset's folder, as contributors edit it: every file read, everything wrong reported."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import define, field

from bilateral import csv_files, toml_files
from bilateral.errors import Problem
from bilateral.records import KINDS, Record, TradeFigure
from bilateral.registers import REGISTERS, Coverage, Manifest
from bilateral.schema import FieldSpec, key_of, specs
from bilateral.storage import is_leftover, read_text, version_key

MANIFEST = "dataset.toml"
COVERAGE = "coverage.csv"
_OTHERS = {"CHANGES.md", "releases", "README.md"}


@define(kw_only=True)
class Folder:
    """What a dataset's folder holds: typed objects, where each came from, and what is wrong.

    `registers` maps a register's name to its entries by key; `files` maps the id or register and
    key of an object to its file. Of an object that is wrong in part the rest is there; `partial`
    holds file, name and field of what was left out. `unread` are the files of which nothing is.
    """

    path: Path
    manifest: Manifest | None = None
    records: list[Record] = field(factory=list[Record])
    registers: dict[str, dict[str, Any]] = field(
        factory=lambda: {cls.folder: {} for cls in REGISTERS}
    )
    coverage: list[Coverage] = field(factory=list[Coverage])
    files: dict[str, str] = field(factory=dict[str, str])
    problems: list[Problem] = field(factory=list[Problem])
    texts: dict[str, str] = field(factory=dict[str, str], repr=False)
    partial: set[tuple[str, str, str]] = field(factory=set[tuple[str, str, str]], repr=False)
    unread: set[str] = field(factory=set[str], repr=False)
    released: dict[str, tuple[str, str]] = field(factory=dict[str, tuple[str, str]], repr=False)

    def file_of(self, item: object) -> str:
        """The file from which a record or register entry was read, relative to the folder."""
        if isinstance(item, Record):
            return self.files.get(item.id, "")
        if isinstance(item, REGISTERS):
            return self.files.get(f"{item.folder}/{item.key}", "")
        return COVERAGE if isinstance(item, Coverage) else MANIFEST

    def trade_files(self) -> dict[str, list[TradeFigure]]:
        """The trade figures by file, in the order of the file."""
        by_file: dict[str, list[TradeFigure]] = {}
        for record in self.records:
            if isinstance(record, TradeFigure):
                by_file.setdefault(self.file_of(record), []).append(record)
        return by_file


def read_folder(path: Path) -> Folder:
    """Read a dataset's folder; what cannot be read is in its `problems`."""
    folder = Folder(path=path)
    if not (path / MANIFEST).is_file():
        folder.problems.append(no_manifest(path))
        return folder
    text = _text(folder, path / MANIFEST)
    folder.manifest, problems = toml_files.parse_rest(text, Manifest, file=MANIFEST)
    folder.problems += problems
    for register in REGISTERS:
        for file, text in _texts(folder, register.folder, ".toml"):
            entry = _read_toml(folder, file, text, register)
            if entry is not None:
                folder.registers[register.folder][entry.key] = entry
                folder.files[f"{register.folder}/{entry.key}"] = file
    for kind in KINDS:
        for file, text in _texts(folder, f"records/{kind.folder}", _suffix(kind)):
            if kind is TradeFigure:
                fixed = {"compiler": Path(file).stem}
                figures, problems = csv_files.parse(text, TradeFigure, file=file, fixed=fixed)
                folder.problems += problems
                folder.partial |= {(file, one.record, head(one.field)) for one in problems}
                for figure in figures:
                    _add(folder, figure, file)
            else:
                record = _read_toml(folder, file, text, kind)
                if record is not None:
                    _add(folder, record, file)
    folder.released = _released(path)
    if (path / COVERAGE).exists():
        text = _text(folder, path / COVERAGE)
        folder.coverage, problems = csv_files.parse(text, Coverage, file=COVERAGE)
        folder.problems += problems
    _report_strangers(folder)
    return folder


def no_manifest(path: Path) -> Problem:
    """The finding about a folder that is no dataset's."""
    return Problem(
        rule="file",
        file=MANIFEST,
        found="no dataset.toml",
        wanted="a dataset's folder, which has one",
        fix=f"check the path {path.name!r}, or write dataset.toml first",
    )


def _text(folder: Folder, path: Path) -> str:
    text, problems = read_text(path, folder.path)
    folder.problems += problems
    folder.texts[path.relative_to(folder.path).as_posix()] = text
    return text


def class_of(file: str) -> type[Any] | None:
    """The class whose objects a file of a dataset's folder holds, None if nothing reads it."""
    if file in (MANIFEST, COVERAGE):
        return Manifest if file == MANIFEST else Coverage
    below, _, _ = file.rpartition("/")
    return _CLASSES.get(below) if file.endswith(_suffix(_CLASSES.get(below))) else None


_CLASSES: dict[str, type[Any]] = {
    **{cls.folder: cls for cls in REGISTERS},
    **{f"records/{cls.folder}": cls for cls in KINDS},
}


def _texts(folder: Folder, below: str, suffix: str) -> Iterator[tuple[str, str]]:
    linked = [part for part in (below, below.split("/")[0]) if (folder.path / part).is_symlink()]
    if linked:
        folder.problems.append(
            Problem(
                rule="file",
                file=linked[0],
                found="a link",
                wanted="a plain folder inside the dataset's folder",
                fix="put the folder itself here",
            )
        )
        return
    for path in sorted((folder.path / below).glob(f"*{suffix}")):
        before = len(folder.problems)
        text = _text(folder, path)
        if text or len(folder.problems) == before:
            yield path.relative_to(folder.path).as_posix(), text


def _read_toml(folder: Folder, file: str, text: str, cls: type[Any]) -> Any:
    entry, problems = toml_files.parse_rest(text, cls, file=file)
    folder.problems += problems
    if entry is None:
        folder.unread.add(file)
        return None
    name = entry.id if isinstance(entry, Record) else entry.key
    folder.partial |= {(file, name, head(problem.field)) for problem in problems}
    if Path(file).stem != name:
        folder.problems.append(
            Problem(
                rule="file-name",
                file=file,
                field="id" if isinstance(entry, Record) else "key",
                found=name,
                wanted=f"{Path(file).stem}, as the file is called",
                fix=f"rename the file to {name}.toml, or mend the field",
            )
        )
    return entry


def _add(folder: Folder, record: Record, file: str) -> None:
    if record.id in folder.files:
        folder.problems.append(
            Problem(
                rule="identity-ids",
                file=file,
                field="id",
                found=record.id,
                wanted="an id of its own",
                fix=f"{folder.files[record.id]} has it already: choose another, or merge the two",
                record=record.id,
            )
        )
        return
    folder.files[record.id] = file
    folder.records.append(record)


def _suffix(kind: type[Any] | None) -> str:
    return ".csv" if kind is TradeFigure else ".toml"


def _report_strangers(folder: Folder) -> None:
    for path in sorted(folder.path.rglob("*")):
        inside = path.relative_to(folder.path)
        top = inside.parts[0]
        if path.is_dir() or top in _OTHERS or top.startswith(".") or is_leftover(path.name):
            continue
        if class_of(inside.as_posix()) is None:
            folder.problems.append(
                Problem(
                    rule="file",
                    file=inside.as_posix(),
                    found="a file that nothing reads",
                    wanted=f"files in {', '.join(sorted(_CLASSES))}",
                    fix="move or remove it",
                )
            )


def _released(path: Path) -> dict[str, tuple[str, str]]:
    """The ids of the newest release, each with its kind and the file from which it came."""
    releases = path / "releases"
    built = [one for one in releases.glob("*.*.*") if not one.name.startswith(".")]
    newest = max(built, key=lambda one: version_key(one.name), default=None)
    found: dict[str, tuple[str, str]] = {}
    if newest is None or releases.is_symlink() or newest.is_symlink():
        return found
    for kind in KINDS:
        rows = newest / f"{kind.folder}.jsonl"
        if rows.is_file() and not rows.is_symlink():
            for line in rows.read_bytes().splitlines():
                name = _ID.search(line)  # whether the line is whole is for the release to say
                if name:
                    file = f"records/{kind.folder}/{name[1].decode()}{_suffix(kind)}"
                    found[name[1].decode()] = (kind.kind, file)
    return found


_ID = re.compile(rb'"id":"([a-z0-9-]+)"')


def files_in(path: Path) -> list[str]:
    """The files of a dataset's folder that hold its objects, relative to it."""
    names = [one.relative_to(path).as_posix() for one in path.rglob("*") if not one.is_dir()]
    return sorted(name for name in names if class_of(name))


def head(path: str) -> str:
    """The field of a record or entry in which a path by key begins.

    >>> head("participants[RUS].personnel")
    'participants'
    """
    return path.split("[")[0].split(".")[0]


def scalars(item: object, path: str = "") -> Iterator[tuple[str, FieldSpec, Any]]:
    """Every scalar of an object with its path by key and its declaration."""
    for one in specs(type(item)):
        value = getattr(item, one.attribute)
        here = f"{path}{one.name}"
        values = value if one.many else (value,)
        for index, part in enumerate(values):
            if part is None:
                continue
            if one.item is None:
                yield here, one, part
            else:
                yield from scalars(part, f"{here}[{key_of(part) or f'#{index + 1}'}].")
