"""How findings are shown: as a good compiler does, as annotations of a pull request, as JSON."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from bilateral.errors import Problem
from bilateral.storage import read_text

FORMATS = ("text", "github", "json")
_WIDTH = 100


def render(problems: Sequence[Problem], root: Path, form: str) -> Iterator[str]:
    """The lines that show findings of a dataset's folder in one of FORMATS."""
    if form == "json":
        rows = [problem._asdict() | {"path": _path(root, problem)} for problem in problems]
        yield json.dumps(rows, ensure_ascii=False, indent=2)
    elif form == "github":
        for problem in problems:
            yield annotation(problem, _path(root, problem))
    else:
        texts: dict[str, list[str]] = {}
        for problem in problems:
            if problem.file not in texts:
                texts[problem.file] = _lines(root, problem.file)
            yield message(problem, texts[problem.file])


def message(problem: Problem, lines: Sequence[str]) -> str:
    """A finding with the line of the file and carets at the value.

    >>> print(message(Problem("type", file="a.toml", line=1, column=8, width=4, field="date",
    ...     found="1951", wanted="a date in quotes", fix='write "1951"'), ["date = 1951"]))
    a.toml:1:8: error[type] date
      |
    1 | date = 1951
      |        ^^^^
        found:  1951
        wanted: a date in quotes
        fix:    write "1951"
    """
    head, *rest = str(problem).split("\n")
    shown = [head]
    if 0 < problem.line <= len(lines) and problem.column:
        number = str(problem.line)
        margin = " " * len(number)
        before, marked, after = _cut(lines[problem.line - 1], problem)
        carets = "^" * max(1, _cells(marked))
        shown += [
            f"{margin} |",
            f"{number} | {before}{marked}{after}",
            f"{margin} | {' ' * _cells(before)}{carets}",
        ]
    return "\n".join(visible(line) for line in [*shown, *rest])


def annotation(problem: Problem, path: str) -> str:
    """A finding as a workflow command, which needs no permission and works from forks.

    >>> annotation(Problem("file", found="a link", wanted="a file", fix="copy it"), "d/a,b.toml")
    '::error file=d/a%2Cb.toml,title=file::found: a link%0Awanted: a file%0Afix: copy it'
    """
    where = {"file": path, "line": problem.line, "col": problem.column}
    if problem.width:
        where["endColumn"] = problem.column + problem.width
    where["title"] = f"{problem.rule} {problem.field}".strip()
    named = ",".join(f"{name}={_property(value)}" for name, value in where.items() if value)
    text = f"found: {problem.found}\nwanted: {problem.wanted}\nfix: {problem.fix}"
    return f"::{problem.severity} {named}::{_data(visible(text))}"


def visible(text: str) -> str:
    r"""A text with what cannot be seen, or turns the direction of writing, spelled out.

    >>> visible("a\u202eb")
    'a\\u202eb'
    """
    return "".join(char if _is_shown(char) else _spelled(char) for char in text)


def _is_shown(char: str) -> bool:
    return char in "\n\u200c\u200d" or unicodedata.category(char)[0] not in "C"


def _spelled(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(visible(str(value))).replace(":", "%3A").replace(",", "%2C")


def _path(root: Path, problem: Problem) -> str:
    path = root / problem.file
    here = Path.cwd()
    if path.absolute().is_relative_to(here):
        path = path.absolute().relative_to(here)
    return path.as_posix()


def _lines(root: Path, file: str) -> list[str]:
    path = root / file
    return read_text(path, root)[0].split("\n") if path.is_file() else []


def _cut(line: str, problem: Problem) -> tuple[str, str, str]:
    """The text before, in and after the value, cut where the line is long."""
    start = min(problem.column - 1, len(line))
    end = min(start + max(1, problem.width), len(line))
    before, marked, after = line[:start], line[start:end], line[end:]
    if len(marked) > _WIDTH - 20:
        marked, after = marked[: _WIDTH - 20], "…"
    room = _WIDTH - len(marked)
    if len(before) > room // 2:
        before = "…" + before[len(before) - room // 2 + 1 :]
    if len(after) > room - len(before):
        after = after[: room - len(before)] + "…"
    return before, marked, after


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_width(char) for char in visible(text))


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
