"""The dyad-period table: counts and amounts a period, no gaps, and no zero that nobody looked for.

A count is what the records say. It is a zero only where the coverage statement calls the kind
complete for the whole period; elsewhere nothing found is missing, and something found is a
minimum. Where a state did not exist there is no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral import frames, spans, trade
from bilateral.cells import (
    Bin,
    Cell,
    Freq,
    Measure,
    Placed,
    Plan,
    anything,
    cells,
    measures,
    placed,
)
from bilateral.dates import PartialDate, Window
from bilateral.frames import RELEASE, Column, plain_column, text_column
from bilateral.reading import Reading
from bilateral.tables import Dtype, Row
from bilateral.trade import Wish
from bilateral.words import RANKS

if TYPE_CHECKING:
    import pandas as pd

    from bilateral.vocabularies import PeriodKind

_TOP = RANKS[:2]  # heads of state and government


# --- coverage ----------------------------------------------------------------------------------


def is_complete(reading: Reading, measure: Measure, cell: Cell) -> bool:
    """Whether the coverage statement calls a measure complete for the whole of a cell's period."""
    kind = reading.tables[measure.table].kind
    rows = [
        row
        for row in reading.rows("coverage")
        if row["kind"] == kind
        and row["grade"] == "complete"
        and row["scope"] in (None, measure.scope)
    ]
    sides = cell.sides[:1] if measure.of_sender else cell.sides
    lived = Window(max(cell.bin.window.first, reading.span.first), cell.bin.window.last)
    return all(
        _spanned((_stated(row) for row in rows if row["side"] in (None, side)), lived)
        for side in sides
    )


def _stated(row: Row) -> Window:
    start, end = PartialDate.parse(row["start"]), PartialDate.parse(row["end"])
    return Window(start.window.first, end.window.last)


def _spanned(parts: Iterable[Window], whole: Window) -> bool:
    reached = whole.first - 1
    for part in sorted(parts):
        if part.first > reached + 1:
            break
        reached = max(reached, part.last)
    return reached >= whole.last


# --- the frame ---------------------------------------------------------------------------------

_KEYS = (
    text_column("period", "the period"),
    plain_column("year", "Int64", "the year in which it lies; missing for a decade"),
    plain_column("start", "datetime64[us]", "its first day"),
    plain_column("end", "datetime64[us]", "its last day"),
    text_column("side1", "the first side: of the lower COW number or, if directed, the sender"),
    text_column("side2", "the second side"),
    text_column("state1", "the state of the first side (ISO 3166)"),
    text_column("state2", "the state of the second side"),
    plain_column("ccode1", "Int64", "Correlates of War number of state1"),
    plain_column("ccode2", "Int64", "Correlates of War number of state2"),
    plain_column("gwcode1", "Int64", "Gleditsch-Ward number of state1"),
    plain_column("gwcode2", "Int64", "Gleditsch-Ward number of state2"),
)


def _key(reading: Reading, cell: Cell) -> dict[str, Any]:
    one, two = (reading.states[code] for code in cell.states)
    return {
        "period": cell.bin.text,
        "year": cell.bin.year,
        "start": date.fromordinal(cell.bin.window.first),
        "end": date.fromordinal(cell.bin.window.last),
        "side1": cell.sides[0],
        "side2": cell.sides[1],
        "state1": one.code,
        "state2": two.code,
        "ccode1": one.cow,
        "ccode2": two.cow,
        "gwcode1": one.gw,
        "gwcode2": two.gw,
    }


def panel(reading: Reading, asked: Plan) -> pd.DataFrame:
    """The frame of `Dataset.panel`."""
    rows = {cell: _key(reading, cell) for cell in cells(reading, asked)}
    members: dict[tuple[Cell, str], list[Placed]] = {}
    for cell, measure, record in placed(reading, asked):
        members.setdefault((cell, measure.name), []).append(record)
    counted = measures(reading, asked)
    for cell, row in rows.items():
        for one in counted:
            row.update(_count(reading, one, cell, members.get((cell, one.name), [])))
        if not asked.directed:
            row.update(_balance(members.get((cell, "n_events"), [])))
            row.update(_top_contact(reading, cell, members.get((cell, "n_visits"), [])))
    if not asked.directed:
        _add_in_force(reading, rows)
    _add_trade(reading, asked, rows)
    return frames.frame(rows.values(), columns(counted, asked), reading.context)


def columns(counted: Iterable[Measure], asked: Plan) -> list[Column]:
    """The columns of a panel that has these counts."""
    number: Dtype = "float64" if asked.dates == "spread" else "Int64"
    found = [*_KEYS]
    for one in counted:
        found += _columns(one.name, number, one.doc, "that may lie in the period, and need not")
    if not asked.directed:
        found += _BALANCE
        found += _columns(
            _IN_FORCE,
            "Int64",
            "agreements certainly in force on the last day",
            "that may have been in force then, and need not",
        )
    ways = _DIRECTED if asked.directed else _UNDIRECTED
    found += [plain_column(one.name, "float64", one.doc, "USD") for one in ways]
    return [*found, RELEASE]


def _columns(name: str, number: Dtype, doc: str, doubtful: str) -> list[Column]:
    return [
        plain_column(name, number, doc, "records"),
        plain_column(f"{name}_minimum", "boolean", "whether the count is a minimum"),
        plain_column(f"{name}_imprecise", "Int64", f"records {doubtful}", "records"),
    ]


def _count(
    reading: Reading, measure: Measure, cell: Cell, members: Sequence[Placed]
) -> dict[str, Any]:
    return _stated_count(
        measure.name,
        sum(one.weight for one in members),
        sum(not one.certain for one in members),
        complete=is_complete(reading, measure, cell),
    )


def _stated_count(name: str, count: float, imprecise: int, *, complete: bool) -> dict[str, Any]:
    """A count as coverage lets it be read: a number, a minimum, or missing."""
    known = count > 0 or complete
    return {
        name: (count if count % 1 else int(count)) if known else None,
        f"{name}_minimum": not complete if known else None,
        f"{name}_imprecise": imprecise,
    }


_BALANCE = (
    plain_column(
        "quad_balance",
        "float64",
        "cooperative less conflictual events, as a share of all; missing without events",
    ),
    plain_column(
        "top_contact",
        "boolean",
        "whether heads of state or government met; missing where nobody can say that they did not",
    ),
)


def _balance(members: Iterable[Placed]) -> dict[str, Any]:
    signed = [
        (one.weight if one.row["quad_class"].endswith("cooperation") else -one.weight)
        for one in members
        if one.weight
    ]
    whole = sum(map(abs, signed))
    return {"quad_balance": sum(signed) / whole if whole else None}


def _top_contact(reading: Reading, cell: Cell, members: Iterable[Placed]) -> dict[str, Any]:
    met = any(one.weight and frames.level(one.row, reading.context) in _TOP for one in members)
    looked = all(
        is_complete(reading, Measure("", "", "visits", anything, level), cell) for level in _TOP
    )
    return {"top_contact": True if met else False if looked else None}


# --- agreements in force ------------------------------------------------------------------------

_IN_FORCE = "n_agreements_in_force"


def _add_in_force(reading: Reading, rows: Mapping[Cell, dict[str, Any]]) -> None:
    """Count the agreements in force on the last day of each period."""
    held = list(spans.in_force(reading))
    for cell, row in rows.items():
        last = min(cell.bin.window.last, reading.span.last)
        there = [span.holds(Window(last, last)) for _, span in held]
        certain, possible = there.count("certainly"), there.count("possibly")
        row.update(_stated_count(_IN_FORCE, certain, possible, complete=False))


# --- trade -------------------------------------------------------------------------------------

_TYPES: Mapping[Freq, PeriodKind | None] = {
    "year": "calendar_year",
    "quarter": "quarter",
    "month": "month",
    "decade": None,  # ten years are not one figure
}


class Way(NamedTuple):
    """One amount of a panel: which goods it counts (`way`: from, to; None: both)."""

    name: str
    doc: str
    way: tuple[int, int] | None


_DIRECTED = (Way("trade_usd", "goods of the first side to the second, as trade_series", (0, 1)),)
_UNDIRECTED = (
    Way("trade_usd_1_to_2", "goods of the first side to the second, as trade_series", (0, 1)),
    Way("trade_usd_2_to_1", "goods of the second side to the first, as trade_series", (1, 0)),
    Way("turnover_usd", "the printed turnover, as trade_series", None),
)


def _add_trade(reading: Reading, asked: Plan, rows: Mapping[Cell, dict[str, Any]]) -> None:
    """Fill in the dollars traded, as `trade_series` has them."""
    ways = _DIRECTED if asked.directed else _UNDIRECTED
    period_type = _TYPES[asked.freq]
    found = {
        (row["period"], row["exporter"], row["importer"]): row["amount"]
        for row in (
            trade.series_rows(reading, Wish(period_type=period_type, succession=asked.succession))
            if period_type
            else ()
        )
    }
    seen: set[Bin] = set()
    for cell, row in rows.items():
        names = cell.sides if asked.succession == "merge" else cell.states
        for one in ways:
            one_end, other_end = (names[place] for place in one.way) if one.way else (None, None)
            row[one.name] = found.get((cell.bin.text, one_end, other_end))
            if one.way is None and cell.bin in seen:
                row[one.name] = None  # a turnover names no states: the period's first pair has it
        seen.add(cell.bin)


# --- the records behind the cells ---------------------------------------------------------------

MEMBERS = (
    *_KEYS[:8],
    text_column("measure", "the column of the panel"),
    text_column("id", "the record"),
    text_column("kind", "the kind of record"),
    plain_column("weight", "float64", "how much of it counts in the cell"),
    plain_column("certain", "boolean", "whether its date certainly lies in the period"),
    RELEASE,
)


def members(reading: Reading, asked: Plan) -> pd.DataFrame:
    """The frame of `Dataset.panel_records`."""
    rows = [
        {
            **_key(reading, cell),
            "measure": measure.name,
            "id": one.row["id"],
            "kind": one.row["kind"],
            "weight": one.weight,
            "certain": one.certain,
        }
        for cell, measure, one in placed(reading, asked)
    ]
    order = itemgetter("start", "side1", "state1", "state2", "measure", "id")
    rows.sort(key=order)
    return frames.frame(rows, MEMBERS, reading.context)
