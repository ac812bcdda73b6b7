"""Partial dates (an EDTF profile) and periods: as precise as the source, never more.

The profile is levels 0 and 1 of the Extended Date/Time Format (ISO 8601-2:2019, Library of
Congress EDTF) as far as a record of two states needs it; `docs/dates.md` writes it down.
"""

import re
from calendar import isleap, monthrange
from datetime import date
from functools import lru_cache
from numbers import Integral
from typing import Literal, NamedTuple

from bilateral.errors import InvalidValue

Precision = Literal["day", "month", "year", "decade", "century", "interval"]
PeriodType = Literal["calendar_year", "fiscal_year", "quarter", "month", "part_year"]

_SHAPE = re.compile(
    r"(?!0000)(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<qualifier>[~?%]?)",
    re.ASCII,
)
_WANTED = "a date such as 1948-05-01, 1948-05, 1948, 199X, 1948~ or 1948-05/1948-07"
_FIRST = 0
_LAST = date.max.toordinal() + 1


class Window(NamedTuple):
    """A closed range of days, as ordinals; an open end lies outside every date."""

    first: int = _FIRST
    last: int = _LAST


class PartialDate(NamedTuple):
    """A day known as well as its source knows it.

    `earliest` and `latest` bound the day (None: open on that side); `qualifier` is `~`
    (approximate), `?` (uncertain), `%` (both) or empty, and never widens the bounds.
    Instances are immutable, hashable, equal when spelled alike, and sort by their bounds.

    >>> PartialDate.parse("1948-05").earliest
    datetime.date(1948, 5, 1)
    """

    window: Window  # first, so that dates sort by their bounds
    text: str
    precision: Precision
    qualifier: str

    @staticmethod
    def parse(text: str) -> "PartialDate":
        """The date that `text` spells; raises InvalidValue for anything outside the profile."""
        return _parse(text)

    @property
    def earliest(self) -> date | None:
        """The first day that is admissible, None if open."""
        return None if self.window.first == _FIRST else date.fromordinal(self.window.first)

    @property
    def latest(self) -> date | None:
        """The last day that is admissible, None if open."""
        return None if self.window.last == _LAST else date.fromordinal(self.window.last)

    @property
    def is_qualified(self) -> bool:
        """Whether the source itself calls the date approximate or uncertain."""
        return bool(self.qualifier)

    def may_precede(self, other: "PartialDate") -> bool:
        """Whether some admissible day of this date is on or before some day of the other."""
        return self.window.first <= other.window.last

    def may_meet(self, window: Window) -> bool:
        """Whether some admissible day lies in the window."""
        return self.window.first <= window.last and self.window.last >= window.first

    def lies_in(self, window: Window) -> bool:
        """Whether every admissible day lies in the window."""
        return window.first <= self.window.first and self.window.last <= window.last

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"


@lru_cache(maxsize=8192)
def _parse(text: str) -> PartialDate:
    if "/" not in text:
        precision, qualifier, window = _parse_one(text, text)
        return PartialDate(window, text, precision, qualifier)
    sides = text.split("/")
    if len(sides) != 2 or sides == ["..", ".."]:
        raise InvalidValue(text, _WANTED, "write an interval as a/b, with .. for one open end")
    (first, q1), (last, q2) = _side(sides[0], text), _side(sides[1], text)
    start = first.first if first else _FIRST
    end = last.last if last else _LAST
    if start > end:
        raise InvalidValue(text, "an interval that starts before it ends", "swap the two dates")
    marks = {*(q1 + q2)}
    qualifier = "%" if len(marks) == 2 else "".join(marks)
    return PartialDate(Window(start, end), text, "interval", qualifier)


def _side(text: str, whole: str) -> tuple[Window | None, str]:
    if text == "..":
        return None, ""
    _, qualifier, window = _parse_one(text, whole)
    return window, qualifier


def _parse_one(text: str, whole: str) -> tuple[Precision, str, Window]:
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise InvalidValue(whole, _WANTED, "write it in EDTF, year first")
    year, month, day, qualifier = match.groups()
    if "X" in year:
        if month:
            raise InvalidValue(whole, _WANTED, "a year with X takes no month")
        first = date(int(year.replace("X", "0")) or 1, 1, 1)  # there is no year 0000
        last = date(int(year.replace("X", "9")), 12, 31)
        precision: Precision = "century" if year.endswith("XX") else "decade"
        return precision, qualifier, Window(first.toordinal(), last.toordinal())
    number = int(year)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise InvalidValue(whole, _WANTED, "a day needs its month")
        ordinal = date(number, 1, 1).toordinal()
        return "year", qualifier, Window(ordinal, ordinal + 364 + isleap(number))
    if not 1 <= int(month) <= 12:
        raise InvalidValue(whole, "a month from 01 to 12", "write the date as year-month-day")
    ordinal = date(number, int(month), 1).toordinal()
    length = monthrange(number, int(month))[1]
    if day is None or day == "XX":
        return "month", qualifier, Window(ordinal, ordinal + length - 1)
    if not 1 <= int(day) <= length:
        raise InvalidValue(
            whole,
            f"a day that exists ({year}-{month} has {length} days)",
            "look the day up again, or leave it out",
        )
    ordinal += int(day) - 1
    return "day", qualifier, Window(ordinal, ordinal)


def window_of(start: object = None, end: object = None) -> Window:
    """The days from `start` to `end`, each an EDTF text, a date, a PartialDate or None (open).

    >>> window_of("2014", "2025-06") == window_of("2014-01-01", "2025-06-30")
    True
    """
    first = _as_window(start).first if start is not None else _FIRST
    last = _as_window(end).last if end is not None else _LAST
    if first > last:
        raise InvalidValue(f"{start} to {end}", "a start that is not after the end", "swap them")
    return Window(first, last)


def _as_window(value: object) -> Window:
    if isinstance(value, PartialDate):
        return value.window
    if isinstance(value, date) and value == value:  # pandas.NaT is a date too, but not itself
        return Window(value.toordinal(), value.toordinal())
    if isinstance(value, str):
        return _parse(value).window
    if not isinstance(value, bool) and isinstance(value, Integral):
        return _parse(f"{value:04d}").window
    raise InvalidValue(value, _WANTED, "give an EDTF text or a date")


def possibly_in(start: PartialDate, end: PartialDate | None, window: Window) -> bool:
    """Whether some admissible dates of a happening overlap the window.

    Admissible are the pairs of a start and an end that is not before it. An unknown end is not
    taken to prolong the happening: its start alone is tested.
    """
    end = end or start
    return (
        start.may_precede(end)
        and start.window.first <= window.last
        and end.window.last >= window.first
    )


def certainly_in(start: PartialDate, end: PartialDate | None, window: Window) -> bool:
    """Whether all admissible dates of a happening overlap the window and none is qualified."""
    end = end or start
    if start.is_qualified or end.is_qualified:
        return False
    latest_start = min(start.window.last, end.window.last)
    earliest_end = max(start.window.first, end.window.first)
    return start.may_precede(end) and latest_start <= window.last and earliest_end >= window.first


class Period(NamedTuple):
    """A span of whole months, from the first day of one to the last day of another.

    Spelled `2015`, `2015-04`, or `2022-07/2023-06`; each span has one spelling.

    >>> Period.parse("2022-07/2023-06").label("fiscal_year")
    'FY2023'
    """

    first_month: int
    last_month: int
    text: str

    @staticmethod
    def parse(text: str) -> "Period":
        """The period that `text` spells; raises InvalidValue for anything else."""
        return _parse_period(text)

    @property
    def months(self) -> int:
        """How many months it spans."""
        return self.last_month - self.first_month + 1

    @property
    def earliest(self) -> date:
        """Its first day."""
        return date(self.first_month // 12, self.first_month % 12 + 1, 1)

    @property
    def latest(self) -> date:
        """Its last day."""
        year, month = self.last_month // 12, self.last_month % 12 + 1
        return date(year, month, monthrange(year, month)[1])

    @property
    def as_date(self) -> PartialDate:
        """Its bounds as a partial date."""
        return _parse(self.text)

    def fits(self, period_type: PeriodType) -> bool:
        """Whether a span of these months can be a period of that type."""
        start = self.first_month % 12
        return {
            "calendar_year": self.months == 12 and start == 0,
            "fiscal_year": self.months == 12,
            "quarter": self.months == 3 and start % 3 == 0,
            "month": self.months == 1,
            "part_year": self.months < 12,
        }[period_type]

    def label(self, period_type: PeriodType) -> str:
        """The period as people write it: a fiscal year is named for the year in which it ends."""
        return f"FY{self.last_month // 12}" if period_type == "fiscal_year" else self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Period({self.text!r})"


_MONTHS = re.compile(r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)


@lru_cache(maxsize=4096)
def _parse_period(text: str) -> Period:
    wanted = "a span of whole months such as 2015, 2015-04 or 2022-07/2023-06"
    sides = [_MONTHS.fullmatch(side) for side in text.split("/")]
    first, last = sides[0], sides[-1]
    if first is None or last is None or len(sides) > 2:
        raise InvalidValue(text, wanted, "write year or year-month, with / between two months")
    start = int(first[1]) * 12 + (int(first[2]) - 1 if first[2] else 0)
    stop = int(last[1]) * 12 + (int(last[2]) - 1 if last[2] else 11)
    canonical = f"{start // 12:04d}-{start % 12 + 1:02d}"
    if stop - start == 11 and start % 12 == 0:
        canonical = canonical[:4]
    elif stop != start:
        canonical += f"/{stop // 12:04d}-{stop % 12 + 1:02d}"
    if stop < start or canonical != text:
        raise InvalidValue(text, wanted, f"write {canonical}" if stop >= start else "swap the two")
    return Period(start, stop, text)
