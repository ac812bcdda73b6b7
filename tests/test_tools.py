"""The tools of the repository that are no part of the package."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import immutable  # noqa: E402

RELEASE = "datasets/rur-toy/releases/0.1.0"


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one release on `main`, and a branch on which one works."""
    git(tmp_path, "init", "--initial-branch", "main")
    write(tmp_path / RELEASE / "visits.jsonl", "{}\n")
    write(tmp_path / "datasets/rur-toy/dataset.toml", "\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--message", "one")
    git(tmp_path, "switch", "--create", "work")
    return tmp_path


def test_a_new_release_and_any_other_file_may_come(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository / "datasets/rur-toy/releases/0.2.0/visits.jsonl", "{}\n")
    write(repository / "datasets/rur-toy/dataset.toml", "new\n")
    assert immutable.main(repository, []) == 0
    git(repository, "add", ".")
    git(repository, "commit", "--message", "two")
    assert immutable.main(repository, ["main"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda folder: write(folder / "visits.jsonl", "{} \n"), "a file changed"),
        (lambda folder: (folder / "visits.jsonl").unlink(), "a file that vanished"),
        (lambda folder: folder.rename(folder.parent / "0.1.1"), "a file that vanished"),
        (lambda folder: write(folder / "note.txt", "a"), "a file added"),
        (
            lambda folder: (
                (folder / "visits.jsonl").unlink(),
                (folder / "visits.jsonl").symlink_to("elsewhere"),
            ),
            "a file of another type",
        ),
    ],
    ids=["changed", "gone", "moved", "added", "linked"],
)
def test_what_was_released_may_neither_change_nor_vanish(
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: object,
    found: str,
    committed: bool,
) -> None:
    assert callable(spoil)
    spoil(repository / RELEASE)
    if committed:
        git(repository, "add", ".")
        git(repository, "commit", "--message", "two")
    assert immutable.main(repository, ["main"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{RELEASE}/")
    assert f"found {found} in a release of main" in out
    assert f"git checkout main -- {RELEASE}" in out


def test_a_branch_that_lags_behind_is_not_blamed(repository: Path) -> None:
    git(repository, "switch", "main")
    write(repository / "datasets/rur-toy/releases/0.2.0/visits.jsonl", "{}\n")
    git(repository, "add", ".")
    git(repository, "commit", "--message", "two")
    git(repository, "switch", "work")
    assert immutable.broken(repository, "main") == []


def test_a_revision_that_is_not_there_is_an_error(repository: Path) -> None:
    with pytest.raises(SystemExit, match="no-such"):
        immutable.broken(repository, "no-such")


def test_the_releases_of_this_repository_stand_as_they_were_committed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    assert immutable.broken(ROOT, "HEAD") == []
