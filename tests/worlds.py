"""Random releases of a made-up dyad, as plain rows: what questions read, without files."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

import bilateral as bl
from bilateral.dates import PartialDate
from bilateral.releases import _shapes
from bilateral.tables import Row
from bilateral.words import RANKS

SHAPES = _shapes()
MANIFEST: dict[str, Any] = {
    "name": "rur-toy",
    "title": "A made-up dyad",
    "description": "Random.",
    "licence": "CC-BY-4.0",
    "editors": ["Nobody"],
    "covered_to": "1969-12-31",
    "sides": [{"code": "RUR", "states": ["RUK", "RUR"]}, {"code": "TOY", "states": ["TOY"]}],
    "states": [
        {"code": code, "name": code, "start": start, "end": end, "successors": [], "cow": cow}
        | {"acting_from": None, "gw": None}
        for code, start, end, cow in (
            ("RUK", "1900-01-01", "1960-06-30", 990),
            ("RUR", "1960-07-01", None, 991),
            ("TOY", "1947-03-01", None, 900),
            ("ELB", None, None, None),
        )
    ],
    "tags": [{"key": "grain", "meaning": "grain"}],
    "compilers": [{"key": key, "meaning": key} for key in ("customs", "yearbook", "press")],
}
OFFICES = [
    {"key": f"{side.lower()}-{rank}", "title": rank, "state": side, "rank": rank}
    | {"native_title": None}
    for side in ("RUR", "TOY")
    for rank in RANKS
]
SOURCES = [
    {"key": key, "origin": None, "class": grade, "title": key, "language": "en", "published": None}
    for key, grade in (("gazette", "primary"), ("memoir", "scholarly"))
]
CITES = [{"key": "gazette", "at": None, "supports": [], "says": "reports"}]
PEOPLE = ("ada", "rudolf", "bela")


class World:
    """A release that exists only in memory."""

    version = "0.0.0"
    label = "rur-toy 0.0.0"
    name = "rur-toy"
    tables = SHAPES

    def __init__(self, tables: dict[str, list[dict[str, Any]]], **manifest: Any) -> None:
        self.manifest = MANIFEST | manifest
        self.rows_of = {name: tables.get(name, []) for name in SHAPES}
        self.rows_of["offices"] = OFFICES
        self.rows_of["sources"] = SOURCES

    def rows(self, table: str) -> list[Row]:
        return list(self.rows_of[table])

    @property
    def dataset(self) -> bl.Dataset:
        return bl.Dataset(self)  # type: ignore[arg-type]

    def __repr__(self) -> str:
        return f"World({ {name: rows for name, rows in self.rows_of.items() if rows} })"


def blank(table: str, **given: Any) -> dict[str, Any]:
    """A row of a table with what is given, everything else empty."""
    shape = SHAPES[table]
    row: dict[str, Any] = {"kind": shape.kind}
    row |= {field.name: [] if field.many else None for field in shape.fields}
    return row | {"title": "It happened", "summary": "", "cites": CITES} | given


def dates() -> st.SearchStrategy[str]:
    """Dates of every precision in and around the years of which the dyad has any."""
    year = st.integers(1944, 1972)
    month = st.builds("{}-{:02d}".format, year, st.integers(1, 12))
    day = st.builds("{}-{:02d}".format, month, st.integers(1, 28))
    single = st.one_of(day, month, year.map(str), st.sampled_from(["194X", "195X", "196X"]))
    marked = st.builds(str.__add__, single, st.sampled_from(["", "", "~", "?"]))
    spans = st.builds(_interval, st.one_of(day, month), st.one_of(day, month))
    opened = st.one_of(day.map("../{}".format), day.map("{}/..".format))
    return st.one_of(marked, spans, opened)


def _interval(one: str, other: str) -> str:
    first, last = sorted((one, other), key=lambda text: PartialDate.parse(text).window)
    return f"{first}/{last}"


def _ended(draw: st.DrawFn, start: str) -> str | None:
    """An end that some admissible day allows, or none."""
    end = draw(st.none() | dates())
    return end if end and PartialDate.parse(start).may_precede(PartialDate.parse(end)) else None


SIDES = st.sampled_from(["RUK", "RUR"])


@st.composite
def events(draw: st.DrawFn, number: int) -> dict[str, Any]:
    date = draw(dates())
    actors = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "party": st.sampled_from(["RUK", "RUR", "TOY", "ELB"]),
                    "organisation": st.none(),
                    "role": st.sampled_from(["initiator", "target", "other"]),
                }
            ),
            min_size=1,
            max_size=3,
        )
    )
    return blank(
        "events",
        id=f"event-{number}",
        date=date,
        end=_ended(draw, date),
        category=draw(st.sampled_from(SHAPES["events"].by_name["category"].choices[:4])),
        quad_class=draw(st.sampled_from(SHAPES["events"].by_name["quad_class"].choices)),
        actors=actors,
        tags=draw(st.lists(st.just("grain"), max_size=1)),
    )


@st.composite
def visits(draw: st.DrawFn, number: int) -> dict[str, Any]:
    start, rur = draw(dates()), draw(SIDES)
    guest, host = draw(st.sampled_from([(rur, "TOY"), ("TOY", rur), (None, "ELB"), (None, None)]))
    holders = {
        name: draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "person": st.none() | st.sampled_from(PEOPLE),
                        "office": st.sampled_from([one["key"] for one in OFFICES]),
                        "party": st.sampled_from([rur, "TOY"]),
                    }
                ),
                max_size=2,
            )
        )
        for name in ("principals", "counterparts")
    }
    return blank(
        "visits",
        id=f"visit-{number}",
        start=start,
        end=_ended(draw, start),
        form="sideline_meeting" if guest is None else draw(st.sampled_from(["official", "state"])),
        guest=guest,
        host=host,
        status=draw(st.sampled_from(["held", "held", "held", "postponed"])),
        **holders,
    )


@st.composite
def agreements(draw: st.DrawFn, number: int) -> dict[str, Any]:
    signed = draw(st.none() | dates())
    entered = draw(st.none() | dates())
    status = draw(st.sampled_from(["announced", "signed", "in_force", "ended", "superseded"]))
    before = [f"agreement-{one}" for one in range(number)]
    ties = draw(st.lists(st.sampled_from(before), max_size=1)) if before else []
    relation = draw(st.sampled_from(["supersedes", "amends"]))
    return blank(
        "agreements",
        id=f"agreement-{number}",
        signed=signed,
        in_force=entered,
        ended=draw(st.none() | dates()),
        status=status,
        status_as_of=draw(st.none() | dates()),
        form=draw(st.sampled_from(["treaty", "protocol", "joint_statement"])),
        parties=[{"state": state, "body": None, "role": "party"} for state in (draw(SIDES), "TOY")],
        related=[{"id": one, "relation": relation} for one in ties],
    )


@st.composite
def exercises(draw: st.DrawFn, number: int) -> dict[str, Any]:
    start = draw(dates())
    return blank(
        "exercises",
        id=f"exercise-{number}",
        start=start,
        end=_ended(draw, start),
        series=draw(st.sampled_from([None, "Shield"])),
        domain="land",
        status="held",
        participants=[
            {"state": state, "role": "participant", "personnel": None}
            | {"personnel_bound": None, "units": None}
            for state in (draw(SIDES), "TOY")
        ],
    )


@st.composite
def figures(draw: st.DrawFn, number: int) -> dict[str, Any]:
    year = draw(st.integers(1958, 1963))
    fiscal = draw(st.booleans())
    rur = draw(SIDES)
    exporter, importer = draw(st.sampled_from([(rur, "TOY"), ("TOY", rur), (None, None)]))
    flow = draw(st.sampled_from(["export", "import", None])) if exporter else "turnover"
    others = draw(st.lists(st.integers(0, 50), max_size=1))
    return blank(
        "trade",
        id=f"trade-{number}",
        exporter=exporter,
        importer=importer,
        flow=flow,
        compiler=draw(st.sampled_from(["customs", "yearbook", "press"])),
        period=f"{year}-07/{year + 1}-06" if fiscal else str(year),
        period_type="fiscal_year" if fiscal else "calendar_year",
        commodity=draw(st.sampled_from(["TOTAL", "TOTAL", "10", "1001"])),
        amount=draw(st.integers(0, 50)),
        currency=draw(st.sampled_from(["USD", "USD", "SUR"])),
        scale=draw(st.sampled_from([1, 1000])),
        valuation=draw(st.sampled_from(["FOB", "CIF", "unknown"])),
        bound=draw(st.sampled_from(["exact", "exact", "approximate", "at_least", "at_most"])),
        vintage=draw(st.sampled_from([None, "1.0", "2.0"])),
        disputes=[{"field": "amount", "value": one, "cites": CITES} for one in others],
    )


@st.composite
def people(draw: st.DrawFn, key: str) -> dict[str, Any]:
    def term() -> dict[str, Any]:
        start = draw(st.none() | dates())
        return {
            "office": draw(st.sampled_from(["rur-leader", "toy-minister", "toy-official"])),
            "start": start,
            "end": _ended(draw, start) if start else draw(st.none() | dates()),
            "acting": False,
            "caretaker": False,
            "cites": CITES,
        }

    terms = [term() for _ in range(draw(st.integers(0, 2)))]
    return {"key": key, "name": key, "native_name": None, "wikidata": None, "terms": terms}


def coverage() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["event", "visit", "agreement", "exercise"]),
            "side": st.sampled_from([None, None, "RUR", "TOY"]),
            "scope": st.sampled_from([None, None, "leader", "Shield"]),
            "start": st.sampled_from(["1940", "1947-03-01", "1955", "1961"]),
            "end": st.sampled_from(["1954", "1960", "1969-12-31"]),
            "grade": st.sampled_from(["complete", "complete", "partial"]),
            "languages": st.just([]),
            "note": st.none(),
        }
    )


def _several(make: Any, most: int = 5) -> st.SearchStrategy[Sequence[Any]]:
    return st.integers(0, most).flatmap(lambda n: st.tuples(*(make(one) for one in range(n))))


def worlds() -> st.SearchStrategy[World]:
    """Whole releases, of every kind of record with dates of every precision."""
    tables = {
        "events": _several(events),
        "visits": _several(visits),
        "agreements": _several(agreements),
        "exercises": _several(exercises, 2),
        "trade": _several(figures, 9),
        "people": st.tuples(*(people(key) for key in PEOPLE)),
        "coverage": st.lists(coverage(), max_size=4),
    }
    return st.fixed_dictionaries(tables).map(
        lambda found: World({name: list(rows) for name, rows in found.items()})
    )
