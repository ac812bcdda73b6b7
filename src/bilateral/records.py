"""The five kinds of record: claims with evidence.

Every record is a frozen, keyword-only attrs class. `docs/codebook.md` says for each kind what is
included, what is not, and how hard cases are coded.
"""

from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from bilateral import amounts
from bilateral.dates import PartialDate, Period
from bilateral.registers import Cite
from bilateral.schema import (
    Commodity,
    Compiler,
    Currency,
    FieldPath,
    Line,
    OfficeKey,
    PersonKey,
    PlaceKey,
    RecordId,
    Scalar,
    Scale,
    Slug,
    StateCode,
    Tag,
    Text,
    declare,
)
from bilateral.vocabularies import (
    ActorRole,
    AgreementForm,
    AgreementStatus,
    Bound,
    Category,
    Domain,
    Flow,
    HeldStatus,
    ParticipantRole,
    PartyRole,
    PeriodKind,
    QuadClass,
    RelationType,
    Valuation,
    ValueMeaning,
    VisitForm,
)


@frozen(kw_only=True)
class Dispute:
    """A field for which sources give another value than the record holds."""

    field: FieldPath = declare(
        "the field, items of a list named by their key", example="start", key=True
    )
    value: Scalar = declare("the other value, written as in the field itself", example="1951-07")
    cites: tuple[Cite, ...] = declare("the sources that give it")


@frozen(kw_only=True)
class Relation:
    """A tie to another record."""

    id: RecordId = declare(
        "the other record's id", example="visit-1951-ruritania-foreign-minister", key=True
    )
    relation: RelationType = declare("what this record is to the other", example="signed_during")


@frozen(kw_only=True)
class Acceptance:
    """A warning that an editor has looked at and accepts."""

    rule: Line = declare("the rule's name", example="units-people", key=True)
    reason: Line = declare("why it is right as it is", example="a parade, not a drill")


@frozen(kw_only=True)
class Item:
    """Things with a number."""

    designation: Line = declare("what they are", example="crude oil", key=True)
    quantity: Decimal | None = declare("how many or how much", example=100000, default=None)
    unit: Line | None = declare("the unit; absent: pieces", example="t", default=None)
    bound: Bound = declare("how the number is meant", example="exact", default="exact")


@frozen(kw_only=True)
class OfficeHolder:
    """Somebody, in an office, for a state."""

    person: PersonKey | None = declare(
        "the person; absent: not named", example="rudolf-hentzau", key=True, default=None
    )
    office: OfficeKey = declare(
        "the office held or stated", example="rur-foreign-minister", key=True
    )
    party: StateCode = declare("the state of the day", example="RUR")


@frozen(kw_only=True)
class Actor:
    """Who has a part in an event: a state, or an organisation."""

    party: StateCode | None = declare("the state", example="RUR", key=True, default=None)
    organisation: Line | None = declare(
        "the organisation, if it is not a state", example="UN", key=True, default=None
    )
    role: ActorRole = declare("its part", example="initiator")


@frozen(kw_only=True)
class Party:
    """Who concludes an agreement: a state, or a body of a state."""

    state: StateCode = declare("the state", example="RUR", key=True)
    body: Line | None = declare(
        "the ministry, bank or enterprise; absent: the state or its government",
        example="Ruritanian Grain Board",
        default=None,
    )
    role: PartyRole = declare("its part", example="party", default="party")


@frozen(kw_only=True)
class Value:
    """What an agreement is worth, in one of several senses."""

    meaning: ValueMeaning = declare("what the amount means", example="credit", key=True)
    amount: Decimal = declare("the amount as printed", example=30)
    currency: Currency = declare("its currency", example="USD")
    scale: Scale = declare("the number it is printed in", example=1000000, default=1)
    bound: Bound = declare("how the number is meant", example="exact", default="exact")


@frozen(kw_only=True)
class Participant:
    """A state in an exercise."""

    state: StateCode = declare("the state", example="RUR", key=True)
    role: ParticipantRole = declare(
        "whether it took part", example="participant", default="participant"
    )
    personnel: int | None = declare("its people", example=70, unit="persons", default=None)
    personnel_bound: Bound | None = declare(
        "how the number is meant; absent: exact", example="approximate", default=None
    )
    units: Line | None = declare(
        "formations, ships, aircraft", example="frigate Zenda", default=None
    )


@frozen(kw_only=True)
class Record:
    """What every record has."""

    kind: ClassVar[str]
    folder: ClassVar[str]

    id: Slug = declare("its permanent id", example="visit-1951-ruritania-foreign-minister", rank=0)
    title: Line = declare("what happened, in one line", example="A minister visits Toyland", rank=2)
    summary: Text = declare(
        "what is known, in the editor's own words", example="They talk.", rank=4
    )
    tags: tuple[Tag, ...] = declare(
        "words of the dataset's vocabulary", example=["grain"], rank=5, default=()
    )
    note: Text | None = declare("the editor's reasoning", rank=5, default=None)
    checked: PartialDate | None = declare(
        "when an editor last compared it with its sources",
        example="2026-01-31",
        rank=5,
        default=None,
    )
    withdrawn: Line | None = declare("why it was withdrawn", rank=5, default=None)
    successor: RecordId | None = declare("the record that takes its place", rank=5, default=None)
    cites: tuple[Cite, ...] = declare("the sources, at least one", rank=6)
    disputes: tuple[Dispute, ...] = declare("what other sources say", rank=6, default=())
    related: tuple[Relation, ...] = declare("ties to other records", rank=6, default=())
    accepts: tuple[Acceptance, ...] = declare("warnings accepted", rank=6, default=())


@frozen(kw_only=True)
class Event(Record):
    """A happening that is no agreement, visit, exercise or trade figure."""

    kind: ClassVar[str] = "event"
    folder: ClassVar[str] = "events"

    date: PartialDate = declare(
        "when it happened, or began", role="start", rank=1, example="1951-06"
    )
    end: PartialDate | None = declare(
        "when it ended; absent: unknown or the same day", role="end", rank=1, default=None
    )
    category: Category = declare("what it is", example="statement")
    quad_class: QuadClass = declare("words or deeds, for or against", example="verbal_cooperation")
    place: PlaceKey | None = declare("where", role="place", example="toyville", default=None)
    actors: tuple[Actor, ...] = declare("who has a part in it")
    items: tuple[Item, ...] = declare("things with a number", default=())


@frozen(kw_only=True)
class Agreement(Record):
    """A text that both sides sign, or were to sign."""

    kind: ClassVar[str] = "agreement"
    folder: ClassVar[str] = "agreements"

    signed: PartialDate | None = declare(
        "when it was signed; absent: it was not",
        role="start",
        rank=1,
        example="1951-06-14",
        default=None,
    )
    in_force: PartialDate | None = declare("when it entered into force", default=None)
    ended: PartialDate | None = declare("when it ceased to be in force", default=None)
    form: AgreementForm = declare("what kind of text it is", example="protocol")
    status: AgreementStatus = declare("how far it came", role="status", example="signed")
    status_as_of: PartialDate | None = declare(
        "the day for which the status is known", role="planned", example="1952", default=None
    )
    place: PlaceKey | None = declare("where it was signed", role="place", default=None)
    registration: Line | None = declare(
        "its number in a treaty series", example="UNTS 1", default=None
    )
    parties: tuple[Party, ...] = declare("who concludes it")
    signatories: tuple[OfficeHolder, ...] = declare("who signed", default=())
    items: tuple[Item, ...] = declare("things with a number", default=())
    values: tuple[Value, ...] = declare("what it is worth", default=())


@frozen(kw_only=True)
class Visit(Record):
    """People in office travel to the other side, or meet it in a third state."""

    kind: ClassVar[str] = "visit"
    folder: ClassVar[str] = "visits"

    start: PartialDate | None = declare(
        "its first day; absent: it did not take place",
        role="start",
        rank=1,
        example="1951-06",
        default=None,
    )
    end: PartialDate | None = declare(
        "its last day; absent: unknown", role="end", rank=1, default=None
    )
    form: VisitForm = declare("what kind of visit", example="official")
    guest: StateCode | None = declare(
        "the state that travels; absent: a meeting in a third state, or online",
        example="RUR",
        default=None,
    )
    host: StateCode | None = declare(
        "the state in which it takes place; absent: online", example="TOY", default=None
    )
    place: PlaceKey | None = declare("where", role="place", example="toyville", default=None)
    occasion: Line | None = declare("the forum, for a meeting at its edge", default=None)
    status: HeldStatus = declare("whether it took place", role="status", example="held")
    planned: PartialDate | None = declare(
        "the dates planned, where they differ", role="planned", default=None
    )
    principals: tuple[OfficeHolder, ...] = declare(
        "who travels; in a third state, those of the dyad's first party; none: no source says",
        default=(),
    )
    counterparts: tuple[OfficeHolder, ...] = declare("who receives or meets them", default=())


@frozen(kw_only=True)
class Exercise(Record):
    """Armed forces or security services of both sides train together."""

    kind: ClassVar[str] = "exercise"
    folder: ClassVar[str] = "exercises"

    series: Line | None = declare(
        "the series of which it is one", example="Grain Shield", default=None
    )
    edition: int | None = declare("its number in the series", example=1, default=None)
    start: PartialDate | None = declare(
        "its first day; absent: it did not take place",
        role="start",
        rank=1,
        example="1951-06",
        default=None,
    )
    end: PartialDate | None = declare(
        "its last day; absent: unknown", role="end", rank=1, default=None
    )
    domain: Domain = declare("on land, at sea, in the air", example="land")
    host: StateCode | None = declare("the host; absent: at sea", example="TOY", default=None)
    place: PlaceKey | None = declare("where", role="place", example="toyville", default=None)
    n_states: int | None = declare("how many states took part", unit="states", default=None)
    personnel: int | None = declare("people in all", unit="persons", example=200, default=None)
    personnel_bound: Bound | None = declare("how the number is meant; absent: exact", default=None)
    focus: Line | None = declare("what was trained", example="mountain warfare", default=None)
    status: HeldStatus = declare("whether it took place", role="status", example="held")
    planned: PartialDate | None = declare(
        "the dates planned, where they differ", role="planned", default=None
    )
    participants: tuple[Participant, ...] = declare("the states that took part or observed")


@frozen(kw_only=True)
class TradeFigure(Record):
    """A number that a compiler published about goods traded in a period."""

    kind: ClassVar[str] = "trade_figure"
    folder: ClassVar[str] = "trade"

    summary: Text = declare("what is known, in the editor's own words", rank=4, default="")
    exporter: StateCode | None = declare(
        "whence the goods; absent: turnover", example="TOY", default=None
    )
    importer: StateCode | None = declare("whither; absent: turnover", example="RUR", default=None)
    flow: Flow | None = declare(
        "in whose books it stands; absent: the compiler does not say",
        example="export",
        default=None,
    )
    reporter: StateCode | None = declare(
        "whose books are quoted; absent: the compiler does not say", example="TOY", default=None
    )
    compiler: Compiler = declare("who published the series", example="toyland-customs")
    period: Period = declare(
        "the span of whole months", role="start", rank=1, example="1950-07/1951-06"
    )
    period_type: PeriodKind = declare("what kind of span", example="fiscal_year")
    commodity: Commodity = declare("HS code, or TOTAL", example="TOTAL", default="TOTAL")
    amount: Decimal = declare("the amount as printed", unit="currency x scale", example=12.4)
    currency: Currency = declare("its currency", example="USD")
    scale: Scale = declare("the number it is printed in", example=1000000)
    valuation: Valuation = declare("FOB, CIF or unknown", example="FOB", default="unknown")
    bound: Bound = declare("how the number is meant", example="exact", default="exact")
    vintage: Line | None = declare(
        "the edition of the series", example="1952 revision", default=None
    )

    @property
    def value(self) -> Decimal:
        """The amount in whole units of its currency, exactly."""
        return amounts.scaled(self.amount, self.scale)


KINDS: tuple[
    type[Event] | type[Agreement] | type[Visit] | type[Exercise] | type[TradeFigure], ...
] = (Event, Agreement, Visit, Exercise, TradeFigure)
