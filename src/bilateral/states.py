"""States and their lifetimes: codes of the day, never relabelled."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bilateral.dates import PartialDate, Window, possibly_in
from bilateral.errors import UnknownValue


class State(NamedTuple):
    """A state with its lifetime and its numbers in the field's country lists.

    `code` is ISO 3166-1 alpha-3 (3166-3 for former states), `start` is None where the state is
    older than 1945, `end` is None while it lives. `acting_from` is the day from which a
    constituent republic acted in its own name before it was independent. `cow` and `gw` are the
    Correlates of War and Gleditsch-Ward numbers, None where there is none.
    """

    code: str
    name: str
    start: date | None
    end: date | None
    successors: tuple[str, ...]
    acting_from: date | None
    cow: int | None
    gw: int | None

    @property
    def lifetime(self) -> Window:
        """The days on which the state existed."""
        return _window(self.start, self.end)

    @property
    def acting(self) -> Window:
        """The days on which it acted internationally, its time before independence included."""
        return _window(self.acting_from or self.start, self.end)

    def may_exist(self, start: PartialDate, end: PartialDate | None = None) -> bool:
        """Whether some admissible day from `start` to `end` lies in the lifetime."""
        return possibly_in(start, end, self.lifetime)

    def may_act(self, start: PartialDate, end: PartialDate | None = None) -> bool:
        """Whether some admissible day from `start` to `end` lies in the time it acted."""
        return possibly_in(start, end, self.acting)


def _window(start: date | None, end: date | None) -> Window:
    whole = Window()
    return Window(
        start.toordinal() if start else whole.first, end.toordinal() if end else whole.last
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def states() -> dict[str, State]:
    """Every state that the library knows, by code.

    >>> states()["SUN"].successors[0]
    'RUS'
    """
    with (files("bilateral") / "states.csv").open(encoding="utf-8") as lines:
        return {
            row["code"]: State(
                code=row["code"],
                name=row["name"],
                start=_day(row["start"]),
                end=_day(row["end"]),
                successors=tuple(row["successors"].split()),
                acting_from=_day(row["acting_from"]),
                cow=int(row["cow"]) if row["cow"] else None,
                gw=int(row["gw"]) if row["gw"] else None,
            )
            for row in csv.DictReader(lines)
        }


def state(code: str) -> State:
    """The state of that code.

    Raises UnknownValue, with the nearest codes and names, if there is none.

    >>> state("SUN").end
    datetime.date(1991, 12, 26)
    """
    known = states()
    if code in known:
        return known[code]
    by_name = {one.name.lower(): one.code for one in known.values()}
    if str(code).lower() in by_name:
        raise UnknownValue("state code", code, [by_name[str(code).lower()]])
    raise UnknownValue("state code", code, known)
