"""Refuse any change to what was released: `python tools/immutable.py [REVISION]`.

Compares the release folders of the working tree with those of a git revision (`main` without
one), from the commit at which the two parted. A release may be added; none may change or vanish.
"""

import subprocess
import sys
from pathlib import Path

_WORDS = {"A": "a file added", "D": "a file that vanished", "M": "a file changed"}


def broken(root: Path, revision: str) -> list[str]:
    """What is wrong: each file of a release of the revision that is not as it was."""
    base = _git(root, "merge-base", revision, "HEAD")[0]
    old = {_release(name) for name in _git(root, "ls-tree", "-r", "--name-only", base, "datasets")}
    changes = [
        (line[0], line.split("\t")[1])
        for line in _git(root, "diff", "--name-status", "--no-renames", base, "--", "datasets")
    ]
    unknown = _git(root, "ls-files", "--others", "--exclude-standard", "--", "datasets")
    changes += [("A", name) for name in unknown]
    return [
        f"{name}: found {_WORDS.get(letter, 'a file of another type')} in a release of {revision}; "
        f"wanted every release as it was; git checkout {revision} -- {release}, and correct the "
        "record: the next release has it"
        for letter, name in sorted(changes, key=lambda one: one[1])
        if (release := _release(name)) and release in old
    ]


def _release(name: str) -> str:
    """The folder of the release to which a file belongs, empty if it belongs to none."""
    parts = name.split("/")
    return "/".join(parts[:4]) if len(parts) > 4 and parts[2] == "releases" else ""


def _git(root: Path, *arguments: str) -> list[str]:
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout.splitlines()


def main(root: Path, arguments: list[str]) -> int:
    """Print what is wrong; 1 if anything is, 0 otherwise."""
    revision = arguments[0] if arguments else "main"
    problems = broken(root, revision)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} changes to the releases of {revision}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parents[1], sys.argv[1:]))
