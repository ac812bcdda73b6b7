"""Questions about trade: one figure a period, mirror gaps, balances, shares, concentration.

Nothing is converted or estimated. A figure that is only a bound ("over a billion") is never a
point: it limits the band between `low` and `high`, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from math import inf, log
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict, get_args

from bilateral import frames
from bilateral.amounts import scaled
from bilateral.dates import PartialDate, Period, Window, possibly_in
from bilateral.errors import InvalidValue
from bilateral.filters import one_of
from bilateral.frames import RELEASE, Column, plain_column, text_column
from bilateral.reading import Reading
from bilateral.tables import Row

if TYPE_CHECKING:
    import pandas as pd

    from bilateral.vocabularies import PeriodKind

Succession = Literal["split", "merge"]
Books = Literal["import", "export"]

TOTAL = "TOTAL"
_POINTS = ("exact", "approximate")
_SERIES = (
    "exporter",
    "importer",
    "compiler",
    "flow",
    "reporter",
    "valuation",
    "vintage",
    "commodity",
    "currency",
)


class Figure(NamedTuple):
    """One printed figure, its amounts in whole units of its currency."""

    row: Row
    period: Period
    exporter: str | None
    importer: str | None
    amount: float
    others: tuple[float, ...]  # what other sources print for the same figure

    @property
    def is_point(self) -> bool:
        """Whether it says how much, and not only that it was more or less."""
        return self.row["bound"] in _POINTS

    @property
    def low(self) -> float:
        """The least that it admits."""
        return 0.0 if self.row["bound"] == "at_most" else min((self.amount, *self.others))

    @property
    def high(self) -> float:
        """The most that it admits."""
        return inf if self.row["bound"] == "at_least" else max((self.amount, *self.others))

    @property
    def movement(self) -> tuple[Period, str, str | None, str | None]:
        """What it measures: the goods moved in a period, one way or (None) both."""
        return self.period, self.row["period_type"], self.exporter, self.importer

    @property
    def series(self) -> tuple[Any, ...]:
        """The series in which it stands: figures of one series can be compared."""
        return tuple(self.row[name] for name in _SERIES)


class TradeWish(TypedDict, total=False):
    """What trade is asked for, as users write it."""

    commodity: str
    period_type: PeriodKind
    currency: str
    compilers: Sequence[str]
    books: Books
    succession: Succession
    start: str | date | PartialDate | None
    end: str | date | PartialDate | None


class Wish(NamedTuple):
    """The same, with its defaults: what is asked for, and which figure is preferred."""

    commodity: str | None = TOTAL
    period_type: PeriodKind = "calendar_year"
    currency: str = "USD"
    compilers: Sequence[str] = ()
    books: Books = "import"
    succession: Succession = "split"
    window: Window = Window()


def figures(reading: Reading, wish: Wish) -> list[Figure]:
    """The figures that are asked for, the preferred ones first.

    Raises UnknownValue for a word outside its vocabulary.
    """
    rank = _preference(reading, wish)
    rows = reading.taken_place("trade")
    if wish.commodity is not None:
        one_of("commodity", wish.commodity, {row["commodity"] for row in rows} | {TOTAL})
    choices = reading.tables["trade"].by_name["period_type"].choices
    one_of("period type", wish.period_type, choices)
    one_of("currency", wish.currency, {row["currency"] for row in rows} | {"USD"})
    one_of("succession", wish.succession, get_args(Succession))
    found = [
        _figure(reading, row, wish.succession)
        for row in rows
        if wish.commodity in (None, row["commodity"])
        and row["period_type"] == wish.period_type
        and row["currency"] == wish.currency
        and possibly_in(Period.parse(row["period"]).as_date, None, wish.window)
    ]
    return sorted(found, key=rank)


def _preference(reading: Reading, wish: Wish) -> Callable[[Figure], Any]:
    declared = [word["key"] for word in reading.manifest["compilers"]]
    first = [one_of("compiler", name, declared) for name in wish.compilers]
    if len(set(first)) < len(first):
        raise InvalidValue(", ".join(first), "each compiler once", "name it once")
    order = {name: place for place, name in enumerate(dict.fromkeys([*first, *declared]))}
    one_of("books", wish.books, get_args(Books))

    def rank(one: Figure) -> Any:
        row = one.row
        return (
            not one.is_point,
            order[row["compiler"]],
            row["flow"] != wish.books,
            row["bound"] != "exact",  # a copy that was rounded says less than an older edition
            _newest_first(row["vintage"]),
            row["id"],
        )

    return rank


def _newest_first(vintage: str | None) -> list[int]:
    """A key that sorts editions by their numbers, the newest first and what has none last."""
    return [*(-int(number) for number in re.findall(r"\d+", vintage or "")), 1]


def _figure(reading: Reading, row: Row, succession: Succession) -> Figure:
    def amount(value: object) -> float:
        return float(scaled(Decimal(str(value)), row["scale"]))

    def named(state: str | None) -> str | None:
        return (reading.side_of(state) or state) if succession == "merge" else state

    others = [one["value"] for one in row["disputes"] if one["field"] == "amount"]
    return Figure(
        row,
        Period.parse(row["period"]),
        named(row["exporter"]),
        named(row["importer"]),
        amount(row["amount"]),
        tuple(map(amount, others)),
    )


def _movements(found: Iterable[Figure]) -> dict[Any, list[Figure]]:
    """The figures by what they measure, in the order of time, the preferred ones first."""
    grouped: dict[Any, list[Figure]] = {}
    for one in found:
        grouped.setdefault(one.movement, []).append(one)
    return dict(sorted(grouped.items(), key=lambda item: _order(*item[0])))


def _order(period: Period, period_type: str, exporter: str | None, importer: str | None) -> Any:
    return period.first_month, period.last_month, exporter or "~", importer or "~"


# --- columns -----------------------------------------------------------------------------------


def _when(one: Figure) -> Row:
    return {
        "period": one.period.text,
        "period_type": one.row["period_type"],
        "year": frames.year_of(one.period.as_date),
        "end_year": one.period.last_month // 12,
        "start": one.period.earliest,
        "end": one.period.latest,
    }


_WHEN = (
    text_column("period", "the span of whole months"),
    text_column("period_type", "what kind of span"),
    plain_column("year", "Int64", "the calendar year; missing where it lies in two"),
    plain_column(
        "end_year", "Int64", "the year in which it ends: of a fiscal year, its usual name"
    ),
    plain_column("start", "datetime64[us]", "the first day of the period"),
    plain_column("end", "datetime64[us]", "the last day of the period"),
)
_WAY = (
    text_column("exporter", "whence the goods; missing: turnover"),
    text_column("importer", "whither; missing: turnover"),
)


def _money(name: str, doc: str) -> Column:
    return plain_column(name, "float64", doc, "currency")


# --- one figure a period -----------------------------------------------------------------------

SERIES = (
    *_WHEN,
    *_WAY,
    text_column("commodity", "HS code, or TOTAL"),
    _money("amount", "the preferred figure; missing where there are only bounds"),
    text_column("currency", "its currency"),
    text_column("bound", "how the preferred figure is meant"),
    _money("low", "the least that any compiler admits"),
    _money("high", "the most that any compiler admits; infinite: only 'more than'"),
    plain_column("n_compilers", "Int64", "compilers with a figure", "compilers"),
    plain_column("n_figures", "Int64", "figures", "figures"),
    plain_column(
        "growth",
        "float64",
        "change against the period before, as a share of it, within the same series",
    ),
    text_column("compiler", "who published the preferred figure"),
    text_column("flow", "in whose books it stands"),
    text_column("reporter", "whose books are quoted"),
    text_column("valuation", "FOB, CIF or unknown"),
    text_column("vintage", "the edition of the series"),
    text_column("id", "the record of the preferred figure"),
    plain_column("disputed", "boolean", "whether sources disagree on the preferred figure"),
    text_column("support", "how well the preferred figure is supported"),
    RELEASE,
)
_CONSTANT = _money("amount_constant", "the preferred figure divided by the deflator")


def series(
    reading: Reading,
    wish: Wish,
    deflator: Mapping[Any, float] | pd.Series[float] | None,
    base: int | None,
) -> pd.DataFrame:
    """The frame of `Dataset.trade_series`."""
    rows = series_rows(reading, wish)
    columns = list(SERIES)
    if deflator is not None:
        factors = _factors(deflator, base)
        rows = [{**row, "amount_constant": _real(row, factors)} for row in rows]
        columns.insert([one.name for one in columns].index("amount") + 1, _CONSTANT)
    elif base is not None:
        raise InvalidValue(base, "a base year beside a deflator", "give the deflator, or no base")
    return frames.frame(rows, columns, reading.context)


def series_rows(reading: Reading, wish: Wish) -> list[dict[str, Any]]:
    """One row a period and way, with the preferred figure and the band of all of them."""
    everything = figures(reading, wish._replace(window=Window()))
    points = {(one.period, one.series): one for one in reversed(everything) if one.is_point}
    asked = figures(reading, wish)
    return [
        {
            **_when(first),
            **{name: first.row[name] for name in _OF_RECORD},
            "exporter": first.exporter,
            "importer": first.importer,
            "amount": first.amount if first.is_point else None,
            "low": min(one.low for one in group),
            "high": max(one.high for one in group),
            "n_compilers": len({one.row["compiler"] for one in group}),
            "n_figures": len(group),
            "growth": _growth(first, points),
            "disputed": bool(first.row["disputes"]),
            "support": frames.support(first.row, reading.context),
        }
        for first, group in ((group[0], group) for group in _movements(asked).values())
    ]


_OF_RECORD = (
    "id",
    "commodity",
    "currency",
    "bound",
    "compiler",
    "flow",
    "reporter",
    "valuation",
    "vintage",
)


def _growth(one: Figure, points: Mapping[Any, Figure]) -> float | None:
    before = points.get((_before(one.period), one.series))
    if not one.is_point or before is None or not before.amount:
        return None
    return one.amount / before.amount - 1


def _before(period: Period) -> Period:
    def text(month: int) -> str:
        return f"{month // 12:04d}-{month % 12 + 1:02d}"

    first, last = period.first_month - period.months, period.first_month - 1
    if period.months == 12 and first % 12 == 0:
        return Period.parse(f"{first // 12:04d}")
    return Period.parse(text(first) if first == last else f"{text(first)}/{text(last)}")


def _factors(
    deflator: Mapping[Any, float] | pd.Series[float], base: int | None
) -> dict[int, float]:
    factors = {_year(year): float(value) for year, value in deflator.items()}
    wrong = {year: value for year, value in factors.items() if not 0 < value < inf}
    if wrong:
        raise InvalidValue(
            wrong, "a deflator that is positive in every year", "leave out years that have none"
        )
    if base is None:
        return factors
    if base not in factors:
        raise InvalidValue(base, "a base year that the deflator has", "choose another year")
    return {year: value / factors[base] for year, value in factors.items()}


def _year(value: object) -> int:
    if isinstance(value, date):
        return value.year
    return int(str(value))


def _real(row: Row, factors: Mapping[int, float]) -> float | None:
    factor = factors.get(row["end_year"])
    return None if row["amount"] is None or factor is None else row["amount"] / factor


# --- both books --------------------------------------------------------------------------------

MIRROR = (
    *_WHEN,
    *_WAY,
    text_column("commodity", "HS code, or TOTAL"),
    text_column("currency", "the currency of both figures"),
    _money("exports", "the exporter's figure"),
    _money("imports", "the importer's figure"),
    _money("gap", "imports less exports"),
    plain_column("gap_relative", "float64", "the gap as a share of the exporter's figure"),
    plain_column("gap_log", "float64", "the natural logarithm of imports over exports"),
    text_column("exports_valuation", "FOB, CIF or unknown"),
    text_column("imports_valuation", "FOB, CIF or unknown"),
    text_column("exports_compiler", "who published the exporter's figure"),
    text_column("imports_compiler", "who published the importer's figure"),
    text_column("exports_id", "the record of the exporter's figure"),
    text_column("imports_id", "the record of the importer's figure"),
    RELEASE,
)


def mirror(reading: Reading, wish: Wish) -> pd.DataFrame:
    """The frame of `Dataset.mirror`."""
    rows = [
        _pair(*min(pairs, key=lambda pair: pair[0].row["compiler"] != pair[1].row["compiler"]))
        for group in _movements(figures(reading, wish)).values()
        if (pairs := list(product(_of(group, "export"), _of(group, "import"))))
    ]
    return frames.frame(rows, MIRROR, reading.context)


def _of(group: Iterable[Figure], books: Books) -> list[Figure]:
    return [one for one in group if one.is_point and one.row["flow"] == books]


def _pair(ours: Figure, theirs: Figure) -> Row:
    gap = theirs.amount - ours.amount
    return {
        **_when(ours),
        "exporter": ours.exporter,
        "importer": ours.importer,
        "commodity": ours.row["commodity"],
        "currency": ours.row["currency"],
        "exports": ours.amount,
        "imports": theirs.amount,
        "gap": gap,
        "gap_relative": gap / ours.amount if ours.amount else None,
        "gap_log": log(theirs.amount / ours.amount) if ours.amount and theirs.amount else None,
        "exports_valuation": ours.row["valuation"],
        "imports_valuation": theirs.row["valuation"],
        "exports_compiler": ours.row["compiler"],
        "imports_compiler": theirs.row["compiler"],
        "exports_id": ours.row["id"],
        "imports_id": theirs.row["id"],
    }


# --- balance -----------------------------------------------------------------------------------

BALANCE = (
    *_WHEN,
    text_column("side", "the side whose balance it is"),
    text_column("commodity", "HS code, or TOTAL"),
    text_column("currency", "the currency of both figures"),
    _money("exports", "what the side exported to the other"),
    _money("imports", "what it imported from the other"),
    _money("balance", "exports less imports"),
    _money("turnover", "exports and imports together"),
    plain_column("ratio", "float64", "exports over imports"),
    text_column("exports_compiler", "who published the figure of exports"),
    text_column("imports_compiler", "who published the figure of imports"),
    text_column("exports_flow", "in whose books the figure of exports stands"),
    text_column("imports_flow", "in whose books the figure of imports stands"),
    text_column("exports_id", "the record of the figure of exports"),
    text_column("imports_id", "the record of the figure of imports"),
    RELEASE,
)


def balance(reading: Reading, side: str, wish: Wish) -> pd.DataFrame:
    """The frame of `Dataset.trade_balance`."""
    one_of("side", side, reading.lines)
    by_period: dict[Any, dict[str, Row]] = {}
    for row in series_rows(reading, wish._replace(succession="merge")):
        if row["exporter"] is not None and row["amount"] is not None:
            way = "exports" if row["exporter"] == side else "imports"
            by_period.setdefault((row["period"], row["period_type"]), {})[way] = row
    rows = [
        _balance(side, both["exports"], both["imports"])
        for both in by_period.values()
        if len(both) == 2
    ]
    return frames.frame(rows, BALANCE, reading.context)


def _balance(side: str, out: Row, back: Row) -> Row:
    return {
        **{name: out[name] for name in ("commodity", "currency", *(one.name for one in _WHEN))},
        "side": side,
        "exports": out["amount"],
        "imports": back["amount"],
        "balance": out["amount"] - back["amount"],
        "turnover": out["amount"] + back["amount"],
        "ratio": out["amount"] / back["amount"] if back["amount"] else None,
        "exports_compiler": out["compiler"],
        "imports_compiler": back["compiler"],
        "exports_flow": out["flow"],
        "imports_flow": back["flow"],
        "exports_id": out["id"],
        "imports_id": back["id"],
    }


# --- shares and concentration --------------------------------------------------------------------

SHARES = (
    *_WHEN,
    *_WAY,
    text_column("compiler", "who published both figures"),
    text_column("flow", "in whose books they stand"),
    text_column("currency", "their currency"),
    text_column("commodity", "HS code"),
    _money("amount", "the figure of the commodity"),
    _money("total", "the same compiler's total"),
    plain_column("share", "float64", "the commodity's share of that total"),
    text_column("id", "the record of the commodity's figure"),
    text_column("total_id", "the record of the total"),
    RELEASE,
)
CONCENTRATION = (
    *_WHEN,
    *_WAY,
    text_column("compiler", "who published the figures"),
    text_column("flow", "in whose books they stand"),
    text_column("currency", "their currency"),
    plain_column("n_commodities", "Int64", "commodities with a figure", "commodities"),
    plain_column("covered", "float64", "their share of the total"),
    plain_column("hhi_low", "float64", "Herfindahl-Hirschman index, if the rest is dust"),
    plain_column("hhi_high", "float64", "the same, if the rest is one commodity"),
    RELEASE,
)


def shares(reading: Reading, wish: Wish) -> pd.DataFrame:
    """The frame of `Dataset.trade_shares`."""
    return frames.frame(list(_shares(reading, wish)), SHARES, reading.context)


def _shares(reading: Reading, wish: Wish) -> Iterator[dict[str, Any]]:
    points = [one for one in figures(reading, wish._replace(commodity=None)) if one.is_point]
    totals = {_book(one): one for one in reversed(points) if one.row["commodity"] == TOTAL}
    parts = [one for one in points if one.row["commodity"] != TOTAL and one.exporter]
    for one in sorted(parts, key=lambda one: (*_order(*one.movement), one.row["id"])):
        total = totals.get(_book(one))
        yield {
            **_when(one),
            "exporter": one.exporter,
            "importer": one.importer,
            "compiler": one.row["compiler"],
            "flow": one.row["flow"],
            "currency": one.row["currency"],
            "commodity": one.row["commodity"],
            "amount": one.amount,
            "total": total.amount if total else None,
            "share": one.amount / total.amount if total and total.amount else None,
            "id": one.row["id"],
            "total_id": total.row["id"] if total else None,
        }


def _book(one: Figure) -> tuple[Any, ...]:
    """A compiler's page for one way and period: its parts and its total belong together."""
    return (*one.movement, *(one.row[name] for name in ("compiler", "flow", "currency")))


def concentration(reading: Reading, wish: Wish) -> pd.DataFrame:
    """The frame of `Dataset.trade_concentration`."""
    keys = [column.name for column in CONCENTRATION[:11]]
    pages: dict[tuple[Any, ...], dict[str, dict[str, Any]]] = {}
    for row in _shares(reading, wish):
        if row["share"] is not None:
            page = pages.setdefault(tuple(row[key] for key in keys), {})
            page.setdefault(row["commodity"], row)
    rows = [_concentration(page) for page in pages.values()]
    return frames.frame(rows, CONCENTRATION, reading.context)


def _concentration(page: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    whole = [
        row["share"]
        for code, row in page.items()
        if not any(code != other and code.startswith(other) for other in page)
    ]
    rest = max(0.0, 1 - sum(whole))
    low = sum(share**2 for share in whole)
    return {
        **next(iter(page.values())),
        "n_commodities": len(whole),
        "covered": sum(whole),
        "hhi_low": low,
        "hhi_high": low + rest**2,
    }
