"""A whole release in other formats: re-read, and equal to the frames."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import bilateral as bl
from bilateral import errors, exports
from bilateral.cli import main
from toy import Toy

VISIT = "visit-1951-ruritania-foreign-minister"
FORMULAS = ('=HYPERLINK("https://a.example")', "+1", "-1+1", "@SUM(A1)", "'=1", "''@x", "a=b")


@pytest.fixture
def rt(toy: Toy) -> bl.Dataset:
    """The fabricated dyad with texts that spreadsheets take for formulas."""
    for number, text in enumerate(FORMULAS):
        copy = (toy.path / "sources/memoir-1970.toml").read_text()
        copy = copy.replace('key = "memoir-1970"', f'key = "odd-{number}"')
        copy = re.sub(r'title = ".*"', f"title = '''{text}'''", copy)
        copy = copy.replace("Strelsau Press", f"Press {number}")
        toy.write(f"sources/odd-{number}.toml", copy)
    return bl.read(toy.path)


@cache
def real() -> bl.Dataset:
    return bl.load("pak-rus")


@pytest.fixture(params=["fabricated", "real"])
def dataset(request: pytest.FixtureRequest) -> bl.Dataset:
    if request.param == "real":
        return real()
    made: bl.Dataset = request.getfixturevalue("rt")
    return made


def plain(frame: pd.DataFrame, *, empty: object = "") -> dict[str, list[Any]]:
    """The values of a frame by column: None where one is missing, days as texts."""
    return {
        name: [value(one, empty) for one in frame[name].astype(object)] for name in frame.columns
    }


def value(one: Any, empty: object) -> Any:
    if pd.isna(one):
        return None
    if isinstance(one, date):
        return one.isoformat()[:10]
    return empty if isinstance(one, str) and not one else one


# --- each format is read back ---------------------------------------------------------------------


def test_jsonl_is_one_whole_record_a_line(dataset: bl.Dataset, tmp_path: Path) -> None:
    dataset.export("jsonl", tmp_path / "all.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    assert rows == json.loads(json.dumps(list(dataset.rows()), default=float))


def tamed(text: str) -> str:
    """A text of a CSV cell without the apostrophe that makes it one."""
    return re.sub(r"^'('*[=+\-@\t\r])", r"\1", text)


def from_csv(path: Path, like: pd.DataFrame) -> dict[str, list[Any]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    read = {name: [parsed(row[name], str(like.dtypes[name])) for row in rows] for name in like}
    assert not rows or list(rows[0]) == list(like.columns)
    return read


def parsed(cell: str, dtype: str) -> Any:
    if not cell:
        return None
    if dtype == "boolean":
        return {"True": True, "False": False}[cell]
    return int(cell) if dtype == "Int64" else float(cell) if dtype == "float64" else tamed(cell)


def test_csv_is_a_file_a_table(dataset: bl.Dataset, tmp_path: Path) -> None:
    dataset.export("csv", tmp_path / "csv")
    tables = dataset.tables()
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(tables)
    for name, frame in tables.items():
        read = from_csv(tmp_path / "csv" / f"{name}.csv", frame)
        assert read == plain(frame, empty=None), name


def test_parquet_keeps_values_and_types(dataset: bl.Dataset, tmp_path: Path) -> None:
    dataset.export("parquet", tmp_path / "parquet")
    for name, frame in dataset.tables().items():
        read = pd.read_parquet(tmp_path / "parquet" / f"{name}.parquet")
        texts = frame.columns[frame.dtypes == "string"]
        assert (read[texts].dtypes == "string").all()
        assert_frame_equal(read.astype(dict.fromkeys(texts, "string[python]")), frame)


def test_sqlite_is_read_back(dataset: bl.Dataset, tmp_path: Path) -> None:
    dataset.export("sqlite", tmp_path / "all.db")
    connection = sqlite3.connect(tmp_path / "all.db")
    for name, frame in dataset.tables().items():
        rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        columns = plain(frame)
        assert rows == list(zip(*columns.values(), strict=True)), name
    count = connection.execute("SELECT count(*) FROM records").fetchone()[0]
    assert count == len(dataset)
    about = connection.execute("SELECT name, version FROM about").fetchone()
    assert about == (dataset.name, dataset.version)
    connection.close()


def test_sqlite_has_keys_that_hold_and_a_full_text_index(tmp_path: Path) -> None:
    real().export("sqlite", tmp_path / "all.db")
    connection = sqlite3.connect(tmp_path / "all.db")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    refers = {
        (row[3], row[2]) for row in connection.execute('PRAGMA foreign_key_list("principals")')
    }
    assert refers == {("id", "records"), ("person", "people"), ("office", "offices")}
    found = connection.execute(
        "SELECT records.id FROM records_fts JOIN records ON records.rowid = records_fts.rowid "
        "WHERE records_fts MATCH 'fradkov'"
    ).fetchall()
    assert ("visit-2007-fradkov",) in found
    joined = connection.execute(
        "SELECT people.name FROM principals JOIN people ON people.key = principals.person "
        "WHERE principals.id = 'visit-2007-fradkov'"
    ).fetchall()
    assert joined == [("Mikhail Fradkov",)]
    connection.close()


def test_datasette_browses_the_database(rt: bl.Dataset, tmp_path: Path) -> None:
    rt.export("sqlite", tmp_path / "rt.db")

    def asked(address: str) -> Any:
        command = [sys.executable, "-m", "datasette", str(tmp_path / "rt.db"), "--get", address]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    found = asked("/rt/records.json?_search=grain&_shape=array")
    assert "event-1951-grain" in {row["id"] for row in found}
    (visit,) = asked(f"/rt/visits/{VISIT}.json?_shape=array")
    assert visit["place"] == "toyville"


def test_xlsx_is_a_sheet_a_table(dataset: bl.Dataset, tmp_path: Path) -> None:
    dataset.export("xlsx", tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(tmp_path / "all.xlsx", read_only=True)
    tables = dataset.tables()
    assert set(book.sheetnames) == {"about", *tables}
    assert next(book["about"].values) == ("dataset", dataset.label)
    for name, frame in tables.items():
        head, *rows = book[name].values
        assert list(head) == list(frame.columns)
        read = {one: [value(row[i], None) for row in rows] for i, one in enumerate(head)}
        assert read == plain(frame, empty=None), name
    book.close()


def test_a_data_package_is_valid_and_keeps_its_keys(dataset: bl.Dataset, tmp_path: Path) -> None:
    dataset.export("datapackage", tmp_path / "package")
    report = frictionless.Package(str(tmp_path / "package" / "datapackage.json")).validate()
    assert report.flatten(["title", "note"]) == []
    assert report.stats["tasks"] == len(dataset.tables())
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text())
    schemas = {one["name"]: one["schema"] for one in package["resources"]}
    assert {"fields": ["person"], "reference": {"resource": "people", "fields": ["key"]}} in (
        schemas["principals"]["foreignKeys"]
    )
    for name, frame in dataset.tables().items():
        assert [one["name"] for one in schemas[name]["fields"]] == list(frame.columns)
        assert all(one["description"] for one in schemas[name]["fields"])
        read = from_csv(tmp_path / "package" / f"{name}.csv", frame)
        assert read == plain(frame, empty=None), name


@pytest.mark.parametrize("version", [None, "0.1.0"])
def test_a_release_itself_is_a_valid_data_package(version: str | None) -> None:
    name = version or real().version
    folder = Path(__file__).parents[1] / "datasets" / "pak-rus" / "releases" / name
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["title", "note"]) == []


def test_bibtex_has_every_source(rt: bl.Dataset, tmp_path: Path) -> None:
    rt.export("bibtex", tmp_path / "all.bib")
    text = (tmp_path / "all.bib").read_text()
    assert set(re.findall(r"^@\w+\{(.+),$", text, re.MULTILINE)) == set(rt.sources().key)


def test_geojson_has_every_place(dataset: bl.Dataset, tmp_path: Path) -> None:
    dataset.export("geojson", tmp_path / "places.geojson")
    made = json.loads((tmp_path / "places.geojson").read_text())
    schema = files("frictionless") / "assets" / "profiles" / "geojson.json"
    jsonschema.Draft7Validator(json.loads(schema.read_bytes())).validate(made)
    places = dataset.places()
    read = pd.DataFrame([one["properties"] for one in made["features"]])
    assert plain(read[places.columns]) == plain(places)
    for one in made["features"]:
        known = one["properties"]["latitude"] is not None
        assert (one["geometry"] is not None) == known
        if known:
            longitude, latitude = one["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    states = dataset.place_states().groupby("key").state.agg(list).to_dict()
    assert all(one["properties"]["states"] == states.get(one["id"], []) for one in made["features"])


# --- formulas -------------------------------------------------------------------------------------


def test_no_cell_of_a_csv_file_is_a_formula(rt: bl.Dataset, tmp_path: Path) -> None:
    rt.export("csv", tmp_path / "csv")
    with (tmp_path / "csv" / "sources.csv").open(encoding="utf-8", newline="") as lines:
        titles = {row["key"]: row["title"] for row in csv.DictReader(lines)}
    for number, text in enumerate(FORMULAS):
        cell = titles[f"odd-{number}"]
        assert cell[0] not in "=+-@\t\r"
        assert tamed(cell) == text
    places = (tmp_path / "csv" / "places.csv").read_text()
    assert "'-" not in places  # a negative number is none


def test_no_cell_of_excel_is_a_formula(rt: bl.Dataset, tmp_path: Path) -> None:
    rt.export("xlsx", tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    cells = [cell for page in book for row in page for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "b", "d"}
    odd = {cell.value: cell for cell in cells if cell.value in FORMULAS}
    assert set(odd) == set(FORMULAS)
    assert odd["@SUM(A1)"].quotePrefix
    assert not odd["a=b"].quotePrefix


def test_what_excel_cannot_hold_is_refused_or_told(toy: Toy, tmp_path: Path) -> None:
    file = "records/events/event-1951-grain.toml"
    text = (toy.path / file).read_text()
    toy.write(file, re.sub(r'summary = ".*"', f'summary = "{("ab" * 20_000)}"', text))
    with pytest.raises(
        bl.InvalidValue, match=r"40000 characters in events, summary, of event-1951-grain"
    ):
        bl.read(toy.path).export("xlsx", tmp_path / "all.xlsx")
    assert [one.name for one in tmp_path.iterdir()] == ["rur-toy"]


def test_days_before_spreadsheets_have_any_are_texts() -> None:
    cell = exports._cell(openpyxl.cell.WriteOnlyCell, None, DAY)
    assert cell.value == "1799-01-02"


DAY = date(1799, 1, 2)


# --- whole or not at all --------------------------------------------------------------------------


def test_a_file_is_replaced_whole(rt: bl.Dataset, tmp_path: Path) -> None:
    for _ in range(2):
        rt.export("sqlite", tmp_path / "a.db")
    assert {one.name for one in tmp_path.iterdir()} == {"a.db", "rur-toy"}


def test_a_folder_must_be_new_or_empty(rt: bl.Dataset, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    rt.export("csv", tmp_path / "empty")
    (tmp_path / "file").touch()
    for taken in ("empty", "file"):
        with pytest.raises(bl.InvalidValue, match="wanted a new or empty folder"):
            rt.export("csv", tmp_path / taken)


def test_an_export_that_fails_leaves_nothing(
    rt: bl.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(exports, "_insert", fail)
    monkeypatch.setattr(exports, "_csv_text", fail)
    for name in ("sqlite", "csv"):
        with pytest.raises(RuntimeError):
            rt.export(name, tmp_path / name)  # type: ignore[arg-type]
    assert [one.name for one in tmp_path.iterdir()] == ["rur-toy"]


@pytest.mark.parametrize(
    ("name", "extra"), [("parquet", "parquet"), ("xlsx", "excel"), ("bibtex", "cite")]
)
def test_without_the_extra_it_says_what_to_install(
    rt: bl.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: Any, extra: str
) -> None:
    def absent(module: str) -> Any:
        raise ImportError(module)

    monkeypatch.setattr(errors, "import_module", absent)
    with pytest.raises(bl.MissingExtra, match=rf"bilateral\[{extra}\]"):
        rt.export(name, tmp_path / "out")


def test_an_unknown_format_is_refused(rt: bl.Dataset, tmp_path: Path) -> None:
    with pytest.raises(bl.UnknownValue, match="did you mean parquet"):
        rt.export("parket", tmp_path / "a")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", exports.FORMATS)
def test_the_command_line_exports_every_format(
    toy: Toy, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    arguments = ["export", str(toy.path), "--format", name]
    assert main([*arguments, "--output", str(tmp_path / "out")]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{tmp_path / 'out'}\n")
    assert (tmp_path / "out").is_dir() == (name in ("csv", "parquet", "datapackage"))
    if name in exports.TEXTS:
        assert main(arguments) == 0
        assert capsys.readouterr().out == (tmp_path / "out").read_text()
    else:
        assert main(arguments) == 2
