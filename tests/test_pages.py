"""The coverage page says what a dataset holds, and is what the newest release says."""

from pathlib import Path

import pytest

import bilateral as bl
from bilateral import pages
from toy import Toy
from worlds import World, blank

DOCS = Path(__file__).parents[1] / "docs"


def section(page: str, heading: str) -> list[str]:
    return page.split(f"## {heading}\n")[1].split("\n## ")[0].strip().splitlines()


def test_records_are_counted_by_kind_and_decade(toy: Toy) -> None:
    dataset = bl.read(toy.path)
    lines = section(pages.coverage_page(dataset), "Records by kind and decade")
    assert "| 1950s | 1 |  | 2 |  |  |" in lines
    assert lines[-1] == "| all | 2 | 2 | 3 | 2 | 5 |"
    assert sum(int(cell) for cell in lines[-1].split("|")[2:-1]) == len(dataset)


def test_shares_are_of_independent_origins(toy: Toy) -> None:
    lines = section(
        pages.coverage_page(bl.read(toy.path)), "Records with two or more independent origins"
    )
    whole = lines[-3].split("|")
    assert whole[4].strip() == "0%"  # no visit has two
    assert whole[5].strip() == "50%"
    assert lines[-1] == "Without trade figures together: 22%."


def test_sources_languages_and_disputes_are_counted_by_decade(toy: Toy) -> None:
    dataset = bl.read(toy.path)
    page = pages.coverage_page(dataset)
    sources = section(page, "Sources")
    cited = dataset.explode("cites").groupby("kind").key.nunique()
    kinds = ("event", "agreement", "visit", "exercise", "trade_figure")
    whole = next(line for line in sources if line.startswith("| all |"))
    assert whole == f"| all | {' | '.join(str(cited[kind]) for kind in kinds)} |"
    assert {"| 1950s | en 2 |", "| 1960s | en 4 |"} <= set(sources)
    total = sum(int(cell) for cell in section(page, "Disputes")[-1].split("|")[2:-1])
    assert total == len(dataset.disputes())


def test_what_has_no_date_is_undated_and_what_was_withdrawn_is_left_out() -> None:
    rows = [
        blank("visits", id="visit-1", form="official", status="announced"),
        blank("visits", id="visit-2", form="official", status="held", withdrawn="never met"),
    ]
    page = pages.coverage_page(World({"visits": rows}).dataset)
    lines = section(page, "Records by kind and decade")
    assert lines[-2:] == ["| undated |  |  | 1 |  |  |", "| all | 0 | 0 | 1 | 0 | 0 |"]
    assert not section(page, "Trade figures by compiler")[2:]  # no compiler, no years


def test_top_visits_with_one_origin_are_named(toy: Toy) -> None:
    page = pages.coverage_page(bl.read(toy.path))
    lines = section(page, "Visits of heads of state and government with one origin")
    assert lines[0] == "Of that level are 1 visits and meetings; with one origin: 1."
    assert lines[-1].startswith("| `visit-1970-postponed` |")
    toy.edit("offices/toy-prime-minister.toml", 'rank = "head_of_government"', 'rank = "official"')
    none = section(
        pages.coverage_page(bl.read(toy.path)),
        "Visits of heads of state and government with one origin",
    )
    assert none == ["Of that level are 0 visits and meetings; with one origin: 0."]


def test_years_without_a_total_are_named(toy: Toy) -> None:
    file = "records/trade/world-yearbook.csv"
    toy.edit(file, "trade-1965-turnover-yearbook,1965,", "trade-1965-turnover-yearbook,1967,")
    lines = section(pages.coverage_page(bl.read(toy.path)), "Trade figures by compiler")
    assert lines[-1] == "Calendar years without any total between 1964 and 1967: 1965, 1966."


def test_the_coverage_statement_stands_on_the_page(toy: Toy) -> None:
    lines = section(pages.coverage_page(bl.read(toy.path)), "What was looked for")
    span = "1947-01-01 to 1959-12-31"
    assert (
        f"| visit | RUR | minister | {span} | complete | en ru | 40 | 12 | the gazette |" in lines
    )


@pytest.mark.parametrize("name", pages.files())
def test_the_page_in_the_repository_is_of_the_newest_release(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages.files()[name], "run make generated"


def test_pages_are_written_below_a_folder(tmp_path: Path) -> None:
    pages.main(str(tmp_path))
    assert {one.name for one in tmp_path.iterdir()} == set(pages.files())
