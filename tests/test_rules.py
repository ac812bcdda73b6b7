"""The named rules: each shown failing on the fabricated dyad by a small edit, and passing."""

import pytest

import bilateral as bl
import rules_page
from bilateral.folders import read_folder
from bilateral.rules import RULES, run
from breaches import (
    ADA,
    ANNOUNCED,
    ARCHIVE,
    BREACHES,
    COVERAGE,
    CUSTOMS,
    DELIVERY,
    DISPUTED_START,
    ENDED,
    FISCAL,
    GAZETTE,
    GRAIN,
    HENTZAU,
    HORSES,
    MANIFEST,
    MEMOIR,
    NO_FORCE,
    NO_START,
    NOT_ACCEPTED,
    NOT_SIGNED,
    POSTPONED,
    PROTOCOL,
    REPRINT,
    SHIELD_1,
    SHIELD_2,
    SIDELINE,
    SIGNED,
    STATEMENT,
    STRELSAU,
    TOYVILLE,
    VISIT,
    YEARBOOK,
    Breach,
    Edit,
    after,
    again,
    delegation,
    related,
    turnover,
    wheat,
    withdrawn,
)
from toy import Toy

WARNINGS = {
    "evidence-early",
    "identity-id",
    "identity-title",
    "order-relations",
    "text-own-script",
    "units-currency",
    "units-outlier",
    "units-size",
    "units-valuation",
    "units-words",
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


@pytest.mark.parametrize("case", BREACHES, ids=lambda case: f"{case.rule}: {case.title}")
def test_a_breach_is_found_at_its_place(toy: Toy, case: Breach) -> None:
    for edit in case.edits:
        toy.edit(*edit)
    problems = bl.check(toy.path) if case.rule == "identity-id" else toy.problems()
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
    for rule in RULES.values():
        assert all(text.endswith(".") for text in (rule.demands, rule.why, rule.mend)), rule.name


def test_the_page_of_rules_is_what_code_and_tests_say() -> None:
    text = rules_page.PAGE.read_text(encoding="utf-8")
    assert rules_page.page() == text, "run make generated"


# --- what is no breach ----------------------------------------------------------------------------

_MEMOIR = """key = "memoir-1970-ii"
type = "book"
title = "My Years in Strelsau"
publisher = "Strelsau Press"
author = "Rudolf Hentzau"
published = "1970"
url = "https://copies.example/strelsau/2"
language = "en"
class = "scholarly"
origin = "memoir-1970"
"""

PASSING = {
    "parts of one book are read at two addresses": [
        Edit("sources/memoir-1970-ii.toml", "", _MEMOIR)
    ],
    "a name in other letters has its script in the note": [
        *delegation(),
        after(
            "people/guest-6.toml", 'native_name = "گلیب"', '\nnote = "Written in Arabic letters."'
        ),
    ],
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
        Edit(DELIVERY, 'id = "agreement-1962-horses"', 'id = "event-1951-grain"')
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
        Edit(MANIFEST, 'covered_to = "1999-12-31"', 'covered_to = "1966-01-01"'),
        Edit(COVERAGE, "1947-01-01,1999-12-31", "1947-01-01,1966"),
        Edit(ANNOUNCED, 'status_as_of = "1998-02"', 'status_as_of = "1990-02"'),
    ],
    "half of a letter that was read in a wrong encoding": [
        Edit(GRAIN, "Three shiploads", "Three â€ shiploads")
    ],
    "two namesakes are told apart": [
        Edit(
            "people/other-toy.toml",
            "",
            'key = "other-toy"\nname = "Ada Toy"\nnote = "A cook, not ada-toy."\n',
        )
    ],
    "two people are told apart by their own names": [
        Edit(
            "people/other-h.toml",
            "",
            'key = "other-h"\nname = "Rudolf Hentzau"\nnative_name = "Рудольф Хенцо"\n',
        )
    ],
    "two events of one day have a number of their own": [
        Edit(
            "records/events/event-1963-delivery-2.toml",
            "",
            'id = "event-1963-delivery-2"\ndate = "1963-01-10"\ncategory = "delivery"\n'
            'title = "Toyland delivers 2 wooden horses"\nplace = "strelsau"\n'
            'quad_class = "material_cooperation"\nsummary = "Two more."\n\n'
            '[[actors]]\nparty = "TOY"\nrole = "initiator"\n\n[[cites]]\nkey = "memoir-1970"\n',
        )
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
        Edit(CUSTOMS, FISCAL, "TOY,RUR,import,RUR,fiscal_year"),
        Edit(CUSTOMS, "800,GBP,1000,FOB", "800,GBP,1000,CIF"),
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
    problems = [problem for problem in toy.problems() if problem.rule == "evidence-covered"]
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
        (COVERAGE, "end"),
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
    case.rule: case
    for case in BREACHES
    if case.rule in WARNINGS and case.file.endswith(".toml") and case.file.startswith("records")
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
    accepted = [problem for problem in run(read_folder(toy.path)) if problem.rule == case.rule]
    accepted = [problem for problem in accepted if problem.file == case.file]
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
        ("units-negative", "error"),
        ("accepts-needless", "warning"),
    ]


def test_joiners_between_arabic_letters_are_spelling_and_elsewhere_are_hidden(toy: Toy) -> None:
    file = "sources/memoir-1970.toml"
    toy.edit(file, "My Years in Strelsau", "می\u200cرود My Years in Strelsau")
    assert toy.rules() == set()
    toy.edit(file, "My Years", "My\u200c Years")
    assert toy.rules() == {"text-characters"}
