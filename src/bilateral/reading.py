"""What questions read: the rows, shapes, states and sources of one release, and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from bilateral.dates import PartialDate, Window
from bilateral.filters import took_place
from bilateral.frames import Context, date_of, partial
from bilateral.states import State
from bilateral.tables import Row, Table


class Reading(NamedTuple):
    """One release, as the modules that answer questions see it."""

    tables: Mapping[str, Table]
    rows: Callable[[str], list[Row]]
    manifest: Row
    states: Mapping[str, State]
    context: Context

    def taken_place(self, table: str) -> list[Row]:
        """The rows of a kind whose matter took place, and that were not withdrawn."""
        return [row for row in self.rows(table) if took_place(row)]

    def dated(self, table: str) -> Iterator[tuple[Row, PartialDate]]:
        """The rows of a kind that took place, each with its date."""
        for row in self.taken_place(table):
            when = self.when(row, table)
            if when is not None:
                yield row, when

    def when(self, row: Row, table: str) -> PartialDate | None:
        """The date of a row: its own or, if it never took place, the one planned."""
        return partial(date_of(row, self.tables[table]))

    @property
    def lines(self) -> dict[str, list[str]]:
        """The states of each side through time, oldest first, by the side's code."""
        return {side["code"]: list(side["states"]) for side in self.manifest["sides"]}

    def side_of(self, state: str | None) -> str | None:
        """The side on which a state stands, None for a third state."""
        return next((side for side, line in self.lines.items() if state in line), None)

    @property
    def span(self) -> Window:
        """The days that the dataset speaks of: both sides exist, and sources reach them."""
        covered = PartialDate.parse(self.manifest["covered_to"]).window.last
        born = max(
            min(self.states[code].lifetime.first for code in line) for line in self.lines.values()
        )
        return Window(born, covered)
