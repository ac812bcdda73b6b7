import builtins
import importlib
import sys
from typing import Any

import pytest
from hypothesis import given

from bilateral import MissingExtra, strategies
from bilateral.dates import PartialDate, Period
from bilateral.records import KINDS
from bilateral.registers import REGISTERS, Coverage, Manifest
from bilateral.schema import specs


@given(strategies.partial_dates())
def test_partial_dates_are_of_the_profile(one: PartialDate) -> None:
    assert PartialDate.parse(one.text) == one


@given(strategies.periods())
def test_periods_are_whole_months(one: Period) -> None:
    assert Period.parse(one.text) == one


@pytest.mark.parametrize("cls", [*KINDS, *REGISTERS, Coverage, Manifest])
def test_there_is_a_strategy_for_every_field(cls: type) -> None:
    for one in specs(cls):
        strategies._values(one).validate()


def test_without_hypothesis_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name.startswith("hypothesis"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "bilateral.strategies")
    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(MissingExtra, match=r"bilateral\[hypothesis\]"):
        importlib.import_module("bilateral.strategies")
