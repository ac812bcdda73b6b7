"""Partial dates, windows and periods: what each spelling means, and what is refused."""

import pickle
from datetime import date, datetime, timedelta
from itertools import permutations
from time import struct_time
from typing import get_args

import pandas as pd
import pytest
from edtf import parse_edtf
from edtf.parser.parser_classes import Date, EDTFObject, Unspecified
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bilateral.dates import (
    PartialDate,
    Period,
    PeriodType,
    Precision,
    Window,
    certainly_in,
    possibly_in,
    window_of,
)
from bilateral.errors import InvalidValue

D = PartialDate.parse


# --- what the spellings mean ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "precision", "qualifier", "earliest", "latest"),
    [
        ("1948-05-01", "day", "", date(1948, 5, 1), date(1948, 5, 1)),
        ("1948-05", "month", "", date(1948, 5, 1), date(1948, 5, 31)),
        ("1948-05-XX", "month", "", date(1948, 5, 1), date(1948, 5, 31)),
        ("1948-02", "month", "", date(1948, 2, 1), date(1948, 2, 29)),
        ("1900-02", "month", "", date(1900, 2, 1), date(1900, 2, 28)),
        ("1948-12", "month", "", date(1948, 12, 1), date(1948, 12, 31)),
        ("1948", "year", "", date(1948, 1, 1), date(1948, 12, 31)),
        ("1949", "year", "", date(1949, 1, 1), date(1949, 12, 31)),
        ("1948-XX", "year", "", date(1948, 1, 1), date(1948, 12, 31)),
        ("1948-XX-XX", "year", "", date(1948, 1, 1), date(1948, 12, 31)),
        ("199X", "decade", "", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", "century", "", date(1900, 1, 1), date(1999, 12, 31)),
        ("1948-05~", "month", "~", date(1948, 5, 1), date(1948, 5, 31)),
        ("1948?", "year", "?", date(1948, 1, 1), date(1948, 12, 31)),
        ("199X%", "decade", "%", date(1990, 1, 1), date(1999, 12, 31)),
        ("1948-05/1948-07", "interval", "", date(1948, 5, 1), date(1948, 7, 31)),
        ("1948/1948-05", "interval", "", date(1948, 1, 1), date(1948, 5, 31)),
        ("1948-05-01/1948-05-01", "interval", "", date(1948, 5, 1), date(1948, 5, 1)),
        ("1948~/1950", "interval", "~", date(1948, 1, 1), date(1950, 12, 31)),
        ("1948/1950?", "interval", "?", date(1948, 1, 1), date(1950, 12, 31)),
        ("1948~/1950~", "interval", "~", date(1948, 1, 1), date(1950, 12, 31)),
        ("1948~/1950?", "interval", "%", date(1948, 1, 1), date(1950, 12, 31)),
        ("1948%/1950?", "interval", "%", date(1948, 1, 1), date(1950, 12, 31)),
        ("../1950", "interval", "", None, date(1950, 12, 31)),
        ("1948/..", "interval", "", date(1948, 1, 1), None),
        ("1948~/..", "interval", "~", date(1948, 1, 1), None),
        ("0001-01-01", "day", "", date.min, date.min),
        ("9999-12-31", "day", "", date.max, date.max),
        ("000X", "decade", "", date.min, date(9, 12, 31)),
        ("00XX", "century", "", date.min, date(99, 12, 31)),
    ],
)
def test_a_spelling_has_its_precision_qualifier_and_bounds(
    text: str, precision: Precision, qualifier: str, earliest: date | None, latest: date | None
) -> None:
    one = D(text)
    assert (one.precision, one.qualifier) == (precision, qualifier)
    assert (one.earliest, one.latest) == (earliest, latest)
    assert one.is_qualified == bool(qualifier)
    assert str(one) == one.text == text


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "year first"),
        ("May 1948", "year first"),
        ("01.05.1948", "year first"),
        ("19480501", "year first"),
        ("1948-5-1", "year first"),
        ("48", "year first"),
        (" 1948", "year first"),
        ("1948\n", "year first"),
        ("1948-05-01T12:00:00", "year first"),
        ("1948-21", "a month from 01 to 12"),
        ("1948-00", "a month from 01 to 12"),
        ("1948-13-01", "a month from 01 to 12"),
        ("1948-05-00", "1948-05 has 31 days"),
        ("1948-04-31", "1948-04 has 30 days"),
        ("1949-02-29", "1949-02 has 28 days"),
        ("1900-02-29", "1900-02 has 28 days"),
        ("1948-XX-05", "a day needs its month"),
        ("199X-05", "a year with X takes no month"),
        ("19XX-XX", "a year with X takes no month"),
        ("1XXX", "year first"),
        ("XXXX", "year first"),
        ("19X8", "year first"),
        ("1948-0X", "year first"),
        ("1948-05-1X", "year first"),
        ("199x", "year first"),
        ("0000", "year first"),
        ("0000-01-01", "year first"),
        ("-0044", "year first"),
        ("Y12000", "year first"),
        ("1948~?", "year first"),
        ("~1948", "year first"),
        ("1948~-05", "year first"),
        ("1948-05-~01", "year first"),
        ("[1948,1950]", "year first"),
        ("{1948,1950}", "year first"),
        ("1948..1950", "year first"),
        ("..", "year first"),
        ("/", "year first"),
        ("1948/", "year first"),
        ("/1948", "year first"),
        ("1948-05-01/03", "year first"),
        ("..~/1948", "year first"),
        ("../..", ".. for one open end"),
        ("1948/1949/1950", ".. for one open end"),
        ("1950/1948", "swap the two dates"),
        ("1948-05/1948-13", "a month from 01 to 12"),
        ("١٩٤٨", "year first"),
        ("1948\N{EN DASH}05", "year first"),
    ],
)
def test_what_is_outside_the_profile_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        D(text)
    assert hint in str(refusal.value)
    assert refusal.value.found == repr(text)


def test_of_two_dates_one_may_precede_the_other_where_some_of_their_days_are_in_that_order() -> (
    None
):
    assert D("1948").may_precede(D("1948-05"))
    assert D("1948-05").may_precede(D("1948"))
    assert D("1948-05-01").may_precede(D("1948-05-01"))
    assert D("1948/..").may_precede(D("2000/.."))
    assert not D("1948-06").may_precede(D("1948-05"))
    assert not D("1949/..").may_precede(D("../1948"))


def test_a_date_may_meet_a_window_that_holds_one_of_its_days_and_lies_in_one_that_holds_all() -> (
    None
):
    summer = window_of("1948-06", "1948-08")
    assert D("1948").may_meet(summer)
    assert not D("1948").lies_in(summer)
    assert D("1948-07~").may_meet(summer)
    assert D("1948-07~").lies_in(summer)
    assert not D("1948-05").may_meet(summer)
    assert not D("1948-09").may_meet(summer)
    assert D("../1948-06-01").may_meet(summer)
    assert not D("../1948-06-01").lies_in(summer)
    assert D("../1948").lies_in(Window())


def test_a_date_never_changes() -> None:
    one = D("1948-05")
    with pytest.raises(AttributeError):
        one.text = "1949"  # type: ignore[misc]


def test_a_date_shows_how_it_is_spelled() -> None:
    assert repr(D("1948-05~")) == "PartialDate('1948-05~')"


# --- generated texts of the profile --------------------------------------------------------------


def spellings(day: date) -> dict[Precision, list[str]]:
    """Every spelling, without its qualifier, of a date that the day is one of the days of."""
    iso = day.isoformat()
    return {
        "day": [iso],
        "month": [iso[:7], f"{iso[:7]}-XX"],
        "year": [iso[:4], f"{iso[:4]}-XX", f"{iso[:4]}-XX-XX"],
        "decade": [f"{iso[:3]}X"],
        "century": [f"{iso[:2]}XX"],
    }


def spelled(day: date, *, with_x: bool = True) -> st.SearchStrategy[str]:
    plain = [text for ways in spellings(day).values() for text in ways if with_x or "X" not in text]
    return st.builds(str.__add__, st.sampled_from(plain), st.sampled_from(["", "~", "?", "%"]))


@st.composite
def intervals(draw: st.DrawFn, *, with_x: bool = True) -> str:
    """An interval: the side of the earlier day comes first, so it starts before it ends."""
    first, last = sorted([draw(days), draw(days)])
    sides = [draw(spelled(first, with_x=with_x)), draw(spelled(last, with_x=with_x))]
    match draw(st.sampled_from(["closed", "closed", "open start", "open end"])):
        case "open start":
            sides[0] = ".."
        case "open end":
            sides[1] = ".."
    return "/".join(sides)


days = st.dates() | st.dates(date(1940, 1, 1), date(2030, 12, 31))
single_texts = days.flatmap(spelled)
texts = single_texts | intervals()
dates = texts.map(D)


def edtf_read(text: str) -> EDTFObject:
    read = parse_edtf(text)
    assert isinstance(read, EDTFObject)
    return read


def edtf_bounds(text: str) -> tuple[date | None, date | None]:
    """The strict bounds that the package edtf gives; None where an end is open (infinite).

    One difference: edtf knows a year 0, so its decade 000X and century 00XX start before ours.
    """
    read = edtf_read(text)
    lower, upper = read.lower_strict(), read.upper_strict()
    return (
        date(lower[0] or 1, lower[1], lower[2]) if isinstance(lower, struct_time) else None,
        date(upper[0], upper[1], upper[2]) if isinstance(upper, struct_time) else None,
    )


def edtf_marks(text: str) -> set[str]:
    read = edtf_read(text)
    both = read.is_uncertain_and_approximate
    return {
        mark
        for mark, is_there in {"~": read.is_approximate, "?": read.is_uncertain}.items()
        if is_there or both
    }


def marks(one: PartialDate) -> set[str]:
    return {"~", "?"} if one.qualifier == "%" else set(one.qualifier)


@settings(deadline=None)
@given(single_texts)
@example("000X")
@example("00XX")
@example("9999-12-31")
def test_bounds_and_qualifier_of_one_date_are_those_of_edtf(text: str) -> None:
    one = D(text)
    assert (one.earliest, one.latest) == edtf_bounds(text)
    assert marks(one) == edtf_marks(text)


@settings(deadline=None)
@given(single_texts)
def test_precision_is_that_of_edtf_except_that_xx_is_not_known(text: str) -> None:
    """The package calls 1948-05-XX a day and 1948-XX a month: the unit that is left unspecified."""
    read = edtf_read(text.rstrip("~?%").replace("-XX", ""))
    assert isinstance(read, Date | Unspecified)
    assert D(text).precision == read.precision


@settings(deadline=None)
@given(intervals())
def test_an_interval_reaches_from_the_first_to_the_last_day_that_edtf_gives_its_sides(
    text: str,
) -> None:
    one = D(text)
    first, last = text.split("/")
    assert one.precision == "interval"
    assert one.earliest == (None if first == ".." else edtf_bounds(first)[0])
    assert one.latest == (None if last == ".." else edtf_bounds(last)[1])
    assert marks(one) == {
        mark for side in (first, last) if side != ".." for mark in edtf_marks(side)
    }


@settings(deadline=None)
@given(intervals(with_x=False))
@example("../1950")
@example("1948-05~/..")
def test_an_interval_without_x_has_the_bounds_that_edtf_gives_the_whole(text: str) -> None:
    """With X edtf reads only some intervals: not with a qualifier, an open end or 1948-XX."""
    one = D(text)
    assert (one.earliest, one.latest) == edtf_bounds(text)


@given(single_texts)
def test_a_qualifier_never_widens_the_bounds(text: str) -> None:
    assert D(text).window == D(text.rstrip("~?%")).window


# --- anything else -------------------------------------------------------------------------------

letters = st.sampled_from("0123456789X-/.~?%TYSx +,[]{}\n\t\N{EN DASH}٣²")


@st.composite
def mutated_texts(draw: st.DrawFn) -> str:
    """A text of the profile with a few characters changed, put in or left out."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.just("") | letters) + text[place + draw(st.integers(0, 1)) :]
    return text


def is_spelling(text: str, one: PartialDate) -> bool:
    """Whether the text is one of the spellings of the bounds with which it was read."""
    if one.precision == "interval":
        first, last = text.split("/")
        start = None if first == ".." else D(first)
        end = None if last == ".." else D(last)
        return (
            "interval" not in (start and start.precision, end and end.precision)
            and (start or end) is not None
            and one.earliest == (start and start.earliest)
            and one.latest == (end and end.latest)
        )
    assert one.earliest is not None
    return text.removesuffix(one.qualifier) in spellings(one.earliest)[one.precision]


@given(mutated_texts() | st.text(letters, max_size=24) | st.text())
def test_any_text_is_either_a_spelling_of_its_own_bounds_or_an_invalid_value(text: str) -> None:
    try:
        one = D(text)
    except InvalidValue:
        return
    assert one.text == text
    assert is_spelling(text, one)


@given(texts)
def test_every_text_of_the_profile_is_read_and_kept_as_written(text: str) -> None:
    one = D(text)
    assert str(one) == text
    assert is_spelling(text, one)
    if one.earliest and one.latest:
        assert one.earliest <= one.latest


# --- order and equality --------------------------------------------------------------------------


@given(st.lists(dates, max_size=5))
def test_dates_sort_by_their_first_then_their_last_admissible_day(some: list[PartialDate]) -> None:
    by_hand = sorted(
        some,
        key=lambda one: (
            one.earliest.toordinal() if one.earliest else float("-inf"),
            one.latest.toordinal() if one.latest else float("inf"),
            one.text,
        ),
    )
    assert all(sorted(order) == by_hand for order in permutations(some))


@given(dates, dates)
def test_of_two_dates_exactly_one_is_less_or_they_are_equal(a: PartialDate, b: PartialDate) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    assert (a <= b) == (not b < a) == (b >= a)
    if a.latest and b.earliest and a.latest < b.earliest:
        assert a < b
        assert a.may_precede(b)
        assert not b.may_precede(a)


@given(texts)
def test_dates_are_equal_and_hash_alike_when_they_are_spelled_alike(text: str) -> None:
    one = D(text)
    other = pickle.loads(pickle.dumps(one))
    assert one is not other
    assert one == other
    assert hash(one) == hash(other)
    assert {one: "found"}[other] == "found"


def test_two_spellings_of_one_month_are_two_dates() -> None:
    assert D("1948-05") != D("1948-05-XX")
    assert D("1948-05") != D("1948-05~")


def test_a_date_is_not_equal_to_its_text_and_has_no_order_with_it() -> None:
    others: list[object] = ["1948-05-01", date(1948, 5, 1), None]
    assert D("1948-05-01") not in others
    with pytest.raises(TypeError):
        _ = D("1948") < "1949"  # type: ignore[operator]


# --- windows -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2014", "2025-06", date(2014, 1, 1), date(2025, 6, 30)),
        ("2014-03-05", "2014-03-05", date(2014, 3, 5), date(2014, 3, 5)),
        ("199X", "2014~", date(1990, 1, 1), date(2014, 12, 31)),
        (D("2014-03"), D("2014-04"), date(2014, 3, 1), date(2014, 4, 30)),
        (date(2014, 3, 5), datetime(2014, 3, 6, 23, 59), date(2014, 3, 5), date(2014, 3, 6)),
        (pd.Timestamp("2014-03-05"), 2015, date(2014, 3, 5), date(2015, 12, 31)),
        (2014, 2014, date(2014, 1, 1), date(2014, 12, 31)),
        (pd.Series([2014]).max(), 2014, date(2014, 1, 1), date(2014, 12, 31)),
    ],
)
def test_a_window_runs_from_the_first_day_of_its_start_to_the_last_day_of_its_end(
    start: object, end: object, first: date, last: date
) -> None:
    assert window_of(start, end) == Window(first.toordinal(), last.toordinal())


def test_a_window_without_start_or_end_is_open_there() -> None:
    assert window_of() == Window()
    assert window_of(end="2014").first == window_of("../2014").first == Window().first
    assert window_of("2014").last == window_of(end="2014/..").last == Window().last
    assert window_of().first < date.min.toordinal()
    assert window_of().last > date.max.toordinal()


@pytest.mark.parametrize("value", ["May 2014", "", 20140305, -44, 0, True, 2014.0, pd.NaT, b"2014"])
def test_a_window_is_not_made_of_what_is_no_date(value: object) -> None:
    with pytest.raises(InvalidValue):
        window_of(start=value)
    with pytest.raises(InvalidValue):
        window_of(end=value)


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"2015 to 2014.*swap them"):
        window_of("2015", "2014")


# --- possibly and certainly ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "possibly", "certainly"),
    [
        ("2014-06-02", None, True, True),
        ("2014-06", None, True, True),
        ("2014", None, True, True),
        ("2014-06~", None, True, False),
        ("2013/2014", None, True, False),
        ("201X", None, True, False),
        ("2013", None, False, False),
        ("2013/..", None, True, False),
        ("../2014", None, True, False),
        ("2013-12-30", "2014-01-02", True, True),
        ("2013-12-30", "2014-01-02?", True, False),
        ("2013-12-30", "2014/..", True, True),
        ("2013-12", "2013-12/2014-01", True, False),
        ("2013", "2015", True, True),
        ("2014-12-30", "2015-01-02", True, True),
        ("2014-12/2015-01", "2015-01", True, False),
        ("2014/2015", "2014-12-24", True, True),
        ("2013-01/2015-01", "2014-02-01/2014-12-24", True, True),
        ("2014-03-05", "2013/2014", True, True),
        ("2015", "2014", False, False),
        ("2014-06-03", "2014-06-02", False, False),
    ],
)
def test_a_happening_is_possibly_or_certainly_in_the_year_2014(
    start: str, end: str | None, possibly: bool, certainly: bool
) -> None:
    year = window_of("2014", "2014")
    last = D(end) if end else None
    assert possibly_in(D(start), last, year) == possibly
    assert certainly_in(D(start), last, year) == certainly


def test_an_unknown_end_does_not_prolong_a_happening() -> None:
    assert not possibly_in(D("2013-12-31"), None, window_of("2014"))
    assert possibly_in(D("2013-12-31"), D("2013-12-31/.."), window_of("2014"))


DAY_ONE = date(2001, 1, 1)
KNOWN = range(8)  # days after day one on which happenings and windows start and end
ALL = range(-1, 9)  # the same, and a day beyond on either side for what is open


def day_text(offset: int) -> str:
    return (DAY_ONE + timedelta(offset)).isoformat()


@st.composite
def short_dates(draw: st.DrawFn) -> PartialDate:
    """A day of one week, some days of it, or all days from or up to one of them."""
    first, last = sorted([draw(st.sampled_from(KNOWN)), draw(st.sampled_from(KNOWN))])
    mark = draw(st.sampled_from(["", "", "", "~"]))
    return D(
        draw(
            st.sampled_from(
                [
                    f"{day_text(first)}{mark}",
                    f"{day_text(first)}/{day_text(last)}{mark}",
                    f"../{day_text(last)}{mark}",
                    f"{day_text(first)}{mark}/..",
                ]
            )
        )
    )


@st.composite
def short_windows(draw: st.DrawFn) -> Window:
    """A window of some days of the same week, which may be open on either side."""
    first, last = sorted([draw(st.sampled_from(KNOWN)), draw(st.sampled_from(KNOWN))])
    return window_of(
        draw(st.sampled_from([day_text(first), None])),
        draw(st.sampled_from([day_text(last), None])),
    )


def admissible_days(one: PartialDate) -> list[int]:
    ordinals = (DAY_ONE.toordinal() + offset for offset in ALL)
    return [day for day in ordinals if one.window.first <= day <= one.window.last]


@settings(max_examples=500)
@given(short_dates(), st.none() | short_dates(), short_windows())
def test_possibly_and_certainly_agree_with_going_through_all_admissible_days(
    start: PartialDate, end: PartialDate | None, window: Window
) -> None:
    pairs = [
        (first, last)
        for first in admissible_days(start)
        for last in (admissible_days(end) if end else [first])
        if first <= last
    ]
    overlaps = [first <= window.last and last >= window.first for first, last in pairs]
    qualified = start.is_qualified or (end is not None and end.is_qualified)
    assert possibly_in(start, end, window) == any(overlaps)
    assert certainly_in(start, end, window) == (bool(pairs) and all(overlaps) and not qualified)


@given(dates, st.none() | dates, st.tuples(days, days).map(sorted))
def test_what_is_certainly_in_a_window_is_possibly_in_it(
    start: PartialDate, end: PartialDate | None, bounds: list[date]
) -> None:
    window = window_of(*bounds)
    assert possibly_in(start, end, window) or not certainly_in(start, end, window)


@given(dates, st.none() | dates)
def test_every_possible_happening_is_possibly_in_the_window_of_all_time(
    start: PartialDate, end: PartialDate | None
) -> None:
    assert possibly_in(start, end, window_of()) == (end is None or start.may_precede(end))


# --- periods -------------------------------------------------------------------------------------

months = st.integers(12, 9999 * 12 + 11) | st.integers(1945 * 12, 2030 * 12)


def month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    """The first and the last month of a span, counted from the year 0; often of whole years."""
    first = draw(months)
    length = draw(st.sampled_from([1, 3, 12, 12, 24]) | st.integers(1, 40))
    if draw(st.booleans()):
        first -= first % 12
    return first, min(first + length - 1, 9999 * 12 + 11)


def spellings_of_span(first: int, last: int) -> list[str]:
    """Every way to write the span, the one that is taken first."""
    whole_years = first % 12 == 0 and last % 12 == 11
    ways = [f"{month_text(first)}/{month_text(last)}"]
    if first == last:
        ways.insert(0, month_text(first))
    if whole_years:
        ways.append(f"{first // 12:04d}/{last // 12:04d}")
        if first // 12 == last // 12:
            ways.insert(0, f"{first // 12:04d}")
    return ways


@given(spans())
def test_a_period_has_the_months_and_days_of_its_span(span: tuple[int, int]) -> None:
    first, last = span
    text = spellings_of_span(first, last)[0]
    one = Period.parse(text)
    assert str(one) == one.text == text
    assert (one.first_month, one.last_month) == span
    assert one.months == last - first + 1
    assert one.earliest.isoformat() == f"{month_text(first)}-01"
    assert one.latest.isoformat()[:7] == month_text(last)
    assert one.latest == date.max or (one.latest + timedelta(1)).day == 1


@given(spans())
def test_a_span_has_one_spelling_and_the_others_are_refused_naming_it(
    span: tuple[int, int],
) -> None:
    taken, *others = spellings_of_span(*span)
    for text in others:
        with pytest.raises(InvalidValue) as refusal:
            Period.parse(text)
        assert refusal.value.fix == f"write {taken}"


@given(spans())
def test_a_period_as_a_date_has_the_same_bounds(span: tuple[int, int]) -> None:
    one = Period.parse(spellings_of_span(*span)[0])
    assert str(one.as_date) == one.text
    assert (one.as_date.earliest, one.as_date.latest) == (one.earliest, one.latest)


@given(spans(), spans())
def test_periods_are_equal_when_they_span_the_same_months(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    one, other = (Period.parse(spellings_of_span(*span)[0]) for span in (a, b))
    assert (one == other) == (a == b)
    copy = pickle.loads(pickle.dumps(one))
    assert copy is not one
    assert copy == one
    assert hash(copy) == hash(one)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("2015", {"calendar_year", "fiscal_year"}),
        ("2022-07/2023-06", {"fiscal_year"}),
        ("2015-01/2015-03", {"quarter", "part_year"}),
        ("2015-10/2015-12", {"quarter", "part_year"}),
        ("2015-02/2015-04", {"part_year"}),
        ("2015-04", {"month", "part_year"}),
        ("2015-01/2015-11", {"part_year"}),
        ("2015-01/2016-01", set()),
        ("2015-01/2016-12", set()),
    ],
)
def test_a_period_fits_the_types_of_its_length_and_start(text: str, types: set[str]) -> None:
    one = Period.parse(text)
    assert {kind for kind in get_args(PeriodType) if one.fits(kind)} == types


def test_a_fiscal_year_is_named_for_the_year_in_which_it_ends() -> None:
    assert Period.parse("2022-07/2023-06").label("fiscal_year") == "FY2023"
    assert Period.parse("2023").label("fiscal_year") == "FY2023"
    assert Period.parse("0999").label("fiscal_year") == "FY999"


@pytest.mark.parametrize("text", ["2015", "2015-04", "2015-04/2015-06"])
def test_any_other_period_is_labelled_as_it_is_spelled(text: str) -> None:
    assert Period.parse(text).label("part_year") == text


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2016/2015", "swap the two"),
        ("2015-04/2015-03", "swap the two"),
        ("2015-13", "between two months"),
        ("2015-00", "between two months"),
        ("0000", "between two months"),
        ("2015-04-01", "between two months"),
        ("2015/2016/2017", "between two months"),
        ("2015-04/", "between two months"),
        ("../2015", "between two months"),
        ("2015~", "between two months"),
        ("201X", "between two months"),
        ("FY2023", "between two months"),
        ("2022-23", "between two months"),
        ("٢٠١٥", "between two months"),
        ("", "between two months"),
    ],
)
def test_what_is_no_span_of_whole_months_is_no_period(text: str, hint: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        Period.parse(text)
    assert hint in refusal.value.fix


@given(mutated_texts() | st.text(letters, max_size=24) | st.text())
def test_any_text_is_either_the_spelling_of_a_period_or_an_invalid_value(text: str) -> None:
    try:
        one = Period.parse(text)
    except InvalidValue:
        return
    assert text == spellings_of_span(one.first_month, one.last_month)[0]


def test_a_period_never_changes() -> None:
    one = Period.parse("2015-04")
    with pytest.raises(AttributeError):
        one.text = "2016"  # type: ignore[misc]


def test_a_period_shows_how_it_is_spelled() -> None:
    assert repr(Period.parse("2015-04")) == "Period('2015-04')"
