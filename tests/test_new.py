"""`bilateral new`: by questions, by flags, by template; whole files or none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bilateral import asking, drafting
from bilateral.cli import main
from bilateral.folders import read_folder
from bilateral.records import Agreement, Event, TradeFigure, Visit
from bilateral.registers import Office, Person, Place, Source
from toy import Toy

CUSTOMS = "records/trade/toy-customs.csv"
FLOOD = [
    *("--set", "date=1969-03", "--set", "title=Flood in Toyville", "--set", "category=incident"),
    *("--set", "quad_class=material_cooperation", "--set", "summary=Boats came."),
    *("--set", 'actors={party = "TOY", role = "target"}', "--set", "place=toyville"),
    *("--set", 'cites={key = "memoir-1970", at = "p. 9"}', "--set", "tags=grain"),
]


def files(toy: Toy) -> set[str]:
    return {one.relative_to(toy.path).as_posix() for one in toy.path.rglob("*") if one.is_file()}


# --- flags ----------------------------------------------------------------------------------------


def test_flags_make_a_whole_record_with_an_id_of_its_own(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "event", str(toy.path), *FLOOD]) == 0
    path = toy.path / "records/events/event-1969-flood-toyville.toml"
    assert capsys.readouterr().out.strip() == str(path)
    assert toy.problems() == []
    assert main(["fmt", "--check", str(toy.path)]) == 0


def test_an_id_that_is_given_is_taken(toy: Toy) -> None:
    assert main(["new", "event", "event-1969-flood", str(toy.path), *FLOOD]) == 0
    assert (toy.path / "records/events/event-1969-flood.toml").exists()
    assert main(["new", "event", "event-1969-flood", str(toy.path), *FLOOD]) == 2


def test_a_likely_twin_is_shown_before_anything_is_written(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "event", str(toy.path), *FLOOD]) == 0
    before = files(toy)
    again = [*FLOOD, "--set", "title=A flood at Toyville"]
    assert main(["new", "event", str(toy.path), *again]) == 2
    assert "much like event-1969-flood-toyville" in capsys.readouterr().err
    assert files(toy) == before
    assert main(["new", "event", str(toy.path), *again, "--anyway"]) == 1  # identity-title warns
    assert len(files(toy)) == len(before) + 1


def test_missing_entries_are_added_with_the_record(toy: Toy) -> None:
    arguments = [
        *("--add", 'source={key = "herald-1969", type = "article", title = "Flood", '
          'publisher = "Toyville Herald", published = "1969-03-04", language = "en", '
          'class = "press"}'),
        *("--add", 'place={key = "mudville", name = "Mudville"}'),
    ]  # fmt: skip
    flood = [
        one.replace("toyville", "mudville").replace("memoir-1970", "herald-1969") for one in FLOOD
    ]
    assert main(["new", "event", str(toy.path), *flood, *arguments]) == 0
    assert {"sources/herald-1969.toml", "places/mudville.toml"} <= files(toy)
    assert toy.problems() == []


def test_a_draft_that_is_wrong_writes_nothing(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(toy)
    wrong = [
        "--add",
        'person={key = "eve", name = "Eve"}',
        "--set",
        "title=X",
        "--set",
        "date=June",
    ]
    assert main(["new", "event", str(toy.path), *wrong]) == 1
    said = capsys.readouterr().err
    assert "category" in said
    assert "date" in said
    assert files(toy) == before


def test_what_a_check_finds_in_the_new_file_is_told(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    flood = [one.replace("place=toyville", "place=toyvile") for one in FLOOD]
    assert main(["new", "event", str(toy.path), *flood]) == 1
    assert "did you mean toyville?" in capsys.readouterr().err


def test_a_figure_becomes_a_row(toy: Toy) -> None:
    row = [
        *("--set", "period=1966", "--set", "period_type=calendar_year", "--set", "exporter=TOY"),
        *("--set", "importer=RUR", "--set", "flow=export", "--set", "reporter=TOY"),
        *("--set", "amount=13.5", "--set", "currency=USD", "--set", "scale=1000000"),
        *("--set", "compiler=toy-customs", "--set", 'cites={key = "memoir-1970"}'),
    ]
    assert main(["new", "trade_figure", str(toy.path), *row]) == 0
    last = (toy.path / CUSTOMS).read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("trade-1966-toy-rur-toy-customs,1966,,TOY,RUR,export,TOY,")
    assert toy.problems() == []
    assert main(["new", "trade_figure", str(toy.path), *row]) == 2  # a likely twin
    toy.edit(CUSTOMS, "12.40,", "twelve,")
    spoilt = (toy.path / CUSTOMS).read_text(encoding="utf-8")
    assert main(["new", "trade_figure", str(toy.path), *row, "--anyway"]) == 1
    assert (toy.path / CUSTOMS).read_text(encoding="utf-8") == spoilt


@pytest.mark.parametrize(
    "arguments",
    [
        ["event", "--set", "title"],
        ["event", "--set", "titel=x"],
        ["event", "--set", "actors=TOY"],
        ["event", "--add", "person"],
        ["event", "--add", "person=eve"],
        ["event", "--add", 'visit={id = "x"}', "--set", "title=x"],
        ["event"],
        ["trade_figure"],
    ],
    ids=" ".join,
)
def test_wrong_flags_are_wrong_use(toy: Toy, arguments: list[str]) -> None:
    kind, *rest = arguments
    assert main(["new", kind, str(toy.path), *rest]) == 2


def test_a_folder_that_is_no_dataset_is_refused(tmp_path: Path) -> None:
    assert main(["new", "event", str(tmp_path), *FLOOD]) == 1


# --- what is proposed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cls", "plain", "name"),
    [
        (Visit, {"planned": "1971~", "title": "A Visit, to the Moon!"}, "visit-1971-visit-moon"),
        (Agreement, {"title": "Договор о дружбе"}, "agreement"),
        (Person, {"name": "Zoë de la Cruz"}, "zoe-de-la-cruz"),
        (Place, {"name": "Rawalpindi / Chaklala"}, "rawalpindi-chaklala"),
        (Office, {"state": "TOY", "title": "Minister of Grain"}, "toy-minister-grain"),
        (
            Source,
            {"publisher": "The Dawn", "published": "2007-04-12", "title": "PM arrives today"},
            "dawn-2007-04-12-pm-arrives",
        ),
        (
            TradeFigure,
            {"period": "1971", "compiler": "toy-customs"},
            "trade-1971-turnover-toy-customs",
        ),
        (Event, {"date": "../1951", "title": ""}, "event"),
    ],
)
def test_an_id_says_what_it_names(cls: type, plain: dict[str, str], name: str) -> None:
    assert drafting.propose(cls, plain, []) == name
    assert drafting.propose(cls, plain, [name, f"{name}-2"]) == f"{name}-3"


def test_an_id_that_was_released_is_not_proposed_again(toy: Toy) -> None:
    toy.write("releases/0.0.1/events.jsonl", '{"kind":"event","id":"event-1950-lost"}\n')
    assert "event-1950-lost" in drafting.Draft(read_folder(toy.path)).taken(Event)


def test_twins_are_of_near_days_and_share_people_or_places(toy: Toy) -> None:
    folder = read_folder(toy.path)
    draft = drafting.Draft(folder)
    plain = {
        "id": "visit-1951-new",
        "start": "1951-06-14",
        "title": "Talks on horses",
        "summary": "x",
        "form": "working",
        "status": "held",
        "place": "toyville",
        "cites": [{"key": "memoir-1970"}],
        "principals": [
            {"person": "rudolf-hentzau", "office": "rur-foreign-minister", "party": "RUK"}
        ],
    }
    entry = draft.add(Visit, plain)
    assert [one.id for one in drafting.likely(folder, entry)] == [
        "visit-1951-ruritania-foreign-minister"
    ]
    other = draft.add(Visit, plain | {"id": "visit-1952-new", "start": "1952-06-14"})
    assert drafting.likely(folder, other) == []
    undated = {name: value for name, value in plain.items() if name != "start"}
    assert drafting.likely(folder, draft.add(Visit, undated | {"id": "visit-x"})) == []


def test_entries_of_registers_have_twins_too(toy: Toy) -> None:
    draft = drafting.Draft(read_folder(toy.path))
    person = draft.add(Person, {"key": "r-hentzau", "name": "Rudolph Hentsau"})
    assert [one.key for one in drafting.likely(draft.folder, person)] == ["rudolf-hentzau"]
    office = {
        "key": "x",
        "title": "Minister for Foreign Affairs",
        "state": "RUR",
        "rank": "minister",
    }
    assert drafting.likely(draft.folder, draft.add(Office, office))[0].key == "rur-foreign-minister"


def test_names_are_offered_from_every_register(toy: Toy) -> None:
    folder = read_folder(toy.path)
    assert drafting.offers(folder, "people", "Hentzau") == ["rudolf-hentzau"]
    assert drafting.offers(folder, "sources", "Ruritanian Gazette")[0] == "gazette-1951-06"
    assert drafting.offers(folder, "records", "wooden horses")[0] == "agreement-1962-horses"
    assert drafting.offers(folder, "tags", "grain") == ["grain"]
    assert drafting.offers(folder, "people", "Nobody Else") == []


# --- questions ------------------------------------------------------------------------------------


class Terminal:
    """Somebody who answers questions by the word with which they begin."""

    def __init__(self, answers: dict[str, list[str]]) -> None:
        self.answers = answers
        self.said: list[str] = []

    def ask(self, question: str) -> str:
        self.said.append(question)
        assert len(self.said) < 300, self.said[-20:]
        word = question.strip().split(" ")[0].rstrip(":")
        left = self.answers.get(word, [])
        return left.pop(0) if left else ""

    def say(self, line: str) -> None:
        self.said.append(line)

    def heard(self, text: str) -> bool:
        return any(text in line for line in self.said)


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, list[str]]], Terminal]:
    def sit(answers: dict[str, list[str]]) -> Terminal:
        person = Terminal(answers)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", person.ask)
        monkeypatch.setattr("builtins.print", lambda line="", **_: person.say(str(line)))
        return person

    return sit


Sit = Callable[[dict[str, list[str]]], Terminal]


def test_questions_lead_to_a_record_and_to_what_it_needs(toy: Toy, at_a_terminal: Sit) -> None:
    person = at_a_terminal(
        {
            "start": ["June 1969", "1969-06-02"],
            "title": ["", "Foreign minister of Toyland visits Strelsau", "Tea with the minister"],
            "form": ["oficial", "official"],
            "guest": ["TOY"],
            "host": ["RUR"],
            "place": ["Strelso"],
            "status": ["held"],
            "summary": ["They talked."],
            "principals": ["yes"],
            "person": ["Bela Bartold"],
            "office": ["Minister of Grain"],
            "party": ["TOY"],
            "name": [""],
            "key": ["", "", "Toyville Herald"],
            "type": ["article"],
            "publisher": ["Toyville Herald"],
            "published": ["1969-06-04"],
            "language": ["en"],
            "class": ["press"],
            "rank": ["minister"],
            "state": ["TOY"],
            "which": ["1", "+", "+", "+"],
        }
    )
    assert main(["new", "visit", str(toy.path)]) == 1  # the minister has no term on file
    assert person.heard("write it in EDTF")
    assert person.heard("it is needed")
    assert person.heard("did you mean official?")
    assert person.heard("no term of Bela Bartold on file")
    written = files(toy)
    assert "records/visits/visit-1969-foreign-minister-toyland-visits.toml" in written
    assert "people/bela-bartold.toml" in written
    assert "offices/toy-minister-grain.toml" in written
    assert {one.rule for one in toy.problems()} == {"offices-missing"}


def test_a_twin_is_a_question(toy: Toy, at_a_terminal: Sit) -> None:
    answers = {
        "name": ["Rudolph Hentsau"],
        "key": ["rudolf-hentzau", ""],
        "Write": ["no"],
    }
    person = at_a_terminal(answers)
    before = files(toy)
    assert main(["new", "person", str(toy.path)]) == 1
    assert person.heard("rudolf-hentzau: Rudolf Hentzau")
    assert person.heard("is taken; choose another")
    assert person.heard("nothing was written")
    assert files(toy) == before
    at_a_terminal({"name": ["Rudolph Hentsau"], "Write": ["y"]})
    assert main(["new", "person", "rudolph-h", str(toy.path)]) == 1  # identity-register
    assert "people/rudolph-h.toml" in files(toy)


def test_who_leaves_writes_nothing(
    toy: Toy, at_a_terminal: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_a_terminal({})

    def leave(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", leave)
    before = files(toy)
    assert main(["new", "person", str(toy.path)]) == 1
    assert person.heard("nothing was written")
    assert files(toy) == before


def interview(toy: Toy, answers: dict[str, list[str]]) -> tuple[asking.Interview, Terminal]:
    person = Terminal(answers)
    draft = drafting.Draft(read_folder(toy.path))
    return asking.Interview(draft, person.ask, person.say), person


def test_what_was_not_held_is_asked_for_its_plan(toy: Toy) -> None:
    talk, person = interview(
        toy,
        {
            "planned": ["1969-06"],
            "title": ["A visit that was not"],
            "form": ["official"],
            "status": ["cancelled"],
            "summary": ["x"],
            "key": ["memoir-1970"],
            "another": ["y", "n"],
        },
    )
    person.answers["key"] = ["memoir-1970", "gazette-1951-06"]
    plain = talk.fill(Visit, {"host": "TOY"})
    assert plain["planned"] == "1969-06"
    assert "principals" not in plain
    assert [one["key"] for one in plain["cites"]] == ["memoir-1970", "gazette-1951-06"]
    assert plain["id"] == "visit-1969-visit-that-was-not"


def test_tags_and_compilers_are_chosen_and_never_made(toy: Toy) -> None:
    talk, person = interview(
        toy, {"compiler": ["Nobody", "customs", "toy-customs"], "which": ["7", "1"]}
    )
    (one,) = (one for one in drafting.needed(TradeFigure) if one.name == "compiler")
    assert talk._value(one, optional=False) == "toy-customs"
    assert person.heard("type another name")
    assert person.heard("type the name again")


def test_an_entry_that_cannot_be_made_is_asked_for_again(toy: Toy) -> None:
    talk, person = interview(
        toy,
        {"place": ["Ünland 7", "toyville"], "which": ["+"], "key": ["Not A Key"]},
    )
    (one,) = (one for one in drafting.needed(Event) if one.name == "place")
    assert talk._value(one, optional=True) == "toyville"
    assert person.heard("a place that can be written")


def test_a_template_is_for_those_who_want_one(toy: Toy, at_a_terminal: Sit) -> None:
    at_a_terminal({})
    assert main(["new", "event", "event-1999-flood", str(toy.path), "--template"]) == 0
    assert (toy.path / "records/events/event-1999-flood.toml").exists()


def test_the_folder_is_where_one_stands(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(toy.path)
    assert main(["new", "event", *FLOOD]) == 0
    assert main(["check"]) == 0


def test_twins_may_share_people_alone(toy: Toy) -> None:
    folder = read_folder(toy.path)
    draft = drafting.Draft(folder)
    visit = draft.add(
        Visit,
        {
            "id": "visit-1951-new",
            "start": "1951-06-14",
            "title": "Talks on horses",
            "summary": "x",
            "form": "working",
            "status": "held",
            "cites": [{"key": "memoir-1970"}],
            "principals": [
                {"person": "rudolf-hentzau", "office": "rur-foreign-minister", "party": "RUK"}
            ],
        },
    )
    assert len(drafting.likely(folder, visit)) == 1


def test_an_office_without_a_name_is_enough(toy: Toy) -> None:
    talk, _ = interview(
        toy,
        {
            "principals": ["y"],
            "office": ["rur-foreign-minister"],
            "party": ["RUK"],
            "title": ["Somebody came"],
            "form": ["official"],
            "status": ["held"],
            "summary": ["x"],
            "start": ["1951-07"],
            "key": ["memoir-1970"],
        },
    )
    plain = talk.fill(Visit, {})
    assert plain["principals"] == [{"office": "rur-foreign-minister", "party": "RUK"}]
