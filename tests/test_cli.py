import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import bilateral as bl
from bilateral import releases
from bilateral.cli import main
from toy import Toy

VISIT = "visit-1951-ruritania-foreign-minister"


@pytest.fixture
def bundle(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """The fabricated dyad in the place of the bundled datasets."""
    bl.build(toy.path)
    monkeypatch.setattr(releases, "bundled", lambda: toy.path.parent)
    return toy


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_datasets_are_listed_a_line_a_release(
    bundle: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["datasets"]) == 0
    assert told(capsys).split() == (
        ["rur-toy", "0.1.0", "2000-01-01", "14", "records", "Ruritania", "and", "Toyland"]
    )


def test_info_counts_by_decade_and_kind(bundle: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "rur-toy"]) == 0
    out = told(capsys)
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line}
    assert rows["1950s"] == ["1", "–", "2", "–", "–"]
    assert rows["all"] == ["2", "2", "3", "2", "5"]
    assert "5 sources" in out


def test_the_timeline_is_a_line_a_happening(
    bundle: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["timeline", "rur-toy", "--width", "60"]) == 0
    lines = told(capsys).splitlines()
    assert lines[0] == "Ruritania and Toyland (rur-toy 0.1.0)"
    assert "1951" in lines
    assert "  Jun             → Ruritanian foreign minister visits" in lines
    assert "                    Toyland ¹?" in lines
    assert "  c. Sep          · Toyland ships grain to Ruritania ¹" in lines
    assert "  1–10 Aug        × Grain Shield 1 ?" in lines
    assert lines[-1].startswith("7 entries")


def test_the_timeline_takes_the_filters_of_the_library(
    bundle: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["timeline", "rur-toy", "--kind", "visit", "--status", "any"]) == 0
    assert "Prime minister was to visit Strelsau [postponed]" in told(capsys)
    assert main(["timeline", "rur-toy", "--tag", "grain", "--start", "1952"]) == 0
    assert "nothing matches" in told(capsys)


def test_show_prints_a_record_with_its_sources(
    bundle: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "rur-toy", VISIT]) == 0
    out = told(capsys)
    assert "start         1951-06" in out
    assert "field start, value 1951-07, cites memoir-1970" in out
    assert (
        "“The minister in Toyville”, Ruritanian Gazette, 1951-06-20, p. 3 [start, principals]"
        in out
    )
    assert main(["show", "rur-toy", "visit-1970-postponed"]) == 0
    assert "Rudolf Hentzau, “My Years in Strelsau”" in (out := told(capsys))
    assert "(announces it)" in out
    assert main(["show", "rur-toy", "agreement-1962-horses"]) == 0
    assert "https://archive.toyland.example/1962" in told(capsys)


def test_export_writes_one_whole_record_a_line(
    bundle: Toy, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["export", "rur-toy", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in told(capsys).splitlines()]
    assert len(rows) == 14
    assert {next(iter(row)) for row in rows} == {"kind"}
    assert {row["kind"] for row in rows} == {
        "event",
        "agreement",
        "visit",
        "exercise",
        "trade_figure",
    }
    assert main(["export", "rur-toy", "--format", "jsonl", "--output", str(tmp_path / "a")]) == 0
    assert [json.loads(line) for line in (tmp_path / "a").read_text().splitlines()] == rows


def test_export_writes_a_csv_file_a_table(
    bundle: Toy, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["export", "rur-toy", "--format", "csv", "--output", str(tmp_path / "csv")]) == 0
    visits = pd.read_csv(tmp_path / "csv" / "visits.csv")
    assert visits.id.tolist() == bl.load("rur-toy").visits(status="any").id.tolist()
    assert visits.earliest[0] == "1951-06-01"
    assert (tmp_path / "csv" / "principals.csv").exists()
    assert main(["export", "rur-toy", "--format", "csv"]) == 2
    assert "add --output PATH" in capsys.readouterr().err


def test_a_path_is_a_dataset_too(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(toy.path)]) == 0
    assert "unreleased" in told(capsys)
    assert main(["info", str(toy.path), "--version", "0.1.0"]) == 2


def test_a_bundled_dataset_goes_before_a_folder_of_its_name(
    bundle: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere" / "rur-toy").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main(["info", "rur-toy"]) == 0
    assert "(rur-toy 0.1.0)" in told(capsys)
    assert main(["diff", "rur-toy", "0.1.0", "0.1.0"]) == 0
    assert main(["info", "./rur-toy"]) == 1
    assert "no dataset.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline", "rur-tyo"],
        ["timeline", "rur-toy", "--tag", "grian"],
        ["timeline", "rur-toy", "--kind", "trade"],
        ["timeline", "rur-toy", "--kind", "trade", "--start", "1800", "--end", "1801"],
        ["show", "rur-toy", "nothing"],
        ["info", "rur-toy", "--version", "9"],
        ["new", "vist", "x"],
        ["new", "trade_figure", "x"],
        ["new", "visit", "Not An Id"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_exit_status_2(
    bundle: Toy, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert "bilateral: found" in capsys.readouterr().err


def test_unknown_options_are_exit_status_2() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["timeline"])
    assert caught.value.code == 2


def test_check_is_0_when_all_is_well_and_1_when_not(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(toy.path)]) == 0
    toy.edit(f"records/visits/{VISIT}.toml", 'host = "TOY"', 'host = "RUR"')
    assert main(["check", str(toy.path)]) == 1
    captured = capsys.readouterr()
    assert f"records/visits/{VISIT}.toml:7:8: error[states-lifetime] host" in captured.out
    assert "errors, 0 warnings" in captured.err


def test_new_writes_a_template_that_says_what_is_missing(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "event", "event-1999-flood", str(toy.path)]) == 0
    path = Path(told(capsys).strip())
    assert path == toy.path / "records/events/event-1999-flood.toml"
    assert 'id = "event-1999-flood"' in path.read_text()
    assert {"states-members", "status-actor"} <= {one.rule for one in toy.problems()}
    assert main(["new", "event", "event-1999-flood", str(toy.path)]) == 2
    assert main(["new", "person", "flavia", str(toy.path)]) == 0
    assert (toy.path / "people/flavia.toml").exists()


def test_fmt_puts_files_into_canonical_form(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    file = "records/events/event-1963-delivery.toml"
    good = (toy.path / file).read_text()
    assert main(["fmt", "--check", str(toy.path)]) == 0
    toy.write(file, "﻿" + good.replace("\n", "\r\n").replace(" = ", "="))
    assert main(["fmt", "--check", str(toy.path)]) == 1
    assert told(capsys).strip() == str(toy.path / file)
    assert main(["fmt", str(toy.path)]) == 0
    assert (toy.path / file).read_text() == good
    assert main(["fmt", str(toy.path)]) == 0


def test_fmt_leaves_what_it_cannot_read(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    file = "records/events/event-1963-delivery.toml"
    toy.edit(file, "quantity = 12", 'quantity = "12"')
    spoilt = (toy.path / file).read_text()
    assert main(["fmt", str(toy.path)]) == 1
    assert "without quotes" in capsys.readouterr().err
    assert (toy.path / file).read_text() == spoilt


def test_fmt_leaves_a_table_with_a_row_that_it_cannot_read(toy: Toy) -> None:
    file = "records/trade/toy-customs.csv"
    toy.edit(file, "12.40,", "twelve,")
    toy.edit("coverage.csv", "complete", "whole")
    spoilt = [(toy.path / name).read_text() for name in (file, "coverage.csv")]
    assert main(["fmt", str(toy.path)]) == 1
    assert [(toy.path / name).read_text() for name in (file, "coverage.csv")] == spoilt


def test_fmt_works_on_what_there_is(toy: Toy) -> None:
    toy.edit("dataset.toml", 'licence = "CC-BY-4.0"\n', "")
    toy.remove("coverage.csv")
    file = "records/events/event-1963-delivery.toml"
    toy.edit(file, "quantity = 12", "quantity=12")
    assert main(["fmt", str(toy.path)]) == 1
    assert "quantity = 12" in (toy.path / file).read_text()


def test_build_names_the_release_and_refuses_errors(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(toy.path)]) == 0
    assert told(capsys).strip().endswith("releases/0.1.0")
    toy.edit("CHANGES.md", "0.1.0", "0.2.0")
    toy.edit("people/ada-toy.toml", 'name = "Ada Toy"', "name = 3")
    assert main(["build", str(toy.path)]) == 1
    assert "put the value in" in capsys.readouterr().err


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bilateral", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )


def test_it_runs_as_a_module(toy: Toy) -> None:
    assert "Grain Shield" in run("timeline", str(toy.path)).stdout


def test_a_reader_that_goes_away_is_no_error(toy: Toy) -> None:
    file = "records/events/event-1963-delivery.toml"
    toy.edit(file, "delivers wooden horses", "delivers" + " wooden horses" * 20_000)
    command = (
        f"{sys.executable} -m bilateral timeline {toy.path} | head -1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
