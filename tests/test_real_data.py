"""The real data in its own tier: one test id a file, and the releases that were built."""

import re
import tomllib
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import bilateral as bl
from bilateral import derived, folders, formatting, releases, rules, schema
from bilateral.folders import Folder
from bilateral.releases import Release

DATASETS = Path(__file__).parents[1] / "datasets"
FOLDERS = sorted(path.parent for path in DATASETS.glob("*/dataset.toml"))
FILES = [
    path.relative_to(DATASETS).as_posix()
    for folder in FOLDERS
    for path in sorted(folder.rglob("*"))
    if path.is_file() and "releases" not in path.parts and path.suffix in (".toml", ".csv")
]
RELEASES = sorted(path.parent for path in DATASETS.glob("*/releases/*/datapackage.json"))


@cache
def folder_of(name: str) -> Folder:
    return folders.read_folder(DATASETS / name)


@cache
def problems_of(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in rules.run(folder_of(name)):
        if not problem.accepted:
            found.setdefault(problem.file, []).append(str(problem))
    return found


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_right_and_written_back_as_it_is(file: str) -> None:
    name, _, inside = file.partition("/")
    assert problems_of(name).get(inside, []) == []
    text = (DATASETS / file).read_text(encoding="utf-8")
    assert formatting.canonical(text, inside) == (text, [])


@pytest.mark.parametrize("word", [word for word in derived.names() if word != "trade_figure"])
def test_editors_that_go_by_the_json_schema_find_no_fault(word: str) -> None:
    cls = derived.names()[word]
    validator = jsonschema.Draft202012Validator(derived.json_schema(cls))
    pattern = "dataset.toml" if word == "manifest" else f"**/{getattr(cls, 'folder', '')}/*.toml"
    files = [path for folder in FOLDERS for path in folder.glob(pattern)]
    assert files
    for path in files:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
        assert [error.message for error in validator.iter_errors(plain)] == [], path.name


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_the_newest_release_is_what_would_be_built(path: Path) -> None:
    changes = (path / "CHANGES.md").read_text(encoding="utf-8")
    version, day = re.findall(r"^## (\S+) \((\S+)\)", changes, re.MULTILINE)[0]
    made = releases.render(folder_of(path.name), version, day)
    built = path / "releases" / version
    assert {one.name for one in built.iterdir()} == set(made)
    for name, text in made.items():
        assert (built / name).read_text(encoding="utf-8") == text, f"{name}: a new release is due"


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_every_release_ever_built_still_answers(path: Path) -> None:
    release = Release(path)
    dataset = bl.load(release.name, version=release.version)
    assert len(dataset.timeline()) > 0
    assert len(dataset.tables()["trade"]) > 0
    for record_id in dataset:
        assert dataset[record_id].id == record_id


def test_every_kind_and_most_fields_are_exercised_by_something_real() -> None:
    folder = folder_of("pak-rus")
    used: set[str] = set()
    for record in folder.records:
        for one in schema.specs(type(record)):
            if getattr(record, one.attribute) not in (None, (), ""):
                used.add(f"{record.kind}.{one.name}")
    wanted = {
        f"{kind}.{name}"
        for kind in ("event", "agreement", "visit", "exercise", "trade_figure")
        for name in ("tags", "note", "cites", "disputes", "related")
    } - {"trade_figure.related"}
    wanted |= {"visit.planned", "agreement.values", "agreement.signatories", "event.items"}
    wanted |= {"exercise.edition", "exercise.personnel", "trade_figure.vintage", "event.end"}
    assert wanted - used == set()
    figures = [one for one in folder.records if isinstance(one, bl.TradeFigure)]
    assert {one.period_type for one in figures} >= {"calendar_year", "fiscal_year"}
    assert {one.bound for one in figures} >= {"exact", "approximate", "at_least"}
    dates = [one.date for one in folder.records if isinstance(one, bl.Event)]
    assert {one.precision for one in dates} >= {"day", "month", "year", "interval"}
