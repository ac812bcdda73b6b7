"""Amounts of money and goods: exact, in the currency and scale as printed."""

import csv
from decimal import Context, Decimal
from functools import cache
from importlib.resources import files

from bilateral.errors import InvalidValue, UnknownValue

_EXACT = Context(prec=60)  # the user's own context may round
SCALES = {
    1: "units",
    1_000: "thousands",
    100_000: "lakhs",
    1_000_000: "millions",
    10_000_000: "crores",
    1_000_000_000: "billions",
    1_000_000_000_000: "trillions",
}


@cache
def currencies() -> dict[str, str]:
    """Names of the currencies by ISO 4217 code, former ones (SUR, RUR) included."""
    with (files("bilateral") / "currencies.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def currency(code: object) -> str:
    """The code itself, if it is a known currency; raises UnknownValue otherwise."""
    if isinstance(code, str) and code in currencies():
        return code
    raise UnknownValue("currency", code, currencies())


def scale(number: object) -> int:
    """The number itself, if amounts are printed in it; raises InvalidValue otherwise."""
    if isinstance(number, int) and not isinstance(number, bool) and number in SCALES:
        return number
    listed = ", ".join(f"{value} ({name})" for value, name in SCALES.items())
    raise InvalidValue(number, f"one of {listed}", "give the scale in which the source prints")


def scaled(amount: Decimal, factor: int) -> Decimal:
    """The amount in whole units of its currency, exactly."""
    return _EXACT.multiply(amount, factor)
