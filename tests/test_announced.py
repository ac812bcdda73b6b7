"""What CHANGES.md says of a release is held against what changed."""

from itertools import pairwise

import pytest

import bilateral as bl
from bilateral import announced, releases
from toy import Toy

VISIT = "visit-1951-ruritania-foreign-minister"
VISIT_FILE = f"records/visits/{VISIT}.toml"
EVENT_FILE = "records/events/event-1951-grain.toml"


@pytest.fixture
def released(toy: Toy) -> Toy:
    """The fabricated dyad with its first release."""
    bl.build(toy.path)
    return toy


def announce(toy: Toy, version: str, text: str = "") -> None:
    section = f"# Changes\n\n## {version} (2000-02-01)\n\n{text}\n"
    toy.edit("CHANGES.md", "# Changes\n", section)


def correct(toy: Toy) -> None:
    toy.edit(VISIT_FILE, 'form = "official"', 'form = "working"')


def add(toy: Toy) -> None:
    text = (toy.path / EVENT_FILE).read_text().replace("event-1951-grain", "event-1952-rye")
    toy.write("records/events/event-1952-rye.toml", text.replace("1951", "1952"))


def withdraw(toy: Toy) -> None:
    toy.edit(VISIT_FILE, 'title = "', 'withdrawn = "It never took place."\ntitle = "')


def refused(toy: Toy) -> list[bl.Problem]:
    with pytest.raises(bl.DataError) as caught:
        bl.build(toy.path)
    assert releases.versions(toy.path) == ["0.1.0"]
    return list(caught.value.problems)


@pytest.mark.parametrize("version", ["0.1.1", "1.0.0"])
def test_the_step_that_the_difference_makes_or_a_major_one_is_taken(
    released: Toy, version: str
) -> None:
    correct(released)
    announce(released, version)
    assert bl.build(released.path).name == version


@pytest.mark.parametrize("version", ["0.1.2", "0.2.0", "0.0.9", "2.0.0"])
def test_another_number_is_refused(released: Toy, version: str) -> None:
    correct(released)
    announce(released, version)
    (one,) = refused(released)
    assert (one.rule, one.file, one.field) == ("release-step", "CHANGES.md", version)
    assert one.wanted == (f"0.1.1, for the difference is a patch one: visit {VISIT} form changed")
    assert one.fix.endswith("to 1.0.0")


def test_a_release_that_changes_nothing_is_refused(released: Toy) -> None:
    announce(released, "0.1.1")
    (one,) = refused(released)
    assert one.found == "nothing that differs from 0.1.0"


@pytest.mark.parametrize(
    "text", ["1 record added.", "Of which 1 event added and\n1 record added; no visits removed."]
)
def test_records_added_are_counted(released: Toy, text: str) -> None:
    add(released)
    announce(released, "0.2.0", text)
    assert bl.build(released.path).name == "0.2.0"


def test_a_count_is_demanded_and_checked(released: Toy) -> None:
    add(released)
    announce(released, "0.2.0", "2 events added, no record changed or removed, 9 horses added.")
    assert [(one.rule, one.wanted) for one in refused(released)] == [
        ("release-counts", "1 events added, as computed"),
        ("release-counts", "1 record added"),
    ]


def test_a_withdrawn_record_is_named(released: Toy) -> None:
    withdraw(released)
    announce(released, "0.2.0", "1 record withdrawn.")
    (one,) = refused(released)
    assert (one.rule, one.record) == ("release-named", VISIT)
    released.edit("CHANGES.md", "1 record withdrawn.", f"1 record withdrawn: `{VISIT}`.")
    assert bl.build(released.path).name == "0.2.0"


def test_a_record_that_did_not_change_is_not_named(released: Toy) -> None:
    correct(released)
    announce(released, "0.1.1", f"`{VISIT}`, `form`, `visit-1958-sideline` and `event-1951-grain`.")
    assert [one.record for one in refused(released)] == ["event-1951-grain", "visit-1958-sideline"]


def test_a_released_record_is_never_removed(released: Toy) -> None:
    released.remove("records/visits/visit-1970-postponed.toml")
    announce(released, "0.2.0", "1 record removed.")
    problems = refused(released)
    assert [one.rule for one in problems] == ["identity-released"]
    assert problems[0].record == "visit-1970-postponed"


def test_a_day_that_is_none_is_refused(released: Toy) -> None:
    released.edit("CHANGES.md", "2000-01-01", "2000-13-01")
    with pytest.raises(bl.ReleaseError, match="wanted the day of the release"):
        bl.build(released.path)


def test_sections_are_told_apart(released: Toy) -> None:
    announce(released, "0.1.1", "Corrected.")
    sections = announced.announcements(released.path)
    assert [(one.version, one.day, one.text.strip()) for one in sections] == [
        ("0.1.1", "2000-02-01", "Corrected."),
        ("0.1.0", "2000-01-01", "The first release."),
    ]


REAL = [
    (name, old, new)
    for name, versions in releases.released(releases.bundled()).items()
    for old, new in pairwise(versions)
]


@pytest.mark.parametrize(("name", "old", "new"), REAL, ids=["-".join(one) for one in REAL])
def test_every_real_release_is_what_its_changes_announce(name: str, old: str, new: str) -> None:
    (announcement,) = [
        one for one in announced.announcements(releases.bundled() / name) if one.version == new
    ]
    before, after = (releases.open_bundled(name, version) for version in (old, new))
    assert announced.check(announcement, before, after) == []
