"""Amounts: known currencies and scales, and exact figures."""

import csv
from decimal import Decimal, localcontext
from fractions import Fraction
from importlib.resources import files
from unicodedata import combining, normalize

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.amounts import SCALES, currencies, currency, scale, scaled
from bilateral.errors import InvalidValue, UnknownValue

# What ISO 4217 has a code for, and no trade figure or price is printed in.
FUNDS = "BOV CHE CHW CLF COU MXV USN UYI UYW XAD XBA XBB XBC XBD XSU XUA"
METALS = "XAG XAU XPD XPT"
TESTING_OR_NONE = "XTS XXX"
NOT_MONEY = set(" ".join([FUNDS, METALS, TESTING_OR_NONE]).split())


# --- currencies ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["PKR", "INR", "USD", "GBP", "EUR", "CNY", "RUB", "SUR", "RUR"])
def test_a_known_currency_is_its_own_code(code: str) -> None:
    assert currency(code) == code


def test_roubles_are_told_apart_by_their_time() -> None:
    names = currencies()
    assert names["SUR"] == "Soviet Rouble"
    assert names["RUR"] == "Russian Ruble (until 1997)"
    assert names["RUB"] == "Russian Ruble"


@pytest.mark.parametrize(
    ("found", "named"),
    [("usd", "did you mean USD?"), ("PRK", "PKR"), ("RUBL", "RUB"), ("EURO", "EUR")],
)
def test_an_unknown_currency_is_refused_and_the_nearest_ones_are_named(
    found: str, named: str
) -> None:
    with pytest.raises(UnknownValue) as refusal:
        currency(found)
    assert refusal.value.found == repr(found)
    assert refusal.value.wanted == "a known currency"
    assert named in refusal.value.fix


@pytest.mark.parametrize("found", ["$", "", "dollars", None, 840, ["USD"]])
def test_what_is_no_currency_code_is_refused(found: object) -> None:
    with pytest.raises(UnknownValue):
        currency(found)


def test_the_table_is_sorted_and_every_code_is_in_it_once() -> None:
    text = (files("bilateral") / "currencies.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes)) == list(currencies())
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in codes)
    assert len({row["name"] for row in rows}) == len(rows)
    assert all(value and value == value.strip() for row in rows for value in row.values())


def test_every_current_currency_of_iso_4217_is_known() -> None:
    current = {one.alpha_3 for one in pycountry.currencies}
    assert current - set(currencies()) <= NOT_MONEY


def test_funds_metals_and_test_codes_are_no_currencies() -> None:
    assert not NOT_MONEY & set(currencies())


def plain(name: str) -> str:
    """The name in plain letters: without accents, and with a straight apostrophe."""
    letters = normalize("NFD", name).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return "".join(letter for letter in letters if not combining(letter))


def test_current_currencies_are_named_as_in_iso_4217() -> None:
    named_apart = {
        "VED": "Digital Bolivar",  # ISO calls VED and VES both Bolívar Soberano
        "XDR": "Special Drawing Right",
    }
    standard = {one.alpha_3: plain(one.name) for one in pycountry.currencies} | named_apart
    names = currencies()
    assert {code: names[code] for code in names if code in standard} == {
        code: name for code, name in standard.items() if code in names
    }


# --- scales and amounts --------------------------------------------------------------------------


@pytest.mark.parametrize("number", SCALES)
def test_a_scale_in_which_amounts_are_printed_is_taken_as_it_is(number: int) -> None:
    assert scale(number) == number


@pytest.mark.parametrize("found", [0, -1, 10, 1_000.0, "1000", "millions", True, None])
def test_any_other_scale_is_refused_and_the_known_ones_are_listed(found: object) -> None:
    with pytest.raises(InvalidValue) as refusal:
        scale(found)
    assert "100000 (lakhs)" in refusal.value.wanted
    assert "10000000 (crores)" in refusal.value.wanted


@pytest.mark.parametrize(
    ("printed", "factor", "whole"),
    [
        ("12.5", 1_000_000, "12500000"),
        ("0.1", 10_000_000, "1000000"),
        ("3.07", 100_000, "307000"),
        ("0", 1_000_000_000, "0"),
        ("17.25", 1, "17.25"),
    ],
)
def test_an_amount_is_scaled_to_whole_units_of_its_currency(
    printed: str, factor: int, whole: str
) -> None:
    assert scaled(Decimal(printed), factor) == Decimal(whole)


@given(st.decimals(0, 10**12, places=3), st.sampled_from(list(SCALES)))
def test_scaling_is_exact(amount: Decimal, factor: int) -> None:
    assert Fraction(scaled(amount, factor)) == Fraction(amount) * factor


def test_scaling_is_exact_whatever_decimal_precision_the_user_works_in() -> None:
    with localcontext() as context:
        context.prec = 4
        assert scaled(Decimal("123.456"), 1_000_000) == Decimal(123_456_000)
