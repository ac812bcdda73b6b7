from typing import Any

import attrs
import pytest

from bilateral import DataError, MissingExtra, Visit, errors, toml_files
from bilateral.errors import Problem

GOOD = """\
id = "visit-1951-x"
start = "1951-06"
title = "A visit"
form = "official"
status = "held"
summary = "They met."

[[principals]]
office = "rur-foreign-minister"
party = "RUK"

[[cites]]
key = "gazette"
"""


def problems(text: str) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        toml_files.parse(text, Visit, file="v.toml")
    return list(caught.value.problems)


def test_a_good_file_is_read() -> None:
    assert toml_files.parse(GOOD, Visit).title == "A visit"


def test_comments_stay_where_they_stood() -> None:
    text = GOOD.replace('status = "held"', '# sure?\nstatus = "held"  # yes')
    text = text.replace("\n[[cites]]", "\n# where\n[[cites]]  # who") + "# the end\n"
    assert toml_files.canonical(text, Visit) == text


def test_blank_lines_and_order_are_put_right() -> None:
    jumbled = 'summary = "They met."\n\n' + GOOD.replace('summary = "They met."\n', "")
    assert toml_files.canonical(jumbled, Visit) == GOOD


def test_a_text_of_several_lines_is_written_as_one() -> None:
    text = GOOD.replace('"They met."', '"""\nThey \\\\ met.\n\tTwice, "so to speak".\n"""')
    assert toml_files.canonical(text, Visit) == text.replace("\t", "\\t")


def test_quotes_and_backslashes_that_would_be_misread_are_escaped() -> None:
    for summary in ('one\n""" two', 'one\ntwo"', "one\n\\n two", 'one\n\\" two'):
        visit = toml_files.parse(GOOD, Visit)
        told = attrs.evolve(visit, summary=summary)
        assert toml_files.parse(toml_files.dump(told), Visit).summary == summary


def test_unquoted_words_and_dates_are_told_to_be_quoted() -> None:
    found = problems(GOOD.replace('"1951-06"', "1951-06").replace('"held"', "NO"))
    assert [(one.line, one.field, one.fix) for one in found] == [
        (2, "start", 'write start = "1951-06"'),
        (5, "status", 'write status = "NO"'),
        (0, "status", "use one of held, announced, postponed, cancelled"),
    ]


def test_a_bare_day_is_told_to_be_quoted() -> None:
    (found,) = problems(GOOD.replace('"1951-06"', "1951-06-01"))
    assert found.fix == 'write "1951-06-01" (dates are texts, as precise as known)'


def test_a_duplicate_key_is_reported_with_its_line() -> None:
    (found,) = problems(GOOD.replace('title = "A visit"', 'title = "A visit"\ntitle = "B"'))
    assert (found.rule, found.line, found.wanted) == ("toml", 4, "each key once")


def test_every_broken_line_is_reported_at_once() -> None:
    text = GOOD.replace('title = "A visit"', "title = = \n ???").replace('"held"', "held = 3")
    assert [one.line for one in problems(text) if one.rule == "toml"] == [3, 4, 6]


def test_a_file_that_breaks_off_is_reported() -> None:
    found = problems(GOOD + 'note = """\nnever closed')
    assert found[0].rule == "toml"


def test_a_file_of_nothing_but_noise_ends() -> None:
    assert len(problems("= \n" * 500)) <= 101


def test_lists_nested_without_end_are_refused() -> None:
    found = problems("a = " + "[" * 100_000)
    assert found[0].found == "lists nested too deep"


def test_writing_without_tomlkit_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    visit = toml_files.parse(GOOD, Visit)
    monkeypatch.setattr(errors, "import_module", absent)
    with pytest.raises(MissingExtra, match=r"pip install 'bilateral\[edit\]'"):
        toml_files.dump(visit)
