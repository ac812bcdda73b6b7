"""A check of what changed against a revision of git, and of what depends on it."""

import subprocess
from pathlib import Path

import pytest

import bilateral as bl
from bilateral.cli import main
from toy import Toy

VISIT = "records/visits/visit-1951-ruritania-foreign-minister.toml"
GRAIN = "records/events/event-1951-grain.toml"
MEMOIR = "sources/memoir-1970.toml"
CUSTOMS = "records/trade/toy-customs.csv"


@pytest.fixture
def repository(toy: Toy) -> Toy:
    """The fabricated dyad under version control, with an old mistake in it."""
    toy.edit(GRAIN, "quantity = 1200.5", "quantity = -1")
    git(toy.path, "init", "--quiet")
    commit(toy)
    return toy


def git(path: Path, *command: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "-C", str(path), *identity, *command], check=True, capture_output=True)


def commit(toy: Toy) -> None:
    git(toy.path, "add", "--all")
    git(toy.path, "commit", "--quiet", "--message", "x", "--no-gpg-sign")


def since(toy: Toy) -> list[tuple[str, str]]:
    return [(one.rule, one.file) for one in bl.check(toy.path, since="HEAD")]


def test_nothing_changed_is_nothing_found(repository: Toy) -> None:
    assert since(repository) == []
    assert [one.rule for one in repository.problems()] == ["units-negative"]


def test_a_changed_file_is_checked_and_an_old_mistake_is_not(repository: Toy) -> None:
    repository.edit(VISIT, 'place = "toyville"', 'place = "strelsau"')
    assert since(repository) == [("references-place", VISIT)]


def test_a_new_file_is_checked(repository: Toy) -> None:
    repository.write("people/eve.toml", 'key = "eve"\nname = "Eve  Toy"\n')
    assert since(repository) == [("text-blanks", "people/eve.toml")]


def test_what_depends_on_a_removed_file_is_checked(repository: Toy) -> None:
    repository.remove("places/toyville.toml")
    assert since(repository) == [
        ("references", "records/agreements/agreement-1962-horses.toml"),
        ("references", VISIT),
    ]


def test_what_depends_on_a_changed_source_is_checked(repository: Toy) -> None:
    repository.edit(MEMOIR, 'published = "1970"', 'published = "1950"')
    rules = {rule for rule, _ in since(repository)}
    assert "evidence-held" in rules


def test_a_finding_elsewhere_that_names_what_changed_is_told(repository: Toy) -> None:
    text = (repository.path / GRAIN).read_text(encoding="utf-8").replace("-1\n", "1\n")
    repository.write("records/events/event-1951-zz.toml", text.replace("51-grain", "51-zz"))
    assert ("identity-title", "records/events/event-1951-zz.toml") in since(repository)
    repository.remove("records/events/event-1951-zz.toml")
    repository.write("records/events/event-1951-a.toml", text.replace("51-grain", "51-a"))
    assert since(repository) == [("identity-title", GRAIN)]


def test_a_changed_table_is_checked_with_its_rows(repository: Toy) -> None:
    repository.edit(CUSTOMS, ",3,USD,1000000,CIF", ",3,USD,1000000,FOB")
    assert since(repository) == [("units-valuation", CUSTOMS)]


def test_a_changed_manifest_is_a_reason_to_check_all(repository: Toy) -> None:
    repository.edit("dataset.toml", 'covered_to = "1999-12-31"', 'covered_to = "1999-12-30"')
    assert ("units-negative", GRAIN) in since(repository)


@pytest.mark.parametrize("revision", ["nowhere", "--output=x"])
def test_what_is_no_revision_is_wrong_use(
    repository: Toy, revision: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(repository.path), f"--since={revision}"]) == 2
    assert "revision of git" in capsys.readouterr().err


def test_a_folder_outside_a_checkout_is_wrong_use(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(toy.path.parent))
    assert main(["check", str(toy.path), "--since", "HEAD"]) == 2


def test_a_manifest_that_cannot_be_read_is_told(repository: Toy) -> None:
    repository.edit("dataset.toml", 'name = "rur-toy"\n', "")
    assert since(repository) == [("missing", "dataset.toml")]
