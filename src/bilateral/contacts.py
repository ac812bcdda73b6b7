"""Questions about people and sequences: who met whom, how long apart, what followed what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bilateral import frames
from bilateral.dates import PartialDate
from bilateral.filters import one_of
from bilateral.frames import RELEASE, Column, plain_column, text_column
from bilateral.reading import Reading
from bilateral.tables import Row
from bilateral.words import RANKS

if TYPE_CHECKING:
    import pandas as pd

_RECORD = (
    text_column("id", "the record's id"),
    text_column("kind", "the kind of record"),
    text_column("date", "its date (EDTF)"),
    plain_column("earliest", "datetime64[us]", "first admissible day"),
    plain_column("latest", "datetime64[us]", "last admissible day"),
    plain_column("year", "Int64", "the year; missing where the admissible days lie in several"),
    text_column("title", "what happened, in one line"),
)


def _record(row: Row, when: PartialDate) -> dict[str, Any]:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "date": str(when),
        "earliest": when.earliest,
        "latest": when.latest,
        "year": frames.year_of(when),
        "title": row["title"],
    }


def _days(name: str, doc: str) -> Column:
    return plain_column(name, "Int64", doc, "days")


# --- meetings ----------------------------------------------------------------------------------

MEETINGS = (
    *_RECORD,
    text_column("form", "what kind of visit"),
    text_column("level", "the level of the visit"),
    text_column("principal", "who travels or, in a third state, is of the dyad's first party"),
    text_column("principal_office", "the office held or stated"),
    text_column("principal_party", "the state of the day"),
    text_column("counterpart", "who receives or meets them"),
    text_column("counterpart_office", "the office held or stated"),
    text_column("counterpart_party", "the state of the day"),
    RELEASE,
)


def meetings(reading: Reading, visits: Iterable[Row]) -> pd.DataFrame:
    """The frame of `Dataset.meetings`."""
    rows = [
        {
            **_record(row, when),
            "form": row["form"],
            "level": frames.level(row, reading.context),
            **_holder("principal", principal),
            **_holder("counterpart", counterpart),
        }
        for row in visits
        if (when := reading.when(row, "visits"))
        for principal in row["principals"]
        for counterpart in row["counterparts"]
    ]
    return frames.frame(rows, MEETINGS, reading.context)


def _holder(name: str, one: Row) -> dict[str, Any]:
    return {
        name: one["person"],
        f"{name}_office": one["office"],
        f"{name}_party": one["party"],
    }


# --- gaps --------------------------------------------------------------------------------------

GAPS = (
    *_RECORD,
    text_column("level", "the level of the contact"),
    text_column("previous", "the contact before it"),
    _days("days_min", "the fewest days between them that the dates admit"),
    _days("days_max", "the most days between them that the dates admit"),
    RELEASE,
)


def at_least(reading: Reading, visits: Iterable[Row], level: str) -> list[Row]:
    """The visits of that level or a higher one."""
    lowest = RANKS.index(one_of("level", level, RANKS))
    ranked = ((row, frames.level(row, reading.context)) for row in visits)
    return [row for row, own in ranked if own is not None and RANKS.index(own) <= lowest]


def gaps(reading: Reading, visits: Iterable[Row]) -> pd.DataFrame:
    """The frame of `Dataset.contact_gaps`."""
    dated = [(row, when) for row in visits if (when := reading.when(row, "visits"))]
    before = [None, *dated]
    rows = [
        {
            **_record(row, when),
            "level": frames.level(row, reading.context),
            "previous": last[0]["id"] if last else None,
            **(_lag(when, last[1]) if last else _NO_LAG),
        }
        for last, (row, when) in zip(before, dated, strict=False)
    ]
    return frames.frame(rows, GAPS, reading.context)


_NO_LAG: Mapping[str, int | None] = {"days_min": None, "days_max": None}


def _lag(later: PartialDate, earlier: PartialDate) -> Mapping[str, int | None]:
    """How many days the later date may lie after the earlier; negative: before it."""
    bounds = later.earliest, later.latest, earlier.earliest, earlier.latest
    least = (later.window.first - earlier.window.last) if bounds[0] and bounds[3] else None
    most = (later.window.last - earlier.window.first) if bounds[1] and bounds[2] else None
    return {"days_min": least, "days_max": most}


# --- one person --------------------------------------------------------------------------------

_PARTS = {
    "visits": {"principals": "principal", "counterparts": "counterpart"},
    "agreements": {"signatories": "signatory"},
}
APPEARANCES = (
    *_RECORD,
    text_column("role", "principal, counterpart or signatory"),
    text_column("office", "the office held or stated"),
    text_column("party", "the state of the day"),
    RELEASE,
)


def appearances(reading: Reading, person: str) -> pd.DataFrame:
    """The frame of `Dataset.appearances`."""
    one_of("person", person, (row["key"] for row in reading.rows("people")))
    found: list[tuple[PartialDate, Row]] = [
        (when, {**_record(row, when), "role": role, "office": one["office"], "party": one["party"]})
        for table, roles in _PARTS.items()
        for row, when in reading.dated(table)
        for field, role in roles.items()
        for one in row[field]
        if one["person"] == person
    ]
    found.sort(key=lambda one: frames.in_time(one[0], one[1]["id"]))
    return frames.frame([row for _, row in found], APPEARANCES, reading.context)


# --- sequences ---------------------------------------------------------------------------------

SEQUENCES = (
    *_RECORD,
    text_column("relation", "what this record is to the other"),
    text_column("other", "the other record's id"),
    text_column("other_kind", "its kind"),
    text_column("other_date", "its date (EDTF)"),
    _days("days_min", "the fewest days by which this may follow the other; negative: precede it"),
    _days("days_max", "the most days by which this may follow the other"),
    RELEASE,
)


def sequences(reading: Reading, relation: str | None) -> pd.DataFrame:
    """The frame of `Dataset.sequences`."""
    kinds = [table for table in reading.tables.values() if table.kind]
    if relation is not None:
        words = next(field for field in kinds[0].by_name["related"].fields if field.choices)
        one_of("relation", relation, words.choices)
    dated = {row["id"]: (row, when) for table in kinds for row, when in reading.dated(table.name)}
    found: list[tuple[PartialDate, Row]] = [
        (
            when,
            {
                **_record(row, when),
                "relation": tie["relation"],
                "other": other["id"],
                "other_kind": other["kind"],
                "other_date": str(then),
                **_lag(when, then),
            },
        )
        for row, when in dated.values()
        for tie in row["related"]
        if relation in (None, tie["relation"]) and tie["id"] in dated
        for other, then in [dated[tie["id"]]]
    ]
    found.sort(key=lambda one: (frames.in_time(one[0], one[1]["id"]), one[1]["other"]))
    return frames.frame([row for _, row in found], SEQUENCES, reading.context)
