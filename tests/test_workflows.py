"""The workflows: pinned, with no more permissions than they need, of existing parts.

`make workflows` lints them; these tests hold what no linter knows.
"""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text()
each = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.safe_load(path.read_text())
    workflow["on"] = workflow.pop(True)  # YAML takes the word for a truth value
    return workflow


def test_there_is_a_workflow_for_everything_that_must_run() -> None:
    wanted = {"ci", "data", "docs", "release", "published", "links", "pull-request"}
    assert {path.stem for path in FILES} == wanted


@each
def test_a_workflow_fits_its_schema(path: Path) -> None:
    schema = files("check_jsonschema") / "builtin_schemas/vendor/github-workflows.json"
    jsonschema.Draft7Validator(json.loads(schema.read_bytes())).validate(read(path))


@each
def test_every_action_is_pinned_by_hash_and_named_by_version(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text())
    assert used
    for one in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


def test_one_action_has_one_version_everywhere() -> None:
    used = {one for path in FILES for one in re.findall(r"uses: (\S+)", path.read_text())}
    assert len({one.split("@")[0] for one in used}) == len(used)


@each
def test_a_job_has_what_it_needs_and_an_end(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "permissions" in job
        assert job["timeout-minutes"] <= 60
        writes = {name for name, grade in job["permissions"].items() if grade == "write"}
        assert not writes or workflow["on"].keys() != {"pull_request"}


def test_only_the_job_that_publishes_can_prove_who_it_is_to_the_index() -> None:
    jobs = read(ROOT / ".github/workflows/release.yml")["jobs"]
    proving = {name for name, job in jobs.items() if "id-token" in job["permissions"]}
    assert proving == {"publish"}
    assert jobs["publish"]["environment"]["name"] == "pypi"
    assert not any("checkout" in step.get("uses", "") for step in jobs["publish"]["steps"])


@each
def test_every_make_target_exists(path: Path) -> None:
    for line in re.findall(r"run: make (.+)", path.read_text()):
        for target in line.split():
            assert "=" in target or re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_ci_tests_the_matrix_that_is_promised() -> None:
    matrix = read(ROOT / ".github/workflows/ci.yml")["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix == {"python": ["3.11", "3.12", "3.13"], "pandas": ["2.3", "3"]}
    nox = (ROOT / "noxfile.py").read_text()
    assert '@nox.session(python=["3.11", "3.12", "3.13"])' in nox
    assert '@nox.parametrize("pandas", ["2.3", "3"])' in nox
