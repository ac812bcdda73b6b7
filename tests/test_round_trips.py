"""What goes out comes back: plain values, TOML, CSV and frames."""

import math
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral import csv_files, frames, toml_files
from bilateral.conversion import structure, unstructure
from bilateral.frames import Context
from bilateral.records import KINDS, Record, TradeFigure
from bilateral.registers import REGISTERS, Coverage, Manifest
from bilateral.schema import specs, table
from bilateral.strategies import instances

CLASSES = (*KINDS, *REGISTERS, Coverage, Manifest)
NAMES = [cls.__name__ for cls in CLASSES]


@pytest.mark.parametrize("cls", CLASSES, ids=NAMES)
@given(data=st.data())
def test_structure_undoes_unstructure(cls: type, data: st.DataObject) -> None:
    one = data.draw(instances(cls))
    assert structure(unstructure(one), cls) == one
    assert structure(unstructure(one, full=False), cls) == one


@pytest.mark.parametrize("cls", CLASSES, ids=NAMES)
@given(data=st.data())
def test_toml_read_back_is_what_was_written(cls: type, data: st.DataObject) -> None:
    one = data.draw(instances(cls))
    text = toml_files.dump(one)
    assert toml_files.parse(text, cls) == one
    assert toml_files.canonical(text, cls) == text


_PARTS = (" | ", " @ ", ": ", "=")


def _fits_a_cell(value: object) -> bool:
    """Whether the texts of a record can stand in CSV cells, as the format's rules demand."""
    if isinstance(value, str):
        return not any(part in f" {value} " for part in _PARTS)
    if isinstance(value, list):
        return all(map(_fits_a_cell, value))
    return all(map(_fits_a_cell, value.values())) if isinstance(value, dict) else True


@given(st.lists(instances(TradeFigure), max_size=4))
def test_trade_csv_read_back_is_what_was_written(figures: list[TradeFigure]) -> None:
    kept = [
        one
        for one in figures
        if _fits_a_cell([unstructure(part) for part in (*one.cites, *one.accepts)])
        and not one.disputes
        and all(cite.supports == () for cite in one.cites)
    ]
    kept = [one for one in kept if one.compiler == kept[0].compiler]
    text = csv_files.dump(kept, TradeFigure, fixed=["compiler"])
    fixed = {"compiler": kept[0].compiler if kept else "none"}
    read, problems = csv_files.parse(text, TradeFigure, file="t.csv", fixed=fixed)
    assert problems == []
    assert read == kept
    assert csv_files.dump(read, TradeFigure, fixed=["compiler"]) == text


@given(st.lists(instances(Coverage), max_size=4))
def test_coverage_csv_read_back_is_what_was_written(rows: list[Coverage]) -> None:
    read, problems = csv_files.parse(csv_files.dump(rows, Coverage), Coverage, file="c.csv")
    assert problems == []
    assert read == rows


@pytest.mark.parametrize("cls", KINDS, ids=[cls.__name__ for cls in KINDS])
@given(data=st.data())
def test_a_frame_holds_the_scalars_of_its_records(cls: type[Record], data: st.DataObject) -> None:
    records = data.draw(st.lists(instances(cls), max_size=3))
    rows = [{"kind": cls.kind} | unstructure(one) for one in records]
    sources = {
        c["key"]: {"origin": None, "class": "press", "published": None}
        for r in rows
        for c in r["cites"]
    }
    offices = {
        holder["office"]: "minister"
        for row in rows
        for name in ("principals", "counterparts", "signatories")
        for holder in row.get(name, ())
    }
    frame = frames.frame(
        rows,
        frames.columns(table(cls)),
        Context(sources, offices, "t 1", {cls.kind: table(cls).dates[0]}),
    )
    assert len(frame) == len(records)
    shown = {one.name for one in specs(cls)} & set(frame.columns) - {"amount", "date"}
    for record, (_, line) in zip(records, frame.iterrows(), strict=True):
        for name in shown:
            assert _same(line[name], unstructure(record)[name]), name


def _same(shown: Any, held: Any) -> bool:
    if held is None:
        return bool(pd.isna(shown))
    if isinstance(held, float | Decimal):
        return math.isclose(float(shown), float(held))
    return bool(shown == held)
