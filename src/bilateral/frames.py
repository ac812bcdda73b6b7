"""Plain rows to DataFrames: scalar columns whose names and dtypes are declared, also when empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral.amounts import scaled
from bilateral.dates import PartialDate
from bilateral.tables import Dtype, Field, Row, Table
from bilateral.words import RANKS, SUPPORTS

if TYPE_CHECKING:
    import pandas as pd


class Context(NamedTuple):
    """What derived columns need beside the row: sources, ranks of offices, the release.

    `starts` names the field with the first day of each kind.
    """

    sources: Mapping[str, Row]
    ranks: Mapping[str, str]
    release: str
    starts: Mapping[str, str]


Value = Callable[[Row, Context], object]


class Column(NamedTuple):
    """One column of a frame, and how it comes from a row."""

    name: str
    dtype: Dtype
    doc: str
    value: Value
    unit: str = ""


def of_row(value: Callable[[Row], object]) -> Value:
    """A column's value that needs nothing beside the row."""
    return lambda row, _: value(row)


def plain_column(name: str, dtype: Dtype, doc: str, unit: str = "") -> Column:
    """A column that a row holds under its own name."""
    return Column(name, dtype, doc, of_row(itemgetter(name)), unit)


def text_column(name: str, doc: str) -> Column:
    """A column of text that a row holds under its own name."""
    return plain_column(name, "string[python]", doc)


# --- what is derived ---------------------------------------------------------------------------


def date_of(row: Row, table: Table) -> str | None:
    """The date of a record: its own or, if it never took place, the one planned."""
    return next((str(row[name]) for name in table.dates if row[name]), None)


def partial(text: str | None) -> PartialDate | None:
    """The partial date that a row spells."""
    return PartialDate.parse(text) if text else None


def in_time(when: PartialDate | None, name: str) -> tuple[int, int, str]:
    """The place of a record in the order of time: an open start counts by its end."""
    if when is None:
        return 0, 0, name
    first = when.window.first if when.earliest else when.window.last
    return first, when.window.last, name


def year_of(when: PartialDate | None) -> int | None:
    """The year, where all admissible days lie in one."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    return when.earliest.year if when.earliest.year == when.latest.year else None


def _speaking(row: Row, context: Context) -> list[Row]:
    """The cites that bear a record: its reports or, of what was only announced, announcements.

    What supports nothing but the note is background, and so is a text that is certainly from
    before the first day: they bear no record.
    """
    start = partial(row[context.starts[row["kind"]]])
    cites = [cite for cite in row["cites"] if cite.get("supports") != ["note"]]
    reports = [
        cite
        for cite in cites
        if cite["says"] == "reports" and not _earlier(context.sources[cite["key"]], start)
    ]
    return reports or [cite for cite in cites if cite["says"] == "announces"]


def _earlier(source: Row, start: PartialDate | None) -> bool:
    published = partial(source["published"])
    return bool(start and published and not start.may_precede(published))


def origins(row: Row, context: Context) -> set[str]:
    """The ultimate origins of the sources that speak for a record."""
    return {origin(cite["key"], context.sources) for cite in _speaking(row, context)}


def origin(key: str, sources: Mapping[str, Row]) -> str:
    """The ultimate origin of a source: the work or wire story that it copies or retells."""
    while key in sources and sources[key]["origin"]:
        key = sources[key]["origin"]
    return key


def support(row: Row, context: Context) -> str:
    """How well a record is supported: single, multiple or multiple_with_primary."""
    if len(origins(row, context)) < 2:
        return SUPPORTS[0]
    classes = {context.sources[cite["key"]]["class"] for cite in _speaking(row, context)}
    return SUPPORTS[2] if "primary" in classes else SUPPORTS[1]


def level(row: Row, context: Context) -> str | None:
    """The rank of the highest principal; for a sideline meeting, of the lower of both sides."""
    names = ["principals"]
    if row["form"] == "sideline_meeting":
        names.append("counterparts")
    highest = [
        min(RANKS.index(context.ranks[one["office"]]) for one in row[name])
        for name in names
        if row[name]
    ]
    return RANKS[max(highest)] if highest else None


def _amount(row: Row, _: Context) -> float:
    return float(scaled(Decimal(str(row["amount"])), row["scale"]))


def _amount_usd(row: Row, context: Context) -> float | None:
    return _amount(row, context) if row["currency"] == "USD" else None


_DERIVED: dict[str, tuple[Column, ...]] = {
    "visit": (
        Column(
            "level",
            "string[python]",
            "rank of the highest principal; for a sideline meeting, of the lower of both sides",
            level,
        ),
    ),
    "trade_figure": (
        Column("amount", "float64", "the amount, scale applied", _amount, "currency"),
        Column("amount_usd", "float64", "the same, where dollars were printed", _amount_usd, "USD"),
    ),
}

_TAIL: tuple[Column, ...] = (
    Column(
        "n_sources",
        "Int64",
        "number of sources cited",
        of_row(lambda row: len({cite["key"] for cite in row["cites"]})),
        "sources",
    ),
    Column(
        "support",
        "string[python]",
        "single; multiple: two or more ultimate origins; multiple_with_primary",
        support,
    ),
    Column(
        "disputed",
        "boolean",
        "whether sources disagree on it",
        of_row(lambda row: bool(row["disputes"])),
    ),
)


def _release(_: Row, context: Context) -> str:
    return context.release


RELEASE = Column("release", "string[python]", "dataset and version", _release)


def _head(table: Table) -> list[Column]:
    def when(row: Row) -> PartialDate | None:
        return partial(date_of(row, table))

    def end(row: Row) -> PartialDate | None:
        return partial(row["end"])

    def bound(name: str, of: Callable[[Row], PartialDate | None]) -> Value:
        return of_row(lambda row: getattr(of(row), name, None))

    columns = [
        text_column("id", "the record's permanent id"),
        Column("kind", "string[python]", "the kind of record", of_row(lambda _: table.kind)),
        Column(
            "date",
            "string[python]",
            "its date (EDTF); the planned one if it never took place",
            of_row(lambda row: date_of(row, table)),
        ),
        Column("earliest", "datetime64[us]", "first admissible day", bound("earliest", when)),
        Column("latest", "datetime64[us]", "last admissible day", bound("latest", when)),
        Column(
            "precision",
            "string[python]",
            "day, month, year, decade, century or interval",
            bound("precision", when),
        ),
        Column(
            "year",
            "Int64",
            "the year; missing where the admissible days lie in more than one",
            of_row(lambda row: year_of(when(row))),
        ),
    ]
    if "end" in table.by_role:
        columns += [
            text_column("end", "its last day (EDTF)"),
            Column(
                "end_earliest", "datetime64[us]", "first admissible end", bound("earliest", end)
            ),
            Column("end_latest", "datetime64[us]", "last admissible end", bound("latest", end)),
        ]
    return [*columns, text_column("title", "what happened, in one line")]


def _own(field: Field) -> Column:
    return Column(field.name, field.dtype, field.doc, of_row(itemgetter(field.name)), field.unit)


def columns(table: Table) -> list[Column]:
    """The columns of the frame of one kind, in order."""
    head, derived = _head(table), _DERIVED.get(table.kind, ())
    taken = {column.name for column in (*head, *derived, *_TAIL)}
    own = [
        _own(field)
        for field in table.fields
        if not field.many
        and field.name not in taken
        and field.type != "scale"
        and not (field.role == "start" and field.type == "date")
    ]
    return [*head, *own, *derived, *_TAIL, RELEASE]


def timeline_columns(tables: Mapping[str, Table]) -> list[Column]:
    """The columns that every kind of happening shares, by the kind of each row."""
    by_kind = {
        table.kind: {column.name: column for column in columns(table)}
        for table in tables.values()
        if table.kind
    }

    def shared(column: Column) -> Column:
        def value(row: Row, context: Context) -> object:
            own = by_kind[row["kind"]].get(column.name)
            return own.value(row, context) if own else None

        return column._replace(value=value)

    names = list(by_kind["event"])
    head = names[: names.index("title") + 1]
    status = text_column("status", "how far it came; missing for events")
    tail = ("place", "n_sources", "support", "disputed", "release")
    wanted = [by_kind["event"][name] for name in (*head, *tail)]
    wanted.insert(len(head), status)
    return [shared(column) for column in wanted]


def entry_columns(table: Table) -> list[Column]:
    """The columns of a register's frame: its scalar fields, and lists of words in one text."""
    own = [
        _words(field) if field.many else _own(field) for field in table.fields if not field.fields
    ]
    return [*own, RELEASE]


def _words(field: Field) -> Column:
    def joined(row: Row, _: Context) -> str | None:
        return " ".join(row[field.name]) or None

    return _own(field)._replace(value=joined)


KEYS = (text_column("id", "the record's id"), text_column("kind", "the kind of record"))
DISPUTED = (
    text_column("field", "the field, items named by their key"),
    text_column("value", "the other value, as in the field itself"),
    text_column("source", "the source that gives it"),
    text_column("at", "page or place in the source"),
)
_OTHER = "other_id"  # of a relation: `id` is the id of the record that has it


def entry_keys(name: str) -> list[Column]:
    """The columns that say to which entry of a register an item belongs."""
    return [text_column("key", f"the key in {name}"), text_column("name", "its name")]


def item_columns(field: Field) -> list[Column]:
    """The columns of a long frame: the scalar fields of the items, or the one value.

    Lists of words stand in one text, and amounts have their scale applied, as everywhere.
    """
    if not field.is_table:
        return [_own(field)]
    has_scale = any(inner.type == "scale" for inner in field.fields)
    return [
        _item(inner, scaled=has_scale and inner.name == "amount")
        for inner in field.fields
        if inner.type != "scale" and not inner.is_table
    ]


def _item(field: Field, *, scaled: bool) -> Column:
    if scaled:
        doc = f"{field.doc}, scale applied"
        return Column(field.name, "float64", doc, _amount, "currency")
    if field.many:
        return _words(field)
    return _own(field._replace(name=_OTHER) if field.name == "id" else field)


def item_row(field: Field, part: Any) -> dict[str, Any]:
    """One item of a list as the row of a long frame, without the keys of its record."""
    if not field.is_table:
        return {field.name: part}
    return {_OTHER if name == "id" else name: value for name, value in part.items()}


# --- making the frame ---------------------------------------------------------------------------


def frame(rows: Iterable[Row], wanted: Sequence[Column], context: Context) -> pd.DataFrame:
    """The rows as a DataFrame with those columns; no rows keep columns and dtypes."""
    import pandas as pd

    rows = list(rows)
    return pd.DataFrame(
        {
            column.name: _array([column.value(row, context) for row in rows], column.dtype)
            for column in wanted
        }
    )


def _array(values: list[Any], dtype: Dtype) -> Any:
    import numpy as np
    import pandas as pd

    if dtype == "datetime64[us]":
        return np.array([value if isinstance(value, date) else None for value in values], dtype)
    if dtype == "float64":
        return np.array([np.nan if value is None else float(value) for value in values], dtype)
    return pd.array(values, dtype=dtype)
