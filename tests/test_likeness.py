"""Names under other spellings."""

import pytest

from bilateral import likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nikita Khrushchev", "Nikita Hruschov"),
        ("Aleksey Kosygin", "Kosigin, Alexei"),
        ("Zulfiqar Ali Bhutto", "Zulfikar Aly Bhuto"),
        ("Liaquat Ali Khan", "Liaqat Ali Khan"),
        ("Mikhail Fradkov", "Mihail Fradkow"),
        ("Abdullah", "Abdulla"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert likeness.sound(one) == likeness.sound(other)


def test_other_names_do_not() -> None:
    assert likeness.sound("Rashad Mahmood") != likeness.sound("Arshad Mahmood")
    assert likeness.sound("Ivan Petrov") != likeness.sound("Pyotr Ivanov")


def test_nothing_is_like_nothing() -> None:
    assert likeness.overlap("", "") == 0
    assert likeness.nearest("", [("a", "A")]) == []
    assert likeness.overlap("the visit", "a visit") == 1


def test_the_nearest_comes_first() -> None:
    entries = [("rudolf-rassendyll", "Rudolf Rassendyll"), ("rudolf-hentzau", "Rudolf Hentzau")]
    assert likeness.nearest("Rudolf Hentzau", entries)[0] == "rudolf-hentzau"
    assert likeness.nearest("Hentsau", entries) == ["rudolf-hentzau"]
