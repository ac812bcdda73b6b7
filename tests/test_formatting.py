"""What `bilateral fmt` mends, and what it leaves alone."""

from pathlib import Path

import pytest

from bilateral.cli import main
from toy import Toy

VISIT = "records/visits/visit-1951-ruritania-foreign-minister.toml"
CUSTOMS = "records/trade/toy-customs.csv"


def text(toy: Toy, file: str) -> str:
    return (toy.path / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('start = "1951-06"', "start = 1951-06"),
        ('start = "1951-06"', "start=1951-06"),
        ("Talks covered grain", "Talks  covered\u00a0grain"),
        ("Talks covered grain", "Talks\u200b covered grain"),
        ("was issued.\n", "was issued.   \n"),
        ('host = "TOY"\nplace = "toyville"', 'place = "toyville"\nhost = "TOY"'),
        ('value = "1951-07"', "value =   '1951-07'"),
    ],
)
def test_what_is_mechanical_is_mended(toy: Toy, old: str, new: str) -> None:
    before = text(toy, VISIT)
    toy.edit(VISIT, old, new)
    assert main(["fmt", str(toy.path / VISIT)]) == 0
    assert text(toy, VISIT) == before
    assert toy.problems() == []


def test_a_year_without_quotes_gets_them_and_a_number_does_not(toy: Toy) -> None:
    file = "records/exercises/exercise-1966-shield.toml"
    before = text(toy, file)
    toy.edit(file, 'start = "1966"', "start = 1966")
    assert main(["fmt", str(toy.path / file)]) == 0
    assert text(toy, file) == before


def test_letters_are_composed(toy: Toy) -> None:
    toy.edit(VISIT, "Talks covered", "Cafe\u0301s covered")
    assert main(["fmt", str(toy.path)]) == 0
    assert "Cafés covered" in text(toy, VISIT)


def test_a_line_of_a_text_that_looks_like_a_field_is_left_alone(toy: Toy) -> None:
    toy.edit(VISIT, "Talks covered grain", "start = 1951\nTalks covered grain")
    before = text(toy, VISIT)
    assert main(["fmt", str(toy.path / VISIT)]) == 0
    assert text(toy, VISIT) == before


def test_a_single_file_is_formatted_alone(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.edit(VISIT, 'host = "TOY"', 'host="TOY"')
    toy.edit(CUSTOMS, "12.40,USD", '"12.40",USD')
    assert main(["fmt", "--check", str(toy.path / CUSTOMS)]) == 1
    assert capsys.readouterr().out.strip() == str(toy.path / CUSTOMS)
    assert main(["fmt", str(toy.path / CUSTOMS)]) == 0
    assert 'host="TOY"' in text(toy, VISIT)
    assert main(["fmt", str(toy.path / VISIT), str(toy.path / "coverage.csv")]) == 0
    assert main(["fmt", "--check", str(toy.path)]) == 0


def test_a_file_of_no_dataset_is_refused(
    tmp_path: Path, toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.toml").write_text("")
    assert main(["fmt", str(tmp_path / "a.toml")]) == 2
    assert main(["fmt", str(toy.path / "CHANGES.md")]) == 2
    assert "a file of a dataset's folder" in capsys.readouterr().err


def test_a_folder_of_no_dataset_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", str(tmp_path)]) == 1
    assert "no dataset.toml" in capsys.readouterr().err


def test_a_table_without_rows_is_left_as_it_is(toy: Toy) -> None:
    header = text(toy, "coverage.csv").split("\n")[0]
    toy.write("coverage.csv", header + "\n")
    assert main(["fmt", str(toy.path)]) == 0
    assert text(toy, "coverage.csv") == header + "\n"


def test_a_link_is_not_formatted(toy: Toy, tmp_path: Path) -> None:
    target = tmp_path / "outside.toml"
    target.write_text("x = 1\n")
    (toy.path / VISIT).unlink()
    (toy.path / VISIT).symlink_to(target)
    assert main(["fmt", str(toy.path)]) == 1
    assert target.read_text() == "x = 1\n"
