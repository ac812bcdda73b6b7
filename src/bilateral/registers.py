"""What is entered once and referred to by key: sources, people, offices, places; and coverage."""

from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from bilateral.dates import PartialDate
from bilateral.schema import (
    Language,
    Line,
    OfficeKey,
    Slug,
    SourceKey,
    StateCode,
    Text,
    Url,
    Wikidata,
    declare,
)
from bilateral.states import State, states
from bilateral.vocabularies import Grade, Rank, RecordKind, Says, SourceClass, SourceType


@frozen(kw_only=True)
class Cite:
    """A pointer from a claim to the source that was read."""

    key: SourceKey = declare("the source", example="gazette-1951-06", key=True)
    at: Line | None = declare("page or place in the source", example="p. 3", default=None)
    supports: tuple[Line, ...] = declare(
        "the fields that it supports; empty: all of the record", example=["start"], default=()
    )
    says: Says = declare(
        "whether it reports, announces or denies", example="reports", default="reports"
    )


@frozen(kw_only=True)
class Source:
    """A bibliography entry: something that was read, at the address where it was read."""

    folder: ClassVar[str] = "sources"

    key: Slug = declare("its permanent key", example="gazette-1951-06", key=True, rank=0)
    type: SourceType = declare("what it is", example="article")
    title: Line = declare("its title, as printed", example="The minister in Toyville")
    publisher: Line = declare("who published it", example="Ruritanian Gazette")
    author: Line | None = declare("who wrote it, as printed", example="A. Hope", default=None)
    published: PartialDate | None = declare(
        "when it was first published (a reprint carries the original date); absent: undated",
        example="1951-06-14",
        default=None,
    )
    url: Url | None = declare(
        "where it was read", example="https://gazette.example/1951/06", default=None
    )
    archived_url: Url | None = declare(
        "where an archive keeps it", example="https://archive.example/1", default=None
    )
    language: Language = declare("the language in which it was read (BCP-47)", example="en")
    accessed: PartialDate | None = declare("when it was read", example="2026-01-31", default=None)
    class_: SourceClass = declare("how near it is to what it reports", example="press")
    origin: Slug | None = declare(
        "the work or wire story that it copies or retells: a source's key, or a key of your own "
        "for one that was not read; absent: itself",
        example="ruritanian-wire-1951-06-13",
        default=None,
    )
    note: Text | None = declare("anything about it that a reader must know", default=None)


@frozen(kw_only=True)
class Term:
    """A time in office."""

    office: OfficeKey = declare("the office", example="rur-foreign-minister", key=True)
    start: PartialDate | None = declare(
        "first day in office; absent: unknown", example="1949-03", role="start", default=None
    )
    end: PartialDate | None = declare(
        "last day in office; absent: unknown, or still in it",
        example="1953",
        role="end",
        default=None,
    )
    acting: bool = declare("whether acting", example=True, default=False)
    caretaker: bool = declare("whether in a caretaker government", example=True, default=False)
    cites: tuple[Cite, ...] = declare("where the term is stated")


@frozen(kw_only=True)
class Person:
    """Somebody who appears in the record."""

    folder: ClassVar[str] = "people"

    key: Slug = declare("the person's permanent key", example="rudolf-hentzau", key=True, rank=0)
    name: Line = declare("the name in Latin script, as usual in English", example="Rudolf Hentzau")
    native_name: Line | None = declare(
        "the name in its own script", example="Рудольф Хенцау", default=None
    )
    wikidata: Wikidata | None = declare("the Wikidata item", example="Q42", default=None)
    note: Text | None = declare(
        "anything that tells namesakes apart, naming the other by key", default=None
    )
    terms: tuple[Term, ...] = declare("the offices held", default=())


@frozen(kw_only=True)
class Office:
    """An office that people hold, with its rank."""

    folder: ClassVar[str] = "offices"

    key: Slug = declare("its permanent key", example="rur-foreign-minister", key=True, rank=0)
    title: Line = declare("its title in English", example="Minister of Foreign Affairs")
    state: StateCode | None = declare(
        "the state (the side's state today, for an office that outlived one); absent: an "
        "international organisation's",
        example="RUR",
        default=None,
    )
    rank: Rank = declare("its rank, from which the level of a visit is derived", example="minister")
    native_title: Line | None = declare(
        "its title in the state's language", example="Министр иностранных дел", default=None
    )


@frozen(kw_only=True)
class Tenure:
    """The time for which a place lay in a state."""

    state: StateCode = declare("the state", example="TOY", key=True)
    start: PartialDate | None = declare(
        "since when; absent: before the record begins", role="start", example="1947", default=None
    )
    end: PartialDate | None = declare(
        "until when; absent: to this day", role="end", example="1991-12-26", default=None
    )


@frozen(kw_only=True)
class Place:
    """A place, with the states in which it lay."""

    folder: ClassVar[str] = "places"

    key: Slug = declare("its permanent key", example="toyville", key=True, rank=0)
    name: Line = declare("its name in English today", example="Toyville")
    native_name: Line | None = declare(
        "its name in its own script", example="Тойвиль", default=None
    )
    latitude: Decimal | None = declare(
        "degrees north, WGS 84", example=Decimal("33.7"), unit="degrees", default=None
    )
    longitude: Decimal | None = declare(
        "degrees east, WGS 84", example=Decimal("73.05"), unit="degrees", default=None
    )
    administered_by: StateCode | None = declare(
        "for a disputed territory, who administers it (`docs/editorial.md`)", default=None
    )
    note: Text | None = declare("former names, or what the point stands for", default=None)
    states: tuple[Tenure, ...] = declare("the states in which it lay; none: at sea", default=())


@frozen(kw_only=True)
class Coverage:
    """What was looked for, where and how thoroughly: one row of `coverage.csv`."""

    kind: RecordKind = declare("the kind of record", example="visit")
    side: StateCode | None = declare("the side; absent: both", example="RUR", default=None)
    scope: Line | None = declare("level, form, category or series; absent: all", default=None)
    start: PartialDate = declare("the first day of the span", example="1947-08-14", role="start")
    end: PartialDate = declare("the last day of the span", example="1959-12-31", role="end")
    grade: Grade = declare("how thoroughly", example="partial")
    languages: tuple[Language, ...] = declare("languages searched", example=["en"], default=())
    n_searches: int | None = declare(
        "how many searches for it were counted, at the least; absent: not counted",
        unit="searches",
        example=40,
        default=None,
    )
    n_dry: int | None = declare(
        "how many of the last of them, in a row, brought no new record; absent: not counted",
        unit="searches",
        example=10,
        default=None,
    )
    note: Line | None = declare("what was searched, and what is known to be missing", default=None)


@frozen(kw_only=True)
class Side:
    """One side of the dyad: a line of states through time."""

    code: StateCode = declare("the side's code: its state today", example="RUR", key=True)
    states: tuple[StateCode, ...] = declare("its states, oldest first", example=["RUR"])


@frozen(kw_only=True)
class OwnState:
    """A state that the library's table lacks, declared by the dataset that needs it."""

    code: StateCode = declare("its code", example="TOY", key=True, rank=0)
    name: Line = declare("its name", example="Toyland")
    start: PartialDate | None = declare(
        "its first day; absent: long ago", role="start", default=None
    )
    end: PartialDate | None = declare("its last day; absent: it lives", role="end", default=None)
    successors: tuple[StateCode, ...] = declare("the states that came after it", default=())
    acting_from: PartialDate | None = declare(
        "the day from which it acted in its own name before it was independent", default=None
    )
    cow: int | None = declare("Correlates of War number", default=None)
    gw: int | None = declare("Gleditsch-Ward number", default=None)

    @property
    def state(self) -> State:
        """The state, as the library's own table holds it."""
        return State(
            code=self.code,
            name=self.name,
            start=self.start.earliest if self.start else None,
            end=self.end.latest if self.end else None,
            successors=self.successors,
            acting_from=self.acting_from.earliest if self.acting_from else None,
            cow=self.cow,
            gw=self.gw,
        )


@frozen(kw_only=True)
class Word:
    """A word of a vocabulary that belongs to one dataset."""

    key: Slug = declare("the word", example="grain", key=True, rank=0)
    meaning: Line = declare("what it means", example="grain and flour")


@frozen(kw_only=True)
class Manifest:
    """`dataset.toml`: what the dataset is."""

    name: Slug = declare("the name to load it by", example="rur-toy", rank=0)
    title: Line = declare("its title", example="Ruritania-Toyland relations")
    description: Text = declare("what it holds", example="A made-up dyad.")
    licence: Line = declare("SPDX identifier of its licence", example="CC-BY-4.0")
    editors: tuple[Line, ...] = declare("who answers for it", example=["The contributors"])
    covered_to: PartialDate = declare("the last day that its sources reached", example="1999-12-31")
    sides: tuple[Side, ...] = declare("the two sides")
    states: tuple[OwnState, ...] = declare("states that the library's table lacks", default=())
    tags: tuple[Word, ...] = declare("the vocabulary of tags", default=())
    compilers: tuple[Word, ...] = declare("the compilers of trade figures", default=())

    @property
    def known_states(self) -> dict[str, State]:
        """The library's states and the dataset's own, by code."""
        return states() | {own.code: own.state for own in self.states}

    @property
    def dyad(self) -> tuple[str, ...]:
        """The codes of the two sides."""
        return tuple(side.code for side in self.sides)

    def side_of(self, code: str) -> str | None:
        """The side on which a state stands, None for a third state."""
        return next((side.code for side in self.sides if code in side.states), None)


REGISTERS: tuple[type[Source] | type[Person] | type[Office] | type[Place], ...] = (
    Source,
    Person,
    Office,
    Place,
)
