"""Hypothesis strategies for records, register entries and their values.

For property tests of code that takes this library's objects; needs the extra `hypothesis`.
What comes out is valid by type: every field holds what its declaration allows. Rules across
fields and registers (an end after its start, a key that exists) are not promised.
"""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError:
    from bilateral.errors import MissingExtra

    raise MissingExtra("bilateral.strategies", "hypothesis") from None

from bilateral import schema
from bilateral.amounts import SCALES, currencies
from bilateral.dates import PartialDate, Period
from bilateral.schema import FieldSpec, ValueType, specs
from bilateral.states import states

T = TypeVar("T")

_FIRST, _LAST = date(1900, 1, 1), date(2099, 12, 31)
_WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)


def partial_dates() -> SearchStrategy[PartialDate]:
    """Partial dates of the twentieth and twenty-first centuries, of every form of the profile."""
    day = st.dates(_FIRST, _LAST).map(date.isoformat)
    month = st.dates(_FIRST, _LAST).map(lambda one: one.isoformat()[:7])
    year = st.integers(1900, 2099).map(str)
    vague = st.one_of(
        st.integers(190, 209).map(lambda one: f"{one}X"),
        st.sampled_from(["19XX", "20XX"]),
        year.map(lambda one: f"{one}-XX"),
        month.map(lambda one: f"{one}-XX"),
    )
    single = st.builds(
        str.__add__, st.one_of(day, month, year, vague), st.sampled_from(["", "~", "?", "%"])
    )
    spans = st.lists(st.one_of(day, month, year), min_size=2, max_size=2).map(_interval)
    opened = st.one_of(single.map(lambda one: f"../{one}"), single.map(lambda one: f"{one}/.."))
    return st.one_of(single, spans, opened).map(PartialDate.parse)


def _interval(sides: list[str]) -> str:
    first, last = sorted(sides, key=lambda one: PartialDate.parse(one).window)
    return f"{first}/{last}"


def periods() -> SearchStrategy[Period]:
    """Periods of a year, or of one month to eleven."""
    years = st.integers(1900, 2099).map(lambda year: Period.parse(str(year)))
    spans = st.builds(_period, st.integers(1900 * 12, 2098 * 12), st.integers(1, 11))
    return st.one_of(years, spans)


def _period(start: int, months: int) -> Period:
    first, last = (f"{one // 12:04d}-{one % 12 + 1:02d}" for one in (start, start + months - 1))
    return Period.parse(first if months == 1 else f"{first}/{last}")


def instances(cls: type[T]) -> SearchStrategy[T]:
    """Objects of a record, register or item class, each field as its declaration allows.

    >>> from bilateral import Visit
    >>> from bilateral.strategies import instances
    >>> isinstance(instances(Visit).example(), Visit)  # doctest: +SKIP
    True
    """
    return st.builds(cls, **{one.attribute: _values(one) for one in specs(cls)})


def _values(one: FieldSpec) -> SearchStrategy[Any]:
    single = instances(one.item) if one.item else _scalars(one.type)
    if one.many:
        return st.lists(single, min_size=int(one.required), max_size=2).map(tuple)
    if one.required or one.default is not None:
        return single
    return st.none() | single


def _scalars(kind: ValueType) -> SearchStrategy[Any]:
    if kind.choices:
        return st.sampled_from(kind.choices)
    if kind.refers_to:
        return _slugs
    return _BY_TYPE[kind]


def _lines() -> SearchStrategy[str]:
    return st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)


def _decimals() -> SearchStrategy[Decimal]:
    return st.decimals(0, 10**9, places=2) | st.integers(0, 10**9).map(Decimal)


_slugs = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6), min_size=1, max_size=3
).map("-".join)
_BY_TYPE: dict[ValueType, SearchStrategy[Any]] = {
    schema.LINE: _lines(),
    schema.TEXT: st.lists(_lines(), min_size=1, max_size=3).map("\n".join),
    schema.SLUG: _slugs,
    schema.URL: _slugs.map(lambda one: f"https://{one}.example/"),
    schema.LANGUAGE: st.sampled_from(["en", "ru", "ur", "zh-Hans"]),
    schema.WIKIDATA: st.integers(1, 10**8).map(lambda one: f"Q{one}"),
    schema.HS_CODE: st.sampled_from(["TOTAL", "10", "1001", "270900"]),
    schema.FIELD_PATH: st.sampled_from(["start", "participants[RUS].personnel"]),
    schema.DATE: partial_dates(),
    schema.PERIOD: periods(),
    schema.STATE: st.sampled_from(sorted(states())),
    schema.CURRENCY: st.sampled_from(sorted(currencies())),
    schema.SCALE: st.sampled_from(sorted(SCALES)),
    schema.INTEGER: st.integers(0, 10**6),
    schema.DECIMAL: _decimals(),
    schema.BOOLEAN: st.booleans(),
    schema.SCALAR: st.one_of(_lines(), st.integers(0, 10**6), _decimals()),
}
