"""Meetings, gaps, appearances and sequences, held against slow and obvious answers."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilateral as bl
from bilateral.dates import PartialDate
from bilateral.filters import took_place
from bilateral.words import RANKS
from toy import Toy
from worlds import PEOPLE, World, blank, worlds


@pytest.fixture
def toyland(toy: Toy) -> bl.Dataset:
    return bl.read(toy.path)


def held(world: World) -> list[dict[str, Any]]:
    return [row for row in world.rows_of["visits"] if took_place(row) and row["start"]]


@given(worlds())
def test_meetings_are_every_pair_of_those_who_met(world: World) -> None:
    frame = world.dataset.meetings()
    expected = [
        (row["id"], one["office"], other["office"])
        for row in held(world)
        for one in row["principals"]
        for other in row["counterparts"]
    ]
    found = zip(frame.id, frame.principal_office, frame.counterpart_office, strict=True)
    assert sorted(found) == sorted(expected)


@given(worlds(), st.sampled_from(RANKS))
def test_a_level_keeps_those_at_or_above_it(world: World, level: Any) -> None:
    everything = world.dataset.visits()
    kept = {
        row.id
        for row in everything.itertuples()
        if isinstance(row.level, str) and RANKS.index(row.level) <= RANKS.index(level)
    }
    gaps = world.dataset.contact_gaps(min_level=level)
    assert set(gaps.id) == kept
    assert gaps.previous.tolist()[1:] == gaps.id.tolist()[:-1]
    assert set(world.dataset.meetings(min_level=level).id) <= kept
    for row in gaps[gaps.days_max.notna() & gaps.days_min.notna()].to_dict("records"):
        now, then = (
            PartialDate.parse(gaps.set_index("id").date[row[n]]) for n in ("id", "previous")
        )
        bounds = (now.earliest, now.latest, then.earliest, then.latest)
        assert None not in bounds
        assert row["days_min"] == (now.earliest - then.latest).days
        assert row["days_max"] == (now.latest - then.earliest).days


@given(worlds(), st.sampled_from(PEOPLE))
def test_appearances_are_every_part_of_a_person(world: World, person: str) -> None:
    frame = world.dataset.appearances(person)
    expected = [
        (row["id"], role)
        for row in held(world)
        for field, role in (("principals", "principal"), ("counterparts", "counterpart"))
        for one in row[field]
        if one["person"] == person
    ]
    assert sorted(zip(frame.id, frame.role, strict=True)) == sorted(expected)


@given(worlds())
def test_sequences_are_ties_of_what_took_place(world: World) -> None:
    frame = world.dataset.sequences()
    dated = {
        row["id"]
        for row in world.rows_of["agreements"]
        if took_place(row) and (row["signed"] or row["status_as_of"])
    }
    expected = [
        (row["id"], tie["relation"], tie["id"])
        for row in world.rows_of["agreements"]
        for tie in row["related"]
        if {row["id"], tie["id"]} <= dated
    ]
    assert sorted(zip(frame.id, frame.relation, frame.other, strict=True)) == sorted(expected)
    some = world.dataset.sequences("supersedes")
    assert len(some) == sum(relation == "supersedes" for _, relation, _ in expected)


@given(worlds())
def test_frames_keep_columns_and_dtypes_when_they_are_empty(world: World) -> None:
    empty = World({"people": world.rows_of["people"]}).dataset
    for name, arguments in (
        ("meetings", ()),
        ("contact_gaps", ()),
        ("appearances", ("ada",)),
        ("sequences", ()),
    ):
        ours, theirs = (getattr(one, name)(*arguments) for one in (world.dataset, empty))
        assert ours.dtypes.to_dict() == theirs.dtypes.to_dict()
        assert "object" not in {str(dtype) for dtype in ours.dtypes}


@given(worlds(), st.sampled_from(["1950", "1955", "1960"]), st.sampled_from(["RUK", "RUR"]))
def test_filters_commute(world: World, start: str, party: str) -> None:
    dataset = world.dataset
    for name in ("events", "visits", "agreements", "exercises"):
        ask = getattr(dataset, name)
        for when in ("possibly", "certainly"):
            one = ask(start=start, when=when)
            other = ask(party=party)
            both = ask(start=start, when=when, party=party)
            assert both.id.tolist() == [id for id in one.id if id in set(other.id)]
            assert both.id.tolist() == [id for id in other.id if id in set(one.id)]
        certain = set(ask(start=start, when="certainly").id)
        assert certain <= set(ask(start=start).id)


# --- examples -----------------------------------------------------------------------------------


def test_the_made_up_meeting(toyland: bl.Dataset) -> None:
    edge = toyland.meetings().iloc[-1]
    assert (edge.id, edge.principal_office, edge.counterpart_office) == (
        "visit-1958-sideline",
        "rur-foreign-minister",
        "toy-chief-of-protocol",
    )
    assert pd.isna(edge.principal)
    assert edge.level == "official"


def test_gaps_are_bounded_by_the_dates(toyland: bl.Dataset) -> None:
    gaps = toyland.contact_gaps(min_level="official")
    assert gaps.days_min.tolist()[1:] == [2498]  # 30 June 1951 to 2 May 1958
    assert gaps.days_max.tolist()[1:] == [2527]
    assert pd.isna(gaps.days_min.iloc[0])


def test_an_open_date_leaves_a_gap_unbounded() -> None:
    def met(number: int, start: str) -> dict[str, Any]:
        holder = {"person": None, "office": "toy-leader", "party": "TOY"}
        return blank(
            "visits",
            id=f"visit-{number}",
            start=start,
            form="official",
            guest="TOY",
            host="RUK",
            status="held",
            principals=[holder],
        )

    rows = [met(1, "1950-01-01"), met(2, "1951-01-01/.."), met(3, "../1955-01-01")]
    gaps = World({"visits": rows}).dataset.contact_gaps().set_index("id")
    assert gaps.days_min["visit-2"] == 365
    assert pd.isna(gaps.days_max["visit-2"])
    assert pd.isna(gaps.days_min["visit-3"])


def test_a_signatory_appears(toy: Toy) -> None:
    file = "records/agreements/agreement-1962-horses.toml"
    toy.edit(
        file,
        '[[signatories]]\noffice = "toy-chief-of-protocol"',
        '[[signatories]]\nperson = "ada-toy"\noffice = "toy-chief-of-protocol"',
    )
    found = bl.read(toy.path).appearances("ada-toy")
    assert "signatory" in found.role.tolist()


def test_a_delivery_follows_its_contract(toyland: bl.Dataset) -> None:
    row = toyland.sequences("delivers").iloc[0]
    assert (row.id, row.other) == ("event-1963-delivery", "agreement-1962-horses")
    assert row.days_min > 0


@pytest.mark.parametrize(
    ("name", "arguments", "telling"),
    [
        ("appearances", ("ada-toi",), "did you mean ada-toy"),
        ("sequences", ("folows",), "did you mean follows"),
    ],
)
def test_unknown_words_name_the_nearest(
    toyland: bl.Dataset, name: str, arguments: tuple[str], telling: str
) -> None:
    with pytest.raises(bl.InvalidValue, match=telling):
        getattr(toyland, name)(*arguments)


def test_an_unknown_level_names_the_nearest(toyland: bl.Dataset) -> None:
    with pytest.raises(bl.InvalidValue, match=r"did you mean .*minister"):
        toyland.contact_gaps(min_level="ministre")  # type: ignore[arg-type]
