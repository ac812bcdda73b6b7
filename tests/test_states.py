"""States: their codes, lifetimes and successions, and what the table may not say."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from importlib.resources import files

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.dates import PartialDate, Window, possibly_in
from bilateral.errors import UnknownValue
from bilateral.states import State, state, states

D = PartialDate.parse
ALL = list(states().values())
FORMER = [one for one in ALL if one.end]
DAY = timedelta(1)

# Kosovo has no code in ISO 3166-1; XKX is from its range for users, and in general use.
USER_ASSIGNED = {"XKX"}
# What ISO 3166-1 has a code for, and is no state: dependencies, and what is disputed or shared.
TERRITORIES = """
    ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM
    HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA
    TKL UMI VGB VIR WLF
"""


# --- lifetimes -----------------------------------------------------------------------------------


def test_pakistan_lives_from_its_independence_on() -> None:
    pakistan = state("PAK")
    assert (pakistan.start, pakistan.end) == (date(1947, 8, 14), None)
    assert not pakistan.may_exist(D("1947-08-13"))
    assert pakistan.may_exist(D("1947-08-14"))
    assert pakistan.may_exist(D("1947"))
    assert pakistan.may_exist(D("9999"))


def test_the_day_of_succession_belongs_to_the_soviet_union_and_to_russia() -> None:
    handover = D("1991-12-26")
    assert state("SUN").may_exist(handover)
    assert state("RUS").may_exist(handover)
    assert not state("SUN").may_exist(D("1991-12-27"))
    assert not state("RUS").may_exist(D("1991-12-25"))


def test_russia_acts_in_its_own_name_from_its_declaration_of_sovereignty() -> None:
    russia = state("RUS")
    assert russia.acting_from == date(1990, 6, 12)
    assert not russia.may_act(D("1990-06-11"))
    assert russia.may_act(D("1990-06-12"))
    assert not russia.may_exist(D("1990-06-12"))
    assert russia.acting.last == russia.lifetime.last == Window().last


def test_no_other_state_acts_before_it_exists() -> None:
    assert [one.code for one in ALL if one.acting != one.lifetime] == ["RUS"]


def test_a_state_older_than_the_table_has_an_open_start() -> None:
    assert state("IRN").start is None
    assert state("IRN").lifetime == state("IRN").acting == Window()
    assert state("IRN").may_exist(D("0001"))


def test_a_date_that_is_not_precise_needs_one_day_in_the_lifetime() -> None:
    assert state("SUN").may_exist(D("1991"))
    assert state("RUS").may_exist(D("1991"))
    assert state("RUS").may_exist(D("199X"))
    assert not state("SUN").may_exist(D("1992~"))


def test_a_span_needs_one_day_in_the_lifetime() -> None:
    assert state("SUN").may_exist(D("1991-06"), D("1992-06"))
    assert state("RUS").may_exist(D("1991-06"), D("1992-06"))
    assert state("RUS").may_act(D("1990-01"), D("1990-06-12"))
    assert not state("RUS").may_act(D("1990-01"), D("1990-06-11"))
    assert not state("RUS").may_exist(D("1990-01"), D("1991-06"))
    assert state("RUS").may_exist(D("1990-01"), D("1990-01/.."))


def test_a_span_whose_end_is_known_better_than_its_start_has_no_day_after_that_end() -> None:
    assert not state("RUS").may_exist(D("1991"), D("1991-03"))


@given(st.sampled_from(ALL), st.tuples(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1))))
def test_a_state_may_exist_when_a_happening_is_possibly_in_its_lifetime(
    one: State, days: tuple[date, date]
) -> None:
    start, end = (D(day.isoformat()) for day in sorted(days))
    assert one.may_exist(start) == possibly_in(start, None, one.lifetime)
    assert one.may_exist(start, end) == possibly_in(start, end, one.lifetime)
    assert one.may_act(start, end) == possibly_in(start, end, one.acting)


def test_a_state_never_changes() -> None:
    with pytest.raises(AttributeError):
        state("PAK").name = "elsewhere"  # type: ignore[misc]


# --- unknown codes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "named"),
    [
        ("RUSS", "RUS"),
        ("PKA", "PAK"),
        ("pak", "did you mean PAK?"),
        ("Pakistan", "PAK"),
        ("soviet union", "SUN"),
        ("RUSSIA", "RUS"),
    ],
)
def test_an_unknown_code_is_refused_and_the_nearest_ones_are_named(found: str, named: str) -> None:
    with pytest.raises(UnknownValue) as refusal:
        state(found)
    assert refusal.value.found == repr(found)
    assert refusal.value.wanted == "a known state code"
    assert named in refusal.value.fix


def test_a_code_that_is_near_to_none_is_refused_with_the_way_to_the_list() -> None:
    with pytest.raises(UnknownValue, match="see the list of"):
        state("Ruritania")


# --- the table -----------------------------------------------------------------------------------


def test_the_table_is_sorted_and_every_code_and_name_is_in_it_once() -> None:
    text = (files("bilateral") / "states.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes)) == list(states())
    assert len({row["name"] for row in rows}) == len(rows)
    assert all(value == value.strip() for row in rows for value in row.values())


def test_every_state_has_a_name_and_is_found_by_its_code() -> None:
    for code, one in states().items():
        assert one.code == code
        assert one.name
        assert state(code) is one


def test_every_state_that_lives_has_its_code_in_iso_3166_1() -> None:
    current = {country.alpha_3 for country in pycountry.countries}
    assert {one.code for one in ALL if not one.end} - current == USER_ASSIGNED


def test_every_state_that_ended_has_its_code_in_iso_3166_3_and_not_in_3166_1() -> None:
    current = {country.alpha_3 for country in pycountry.countries}
    withdrawn = {country.alpha_3 for country in pycountry.historic_countries}
    codes = {one.code for one in FORMER}
    assert codes <= withdrawn
    assert not codes & current


def test_no_code_is_withdrawn_before_its_state_ends() -> None:
    withdrawn = {one.alpha_3: one.withdrawal_date for one in pycountry.historic_countries}
    for one in FORMER:
        assert one.end is not None
        assert int(withdrawn[one.code][:4]) >= one.end.year, one.code


def test_what_iso_3166_1_has_beyond_the_table_are_territories() -> None:
    current = {country.alpha_3 for country in pycountry.countries}
    assert current - set(states()) == set(TERRITORIES.split())


def test_no_state_ends_before_it_starts_or_acts_after_it_starts() -> None:
    for one in ALL:
        assert one.lifetime.first <= one.lifetime.last, one.code
        assert one.acting.first <= one.lifetime.first, one.code


def test_a_state_has_successors_when_it_ended_and_only_then() -> None:
    assert [one.code for one in ALL if bool(one.successors) != bool(one.end)] == []


def test_every_successor_is_another_state_that_is_there_the_day_after() -> None:
    for one in FORMER:
        assert len(set(one.successors)) == len(one.successors), one.code
        assert one.end is not None
        after = D((one.end + DAY).isoformat())
        for code in one.successors:
            assert code != one.code
            assert state(code).may_exist(after), f"{code} after {one.code}"


def test_the_fifteen_republics_succeed_the_soviet_union_and_russia_is_named_first() -> None:
    assert len(state("SUN").successors) == 15
    assert state("SUN").successors[0] == "RUS"


@pytest.mark.parametrize(
    ("code", "cow", "gw"),
    [
        ("SUN", 365, 365),
        ("RUS", 365, 365),
        ("PAK", 770, 770),
        ("IND", 750, 750),
        ("USA", 2, 2),
        ("DEU", 255, 260),
        ("YEM", 679, 678),
        ("SRB", 345, 340),
        ("NRU", 970, 971),
        ("KIR", 946, 970),
        ("TUV", 947, 973),
        ("TON", 955, 972),
        ("VAT", None, None),
    ],
)
def test_a_state_has_its_numbers_in_the_country_lists_of_the_field(
    code: str, cow: int | None, gw: int | None
) -> None:
    assert (state(code).cow, state(code).gw) == (cow, gw)


@pytest.mark.parametrize("numbering", ["cow", "gw"])
def test_only_states_of_one_line_of_succession_share_a_number(numbering: str) -> None:
    holders: dict[int, list[State]] = defaultdict(list)
    for one in ALL:
        number = getattr(one, numbering)
        if number is not None:
            assert 2 <= number <= 999
            holders[number].append(one)
    for number, sharing in holders.items():
        heirs = {code for one in sharing for code in one.successors}
        founders = [one.code for one in sharing if one.code not in heirs]
        assert len(founders) == 1, f"{numbering} {number}: {founders}"


def test_a_state_has_a_number_in_both_lists_or_in_neither() -> None:
    assert [one.code for one in ALL if (one.cow is None) != (one.gw is None)] == []
    assert {one.code for one in ALL if one.cow is None} == {"PSE", "VAT"}
