"""How long things hold: agreements in force and people in office, on which days for certain.

A span has two windows. On the days of `possible` the thing may hold: some admissible dates say
so. On the days of `certain` it must: all admissible dates say so, and none is qualified.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
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

    A term whose end is unknown lasts at the longest until the next holder is known to be in
    office; one whose beginning is open begins at the earliest when the one before is known to
    be. Offices that several people hold at once bound each other in no way.
    """
    offices = {row["key"]: row for row in reading.rows("offices")}
    held: dict[str, list[tuple[PartialDate | None, PartialDate | None, Row]]] = {}
    for person in reading.rows("people"):
        for term in person["terms"]:
            one = (partial(term["start"]), partial(term["end"]), person)
            held.setdefault(term["office"], []).append(one)
    for key, holders in sorted(held.items()):
        office = offices[key]
        if reading.side_of(office["state"]) is None:
            continue
        whole = reading.span
        lone = office["rank"] not in _SHARED
        ordered = sorted(holders, key=lambda one: _known_by(one[0], one[1]))
        known = [_known_by(start, end) for start, end, _ in ordered]
        afters = [later for _, later in pairwise(known)] + [whole.last]
        befores = [whole.first] + [earlier for earlier, _ in pairwise(known)]
        for (start, end, person), before, after in zip(ordered, befores, afters, strict=True):
            first = start.window.first if start and start.earliest else 0
            last = end.window.last if end and end.latest else Window().last
            if lone and not first:
                first = before
            if lone and last == Window().last:
                last = after
            first, last = max(first, whole.first), min(last, whole.last)
            span = _term(start, end, first, last)
            if span is not None:
                yield Term(person, office, start, end, span)


def _known_by(start: PartialDate | None, end: PartialDate | None) -> int:
    """The first day on which somebody is known to have been in an office."""
    if start is not None and start.latest is not None:
        return start.window.last
    return end.window.first if end is not None else Window().first


def _term(start: PartialDate | None, end: PartialDate | None, first: int, last: int) -> Span | None:
    possible = _ordered(first, last)
    if possible is None:
        return None
    if start is None or start.is_qualified or start.latest is None:
        return Span(possible, None)
    known_to = end.window.first if end is not None and not end.is_qualified else start.window.last
    certain = _ordered(start.window.last, known_to) if end is None or end.earliest else None
    return Span(possible, certain)


def rank(office: Row) -> int:
    """How high an office stands: 0 is the highest."""
    return RANKS.index(office["rank"])
