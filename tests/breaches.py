"""Every rule shown failing on the fabricated dyad by a small edit: for its test and its page."""

from typing import NamedTuple

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


def delegation() -> tuple[Edit, ...]:
    """Edits that send five more Ruritanians, and one whose name is in other letters."""
    names = ["Анна", "Борис", "Вера", "Глеб", "Дарья", "گلیب"]
    people = [
        Edit(f"people/guest-{n}.toml", "", f'key = "guest-{n}"\nname = "Guest {word}"\n{native}')
        for n, word, native in zip(
            range(1, 7),
            ("Abbot", "Baker", "Carter", "Fuller", "Mason", "Tanner"),
            (f'native_name = "{name}"\n' for name in names),
            strict=True,
        )
    ]
    party = "".join(
        f'\n\n[[principals]]\nperson = "guest-{n}"\noffice = "rur-envoy"\nparty = "RUK"'
        for n in range(1, 7)
    )
    office = 'key = "rur-envoy"\ntitle = "Clerk"\nstate = "RUR"\nrank = "official"\n'
    return (
        Edit("offices/rur-envoy.toml", "", office),
        *people,
        after(VISIT, 'office = "rur-foreign-minister"\nparty = "RUK"', party),
    )


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


YEARBOOK_END = "memoir-1970,,,\n"
TURNOVERS = "".join(
    f"trade-{year}-other-yearbook,{year},,,,turnover,,calendar_year,,{amount},SUR,1000000,,,,,,,,,,"
    f"{YEARBOOK_END}"
    for year, amount in ((1966, 21), (1967, 22), (1968, 23000))
)
FLOOD = (
    'id = "event-1951-wheat"\ndate = "1951-09~"\ntitle = "Toyland shipped wheat to Ruritania"\n'
    'category = "cargo"\nquad_class = "material_cooperation"\nsummary = "Grain came."\n'
)
ACTORS = """
[[actors]]
party = "TOY"
role = "initiator"

[[cites]]
key = "memoir-1970"
"""

BREACHES = [
    # order
    breach(
        "an event follows what came after it",
        "order-relations",
        after(
            GRAIN,
            'key = "memoir-1970"',
            '\n\n[[related]]\nid = "visit-1958-sideline"\nrelation = "follows"',
        ),
        field="related[visit-1958-sideline].id",
        telling="a day on or after the other's",
    ),
    breach(
        "an agreement is signed during a visit of another year",
        "order-relations",
        after(
            HORSES,
            'key = "herald-1962-reprint"',
            '\n\n[[related]]\nid = "visit-1958-sideline"\nrelation = "signed_during"',
        ),
        field="related[visit-1958-sideline].id",
        telling="a day within the other's",
    ),
    breach(
        "a status is known before the signature that it reports",
        "order-status",
        Edit(HORSES, 'status_as_of = "1963-01-10"', 'status_as_of = "1962-06-10"'),
        Edit(HORSES, 'in_force = "1962-06"', 'in_force = "1962-07"'),
        field="status_as_of",
        telling="1962-06-10, before in_force = 1962-07",
    ),
    breach(
        "a source was read before it was published",
        "order-reading",
        Edit(GAZETTE, 'accessed = "2026-01-31"', 'accessed = "1951-06-02"'),
        field="accessed",
        telling="before published = 1951-06-20",
    ),
    breach(
        "a record was checked before its source was read",
        "order-reading",
        after(VISIT, 'tags = ["grain"]', '\nchecked = "2026-01-30"'),
        field="checked",
        telling="gazette-1951-06 is of 2026-01-31",
    ),
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
        also="states-tenure",
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
        "a place lies in a state that is not there yet",
        "states-tenure",
        Edit(STRELSAU, 'start = "1960-07-01"', 'start = "1950"'),
        field="states[RUR].start",
        telling="a day on which RUR lived",
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
        Edit(COVERAGE, "1947-01-01,1999-12-31", "1947-01-01,1965"),
        Edit(MANIFEST, 'covered_to = "1999-12-31"', 'covered_to = "1965"'),
        field="start",
        telling="a day up to 1965",
        also="evidence-years",
        file=SHIELD_2,
    ),
    breach(
        "coverage reaches beyond the sources",
        "evidence-covered",
        Edit(COVERAGE, "1947-01-01,1999-12-31", "1947-01-01,2001"),
        field="end",
        telling="a day up to 1999-12-31",
    ),
    breach(
        "more searches ran dry than were made",
        "evidence-searches",
        Edit(COVERAGE, ",40,12,", ",4,12,"),
        field="n_dry",
        telling="0 to 4, the searches counted in n_searches",
    ),
    breach(
        "a number of searches is below zero",
        "units-negative",
        Edit(COVERAGE, ",40,12,", ",-40,,"),
        field="n_searches",
        telling="zero or more",
    ),
    breach(
        "one source is older than what it reports",
        "evidence-early",
        Edit(REPRINT, 'published = "1962-12-01"', 'published = "1952-12-01"'),
        field="cites[herald-1962-reprint].key",
        telling="for signed = 1962-05-17",
        file=HORSES,
    ),
    breach(
        "a term begins a century early",
        "evidence-years",
        Edit(HENTZAU, 'start = "1949-03"', 'start = "1849-03"'),
        field="terms[rur-foreign-minister].start",
        telling="a year from 1886 to 2030",
        also="units-duration",
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
    breach(
        "a figure is a thousand times those of the years around it",
        "units-outlier",
        Edit(YEARBOOK, YEARBOOK_END, YEARBOOK_END + TURNOVERS),
        field="amount",
        telling="the median of 3 figures around it",
        also="units-jump",
    ),
    breach(
        "one figure of a series is in another currency",
        "units-currency",
        NOT_ACCEPTED,
        Edit(CUSTOMS, ",3,USD,1000000,CIF", ",3,GBP,1000000,CIF"),
        field="currency",
        telling="USD, as in the 2 other figures of toy-customs",
    ),
    breach(
        "an export is valued as imports are",
        "units-valuation",
        Edit(CUSTOMS, "12.40,USD,1000000,FOB", "12.40,USD,1000000,CIF"),
        field="valuation",
        telling="CIF of an export",
    ),
    breach(
        "a term lasts longer than a life",
        "units-duration",
        Edit(HENTZAU, 'start = "1949-03"', 'start = "1891-03"'),
        field="terms[rur-foreign-minister].start",
        telling="at most sixty years",
    ),
    breach(
        "an agreement is worth more than the world",
        "units-size",
        Edit(HORSES, "amount = 1.25", "amount = 1250000"),
        field="values[price].amount",
        telling="at most 100000000000",
    ),
    breach(
        "there are a billion wooden horses",
        "units-size",
        Edit(HORSES, "quantity = 12", "quantity = 1000000000"),
        field="items[wooden horse].quantity",
        telling="at most 100000000",
    ),
    breach(
        "a text says million where the scale says billion",
        "units-words",
        Edit(HORSES, "twelve wooden horses", "twelve wooden horses for 1.25 million dollars"),
        Edit(HORSES, "scale = 1000000", "scale = 1000000000"),
        field="values[price].scale",
        telling="1.25 x 1000000, as the text says",
    ),
    breach(
        "one direction outweighs the turnover",
        "units-part",
        Edit(CUSTOMS, "12.40,USD,1000000", "12.40,USD,1000000000"),
        field="amount",
        telling="at most 16400000.0, the turnover",
        also="units-outlier",
    ),
    breach(
        "a summary is empty",
        "text-blanks",
        Edit(GRAIN, 'summary = "Three shiploads arrived in autumn."', 'summary = ""'),
        field="summary",
        telling="leave the field out",
    ),
    breach(
        "more states take part than did",
        "units-states",
        Edit(SHIELD_1, "n_states = 2", "n_states = 1"),
        field="n_states",
        telling="at least 2, as listed",
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
        also="references-kinds",
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
        also="order-status",
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
    breach(
        "an event comes in again in other words",
        "identity-title",
        Edit(
            "records/events/event-1951-wheat.toml",
            "",
            FLOOD.replace("shipped wheat", "ships the grain") + ACTORS,
        ),
        field="title",
        telling="as event-1951-wheat",
        file=GRAIN,
    ),
    breach(
        "a person comes in again under another spelling",
        "identity-register",
        Edit(
            "people/rudolph-henzau.toml", "", 'key = "rudolph-henzau"\nname = "Rudolph Hentsau"\n'
        ),
        field="name",
        telling="rudolf-hentzau has it",
    ),
    breach(
        "a person comes in again with a note on something else",
        "identity-register",
        Edit(
            "people/rudolph-henzau.toml",
            "",
            'key = "rudolph-henzau"\nname = "Rudolph Hentsau"\nnote = "Rides well."\n',
        ),
        field="name",
        telling="in a note that names rudolf-hentzau",
    ),
    breach(
        "an office comes in again",
        "identity-register",
        Edit(
            "offices/toy-premier.toml",
            "",
            'key = "toy-premier"\ntitle = "Prime minister"\nstate = "TOY"\n'
            'rank = "head_of_government"\n',
        ),
        field="title",
        telling="one entry for one office",
        file="offices/toy-prime-minister.toml",
    ),
    breach(
        "a place comes in again",
        "identity-register",
        Edit(
            "places/toy-ville.toml",
            "",
            'key = "toy-ville"\nname = "Toy Town"\nlatitude = 10.5\nlongitude = -20.25\n\n'
            '[[states]]\nstate = "TOY"\n',
        ),
        field="latitude",
        telling="one entry for one place",
        file=TOYVILLE,
    ),
    breach(
        "a state takes part twice",
        "identity-items",
        after(SHIELD_2, 'role = "observer"', '\n\n[[participants]]\nstate = "TOY"'),
        field="participants",
        telling="TOY",
    ),
    breach(
        "a tag stands twice",
        "identity-items",
        Edit(GRAIN, 'tags = ["grain"]', 'tags = ["grain", "grain"]'),
        field="tags",
        telling="each item once",
    ),
    breach(
        "a year is not that of the id",
        "identity-id",
        Edit(DELIVERY, 'date = "1963-01-10"', 'date = "1964-01-10"'),
        field="date",
        telling="1964-01-10, but the id says 1963",
    ),
    breach(
        "exporter and importer are swapped",
        "identity-id",
        Edit(
            CUSTOMS,
            "trade-1964-rur-toy-customs,1964,,RUR,TOY,import,TOY,",
            "trade-1964-rur-toy-customs,1964,,TOY,RUR,import,,",
        ),
        Edit(CUSTOMS, ",CIF,", ",,"),
        NOT_ACCEPTED,
        field="exporter",
        telling="but the id says rur-toy",
    ),
    breach(
        "a record that was released is gone",
        "identity-released",
        Edit("releases/0.0.1/events.jsonl", "", '{"kind":"event","id":"event-1950-lost"}\n'),
        field="id",
        telling="restore it",
        file="records/events/event-1950-lost.toml",
    ),
    breach(
        "a record that was released is of another kind",
        "identity-released",
        Edit("releases/0.0.1/visits.jsonl", "", '{"kind":"visit","id":"event-1951-grain"}\n'),
        field="id",
        telling="the visit that was released",
        file=GRAIN,
    ),
    # references
    breach(
        "two events answer each other",
        "references-circle",
        related(GRAIN, "event-1963-delivery"),
        Edit(GRAIN, 'relation = "related_to"', 'relation = "responds_to"'),
        after(
            DELIVERY,
            'relation = "delivers"',
            '\n\n[[related]]\nid = "event-1951-grain"\nrelation = "responds_to"',
        ),
        field="related[event-1951-grain].id",
        telling="which leads back",
    ),
    breach(
        "a visit amends an agreement",
        "references-kinds",
        after(
            SIDELINE,
            'key = "memoir-1970"',
            '\n\n[[related]]\nid = "agreement-1962-horses"\nrelation = "amends"',
        ),
        field="related[agreement-1962-horses].relation",
        telling="agreement to agreement",
        also="order-relations",
    ),
    breach(
        "the coverage is of a level that there is not",
        "references-scope",
        Edit(COVERAGE, "visit,RUR,minister", "visit,RUR,ministers"),
        field="scope",
        telling="did you mean minister",
    ),
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
    breach(
        "a word has a letter of another alphabet",
        "text-words",
        Edit(GRAIN, "Three shiploads", "Three shiplоads"),  # with a Cyrillic o
        field="summary",
        telling="CYRILLIC, LATIN",
    ),
    breach(
        "a title is in another language",
        "text-words",
        Edit(GRAIN, "Toyland ships grain to Ruritania", "Зерно для Руритании"),
        field="title",
        telling="text in English",
    ),
    breach(
        "a name is in the letters of the other side",
        "text-own-script",
        *delegation(),
        field="native_name",
        telling="CYRILLIC letters, as in",
        file="people/guest-6.toml",
    ),
    *(
        breach(
            f"a text has {what}",
            "text-mojibake",
            Edit(GRAIN, "Three shiploads", text),
            field="summary",
            telling=telling,
        )
        for what, text, telling in [
            ("a replacement character", "Thr\ufffd\ufffd shiploads", "\ufffd"),
            ("question marks for letters", "From ??????? came grain", "???"),
            ("an accent read as Windows-1252", "Three cafÃ©s", "Ã©, for é"),
            (
                "a quotation mark read as Windows-1252",
                "Three â€œshiploads",
                "for “",
            ),
            ("Cyrillic read as Windows-1251", "Three Р·РµСЂРЅРѕ shiploads", "for з"),
        ]
    ),
    breach(
        "two blanks part two words",
        "text-blanks",
        Edit(GRAIN, "Three shiploads", "Three  shiploads"),
        field="summary",
        telling="run bilateral fmt",
    ),
    # disputes
    breach(
        "a dispute stands twice",
        "disputes",
        after(
            VISIT,
            'at = "p. 88" }]',
            '\n\n[[disputes]]\nfield = "start"\nvalue = "1951-07"\n'
            'cites = [{ key = "gazette-1951-06" }]',
        ),
        field="disputes[start]",
        telling="join the cites",
    ),
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
