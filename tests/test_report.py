"""What a check looks like: to a person, to a pull request, to a tool."""

import json
from pathlib import Path

import pytest

from bilateral import report
from bilateral.cli import main
from bilateral.errors import Problem
from toy import Toy

VISIT = "records/visits/visit-1951-ruritania-foreign-minister.toml"


def test_a_person_sees_line_and_caret(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.edit(VISIT, 'place = "toyville"', 'place = "toyvile"')
    assert main(["check", str(toy.path)]) == 1
    assert capsys.readouterr().out == (
        f"{VISIT}:8:9: error[references] place\n"
        "  |\n"
        '8 | place = "toyvile"\n'
        "  |         ^^^^^^^^^\n"
        "    found:  toyvile\n"
        "    wanted: a known key in places\n"
        "    fix:    did you mean toyville?\n"
    )


def test_a_pull_request_gets_an_annotation(
    toy: Toy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(toy.path.parent)
    toy.edit(VISIT, 'place = "toyville"', 'place = "toyvile"')
    assert main(["check", "rur-toy", "--format", "github"]) == 1
    line = capsys.readouterr().out.strip()
    assert line.startswith(
        f"::error file=rur-toy/{VISIT},line=8,col=9,endColumn=18,title=references place::found: "
    )


def test_a_tool_gets_json(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.edit(VISIT, 'place = "toyville"', 'place = "toyvile"')
    assert main(["check", str(toy.path), "--format", "json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["rule"], row["field"], row["line"]) == ("references", "place", 8)
    assert row["path"] == (toy.path / VISIT).as_posix()


def test_a_finding_without_a_file_is_shown_too(tmp_path: Path) -> None:
    problem = Problem("file", file="gone.toml", line=3, column=1, found="a", wanted="b", fix="c")
    (text,) = report.render([problem], tmp_path, "text")
    assert text.startswith("gone.toml:3:1: error[file]\n    found:  a")


def test_a_long_line_is_cut_around_the_value() -> None:
    line = "a" * 150 + "VALUE" + "b" * 150
    problem = Problem("x", file="f", line=1, column=151, width=5)
    shown = report.message(problem, [line]).split("\n")
    assert len(shown[2]) <= 110
    start = shown[3].index("^")
    assert shown[2][start : start + 5] == "VALUE"
    assert shown[2].endswith("…")


def test_a_long_value_is_cut_itself() -> None:
    problem = Problem("x", file="f", line=1, column=1, width=400)
    shown = report.message(problem, ["v" * 400]).split("\n")
    assert shown[3].count("^") == 80
    assert shown[2].endswith("…")


def test_a_caret_stands_under_wide_and_combined_letters() -> None:
    problem = Problem("x", file="f", line=1, column=4, width=1)
    shown = report.message(problem, ["中e\u0301x"]).split("\n")
    assert shown[3] == "  |    ^"


def test_nothing_hidden_is_printed_as_it_is() -> None:
    problem = Problem("x", file="f", line=1, column=1, width=3, found="a\u202eb\U000e0001")
    shown = report.message(problem, ["\x1b[1"])
    assert "\u202e" not in shown
    assert "\x1b" not in shown
    assert "a\\u202eb\\U000e0001" in shown
    assert "\\u202e" in report.annotation(problem, "f")


def test_an_annotation_escapes_what_ends_it() -> None:
    problem = Problem("x", file="f", field="a,b:c", found="50%\r\n::error::x")
    line = report.annotation(problem, "p")
    assert "\n" not in line
    assert "title=x a%2Cb%3Ac::found: 50%25\\u000d%0A" in line
