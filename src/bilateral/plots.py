"""Pictures of frames, by matplotlib (the extra `plot`).

Each function takes a frame that a Dataset gave, draws on `ax` (or on a new one) and returns it.
What is uncertain is drawn as such: dates as ranges, figures as a band, missing cells as hatched.
Colours are those of Okabe and Ito, and shapes tell apart what colours do, so that pictures can be
printed in grey and read by the colour-blind. Each carries a line that names its release.
"""

# matplotlib and pandas leave the types of keyword arguments and of scalars open
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownLambdaType=false

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

try:
    import matplotlib.pyplot as plt
    from matplotlib.colors import Colormap
    from matplotlib.ticker import MaxNLocator
except ImportError:
    from bilateral.errors import MissingExtra

    raise MissingExtra("bilateral.plots", "plot") from None

import pandas as pd

from bilateral.errors import InvalidValue
from bilateral.words import RANKS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito (2008), "Color universal design": told apart with every kind of colour vision
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
_MARKERS = "osD^vP*X"
_HATCHES = ("", "//", "..", "xx", "\\\\", "++", "oo", "--", "**")


def timeline(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """A lane a kind, a mark a record: a point where the day is known, a bar where it is not.

    A line leads to the last day of what lasted. `frame` is any frame of records: `pr.timeline()`,
    or one kind's. Records whose date is open on one side have an arrow there. Raises InvalidValue
    for a frame without the columns.

    >>> import bilateral as bl
    >>> from bilateral import plots
    >>> ax = plots.timeline(bl.load("pak-rus").timeline(start="1960", end="1979"))
    >>> ax.get_xlabel()
    'Date'
    """
    ax = _ready(frame, ["kind", "earliest", "latest", "release"], ax)
    kinds: list[str] = list(dict.fromkeys(frame["kind"].tolist()))
    for lane, kind in enumerate(kinds):
        mine = frame[frame["kind"] == kind]
        first, last = mine["earliest"].tolist(), mine["latest"].tolist()
        colour, marker = _style(lane)
        for start, end in zip(first, last, strict=True):
            if pd.isna(start) or pd.isna(end):
                known, sign = (end, "<") if pd.isna(start) else (start, ">")
                ax.plot([known], [lane], sign, color=colour, alpha=0.8)
            elif start == end:
                ax.plot([start], [lane], marker, color=colour, markersize=5, alpha=0.7)
            else:
                ax.plot([start, end], [lane, lane], color=colour, linewidth=6, alpha=0.35)
        for start, end in _lasting(mine):
            ax.plot([start, end], [lane, lane], color=colour, linewidth=2)
    ax.set_yticks(range(len(kinds)), [kind.replace("_", " ") for kind in kinds])
    ax.set_ylim(-0.7, max(len(kinds), 1) - 0.3)
    ax.set_xlabel("Date")
    return _signed(ax, frame)


def _lasting(frame: pd.DataFrame) -> list[tuple[Any, Any]]:
    """From the first to the last day of what has an end on another day."""
    if "end_latest" not in frame.columns:
        return []
    start = frame["earliest"].fillna(frame["latest"])
    known = frame[(frame["end_latest"] > start).fillna(False)]
    return list(zip(start[known.index].tolist(), known["end_latest"].tolist(), strict=True))


def trade(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The preferred figures as lines, the disagreement of the compilers as a band.

    `frame` is what `pr.trade_series()` gives. A figure that is only a bound ("over a billion") is
    an arrow that points where it is open. Years without a figure break the line. Raises
    InvalidValue for a frame without the columns, or of several currencies.

    >>> import bilateral as bl
    >>> from bilateral import plots
    >>> ax = plots.trade(bl.load("pak-rus").trade_series(start="1992"))
    >>> ax.get_ylabel()
    'million USD'
    """
    wanted = ["end_year", "exporter", "importer", "amount", "low", "high", "currency", "release"]
    ax = _ready(frame, wanted, ax)
    currencies = frame["currency"].unique().tolist()
    if len(currencies) > 1:
        raise InvalidValue(", ".join(currencies), "figures of one currency", "plot each by itself")
    ways = frame["exporter"].fillna("") + " → " + frame["importer"].fillna("")
    for place, way in enumerate(dict.fromkeys(ways.tolist())):
        mine = frame[ways == way].set_index("end_year")
        years = range(int(mine.index.min()), int(mine.index.max()) + 1)
        part = mine[["amount", "low", "high"]].reindex(years) / 1e6
        colour, marker = _style(place)
        label = "turnover" if way == " → " else way
        ax.plot(list(years), part["amount"].tolist(), marker=marker, color=colour, label=label)
        finite = [isfinite(value) for value in part["high"].tolist()]
        ax.fill_between(
            list(years),
            part["low"].tolist(),
            part["high"].where(finite).tolist(),
            color=colour,
            alpha=0.2,
            linewidth=0,
        )
        _bounds(ax, part, colour)
    if len(frame):
        ax.legend(frameon=False)
    ax.set_ylabel(f"million {currencies[0]}" if currencies else "million")
    return _signed(_of_years(ax), frame)


def _bounds(ax: Axes, part: pd.DataFrame, colour: str) -> None:
    """Arrows for what has no upper end, and for what is only an upper end."""
    opened = part[part["high"] == float("inf")]["low"]
    ax.plot(list(opened.index), opened.tolist(), "^", color=colour, fillstyle="none", markersize=13)
    most = part[part["amount"].isna() & (part["low"] == 0)]["high"]
    ax.plot(list(most.index), most.tolist(), "v", color=colour, fillstyle="none", markersize=13)


def mirror(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The mirror gap by year, a mark a way: the natural logarithm of imports over exports.

    `frame` is what `pr.mirror()` gives. Above zero the importer's books say more than the
    exporter's. Raises InvalidValue for a frame without the columns.

    >>> import bilateral as bl
    >>> from bilateral import plots
    >>> ax = plots.mirror(bl.load("pak-rus").mirror())
    >>> ax.get_ylabel()
    'ln(imports / exports)'
    """
    ax = _ready(frame, ["end_year", "exporter", "importer", "gap_log", "release"], ax)
    ways = frame["exporter"] + " → " + frame["importer"]
    for place, way in enumerate(dict.fromkeys(ways.tolist())):
        mine = frame[ways == way]
        colour, marker = _style(place)
        years, gaps = mine["end_year"].tolist(), mine["gap_log"].tolist()
        ax.vlines(years, [0.0] * len(years), gaps, color=colour, alpha=0.5)
        ax.plot(years, gaps, marker, color=colour, label=way)
    ax.axhline(0, color="black", linewidth=0.8)
    if len(frame):
        ax.legend(frameon=False)
    ax.set_ylabel("ln(imports / exports)")
    return _signed(_of_years(ax), frame)


def visits(frame: pd.DataFrame, ax: Axes | None = None, *, by: str = "guest") -> Axes:
    """Visits and meetings a year, stacked by who travelled or by level.

    `frame` is what `pr.visits()` gives; `by` is "guest" (meetings in third states are
    "elsewhere") or "level". Visits whose year is not known are counted in the title, not in a
    bar. Raises InvalidValue for another `by`, or a frame without the columns.

    >>> import bilateral as bl
    >>> from bilateral import plots
    >>> ax = plots.visits(bl.load("pak-rus").visits(start="2000"), by="level")
    >>> ax.get_ylabel()
    'visits and meetings'
    """
    if by not in ("guest", "level"):
        raise InvalidValue(by, "guest or level", "choose one of the two")
    ax = _ready(frame, ["year", by, "release"], ax)
    words = frame[by].fillna("elsewhere" if by == "guest" else "level not known")
    counts = pd.crosstab(frame["year"], words)
    order: Sequence[Any] = [*RANKS, "level not known"] if by == "level" else sorted(counts)
    base = pd.Series(0, counts.index)
    for place, word in enumerate(one for one in order if one in counts):
        colour = _COLOURS[place % len(_COLOURS)]
        label = str(word).replace("_", " ")
        heights = counts[word].tolist()
        ax.bar(
            [int(year) for year in counts.index],
            heights,
            bottom=base.tolist(),
            color=colour,
            hatch=_HATCHES[place % len(_HATCHES)],
            edgecolor="white",
            label=label,
        )
        base = base + counts[word]
    unknown = int(frame["year"].isna().sum())
    if unknown:
        ax.set_title(f"{unknown} of unknown year not shown", fontsize="small", loc="right")
    if len(counts):
        ax.legend(frameon=False)
    ax.set_ylabel("visits and meetings")
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    return _signed(_of_years(ax), frame)


def places(
    frame: pd.DataFrame, records: pd.DataFrame | None = None, ax: Axes | None = None
) -> Axes:
    """The places as a map of points, on plain longitude and latitude (WGS 84).

    `frame` is what `pr.places()` gives. With `records` (any frame that has `place`) only their
    places are drawn, each as large as its number of records, the most frequent with their names
    where these have room. Raises InvalidValue for a frame without the columns.

    >>> import bilateral as bl
    >>> from bilateral import plots
    >>> pr = bl.load("pak-rus")
    >>> ax = plots.places(pr.places(), pr.visits())
    >>> ax.get_xlabel()
    'Longitude'
    """
    ax = _ready(frame, ["key", "name", "latitude", "longitude", "release"], ax)
    known = frame.set_index("key")
    if records is None:
        counts = pd.Series(1, known.index)
    else:
        _must_have(records, ["place"])
        counts = records["place"].value_counts()
    drawn = known.loc[[key for key in counts.index if key in known.index]]
    sizes = [20.0 * float(counts[key]) ** 0.8 for key in drawn.index]
    east, north = drawn["longitude"].tolist(), drawn["latitude"].tolist()
    ax.scatter(east, north, s=sizes, color=_COLOURS[0], alpha=0.5, edgecolor="black", linewidth=0.5)
    if records is not None:
        named: list[tuple[float, float]] = []
        for name, x, y in zip(drawn["name"].tolist()[:12], east, north, strict=False):
            if all(abs(x - other) > 12 or abs(y - above) > 4 for other, above in named):
                ax.annotate(name, (x, y), xytext=(5, 5), textcoords="offset points", fontsize=8)
                named.append((x, y))
    ax.set_xlabel("Longitude")
    ax.set_ylabel("Latitude")
    ax.set_aspect("equal", adjustable="datalim")
    return _signed(ax, frame)


def contacts(
    frame: pd.DataFrame, ax: Axes | None = None, *, columns: Sequence[str] | None = None
) -> Axes:
    """A heat map of counts: a row a measure, a column a period, missing cells hatched.

    `frame` is what `pr.panel()` gives (`succession="merge"`, undirected: a row a period);
    `columns` are the counts to draw, by default those of the kinds. A count of zero is white, a
    missing one hatched: unknown is not none. Raises InvalidValue for a frame with several rows a
    period, or without the columns.

    >>> import bilateral as bl
    >>> from bilateral import plots
    >>> ax = plots.contacts(bl.load("pak-rus").panel(succession="merge"))
    >>> [label.get_text() for label in ax.get_yticklabels()][0]
    'events'
    """
    wanted = list(columns or ("n_events", "n_agreements", "n_visits", "n_exercises"))
    ax = _ready(frame, ["period", "release", *wanted], ax)
    if not frame["period"].is_unique:
        raise InvalidValue(
            "several rows a period", "one row a period", 'call panel(succession="merge")'
        )
    cells = frame[wanted].astype("float64").T
    colours: Colormap = plt.get_cmap("cividis_r").with_extremes(bad=(0, 0, 0, 0), under="white")
    if len(frame):
        ax.patch.set(hatch="////", edgecolor="#BBBBBB")
        image = ax.imshow(cells.to_numpy(), aspect="auto", cmap=colours, vmin=0.5)
        ax.figure.colorbar(image, ax=ax, label="records", extend="min")
    ax.set_yticks(
        range(len(wanted)), [name.removeprefix("n_").replace("_", " ") for name in wanted]
    )
    step = max(1, len(frame) // 10)
    ax.set_xticks(range(0, len(frame), step), frame["period"].tolist()[::step], rotation=45)
    return _signed(ax, frame)


PICTURES: Mapping[str, Callable[[Any], Axes]] = {
    "timeline": lambda dataset: timeline(dataset.timeline()),
    "trade": lambda dataset: trade(dataset.trade_series()),
    "mirror": lambda dataset: mirror(dataset.mirror()),
    "visits": lambda dataset: visits(dataset.visits()),
    "places": lambda dataset: places(dataset.places(), dataset.visits()),
    "contacts": lambda dataset: contacts(dataset.panel(succession="merge")),
}


FORMATS = ("png", "svg", "pdf")


def save(ax: Axes, path: Path, kind: str) -> None:
    """Write the whole picture in one of the `FORMATS`."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # it was drawn on one
    figure.savefig(path, format=kind, dpi=150)


# --- beneath ------------------------------------------------------------------------------------


def _ready(frame: pd.DataFrame, columns: Sequence[str], ax: Axes | None) -> Axes:
    _must_have(frame, columns)
    if ax is not None:
        return ax
    figure = plt.figure(figsize=(9, 4.5), layout="constrained")
    return figure.add_subplot()


def _must_have(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise InvalidValue(
            f"a frame without {', '.join(missing)}",
            "a frame as the Dataset gave it",
            "keep these columns",
        )


def _style(place: int) -> tuple[str, str]:
    return _COLOURS[place % len(_COLOURS)], _MARKERS[place % len(_MARKERS)]


def _of_years(ax: Axes) -> Axes:
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("Year")
    return ax


def _signed(ax: Axes, frame: pd.DataFrame) -> Axes:
    """The picture with its source line, below the axes on the right."""
    releases = sorted(set(frame["release"].tolist()))
    line = f"Source: {', '.join(releases)}" if releases else "No data"
    ax.annotate(
        line,
        (1, 0),
        xytext=(0, -32),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize="x-small",
        color="#555555",
    )
    return ax
