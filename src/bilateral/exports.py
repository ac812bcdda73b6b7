"""A whole release in other formats, each written whole or not at all."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from bilateral import frames
from bilateral.errors import InvalidValue, optional
from bilateral.filters import one_of
from bilateral.releases import licence_entry
from bilateral.storage import whole_file, whole_folder, write_whole
from bilateral.tables import Field, Table

if TYPE_CHECKING:
    import pandas as pd

    from bilateral.dataset import Dataset

FormatName = Literal[
    "jsonl", "csv", "parquet", "sqlite", "xlsx", "datapackage", "bibtex", "geojson"
]
FORMATS: tuple[str, ...] = get_args(FormatName)
_REGISTERS = ("sources", "people", "offices", "places")
_ENTRIES = {"terms": ("people", "terms"), "place_states": ("places", "states")}
_FORMULA = r"^('*[=+\-@\t\r])"
_LONGEST_CELL = 32_767


def export(dataset: Dataset, format: str, path: Path) -> None:
    """What `Dataset.export` does."""
    one_of("format", format, FORMATS)
    if format in TEXTS:
        write_whole(path, TEXTS[format](dataset))
    elif format in _FILES:
        with whole_file(path) as file:
            _FILES[format](dataset, file)
    elif path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise InvalidValue(str(path), "a new or empty folder", "name another, or remove this one")
    else:
        with whole_folder(path) as folder:
            _FOLDERS[format](dataset, folder)


# --- tables and their keys -----------------------------------------------------------------------


class _Sheet(NamedTuple):
    """One table of an export: its frame, its columns, and to which tables they refer."""

    name: str
    frame: pd.DataFrame
    columns: list[frames.Column]
    key: str
    refers: dict[str, str]


def _sheets(dataset: Dataset) -> list[_Sheet]:
    """Every table; those that others refer to come first."""
    made = [_sheet(dataset.shapes, name, frame) for name, frame in dataset.tables().items()]
    return sorted(made, key=lambda one: one.name not in _REGISTERS)


def _sheet(shapes: Mapping[str, Table], name: str, frame: pd.DataFrame) -> _Sheet:
    shape = shapes.get(name)
    if shape is not None and shape.kind:
        columns = frames.columns(shape)
        return _Sheet(name, frame, columns, "id", {"id": "records"} | _refers(shape.fields))
    if shape is not None:
        key = "key" if "key" in shape.by_name else ""
        return _Sheet(name, frame, frames.entry_columns(shape), key, _refers(shape.fields))
    if name in _ENTRIES:
        owner, inner = _ENTRIES[name]
        field = shapes[owner].by_name[inner]
        columns = [*frames.entry_keys(owner), *frames.item_columns(field), frames.RELEASE]
        return _Sheet(name, frame, columns, "", {"key": owner} | _refers(field.fields))
    if name == "disputes":
        columns = [*frames.KEYS, *frames.DISPUTED, frames.RELEASE]
        return _Sheet(name, frame, columns, "", {"id": "records", "source": "sources"})
    field = next(table.by_name[name] for table in shapes.values() if name in table.by_name)
    columns = [*frames.KEYS, *frames.item_columns(field), frames.RELEASE]
    refers = _refers(field.fields)
    if "id" in refers:
        refers["other_id"] = refers.pop("id")
    return _Sheet(name, frame, columns, "", {"id": "records"} | refers)


def _refers(fields: tuple[Field, ...]) -> dict[str, str]:
    return {
        field.name: field.refers_to
        for field in fields
        if field.refers_to in ("records", *_REGISTERS) and not field.many
    }


# --- texts ---------------------------------------------------------------------------------------


def _jsonl(dataset: Dataset) -> str:
    lines = (json.dumps(row, ensure_ascii=False, default=float) for row in dataset.rows())
    return "".join(f"{line}\n" for line in lines)


def _bibtex(dataset: Dataset) -> str:
    return dataset.cite("bibtex", of=dataset.sources())


def _geojson(dataset: Dataset) -> str:
    """RFC 7946: a point a place, without a geometry where the coordinates are not known."""
    states = dataset.place_states().groupby("key").state.agg(list).to_dict()
    places = dataset.places()
    rows = [dict(zip(places.columns, cells, strict=True)) for cells in _cells(places)]
    features = [
        {
            "type": "Feature",
            "id": row["key"],
            "geometry": _point(row["longitude"], row["latitude"]),
            "properties": row | {"states": states.get(row["key"], [])},
        }
        for row in rows
    ]
    collection = {"type": "FeatureCollection", "name": dataset.label, "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _point(longitude: float | None, latitude: float | None) -> dict[str, Any] | None:
    known = longitude is not None and latitude is not None
    return {"type": "Point", "coordinates": [longitude, latitude]} if known else None


TEXTS: dict[str, Callable[[Dataset], str]] = {
    "jsonl": _jsonl,
    "bibtex": _bibtex,
    "geojson": _geojson,
}


# --- folders: a file a table ---------------------------------------------------------------------


def _csv(dataset: Dataset, folder: Path) -> None:
    for sheet in _sheets(dataset):
        write_whole(folder / f"{sheet.name}.csv", _csv_text(sheet.frame))


def _csv_text(frame: pd.DataFrame) -> str:
    """The table as CSV; an apostrophe stands before what a spreadsheet would take for a formula."""
    safe = frame.copy()
    for name in safe.columns[safe.dtypes == "string"]:
        safe[name] = safe[name].str.replace(_FORMULA, r"'\1", regex=True)
    return str(safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n"))


def _parquet(dataset: Dataset, folder: Path) -> None:
    optional("pyarrow", what="Parquet", extra="parquet")
    for sheet in _sheets(dataset):
        sheet.frame.to_parquet(folder / f"{sheet.name}.parquet", engine="pyarrow", index=False)


def _datapackage(dataset: Dataset, folder: Path) -> None:
    """Data Package, version 2: the CSV files, and what every column means."""
    sheets = _sheets(dataset)
    _csv(dataset, folder)
    there = {sheet.name for sheet in sheets}
    descriptor: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.version,
        "licenses": [licence_entry(dataset.licence)],
        "contributors": [{"title": one, "roles": ["editor"]} for one in dataset.editors],
        "resources": [
            {
                "name": sheet.name,
                "path": f"{sheet.name}.csv",
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _table_schema(sheet, there),
            }
            for sheet in sheets
        ],
    }
    if dataset.released:
        descriptor["created"] = f"{dataset.released.isoformat()}T00:00:00Z"
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    write_whole(folder / "datapackage.json", text)


_TYPES = {
    "string[python]": "string",
    "Int64": "integer",
    "float64": "number",
    "boolean": "boolean",
    "datetime64[us]": "date",
}


def _table_schema(sheet: _Sheet, there: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": one.name, "type": _TYPES[one.dtype], "description": _described(one)}
            for one in sheet.columns
        ]
    }
    if sheet.key:
        schema["primaryKey"] = [sheet.key]
    keys = [
        {"fields": [name], "reference": {"resource": other, "fields": ["key"]}}
        for name, other in sheet.refers.items()
        if other in there
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _described(one: frames.Column) -> str:
    return one.doc + (f" (unit: {one.unit})" if one.unit else "")


_FOLDERS: dict[str, Callable[[Dataset, Path], None]] = {
    "csv": _csv,
    "parquet": _parquet,
    "datapackage": _datapackage,
}


# --- single files --------------------------------------------------------------------------------


def _cells(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame as Python values: None where one is missing, days as dates."""
    columns = [
        [None if missing else value for value, missing in zip(values, gaps, strict=True)]
        for values, gaps in (
            (_python(frame[name]), frame[name].isna().tolist()) for name in frame.columns
        )
    ]
    return zip(*columns, strict=True)


def _python(column: pd.Series[Any]) -> list[Any]:
    return list(column.dt.date) if column.dtype.kind == "M" else column.astype(object).tolist()


_SQL_TYPES = {
    "string[python]": "TEXT",
    "Int64": "INTEGER",
    "float64": "REAL",
    "boolean": "INTEGER",
    "datetime64[us]": "TEXT",
}
_RECORDS = """
CREATE TABLE records (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, date TEXT, title TEXT NOT NULL, summary TEXT,
    note TEXT, withdrawn TEXT,
    successor TEXT REFERENCES records (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE VIRTUAL TABLE records_fts USING fts5 (title, summary, note, content="records");
CREATE TABLE about (name TEXT, version TEXT, title TEXT, licence TEXT, covered_to TEXT);
"""


def _sqlite(dataset: Dataset, file: Path) -> None:
    """A table a table, one of all records with a full-text index, and foreign keys that hold."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(_RECORDS)
        about = (dataset.name, dataset.version, dataset.title, dataset.licence, dataset.covered_to)
        connection.execute("INSERT INTO about VALUES (?, ?, ?, ?, ?)", about)
        _insert(connection, "records", 8, map(_summed_up(dataset), dataset.rows()))
        connection.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")
        for sheet in _sheets(dataset):
            connection.execute(_create(sheet))
            _insert(connection, sheet.name, len(sheet.columns), _cells(sheet.frame))
            for name in sheet.refers:
                if name != sheet.key:
                    index = f"{sheet.name}_{name}"
                    connection.execute(f'CREATE INDEX "{index}" ON "{sheet.name}" ("{name}")')
        connection.commit()
    finally:
        connection.close()


def _summed_up(dataset: Dataset) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    names = ("title", "summary", "note", "withdrawn", "successor")

    def values(row: Mapping[str, Any]) -> tuple[Any, ...]:
        when = dataset.when(row)
        return (row["id"], row["kind"], str(when) if when else None, *(row[one] for one in names))

    return values


def _create(sheet: _Sheet) -> str:
    parts: list[str] = []
    for column in sheet.columns:
        part = f'"{column.name}" {_SQL_TYPES[column.dtype]}'
        if column.name == sheet.key:
            part += " PRIMARY KEY"
        if column.name in sheet.refers:
            other = sheet.refers[column.name]
            part += f' REFERENCES "{other}" ("{"id" if other == "records" else "key"}")'
        parts.append(part)
    return f'CREATE TABLE "{sheet.name}" ({", ".join(parts)})'


def _insert(connection: sqlite3.Connection, name: str, width: int, rows: Any) -> None:
    marks = ", ".join("?" * width)
    connection.executemany(
        f'INSERT INTO "{name}" VALUES ({marks})', (tuple(map(_stored, row)) for row in rows)
    )


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _xlsx(dataset: Dataset, file: Path) -> None:
    """A sheet a table, after one that says what it is; every text is a text, never a formula."""
    openpyxl = optional("openpyxl", what="Excel", extra="excel")
    cells = optional("openpyxl.cell", what="Excel", extra="excel")
    sheets = _sheets(dataset)
    for sheet in sheets:
        _must_fit(sheet)
    book = openpyxl.Workbook(write_only=True)

    def add(title: str, rows: Iterator[tuple[Any, ...]]) -> None:
        page = book.create_sheet(title)
        page.freeze_panes = "A2"
        for row in rows:
            page.append([_cell(cells.WriteOnlyCell, page, value) for value in row])

    about = {
        "dataset": dataset.label,
        "title": dataset.title,
        "licence": dataset.licence,
        "covered_to": dataset.covered_to,
        "description": dataset.description,
    }
    add("about", iter(about.items()))
    for sheet in sheets:
        add(sheet.name, chain([tuple(sheet.frame.columns)], _cells(sheet.frame)))
    book.save(file)


def _must_fit(sheet: _Sheet) -> None:
    for row in _cells(sheet.frame):
        for name, value in zip(sheet.frame.columns, row, strict=True):
            if isinstance(value, str) and len(value) > _LONGEST_CELL:
                raise InvalidValue(
                    f"{len(value)} characters in {sheet.name}, {name}, of {row[0]}",
                    f"at most {_LONGEST_CELL}, which a cell of Excel holds",
                    "take csv or sqlite",
                )


def _cell(make: Any, page: Any, value: Any) -> Any:
    if isinstance(value, date) and value.year < 1901:
        value = value.isoformat()  # a spreadsheet has no days before 1900
    cell = make(page, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = bool(re.match(_FORMULA, value))
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


_FILES: dict[str, Callable[[Dataset, Path], None]] = {"sqlite": _sqlite, "xlsx": _xlsx}
