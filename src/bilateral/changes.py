"""What changed in a dataset's folder against a revision of git, and what depends on it."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bilateral.errors import InvalidValue, Problem
from bilateral.folders import COVERAGE, MANIFEST, Folder, scalars
from bilateral.records import TradeFigure
from bilateral.rules import run
from bilateral.rules.index import everything

_NAMES = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def run_since(folder: Folder, revision: str) -> list[Problem]:
    """The findings in what changed against a revision, or depends on what changed.

    A finding in a file that did not change is told if it names a record or entry that did.
    """
    changed = changed_files(folder.path, revision)
    if not changed:
        return []
    files = affected(folder, changed)
    names = {_name(file) for file in changed} | {
        record.id
        for record in folder.records
        if isinstance(record, TradeFigure) and folder.file_of(record) in changed
    }
    return [
        problem
        for problem in run(folder, files)
        if problem.file in files or not names.isdisjoint(_NAMES.findall(_said(problem)))
    ]


def _said(problem: Problem) -> str:
    return f"{problem.found} {problem.wanted} {problem.fix}"


def changed_files(path: Path, revision: str) -> set[str]:
    """The files below a folder that differ from a revision, new and removed ones included.

    Raises InvalidValue for what is no revision, or outside a checkout.
    """
    if revision.startswith("-"):
        raise InvalidValue(revision, "a revision of git", "name a commit, branch or tag")
    differ = _git(path, revision, "diff", "--name-only", "--relative", "-z", revision, "--", ".")
    new = _git(path, revision, "ls-files", "--others", "--exclude-standard", "-z")
    return {name for name in (differ + new).split("\0") if name}


def text_at(path: Path, revision: str, name: str) -> str:
    """The text of a file below a folder as it was at a revision, empty if it was not there."""
    listed = _git(path, revision, "ls-tree", "--name-only", "-z", revision, "--", name)
    return _git(path, revision, "show", f"{revision}:./{name}") if listed else ""


def _git(path: Path, revision: str, *command: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(path), *command],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise InvalidValue(
            revision,
            "a revision of git that is in this checkout",
            "fetch it first, or leave --since out",
        ) from error
    return done.stdout


def affected(folder: Folder, changed: Iterable[str]) -> set[str]:
    """The files that changed, and those whose objects refer to what is in them."""
    files = set(changed)
    if files & {MANIFEST, COVERAGE}:
        return {folder.file_of(item) for item in everything(folder)} | files
    keys = {_name(file) for file in files}
    keys |= {record.id for record in folder.records if folder.file_of(record) in files}
    for item in everything(folder):
        file = folder.file_of(item)
        if file not in files and any(
            value in keys for _, one, value in scalars(item) if one.type.refers_to
        ):
            files.add(file)
    return files


def _name(file: str) -> str:
    return Path(file).stem
