"""The tools of the repository that are no part of the package."""

import http.server
import json
import subprocess
import sys
import threading
import urllib.error
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from toy import Toy

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import immutable  # noqa: E402
import links  # noqa: E402

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


# --- links ---------------------------------------------------------------------------------------


COPY = "https://archive.example/2026/page"


def asked(statuses: dict[str, int], copy: str = COPY) -> links.Fetch:
    """A network in which these addresses have these statuses, and every page has a copy."""
    answer = {"archived_snapshots": {"closest": {"status": "200", "url": copy}}}

    def ask(url: str) -> tuple[int, bytes]:
        if url.startswith(links.ARCHIVE):
            return 200, json.dumps(answer if copy else {"archived_snapshots": {}}).encode()
        return next((code for part, code in statuses.items() if part in url), 200), b""

    return ask


def told(
    toy: Toy, capsys: pytest.CaptureFixture[str], ask: links.Fetch, *options: str
) -> tuple[int, str]:
    status = links.main([str(toy.path), *options], ask, date(2026, 1, 5))
    return status, capsys.readouterr().out


def test_links_that_are_there_and_have_no_copy_are_no_findings(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(toy, capsys, asked({}, copy="")) == (
        0,
        "1 addresses looked at, 0 gone, 0 not to be asked.\n",
    )


def test_a_page_that_is_gone_is_reported_and_a_copy_proposed(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = told(toy, capsys, asked({"toyland": 404}))
    assert status == 1
    assert "1 gone" in out
    assert "- `toy-archive-1962`: 404 <" in out
    assert f'- `sources/toy-archive-1962.toml`: `archived_url = "{COPY}"`' in out


def test_a_refusal_says_nothing_about_a_page(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = told(toy, capsys, asked({"toyland": 403}, copy=""))
    assert status == 0
    assert "look by hand" in out


def test_a_source_with_a_copy_is_not_asked_for_another(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.edit("sources/toy-archive-1962.toml", "url = ", f'archived_url = "{COPY}"\nurl = ')
    _, out = told(toy, capsys, asked({"toyland": 0}))
    assert "`toy-archive-1962`: no host" in out
    assert "sources/toy-archive-1962.toml" not in out


@pytest.mark.parametrize("answer", [(500, b""), (200, b"<html>"), (200, b"{}")])
def test_an_archive_that_does_not_answer_proposes_nothing(
    toy: Toy, capsys: pytest.CaptureFixture[str], answer: tuple[int, bytes]
) -> None:
    def ask(url: str) -> tuple[int, bytes]:
        return answer if url.startswith(links.ARCHIVE) else (200, b"")

    assert told(toy, capsys, ask)[0] == 0


def test_every_source_has_its_turn(toy: Toy) -> None:
    (one,) = (one for one in links.read_folder(toy.path).registers["sources"].values() if one.url)
    sources = [one, attrs.evolve(one, key="another"), attrs.evolve(one, key="unread", url=None)]
    weeks = [links.this_weeks(sources, 1, week) for week in range(4)]
    assert [len(one) for one in weeks] == [1, 1, 1, 1]
    assert weeks[0] == weeks[2] != weeks[1]


@pytest.fixture
def server() -> Iterator[str]:
    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(int(self.path[1:]))
            self.end_headers()
            self.wfile.write(b"page")

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Pages) as pages:
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{pages.server_port}"
        pages.shutdown()
        thread.join()


def test_fetch_tells_statuses(server: str) -> None:
    assert links.fetch(f"{server}/200") == (200, b"page")
    assert links.fetch(f"{server}/404") == (404, b"")
    assert links.fetch("no address") == (599, b"")


@pytest.mark.parametrize(
    ("reason", "status"), [("Name or service not known", 0), ("connection refused", 599)]
)
def test_fetch_tells_a_host_that_is_gone_from_one_that_refuses(
    monkeypatch: pytest.MonkeyPatch, reason: str, status: int
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise urllib.error.URLError(OSError(reason))

    monkeypatch.setattr(links.urllib.request, "urlopen", fail)
    assert links.fetch("https://a.example") == (status, b"")
