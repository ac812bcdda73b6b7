import pytest

import bilateral as bl
from bilateral.errors import Problem, show


@pytest.mark.parametrize(
    ("found", "allowed", "fix"),
    [
        ("vist", ["visit", "event"], "did you mean visit?"),
        ("TOTAL", ["total", "other"], "did you mean total?"),
        ("zzz", ["visit", "event"], "use one of visit, event"),
        ("zzz", [], "there is none yet"),
        ("zzz", [f"w{i}" for i in range(20)], "see the list of 20 in the documentation"),
        ("gap", ["gape", "gaps"], "did you mean gaps or gape?"),
    ],
)
def test_a_value_outside_a_list_gets_the_nearest_ones(
    found: str, allowed: list[str], fix: str
) -> None:
    assert bl.UnknownValue("word", found, allowed).fix == fix


def test_a_problem_reads_like_a_good_compiler_s() -> None:
    problem = Problem(
        rule="order-dates",
        file="v.toml",
        line=3,
        field="end",
        found="1950",
        wanted="1951",
        fix="mend",
    )
    assert str(problem) == (
        "v.toml:3: error[order-dates] end\n    found:  1950\n    wanted: 1951\n    fix:    mend"
    )
    accepted = problem._replace(file="", line=0, field="", record="visit-1", accepted="so it is")
    assert str(accepted).startswith("visit-1: error[order-dates]\n")
    assert str(accepted).endswith("accepted: so it is")


def test_a_data_error_counts_and_lists_its_problems() -> None:
    one = Problem(rule="type", file="a")
    assert str(bl.DataError([one])).startswith("1 problem found\na: error[type]")
    assert str(bl.DataError([one, one])).startswith("2 problems found")


def test_long_values_are_cut_in_messages() -> None:
    assert show("x" * 200) == "'" + "x" * 78 + "…"


def test_errors_are_what_python_expects_of_them() -> None:
    assert issubclass(bl.InvalidValue, ValueError)
    assert issubclass(bl.UnknownRecord, KeyError)
    assert issubclass(bl.MissingExtra, ImportError)
    for name in ("DataError", "ReleaseError", "UnknownValue"):
        assert issubclass(getattr(bl, name), bl.BilateralError)
