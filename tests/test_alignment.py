"""Machine-coded events beside the curated record, held against comparing every pair."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilateral as bl
from bilateral.alignment import quad_classes
from bilateral.dates import PartialDate
from bilateral.filters import took_place
from worlds import World, blank, worlds

QUADS = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
CODED = st.lists(
    st.tuples(st.dates(date(1950, 1, 1), date(1956, 1, 1)), st.sampled_from(QUADS)), max_size=12
)


def coded(rows: list[tuple[date, str]]) -> pd.DataFrame:
    days = pd.to_datetime(pd.Series([day for day, _ in rows], dtype="object"))
    return pd.DataFrame({"date": days, "quad_class": [quad for _, quad in rows]})


def curated(world: World) -> list[tuple[str, date, date, str]]:
    """Each record's id, first and last day, and quad class."""
    found = []
    for table, name, quad in (
        ("events", "date", None),
        ("visits", "start", QUADS[0]),
        ("agreements", "signed", QUADS[0]),
        ("exercises", "start", QUADS[1]),
    ):
        for row in world.rows_of[table]:
            text = row[name] or row.get("planned") or row.get("status_as_of")
            if not took_place(row) or not text:
                continue
            start, end = PartialDate.parse(text), PartialDate.parse(row.get("end") or text)
            first = start.earliest or start.latest
            last = end.latest or end.earliest
            assert first is not None
            assert last is not None
            found.append((row["id"], first, max(first, last), quad or row["quad_class"]))
    return found


@given(worlds(), CODED, st.integers(0, 400), st.booleans())
def test_matches_are_those_of_comparing_every_pair(
    world: World, rows: list[tuple[date, str]], days: int, compared: bool
) -> None:
    events = coded(rows)
    before = events.copy()
    matches, by_year = world.dataset.align(
        events, days=days, quad_class="quad_class" if compared else None
    )
    pd.testing.assert_frame_equal(events, before)
    near = timedelta(days)
    records = curated(world)
    expected = {
        (place, id)
        for place, (day, quad) in enumerate(rows)
        for id, first, last, own in records
        if first - near <= day <= last + near and (not compared or quad == own)
    }
    assert set(zip(matches.row, matches.id, strict=True)) == expected
    assert (matches.days.abs() <= days).all()
    assert by_year.n_events.sum() == len(rows)
    assert by_year.n_records.sum() == len(records)
    assert by_year.n_events_matched.sum() == len({place for place, _ in expected})
    assert by_year.n_records_matched.sum() == len({id for _, id in expected})
    years = by_year.year.tolist()
    assert years == list(range(years[0], years[-1] + 1)) if years else not rows


def happened(day: str, quad: str = QUADS[0], end: str | None = None) -> bl.Dataset:
    event = blank(
        "events", id="event-1", date=day, end=end, category="call", quad_class=quad, actors=[]
    )
    return World({"events": [event]}).dataset


def test_recall_and_precision_are_shares_of_the_year() -> None:
    events = pd.DataFrame({"date": ["1955-05-05", "1955-09-09", "1957-01-01"], "quad_class": 1})
    matches, years = happened("1955-05-06").align(events)
    assert matches[["row", "id", "days"]].values.tolist() == [[0, "event-1", -1]]
    assert years.year.tolist() == [1955, 1956, 1957]
    assert years.precision.fillna(-1).tolist() == [0.5, -1, 0]
    assert years.recall.fillna(-1).tolist() == [1, -1, -1]


@pytest.mark.parametrize(
    "days",
    [
        ["1955-05-06"],
        pd.to_datetime(["1955-05-06 11:00"]),
        [19550506],
        [date(1955, 5, 6)],
        pd.array([19550506], dtype="Int64"),
    ],
)
def test_days_may_be_written_as_users_have_them(days: Any) -> None:
    matches, _ = happened("1955-05-06").align(pd.DataFrame({"d": days}), date="d", quad_class=None)
    assert matches.days.tolist() == [0]


def test_nothing_to_compare_keeps_columns_and_dtypes() -> None:
    events = pd.DataFrame({"date": pd.to_datetime([]), "quad_class": []})
    empty = World({}).dataset.align(events)
    full = happened("1955-05-06").align(pd.DataFrame({"date": ["1955-05-06"], "quad_class": 1}))
    for ours, theirs in zip(empty, full, strict=True):
        assert len(ours) == 0 < len(theirs)
        assert ours.dtypes.to_dict() == theirs.dtypes.to_dict()


def test_filters_choose_the_records() -> None:
    events = pd.DataFrame({"date": ["1955-05-06"], "quad_class": ["verbal_cooperation"]})
    assert len(happened("1955-05-06").align(events, start="1956").matches) == 0


@pytest.mark.parametrize(
    ("columns", "arguments", "telling"),
    [
        ({"day": ["1955-05-06"]}, {}, "a known column of the event frame"),
        ({"date": ["1955-05-06"]}, {}, "a known column of the event frame"),
        ({"date": ["soon"], "quad_class": 1}, {}, "column date"),
        ({"date": [19551406], "quad_class": 1}, {}, "column date"),
        ({"date": ["1955-05-06", None], "quad_class": 1}, {}, "no date in row 1"),
        ({"date": ["1955-05-06"], "quad_class": 5}, {}, "a known quad class"),
        ({"date": ["1955-05-06"], "quad_class": "verbal"}, {}, "a known quad class"),
        ({"date": ["1955-05-06"], "quad_class": 1}, {"days": -1}, "0 days or more"),
        ({"date": ["1955-05-06"], "quad_class": 1}, {"days": True}, "0 days or more"),
    ],
)
def test_a_frame_that_cannot_be_read_is_refused(
    columns: dict[str, Any], arguments: dict[str, Any], telling: str
) -> None:
    with pytest.raises(bl.InvalidValue, match=telling):
        happened("1955-05-06").align(pd.DataFrame(columns), **arguments)


def test_cameo_codes_have_quad_classes() -> None:
    codes = pd.Series(["010", "057", "061", "0841", "090", "138", "14", "204"])
    assert quad_classes(codes).tolist() == [quad for quad in QUADS for _ in "12"]
    assert quad_classes(pd.Series([4, 20.0])).tolist() == [QUADS[0], QUADS[3]]
    with pytest.raises(bl.InvalidValue, match=r"'---, 21'.*root is 01 to 20"):
        quad_classes(pd.Series(["21", "---", "042"]))


def test_a_window_cuts_records_and_events_alike() -> None:
    days = ["1955-05-06", "1958-01-01", "1961-05-05"]
    events = pd.DataFrame({"date": days, "quad_class": 1})
    lasting = happened("1955-05-06", end="1961-05-06")
    matches, years = lasting.align(events, start="1957", end="1959")
    assert matches.row.tolist() == [1]
    assert years[["year", "n_events", "n_records"]].values.tolist() == [[1957, 0, 1], [1958, 1, 0]]
    opened = happened("../1961-05-06").align(events, start="1957", end="1959")
    assert opened.by_year.year.tolist() == [1958, 1959]


def test_a_record_without_any_date_is_not_compared() -> None:
    signed = blank("agreements", id="agreement-1", form="treaty", status="signed", parties=[])
    events = pd.DataFrame({"date": ["1955-05-06"], "quad_class": 1})
    _, years = World({"agreements": [signed]}).dataset.align(events)
    assert years.n_records.tolist() == [0]
