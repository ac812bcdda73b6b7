"""Every mistake that a contributor can make in a file: reported with file, field and a way out."""

from collections.abc import Callable
from pathlib import Path

import pytest

import bilateral as bl
from toy import Toy

VISIT = "records/visits/visit-1951-ruritania-foreign-minister.toml"
TRADE = "records/trade/toy-customs.csv"
AGREEMENT = "records/agreements/agreement-1962-horses.toml"
EVENT = "records/events/event-1963-delivery.toml"
Spoil = Callable[[Toy], None]


def edit(file: str, old: str, new: str) -> Spoil:
    return lambda toy: toy.edit(file, old, new)


def copy_under_another_name(toy: Toy) -> None:
    toy.write("records/events/copy.toml", (toy.path / EVENT).read_text(encoding="utf-8"))


MISTAKES: dict[str, tuple[Spoil, str, str, str, str]] = {
    # what: how, rule, file, field, a telling part of what the message says
    "a missing field": (
        edit(VISIT, 'form = "official"\n', ""),
        "missing",
        VISIT,
        "form",
        'add it, for example form = "official"',
    ),
    "an unknown key": (
        edit(VISIT, 'host = "TOY"', 'hots = "TOY"'),
        "unknown-key",
        VISIT,
        "hots",
        "did you mean host",
    ),
    "a duplicate key": (
        edit(VISIT, 'host = "TOY"', 'host = "TOY"\nhost = "ELB"'),
        "toml",
        VISIT,
        "host",
        "keep one of the two lines",
    ),
    "NO unquoted": (edit(VISIT, '"TOY"\nplace', "NO\nplace"), "toml", VISIT, "host", '"NO"'),
    "1951-06 unquoted": (edit(VISIT, '"1951-06"', "1951-06"), "toml", VISIT, "start", '"1951-06"'),
    "an impossible date": (
        edit(VISIT, '"1951-06"', '"1951-06-31"'),
        "type",
        VISIT,
        "start",
        "has 30 days",
    ),
    "an end before the start": (
        edit(VISIT, 'title = "Rur', 'end = "1951-05"\ntitle = "Rur'),
        "order-dates",
        VISIT,
        "end",
        "on or after 1951-06",
    ),
    "an unknown state": (
        edit(VISIT, 'host = "TOY"', 'host = "TOX"'),
        "states-known",
        VISIT,
        "host",
        "TOY",
    ),
    "a state after its end": (
        edit(EVENT, 'party = "RUR"', 'party = "RUK"'),
        "states-lifetime",
        EVENT,
        "actors[RUK].party",
        "use RUR",
    ),
    "a dangling cite": (
        edit(AGREEMENT, 'key = "herald-1962-reprint"', 'key = "herald-1963"'),
        "references",
        AGREEMENT,
        "cites[herald-1963].key",
        "herald-1962-reprint",
    ),
    "a duplicate id": (
        copy_under_another_name,
        "identity-ids",
        EVENT,
        "id",
        "choose another, or merge the two",
    ),
    "a negative amount": (
        edit(TRADE, "calendar_year,,3,", "calendar_year,,-3,"),
        "units-negative",
        TRADE,
        "amount",
        "zero or more",
    ),
    "an unknown currency": (
        edit(TRADE, "800,GBP", "800,GBX"),
        "type",
        TRADE,
        "currency",
        "GBP",
    ),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_a_way_out(toy: Toy, what: str) -> None:
    spoil, rule, file, field, telling = MISTAKES[what]
    assert toy.problems() == []
    spoil(toy)
    found = [
        one for one in toy.problems() if (one.rule, one.file, one.field) == (rule, file, field)
    ]
    assert found, [str(one) for one in toy.problems()]
    assert telling in str(found[0])
    assert all((found[0].found, found[0].wanted, found[0].fix))


def test_all_mistakes_are_reported_at_once(toy: Toy) -> None:
    clashing = {
        "NO unquoted",
        "an unknown state",
        "an end before the start",
        "a state after its end",
    }
    chosen = [what for what in MISTAKES if what not in clashing]
    for what in chosen:
        if what not in ("1951-06 unquoted", "an unknown key", "a duplicate key"):
            MISTAKES[what][0](toy)
    with pytest.raises(bl.DataError) as caught:
        bl.read(toy.path)
    fields = {one.field for one in caught.value.problems}
    assert {"form", "start", "cites[herald-1963].key", "id", "amount", "currency"} <= fields
    assert str(caught.value).startswith(f"{len(caught.value.problems)} problems found")


@pytest.mark.parametrize(
    ("content", "telling"),
    [
        (b'id = "\xff"', "save the file with the encoding UTF-8"),
        (b"\xef\xbb\xbf", "byte order mark"),
        (b'\r\nid = "x"', "carriage returns"),
        (b"#" * (5 * 1024 * 1024), "at most 4194304 bytes"),
    ],
    ids=["no UTF-8", "a byte order mark", "carriage returns", "a giant"],
)
def test_a_file_that_is_no_plain_text_is_reported(toy: Toy, content: bytes, telling: str) -> None:
    path = toy.path / EVENT
    path.write_bytes(content + path.read_bytes())
    assert telling in "\n".join(str(one) for one in toy.problems() if one.file == EVENT)


def test_a_link_out_of_the_folder_is_not_followed(toy: Toy) -> None:
    toy.remove(EVENT)
    (toy.path / EVENT).symlink_to("/etc/hostname")
    assert [one.found for one in toy.problems() if one.file == EVENT] == ["a link"]


def test_a_folder_in_a_file_s_place_is_reported(toy: Toy) -> None:
    toy.remove(EVENT)
    (toy.path / EVENT).mkdir()
    assert [one.found for one in toy.problems() if one.file == EVENT] == ["no plain file"]


def test_a_file_in_no_known_place_is_reported(toy: Toy) -> None:
    toy.write("records/visit/x.toml", "")
    toy.write("notes.txt", "")
    found = {one.file: one.found for one in toy.problems()}
    assert found["records/visit/x.toml"] == found["notes.txt"] == "a file that nothing reads"


def test_a_folder_without_a_manifest_is_no_dataset(toy: Toy) -> None:
    toy.remove("dataset.toml")
    assert [one.found for one in toy.problems()] == ["no dataset.toml"]


def test_a_bad_manifest_is_reported(toy: Toy) -> None:
    toy.edit("dataset.toml", 'licence = "CC-BY-4.0"\n', "")
    assert [(one.rule, one.field) for one in toy.problems()] == [("missing", "licence")]


def test_a_file_is_called_as_its_record(toy: Toy) -> None:
    toy.write("sources/other.toml", (toy.path / "sources/memoir-1970.toml").read_text())
    found = [one for one in toy.problems() if one.rule == "file-name"]
    assert [(one.field, one.found) for one in found] == [("key", "memoir-1970")]
    event = (toy.path / EVENT).read_text().replace("event-1963-delivery", "event-1963-horses")
    toy.write("records/events/event-1964.toml", event)
    assert any(one.field == "id" and one.rule == "file-name" for one in toy.problems())


def test_the_soviet_union_in_1995_is_out_of_time(toy: Toy) -> None:
    toy.edit(EVENT, 'date = "1963-01-10"', 'date = "1995-01-10"')
    actor = '[[actors]]\nparty = "SUN"\nrole = "other"\n\n[[items]]'
    toy.edit(EVENT, "[[items]]", actor)
    (found,) = [one for one in toy.problems() if one.rule == "states-lifetime"]
    assert (found.file, found.field) == (EVENT, "actors[SUN].party")
    assert found.found == "SUN on 1995-01-10"
    assert "to 1991-12-26" in found.wanted
    assert found.fix.startswith("use RUS or ")


@pytest.mark.parametrize("folder", ["records/events", "people", "records"])
def test_a_folder_that_is_a_link_is_not_followed(toy: Toy, tmp_path: Path, folder: str) -> None:
    outside = tmp_path / "outside"
    (toy.path / folder).rename(outside)
    (toy.path / folder).symlink_to(outside)
    found = {(one.file, one.found) for one in toy.problems() if one.rule == "file"}
    assert (folder, "a link") in found


def test_a_release_that_is_a_link_is_not_followed(toy: Toy, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "events.jsonl").write_text('{"kind":"event","id":"event-1950-lost"}\n')
    (toy.path / "releases").mkdir()
    (toy.path / "releases/0.0.1").symlink_to(outside)
    assert toy.problems() == []


def test_a_line_of_a_release_that_is_cut_off_names_no_record(toy: Toy) -> None:
    toy.write("releases/0.0.1/events.jsonl", '{"kind":"event","i\n')
    assert toy.problems() == []


@pytest.mark.parametrize(
    ("number", "telling"),
    [("1e999999999", "at most 40 digits"), ("0." + "1" * 60, "at most 40 digits")],
)
def test_a_number_that_nobody_printed_is_refused(toy: Toy, number: str, telling: str) -> None:
    toy.edit(EVENT, "quantity = 12", f"quantity = {number}")
    assert telling in "".join(str(one) for one in toy.problems())


def test_a_whole_number_that_no_column_holds_is_refused(toy: Toy) -> None:
    file = "records/exercises/exercise-1964-shield.toml"
    toy.edit(file, "personnel = 200", f"personnel = {10**18}")
    assert "at most 18 digits" in "".join(str(one) for one in toy.problems())


def test_of_very_many_mistakes_the_first_thousand_are_told(toy: Toy) -> None:
    header = (toy.path / TRADE).read_text(encoding="utf-8").split("\n")[0]
    toy.write(TRADE, header + "\n" + "x\n" * 5000)
    found = [one for one in toy.problems() if one.file == TRADE]
    assert len(found) == 1002
    assert "more than 1000 mistakes before this line" in found[-1].found
    toy.edit(EVENT, 'tags = ["defence"]', f"tags = [{', '.join(['1'] * 3000)}]")
    assert len([one for one in toy.problems() if one.file == EVENT]) == 1000


def test_a_row_that_is_wrong_in_part_is_checked_for_the_rest(toy: Toy) -> None:
    toy.edit(TRADE, "800,GBP,1000,FOB,at_least", "-800,GBP,1000,FOB,at_leest")
    assert {"type", "units-negative"} <= toy.rules()


def test_a_source_that_cannot_be_read_is_not_missing_too(toy: Toy) -> None:
    toy.edit("sources/memoir-1970.toml", 'class = "scholarly"', "class = 3")
    toy.edit("people/ada-toy.toml", 'key = "ada-toy"', "key = 3")
    assert {one.rule for one in toy.problems()} == {"type"}


def test_a_dataset_may_declare_no_coverage(toy: Toy) -> None:
    toy.remove("coverage.csv")
    assert toy.problems() == []
