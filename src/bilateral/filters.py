"""The filters that all kinds share: what they allow, and which rows they keep."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Literal, TypedDict, get_args

from bilateral.dates import PartialDate, Window, certainly_in, possibly_in, window_of
from bilateral.errors import UnknownValue
from bilateral.frames import Context, date_of, partial, support
from bilateral.states import State
from bilateral.tables import Row, Table
from bilateral.words import SUPPORTS, TOOK_PLACE, Support

Keep = Callable[[Row], bool]
When = Literal["possibly", "certainly"]


class Common(TypedDict, total=False):
    """The filters common to all kinds."""

    start: str | date | PartialDate | None
    end: str | date | PartialDate | None
    when: When
    party: str | None
    side: str | None
    tag: str | None
    text: str | None
    source: str | None
    min_support: Support | None
    status: str | None


def one_of(what: str, value: object, allowed: Iterable[str]) -> str:
    """The value, if it is allowed; raises UnknownValue, naming the nearest, otherwise."""
    choices = list(allowed)
    if isinstance(value, str) and value in choices:
        return value
    raise UnknownValue(what, value, choices)


def known_names(what: str, given: Mapping[str, object], declared: type) -> None:
    """Nothing, if a TypedDict declares every name; raises UnknownValue, naming the nearest."""
    for name in given:
        one_of(what, name, declared.__annotations__)


def took_place(row: Row) -> bool:
    """Whether a row says that its matter took place, and was not withdrawn."""
    return not row["withdrawn"] and row.get("status", "held") in TOOK_PLACE


class Selection:
    """The rows of one kind that the common filters keep."""

    def __init__(
        self,
        table: Table,
        manifest: Mapping[str, Any],
        known: Mapping[str, State],
        tables: Callable[[str], list[Any]],
        context: Context,
        common: Common,
    ) -> None:
        self._table = table
        self._lines = {side["code"]: side["states"] for side in manifest["sides"]}
        self._states = known
        self._context = context
        self._keeps: list[Keep] = [self._status(common.get("status"))]
        known_names("filter", common, Common)
        when = one_of("value of when", common.get("when", "possibly"), get_args(When))
        if common.get("start") is not None or common.get("end") is not None:
            window = window_of(common.get("start"), common.get("end"))
            self._keeps.append(self._in_window(window, certainly=when == "certainly"))
        if (party := common.get("party")) is not None:
            self._keeps.append(self._has_state({one_of("state", party, self._states)}))
        if (side := common.get("side")) is not None:
            self._keeps.append(self._has_state(set(self._lines[one_of("side", side, self._lines)])))
        if (tag := common.get("tag")) is not None:
            one_of("tag", tag, (word["key"] for word in manifest["tags"]))
            self._keeps.append(lambda row: tag in row["tags"])
        if (text := common.get("text")) is not None:
            wanted = text.casefold()
            self._keeps.append(lambda row: wanted in f"{row['title']}\n{row['summary']}".casefold())
        if (source := common.get("source")) is not None:
            one_of("source", source, (row["key"] for row in tables("sources")))
            self._keeps.append(lambda row: any(cite["key"] == source for cite in row["cites"]))
        if (least := common.get("min_support")) is not None:
            floor = SUPPORTS.index(one_of("support", least, SUPPORTS))
            self._keeps.append(lambda row: SUPPORTS.index(support(row, context)) >= floor)

    def keeps(self, row: Row) -> bool:
        """Whether every filter keeps the row."""
        return all(keep(row) for keep in self._keeps)

    def _status(self, status: str | None) -> Keep:
        if status is None:
            return took_place
        if one_of("status", status, (*self._table.statuses, "any")) == "any":
            return lambda row: True
        return lambda row: row["status"] == status and not row["withdrawn"]

    def _in_window(self, window: Window, *, certainly: bool) -> Keep:
        test = certainly_in if certainly else possibly_in

        def keep(row: Row) -> bool:
            start = partial(date_of(row, self._table))
            return start is not None and test(start, partial(row.get("end")), window)

        return keep

    def _has_state(self, wanted: set[str]) -> Keep:
        return lambda row: not wanted.isdisjoint(self._states_of(row))

    def _states_of(self, row: Row) -> set[str]:
        found = self._table.states_in(row)
        if row.get("flow") == "turnover":
            when = partial(row["period"])
            members = (code for line in self._lines.values() for code in line)
            found |= {code for code in members if when and self._states[code].may_exist(when)}
        return found
