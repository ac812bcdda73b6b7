"""The cells of a dyad-period table: pairs of states, periods, and the records that lie in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, Literal, NamedTuple, TypedDict, get_args

from bilateral import frames
from bilateral.dates import PartialDate, Window, window_of
from bilateral.errors import InvalidValue
from bilateral.filters import known_names, one_of
from bilateral.reading import Reading
from bilateral.tables import Row
from bilateral.trade import Succession
from bilateral.words import RANKS

Freq = Literal["year", "quarter", "month", "decade"]
Placing = Literal["earliest", "latest", "spread", "certain"]
Breakdown = Literal[
    "category", "quad_class", "agreement_form", "visit_form", "level", "domain", "series"
]

_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


class Bin(NamedTuple):
    """One period of the panel."""

    text: str
    months: int
    window: Window

    @property
    def year(self) -> int | None:
        """The year in which it lies, None for a decade."""
        return date.fromordinal(self.window.first).year if self.months <= 12 else None


class Cell(NamedTuple):
    """One row of the panel: a pair of states (from the first to the second) in a period."""

    sides: tuple[str, str]
    states: tuple[str, str]
    bin: Bin


class Measure(NamedTuple):
    """One count: which records it counts, and what the coverage statement calls it."""

    name: str
    doc: str
    table: str
    counts: Callable[[Row, Cell], bool]
    scope: str | None = None  # a level, form, category or domain
    of_sender: bool = False  # counts only what comes from the cell's first side


class Placed(NamedTuple):
    """A record in a cell: how much of it counts there, and whether its date is precise enough."""

    row: Row
    weight: float
    certain: bool


class Plan(NamedTuple):
    """What a panel is asked for."""

    freq: Freq
    succession: Succession
    directed: bool
    dates: Placing
    by: tuple[Breakdown, ...]
    window: Window


class PanelWish(TypedDict, total=False):
    """What a panel is asked for besides its frequency, as users write it."""

    succession: Succession
    directed: bool
    dates: Placing
    by: Breakdown | Sequence[Breakdown] | None
    start: str | date | PartialDate | None
    end: str | date | PartialDate | None


def plan(freq: Freq, wish: PanelWish) -> Plan:
    """The plan of a panel; raises UnknownValue for a word outside its vocabulary."""
    known_names("parameter", wish, PanelWish)
    succession, dates = wish.get("succession", "split"), wish.get("dates", "earliest")
    one_of("freq", freq, get_args(Freq))
    one_of("succession", succession, get_args(Succession))
    one_of("placing of dates", dates, get_args(Placing))
    by = wish.get("by") or ()
    wanted: dict[Breakdown, None] = dict.fromkeys([by] if isinstance(by, str) else by)
    for name in wanted:
        one_of("breakdown", name, get_args(Breakdown))
    window = window_of(wish.get("start"), wish.get("end"))
    return Plan(freq, succession, wish.get("directed", False), dates, tuple(wanted), window)


# --- periods and pairs -------------------------------------------------------------------------


def bins(freq: Freq, window: Window) -> Iterator[Bin]:
    """The periods that overlap a window, in order."""
    months = _MONTHS[freq]
    first, last = date.fromordinal(window.first), date.fromordinal(window.last)
    start = (first.year * 12 + first.month - 1) // months * months
    for month in range(start, last.year * 12 + last.month, months):
        span = Window(_first_day(month), _first_day(month + months) - 1)
        yield Bin(_label(month, months), months, span)


def _first_day(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


def _label(month: int, months: int) -> str:
    year = month // 12
    if months == 120:
        return f"{year // 10:03d}X"
    if months == 12:
        return f"{year:04d}"
    text = f"{year:04d}-{month % 12 + 1:02d}"
    return text if months == 1 else f"{text}/{year:04d}-{month % 12 + months:02d}"


def cells(reading: Reading, asked: Plan) -> list[Cell]:
    """The rows of the panel: every pair of states that existed, in every period."""
    one, two = sorted(reading.lines, key=lambda side: _number(reading, reading.lines[side][-1]))
    found: list[Cell] = []
    span = _overlap(reading.span, asked.window)
    for period in bins(asked.freq, span) if span else ():
        inside = _overlap(period.window, reading.span)
        assert inside is not None  # the periods are cut from the span
        alive = {side: _alive(reading, side, inside) for side in (one, two)}
        pairs = [
            pair for pair in product(alive[one], alive[two]) if _together(reading, pair, inside)
        ]
        if asked.succession == "merge":
            pairs = pairs[-1:]
        for pair in pairs:
            found.append(Cell((one, two), pair, period))
            if asked.directed:
                found.append(Cell((two, one), (pair[1], pair[0]), period))
    return found


def _number(reading: Reading, code: str) -> tuple[bool, int, str]:
    number = reading.states[code].cow
    return number is None, number or 0, code


def _overlap(one: Window, other: Window) -> Window | None:
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Window(first, last) if first <= last else None


def _alive(reading: Reading, side: str, window: Window) -> list[str]:
    states = reading.states
    return [code for code in reading.lines[side] if _overlap(states[code].lifetime, window)]


def _together(reading: Reading, pair: tuple[str, str], window: Window) -> bool:
    spans = [window, *(reading.states[code].lifetime for code in pair)]
    return max(one.first for one in spans) <= min(one.last for one in spans)


# --- measures ----------------------------------------------------------------------------------


def measures(reading: Reading, asked: Plan) -> list[Measure]:
    """The counts of a panel, in the order of its columns."""
    base = base_measures(asked)
    kinds = {one.table: one for one in base if one.name in _KINDS}
    found = list(base)
    for by in asked.by:
        table, field = _BREAKDOWNS[by]
        if table in kinds:
            found += _parts(reading, kinds[table], field, by)
        else:
            raise InvalidValue(
                by, "a breakdown of visits or events", "agreements and exercises have no direction"
            )
    return found


def base_measures(asked: Plan) -> list[Measure]:
    """The counts that every panel has."""
    return _directed() if asked.directed else _undirected()


_KINDS = ("n_events", "n_agreements", "n_visits", "n_exercises")
_BREAKDOWNS: Mapping[str, tuple[str, str]] = {
    "category": ("events", "category"),
    "quad_class": ("events", "quad_class"),
    "agreement_form": ("agreements", "form"),
    "visit_form": ("visits", "form"),
    "level": ("visits", "level"),
    "domain": ("exercises", "domain"),
    "series": ("exercises", "series"),
}


def _undirected() -> list[Measure]:
    def guest(place: int | None) -> Callable[[Row, Cell], bool]:
        def counts(row: Row, cell: Cell) -> bool:
            side = _guest(row, cell)
            return side == (None if place is None else cell.sides[place])

        return counts

    return [
        Measure("n_events", "events", "events", anything),
        Measure("n_agreements", "agreements signed", "agreements", anything),
        Measure("n_visits", "visits and meetings held", "visits", anything),
        Measure("n_visits_1_to_2", "visits of the first side to the second", "visits", guest(0)),
        Measure("n_visits_2_to_1", "visits of the second side to the first", "visits", guest(1)),
        Measure("n_visits_elsewhere", "meetings in third states, or online", "visits", guest(None)),
        Measure("n_exercises", "exercises held", "exercises", anything),
    ]


def _directed() -> list[Measure]:
    return [
        Measure(
            "n_events",
            "events in which the first side acts upon the second",
            "events",
            _acts_upon,
            of_sender=True,
        ),
        Measure(
            "n_visits",
            "visits of the first side to the second",
            "visits",
            _sends,
            of_sender=True,
        ),
    ]


def anything(_: Row, __: Cell) -> bool:
    return True


def _guest(row: Row, cell: Cell) -> str | None:
    return row["guest_side"] if row["guest_side"] in cell.sides else None


def _sends(row: Row, cell: Cell) -> bool:
    return _guest(row, cell) == cell.sides[0]


def _acts_upon(row: Row, cell: Cell) -> bool:
    return cell.sides[0] in row["initiators"] and cell.sides[1] in row["targets"]


def _words(reading: Reading, table: str, field: str) -> Sequence[str]:
    """What a breakdown tells apart: a vocabulary, or the words in use where there is none."""
    if field == "level":
        return RANKS
    choices = reading.tables[table].by_name[field].choices
    return choices or sorted({row[field] for row in reading.rows(table) if row[field]})


def _parts(reading: Reading, whole: Measure, field: str, by: str) -> Iterator[Measure]:
    for word in _words(reading, whole.table, field):

        def counts(row: Row, cell: Cell, word: str = word) -> bool:
            return row[field] == word and whole.counts(row, cell)

        part = "_".join(re.findall(r"\w+", word.lower()))
        name = f"{whole.name}_{by.removeprefix('agreement_').removeprefix('visit_')}_{part}"
        doc = f"{whole.doc}: {word}"
        yield Measure(name, doc, whole.table, counts, word, whole.of_sender)


# --- placing records ----------------------------------------------------------------------------


def placed(reading: Reading, asked: Plan) -> Iterator[tuple[Cell, Measure, Placed]]:
    """Every record in every cell and measure in which it counts, or may."""
    everything = cells(reading, asked)
    counted = measures(reading, asked)
    by_bin: dict[Window, list[Cell]] = {}
    for cell in everything:
        by_bin.setdefault(cell.bin.window, []).append(cell)
    windows = sorted(by_bin)
    for table in ("events", "agreements", "visits", "exercises"):
        mine = [one for one in counted if one.table == table]
        for row, when in reading.dated(table) if mine else ():
            known = _prepared(reading, row, table)
            for window, weight, certain in _weights(when, windows, reading.span, asked.dates):
                for cell in _of_record(reading, known, by_bin[window], asked):
                    for one in mine:
                        if one.counts(known, cell):
                            yield cell, one, Placed(row, weight, certain)


def _prepared(reading: Reading, row: Row, table: str) -> Row:
    """A row with what measures ask of it: level, states, the sides that act and travel."""
    known: dict[str, Any] = {**row, "states": reading.tables[table].states_in(row)}
    if table == "visits":
        known["level"] = frames.level(row, reading.context)
        known["guest_side"] = reading.side_of(row["guest"])
    if table == "events":
        for role in ("initiator", "target"):
            known[f"{role}s"] = {
                reading.side_of(actor["party"]) for actor in row["actors"] if actor["role"] == role
            }
    return known


def _weights(
    when: PartialDate, windows: Iterable[Window], span: Window, dates: Placing
) -> Iterator[tuple[Window, float, bool]]:
    """The periods in which a record counts or may count, with its weight there.

    An open side of a date is taken for its other side: nobody knows how far it reaches.
    """
    first = when.window.first if when.earliest else when.window.last
    last = when.window.last if when.latest else when.window.first
    first, last = (min(max(day, span.first), span.last) for day in (first, last))
    exact = not when.is_qualified and when.earliest is not None and when.latest is not None
    for window in windows:
        if first > window.last or last < window.first:
            continue
        certain = exact and window.first <= first and last <= window.last
        if dates == "spread":
            shared = min(last, window.last) - max(first, window.first) + 1
            weight = max(0, shared) / (last - first + 1)
        elif dates == "certain":
            weight = float(certain)
        else:
            day = first if dates == "earliest" else last
            weight = float(window.first <= day <= window.last)
        yield window, weight, certain


def _of_record(reading: Reading, row: Row, among: Sequence[Cell], asked: Plan) -> Iterator[Cell]:
    """The cells of one period to which a record belongs: one pair, in either direction.

    Its pair is that of the states it names. Where it names none of a side, both of them, or one
    that did not exist then, the first of the period stands for the side.
    """
    if asked.succession == "merge":
        yield from among
        return
    chosen: dict[str, str] = {}
    for place in (0, 1):
        for side in {cell.sides[place] for cell in among}:
            there = [cell.states[place] for cell in among if cell.sides[place] == side]
            named = [code for code in there if code in row["states"]]
            chosen[side] = named[0] if len(set(named)) == 1 else there[0]
    for cell in among:
        if all(chosen[side] == state for side, state in zip(cell.sides, cell.states, strict=True)):
            yield cell
