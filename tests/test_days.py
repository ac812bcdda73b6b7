"""What held on a day, held against going through the admissible dates one by one."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilateral as bl
from bilateral.dates import PartialDate
from bilateral.filters import took_place
from toy import Toy
from worlds import World, blank, dates, worlds

FIRST, LAST = date(1947, 3, 1), date(1969, 12, 31)
DAYS = st.dates(FIRST, LAST)


@pytest.fixture
def toyland(toy: Toy) -> bl.Dataset:
    return bl.read(toy.path)


def bounds(text: str | None) -> tuple[date, date] | None:
    if text is None:
        return None
    one = PartialDate.parse(text)
    return one.earliest or date.min, one.latest or date.max


def sure(*texts: str | None) -> bool:
    return not any(text and PartialDate.parse(text).is_qualified for text in texts)


def held(world: World, what: str, day: date) -> dict[str, str]:
    frame = world.dataset.on(day)
    mine = frame[frame.what == what]
    return dict(zip(mine.id, mine.holds, strict=True))


@given(worlds(), DAYS)
def test_states_are_those_that_lived(world: World, day: date) -> None:
    expected = {"TOY", "RUK" if day <= date(1960, 6, 30) else "RUR"}
    assert held(world, "state", day) == dict.fromkeys(expected, "certainly")


@given(worlds(), DAYS)
def test_happenings_are_under_way_between_their_dates(world: World, day: date) -> None:
    for what, table, name in (("visit", "visits", "start"), ("event", "events", "date")):
        expected = {}
        for row in world.rows_of[table]:
            start, end = bounds(row[name]), bounds(row["end"] or row[name])
            if not took_place(row) or not start or not end:
                continue
            if start[0] <= day <= end[1]:
                certain = start[1] <= day <= end[0] and sure(row[name], row["end"])
                expected[row["id"]] = "certainly" if certain else "possibly"
        assert held(world, what, day) == expected


@given(worlds(), DAYS)
def test_agreements_are_in_force_between_entry_and_end(world: World, day: date) -> None:
    rows = world.rows_of["agreements"]
    expected = {}
    for row in rows:
        if not took_place(row) or row["form"] == "joint_statement":
            continue
        begun = bounds(row["in_force"] or row["signed"])
        replaced = [
            other["in_force"]
            for other in rows
            if took_place(other) and other["in_force"]
            for tie in other["related"]
            if tie == {"id": row["id"], "relation": "supersedes"}
        ]
        ended = row["ended"] or (replaced[-1] if replaced else None)
        over = ended
        if over is None and row["status"] in ("ended", "superseded"):
            over = row["status_as_of"]
        last = bounds(over)
        if begun is None or begun[0] > day or (last and last[1] < day):
            continue
        known = ended or (row["status_as_of"] if row["status"] == "in_force" else None)
        certain = row["in_force"] and known and sure(row["in_force"], known)
        entered, until = bounds(row["in_force"]), bounds(known)
        is_certain = certain and entered and until and entered[1] <= day <= until[0]
        expected[row["id"]] = "certainly" if is_certain else "possibly"
    assert held(world, "agreement", day) == expected


@given(worlds(), DAYS)
def test_certainly_leaves_out_what_only_possibly_held(world: World, day: date) -> None:
    everything = world.dataset.on(day)
    certain = world.dataset.on(day, when="certainly")
    pd.testing.assert_frame_equal(
        everything[everything.holds == "certainly"].reset_index(drop=True), certain
    )
    assert certain.dtypes.to_dict() == World({}).dataset.on(day).dtypes.to_dict()


@given(dates(), st.none() | dates())
def test_a_lone_term_holds_between_its_dates(start: str, end: str | None) -> None:
    begun, over = bounds(start), bounds(end)
    assert begun is not None
    if over and begun[0] > over[1]:
        return
    opened = start.startswith("../")
    # the first and the last day on which somebody is known to be in office
    ends_on_a_day = over is not None and over[0] == over[1] and over[0] >= begun[0]
    begins = begun[1] if begun[1] != date.max else over[0] if over and ends_on_a_day else None
    first = begins or begun[0]
    last = max(first, over[0]) if over and over[0] != date.min else first
    earliest = first if opened else begun[0]
    latest = over[1] if over and over[1] != date.max else last if opened else date.max
    world = World({"people": [person("ada", term("rur-leader", start, end))]})
    for day in (FIRST, date(1955, 5, 5), date(1960, 1, 1), LAST, first, last):
        if not FIRST <= day <= LAST:
            continue
        possible = earliest <= day <= max(latest, last)
        certain = begins is not None and first <= day <= last and sure(start, end)
        expected = "certainly" if certain else "possibly" if possible else None
        assert held(world, "office", day).get("rur-leader") == expected


def term(office: str, start: str | None, end: str | None = None) -> dict[str, object]:
    return {"office": office, "start": start, "end": end, "acting": False, "caretaker": False}


def person(key: str, *terms: dict[str, object]) -> dict[str, object]:
    return {"key": key, "name": key, "native_name": None, "terms": list(terms)}


def holders(world: World, day: str) -> dict[str, str]:
    frame = world.dataset.on(day)
    mine = frame[frame.what == "office"]
    return dict(zip(mine.person, mine.holds, strict=True))


def test_an_unknown_end_is_bounded_by_the_next_holder() -> None:
    people = [
        person("ada", term("rur-leader", "1950-01-01")),
        person("rudolf", term("rur-leader", "../1955-06-01", "1958")),
        person("bela", term("rur-leader", None, "1962-03-01")),
    ]
    world = World({"people": people})
    assert holders(world, "1950-01-01") == {"ada": "certainly", "rudolf": "possibly"}
    assert holders(world, "1955-06-01") == {
        "ada": "possibly",
        "rudolf": "certainly",
        "bela": "possibly",
    }
    assert holders(world, "1957-01-01") == {"rudolf": "certainly", "bela": "possibly"}
    assert holders(world, "1959-01-01") == {"bela": "possibly"}
    assert holders(world, "1963-01-01") == {}


def test_days_on_which_records_show_somebody_in_office_are_known() -> None:
    def met(number: int, day: str, **given: object) -> dict[str, object]:
        holder = {"person": "ada", "office": "rur-leader", "party": "RUK"}
        usual = {"form": "official", "guest": "RUK", "host": "TOY", "status": "held"}
        return blank(
            "visits", id=f"visit-{number}", start=day, principals=[holder], **(usual | given)
        )

    people = [person("ada", term("rur-leader", "../1955-06-01"))]
    visits = [
        met(1, "1953-02-01"),
        met(2, "1957-03-01"),
        met(3, "1951-01-01~"),  # a day that its source calls approximate shows nothing
        met(4, "1950-01-01", status="postponed"),
    ]
    world = World({"people": people, "visits": visits})
    for day in ("1953-02-01", "1955-01-01", "1957-03-01"):
        assert holders(world, day) == {"ada": "certainly"}
    for day in ("1951-01-01", "1957-03-02"):
        assert holders(world, day) == {}
    later = person("rudolf", term("rur-leader", "1960-01-01"))
    succeeded = World({"people": [*people, later], "visits": visits})
    assert holders(succeeded, "1957-03-02") == {"ada": "possibly"}


def test_a_term_of_which_nothing_is_known_is_possible_until_the_next() -> None:
    people = [
        person("ada", term("rur-leader", None)),
        person("rudolf", term("rur-leader", "1955-01-01")),
    ]
    world = World({"people": people})
    assert holders(world, "1954-01-01") == {"ada": "possibly"}


def test_offices_that_several_hold_do_not_bound_each_other() -> None:
    people = [
        person("ada", term("toy-official", "1950-01-01")),
        person("rudolf", term("toy-official", "1951-01-01")),
    ]
    assert holders(World({"people": people}), "1960-01-01") == {
        "ada": "possibly",
        "rudolf": "possibly",
    }


def test_offices_of_third_states_are_not_of_the_dyad() -> None:
    world = World({"people": [person("ada", term("elb-leader", "1950-01-01", "1960-01-01"))]})
    office = {"key": "elb-leader", "title": "Queen", "state": "ELB", "rank": "leader"}
    world.rows_of["offices"] = [office | {"native_title": None}]
    assert holders(world, "1955-01-01") == {}


def test_a_term_that_began_after_it_ended_held_on_no_day() -> None:
    world = World({"people": [person("ada", term("rur-leader", "1975-01-01"))]})
    assert holders(world, "1969-01-01") == {}


def test_an_office_names_the_state_of_the_day() -> None:
    world = World({"people": [person("ada", term("rur-leader", "1955-01-01", "1965-01-01"))]})
    for day, state in (("1958-01-01", "RUK"), ("1962-01-01", "RUR")):
        frame = world.dataset.on(day)
        assert frame[frame.what == "office"].state.tolist() == [state]


def test_what_cannot_be_in_order_is_under_way_on_no_day() -> None:
    event = blank("events", id="event-1", date="1955", end="1954", category="call", actors=[])
    assert held(World({"events": [event]}), "event", date(1955, 1, 1)) == {}


def test_agreements_that_are_over_are_possible_only_until_then() -> None:
    over = blank(
        "agreements",
        id="agreement-1",
        signed="1950-01-01",
        in_force="1951-01-01",
        form="treaty",
        status="superseded",
        status_as_of="1955-01-01",
    )
    impossible = over | {"id": "agreement-2", "ended": "1949-01-01", "status": "ended"}
    world = World({"agreements": [over, impossible]})
    assert held(world, "agreement", date(1953, 1, 1)) == {"agreement-1": "possibly"}
    assert held(world, "agreement", date(1956, 1, 1)) == {}


def test_the_made_up_dyad_on_a_day(toyland: bl.Dataset) -> None:
    frame = toyland.on("1962-12-31")
    assert frame.columns.tolist() == [
        "what",
        "id",
        "title",
        "person",
        "state",
        "start",
        "end",
        "holds",
        "release",
    ]
    agreement = frame[frame.what == "agreement"].iloc[0]
    assert (agreement.id, agreement.start, agreement.holds) == (
        "agreement-1962-horses",
        "1962-06",
        "certainly",
    )


@pytest.mark.parametrize("day", ["1962", "1962-05", "1962-05-01/1962-05-02", "196X"])
def test_a_day_is_one_day(toyland: bl.Dataset, day: str) -> None:
    with pytest.raises(bl.InvalidValue, match="one day, such as"):
        toyland.on(day)


def test_a_day_may_be_a_date_but_nothing_else(toyland: bl.Dataset) -> None:
    assert len(toyland.on(date(1962, 5, 1) + timedelta(1)))
    with pytest.raises(bl.InvalidValue, match="use one of possibly, certainly"):
        toyland.on("1962-05-01", when="sometimes")  # type: ignore[arg-type]
