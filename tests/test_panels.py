"""The dyad-period table, held against the slow and obvious way to count."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilateral as bl
from bilateral.dates import PartialDate
from bilateral.filters import took_place
from toy import Toy
from worlds import SHAPES, World, blank, worlds

BORN, COVERED = date(1947, 3, 1), date(1969, 12, 31)
KINDS = {"n_events": "events", "n_agreements": "agreements", "n_visits": "visits"}
FREQS = st.sampled_from(["year", "quarter", "month", "decade"])
PLACINGS = st.sampled_from(["earliest", "latest", "spread", "certain"])
LIVES = {
    "RUK": (date(1900, 1, 1), date(1960, 6, 30)),
    "RUR": (date(1960, 7, 1), date.max),
    "TOY": (date(1947, 3, 1), date.max),
}


@pytest.fixture
def toyland(toy: Toy) -> bl.Dataset:
    return bl.read(toy.path)


def when(row: dict[str, Any], table: str) -> PartialDate | None:
    text = next((row[name] for name in SHAPES[table].dates if row[name]), None)
    return PartialDate.parse(text) if text else None


def happened(world: World, table: str) -> list[dict[str, Any]]:
    return [row for row in world.rows_of[table] if took_place(row) and when(row, table)]


def days(one: PartialDate) -> list[date]:
    """Every admissible day within the time of the dyad; an open side is its other side."""
    first = one.earliest or one.latest
    last = one.latest or one.earliest
    assert first is not None
    assert last is not None
    first, last = (min(max(day, BORN), COVERED) for day in (first, last))
    return [first + timedelta(n) for n in range((last - first).days + 1)]


# --- the oracle ---------------------------------------------------------------------------------


@given(worlds(), FREQS, PLACINGS)
def test_counts_are_those_of_a_slow_count(world: World, freq: Any, dates: Any) -> None:
    panel = world.dataset.panel(freq, dates=dates)
    for row in panel.to_dict("records"):
        inside = [row["start"].date(), row["end"].date()]
        for name, table in KINDS.items():
            expected = sum(
                share(one, table, inside, dates)
                for one in happened(world, table)
                if {row["state1"], row["state2"]} <= pair(one, table, inside)
            )
            found = 0 if pd.isna(row[name]) else row[name]
            assert found == pytest.approx(expected)


def share(row: dict[str, Any], table: str, inside: list[date], dates: str) -> float:
    known = when(row, table)
    assert known
    admissible = days(known)
    there = [day for day in admissible if inside[0] <= day <= inside[1]]
    if dates == "spread":
        return len(there) / len(admissible)
    if dates == "certain":
        sure = known.earliest and known.latest and not known.qualifier
        return float(bool(sure) and len(there) == len(admissible))
    return float((admissible[0] if dates == "earliest" else admissible[-1]) in there)


def pair(row: dict[str, Any], table: str, inside: list[date]) -> set[str]:
    """The states for which a record counts in a period: one a side."""
    named = SHAPES[table].states_in(row)
    chosen = set()
    for line in (["RUK", "RUR"], ["TOY"]):
        alive = [
            code for code in line if LIVES[code][0] <= inside[1] and LIVES[code][1] >= inside[0]
        ]
        mine = [code for code in alive if code in named]
        chosen.add(mine[0] if len(mine) == 1 else alive[0])
    return chosen


@given(worlds(), FREQS)
def test_a_zero_is_one_only_where_every_day_was_looked_through(world: World, freq: Any) -> None:
    panel = world.dataset.panel(freq, by=["level", "series"])
    for row in panel.to_dict("records"):
        for name, kind, scope in (
            ("n_events", "event", None),
            ("n_visits", "visit", None),
            ("n_visits_level_leader", "visit", "leader"),
        ):
            complete = looked_through(world, kind, scope, row["start"].date(), row["end"].date())
            if pd.isna(row[name]):
                assert not complete
                assert pd.isna(row[f"{name}_minimum"])
            elif row[name]:
                assert row[f"{name}_minimum"] is not complete
            else:
                assert complete
                assert row[f"{name}_minimum"] is False


def looked_through(world: World, kind: str, scope: str | None, first: date, last: date) -> bool:
    for side in ("RUR", "TOY"):
        seen: set[date] = set()
        for row in world.rows_of["coverage"]:
            fits = row["kind"] == kind and row["grade"] == "complete"
            if fits and row["scope"] in (None, scope) and row["side"] in (None, side):
                start, end = (PartialDate.parse(row[name]) for name in ("start", "end"))
                assert start.earliest is not None
                assert end.latest is not None
                seen |= {
                    start.earliest + timedelta(n)
                    for n in range((end.latest - start.earliest).days + 1)
                }
        first = max(first, BORN)
        if not {first + timedelta(n) for n in range((last - first).days + 1)} <= seen:
            return False
    return True


# --- laws ---------------------------------------------------------------------------------------


@given(worlds(), FREQS, st.sampled_from(["earliest", "latest", "spread"]))
def test_a_panel_sums_to_the_records(world: World, freq: Any, dates: Any) -> None:
    for succession in ("split", "merge"):
        panel = world.dataset.panel(freq, succession=succession, dates=dates)
        for name, table in KINDS.items():
            assert panel[name].sum() == pytest.approx(len(happened(world, table)))


@given(worlds(), FREQS, PLACINGS)
def test_merging_and_splitting_agree_on_totals(world: World, freq: Any, dates: Any) -> None:
    by = ["category", "quad_class", "visit_form", "level", "agreement_form", "domain", "series"]
    split = world.dataset.panel(freq, dates=dates, by=by)
    merged = world.dataset.panel(freq, succession="merge", dates=dates, by=by)
    assert merged.period.is_unique
    counts = [name for name in merged if name.startswith("n_") and "in_force" not in name]
    numbers = [name for name in counts if not name.endswith(("_minimum", "_imprecise"))]
    summed = split.groupby("period", sort=False)[numbers].sum()
    for name in numbers:
        assert summed[name].tolist() == pytest.approx(merged[name].fillna(0).tolist())


@given(worlds(), PLACINGS)
def test_breakdowns_sum_to_the_whole(world: World, dates: Any) -> None:
    panel = world.dataset.panel(dates=dates, by=["category", "quad_class", "visit_form"])
    for whole, stem in (
        ("n_events", "n_events_category_"),
        ("n_events", "n_events_quad_class_"),
        ("n_visits", "n_visits_form_"),
    ):
        parts = [
            name
            for name in panel
            if name.startswith(stem) and not name.endswith(("_minimum", "_imprecise"))
        ]
        assert panel[parts].sum(axis=1).tolist() == pytest.approx(panel[whole].fillna(0).tolist())
    ways = ["n_visits_1_to_2", "n_visits_2_to_1", "n_visits_elsewhere"]
    assert panel[ways].sum(axis=1).tolist() == pytest.approx(panel.n_visits.fillna(0).tolist())


@given(worlds(), st.sampled_from(["earliest", "latest", "spread"]))
def test_months_sum_to_years(world: World, dates: Any) -> None:
    months = world.dataset.panel("month", succession="merge", dates=dates)
    years = world.dataset.panel("year", succession="merge", dates=dates)
    for name in KINDS:
        summed = months.groupby("year")[name].sum()
        assert summed.tolist() == pytest.approx(years[name].fillna(0).tolist())


@given(worlds(), FREQS, PLACINGS, st.booleans())
def test_the_records_behind_a_cell_weigh_what_it_counts(
    world: World, freq: Any, dates: Any, directed: bool
) -> None:
    asked: Any = {"dates": dates, "directed": directed, "by": "level"}
    panel = world.dataset.panel(freq, **asked)
    behind = world.dataset.panel_records(freq, **asked)
    keys = ["period", "state1", "state2"]
    weights = behind.groupby([*keys, "measure"]).weight.sum()
    doubtful = (~behind.certain).groupby([behind[key] for key in [*keys, "measure"]]).sum()
    counts = [
        name
        for name in panel
        if name.startswith("n_")
        and not name.endswith(("_minimum", "_imprecise"))
        and "in_force" not in name
    ]
    for row in panel.to_dict("records"):
        for name in counts:
            cell = (*(row[key] for key in keys), name)
            found = 0 if pd.isna(row[name]) else row[name]
            assert found == pytest.approx(weights.get(cell, 0))
            assert row[f"{name}_imprecise"] == doubtful.get(cell, 0)


@given(worlds(), PLACINGS)
def test_a_directed_panel_has_each_direction_once(world: World, dates: Any) -> None:
    directed = world.dataset.panel(succession="merge", directed=True, dates=dates)
    plain = world.dataset.panel(succession="merge", dates=dates)
    for one, column in (("TOY", "n_visits_1_to_2"), ("RUR", "n_visits_2_to_1")):
        mine = directed[directed.side1 == one]
        assert mine.n_visits.fillna(0).tolist() == plain[column].fillna(0).tolist()
    back, forth = (directed.iloc[start::2].reset_index(drop=True) for start in (0, 1))
    assert back.side1.tolist() == forth.side2.tolist()
    assert back.ccode2.tolist() == forth.ccode1.tolist()


@given(worlds(), FREQS)
def test_periods_have_no_gaps_and_dtypes_no_whims(world: World, freq: Any) -> None:
    panel = world.dataset.panel(freq, succession="merge")
    starts, ends = panel.start.tolist(), panel.end.tolist()
    assert all(
        start.date() == end.date() + timedelta(1)
        for end, start in zip(ends, starts[1:], strict=False)
    )
    empty = World({}).dataset.panel(freq, succession="merge")
    assert panel.dtypes.to_dict() == empty.dtypes.to_dict()
    assert "object" not in {str(dtype) for dtype in panel.dtypes}


# --- examples -----------------------------------------------------------------------------------


def test_the_year_of_a_succession_has_a_row_for_each_state(toyland: bl.Dataset) -> None:
    split = toyland.panel(start="1959", end="1961")
    # the numbers of the field decide who is first; without numbers, the alphabet
    assert split[["year", "state1", "state2"]].values.tolist() == [
        [1959, "RUK", "TOY"],
        [1960, "RUK", "TOY"],
        [1960, "RUR", "TOY"],
        [1961, "RUR", "TOY"],
    ]
    merged = toyland.panel(start="1959", end="1961", succession="merge")
    assert merged.state1.tolist() == ["RUK", "RUR", "RUR"]
    assert merged.side1.unique().tolist() == ["RUR"]


def test_there_is_no_row_before_a_state_and_none_after_the_sources(toyland: bl.Dataset) -> None:
    years = toyland.panel().year
    assert (years.min(), years.max()) == (1947, 1999)
    assert len(toyland.panel(start="1900", end="1901")) == 0
    assert toyland.panel("decade").period.unique().tolist() == [f"19{n}X" for n in "456789"]
    assert toyland.panel("decade").year.isna().all()
    assert toyland.panel("quarter", start="1950-02", end="1950-04").period.tolist() == [
        "1950-01/1950-03",
        "1950-04/1950-06",
    ]


def test_states_that_never_lived_together_have_no_row() -> None:
    def lived(code: str, start: str, end: str | None) -> dict[str, Any]:
        names = {"successors": [], "acting_from": None, "cow": None, "gw": None}
        return {"code": code, "name": code, "start": start, "end": end} | names

    world = World(
        {},
        sides=[
            {"code": "RUR", "states": ["RUK", "RUR"]},
            {"code": "TOY", "states": ["TOK", "TOY"]},
        ],
        states=[
            lived("RUK", "1900-01-01", "1955-08-31"),
            lived("RUR", "1955-09-01", None),
            lived("TOK", "1900-01-01", "1955-03-31"),
            lived("TOY", "1955-04-01", None),
        ],
    )
    panel = world.dataset.panel(start="1955", end="1955")
    assert panel[["state1", "state2"]].values.tolist() == [
        ["RUK", "TOK"],
        ["RUK", "TOY"],
        ["RUR", "TOY"],
    ]


def test_zeros_minima_and_missing_are_told_apart(toyland: bl.Dataset) -> None:
    panel = toyland.panel(by="level", directed=True, succession="merge")
    panel = panel.set_index(["side1", "year"])
    minister = panel["n_visits_level_minister"]
    assert (minister["RUR", 1951], minister["RUR", 1952]) == (1, 0)
    assert pd.isna(minister["RUR", 1960])
    assert pd.isna(minister["TOY", 1952])
    plain = toyland.panel().set_index("year")
    assert pd.isna(plain.n_exercises[1963])
    assert plain.n_exercises_minimum[1964]


def test_amounts_are_those_of_the_trade_series(toyland: bl.Dataset) -> None:
    panel = toyland.panel(start="1964", end="1965").set_index("year")
    assert panel.trade_usd_1_to_2[1964] == 3_000_000
    assert panel.trade_usd_2_to_1[1964] == 12_400_000
    assert panel.turnover_usd[1964] == 16_400_000
    assert pd.isna(panel.turnover_usd[1965])  # in roubles
    directed = toyland.panel(start="1964", end="1964", directed=True).set_index("side1")
    assert directed.trade_usd.to_dict() == {"RUR": 3_000_000, "TOY": 12_400_000}
    assert toyland.panel("decade").turnover_usd.isna().all()


def test_a_turnover_of_two_states_years_stands_once() -> None:
    figure = blank(
        "trade",
        id="trade-1",
        flow="turnover",
        compiler="customs",
        period="1960",
        period_type="calendar_year",
        commodity="TOTAL",
        amount=7,
        currency="USD",
        scale=1,
        valuation="unknown",
        bound="exact",
    )
    dataset = World({"trade": [figure]}).dataset
    assert dataset.panel(start="1960", end="1960").turnover_usd.dropna().tolist() == [7.0]
    merged = dataset.panel(start="1960", end="1960", succession="merge")
    assert merged.turnover_usd.tolist() == [7.0]


def test_top_contact_is_false_only_where_both_levels_were_looked_for() -> None:
    def seen(scope: str | None) -> dict[str, Any]:
        span = {"start": "1950", "end": "1959", "grade": "complete"}
        return {"kind": "visit", "side": None, "scope": scope, "languages": [], "note": None} | span

    met = blank(
        "visits",
        id="visit-1",
        start="1955",
        form="official",
        guest="TOY",
        host="RUK",
        status="held",
        principals=[{"person": None, "office": "toy-leader", "party": "TOY"}],
    )
    tables = {"visits": [met], "coverage": [seen("leader"), seen("head_of_government")]}
    contact = World(tables).dataset.panel(start="1954", end="1960", succession="merge").top_contact
    assert contact.tolist()[:3] == [False, True, False]
    assert pd.isna(contact.iloc[-1])
    half = World(tables | {"coverage": [seen("leader")]}).dataset
    assert pd.isna(half.panel(start="1954", end="1954").top_contact.iloc[0])


def test_agreements_in_force_are_counted_on_the_last_day(toyland: bl.Dataset) -> None:
    panel = toyland.panel(start="1961", end="1964").set_index("year")
    assert panel.n_agreements_in_force.fillna(0).tolist() == [0, 1, 0, 0]
    assert panel.n_agreements_in_force_imprecise.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("arguments", "telling"),
    [
        ({"freq": "weekly"}, "use one of year, quarter, month, decade"),
        ({"succession": "merged"}, "did you mean merge"),
        ({"dates": "certainly"}, "did you mean certain"),
        ({"by": "levels"}, "did you mean level"),
        ({"by": "domain", "directed": True}, "agreements and exercises have no direction"),
        ({"start": "1950", "end": "1949"}, "swap them"),
    ],
)
def test_what_a_panel_cannot_do_it_says(
    toyland: bl.Dataset, arguments: dict[str, Any], telling: str
) -> None:
    with pytest.raises(bl.InvalidValue, match=telling):
        toyland.panel(**arguments)
