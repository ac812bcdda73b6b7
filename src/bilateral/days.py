"""One day: what held on it, for certain or possibly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, get_args

from bilateral import frames, spans
from bilateral.dates import PartialDate, Window, window_of
from bilateral.errors import InvalidValue
from bilateral.filters import When, one_of
from bilateral.frames import RELEASE, partial, text_column
from bilateral.reading import Reading
from bilateral.spans import Span
from bilateral.tables import Row

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    text_column("what", "state, office, agreement, exercise, visit or event"),
    text_column("id", "the record's id, the office's key or the state's code"),
    text_column("title", "the state's name, the office's or the record's title"),
    text_column("person", "who holds the office"),
    text_column("state", "the state; of an office, the one of the day"),
    text_column("start", "since when (EDTF)"),
    text_column("end", "until when (EDTF); missing: unknown, or it has not ended"),
    text_column("holds", "certainly: all admissible dates say so; possibly: some do"),
    RELEASE,
)


def on(reading: Reading, day: str | date | PartialDate, when: When) -> pd.DataFrame:
    """The frame of `Dataset.on`."""
    window = window_of(day, day)
    if window.first != window.last:
        raise InvalidValue(str(day), "one day, such as 2014-06-02", "give year, month and day")
    one_of("value of when", when, get_args(When))
    rows = [
        row
        for row in (
            *_states(reading, window),
            *_offices(reading, window),
            *_records(reading, window),
        )
        if when == "possibly" or row["holds"] == "certainly"
    ]
    return frames.frame(rows, COLUMNS, reading.context)


def _states(reading: Reading, window: Window) -> Iterator[Row]:
    for line in reading.lines.values():
        for code in line:
            state = reading.states[code]
            if state.lifetime.first <= window.first <= state.lifetime.last:
                yield {
                    "what": "state",
                    "id": code,
                    "title": state.name,
                    "person": None,
                    "state": code,
                    "start": state.start.isoformat() if state.start else None,
                    "end": state.end.isoformat() if state.end else None,
                    "holds": "certainly",
                }


def _offices(reading: Reading, window: Window) -> Iterator[Row]:
    alive = {
        side: [code for code in line if reading.states[code].may_exist(_day(window))]
        for side, line in reading.lines.items()
    }
    for term in sorted(spans.terms(reading), key=lambda one: spans.rank(one.office)):
        holds = term.span.holds(window)
        side = reading.side_of(term.office["state"])
        if holds and side is not None:
            yield {
                "what": "office",
                "id": term.office["key"],
                "title": term.office["title"],
                "person": term.person["key"],
                "state": alive[side][-1] if alive[side] else None,
                "start": str(term.start) if term.start else None,
                "end": str(term.end) if term.end else None,
                "holds": holds,
            }


def _day(window: Window) -> PartialDate:
    return PartialDate.parse(date.fromordinal(window.first).isoformat())


def _records(reading: Reading, window: Window) -> Iterator[Row]:
    for row, span in spans.in_force(reading):
        yield from _record(row, span, row["in_force"] or row["signed"], row["ended"], window)
    for table in ("exercises", "visits", "events"):
        for row, start in reading.dated(table):
            lasted = spans.happening(start, partial(row["end"]))
            if lasted is not None:
                yield from _record(row, lasted, str(start), row["end"], window)


def _record(row: Row, span: Span, start: str, end: str | None, window: Window) -> Iterator[Row]:
    holds = span.holds(window)
    if holds:
        yield {
            "what": row["kind"],
            "id": row["id"],
            "title": row["title"],
            "person": None,
            "state": None,
            "start": start,
            "end": end,
            "holds": holds,
        }
