"""What was drawn: marks, bands, hatches, labels and the line that names the source."""

import builtins
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
from matplotlib.colors import to_rgb

import bilateral as bl
from bilateral import plots
from bilateral.cli import main
from toy import Toy


@pytest.fixture
def toyland(toy: Toy) -> bl.Dataset:
    return bl.read(toy.path)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def texts(ax: Any) -> list[str]:
    return [one.get_text() for one in ax.texts]


@pytest.mark.parametrize("name", plots.PICTURES)
def test_every_picture_names_its_release(toyland: bl.Dataset, name: str) -> None:
    ax = plots.PICTURES[name](toyland)
    # the made-up dyad has no goods that stand in both books
    assert texts(ax)[-1] == ("No data" if name == "mirror" else "Source: rur-toy unreleased")


@pytest.mark.parametrize(
    ("draw", "frame"),
    [
        (plots.timeline, "timeline"),
        (plots.visits, "visits"),
        (plots.trade, "trade_series"),
        (plots.mirror, "mirror"),
    ],
)
def test_an_axes_that_is_given_is_drawn_on_and_nothing_else_is_changed(
    toyland: bl.Dataset, draw: Any, frame: str
) -> None:
    _, ax = plt.subplots()
    data = getattr(toyland, frame)()
    before = data.copy()
    assert draw(data, ax) is ax
    pd.testing.assert_frame_equal(data, before)
    assert len(plt.get_fignums()) == 1


@pytest.mark.parametrize("draw", [plots.timeline, plots.visits, plots.trade, plots.mirror])
def test_an_empty_frame_gives_an_empty_picture(toyland: bl.Dataset, draw: Any) -> None:
    name = {"trade": "trade_series"}.get(draw.__name__, draw.__name__)
    empty = getattr(toyland, name)(start="1800", end="1801")
    assert texts(draw(empty)) == ["No data"]


def test_a_day_is_a_point_a_month_is_a_bar_and_an_open_date_an_arrow(toy: Toy) -> None:
    toy.edit("records/events/event-1951-grain.toml", 'end = "1951-11"', "")
    toy.edit("records/events/event-1951-grain.toml", 'date = "1951-09~"', 'date = "../1951-09-01"')
    toy.edit("records/events/event-1963-delivery.toml", 'date = "', 'date = "1963-01-01/.." #')
    dataset = bl.read(toy.path)
    ax = plots.timeline(dataset.timeline())
    marks = [line.get_marker() for line in ax.lines]
    assert {"<", ">"} <= set(marks)
    bars = [line for line in ax.lines if line.get_linewidth() == 6]
    assert len(bars) == sum(
        row.earliest != row.latest and pd.notna(row.earliest) and pd.notna(row.latest)
        for row in dataset.timeline().itertuples()
    )
    lanes = [one.get_text() for one in ax.get_yticklabels()]
    assert lanes == ["visit", "event", "agreement", "exercise"]


def test_a_line_leads_to_the_last_day_of_what_lasted(toyland: bl.Dataset) -> None:
    def lines(frame: pd.DataFrame) -> int:
        return sum(line.get_linewidth() == 2 for line in plots.timeline(frame).lines)

    frame = toyland.timeline()
    assert lines(frame) == (frame.end_latest > frame.earliest).sum() == 2
    assert lines(frame.drop(columns="end_latest")) == 0


def series(**given: Any) -> pd.DataFrame:
    usual = {
        "end_year": [1960, 1961, 1963],
        "exporter": ["TOY"] * 3,
        "importer": ["RUR"] * 3,
        "amount": [1e6, 2e6, float("nan")],
        "low": [1e6, 1e6, 5e6],
        "high": [1e6, 3e6, float("inf")],
        "currency": ["USD"] * 3,
        "release": ["rur-toy 1.0.0"] * 3,
    }
    return pd.DataFrame(usual | given)


def test_a_series_has_its_band_its_gap_and_its_bounds() -> None:
    ax = plots.trade(series())
    line, least, most = ax.lines[:3]
    assert line.get_label() == "TOY → RUR"
    assert line.get_xdata().tolist() == [1960, 1961, 1962, 1963]
    assert pd.isna(line.get_ydata()[2:]).all()  # no figure: no line
    assert (least.get_marker(), least.get_xdata().tolist()) == ("^", [1963])
    assert most.get_xdata().tolist() == []
    assert len(ax.collections) == 1
    below = plots.trade(series(low=[1e6, 1e6, 0], high=[1e6, 3e6, 4e6]))
    assert below.lines[2].get_xdata().tolist() == [1963]
    both = plots.trade(series(exporter=[None] * 3, importer=[None] * 3))
    assert both.get_legend().get_texts()[0].get_text() == "turnover"


def test_two_currencies_are_not_drawn_on_one_axis() -> None:
    with pytest.raises(bl.InvalidValue, match="figures of one currency"):
        plots.trade(series(currency=["USD", "SUR", "USD"]))


def test_the_mirror_gap_stands_on_a_line_at_zero(toyland: bl.Dataset) -> None:
    frame = pd.DataFrame(
        {
            "end_year": [1960, 1961],
            "exporter": ["TOY"] * 2,
            "importer": ["RUR"] * 2,
            "gap_log": [0.5, -0.25],
            "release": ["r"] * 2,
        }
    )
    ax = plots.mirror(frame)
    assert ax.lines[0].get_ydata().tolist() == [0.5, -0.25]
    assert list(ax.lines[1].get_ydata()) == [0, 0]


def test_bars_of_visits_sum_to_the_visits(toyland: bl.Dataset) -> None:
    for by in ("guest", "level"):
        ax = plots.visits(toyland.visits(), by=by)
        assert sum(bar.get_height() for bar in ax.patches) == len(toyland.visits())
        hatches = {bar.get_hatch() for bar in ax.patches}
        assert len(hatches) == len(ax.get_legend().get_texts())


def test_visits_of_unknown_year_are_counted_and_not_drawn(toy: Toy) -> None:
    file = "records/visits/visit-1951-ruritania-foreign-minister.toml"
    toy.edit(file, 'start = "1951-06"', 'start = "1951-06/1952-06"')
    ax = plots.visits(bl.read(toy.path).visits())
    assert ax.get_title(loc="right") == "1 of unknown year not shown"


def test_places_are_as_large_as_their_records(toyland: bl.Dataset) -> None:
    everywhere = plots.places(toyland.places())
    assert len(everywhere.collections[0].get_offsets()) == len(toyland.places())
    some = plots.places(toyland.places(), toyland.timeline())
    sizes = some.collections[0].get_sizes()
    assert len(sizes) == toyland.timeline().place.nunique()
    assert sizes[0] == max(sizes)
    assert "Toyville" in texts(some)
    with pytest.raises(bl.InvalidValue, match="a frame without place"):
        plots.places(toyland.places(), toyland.sources())


def test_names_of_places_that_lie_together_are_not_printed_over_each_other() -> None:
    frame = pd.DataFrame(
        {
            "key": ["a", "b"],
            "name": ["Aston", "Beaton"],
            "latitude": [10.0, 10.5],
            "longitude": [20.0, 20.5],
            "release": ["r", "r"],
        }
    )
    records = pd.DataFrame({"place": ["a", "a", "b"]})
    assert texts(plots.places(frame, records))[:-1] == ["Aston"]


def test_unknown_is_hatched_and_zero_is_white(toyland: bl.Dataset) -> None:
    panel = toyland.panel(succession="merge", by="level", directed=False)
    ax = plots.contacts(panel, columns=["n_visits", "n_visits_level_minister"])
    drawn = ax.images[0].get_array()
    missing = panel[["n_visits", "n_visits_level_minister"]].isna().to_numpy().T
    assert (drawn.mask == missing).all()
    assert missing.any()
    assert ax.patch.get_hatch() == "////"
    assert min(to_rgb(ax.images[0].cmap(-1))) == 1
    assert min(to_rgb(ax.images[0].cmap(0.0))) < 0.9  # one record is not taken for none
    assert [one.get_text() for one in ax.get_yticklabels()] == ["visits", "visits level minister"]
    empty = toyland.panel(succession="merge", start="1800", end="1801")
    assert texts(plots.contacts(empty)) == ["No data"]


def test_a_heat_map_needs_one_row_a_period(toyland: bl.Dataset) -> None:
    with pytest.raises(bl.InvalidValue, match='panel\\(succession="merge"\\)'):
        plots.contacts(toyland.panel())


def test_what_cannot_be_drawn_is_said(toyland: bl.Dataset) -> None:
    with pytest.raises(bl.InvalidValue, match="choose one of the two"):
        plots.visits(toyland.visits(), by="host")
    with pytest.raises(bl.InvalidValue, match="a frame without kind, earliest"):
        plots.timeline(toyland.people())


def test_a_picture_is_written_from_the_command_line(
    toy: Toy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        target = tmp_path / f"visits.{suffix}"
        assert main(["plot", str(toy.path), "visits", "--output", str(target)]) == 0
        assert target.read_bytes().startswith(start)
    assert main(["plot", str(toy.path), "visit", "--output", "x.png"]) == 2
    assert "did you mean visits" in capsys.readouterr().err
    assert main(["plot", str(toy.path), "visits", "--output", "x.gif"]) == 2


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "bilateral.plots")
    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(bl.MissingExtra, match=r"bilateral\[plot\]"):
        importlib.import_module("bilateral.plots")
