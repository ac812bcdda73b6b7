"""The named rules: each shown failing on the fabricated dyad by a small edit, and passing."""

from typing import NamedTuple

import pytest

from bilateral.folders import read_folder
from bilateral.rules import RULES, run
from toy import Toy

VISIT = "records/visits/visit-1951-ruritania-foreign-minister.toml"
SIDELINE = "records/visits/visit-1958-sideline.toml"
POSTPONED = "records/visits/visit-1970-postponed.toml"
HORSES = "records/agreements/agreement-1962-horses.toml"
ANNOUNCED = "records/agreements/agreement-1999-announced.toml"
GRAIN = "records/events/event-1951-grain.toml"
DELIVERY = "records/events/event-1963-delivery.toml"
SHIELD_1 = "records/exercises/exercise-1964-shield.toml"
SHIELD_2 = "records/exercises/exercise-1966-shield.toml"
CUSTOMS = "records/trade/toy-customs.csv"
YEARBOOK = "records/trade/world-yearbook.csv"
ARCHIVE = "sources/toy-archive-1962.toml"
GAZETTE = "sources/gazette-1951-06.toml"
MEMOIR = "sources/memoir-1970.toml"
REPRINT = "sources/herald-1962-reprint.toml"
HENTZAU = "people/rudolf-hentzau.toml"
ADA = "people/ada-toy.toml"
STRELSAU = "places/strelsau.toml"
TOYVILLE = "places/toyville.toml"
PROTOCOL = "offices/toy-chief-of-protocol.toml"
MANIFEST = "dataset.toml"
COVERAGE = "coverage.csv"

WARNINGS = {
    "offices-missing",
    "order-editions",
    "order-force",
    "states-acting",
    "units-duration",
    "units-jump",
    "units-part",
    "units-people",
    "units-sum",
}

# --- edits ----------------------------------------------------------------------------------------


class Edit(NamedTuple):
    """A text that stands once in a file, and what replaces it."""

    file: str
    old: str
    new: str


def after(file: str, old: str, new: str) -> Edit:
    """An edit that adds something behind a text."""
    return Edit(file, old, old + new)


def related(file: str, other: str) -> Edit:
    """An edit that ties an event of one source to another record."""
    table = f'\n\n[[related]]\nid = "{other}"\nrelation = "related_to"'
    return after(file, 'key = "memoir-1970"', table)


def withdrawn(file: str, title: str, successor: str = "") -> Edit:
    """An edit that withdraws a record."""
    line = f'\nsuccessor = "{successor}"' if successor else ""
    return after(file, f'title = "{title}"', f'\nwithdrawn = "It never was."{line}')


def again(
    start: str = "1951-06", end: str = "", host: str = "TOY", place: str = "toyville"
) -> tuple[Edit, ...]:
    """Edits that send Hentzau of the sideline to Toyland, as in the visit of 1951."""
    ends = f'\nend = "{end}"' if end else ""
    return (
        Edit(SIDELINE, 'start = "1958-05-02"', f'start = "{start}"{ends}'),
        Edit(SIDELINE, 'host = "ELB"', f'host = "{host}"\nplace = "{place}"'),
        after(SIDELINE, "[[principals]]", '\nperson = "rudolf-hentzau"'),
    )


def turnover(year: int, amount: str, *, scale: int = 1_000_000, vintage: str = "") -> Edit:
    """An edit that adds a row to the yearbook, which gives 20 million roubles for 1965."""
    last = "memoir-1970,,,\n"
    head = f"trade-{year}-more-yearbook,{year},,,,turnover,,calendar_year,,{amount}"
    return after(YEARBOOK, last, f"{head},SUR,{scale},,,{vintage},,,,,,,{last}")


def wheat(amount: str) -> Edit:
    """An edit that adds a part of the 12.40 million dollars of 1964 to the customs' rows."""
    row = f"trade-1964-wheat-customs,1964,,TOY,RUR,export,TOY,calendar_year,1001,{amount}"
    next_row = "trade-1964-rur-toy-customs"
    return Edit(CUSTOMS, next_row, f"{row},USD,1000000,FOB,,,,,,,,,customs-1965,,,\n{next_row}")


NO_START = Edit(VISIT, 'start = "1951-06"  # the month is known, the day is not\n', "")
NOT_SIGNED = Edit(HORSES, 'signed = "1962-05-17"\n', "")
ENDED = Edit(HORSES, 'status = "in_force"', 'status = "ended"')
SIGNED = Edit(HORSES, 'status = "in_force"', 'status = "signed"')
STATEMENT = Edit(HORSES, 'form = "contract"', 'form = "joint_statement"')
NO_FORCE = Edit(HORSES, 'in_force = "1962-06"\n', "")
NOT_ACCEPTED = Edit(CUSTOMS, "units-sum: an arithmetic slip of the source", "")
FISCAL = "TOY,RUR,export,TOY,fiscal_year"
NO_COUNTERPARTS = Edit(
    SIDELINE, '[[counterparts]]\noffice = "toy-chief-of-protocol"\nparty = "TOY"\n\n', ""
)
NO_RURITANIA = Edit(ANNOUNCED, '[[parties]]\nstate = "RUR"\n\n', "")
OBSERVER = 'state = "TOY"\nrole = "observer"'
DISPUTED_START = 'field = "start"\nvalue = "1951-07"'


class Breach(NamedTuple):
    """What is wrong, the edits that make it so, and the one finding to which they lead."""

    title: str
    rule: str
    edits: tuple[Edit, ...]
    field: str
    telling: str  # stands in what was found, in what is wanted or in what to do
    file: str
    also: set[str]  # rules that cannot but be broken too


def breach(
    title: str,
    rule: str,
    *edits: Edit,
    field: str,
    telling: str,
    file: str = "",
    also: str = "",
) -> Breach:
    """A breach that is found in the file edited last, if no other is named."""
    return Breach(title, rule, edits, field, telling, file or edits[-1].file, {*also.split()})


BREACHES = [
    # order
    breach(
        "a visit ends before it starts",
        "order-dates",
        after(VISIT, 'start = "1951-06"', '\nend = "1950"'),
        field="end",
        telling="1950, before start = 1951-06",
    ),
    breach(
        "an event ends before its date",
        "order-dates",
        Edit(GRAIN, 'end = "1951-11"', 'end = "1951-08"'),
        field="end",
        telling="a day on or after 1951-09~",
    ),
    breach(
        "an agreement ends before it is in force",
        "order-dates",
        ENDED,
        after(HORSES, 'in_force = "1962-06"', '\nended = "1962-05-20"'),
        field="ended",
        telling="1962-05-20, before in_force = 1962-06",
    ),
    breach(
        "an agreement ends before it is signed",
        "order-dates",
        ENDED,
        Edit(HORSES, 'in_force = "1962-06"', 'ended = "1962-04"'),
        field="ended",
        telling="1962-04, before signed = 1962-05-17",
    ),
    breach(
        "a term ends before it starts",
        "order-dates",
        Edit(HENTZAU, 'end = "1953"', 'end = "1948"'),
        field="terms[rur-foreign-minister].end",
        telling="1948, before start = 1949-03",
        also="offices-term",
    ),
    breach(
        "a tenure of a place ends before it starts",
        "order-dates",
        Edit(STRELSAU, 'end = "1960-06-30"', 'start = "1961"\nend = "1960-06-30"'),
        field="states[RUK].end",
        telling="a day on or after 1961",
    ),
    breach(
        "a state of the dataset's own ends before it starts",
        "order-dates",
        after(
            MANIFEST,
            'name = "Elbonia"',
            '\n\n[[states]]\ncode = "ATL"\nname = "Atlantis"\nstart = "1950"\nend = "1940"',
        ),
        field="states[ATL].end",
        telling="1940, before start = 1950",
    ),
    breach(
        "a span of coverage ends before it starts",
        "order-dates",
        Edit(COVERAGE, "event,,,1947-01-01,1999-12-31", "event,,,1947-01-01,1946"),
        field="end",
        telling="1946, before start = 1947-01-01",
    ),
    breach(
        "an agreement is in force before it is signed",
        "order-force",
        Edit(HORSES, 'in_force = "1962-06"', 'in_force = "1962-04"'),
        field="in_force",
        telling="the article that makes it retroactive",
    ),
    breach(
        "a second edition comes before the first",
        "order-editions",
        Edit(SHIELD_2, 'start = "1966"', 'start = "1963"'),
        field="edition",
        telling="2 on 1963, but exercise-1964-shield is 1 on 1964-08-01",
    ),
    breach(
        "two editions are interchanged",
        "order-editions",
        Edit(SHIELD_2, "edition = 2", "edition = 1"),
        Edit(SHIELD_1, "edition = 1", "edition = 2"),
        field="edition",
        telling="2 on 1964-08-01, but exercise-1966-shield is 1 on 1966",
    ),
    breach(
        "a delivery comes before its contract",
        "order-delivery",
        Edit(DELIVERY, 'date = "1963-01-10"', 'date = "1962-05-16"'),
        field="related[agreement-1962-horses]",
        telling="delivered 1962-05-16, contract signed 1962-05-17",
    ),
    # states
    breach(
        "a host is in no list of states",
        "states-known",
        Edit(SIDELINE, 'host = "ELB"', 'host = "EBL"'),
        field="host",
        telling="did you mean",
    ),
    breach(
        "a place lies in an unknown state",
        "states-known",
        Edit(STRELSAU, 'state = "RUK"', 'state = "RUQ"'),
        field="states[RUQ].state",
        telling="RUK",
    ),
    breach(
        "coverage is of an unknown state",
        "states-known",
        Edit(COVERAGE, "visit,RUR", "visit,RUX"),
        field="side",
        telling="RUR",
        also="states-sides",
    ),
    breach(
        "a guest does not exist yet",
        "states-lifetime",
        Edit(VISIT, 'guest = "RUK"', 'guest = "RUR"'),
        field="guest",
        telling="RUR lived from 1960-07-01 to this day",
    ),
    breach(
        "an actor exists no more",
        "states-lifetime",
        Edit(DELIVERY, 'party = "RUR"', 'party = "RUK"'),
        field="actors[RUK].party",
        telling="use RUR",
    ),
    breach(
        "an exporter exists no more",
        "states-lifetime",
        Edit(CUSTOMS, "1964,,RUR,TOY,import", "1964,,RUK,TOY,import"),
        field="exporter",
        telling="RUK on 1964",
    ),
    breach(
        "a host has ended without an heir",
        "states-lifetime",
        after(MANIFEST, 'name = "Elbonia"', '\nend = "1950"'),
        field="host",
        telling="ELB lived from long ago to 1950-12-31",
        file=SIDELINE,
    ),
    breach(
        "a state with an heir does not exist yet",
        "states-lifetime",
        after(
            MANIFEST,
            'name = "Elbonia"',
            '\nstart = "1960"\nend = "1980"\nsuccessors = ["TOY"]',
        ),
        field="host",
        telling="use the state of the day",
        file=SIDELINE,
    ),
    breach(
        "a visit is planned to a state that exists no more",
        "states-lifetime",
        Edit(POSTPONED, 'host = "RUR"\nplace = "strelsau"', 'host = "RUK"'),
        field="host",
        telling="RUK on 1970-03",
    ),
    breach(
        "a republic acts before it is independent",
        "states-acting",
        Edit(SIDELINE, 'start = "1958-05-02"', 'start = "1959-05-02"'),
        Edit(SIDELINE, 'party = "RUK"', 'party = "RUR"'),
        field="principals[rur-foreign-minister].party",
        telling="RUR on 1959-05-02, before it was independent",
    ),
    breach(
        "a principal is not of the guest's side",
        "states-principals",
        Edit(VISIT, 'guest = "RUK"', 'guest = "ELB"'),
        field="principals[rudolf-hentzau].party",
        telling="a state of the side of ELB",
    ),
    breach(
        "in a third state the principals are not of the first party",
        "states-principals",
        Edit(SIDELINE, 'party = "RUK"', 'party = "TMP"'),
        Edit(SIDELINE, 'party = "TOY"', 'party = "RUK"'),
        Edit(SIDELINE, 'party = "TMP"', 'party = "TOY"'),
        Edit(SIDELINE, 'office = "rur-foreign-minister"', 'office = "tmp"'),
        Edit(SIDELINE, 'office = "toy-chief-of-protocol"', 'office = "rur-foreign-minister"'),
        Edit(SIDELINE, 'office = "tmp"', 'office = "toy-chief-of-protocol"'),
        field="principals[toy-chief-of-protocol].party",
        telling="a state of the side of RUR",
    ),
    breach(
        "a state stands on both sides",
        "states-sides",
        Edit(MANIFEST, 'states = ["TOY"]', 'states = ["TOY", "RUK"]'),
        field="sides",
        telling="RUR: RUK, RUR; TOY: TOY, RUK",
    ),
    breach(
        "the coverage speaks of a side that there is not",
        "states-sides",
        Edit("coverage.csv", "visit,RUR,", "visit,RUK,"),
        field="side",
        telling="did you mean RUR",
    ),
    breach(
        "a guest is its own host",
        "states-guest-host",
        Edit(POSTPONED, 'guest = "TOY"', 'guest = "RUR"'),
        field="guest",
        telling="a state other than RUR",
        also="states-principals",
    ),
    breach(
        "an event has actors of third states only",
        "states-members",
        Edit(GRAIN, 'party = "TOY"', 'party = "ELB"'),
        Edit(GRAIN, 'party = "RUK"', 'party = "BEL"'),
        field="actors",
        telling="one side of RUR-TOY",
    ),
    breach(
        "an event has no state among its actors",
        "states-members",
        Edit(GRAIN, 'party = "TOY"', 'organisation = "Millers of the World"'),
        Edit(GRAIN, 'party = "RUK"', 'organisation = "Bakers of the World"'),
        field="actors",
        telling="no state",
    ),
    breach(
        "an agreement has one side only",
        "states-members",
        NO_RURITANIA,
        field="parties",
        telling="both sides of RUR-TOY",
    ),
    breach(
        "an exercise is without one side",
        "states-members",
        Edit(SHIELD_2, OBSERVER, 'state = "ELB"'),
        field="participants",
        telling="ELB, RUR",
    ),
    breach(
        "a meeting in a third state has one side only",
        "states-members",
        NO_COUNTERPARTS,
        field="principals",
        telling="ELB, RUK",
    ),
    breach(
        "a trade flow goes to a third state",
        "states-members",
        Edit(CUSTOMS, FISCAL, "TOY,ELB,export,TOY,fiscal_year"),
        field="exporter",
        telling="add the side that is missing",
    ),
    breach(
        "a trade flow goes nowhere",
        "states-members",
        Edit(CUSTOMS, FISCAL, "TOY,,export,TOY,fiscal_year"),
        field="exporter",
        telling="both sides",
    ),
    breach(
        "a trade flow comes from nowhere",
        "states-members",
        Edit(CUSTOMS, FISCAL, ",RUR,export,TOY,fiscal_year"),
        field="exporter",
        telling="both sides",
    ),
    # offices
    breach(
        "a principal holds the office no more",
        "offices-term",
        Edit(HENTZAU, 'end = "1953"', 'end = "1951-05"'),
        field="principals[rudolf-hentzau].office",
        telling="on file: 1949-03 to 1951-05",
        file=VISIT,
    ),
    breach(
        "a principal with a term since nobody knows when holds the office no more",
        "offices-term",
        Edit(HENTZAU, 'start = "1949-03"\nend = "1953"', 'end = "1951-05"'),
        field="principals[rudolf-hentzau].office",
        telling="on file: ? to 1951-05",
        file=VISIT,
    ),
    breach(
        "a counterpart does not hold the office yet",
        "offices-term",
        Edit(ADA, 'start = "../1951-06-30"', 'start = "1951-07-01"'),
        field="counterparts[ada-toy].office",
        telling="on file: 1951-07-01 to ?",
        file=VISIT,
    ),
    breach(
        "a minister has no term on file",
        "offices-missing",
        Edit(HENTZAU, 'office = "rur-foreign-minister"', 'office = "toy-prime-minister"'),
        field="principals[rudolf-hentzau].office",
        telling="people/rudolf-hentzau.toml",
        file=VISIT,
    ),
    breach(
        "a minister of one side acts for the other",
        "offices-party",
        Edit(VISIT, 'party = "RUK"', 'party = "TOY"'),
        field="principals[rudolf-hentzau].party",
        telling="the side RUR, to which rur-foreign-minister belongs",
        also="states-principals",
    ),
    breach(
        "a prime minister acts for a third state",
        "offices-party",
        Edit(VISIT, 'party = "TOY"', 'party = "ELB"'),
        field="counterparts[ada-toy].party",
        telling="the side TOY",
    ),
    breach(
        "an office of one third state acts for another",
        "offices-party",
        Edit("offices/toy-prime-minister.toml", 'state = "TOY"', 'state = "BEL"'),
        Edit(VISIT, 'party = "TOY"', 'party = "BEL"'),
        Edit(POSTPONED, 'party = "TOY"', 'party = "ELB"'),
        field="principals[toy-prime-minister].party",
        telling="a state of the side BEL",
        also="states-principals",
    ),
    # evidence
    breach(
        "a record has no source",
        "evidence-cites",
        Edit(GRAIN, '\n[[cites]]\nkey = "memoir-1970"\n', ""),
        after(GRAIN, 'tags = ["grain"]', "\ncites = []"),
        field="cites",
        telling="add [[cites]]",
    ),
    breach(
        "a source supports a field that is none",
        "evidence-cites",
        Edit(VISIT, '"principals"]', '"principal"]'),
        field="cites[gazette-1951-06].supports",
        telling="did you mean principals",
    ),
    breach(
        "a dispute has no source",
        "evidence-cites",
        Edit(VISIT, '[{ key = "memoir-1970", at = "p. 88" }]', "[]"),
        field="disputes[start].cites",
        telling="who gives the other value",
    ),
    breach(
        "a term has no source",
        "evidence-cites",
        Edit(ADA, '[{ key = "gazette-1951-06" }]', "[]"),
        field="terms[toy-prime-minister].cites",
        telling="who says so",
    ),
    breach(
        "what took place is only announced by its source",
        "evidence-held",
        after(GRAIN, 'key = "memoir-1970"', '\nsays = "announces"'),
        field="cites",
        telling="no report",
    ),
    breach(
        "what took place is reported by an earlier source only",
        "evidence-held",
        Edit(GRAIN, 'key = "memoir-1970"', 'key = "gazette-1951-06"'),
        field="cites",
        telling="1 reports, all from before 1951-09~",
    ),
    breach(
        "an exercise took place after the sources end",
        "evidence-covered",
        Edit(MANIFEST, 'covered_to = "1999-12-31"', 'covered_to = "1965"'),
        field="start",
        telling="a day up to 1965",
        file=SHIELD_2,
    ),
    breach(
        "a source is its own origin",
        "evidence-origin",
        after(ARCHIVE, 'class = "primary"', '\norigin = "toy-archive-1962"'),
        field="origin",
        telling="a work that came first",
    ),
    # units
    breach(
        "a quantity is negative",
        "units-negative",
        Edit(GRAIN, "quantity = 1200.5", "quantity = -1200.5"),
        field="items[wheat].quantity",
        telling="-1200.5",
    ),
    breach(
        "an amount is negative",
        "units-negative",
        Edit(CUSTOMS, "1001,800,GBP", "1001,-800,GBP"),
        field="amount",
        telling="zero or more",
    ),
    breach(
        "a disputed number is negative",
        "units-negative",
        Edit(SHIELD_1, "value = 70", "value = -70"),
        field="disputes[participants[TOY].personnel].value",
        telling="zero or more",
    ),
    breach(
        "a turnover has a direction",
        "units-flow",
        Edit(CUSTOMS, FISCAL, "TOY,RUR,turnover,TOY,fiscal_year"),
        field="flow",
        telling="turnover with exporter TOY and importer RUR",
    ),
    breach(
        "a figure without direction is no turnover",
        "units-flow",
        Edit(YEARBOOK, ",turnover,,calendar_year", ",,,calendar_year"),
        field="flow",
        telling="a flow with both",
    ),
    breach(
        "a flow stands in the other state's books",
        "units-flow",
        Edit(CUSTOMS, FISCAL, "TOY,RUR,export,RUR,fiscal_year"),
        field="reporter",
        telling="TOY, whose books hold the export",
    ),
    breach(
        "a period is longer than its type",
        "units-period",
        Edit(YEARBOOK, ",calendar_year,", ",quarter,"),
        field="period",
        telling="1965 as quarter",
    ),
    breach(
        "a figure is a hundred times its neighbour's",
        "units-jump",
        turnover(1966, "2000"),
        field="amount",
        telling="beside 20000000 in 1965",
    ),
    breach(
        "a figure is a hundredth of its neighbour's",
        "units-jump",
        turnover(1966, "200", scale=1000),
        field="amount",
        telling="less than a hundredfold change",
    ),
    breach(
        "a figure of a million is a hundred times its neighbour's",
        "units-jump",
        Edit(YEARBOOK, ",20,SUR,1000000,", ",10,SUR,1000,"),
        turnover(1966, "1", scale=1_000_000),
        field="amount",
        telling="1000000, beside 10000 in 1965",
    ),
    breach(
        "exports and imports miss the turnover by more than all three are rounded",
        "units-sum",
        NOT_ACCEPTED,
        Edit(CUSTOMS, ",16.4,USD", ",15.92,USD"),
        field="amount",
        telling="15920000.00",
    ),
    breach(
        "exports and imports do not make the turnover",
        "units-sum",
        NOT_ACCEPTED,
        field="amount",
        telling="3000000 + 12400000.00 = 15400000.00",
    ),
    breach(
        "a part outweighs the whole",
        "units-part",
        wheat("12.5"),
        field="amount",
        telling="the whole trade (trade-1964-toy-rur-customs)",
    ),
    breach(
        "the participants outnumber the exercise",
        "units-people",
        Edit(SHIELD_1, "personnel = 200", "personnel = 199"),
        field="personnel",
        telling="at least 200, the sum of the participants",
    ),
    breach(
        "an exercise has more people than an army",
        "units-people",
        Edit(SHIELD_1, "personnel = 200", "personnel = 300001"),
        field="personnel",
        telling="at most 300000",
    ),
    breach(
        "a participant has more people than an army",
        "units-people",
        Edit(SHIELD_1, "personnel = 200\n", ""),
        Edit(SHIELD_1, "personnel = 120", "personnel = 300001"),
        field="participants[RUR].personnel",
        telling="look the number up again",
    ),
    breach(
        "an exercise lasts longer than two months",
        "units-duration",
        Edit(SHIELD_1, 'end = "1964-08-10"', 'end = "1964-09-30"'),
        field="end",
        telling="at most 60 days",
    ),
    breach(
        "a visit lasts longer than a month",
        "units-duration",
        after(SIDELINE, 'start = "1958-05-02"', '\nend = "1958-06-02"'),
        field="end",
        telling="at most 31 days",
    ),
    breach(
        "a place lies beyond the pole",
        "units-coordinates",
        Edit(TOYVILLE, "latitude = 10.5", "latitude = 90.01"),
        field="latitude",
        telling="degrees from -90 to 90",
    ),
    breach(
        "a place lies more than half around the globe",
        "units-coordinates",
        Edit(TOYVILLE, "longitude = -20.25", "longitude = -180.5"),
        field="longitude",
        telling="degrees from -180 to 180",
    ),
    breach(
        "a place has one coordinate",
        "units-coordinates",
        Edit(TOYVILLE, "longitude = -20.25\n", ""),
        field="latitude",
        telling="both or none",
    ),
    # status
    breach(
        "a visit was held on no date",
        "status-dates",
        NO_START,
        after(VISIT, 'title = "Ruritanian foreign minister visits Toyland"', '\nend = "1951-07"'),
        field="start",
        telling="add start",
    ),
    breach(
        "a visit was put off from no date",
        "status-dates",
        Edit(POSTPONED, 'planned = "1970-03"\n', ""),
        after(
            POSTPONED,
            'says = "announces"',
            '\n\n[[related]]\nid = "agreement-1962-horses"\nrelation = "delivers"',
        ),
        field="planned",
        telling="add planned",
    ),
    breach(
        "a visit that was put off starts",
        "status-dates",
        Edit(POSTPONED, 'planned = "1970-03"', 'start = "1970-03-02"'),
        field="start",
        telling="no start: it was postponed",
    ),
    breach(
        "a visit that was put off ends",
        "status-dates",
        after(POSTPONED, 'planned = "1970-03"', '\nend = "1970-03-02"'),
        field="end",
        telling="move it to planned",
    ),
    breach(
        "an agreement is in force, but was signed on no date",
        "status-dates",
        NOT_SIGNED,
        field="signed",
        telling="add signed",
    ),
    breach(
        "an agreement that is only announced was signed",
        "status-dates",
        after(ANNOUNCED, 'status = "announced"', '\nsigned = "1998-01"'),
        field="status",
        telling="signed or beyond",
    ),
    breach(
        "an agreement is announced for no date",
        "status-dates",
        Edit(ANNOUNCED, 'status_as_of = "1998-02"\n', ""),
        field="status_as_of",
        telling="the day for which the status is known",
    ),
    breach(
        "a joint statement has the status in force",
        "status-force",
        STATEMENT,
        NO_FORCE,
        field="status",
        telling="a joint statement is never in force",
    ),
    breach(
        "a joint statement has a day of entry into force",
        "status-force",
        STATEMENT,
        SIGNED,
        field="status",
        telling="a joint statement is never in force",
    ),
    breach(
        "what has ended is in force",
        "status-force",
        after(HORSES, 'in_force = "1962-06"', '\nended = "1970"'),
        field="status",
        telling="it ended 1970",
    ),
    breach(
        "an actor is a state and an organisation",
        "status-actor",
        after(GRAIN, 'organisation = "World Grain Board"', '\nparty = "ELB"'),
        field="actors[ELB]",
        telling="both",
    ),
    breach(
        "an actor is nobody",
        "status-actor",
        Edit(GRAIN, 'organisation = "World Grain Board"\n', ""),
        field="actors[#3]",
        telling="neither",
    ),
    breach(
        "a record that stands has a successor",
        "status-successor",
        after(GRAIN, 'tags = ["grain"]', '\nsuccessor = "event-1963-delivery"'),
        field="successor",
        telling="say why it was withdrawn",
    ),
    # identity
    breach(
        "two visits are one",
        "identity-visit",
        *again(),
        field="principals",
        telling="rudolf-hentzau, as in visit-1951-ruritania-foreign-minister",
    ),
    breach(
        "two figures are one",
        "identity-trade",
        turnover(1965, "21"),
        field="period",
        telling="the same as trade-1965-turnover-yearbook",
    ),
    breach(
        "two exercises are one edition",
        "identity-exercise",
        Edit(SHIELD_2, "edition = 2", "edition = 1"),
        Edit(SHIELD_2, 'start = "1966"', 'start = "1963"'),
        field="edition",
        telling="1, as exercise-1964-shield",
    ),
    breach(
        "two sources are one page",
        "identity-source",
        Edit(MEMOIR, "language =", 'url = "http://www.archive.toyland.example/1962/"\nlanguage ='),
        field="url",
        telling="as memoir-1970",
        file=ARCHIVE,
    ),
    # references
    breach(
        "a source is not on file",
        "references",
        Edit(GRAIN, 'key = "memoir-1970"', 'key = "memoir-1971"'),
        field="cites[memoir-1971].key",
        telling="did you mean memoir-1970",
    ),
    breach(
        "a person is not on file",
        "references",
        Edit(VISIT, 'person = "ada-toy"', 'person = "ada-toj"'),
        field="counterparts[ada-toj].person",
        telling="did you mean ada-toy",
    ),
    breach(
        "an office is not on file",
        "references",
        Edit(POSTPONED, 'office = "toy-prime-minister"', 'office = "toy-prime-ministr"'),
        field="principals[toy-prime-ministr].office",
        telling="did you mean toy-prime-minister",
    ),
    breach(
        "a place is not on file",
        "references",
        Edit(VISIT, 'place = "toyville"', 'place = "toyvile"'),
        field="place",
        telling="did you mean toyville",
    ),
    breach(
        "a tag is not in the dataset's vocabulary",
        "references",
        Edit(GRAIN, 'tags = ["grain"]', 'tags = ["grain", "defense"]'),
        field="tags",
        telling="did you mean defence",
    ),
    breach(
        "a compiler is not in the dataset's vocabulary",
        "references",
        Edit(MANIFEST, 'key = "world-yearbook"', 'key = "yearbook-of-the-world"'),
        field="compiler",
        telling="world-yearbook",
        file=YEARBOOK,
    ),
    breach(
        "a related record does not exist",
        "references",
        related(GRAIN, "event-1952-grain"),
        field="related[event-1952-grain].id",
        telling="did you mean event-1951-grain",
    ),
    breach(
        "a successor does not exist",
        "references",
        withdrawn(GRAIN, "Toyland ships grain to Ruritania", "event-1952-grain"),
        field="successor",
        telling="a known key in records",
    ),
    breach(
        "a record is related to itself",
        "references-self",
        related(GRAIN, "event-1951-grain"),
        field="related",
        telling="another record",
    ),
    breach(
        "a record succeeds itself",
        "references-self",
        withdrawn(GRAIN, "Toyland ships grain to Ruritania", "event-1951-grain"),
        field="successor",
        telling="break the circle",
    ),
    breach(
        "a place lies in another state than the host",
        "references-place",
        Edit(SHIELD_1, 'host = "RUR"', 'host = "TOY"'),
        field="place",
        telling="Strelsau lay in RUK, RUR",
    ),
    breach(
        "a place lies in the host no more on that day",
        "references-place",
        Edit(TOYVILLE, 'state = "TOY"', 'state = "TOY"\nend = "1951-05-31"'),
        field="place",
        telling="a place in TOY on 1951-06",
        file=VISIT,
    ),
    # text
    breach(
        "a text turns the direction of writing",
        "text-characters",
        Edit(GRAIN, "Three shiploads", r"Three \u202eshiploads"),
        field="summary",
        telling="U+202E",
    ),
    breach(
        "a text has invisible characters",
        "text-characters",
        Edit(GRAIN, "Three shiploads", r"Three\u00a0ship\u200bloads\t"),
        field="summary",
        telling="U+0009, U+00A0, U+200B",
    ),
    breach(
        "a name is in decomposed characters",
        "text-characters",
        Edit(TOYVILLE, 'name = "Toyville"', r'name = "Toyville\u0301"'),
        field="name",
        telling="composed characters (NFC)",
    ),
    *(
        breach(
            f"a text has {what}",
            "text-markup",
            Edit(GRAIN, "Three shiploads", text),
            field="summary",
            telling=telling,
        )
        for what, text, telling in [
            ("an HTML tag", "<b>Three shiploads", "<b>"),
            ("the end of an HTML tag", "Three</b> shiploads", "</b>"),
            ("an HTML entity", "Three &amp; more shiploads", "&amp;"),
            ("a numbered entity", "Three&#160;shiploads", "&#160;"),
            ("a Markdown link", "[Three](https://grain.example) shiploads", "[Three](http"),
            ("strong Markdown", "**Three** shiploads", "**"),
            ("strong Markdown of underlines", "Some (__three__) shiploads", "__"),
            ("a replacement character", "Thr\ufffd\ufffd shiploads", "U+FFFD"),
        ]
    ),
    breach(
        "a name in its own script mixes two scripts",
        "text-script",
        Edit(HENTZAU, "Рудольф", "Pудольф"),  # with a Latin P
        field="native_name",
        telling="CYRILLIC, LATIN",
    ),
    breach(
        "a person's name is not in Latin letters",
        "text-script",
        Edit(HENTZAU, 'name = "Rudolf Hentzau"', 'name = "Рудольф Хенцау"'),
        field="name",
        telling="native_name",
    ),
    breach(
        "a place's name is not in Latin letters",
        "text-script",
        Edit(STRELSAU, 'name = "Strelsau"', 'name = "Стрелсау"'),
        field="name",
        telling="Latin letters",
    ),
    # disputes
    *(
        breach(
            f"a dispute {what}",
            "disputes",
            Edit(VISIT, DISPUTED_START, f'field = "{path}"\nvalue = "{value}"'),
            field=f"disputes[{path}]",
            telling=telling,
        )
        for what, path, value, telling in [
            ("is of an unknown field", "stat", "1951-07", "did you mean start"),
            ("has a value that its field cannot hold", "start", "July", "write it in EDTF"),
            ("has a word outside the vocabulary", "status", "postpond", "did you mean postponed"),
            ("has the record's own value", "start", "1951-06", "another value than the record's"),
            ("has one of the record's own values", "tags", "grain", "another value"),
            ("is of an item that is not there", "principals[ada-toy].party", "TOY", "rudolf-hen"),
            ("is of an item's unknown field", "principals[rudolf-hentzau].role", "x", "field"),
            ("is of a whole list", "principals", "ada-toy", "principals[key].field"),
            ("is of a whole item", "principals[rudolf-hentzau]", "ada-toy", "principals[key]"),
            ("has brackets behind a plain field", "start[day]", "1951-07", "start has no items"),
            ("names a place that is not on file", "place", "toyvile", "did you mean toyville"),
            ("names an unknown state", "host", "TOJ", "TOY"),
        ]
    ),
]


@pytest.mark.parametrize("case", BREACHES, ids=lambda case: f"{case.rule}: {case.title}")
def test_a_breach_is_found_at_its_place(toy: Toy, case: Breach) -> None:
    for edit in case.edits:
        toy.edit(*edit)
    problems = toy.problems()
    assert {problem.rule for problem in problems} == {case.rule} | case.also
    (problem,) = (problem for problem in problems if problem.rule == case.rule)
    assert (problem.file, problem.field) == (case.file, case.field)
    assert problem.severity == ("warning" if case.rule in WARNINGS else "error")
    assert case.telling in " | ".join((problem.found, problem.wanted, problem.fix))
    assert all((problem.found, problem.wanted, problem.fix))
    assert not problem.accepted


def test_the_unedited_dataset_keeps_every_rule(toy: Toy) -> None:
    assert toy.problems() == []


def test_every_rule_is_shown_failing() -> None:
    assert {case.rule for case in BREACHES} == set(RULES)


def test_every_rule_says_what_it_demands_and_whether_it_only_warns() -> None:
    assert {rule.name for rule in RULES.values() if rule.severity == "warning"} == WARNINGS
    assert all(rule.demands.endswith(".") for rule in RULES.values())


# --- what is no breach ----------------------------------------------------------------------------

PASSING = {
    # order: a rule on dates errs only if no admissible date satisfies it
    "a visit of some day in June ends in that year": [
        after(VISIT, 'start = "1951-06"', '\nend = "1951"')
    ],
    "a visit ends in the month in which it starts": [
        after(VISIT, 'start = "1951-06"', '\nend = "1951-06"')
    ],
    "an event ends about when it starts": [Edit(GRAIN, 'end = "1951-11"', 'end = "1951-09?"')],
    "a term ends nobody knows when": [Edit(HENTZAU, 'end = "1953"', 'end = "1951/.."')],
    "an agreement is in force in the year of its signature": [
        Edit(HORSES, 'in_force = "1962-06"', 'in_force = "1962"')
    ],
    "an agreement ends in the year of its signature": [
        ENDED,
        after(HORSES, 'in_force = "1962-06"', '\nended = "1962"'),
    ],
    "an edition is of some year of the decade": [
        Edit(SHIELD_2, 'start = "1966"', 'start = "196X"')
    ],
    "an exercise of the series has no number": [Edit(SHIELD_2, "edition = 2\n", "")],
    "numbered exercises of no series are out of order": [
        Edit(SHIELD_1, 'series = "Grain Shield"\n', ""),
        Edit(SHIELD_2, 'series = "Grain Shield"\n', ""),
        Edit(SHIELD_2, 'start = "1966"', 'start = "1963"'),
    ],
    "an edition that was put off is out of order": [
        Edit(SHIELD_2, 'start = "1966"', 'planned = "1963"'),
        Edit(SHIELD_2, 'status = "held"', 'status = "cancelled"'),
    ],
    "a delivery falls into the month of its contract": [
        Edit(DELIVERY, 'date = "1963-01-10"', 'date = "1962-05"')
    ],
    "a delivery is of a contract that nobody reports signed": [
        NOT_SIGNED,
        Edit(HORSES, 'status = "in_force"', 'status = "announced"'),
    ],
    "an earlier record is only related to a contract": [related(GRAIN, "agreement-1962-horses")],
    "a delivery is of something that is no contract": [
        Edit(DELIVERY, 'id = "agreement-1962-horses"', 'id = "exercise-1966-shield"')
    ],
    # states
    "an event straddles the end of its actor": [
        Edit(GRAIN, 'date = "1951-09~"', 'date = "1960-06-29"'),
        Edit(GRAIN, 'end = "1951-11"', 'end = "1960-07-02"'),
    ],
    "an event straddles the start of its actor": [
        Edit(GRAIN, 'date = "1951-09~"', 'date = "1960-06-29"'),
        Edit(GRAIN, 'end = "1951-11"', 'end = "1960-07-02"'),
        Edit(GRAIN, 'party = "RUK"', 'party = "RUR"'),
    ],
    "an event falls into the year in which its actor ends": [
        Edit(GRAIN, 'date = "1951-09~"', 'date = "1960"'),
        Edit(GRAIN, 'end = "1951-11"\n', ""),
    ],
    "trade straddles the end of the importer": [
        Edit(
            CUSTOMS,
            f"1964-07/1965-06,Wheat to Ruritania,{FISCAL}",
            "1960-04/1961-03,,TOY,RUK,export,TOY,fiscal_year",
        )
    ],
    "a visit has neither guest nor host": [
        Edit(POSTPONED, 'guest = "TOY"\nhost = "RUR"\nplace = "strelsau"\n', ""),
        after(
            POSTPONED,
            'party = "TOY"',
            '\n\n[[counterparts]]\noffice = "rur-foreign-minister"\nparty = "RUR"',
        ),
    ],
    "a third state brings an agreement about": [
        after(ANNOUNCED, 'state = "RUR"', '\n\n[[parties]]\nstate = "ELB"\nrole = "mediator"')
    ],
    "a visit without a date names a state of another time": [
        NO_START,
        Edit(VISIT, 'guest = "RUK"', 'guest = "RUR"'),
        withdrawn(VISIT, "Ruritanian foreign minister visits Toyland"),
    ],
    # offices
    "a visit falls into the last year of a term": [
        Edit(VISIT, 'start = "1951-06"', 'start = "1953-12"'),
        Edit(VISIT, 'key = "gazette-1951-06"', 'key = "memoir-1970"'),
    ],
    "a term starts during a visit": [
        Edit(VISIT, 'start = "1951-06"', 'start = "1949-02-20"\nend = "1949-03-02"')
    ],
    "an official has no term on file": [
        after(SIDELINE, "[[counterparts]]", '\nperson = "ada-toy"')
    ],
    "an office belongs to no state": [Edit(PROTOCOL, 'state = "TOY"\n', "")],
    # evidence
    "a source bears no date": [Edit(MEMOIR, 'published = "1970"\n', "")],
    "a source is of the year of the event": [
        Edit(GRAIN, 'key = "memoir-1970"', 'key = "gazette-1951-06"'),
        Edit(GAZETTE, 'published = "1951-06-20"', 'published = "1951"'),
    ],
    "one of two sources denies it": [
        Edit(SHIELD_1, '"customs-1965"\n', '"customs-1965"\nsays = "denies"\n')
    ],
    "the sources end in the year of the last exercise": [
        Edit(MANIFEST, 'covered_to = "1999-12-31"', 'covered_to = "1966-01-01"')
    ],
    "an origin was not read": [
        after(GAZETTE, 'class = "press"', '\norigin = "ruritanian-wire-1951-06-13"')
    ],
    "an origin has an origin": [
        after(ARCHIVE, 'class = "primary"', '\norigin = "gazette-1951-06"')
    ],
    # units
    "a compiler does not say in whose books a flow stands": [
        Edit(CUSTOMS, FISCAL, "TOY,RUR,,,fiscal_year")
    ],
    "a compiler does not say whose books it quotes": [
        Edit(CUSTOMS, FISCAL, "TOY,RUR,export,,fiscal_year")
    ],
    "a flow stands in the importer's books": [
        Edit(CUSTOMS, FISCAL, "TOY,RUR,import,RUR,fiscal_year")
    ],
    "a fiscal year is a calendar year": [Edit(YEARBOOK, ",calendar_year,", ",fiscal_year,")],
    "a figure is almost a hundred times its neighbour's": [turnover(1966, "1999")],
    "a figure is small": [
        Edit(YEARBOOK, ",20,SUR,1000000,", ",9.9,SUR,1000,"),
        turnover(1966, "999", scale=1000),
    ],
    "a figure follows one of nothing": [
        Edit(YEARBOOK, ",20,SUR,1000000,", ",0,SUR,1000000,"),
        turnover(1966, "2000"),
    ],
    "exports and imports make the turnover within rounding": [
        NOT_ACCEPTED,
        Edit(CUSTOMS, ",16.4,USD", ",15.91,USD"),
    ],
    "exports and imports make the turnover exactly": [
        NOT_ACCEPTED,
        Edit(CUSTOMS, ",16.4,USD", ",15.40,USD"),
    ],
    "a turnover is only about the sum": [
        NOT_ACCEPTED,
        Edit(CUSTOMS, ",16.4,USD,1000000,,,", ",16.4,USD,1000000,,approximate,"),
    ],
    "a turnover has two exports beside it": [
        NOT_ACCEPTED,
        Edit(
            CUSTOMS,
            "trade-fy1965-wheat-customs,1964-07/1965-06,Wheat to Ruritania,TOY,RUR,export,TOY,"
            "fiscal_year,1001,800,GBP,1000,FOB",
            "trade-1964-again-customs,1964,,TOY,RUR,import,RUR,calendar_year,,13,USD,1000000,CIF",
        ),
        Edit(CUSTOMS, ",at_least,1st edition,Wheat only.,", ",,,,"),
    ],
    "a part is the whole": [wheat("12.40")],
    "an exercise has at least so many people": [
        Edit(SHIELD_1, "personnel = 200", "personnel = 150"),
        Edit(
            SHIELD_1,
            'personnel_bound = "approximate"\nfocus',
            'personnel_bound = "at_least"\nfocus',
        ),
    ],
    "an exercise has as many people as a large army": [
        after(SHIELD_2, 'place = "open-sea"', "\npersonnel = 300000")
    ],
    "a visit lasts a month": [after(SIDELINE, 'start = "1958-05-02"', '\nend = "1958-06-01"')],
    "a visit of unknown days could last longer than a month": [
        after(VISIT, 'start = "1951-06"', '\nend = "1951-07"')
    ],
    "a place is the pole": [
        Edit(TOYVILLE, "latitude = 10.5", "latitude = -90"),
        Edit(TOYVILLE, "longitude = -20.25", "longitude = 180"),
    ],
    # status
    "a visit was held on other days than planned": [
        after(VISIT, 'start = "1951-06"', '\nplanned = "1951-05"')
    ],
    "an agreement was signed, and nobody says how long it lasted": [
        Edit(HORSES, 'status_as_of = "1963-01-10"\n', "")
    ],
    "an agreement was given up after its signature": [
        NO_FORCE,
        Edit(HORSES, 'status = "in_force"', 'status = "abandoned"'),
    ],
    "a joint statement is signed": [STATEMENT, NO_FORCE, SIGNED],
    "a record was withdrawn for another": [
        withdrawn(GRAIN, "Toyland ships grain to Ruritania", "event-1963-delivery")
    ],
    # identity
    "two figures are of two editions": [turnover(1965, "21", vintage="1967 revision")],
    "an edition was put off and then held": [
        Edit(SHIELD_2, "edition = 2", "edition = 1"),
        Edit(SHIELD_2, 'start = "1966"', 'planned = "1962"'),
        Edit(SHIELD_2, 'status = "held"', 'status = "postponed"'),
    ],
    "two commission sessions are on one day": [
        *again(),
        Edit(SIDELINE, 'form = "sideline_meeting"', 'form = "commission_session"'),
    ],
    "two exercises of a series have no number": [
        Edit(SHIELD_1, "edition = 1\n", ""),
        Edit(SHIELD_2, "edition = 2\n", ""),
    ],
    "two exercises of no series have one number": [
        Edit(SHIELD_1, 'series = "Grain Shield"\n', ""),
        Edit(SHIELD_2, 'series = "Grain Shield"\n', ""),
        Edit(SHIELD_2, "edition = 2", "edition = 1"),
    ],
    # references
    "an exercise straddles the day on which its place changes hands": [
        Edit(SHIELD_1, 'start = "1964-08-01"', 'start = "1960-06-29"'),
        Edit(SHIELD_1, 'end = "1964-08-10"', 'end = "1960-07-02"'),
    ],
    "an exercise on land names no host": [Edit(SHIELD_1, 'host = "RUR"\n', "")],
    "a place at sea has a host": [after(SHIELD_2, 'place = "open-sea"', '\nhost = "RUR"')],
    "two records succeed one another to one that stands": [
        withdrawn(GRAIN, "Toyland ships grain to Ruritania", "exercise-1966-shield"),
        withdrawn(SHIELD_2, "Grain Shield 2", "exercise-1964-shield"),
    ],
    # text
    "a text has signs that are no markup": [
        Edit(GRAIN, "Three shiploads", "R&D for 2 * 2 < 5 > 3 [sic] (a_b) snake__case; shiploads")
    ],
    "an address has two underlines": [
        after(MEMOIR, 'title = "My Years in Strelsau"', '\nurl = "https://press.example/a__b/__c"')
    ],
    "a summary has several lines": [
        Edit(GRAIN, '"Three shiploads arrived in autumn."', '"""\nThree.\nIn autumn.\n"""')
    ],
    "a name has an apostrophe that counts as a letter": [
        Edit(HENTZAU, "Рудольф Хенцау", "Oʻktam Hentzau"),
        Edit(HENTZAU, 'name = "Rudolf Hentzau"', 'name = "Oʻktam Hentzau"'),
    ],
    "a person has no name in another script": [Edit(HENTZAU, "Рудольф Хенцау", "Rudolf Hentzau")],
    # disputes
    "a source doubts that it happened": [
        Edit(VISIT, DISPUTED_START, 'field = "status"\nvalue = "cancelled"')
    ],
    "a source gives another person's office": [
        Edit(
            VISIT,
            DISPUTED_START,
            'field = "principals[rudolf-hentzau].office"\nvalue = "toy-prime-minister"',
        )
    ],
    "a source gives another place": [
        Edit(VISIT, DISPUTED_START, 'field = "place"\nvalue = "strelsau"')
    ],
    "a source gives another host": [Edit(VISIT, DISPUTED_START, 'field = "host"\nvalue = "ELB"')],
    "a source gives a value where the record has none": [
        Edit(VISIT, DISPUTED_START, 'field = "end"\nvalue = "1951-07"')
    ],
}


@pytest.mark.parametrize("edits", PASSING.values(), ids=PASSING)
def test_what_is_no_breach_passes(toy: Toy, edits: list[Edit]) -> None:
    for edit in edits:
        toy.edit(*edit)
    assert toy.problems() == []


# --- visits that may be one -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("1951-06-10", ""), ("1951-06-10", "")),
        (("1951-06-10", "1951-06-14"), ("1951-06-14", "")),
        (("1951-06-10", "1951-06-14"), ("1951-06-12", "1951-06-13")),
        (("1951-06-10", "1951-06"), ("1951-06-10", "")),
        (("1951-06-01", "1951-06-30"), ("1951-06", "")),
        (("1951-06", ""), ("1951-06", "")),
        (("1951-06", "1951-07"), ("1951-06", "1951-07")),
    ],
)
def test_visits_that_must_overlap_or_are_dated_alike_are_one(
    toy: Toy, first: tuple[str, str], second: tuple[str, str]
) -> None:
    for one, other in ((first, second), (second, first)):
        assert _two_visits(toy, one, other) == {"identity-visit"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("1951-06-10", "1951-06-13"), ("1951-06-14", "")),
        (("1951-06-10", ""), ("1951-06-11", "")),
        (("1951-06-10", "1951-06"), ("1951-06-20", "")),
        (("1951-06", ""), ("1951-06-20", "")),
        (("1951-06", ""), ("1951", "")),
        (("1951-06", "1951-06"), ("1951-06", "1951-07")),
    ],
)
def test_visits_that_may_lie_apart_are_two(
    toy: Toy, first: tuple[str, str], second: tuple[str, str]
) -> None:
    for one, other in ((first, second), (second, first)):
        assert _two_visits(toy, one, other) == set()


def _two_visits(toy: Toy, first: tuple[str, str], second: tuple[str, str]) -> set[str]:
    kept = {file: (toy.path / file).read_text(encoding="utf-8") for file in (VISIT, SIDELINE, ADA)}
    ends = f'\nend = "{first[1]}"' if first[1] else ""
    for edit in (
        Edit(VISIT, 'start = "1951-06"', f'start = "{first[0]}"{ends}'),
        Edit(VISIT, DISPUTED_START, 'field = "status"\nvalue = "cancelled"'),
        Edit(VISIT, 'key = "gazette-1951-06"', 'key = "memoir-1970"'),
        *again(*second),
    ):
        toy.edit(*edit)
    found = toy.rules()
    for file, text in kept.items():
        toy.write(file, text)
    return found


def test_visits_to_two_places_on_one_day_are_two(toy: Toy) -> None:
    for edit in again(host="RUK", place="strelsau"):
        toy.edit(*edit)
    assert toy.rules() == set()


def test_every_visit_within_a_long_one_is_found(toy: Toy) -> None:
    text = (toy.path / VISIT).read_text(encoding="utf-8")
    name = "visit-1951-ruritania-foreign-minister"
    toy.edit(VISIT, 'start = "1951-06"', 'start = "1951-06-01"\nend = "1951-06-20"')
    for day in ("05", "15"):
        inner = text.replace(name, f"visit-1951-june-{day}")
        inner = inner.replace('start = "1951-06"', f'start = "1951-06-{day}"')
        toy.write(f"records/visits/visit-1951-june-{day}.toml", inner)
    assert [(problem.rule, problem.record) for problem in toy.problems()] == [
        ("identity-visit", "visit-1951-june-05"),
        ("identity-visit", "visit-1951-june-15"),
    ]


def test_a_person_in_two_offices_makes_one_visit(toy: Toy) -> None:
    second = '[[principals]]\nperson = "rudolf-hentzau"\noffice = "rur-envoy"\nparty = "RUK"\n\n'
    toy.edit(VISIT, "[[counterparts]]", f"{second}[[counterparts]]")
    toy.write(
        "offices/rur-envoy.toml",
        'key = "rur-envoy"\ntitle = "Envoy"\nstate = "RUR"\nrank = "official"\n',
    )
    assert toy.rules() == set()


# --- findings of several records ------------------------------------------------------------------


def test_after_the_day_that_sources_reached_every_kind_is_found_by_its_own_date(toy: Toy) -> None:
    toy.edit(MANIFEST, 'covered_to = "1999-12-31"', 'covered_to = "1950"')
    problems = toy.problems()
    assert {problem.rule for problem in problems} == {"evidence-covered"}
    assert {(problem.file, problem.field) for problem in problems} == {
        (VISIT, "start"),
        (SIDELINE, "start"),
        (SHIELD_1, "start"),
        (SHIELD_2, "start"),
        (HORSES, "signed"),
        (GRAIN, "date"),
        (DELIVERY, "date"),
        (CUSTOMS, "period"),
        (YEARBOOK, "period"),
    }


def test_sources_that_copy_one_another_are_each_found(toy: Toy) -> None:
    toy.edit(*after(ARCHIVE, 'class = "primary"', '\norigin = "herald-1962-reprint"'))
    assert [(problem.rule, problem.file) for problem in toy.problems()] == [
        ("evidence-origin", REPRINT),
        ("evidence-origin", ARCHIVE),
    ]


def test_records_that_succeed_one_another_in_a_circle_are_each_found(toy: Toy) -> None:
    toy.edit(*withdrawn(GRAIN, "Toyland ships grain to Ruritania", "exercise-1966-shield"))
    toy.edit(*withdrawn(SHIELD_2, "Grain Shield 2", "event-1951-grain"))
    toy.edit(*withdrawn(SHIELD_1, "Grain Shield 1", "event-1951-grain"))
    assert [(problem.rule, problem.record) for problem in toy.problems()] == [
        ("references-self", "event-1951-grain"),
        ("references-self", "exercise-1966-shield"),
    ]


def test_an_edition_held_twice_is_found_beside_one_that_was_put_off(toy: Toy) -> None:
    text = (toy.path / SHIELD_2).read_text(encoding="utf-8")
    put_off = text.replace('start = "1966"', 'planned = "1965"').replace('"held"', '"postponed"')
    for name, content in (("exercise-1965-shield", put_off), ("exercise-1966-other", text)):
        content = content.replace("exercise-1966-shield", name)
        toy.write(f"records/exercises/{name}.toml", content)
    assert [(problem.rule, problem.record) for problem in toy.problems()] == [
        ("identity-exercise", "exercise-1966-shield")
    ]


def test_all_problems_are_found_at_once_and_listed_by_file(toy: Toy) -> None:
    toy.edit(GRAIN, "quantity = 1200.5", "quantity = -1")
    toy.edit(GRAIN, 'end = "1951-11"', 'end = "1950"')
    toy.edit(SHIELD_1, 'host = "RUR"', 'host = "TOY"')
    toy.edit(STRELSAU, "latitude = 50", 'latitude = "50"')
    toy.edit(HENTZAU, 'name = "Rudolf Hentzau"', 'name = "Rudolf <b>Hentzau"')
    toy.edit(YEARBOOK, ",SUR,", ",XXQ,")
    toy.edit(HORSES, 'in_force = "1962-06"', 'in_force = "1962-04"')
    found = [(problem.file, problem.rule, problem.field) for problem in toy.problems()]
    assert found == sorted(found)
    assert {*found} >= {
        (GRAIN, "order-dates", "end"),
        (GRAIN, "units-negative", "items[wheat].quantity"),
        (HENTZAU, "text-markup", "name"),
        (HORSES, "order-force", "in_force"),
        (STRELSAU, "type", "latitude"),
        (YEARBOOK, "type", "currency"),
    }


def test_a_folder_without_a_readable_manifest_is_reported_as_that(toy: Toy) -> None:
    toy.edit(GRAIN, "quantity = 1200.5", "quantity = -1")
    toy.remove(MANIFEST)
    (problem,) = toy.problems()
    assert (problem.rule, problem.file, problem.found) == ("file", MANIFEST, "no dataset.toml")


def test_a_dyad_without_sides_is_reported_and_does_not_stop_the_other_rules(toy: Toy) -> None:
    text = (toy.path / MANIFEST).read_text(encoding="utf-8")
    sides = text[text.index("[[sides]]") : text.index("[[states]]")]
    toy.edit(MANIFEST, sides, "")
    toy.edit(MANIFEST, 'covered_to = "1999-12-31"', 'covered_to = "1999-12-31"\nsides = []')
    toy.edit(GRAIN, "quantity = 1200.5", "quantity = -1")
    assert {"states-sides", "states-members", "units-negative"} <= toy.rules()


def test_an_unknown_source_is_not_taken_for_an_early_one(toy: Toy) -> None:
    toy.edit(GRAIN, 'key = "memoir-1970"', 'key = "memoir-1971"')
    assert toy.rules() == {"references"}


def test_a_withdrawn_record_is_held_only_to_what_all_files_are_held_to(toy: Toy) -> None:
    toy.edit(*withdrawn(GRAIN, "Toyland ships grain to Ruritania"))
    toy.edit(GRAIN, 'party = "TOY"', 'party = "ELB"')
    toy.edit(GRAIN, 'party = "RUK"', 'party = "BEL"')
    assert toy.rules() == set()
    toy.edit(GRAIN, "Three shiploads", "<b>Three shiploads")
    assert toy.rules() == {"text-markup"}


# --- warnings that are accepted -------------------------------------------------------------------

TOML_WARNINGS = {
    case.rule: case for case in BREACHES if case.rule in WARNINGS and case.file.endswith(".toml")
}


def accept(toy: Toy, file: str, rule: str, reason: str = "Looked at twice.") -> None:
    text = (toy.path / file).read_text(encoding="utf-8")
    toy.write(file, f'{text}\n[[accepts]]\nrule = "{rule}"\nreason = "{reason}"\n')


@pytest.mark.parametrize("case", TOML_WARNINGS.values(), ids=TOML_WARNINGS)
def test_an_accepted_warning_keeps_its_reason_and_is_not_reported(toy: Toy, case: Breach) -> None:
    for edit in case.edits:
        toy.edit(*edit)
    accept(toy, case.file, case.rule)
    assert toy.problems() == []
    accepted = [problem for problem in run(read_folder(toy.path)) if problem.file == case.file]
    assert [(problem.rule, problem.accepted) for problem in accepted] == [
        (case.rule, "Looked at twice.")
    ]


def test_a_warning_is_accepted_in_a_cell_of_a_trade_file(toy: Toy) -> None:
    (slip,) = run(read_folder(toy.path))
    assert (slip.rule, slip.severity, slip.file, slip.record, slip.accepted) == (
        "units-sum",
        "warning",
        CUSTOMS,
        "trade-1964-turnover-customs",
        "an arithmetic slip of the source",
    )


def test_a_warning_of_another_record_is_not_accepted(toy: Toy) -> None:
    toy.edit(HORSES, 'in_force = "1962-06"', 'in_force = "1962-04"')
    accept(toy, ANNOUNCED, "order-force")
    assert [(problem.rule, problem.file) for problem in toy.problems()] == [
        ("order-force", HORSES),
        ("accepts-needless", ANNOUNCED),
    ]


@pytest.mark.parametrize(
    ("rule", "telling"),
    [
        ("order-force", "remove it"),
        ("order-dates", "mend the error instead"),
        ("order-forse", "did you mean order-force"),
    ],
)
def test_an_acceptance_that_nothing_needs_is_a_warning(toy: Toy, rule: str, telling: str) -> None:
    accept(toy, HORSES, rule)
    (problem,) = toy.problems()
    assert (problem.rule, problem.severity) == ("accepts-needless", "warning")
    assert (problem.file, problem.record) == (HORSES, "agreement-1962-horses")
    assert problem.field == f"accepts[{rule}]"
    assert rule in problem.found
    assert telling in problem.fix


def test_an_error_cannot_be_accepted(toy: Toy) -> None:
    toy.edit(GRAIN, "quantity = 1200.5", "quantity = -1")
    accept(toy, GRAIN, "units-negative")
    assert [(problem.rule, problem.severity) for problem in toy.problems()] == [
        ("accepts-needless", "warning"),
        ("units-negative", "error"),
    ]


def test_joiners_between_arabic_letters_are_spelling_and_elsewhere_are_hidden(toy: Toy) -> None:
    file = "sources/memoir-1970.toml"
    toy.edit(file, "My Years in Strelsau", "می\u200cرود My Years in Strelsau")
    assert toy.rules() == set()
    toy.edit(file, "My Years", "My\u200c Years")
    assert toy.rules() == {"text-characters"}
