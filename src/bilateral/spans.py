"""How long things hold: agreements in force and people in office, on which days for certain.

A span has two windows. On the days of `possible` the thing may hold: some admissible dates say
so. On the days of `certain` it must: all admissible dates say so, and none is qualified.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from bilateral.dates import PartialDate, Window
from bilateral.filters import took_place
from bilateral.frames import partial
from bilateral.reading import Reading
from bilateral.tables import Row
from bilateral.words import RANKS

Holds = Literal["certainly", "possibly"]

# offices that several people hold at once: no term says when another one ended
_SHARED = ("deputy_head", "deputy_minister", "official")


class Span(NamedTuple):
    """The days on which something may hold, and those on which it must (None: none)."""

    possible: Window
    certain: Window | None

    def holds(self, window: Window) -> Holds | None:
        """Whether it holds on some day of the window: certainly, possibly or not at all."""
        if self.certain is not None and _meet(self.certain, window):
            return "certainly"
        return "possibly" if _meet(self.possible, window) else None


def _meet(one: Window, other: Window) -> bool:
    return one.first <= other.last and other.first <= one.last


def happening(start: PartialDate, end: PartialDate | None) -> Span | None:
    """The span of what has a start and an end; an unknown end does not prolong it.

    None where no admissible dates are in order.
    """
    end = end or start
    if not start.may_precede(end):
        return None
    possible = Window(start.window.first, end.window.last)
    if start.is_qualified or end.is_qualified:
        return Span(possible, None)
    return Span(possible, _ordered(start.window.last, end.window.first))


def _ordered(first: int, last: int) -> Window | None:
    return Window(first, last) if first <= last else None


# --- agreements --------------------------------------------------------------------------------


def in_force(reading: Reading) -> Iterator[tuple[Row, Span]]:
    """The agreements that were or may have been in force, each with its span.

    Certain from the day of entry into force to the day of its end or, without one, to the day
    for which a source calls it in force. Possible from signature, and on: until its end, or the
    entry into force of what supersedes it, if either is known. A joint statement never is.
    """
    replaced = _replaced(reading)
    for row in reading.rows("agreements"):
        if took_place(row) and row["form"] != "joint_statement":
            span = _agreement(row, replaced)
            if span is not None:
                yield row, span


def _replaced(reading: Reading) -> Mapping[str, PartialDate]:
    """The day on which what supersedes an agreement entered into force, by its id."""
    return {
        tie["id"]: entered
        for row in reading.taken_place("agreements")
        for tie in row["related"]
        if tie["relation"] == "supersedes" and (entered := partial(row["in_force"]))
    }


def _agreement(row: Row, replaced: Mapping[str, PartialDate]) -> Span | None:
    entered, as_of = partial(row["in_force"]), partial(row["status_as_of"])
    start = entered or partial(row["signed"])
    if start is None:
        return None
    over = partial(row["ended"]) or replaced.get(row["id"])
    if over is None and row["status"] in ("ended", "superseded"):
        over = as_of
    possible = _ordered(start.window.first, over.window.last if over else Window().last)
    if possible is None:
        return None
    known = over or (as_of if row["status"] == "in_force" else None)
    if entered is None or known is None or entered.is_qualified or known.is_qualified:
        return Span(possible, None)
    if over is not None and not (row["ended"] or row["id"] in replaced):
        return Span(possible, None)  # over by that day, nobody says since when
    return Span(possible, _ordered(entered.window.last, known.window.first))


# --- offices -----------------------------------------------------------------------------------


class Term(NamedTuple):
    """Somebody's time in an office."""

    person: Row
    office: Row
    start: PartialDate | None
    end: PartialDate | None
    span: Span


def terms(reading: Reading) -> Iterator[Term]:
    """Every term of the offices of both sides, with its span.

    Besides its own dates a term has the days on which records show its holder in the office. One
    whose end is unknown lasts at the longest until the next holder is known to be in office; one
    whose start is open ("by that day") begins at the earliest when the one before is known to be.
    Without such a neighbour an open start says no more than the days that are known. Offices that
    several people hold at once do not bound each other.
    """
    offices = {row["key"]: row for row in reading.rows("offices")}
    seen = _appearances(reading)
    held: dict[str, list[_Known]] = {}
    for person in reading.rows("people"):
        for term in person["terms"]:
            start, end = partial(term["start"]), partial(term["end"])
            days = seen.get((person["key"], term["office"]), [])
            held.setdefault(term["office"], []).append(_known(person, start, end, days))
    for key, holders in sorted(held.items()):
        office = offices[key]
        if reading.side_of(office["state"]) is not None:
            lone = office["rank"] not in _SHARED
            for one, before, after in _with_neighbours(holders):
                span = _span(one, reading.span, before if lone else None, after if lone else None)
                if span is not None:
                    yield Term(one.person, office, one.start, one.end, span)


class _Known(NamedTuple):
    """A term, with the first and the last day on which its holder is known to be in office."""

    person: Row
    start: PartialDate | None
    end: PartialDate | None
    first: int
    last: int
    sure: bool  # whether there is any such day


def _appearances(reading: Reading) -> dict[tuple[str, str], list[Window]]:
    """When records show a person in an office."""
    fields = {"visits": ("principals", "counterparts"), "agreements": ("signatories",)}
    found: dict[tuple[str, str], list[Window]] = {}
    for table, names in fields.items():
        for row, when in reading.dated(table):
            if not when.is_qualified and when.earliest and when.latest:
                for one in (one for name in names for one in row[name] if one["person"]):
                    found.setdefault((one["person"], one["office"]), []).append(when.window)
    return found


def _known(
    person: Row, start: PartialDate | None, end: PartialDate | None, days: Iterable[Window]
) -> _Known:
    soonest = start.window.first if start is not None else 0
    begun = [start.window.last] if start is not None and start.latest is not None else []
    over = [end.window.first] if end is not None and end.earliest is not None else []
    mine = [
        day for day in days if day.first >= soonest and (end is None or day.last <= end.window.last)
    ]
    known = [*begun, *(day.last for day in mine)]
    if not known and end is not None and end.window.first == end.window.last >= soonest:
        known = over  # in office until that very day, nobody knows since when
    first = max(min(known, default=over[0] if over else 0), soonest)
    last = max([*over, *(day.first for day in mine)], default=first)
    return _Known(person, start, end, first, max(first, last), bool(known))


def _with_neighbours(
    holders: Iterable[_Known],
) -> Iterator[tuple[_Known, int | None, int | None]]:
    """Each holder with the days on which the one before and the one after is first known."""
    ordered = sorted(holders, key=lambda one: (one.first, one.last))
    days: list[int | None] = [None, *(one.first for one in ordered), None]
    return zip(ordered, days, days[2:], strict=False)


def _span(one: _Known, whole: Window, before: int | None, after: int | None) -> Span | None:
    opened = one.start is None or one.start.earliest is None
    first = one.start.window.first if one.start is not None and not opened else before
    if first is None:
        first = one.first
    if one.end is not None and one.end.latest is not None:
        last = one.end.window.last
    else:
        last = after if after is not None else one.last if opened else whole.last
    possible = _ordered(max(first, whole.first), min(max(last, one.last), whole.last))
    if possible is None:
        return None
    doubtful = [date for date in (one.start, one.end) if date is not None and date.is_qualified]
    if doubtful or not one.sure:
        return Span(possible, None)
    return Span(possible, _ordered(one.first, one.last))


def rank(office: Row) -> int:
    """How high an office stands: 0 is the highest."""
    return RANKS.index(office["rank"])
