"""Releases: built once from a folder, verified whenever they are read, never changed."""

import hashlib
import json
import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilateral.errors import DataError, ReleaseError, UnknownValue
from bilateral.storage import version_key
from bilateral.tables import Field, Row, Table

if TYPE_CHECKING:
    from bilateral.folders import Folder

SCHEMA_VERSION = 1
DESCRIPTOR = "datapackage.json"
UNRELEASED = "unreleased"
_KIND = Field("kind", "kind", "string[python]", "the kind of record")
_LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}


class Release:
    """One release, read from its folder and verified byte by byte.

    Raises ReleaseError, naming the file, what was expected and what was found, if anything in
    it is missing or is not what it was when it was built, or if a newer bilateral built it.
    """

    def __init__(self, folder: Traversable) -> None:
        self._contents: dict[str, bytes] = {}
        descriptor = folder / DESCRIPTOR
        if not descriptor.is_file():
            raise ReleaseError(
                f"{folder.name}: no {DESCRIPTOR}; a release's folder has one. "
                "Install the package again, or build the release"
            )
        self.descriptor = _read_descriptor(descriptor, f"{folder.name}/{DESCRIPTOR}")
        with _as_release_error(f"{folder.name}/{DESCRIPTOR}"):
            schema = self.descriptor["bilateral"]["schema_version"]
            if schema > SCHEMA_VERSION:
                raise ReleaseError(
                    f"{folder.name}/{DESCRIPTOR}: found schema version {schema}; wanted at most "
                    f"{SCHEMA_VERSION}, which this bilateral reads; pip install --upgrade bilateral"
                )
            for resource in self.descriptor["resources"]:
                self._contents[resource["name"]] = _verified(folder, resource)
            # what every question asks of a release is there, and of its type
            _ = (self.name, self.version, self.released, {**self.manifest}, self.tables)

    @property
    def name(self) -> str:
        """The dataset's name."""
        return str(self.descriptor["name"])

    @property
    def version(self) -> str:
        """The release's number."""
        return str(self.descriptor["version"])

    @property
    def released(self) -> date:
        """The day of the release."""
        return date.fromisoformat(self.descriptor["created"][:10])

    @property
    def label(self) -> str:
        """Name and version, as frames carry them."""
        return f"{self.name} {self.version}"

    @property
    def manifest(self) -> Row:
        """What `dataset.toml` said."""
        manifest: Row = self.descriptor["bilateral"]["manifest"]
        return manifest

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The shape of every table, by name."""
        shapes: dict[str, Table] = {}
        with _as_release_error(DESCRIPTOR):
            for resource in self.descriptor["resources"]:
                name, kind = resource["name"], resource["bilateral"]["kind"]
                fields = resource["schema"]["fields"]
                own = fields[1:] if kind else fields  # records have their kind first
                shapes[name] = Table(name, kind, map(Field.of_json, own))
        return shapes

    def rows(self, table: str) -> list[Row]:
        """The plain rows of one table: `events`, `sources`, …"""
        lines = self._contents[table].splitlines()
        with _as_release_error(f"{table}.jsonl"):
            rows: list[Row] = json.loads(b"[" + b",".join(lines) + b"]")  # faster than each line
            names = self.tables[table].by_name.keys()
            if not all(names <= row.keys() for row in rows):
                raise ValueError
        return rows


class Draft:
    """A folder that has no release yet, with the same face as a release."""

    def __init__(self, folder: "Folder") -> None:
        self._rows = rows_of(folder)
        self.tables = _shapes()
        self.manifest = _manifest_row(folder)
        self.name = str(self.manifest["name"])
        self.version = UNRELEASED
        self.released: date | None = None
        self.label = f"{self.name} {self.version}"

    def rows(self, table: str) -> list[Row]:
        """The plain rows of one table."""
        return self._rows[table]


def rows_of(folder: "Folder") -> dict[str, list[Row]]:
    """The plain rows of every table of a folder, in the order in which a release holds them."""
    from bilateral.conversion import unstructure
    from bilateral.records import KINDS

    result: dict[str, list[Row]] = {}
    for kind in KINDS:
        records = sorted((r for r in folder.records if type(r) is kind), key=lambda one: one.id)
        result[kind.folder] = [{"kind": kind.kind} | unstructure(record) for record in records]
    for register, entries in folder.registers.items():
        result[register] = [unstructure(entries[key]) for key in sorted(entries)]
    result["coverage"] = [unstructure(row) for row in folder.coverage]
    return result


def _manifest_row(folder: "Folder") -> Row:
    from bilateral.conversion import unstructure

    return unstructure(folder.manifest)


_FILE = re.compile(r"[a-z0-9_]+\.[a-z0-9]+")


@contextmanager
def _as_release_error(name: str) -> Generator[None]:
    """Say of a file whose content is not of a release's form that it is not."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ReleaseError(
            f"{name}: sealed, but not of a release's form ({type(error).__name__}); it was built "
            "by something else. Install the package again, or build the release"
        ) from None


# --- reading -------------------------------------------------------------------------------------


def _read_descriptor(path: Traversable, name: str) -> Row:
    try:
        descriptor: dict[str, Any] = json.loads(path.read_bytes())
        expected = descriptor.pop("sha256")
        found = _digest(_json(descriptor).encode())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ReleaseError(
            f"{name}: not a complete descriptor; it was cut off or edited. "
            "Install the package again, or restore the file from version control"
        ) from None
    if found != expected:
        raise _mismatch(name, f"sha256 {expected}", f"sha256 {found}", "it was edited")
    return descriptor


def _verified(folder: Traversable, resource: Mapping[str, Any]) -> bytes:
    file, expected = str(resource["path"]), str(resource["hash"]).removeprefix("sha256:")
    name = f"{folder.name}/{file}"
    if not _FILE.fullmatch(file):
        raise ReleaseError(
            f"{DESCRIPTOR}: {file!r} is no file of a release's folder; a release names plain files "
            "such as events.jsonl. Install the package again, or build the release"
        )
    try:
        content = (folder / file).read_bytes()
    except OSError:
        raise ReleaseError(
            f"{name}: listed in {DESCRIPTOR}, but not there. Install the package again, or "
            "restore the file from version control"
        ) from None
    found = _digest(content)
    if found != expected:
        raise _mismatch(
            name,
            f"sha256 {expected}, {resource['bytes']} bytes",
            f"sha256 {found}, {len(content)} bytes",
            _cause(content, expected, resource["bytes"]),
        )
    return content


def _cause(content: bytes, expected: str, size: int) -> str:
    """The likely cause of a file not being what was released."""
    if _digest(content.replace(b"\r\n", b"\n")) == expected:
        return "its line ends were converted to CRLF (by a version control or copying tool)"
    if len(content) < size:
        return "it was cut off (by a copy or download that stopped), or edited"
    return "it was edited"


def _mismatch(name: str, expected: str, found: str, cause: str) -> ReleaseError:
    return ReleaseError(
        f"{name}: this is not the file that was released.\n"
        f"    expected: {expected}\n    found:    {found}\n    likely:   {cause}\n"
        "    fix:      install the package again, or restore the file from version control"
    )


# --- finding -------------------------------------------------------------------------------------


def bundled() -> Traversable:
    """The folder of datasets: inside the installed package, or beside the checkout's sources."""
    package = files("bilateral")
    inside = package / "_datasets"
    if inside.is_dir():
        return inside
    checkout = Path(str(package)).parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / "datasets").is_dir():
        return checkout / "datasets"
    raise ReleaseError("no datasets are bundled: this installation is not complete; install again")


def released(root: Traversable) -> dict[str, list[str]]:
    """The versions of every dataset below a folder that has any, oldest first."""
    found: dict[str, list[str]] = {}
    for dataset in sorted(root.iterdir(), key=lambda one: one.name):
        names = versions(dataset)
        if names:
            found[dataset.name] = names
    return found


def versions(dataset: Traversable) -> list[str]:
    """The versions released from a dataset's folder, oldest first."""
    releases = dataset / "releases"
    if not releases.is_dir():
        return []
    names = [one.name for one in releases.iterdir() if (one / DESCRIPTOR).is_file()]
    return sorted(names, key=version_key)


def open_in(dataset: Traversable, version: str) -> Release:
    """A release in a dataset's folder; raises UnknownValue for a version that is not there."""
    known = versions(dataset)
    if version not in known:
        raise UnknownValue(f"version of {dataset.name}", version, known)
    return Release(dataset / "releases" / version)


def folder_of(name: str | Path) -> Path | None:
    """The folder that a name means, None if it means a bundled dataset, which goes before."""
    if str(name) in released(bundled()) and not isinstance(name, Path):
        return None
    return Path(name) if Path(name).is_dir() else None


def open_bundled(name: str, version: str | None = None) -> Release:
    """A bundled release, the newest unless a version is given.

    Raises UnknownValue for a dataset or version that is not bundled.
    """
    root = bundled()
    known = released(root)
    if name not in known:
        raise UnknownValue("dataset", name, known)
    return open_in(root / name, known[name][-1] if version is None else version)


# --- building ------------------------------------------------------------------------------------


def draft(path: Path) -> Draft:
    """The working state of a dataset's folder; raises DataError with every error that is in it."""
    return Draft(_sound(path))


def _sound(path: Path) -> "Folder":
    from bilateral.folders import read_folder
    from bilateral.rules import run

    folder = read_folder(path)
    errors = [problem for problem in run(folder) if problem.severity == "error"]
    if errors:
        raise DataError(errors)
    return folder


def build(path: Path) -> Path:
    """Build the release that `CHANGES.md` names at its top; returns its folder.

    Its number and what `CHANGES.md` says must agree with the difference from the newest release.
    Building again what is there already changes nothing. Raises DataError if the folder has
    errors or announces something else than it holds, ReleaseError if `CHANGES.md` names no
    release or one that exists and differs.

    >>> build(Path("docs"))  # no dataset's folder
    Traceback (most recent call last):
        ...
    bilateral.errors.DataError: 1 problem found
    dataset.toml: error[file]
        found:  no dataset.toml
    ...
    """
    from bilateral import announced
    from bilateral.storage import write_folder

    folder = _sound(path)
    announcement = announced.newest(path)
    contents = render(folder, announcement.version, announcement.day)
    target = path / "releases" / announcement.version
    if not target.is_dir():
        if known := versions(path):
            problems = announced.check(announcement, open_in(path, known[-1]), Draft(folder))
            if problems:
                raise DataError(problems)
        try:
            write_folder(target, contents)
        except FileExistsError:  # another build was faster
            pass
        else:
            return target
    _must_equal(target, contents)
    return target


def _must_equal(target: Path, contents: Mapping[str, str]) -> None:
    there = {one.name: one.read_bytes() for one in target.iterdir()}
    made = {name: text.encode() for name, text in contents.items()}
    if there != made:
        names = sorted(n for n in there.keys() | made.keys() if there.get(n) != made.get(n))
        raise ReleaseError(
            f"releases/{target.name} exists and differs ({', '.join(names)}). A release never "
            "changes: add a heading with a new version to CHANGES.md"
        )


def render(folder: "Folder", version: str, day: str) -> dict[str, str]:
    """The files of a release by name, the same for the same folder, version and day."""
    contents = {
        f"{table}.jsonl": "".join(_json(row) + "\n" for row in rows)
        for table, rows in rows_of(folder).items()
    }
    descriptor = _descriptor(folder, version, day, contents)
    sealed = {**descriptor, "sha256": _digest(_json(descriptor).encode())}
    contents[DESCRIPTOR] = json.dumps(sealed, ensure_ascii=False, indent=2) + "\n"
    return contents


def _descriptor(folder: "Folder", version: str, day: str, contents: Mapping[str, str]) -> Row:
    manifest = _manifest_row(folder)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": manifest["name"],
        "title": manifest["title"],
        "description": manifest["description"],
        "version": version,
        "created": f"{day}T00:00:00Z",
        "licenses": [licence_entry(manifest["licence"])],
        "contributors": [{"title": one, "roles": ["editor"]} for one in manifest["editors"]],
        "bilateral": {"schema_version": SCHEMA_VERSION, "manifest": manifest},
        "resources": list(_resources(contents)),
    }


def licence_entry(licence: str) -> Row:
    """A licence as a Data Package names it."""
    return {"name": licence, "path": _LICENCES.get(licence, licence)}


def _resources(contents: Mapping[str, str]) -> Iterator[Row]:
    shapes = _shapes()
    for file, text in contents.items():
        table = shapes[file.removesuffix(".jsonl")]
        fields = (_KIND, *table.fields) if table.kind else table.fields
        yield {
            "name": table.name,
            "path": file,
            "type": "table",
            "format": "jsonl",
            "mediatype": "application/jsonl",
            "encoding": "utf-8",
            "bytes": len(text.encode()),
            "hash": f"sha256:{_digest(text.encode())}",
            "bilateral": {"kind": table.kind},
            "schema": {"fields": [field.to_json() for field in fields]},
        }


def _shapes() -> dict[str, Table]:
    from bilateral.records import KINDS
    from bilateral.registers import REGISTERS, Coverage
    from bilateral.schema import table

    return {shape.name: shape for shape in map(table, (*KINDS, *REGISTERS, Coverage))}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=float)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
