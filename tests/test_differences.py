"""Differences between releases: complete, readable, and what they amount to."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bilateral as bl
from bilateral import differences, releases
from bilateral.cli import main
from bilateral.differences import Change, Contents
from bilateral.folders import Folder, read_folder
from bilateral.records import KINDS, Record
from bilateral.registers import REGISTERS, Coverage, Manifest
from bilateral.releases import Draft, Release
from bilateral.schema import specs
from bilateral.strategies import instances
from bilateral.tables import Table
from toy import Toy

VISIT = "visit-1951-ruritania-foreign-minister"
VISIT_FILE = f"records/visits/{VISIT}.toml"


# --- the law: the old and the difference make the new ------------------------------------------


@st.composite
def revised(draw: st.DrawFn, one: Any) -> Any:
    """The object, some of its fields as in another one."""
    other = draw(instances(type(one)))
    names = [spec.attribute for spec in specs(type(one)) if spec.attribute not in ("id", "key")]
    taken = draw(st.lists(st.sampled_from(names), max_size=4))
    return attrs.evolve(one, **{name: getattr(other, name) for name in taken})


@st.composite
def pairs(draw: st.DrawFn, cls: type) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two versions of a register or of the records of a kind, by key."""
    name = "id" if issubclass(cls, Record) else "key"
    old = {getattr(one, name): one for one in draw(st.lists(instances(cls), max_size=2))}
    new = {key: draw(revised(one)) for key, one in old.items() if draw(st.booleans())}
    for one in draw(st.lists(instances(cls), max_size=1)):
        new.setdefault(getattr(one, name), one)
    return old, new


@st.composite
def two_datasets(draw: st.DrawFn) -> tuple[Draft, Draft]:
    manifest = draw(instances(Manifest))
    manifests = (manifest, attrs.evolve(draw(revised(manifest)), name=manifest.name))
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=2, unique=True))
    records = [draw(pairs(kind)) for kind in kinds]
    registers = {register.folder: draw(pairs(register)) for register in REGISTERS}
    coverage = draw(st.lists(instances(Coverage), max_size=3))
    rows = (coverage, draw(st.permutations(coverage)) + draw(st.lists(instances(Coverage))))
    made = [
        Draft(
            Folder(
                path=Path(),
                manifest=manifests[side],
                records=[one for pair in records for one in pair[side].values()],
                registers={name: pair[side] for name, pair in registers.items()},
                coverage=rows[side],
            )
        )
        for side in (0, 1)
    ]
    for one in made:
        for name in draw(st.sets(st.sampled_from(DROPPED), max_size=2)):
            drop(one, name)
    return made[0], made[1]


DROPPED = ("note", "tags", "cites", "terms", "visits", "exercises", "states", "participants")


def drop(draft: Draft, name: str) -> None:
    """Make a draft one of a time at which a field, or a whole table, was not declared."""
    draft.tables.pop(name, None)
    for table in list(draft.tables.values()):
        fields = [field for field in table.fields if field.name != name]
        draft.tables[table.name] = Table(table.name, table.kind, fields)
        for row in draft.rows(table.name):
            row.pop(name, None)  # type: ignore[attr-defined]


def orderless(contents: Contents) -> tuple[Any, ...]:
    """Contents, without the order of fields and of coverage statements."""
    shapes = {name: (one.kind, told(one.fields)) for name, one in contents.tables.items()}
    rows = {
        name: sorted(json.dumps(row, sort_keys=True) for row in rows)
        for name, rows in contents.rows.items()
    }
    return dict(contents.manifest), shapes, rows


def told(fields: Any) -> Any:
    return {field.name: (field._replace(fields=()), told(field.fields)) for field in fields}


@given(two_datasets())
def test_the_difference_applied_to_the_old_gives_the_new(pair: tuple[Draft, Draft]) -> None:
    old, new = pair
    made = differences.apply(old, differences.changes(old, new))
    assert orderless(made) == orderless(Contents.of(new))


def test_the_law_holds_where_two_statements_of_coverage_begin_alike(toy: Toy) -> None:
    text = (toy.path / "coverage.csv").read_text()
    twice = text + text.splitlines(keepends=True)[1].replace("complete", "partial")
    drafts: list[Draft] = []
    for one in (text, twice, twice + text.splitlines(keepends=True)[1]):
        toy.write("coverage.csv", one)
        drafts.append(Draft(read_folder(toy.path)))
    for old in drafts:
        for new in drafts:
            changes = differences.changes(old, new)
            assert [(one.kind, one.field) for one in changes] == [("coverage", None)] * (
                old is not new
            )
            made = differences.apply(old, changes)
            assert orderless(made) == orderless(Contents.of(new))


@given(two_datasets())
def test_nothing_differs_from_itself(pair: tuple[Draft, Draft]) -> None:
    old, _ = pair
    assert differences.changes(old, old) == []
    assert differences.step([]) is None


REAL = [
    (name, old, new)
    for name, versions in releases.released(releases.bundled()).items()
    for i, old in enumerate(versions)
    for new in versions[i + 1 :]
]


@pytest.mark.parametrize(("name", "old", "new"), REAL, ids=["-".join(one) for one in REAL])
def test_the_law_holds_for_every_pair_of_real_releases(name: str, old: str, new: str) -> None:
    before, after = (releases.open_bundled(name, version) for version in (old, new))
    made = differences.apply(before, differences.changes(before, after))
    assert orderless(made) == orderless(Contents.of(after))


# --- what a change looks like -----------------------------------------------------------------


@pytest.fixture
def old(toy: Toy) -> Release:
    return Release(bl.build(toy.path))


def found(toy: Toy, old: Release) -> list[Change]:
    return differences.changes(old, Draft(read_folder(toy.path)))


def test_a_folder_that_was_just_released_differs_in_nothing(toy: Toy, old: Release) -> None:
    assert found(toy, old) == []


def test_a_scalar_is_a_text_as_it_is(toy: Toy, old: Release) -> None:
    toy.edit(VISIT_FILE, 'form = "official"', 'form = "working"')
    assert found(toy, old) == [Change(VISIT, "visit", "form", "official", "working", "changed")]


def test_an_item_is_named_by_its_key(toy: Toy, old: Release) -> None:
    toy.edit("records/exercises/exercise-1964-shield.toml", "personnel = 120", "personnel = 90")
    (one,) = found(toy, old)
    assert one.field == "participants[RUR].personnel"
    assert (one.old, one.new) == ("120", "90")


def test_an_item_that_comes_or_goes_is_told_as_a_whole(toy: Toy, old: Release) -> None:
    toy.edit(VISIT_FILE, 'key = "gazette-1951-06"', 'key = "memoir-1970"')
    changes = {(one.field, one.change): one for one in found(toy, old)}
    added = changes["cites[memoir-1970]", "added"]
    assert added.old is None
    assert json.loads(added.new or "")["key"] == "memoir-1970"
    assert ("cites[gazette-1951-06]", "removed") in changes


def test_a_list_that_its_keys_do_not_tell_is_told_whole(toy: Toy, old: Release) -> None:
    cite = '[[cites]]\nkey = "gazette-1951-06"\n'
    text = (toy.path / VISIT_FILE).read_text()
    toy.write(VISIT_FILE, text.replace("[[cites]]\n", f"{cite}\n[[cites]]\n", 1))
    (one,) = found(toy, old)
    assert one.field == "cites"
    assert [len(json.loads(text or "")) for text in (one.old, one.new)] == [1, 2]


def test_a_withdrawn_record_says_why(toy: Toy, old: Release) -> None:
    withdraw(toy)
    words = {(one.field, one.change, one.new) for one in found(toy, old)}
    assert words == {
        ("withdrawn", "withdrawn", "It never took place."),
        ("successor", "changed", "visit-1958-sideline"),
    }


def withdraw(toy: Toy) -> None:
    toy.edit(
        VISIT_FILE,
        'title = "',
        'withdrawn = "It never took place."\nsuccessor = "visit-1958-sideline"\ntitle = "',
    )


def test_registers_coverage_and_the_dataset_are_compared_too(toy: Toy, old: Release) -> None:
    toy.edit("people/ada-toy.toml", 'name = "Ada Toy"', 'name = "Ada Toye"')
    toy.edit("dataset.toml", 'covered_to = "1999-12-31"', 'covered_to = "2000-12-31"')
    toy.edit("coverage.csv", "complete", "partial")
    changes = {(one.kind, one.field): one for one in found(toy, old)}
    assert changes["people", "name"].id == "ada-toy"
    assert changes["dataset", "covered_to"].id == "rur-toy"
    assert changes["coverage", "grade"].old == "complete"


# --- the frame ----------------------------------------------------------------------------------


@pytest.fixture
def two(toy: Toy, old: Release) -> Toy:
    """The fabricated dyad with a second release, in which a visit is withdrawn."""
    withdraw(toy)
    toy.edit("people/ada-toy.toml", 'name = "Ada Toy"', 'name = "Ada Toye"')
    toy.edit(
        "CHANGES.md",
        "# Changes\n",
        f"# Changes\n\n## 0.2.0 (2000-02-01)\n\n1 record withdrawn: `{VISIT}`.\n",
    )
    bl.build(toy.path)
    return toy


@pytest.fixture
def bundle(two: Toy, monkeypatch: pytest.MonkeyPatch) -> Toy:
    monkeypatch.setattr(releases, "bundled", lambda: two.path.parent)
    return two


def test_diff_is_a_frame_of_texts(bundle: Toy) -> None:
    frame = bl.diff("rur-toy", "0.1.0", "0.2.0")
    assert frame.columns.tolist() == ["id", "kind", "field", "old", "new", "change"]
    assert frame.change.tolist() == ["withdrawn", "changed", "changed"]
    assert {str(dtype) for dtype in frame.dtypes} == {"string"}
    empty = bl.diff("rur-toy", "0.2.0", "0.2.0")
    assert len(empty) == 0
    assert empty.columns.equals(frame.columns)


def test_diff_goes_both_ways(bundle: Toy) -> None:
    frame = bl.diff("rur-toy", "0.2.0", "0.1.0")
    assert frame.change.tolist() == ["restored", "changed", "changed"]


def test_diff_compares_what_is_in_a_folder(two: Toy) -> None:
    toy = two
    toy.edit(VISIT_FILE, 'form = "official"', 'form = "working"')
    assert bl.diff(toy.path, "0.2.0", "unreleased").field.tolist() == ["form"]
    assert len(bl.diff(toy.path, "0.1.0", "0.2.0")) == 3


def test_a_release_that_is_not_there_is_refused(bundle: Toy) -> None:
    for name in ("rur-toy", bundle.path):
        with pytest.raises(bl.UnknownValue, match=r"did you mean 0\.[12]\.0"):
            bl.diff(name, "0.1.0", "0.3.0")
    with pytest.raises(bl.UnknownValue, match="did you mean rur-toy"):
        bl.history(VISIT, "rur-tyo")


def test_history_tells_a_record_through_the_releases(bundle: Toy) -> None:
    frame = bl.history(VISIT)
    assert frame.change.tolist() == ["added", "withdrawn", "changed"]
    assert frame.release.tolist() == ["rur-toy 0.1.0", "rur-toy 0.2.0", "rur-toy 0.2.0"]
    assert bl.history("ada-toy", bundle.path).field.tolist()[1:] == ["name"]
    with pytest.raises(bl.UnknownRecord, match="did you mean visit-1951"):
        bl.history("visit-1951-ruritania-foreign-ministr", "rur-toy")


def test_a_withdrawn_id_leads_to_its_successor_or_to_the_reason(two: Toy) -> None:
    toy = two
    assert bl.read(toy.path).resolve(VISIT) == "visit-1958-sideline"
    assert bl.read(toy.path).resolve("visit-1958-sideline") == "visit-1958-sideline"
    toy.edit(VISIT_FILE, 'successor = "visit-1958-sideline"\n', "")
    with pytest.raises(bl.UnknownRecord, match=r"without a successor: It never took place\."):
        bl.read(toy.path).resolve(VISIT)


def test_the_terminal_shows_a_difference(bundle: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "rur-toy", "0.1.0", "0.2.0"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "rur-toy 0.1.0 → rur-toy 0.2.0: a minor step"
    assert lines[1:4] == [f"visit {VISIT}", "  withdrawn withdrawn", "    + It never took place."]
    assert lines[-1] == "1 person changed, 1 record withdrawn, 1 visit withdrawn"
    assert main(["diff", "rur-toy", "0.1.0", "0.1.0"]) == 0
    assert capsys.readouterr().out == "rur-toy 0.1.0 → rur-toy 0.1.0: nothing changed\n"
    assert main(["diff", "rur-toy", "0.1.0", "9"]) == 2


def test_the_terminal_counts_what_changed(
    toy: Toy, old: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.edit("coverage.csv", "complete", "partial")
    toy.edit("people/ada-toy.toml", 'name = "Ada Toy"', 'name = "Ada Toye"')
    toy.edit("people/rudolf-hentzau.toml", 'name = "Rudolf', 'name = "Rupert')
    assert main(["diff", str(toy.path), "0.1.0", "unreleased"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "1 coverage statement changed, 2 people changed"


def test_the_terminal_shows_a_history(bundle: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", VISIT]) == 0
    out = capsys.readouterr().out
    assert "rur-toy 0.1.0\nvisit" in out
    assert "successor changed\n    + visit-1958-sideline" in out
    assert main(["history", "rudolf-hentzau", "--dataset", str(bundle.path)]) == 0
    assert "rur-toy 0.2.0: unchanged" in capsys.readouterr().out
    assert main(["history", "nobody"]) == 2


# --- the step -----------------------------------------------------------------------------------


def declared(**more: Any) -> str:
    own = {"type": "line", "dtype": "string[python]", **more.pop("own", {})}
    return json.dumps({"name": "a", "type": "string", "description": "b", **more, "bilateral": own})


WORDS = {"constraints": {"enum": ["x", "y"]}}


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (Change(None, "visit", "a", None, declared(), "added"), "minor"),
        (Change(None, "visit", "a", declared(), None, "removed"), "major"),
        (Change(None, "visit", "a", declared(), declared(description="c"), "changed"), "patch"),
        (Change(None, "visit", "a", declared(), declared(own={"unit": "t"}), "changed"), "major"),
        (
            Change(
                None,
                "visit",
                "a",
                declared(**WORDS),
                declared(constraints={"enum": ["x"]}),
                "changed",
            ),
            "major",
        ),
        (
            Change(
                None,
                "visit",
                "a",
                declared(own={"choices": ["x"]}),
                declared(own={"choices": ["x", "y"]}),
                "changed",
            ),
            "minor",
        ),
        (Change("v", "visit", None, None, "{}", "added"), "minor"),
        (Change("v", "visit", None, "{}", None, "removed"), "minor"),
        (Change("v", "visit", "withdrawn", None, "why", "withdrawn"), "minor"),
        (Change("v", "visit", "withdrawn", "why", None, "restored"), "minor"),
        (Change("v", "visit", "withdrawn", "why", "because", "changed"), "patch"),
        (Change("v", "visit", "cites[x]", None, "{}", "added"), "patch"),
        (Change("s", "sources", None, None, "{}", "added"), "patch"),
        (Change("c", "coverage", "grade", "partial", "complete", "changed"), "minor"),
        (Change("c", "coverage", "note", "a", "b", "changed"), "patch"),
        (Change(None, "coverage", None, "[]", "[]", "changed"), "minor"),
        (Change("d", "dataset", "covered_to", "1999", "2000", "changed"), "minor"),
        (Change("d", "dataset", "title", "a", "b", "changed"), "patch"),
        (Change("d", "dataset", "sides[TOY].states", "a", "b", "changed"), "major"),
        (Change("d", "dataset", "tags[grain]", '{"key": "grain"}', None, "removed"), "major"),
        (Change("d", "dataset", "tags[grain]", None, '{"key": "grain"}', "added"), "minor"),
        (Change("d", "dataset", "tags", '[{"key": "a"}]', '[{"key": "b"}]', "changed"), "major"),
        (
            Change(
                "d",
                "dataset",
                "compilers",
                '[{"key": "a"}]',
                '[{"key": "b"}, {"key": "a"}]',
                "changed",
            ),
            "minor",
        ),
        (
            Change(
                "d",
                "dataset",
                "tags",
                '[{"key": "a"}, {"key": "b"}]',
                '[{"key": "b"}, {"key": "a"}]',
                "changed",
            ),
            "patch",
        ),
        (Change("d", "dataset", "tags[grain].meaning", "a", "b", "changed"), "patch"),
    ],
    ids=lambda one: " ".join(str(part)[:12] for part in one) if isinstance(one, Change) else one,
)
def test_each_change_moves_a_part_of_the_number(change: Change, step: str) -> None:
    assert differences.step([change]) == step


def test_the_greatest_step_decides() -> None:
    patch = Change("s", "sources", None, None, "{}", "added")
    minor = Change("v", "visit", None, None, "{}", "added")
    assert differences.step([patch, minor, patch]) == "minor"
