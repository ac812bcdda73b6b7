"""The hosting side: forms, workflow, hooks and editor mapping agree with the code."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from bilateral import derived
from bilateral.cli import main
from bilateral.folders import class_of
from test_changes import commit, git
from toy import Toy

ROOT = Path(__file__).parents[1]
VISIT = "records/visits/visit-1951-ruritania-foreign-minister.toml"
CUSTOMS = "records/trade/toy-customs.csv"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_kind_of_toml_file_has_its_schema_in_editors() -> None:
    config = tomllib.loads(text(".taplo.toml"))
    mapped: dict[object, str] = {}
    for rule in config["rule"]:
        (pattern,) = rule["include"]
        inside = pattern.removeprefix("datasets/*/").replace("*", "x")
        mapped[class_of(inside)] = rule["schema"]["path"]
    wanted = {
        cls: f"./docs/schema/{word}.schema.json"
        for word, cls in derived.names().items()
        if word != "trade_figure"
    }
    assert mapped == wanted
    assert all((ROOT / path).is_file() for path in mapped.values())


def test_the_workflow_of_pull_requests_can_write_nothing_and_pins_what_it_uses() -> None:
    workflow = text(".github/workflows/pull-request.yml")
    assert "pull_request_target" not in workflow
    assert "permissions: {}\n" in workflow
    assert re.findall(r"(\w+): (?:write|read)$", workflow, re.MULTILINE) == ["contents"]
    assert "contents: read\n" in workflow
    assert "secrets." not in workflow
    used = re.findall(r"uses: (\S+)(.*)", workflow)
    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_text_of_a_pull_request_never_becomes_a_command() -> None:
    for line in text(".github/workflows/pull-request.yml").splitlines():
        if "${{" in line:
            assert re.search(r"\$\{\{ github\.event\.pull_request\.(number|base\.sha) \}\}", line)


@pytest.mark.parametrize("name", ["add-a-record", "correct-a-record", "code"])
def test_a_form_says_what_it_is_for(name: str) -> None:
    form = text(f".github/ISSUE_TEMPLATE/{name}.yml")
    assert all(f"\n{key}:" in f"\n{form}" for key in ("name", "description", "body"))
    ids = re.findall(r"\n    id: (\S+)", form)
    assert len(ids) == len(set(ids)) >= 3


def test_the_hook_formats_the_files_that_the_library_reads() -> None:
    pattern = re.search(r"files: (\^datasets/\S+\$)", text(".pre-commit-config.yaml"))
    assert pattern is not None
    for name in (VISIT, CUSTOMS, "dataset.toml", "coverage.csv", "people/a.toml", "places/a.toml"):
        assert re.search(pattern[1], f"datasets/pak-rus/{name}")
        assert class_of(name)
    assert not re.search(pattern[1], "datasets/pak-rus/CHANGES.md")
    assert not re.search(pattern[1], "datasets/pak-rus/releases/0.1.0/datapackage.json")


# --- the preview ----------------------------------------------------------------------------------


@pytest.fixture
def repository(toy: Toy) -> Toy:
    git(toy.path, "init", "--quiet")
    commit(toy)
    return toy


def shown(toy: Toy, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["preview", str(toy.path), "--since", "HEAD"]) == 0
    return capsys.readouterr().out


def test_a_preview_shows_what_was_and_what_is(
    repository: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(repository, capsys) == "No record changed.\n\n"
    repository.edit(VISIT, 'form = "official"', 'form = "working"')
    repository.edit(CUSTOMS, "12.40,USD", "12.50,USD")
    repository.edit("coverage.csv", "event,,,", "event,,cargo,")
    repository.remove("sources/gazette-1951-06.toml")
    repository.write("people/eve.toml", 'key = "eve"\nname = "Eve"\nnote = "a | b <b> @x"\n')
    out = shown(repository, capsys)
    assert "| form | official | working |" in out
    assert "| amount | 12.40 | 12.50 |" in out
    assert "| scope |  | cargo |" in out
    assert "### gazette-1951-06 (removed)" in out
    assert "### eve (new)" in out
    assert "| note | a &#124; b &#60;b&#62; &#64;x |" in out
    assert out.startswith("5 records or entries changed.")


def test_a_preview_of_lists_and_of_what_cannot_be_read(
    repository: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.edit(VISIT, 'supports = ["start", "principals"]', 'supports = ["start"]')
    repository.edit("people/ada-toy.toml", 'name = "Ada Toy"', "name = ")
    repository.write("places/x.toml", "nothing")
    out = shown(repository, capsys)
    assert "supports start<br>principals | key gazette" in out
    assert "ada-toy (changed)" in out


def test_a_preview_ends(repository: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(105):
        repository.write(f"people/p-{number}.toml", f'key = "p-{number}"\nname = "P"\n')
    assert "… and 5 more." in shown(repository, capsys)


def test_git_itself_is_quiet(repository: Toy) -> None:
    done = subprocess.run(
        ["git", "-C", str(repository.path), "status", "--porcelain"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
