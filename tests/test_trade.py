"""Questions about trade, held against slow and obvious answers."""

from math import inf, log
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilateral as bl
from bilateral.dates import Period
from toy import Toy
from worlds import World, blank, worlds

ORDER = ["customs", "yearbook", "press"]
TYPES = st.sampled_from(["calendar_year", "fiscal_year"])
SIDE = {"RUK": "RUR", "RUR": "RUR", "TOY": "TOY", None: None}


@pytest.fixture
def toyland(toy: Toy) -> bl.Dataset:
    return bl.read(toy.path)


def figure(number: int, **given: Any) -> dict[str, Any]:
    usual = {
        "id": f"trade-{number}",
        "exporter": "TOY",
        "importer": "RUR",
        "flow": "import",
        "compiler": "customs",
        "period": "1962",
        "period_type": "calendar_year",
        "commodity": "TOTAL",
        "amount": 10,
        "currency": "USD",
        "scale": 1,
        "valuation": "unknown",
        "bound": "exact",
    }
    return blank("trade", **(usual | given))


def world(*figures: dict[str, Any]) -> bl.Dataset:
    numbered = [{**one, "id": f"trade-{n}"} for n, one in enumerate(figures)]
    return World({"trade": numbered}).dataset


# --- the oracle ---------------------------------------------------------------------------------


def asked(world: World, period_type: str, succession: str) -> list[dict[str, Any]]:
    rows = [
        {**row, "money": row["amount"] * row["scale"]}
        for row in world.rows_of["trade"]
        if row["commodity"] == "TOTAL"
        and row["currency"] == "USD"
        and row["period_type"] == period_type
    ]
    if succession == "merge":
        rows = [
            {**row, "exporter": SIDE[row["exporter"]], "importer": SIDE[row["importer"]]}
            for row in rows
        ]
    return rows


@given(worlds(), TYPES, st.sampled_from(["split", "merge"]), st.permutations(ORDER))
def test_a_series_is_chosen_as_a_person_would(
    world: World, period_type: Any, succession: Any, order: list[str]
) -> None:
    series = world.dataset.trade_series(
        period_type=period_type, succession=succession, compilers=order
    )
    rows = asked(world, period_type, succession)
    movements = {(row["period"], row["exporter"], row["importer"]) for row in rows}
    text = series.astype(object).where(series.notna(), None)
    found = list(zip(text.period, text.exporter, text.importer, strict=True))
    assert sorted(found, key=str) == sorted(movements, key=str)
    for row in text.to_dict("records"):
        key = (row["period"], row["exporter"], row["importer"])
        group = [one for one in rows if (one["period"], one["exporter"], one["importer"]) == key]
        points = [one for one in group if one["bound"] in ("exact", "approximate")]
        best = points or group
        for better in (
            lambda one: order.index(one["compiler"]),
            lambda one: one["flow"] != "import",
            lambda one: one["bound"] != "exact",
            lambda one: -float(one["vintage"] or 0),
            lambda one: one["id"],
        ):
            first = min(map(better, best))
            best = [one for one in best if better(one) == first]
        assert row["id"] == best[0]["id"]
        assert row["amount"] == (best[0]["money"] if points else None)
        assert row["n_figures"] == len(group)
        assert row["n_compilers"] == len({one["compiler"] for one in group})
        assert row["low"] == min(map(lowest, group))
        assert row["high"] == max(map(highest, group))
        assert row["low"] <= row["high"]


def printed(one: dict[str, Any]) -> list[float]:
    return [one["money"], *(other["value"] * one["scale"] for other in one["disputes"])]


def lowest(one: dict[str, Any]) -> float:
    return 0 if one["bound"] == "at_most" else min(printed(one))


def highest(one: dict[str, Any]) -> float:
    return inf if one["bound"] == "at_least" else max(printed(one))


@given(worlds(), TYPES)
def test_growth_compares_only_within_one_series(world: World, period_type: Any) -> None:
    series = world.dataset.trade_series(period_type=period_type)
    by_id = {row["id"]: row for row in asked(world, period_type, "split")}
    names = ("compiler", "flow", "reporter", "valuation", "vintage", "exporter", "importer")
    for row in series[series.growth.notna()].to_dict("records"):
        now = by_id[row["id"]]
        before = [
            one
            for one in by_id.values()
            if all(one[name] == now[name] for name in names)
            and Period.parse(one["period"]).last_month + 12
            == Period.parse(now["period"]).last_month
            and one["bound"] in ("exact", "approximate")
        ]
        assert any(
            row["growth"] == pytest.approx(now["money"] / one["money"] - 1)
            for one in before
            if one["money"]
        )


@given(worlds(), TYPES, st.sampled_from(["split", "merge"]))
def test_mirror_figures_are_of_the_same_goods_in_both_books(
    world: World, period_type: Any, succession: Any
) -> None:
    mirror = world.dataset.mirror(period_type=period_type, succession=succession)
    rows = asked(world, period_type, succession)
    by_id = {row["id"]: row for row in rows}
    point = [row for row in rows if row["bound"] in ("exact", "approximate") and row["exporter"]]
    both = {
        (one["period"], one["exporter"], one["importer"])
        for one in point
        for other in point
        if one["flow"] == "export" and other["flow"] == "import"
        if all(one[name] == other[name] for name in ("period", "exporter", "importer"))
    }
    assert set(zip(mirror.period, mirror.exporter, mirror.importer, strict=True)) == both
    for row in mirror.to_dict("records"):
        ours, theirs = by_id[row["exports_id"]], by_id[row["imports_id"]]
        assert (ours["flow"], theirs["flow"]) == ("export", "import")
        assert row["gap"] == theirs["money"] - ours["money"]
        if ours["money"]:
            assert row["gap_relative"] == pytest.approx(row["gap"] / ours["money"])
        if ours["money"] and theirs["money"]:
            assert row["gap_log"] == pytest.approx(log(theirs["money"] / ours["money"]))
        else:
            assert pd.isna(row["gap_log"])


@given(worlds(), TYPES)
def test_a_balance_is_the_other_side_s_with_its_sign_turned(world: World, kind: Any) -> None:
    ours = world.dataset.trade_balance("TOY", period_type=kind)
    theirs = world.dataset.trade_balance("RUR", period_type=kind)
    assert ours.period.tolist() == theirs.period.tolist()
    assert ours.balance.tolist() == (-theirs.balance).tolist()
    assert ours.turnover.tolist() == theirs.turnover.tolist()


@given(worlds(), TYPES)
def test_shares_are_of_the_same_compiler_s_total(world: World, period_type: Any) -> None:
    shares = world.dataset.trade_shares(period_type=period_type)
    amounts = {row["id"]: row for row in world.rows_of["trade"]}
    for row in shares[shares.share.notna()].to_dict("records"):
        part, total = amounts[row["id"]], amounts[row["total_id"]]
        assert total["commodity"] == "TOTAL" != part["commodity"]
        for name in ("period", "exporter", "importer", "compiler", "flow", "currency"):
            assert part[name] == total[name]
        money = [one["amount"] * one["scale"] for one in (part, total)]
        assert row["share"] == pytest.approx(money[0] / money[1])
    index = world.dataset.trade_concentration(period_type=period_type)
    assert (index.hhi_low <= index.hhi_high).all()


@given(worlds())
def test_frames_keep_columns_and_dtypes_when_they_are_empty(world: World) -> None:
    full, empty = world.dataset, World({}).dataset
    for name, arguments in (
        ("trade_series", {}),
        ("trade_series", {"deflator": {1960: 1.0}}),
        ("mirror", {}),
        ("trade_balance", {"side": "TOY"}),
        ("trade_shares", {}),
        ("trade_concentration", {}),
    ):
        ours, theirs = (getattr(one, name)(**arguments) for one in (full, empty))
        assert ours.dtypes.to_dict() == theirs.dtypes.to_dict()
        assert "object" not in {str(dtype) for dtype in ours.dtypes}


# --- examples -----------------------------------------------------------------------------------


def test_over_a_million_is_no_point() -> None:
    only = world(figure(1, bound="at_least", amount=5)).trade_series().iloc[0]
    assert pd.isna(only.amount)
    assert (only.low, only.high, only.bound) == (5, inf, "at_least")
    both = (
        world(figure(1, bound="at_least", amount=5), figure(2, compiler="press", amount=4))
        .trade_series()
        .iloc[0]
    )
    assert (both.amount, both.compiler, both.low, both.high) == (4, "press", 4, inf)
    most = world(figure(1, bound="at_most", amount=5)).trade_series().iloc[0]
    assert (most.low, most.high) == (0, 5)


def test_disputed_values_widen_the_band(toyland: bl.Dataset) -> None:
    row = toyland.trade_series(start="1964", end="1964").set_index("exporter").loc["TOY"]
    assert (row.amount, row.low, row.high, row.disputed) == (12.4e6, 12.4e6, 12.6e6, True)


def test_fiscal_and_calendar_years_never_mix(toyland: bl.Dataset) -> None:
    assert toyland.trade_series().period_type.unique().tolist() == ["calendar_year"]
    fiscal = toyland.trade_series(period_type="fiscal_year", commodity="1001", currency="GBP")
    assert fiscal[["period", "end_year"]].values.tolist() == [["1964-07/1965-06", 1965]]
    assert fiscal.year.isna().all()  # it cannot be merged with calendar years unseen
    assert len(toyland.trade_series(currency="SUR")) == 1


def test_a_window_cuts_the_series_and_not_its_growth() -> None:
    dataset = world(figure(1, period="1961"), figure(2, period="1962", amount=15))
    assert dataset.trade_series(start="1962", end="1962").growth.tolist() == [0.5]
    assert dataset.trade_series(end="1961").growth.isna().all()


def test_growth_needs_the_period_just_before() -> None:
    spans = ("1961-07/1962-06", "1962-07/1963-06", "1964-07/1965-06")
    fiscal = world(
        *(figure(n, period=one, period_type="fiscal_year") for n, one in enumerate(spans))
    )
    growth = fiscal.trade_series(period_type="fiscal_year").growth
    assert growth.fillna(-1).tolist() == [-1, 0, -1]
    monthly = world(*(figure(n, period=f"1962-0{n}", period_type="month") for n in (1, 2)))
    assert monthly.trade_series(period_type="month").growth.fillna(-1).tolist() == [-1, 0]
    nothing = world(figure(1, period="1961", amount=0), figure(2))
    assert nothing.trade_series().growth.isna().all()


def test_constant_prices_take_the_user_s_deflator() -> None:
    dataset = world(figure(1, period="1961"), figure(2, amount=15), figure(3, period="1963"))
    index = {1961: 50, 1962: 75}
    assert dataset.trade_series(deflator=index).amount_constant.fillna(-1).tolist() == [
        0.2,
        0.2,
        -1,
    ]
    series = pd.Series([50.0, 75.0], pd.to_datetime(["1961-01-01", "1962-01-01"]))
    real = dataset.trade_series(deflator=series, base=1962).amount_constant
    assert real.tolist()[:2] == pytest.approx([15, 15])
    columns = dataset.trade_series(deflator=index).columns.tolist()
    assert columns[columns.index("amount") + 1] == "amount_constant"
    assert "amount_constant" not in dataset.trade_series().columns
    only_a_bound = world(figure(1, bound="at_least")).trade_series(deflator={1962: 2.0})
    assert only_a_bound.amount_constant.isna().all()


def test_a_mirror_pair_of_one_compiler_is_preferred() -> None:
    dataset = world(
        figure(1, compiler="customs", amount=9),
        figure(2, compiler="yearbook", amount=10),
        figure(3, compiler="yearbook", flow="export", amount=8),
    )
    row = dataset.mirror().iloc[0]
    assert (row.imports_compiler, row.exports_compiler, row.gap) == ("yearbook", "yearbook", 2)
    nothing = world(figure(1, amount=0), figure(2, flow="export", amount=0)).mirror().iloc[0]
    assert nothing.gap == 0
    assert pd.isna(nothing.gap_relative)


def test_a_balance_needs_both_ways() -> None:
    dataset = world(figure(1), figure(2, period="1963"), figure(3, exporter="RUR", importer="TOY"))
    assert dataset.trade_balance("TOY").year.tolist() == [1962]
    free = world(figure(1), figure(2, exporter="RUR", importer="TOY", amount=0))
    assert pd.isna(free.trade_balance("TOY").ratio.iloc[0])


def test_headings_within_a_printed_chapter_count_once() -> None:
    dataset = world(
        figure(1, amount=10),
        figure(2, commodity="10", amount=6),
        figure(3, commodity="1001", amount=5),
        figure(4, commodity="52", amount=2),
    )
    assert dataset.trade_shares().share.tolist() == [0.6, 0.5, 0.2]
    row = dataset.trade_concentration().iloc[0]
    assert row.n_commodities == 2
    assert (row.covered, row.hhi_low, row.hhi_high) == pytest.approx((0.8, 0.4, 0.44))
    alone = world(figure(1, commodity="10")).trade_shares()
    assert alone.share.isna().all()
    assert alone.total_id.isna().all()


@pytest.mark.parametrize(
    ("name", "arguments", "telling"),
    [
        ("trade_series", {"compilers": ["custom"]}, "did you mean customs"),
        ("trade_series", {"compilers": ["press", "press"]}, "each compiler once"),
        ("trade_series", {"books": "imports"}, "did you mean import"),
        ("trade_series", {"period_type": "year"}, "a known period type"),
        ("trade_series", {"commodity": "9999"}, "a known commodity"),
        ("trade_series", {"currency": "EUR"}, "a known currency"),
        ("trade_series", {"succession": "join"}, "use one of split, merge"),
        ("trade_series", {"compiler": "customs"}, "did you mean compilers"),
        ("trade_series", {"base": 1962}, "give the deflator"),
        ("trade_series", {"deflator": {1962: 0.0}}, "positive in every year"),
        ("trade_series", {"deflator": {1962: 1.0}, "base": 1970}, "choose another year"),
        ("trade_balance", {"side": "RUK"}, "did you mean RUR"),
        ("mirror", {"start": "1963", "end": "1962"}, "swap them"),
    ],
)
def test_what_cannot_be_answered_is_said(
    name: str, arguments: dict[str, Any], telling: str
) -> None:
    with pytest.raises(bl.InvalidValue, match=telling):
        getattr(world(figure(1)), name)(**arguments)


def test_a_deflator_is_not_changed() -> None:
    index = pd.Series({1962: 2.0})
    before = index.copy()
    world(figure(1)).trade_series(deflator=index, base=1962)
    pd.testing.assert_series_equal(index, before)


def test_the_newest_edition_comes_first_and_what_has_none_last() -> None:
    editions = ["9.0", None, "10.0", "10.0.1"]
    dataset = world(*(figure(n, vintage=one, amount=n + 1) for n, one in enumerate(editions)))
    assert dataset.trade_series().vintage.tolist() == ["10.0.1"]
    older = world(figure(0, vintage=None, amount=1), figure(1, vintage="1.0", amount=2))
    assert older.trade_series().amount.tolist() == [2]
