from decimal import Decimal
from typing import Any

import pytest

from bilateral import DataError, Event, Exercise, Source, Visit
from bilateral.conversion import structure, unstructure
from bilateral.schema import DECIMAL, SCALAR, key_of, specs

EXERCISE: dict[str, Any] = {
    "id": "exercise-1",
    "title": "One",
    "summary": "They met.",
    "domain": "land",
    "start": "1964",
    "status": "held",
    "participants": [{"state": "RUR"}, {"state": "TOY", "personnel": 80}],
    "cites": [{"key": "memoir"}],
}


def problems(**changed: object) -> dict[str, str]:
    with pytest.raises(DataError) as caught:
        structure({**EXERCISE, **changed}, Exercise, file="e.toml")
    assert {one.file for one in caught.value.problems} == {"e.toml"}
    assert {one.record for one in caught.value.problems} == {changed.get("id", "exercise-1")}
    return {one.field: one.fix for one in caught.value.problems}


def test_everything_wrong_in_a_table_is_found_at_once_with_its_path() -> None:
    found = problems(
        domain="sea",
        personnel=2.5,
        colour="red",
        participants=[{"state": "RUR", "personnel": True}, {"personnel": "x"}, {"state": 3}, 7],
        cites="memoir",
    )
    assert set(found) == {
        "domain",
        "personnel",
        "colour",
        "participants[RUR].personnel",
        "participants[#2].state",
        "participants[#2].personnel",
        "participants[#3].state",
        "participants[#4]",
        "cites",
    }


def test_a_whole_number_is_not_a_text_and_a_truth_value_is_no_number() -> None:
    assert "quotes" in problems(title=1949)["title"]
    assert "digits" in problems(personnel=True)["personnel"]


def test_what_is_no_table_is_told_how_to_be_one() -> None:
    with pytest.raises(DataError, match="write it as"):
        structure(["x"], Exercise)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", " One"),
        ("title", ""),
        ("title", "One\nTwo"),
        ("id", "Exercise 1"),
        ("id", "a--b"),
        ("start", 1964),
        ("start", "1964-13"),
        ("n_states", "2"),
        ("tags", ["a", 3]),
    ],
)
def test_a_value_that_its_type_refuses_is_reported(name: str, value: object) -> None:
    assert any(path.startswith(name) for path in problems(**{name: value}))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), "12", True, None])
def test_a_decimal_is_a_finite_number(number: object) -> None:
    with pytest.raises(ValueError, match="number"):
        DECIMAL.parse(number)


@pytest.mark.parametrize(
    ("number", "plain"),
    [("12", 12), ("12.0", Decimal("12.0")), ("12.40", Decimal("12.40"))],
)
def test_a_decimal_is_written_as_it_was_printed(number: str, plain: object) -> None:
    assert repr(DECIMAL.dump(DECIMAL.parse(Decimal(number)))) == repr(plain)


def test_a_disputed_value_is_one_scalar() -> None:
    assert SCALAR.parse(1.5) == Decimal("1.5")
    assert SCALAR.dump(Decimal(3)) == 3
    with pytest.raises(ValueError, match="one text, number or truth value"):
        SCALAR.parse([1])


def test_class_is_a_field_though_python_keeps_the_word() -> None:
    plain = {
        "key": "memoir",
        "type": "book",
        "title": "My Years",
        "publisher": "Press",
        "language": "en",
        "class": "scholarly",
    }
    source = structure(plain, Source)
    assert source.class_ == "scholarly"
    assert unstructure(source, full=False) == plain
    assert unstructure(source)["class"] == "scholarly"


def test_files_hold_what_differs_from_the_default_and_releases_hold_all() -> None:
    exercise = structure(EXERCISE, Exercise)
    assert unstructure(exercise, full=False) == {
        name: EXERCISE[name] for name in [one.name for one in specs(Exercise)] if name in EXERCISE
    }
    assert set(unstructure(exercise)) == {one.name for one in specs(Exercise)}


def test_an_item_is_named_by_its_first_key_that_is_filled_in() -> None:
    exercise = structure(EXERCISE, Exercise)
    assert [key_of(one) for one in exercise.participants] == ["RUR", "TOY"]
    actors = [{"role": "other"}, {"role": "other", "organisation": "UN"}]
    plain = {"id": "e", "title": "t", "summary": "s", "date": "1951", "category": "other"}
    event = structure(
        {**plain, "quad_class": "verbal_conflict", "actors": actors, "cites": [{"key": "k"}]}, Event
    )
    assert [key_of(one) for one in event.actors] == ["", "UN"]


def test_records_cannot_be_changed() -> None:
    exercise = structure(EXERCISE, Exercise)
    with pytest.raises(AttributeError):
        exercise.title = "Two"  # type: ignore[misc]
    assert hash(exercise) == hash(structure(EXERCISE, Exercise))
    with pytest.raises(TypeError):
        Visit("visit-1")  # type: ignore[misc]
