"""The typed, sourced, versioned record of the relations between two states.

`load("pak-rus")` gives a Dataset, its methods give pandas DataFrames. Importing the package
loads no pandas; nothing touches the network.
"""

from typing import TYPE_CHECKING

from bilateral.dataset import Dataset, check, datasets, load, read
from bilateral.dates import PartialDate, Period
from bilateral.differences import diff, history
from bilateral.errors import (
    BilateralError,
    DataError,
    InvalidValue,
    MissingExtra,
    Problem,
    ReleaseError,
    UnknownRecord,
    UnknownValue,
)
from bilateral.releases import build
from bilateral.states import State, state, states

if TYPE_CHECKING:  # record classes are made when they are first asked for
    from bilateral.records import Agreement, Event, Exercise, Record, TradeFigure, Visit
    from bilateral.registers import Office, Person, Place, Source

__all__ = [
    "Agreement",
    "BilateralError",
    "DataError",
    "Dataset",
    "Event",
    "Exercise",
    "InvalidValue",
    "MissingExtra",
    "Office",
    "PartialDate",
    "Period",
    "Person",
    "Place",
    "Problem",
    "Record",
    "ReleaseError",
    "Source",
    "State",
    "TradeFigure",
    "UnknownRecord",
    "UnknownValue",
    "Visit",
    "build",
    "check",
    "datasets",
    "diff",
    "history",
    "load",
    "read",
    "state",
    "states",
]

if TYPE_CHECKING:
    __version__: str
else:  # hidden from type checkers, which would take any name for known

    def __getattr__(name: str) -> object:
        if name in __all__:
            from bilateral import records, registers

            return getattr(records, name, None) or getattr(registers, name)
        if name == "__version__":
            from importlib.metadata import version

            return version("bilateral")
        raise AttributeError(f"module 'bilateral' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
