import sys
from typing import Any

import pytest

import bilateral as bl
from bilateral import terminal
from bilateral.dates import PartialDate
from toy import Toy


def D(text: str | None) -> PartialDate | None:  # noqa: N802
    return PartialDate.parse(text) if text else None


@pytest.mark.parametrize(
    ("date", "end", "shown"),
    [
        ("1951-06-02", None, "2 Jun"),
        ("1951-06-02", "1951-06-02", "2 Jun"),
        ("1951-06-02", "1951-06-05", "2–5 Jun"),
        ("1951-06-30", "1951-07-02", "30 Jun – 2 Jul"),
        ("1951-06-30", "1951-07", "30 Jun"),
        ("1951-06", None, "Jun"),
        ("1951-06~", None, "c. Jun"),
        ("1951-06-02?", None, "2 Jun?"),
        ("1951-06%", None, "c. Jun?"),
        ("1951", None, ""),
        ("195X", None, ""),
        ("1951-06-02/1951-07-03", None, "2 Jun / 3 Jul"),
        ("../1951-06-02", None, "by 2 Jun"),
        ("1951-06/..", None, "from 1 Jun"),
        ("1951-12-03/1952", None, "3 Dec / 1952"),
        (None, None, ""),
    ],
)
def test_a_day_is_shown_as_precisely_as_it_is_known(
    date: str | None, end: str | None, shown: str
) -> None:
    assert terminal._day(D(date), D(end)) == shown


@pytest.mark.parametrize(
    ("date", "heading"),
    [
        ("1951-06", "1951"),
        ("195X", "195X"),
        ("../1951", "1951"),
        ("1951/1952", "1951"),
        ("1951/..", "1951"),
        (None, "date unknown"),
    ],
)
def test_the_heading_is_the_year_or_what_is_known_of_it(date: str | None, heading: str) -> None:
    assert terminal._year(D(date)) == heading


def test_colours_are_for_terminals_that_want_them(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = bl.read(toy.path)
    rows = dataset.chronology()
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in terminal.timeline(dataset, rows)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "\x1b[36m→\x1b[0m" in terminal.timeline(dataset, rows)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in terminal.timeline(dataset, rows)


def test_a_title_of_blanks_still_has_its_line(toy: Toy) -> None:
    dataset = bl.read(toy.path)
    row: dict[str, Any] = {**dataset.row("exercise-1964-shield"), "title": "", "disputes": []}
    line = list(terminal._entry(dataset, row, D("1964"), 60))
    assert len(line) == 1


def test_tags_are_listed_one_below_the_other(toy: Toy) -> None:
    assert "tags          grain" in terminal.record(
        bl.read(toy.path), "visit-1951-ruritania-foreign-minister"
    )
