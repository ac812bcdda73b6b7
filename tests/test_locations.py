"""Where a finding stands in a file: line, column and width."""

import pytest

from bilateral import locations
from bilateral.errors import Problem
from bilateral.records import Visit
from toy import Toy

VISIT = "records/visits/visit-1951-ruritania-foreign-minister.toml"
CUSTOMS = "records/trade/toy-customs.csv"
TEXT = '''\
# a comment
id = "visit-1"
tags = ["grain", "defence"] # two
summary = """
Of two lines,
with a \\""" in it.
"""
literal = 'a "b"'
long = \'\'\'
x
\'\'\'
number = 12 # twelve
a.b = 1

[[principals]]
office = "clerk"
party = "RUR"

[[principals]]
person = "ada-toy"
office = "clerk"
party = "TOY"

[[disputes]]
field = "principals[ada-toy].office"
value = "cook"
cites = [{ key = "memoir-1970", at = "p. 88" }, # why
  { key = "gazette" }]

[table]
x = true
'''


def at(field: str, line: int = 0) -> tuple[int, int, str]:
    spot = locations.Toml(TEXT).find(Problem("x", field=field, line=line), Visit)
    assert spot is not None
    text = TEXT.split("\n")[spot.line - 1]
    return spot.line, spot.column, text[spot.column - 1 : spot.column - 1 + spot.width]


@pytest.mark.parametrize(
    ("field", "line", "shown"),
    [
        ("id", 2, '"visit-1"'),
        ("tags", 3, '["grain", "defence"]'),
        ("summary", 4, '"""'),
        ("principals[clerk].party", 17, '"RUR"'),
        ("principals[ada-toy].office", 21, '"clerk"'),
        ("principals[ada-toy]", 19, "[[principals]]"),
        ("principals[#2].party", 22, '"TOY"'),
        ("principals[nobody].party", 15, "[[principals]]"),
        ("disputes[principals[ada-toy].office].value", 26, '"cook"'),
        (
            "disputes[principals[ada-toy].office].cites",
            27,
            '[{ key = "memoir-1970", at = "p. 88" }, # why',
        ),
        ("place", 1, "# a comment"),
        ("nonsense", 1, "# a comment"),
    ],
)
def test_a_path_by_key_leads_to_its_value(field: str, line: int, shown: str) -> None:
    found_line, _, found = at(field)
    assert (found_line, found) == (line, shown)


def test_a_line_that_is_known_is_kept() -> None:
    assert at("", 12) == (12, 10, "12")
    assert at("", 6) == (6, 1, 'with a \\""" in it.')
    assert locations.Toml(TEXT).find(Problem("x", line=999), Visit) is None


@pytest.mark.parametrize("broken", ['a = [1, "x', "a = {b = 1", "a = { = }", "a = [\n# x\n", "a ="])
def test_broken_toml_does_not_stop_the_scanner(broken: str) -> None:
    spot = locations.Toml(broken).find(Problem("x", field="a"), Visit)
    assert spot is not None
    assert spot.line == 1


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("start", ["start"]),
        ("a[b.c].d", ["a", "[b.c", "d"]),
        ("a[b[c].d].e", ["a", "[b[c].d", "e"]),
        ("a[b", ["a", "b"]),
        ("a.b", ["a", "b"]),
    ],
)
def test_a_path_has_names_and_keys(path: str, steps: list[str]) -> None:
    assert list(locations.steps(path)) == steps


def test_a_cell_of_a_table_is_found_by_row_and_column(toy: Toy) -> None:
    toy.edit(CUSTOMS, "Wheat only.", '"Wheat ""only"",\nfrom Toyland.  x"')
    (found,) = toy.problems()
    assert (found.rule, found.line, found.column, found.width) == ("text-blanks", 5, 137, 16)
    toy.edit(CUSTOMS, "800,GBP", "-800,GBP")
    assert {one.field: one.column for one in toy.problems()} == {"summary": 138, "amount": 99}


def test_a_row_of_coverage_is_found_by_its_number(toy: Toy) -> None:
    toy.edit("coverage.csv", "event,,,", "event,,delivry,")
    (found,) = toy.problems()
    assert (found.line, found.column, found.width) == (3, 8, 7)


def test_a_cell_of_another_type_is_found_in_its_row(toy: Toy) -> None:
    toy.edit(CUSTOMS, "12.40,", "twelve,")
    found = [one for one in toy.problems() if one.rule == "type"]
    assert [(one.line, one.column, one.width) for one in found] == [(2, 68, 6)]


def test_every_finding_in_a_file_has_a_line(toy: Toy) -> None:
    toy.edit(VISIT, 'host = "TOY"', 'host = "TOX"')
    toy.edit(VISIT, 'form = "official"\n', "")
    toy.edit(VISIT, 'says = "x"' if False else 'key = "gazette-1951-06"', 'key = "gazette"')
    assert all(one.line for one in toy.problems())


def test_an_empty_table_has_no_cells() -> None:
    assert locations.Csv("").find(Problem("x", line=1), Visit) is None
    assert locations.Csv("a,b\n1,2").find(Problem("x", record="#9"), Visit) is None
    assert locations.Csv("a,b\n1,2").find(Problem("x", record="3"), Visit) is None
    spot = locations.Csv("a,b\n1,2").find(Problem("x", record="1", field="b"), Visit)
    assert spot == (2, 3, 1, "2")
