from typing import Any

import attrs
import pytest

from bilateral import InvalidValue, csv_files
from bilateral.records import Dispute, TradeFigure
from bilateral.registers import Cite
from toy import Toy

FIXED = {"compiler": "toy-customs"}
TRADE = "records/trade/toy-customs.csv"


def parsed(toy: Toy, old: str, new: str) -> tuple[list[TradeFigure], list[str]]:
    toy.edit(TRADE, old, new)
    text = (toy.path / TRADE).read_text(encoding="utf-8")
    figures, problems = csv_files.parse(text, TradeFigure, file=TRADE, fixed=FIXED)
    return figures, [f"{one.line} {one.field} {one.found} {one.fix}" for one in problems]


def test_the_compiler_is_the_file_s_name_and_no_column(toy: Toy) -> None:
    figures, problems = parsed(toy, "12.40", "12.50")
    assert problems == []
    assert {one.compiler for one in figures} == {"toy-customs"}


def test_a_figure_without_a_title_has_the_standard_one(toy: Toy) -> None:
    figures, _ = parsed(toy, "Wheat to Ruritania", "")
    assert figures[0].title == "Exports from TOY to RUR, 1964 (toy-customs)"
    assert figures[2].title == "Trade turnover, 1964 (toy-customs)"
    assert figures[3].title == "Exports of HS 1001 from TOY to RUR, 1964-07/1965-06 (toy-customs)"


def test_cites_disputes_relations_and_acceptances_stand_in_cells(toy: Toy) -> None:
    figures, _ = parsed(toy, "customs-1965 @ p. 2 |", "customs-1965 @ p. 2 @ denies |")
    first = figures[0]
    assert [(one.key, one.at, one.says) for one in first.cites] == [
        ("customs-1965", "p. 2", "denies"),
        ("memoir-1970", None, "reports"),
    ]
    assert first.disputes[0].cites[0].at == "p. 90"
    assert first.related[0].relation == "related_to"
    assert figures[2].accepts[0].reason == "an arithmetic slip of the source"


@pytest.mark.parametrize(
    ("old", "new", "telling"),
    [
        ("id,period", "id,perod", "1  id,perod"),
        ("id,period", "period,id", "put the columns in this order"),
        ("scale,valuation", "scale,worth,valuation", "remove worth"),
        ("12.40,USD", "12.40;USD", "24 cells put a cell that holds a comma in quotes"),
        ("12.40,USD", '"12"40,USD', "save the table as CSV (UTF-8) again"),
        ("12.40,", "twelve,", "write the number as printed"),
        ("12.40,USD,1000000", "12.40,USD,million", "give the scale"),
        ("amount=12.6 @ memoir-1970 @ p. 90", "amount=12.6", "2  12.6 "),
    ],
)
def test_a_bad_table_is_reported_with_its_line(toy: Toy, old: str, new: str, telling: str) -> None:
    _, problems = parsed(toy, old, new)
    if telling == "2  12.6 ":  # a dispute without a source is for the rules
        assert problems == []
        assert "evidence-cites" in toy.rules()
    else:
        assert telling in "\n".join(problems)


def test_an_empty_file_lacks_its_header() -> None:
    _, (problem,) = csv_files.parse("", TradeFigure, file="t.csv", fixed=FIXED)
    assert (problem.found, problem.line) == ("no header", 1)


def test_a_dispute_of_a_period_is_no_number(toy: Toy) -> None:
    figures, _ = parsed(toy, "amount=12.6 @ memoir-1970 @ p. 90", "period=1965 @ memoir-1970")
    assert figures[0].disputes[0].value == "1965"
    assert toy.problems() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"cites": (Cite(key="memoir-1970", supports=("amount",)),)},
        {"cites": (Cite(key="memoir-1970", at="p. 1 | p. 2"),)},
        {"disputes": (Dispute(field="amount", value=1, cites=(Cite(key="a"), Cite(key="b"))),)},
        {"disputes": (Dispute(field="vintage", value=1952, cites=(Cite(key="a"),)),)},
    ],
    ids=["supports", "a separator in a text", "two cites", "a number for a text"],
)
def test_what_a_cell_cannot_hold_is_refused_and_not_lost(toy: Toy, changed: dict[str, Any]) -> None:
    figures, _ = parsed(toy, "12.40", "12.50")
    with pytest.raises(InvalidValue, match="that a cell can hold"):
        csv_files.dump([attrs.evolve(figures[0], **changed)], TradeFigure, fixed=["compiler"])
