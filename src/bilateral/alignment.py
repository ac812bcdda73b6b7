"""A user's machine-coded events beside the curated record: what each has that the other has not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as day
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral import frames
from bilateral.dates import PartialDate, Window
from bilateral.errors import InvalidValue, UnknownValue
from bilateral.filters import one_of
from bilateral.frames import RELEASE, partial, plain_column, text_column
from bilateral.reading import Reading
from bilateral.tables import Row
from bilateral.words import QUADS

if TYPE_CHECKING:
    import pandas as pd

# What the curated kinds are in the terms of CAMEO and PLOVER: a visit is a consultation, a
# signature an agreement (both words for), training together is material cooperation. Trade
# figures are no happenings.
_OF_KIND = {
    "visit": "verbal_cooperation",
    "agreement": "verbal_cooperation",
    "exercise": "material_cooperation",
}


class Alignment(NamedTuple):
    """What `Dataset.align` gives: the matches, and recall and precision by year."""

    matches: pd.DataFrame
    by_year: pd.DataFrame


class _Curated(NamedTuple):
    """A curated record with what it is matched by."""

    row: Row
    when: PartialDate
    quad: str
    window: Window


def quad_classes(codes: pd.Series[Any]) -> pd.Series[str]:
    """CAMEO codes as quad classes: a string Series on the same index.

    Codes are texts (`"042"`) or root codes as numbers (4). Root codes 01 to 05 are verbal
    cooperation, 06 to 08 material cooperation, 09 to 13 verbal conflict, 14 to 20 material
    conflict: the grouping that ICEWS and GDELT users apply (R package icews, `cameo_codes`).
    Raises InvalidValue for codes without a root from 1 to 20.

    >>> import pandas as pd
    >>> from bilateral.alignment import quad_classes
    >>> quad_classes(pd.Series(["042", "190"])).tolist()
    ['verbal_cooperation', 'material_conflict']
    """
    import pandas as pd

    found = [_quad_of_cameo(code) for code in codes.tolist()]
    wrong = sorted({str(code) for code, quad in zip(codes, found, strict=True) if quad is None})
    if wrong:
        raise InvalidValue(
            ", ".join(wrong[:5]),
            "CAMEO codes whose root is 01 to 20",
            "keep codes as text: read the column with dtype=str",
        )
    return pd.Series(found, codes.index, dtype="string[python]", name="quad_class")


def _quad_of_cameo(code: object) -> str | None:
    text = code[:2] if isinstance(code, str) else str(code).removesuffix(".0")
    root = int(text) if text.isdecimal() else 0
    if not 1 <= root <= 20:
        return None
    return QUADS[(root > 5) + (root > 8) + (root > 13)]


def align(
    reading: Reading,
    events: pd.DataFrame,
    curated: Iterable[Row],
    *,
    date: str,
    quad_class: str | None,
    days: int,
    window: Window,
) -> Alignment:
    """The frames of `Dataset.align`."""
    if isinstance(days, bool) or days < 0:
        raise InvalidValue(days, "a window of 0 days or more", "give whole days")
    theirs = _ordinals(events, date)
    quads = _quads(events, quad_class)
    ours = list(_curated(reading, curated, window))
    inside = [place for place, day in enumerate(theirs) if window.first <= day <= window.last]
    ordered = sorted(inside, key=theirs.__getitem__)
    sorted_days = [theirs[place] for place in ordered]
    pairs = [
        (one, place)
        for one in ours
        for place in ordered[
            bisect_left(sorted_days, one.window.first - days) : bisect_right(
                sorted_days, one.window.last + days
            )
        ]
        if quads is None or quads[place] == one.quad
    ]
    by_year = _by_year(reading, ours, pairs, {place: theirs[place] for place in inside})
    return Alignment(_matches(reading, pairs, theirs), by_year)


def _curated(reading: Reading, rows: Iterable[Row], window: Window) -> Iterator[_Curated]:
    for row in rows:
        table = next(one.name for one in reading.tables.values() if one.kind == row["kind"])
        when = reading.when(row, table)
        if when is not None:
            first = when.window.first if when.earliest else when.window.last
            end = partial(row.get("end")) or when
            last = end.window.last if end.latest else max(first, end.window.first)
            quad = row.get("quad_class") or _OF_KIND[row["kind"]]
            first, last = max(first, window.first), min(max(first, last), window.last)
            yield _Curated(row, when, quad, Window(min(first, window.last), max(first, last)))


# --- the user's frame ---------------------------------------------------------------------------


def _column(events: pd.DataFrame, name: str) -> pd.Series[Any]:
    if name not in events.columns:
        raise UnknownValue("column of the event frame", name, map(str, events.columns))
    return events[name]


def _ordinals(events: pd.DataFrame, name: str) -> list[int]:
    """The day of each event, as an ordinal; whole numbers are read as YYYYMMDD."""
    import pandas as pd

    given = _column(events, name)
    try:
        if pd.api.types.is_integer_dtype(given.dtype):
            found = pd.to_datetime(given.astype("string"), format="%Y%m%d")
        else:
            found = pd.to_datetime(given)
    except (ValueError, TypeError) as error:
        raise InvalidValue(
            f"column {name}: {error}", "dates, ISO texts or numbers such as 20140602", "mend it"
        ) from None
    if found.isna().any():
        place = int(found.isna().to_numpy().argmax())
        raise InvalidValue(
            f"no date in row {place} of column {name}", "a date in every row", "drop rows without"
        )
    return [one.toordinal() for one in found.dt.date]


def _quads(events: pd.DataFrame, name: str | None) -> list[str] | None:
    """The quad class of each event: our words, or 1 to 4 in their order."""
    if name is None:
        return None
    given = _column(events, name).tolist()
    numbered = dict(enumerate(QUADS, 1))
    return [
        one_of("quad class", numbered.get(one, one) if isinstance(one, int) else one, QUADS)
        for one in given
    ]


# --- the answers --------------------------------------------------------------------------------

MATCHES = (
    plain_column("row", "Int64", "the position of the event in the user's frame"),
    plain_column("event_date", "datetime64[us]", "its day"),
    text_column("id", "the curated record"),
    text_column("kind", "its kind"),
    text_column("date", "its date (EDTF)"),
    text_column("quad_class", "its quad class"),
    plain_column("days", "Int64", "days from its admissible dates to the event; 0: among them"),
    RELEASE,
)
BY_YEAR = (
    plain_column("year", "Int64", "the year"),
    plain_column("n_events", "Int64", "events of the user's frame", "events"),
    plain_column("n_events_matched", "Int64", "of these, with a curated record", "events"),
    plain_column("precision", "float64", "the share matched; missing without events"),
    plain_column("n_records", "Int64", "curated records that begin in the year", "records"),
    plain_column("n_records_matched", "Int64", "of these, with an event", "records"),
    plain_column("recall", "float64", "the share matched; missing without records"),
    RELEASE,
)


def _matches(
    reading: Reading, pairs: Iterable[tuple[_Curated, int]], theirs: Sequence[int]
) -> pd.DataFrame:
    rows = [
        {
            "row": place,
            "event_date": day.fromordinal(theirs[place]),
            "id": one.row["id"],
            "kind": one.row["kind"],
            "date": str(one.when),
            "quad_class": one.quad,
            "days": _distance(theirs[place], one.window),
        }
        for one, place in sorted(pairs, key=lambda pair: (pair[1], pair[0].row["id"]))
    ]
    return frames.frame(rows, MATCHES, reading.context)


def _distance(when: int, window: Window) -> int:
    """How many days a day lies after a window; negative: before it."""
    return when - min(max(when, window.first), window.last)


def _by_year(
    reading: Reading,
    ours: Iterable[_Curated],
    pairs: Iterable[tuple[_Curated, int]],
    theirs: Mapping[int, int],
) -> pd.DataFrame:
    matched = {place for _, place in pairs}
    found = {one.row["id"] for one, _ in pairs}
    events = Counter(_year(one) for one in theirs.values())
    hits = Counter(_year(theirs[place]) for place in matched)
    records = Counter(_year(one.window.first) for one in ours)
    met = Counter(_year(one.window.first) for one in ours if one.row["id"] in found)
    years = sorted({*events, *records})
    rows = [
        {
            "year": year,
            "n_events": events[year],
            "n_events_matched": hits[year],
            "precision": hits[year] / events[year] if events[year] else None,
            "n_records": records[year],
            "n_records_matched": met[year],
            "recall": met[year] / records[year] if records[year] else None,
        }
        for year in (range(years[0], years[-1] + 1) if years else ())
    ]
    return frames.frame(rows, BY_YEAR, reading.context)


def _year(ordinal: int) -> int:
    return day.fromordinal(ordinal).year
