"""Where in a file a value stands: line, column and width of the field that a finding names.

Positions are found only for files in which something is wrong, by a scanner that reads the plain
TOML and CSV of datasets; where it cannot follow, a finding keeps the line of its nearest parent.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bilateral.errors import Problem
from bilateral.folders import Folder, class_of
from bilateral.schema import spec, specs

Path = tuple[str | int, ...]


class Spot(NamedTuple):
    """A place in a text, counted from 1, and the text that stands there."""

    line: int
    column: int
    width: int
    text: str


def located(problems: Iterable[Problem], folder: Folder) -> list[Problem]:
    """The findings, each with the line, column and width of the value that it names."""
    scanned: dict[str, Toml | Csv] = {}
    result: list[Problem] = []
    for problem in problems:
        text = folder.texts.get(problem.file)
        if not text or problem.column:
            result.append(problem)
            continue
        if problem.file not in scanned:
            scan = Csv if problem.file.endswith(".csv") else Toml
            scanned[problem.file] = scan(text)
        cls = class_of(problem.file)
        assert cls is not None  # only files that something reads have a text
        spot = scanned[problem.file].find(problem, cls)
        if spot is not None:
            problem = problem._replace(line=spot.line, column=spot.column, width=spot.width)
        result.append(problem)
    return result


def steps(path: str) -> Iterator[str]:
    """The names and [keys] of a path by key; a key may hold brackets itself.

    >>> list(steps("disputes[participants[TOY].personnel].value"))
    ['disputes', '[participants[TOY].personnel', 'value']
    """
    depth, word = 0, ""
    for char in path:
        if char == "[":
            depth += 1
            if depth == 1:
                yield word
                word = ""
                continue
        elif char == "]":
            depth -= 1
            if depth == 0:
                yield f"[{word}"
                word = ""
                continue
        elif char == "." and depth == 0:
            if word:
                yield word
            word = ""
            continue
        word += char
    if word:
        yield word


class Toml:
    """The spots of a TOML text by the path of names and positions."""

    def __init__(self, text: str) -> None:
        self.values: dict[Path, Spot] = {}
        self.lengths: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._lines = text.split("\n")
        self._scan()
        self._first_in = {spot.line: spot for spot in reversed(self.values.values())}

    def find(self, problem: Problem, cls: type) -> Spot | None:
        """The value that a finding names, or the nearest thing around it."""
        if problem.line:  # the reader knew the line: its value, or its key
            return self._first_in.get(problem.line) or self._line(problem.line)
        path: Path = ()
        here: type | None = cls
        for step in steps(problem.field):
            name = step.removeprefix("[")
            if step.startswith("["):
                index = self._index(path, name, here)
                if index is None:
                    break
                path = (*path, index)
            else:
                path = (*path, name)
                try:
                    here = spec(here, name).item if here else None
                except ValueError:
                    here = None
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path) or self._line(1)

    def _index(self, path: Path, key: str, cls: type | None) -> int | None:
        if key.startswith("#") and key[1:].isdigit():
            return int(key[1:]) - 1
        keys = [one.name for one in specs(cls) if one.is_key] if cls else []
        for index in range(self.lengths.get(path, 0)):
            named = [self.values.get((*path, index, name)) for name in keys]
            first = next((spot for spot in named if spot), None)
            if first is not None and first.text == key:
                return index
        return None

    def _line(self, number: int) -> Spot | None:
        if number > len(self._lines):
            return None
        text = self._lines[number - 1]
        indent = len(text) - len(text.lstrip())
        return Spot(number, indent + 1, max(1, len(text.strip())), text.strip())

    # --- scanning -------------------------------------------------------------------------------

    def _scan(self) -> None:
        base: Path = ()
        while self._at < len(self._text):
            self._skip(" \t\n")
            start = self._at
            header = re.compile(r"(\[\[?)([^\[\]\n]+)\]{1,2}").match(self._text, start)
            if header:
                names = tuple(part.strip().strip("\"'") for part in header[2].split("."))
                base = names
                if header[1] == "[[":
                    index = self.lengths.get(names, 0)
                    self.lengths[names] = index + 1
                    base = (*names, index)
                self._at = header.end()
                self.values.setdefault(names, self._spot(start, self._at))
                self.values[base] = self._spot(start, self._at)
            elif key := re.compile(r"([\w.\"'-]+)[ \t]*=[ \t]*").match(self._text, start):
                names = tuple(part.strip("\"'") for part in key[1].split("."))
                self._at = key.end()
                self._value((*base, *names), 0)
            self._at = self._end_of_line(self._at)

    def _value(self, path: Path, depth: int) -> None:
        start = self._at
        opening = self._text[start : start + 1]
        if opening in "[{" and opening and depth < 20:
            self._at += 1
            self._inside(path, depth, "]" if opening == "[" else "}")
        elif found := _STRING.match(self._text, start):
            self._at = found.end()
        else:
            bare = _BARE.match(self._text, start)
            self._at = bare.end() if bare else start
        self.values[path] = self._spot(start, self._at)

    def _inside(self, path: Path, depth: int, closing: str) -> None:
        index = 0
        while self._at < len(self._text):
            self._skip(" \t\n,")
            char = self._text[self._at : self._at + 1]
            if char == "#":
                self._at = self._end_of_line(self._at)
                continue
            if char == closing:
                self._at += 1
                break
            before = self._at
            if closing == "}":
                key = re.compile(r"([\w.\"'-]+)[ \t]*=[ \t]*").match(self._text, self._at)
                if key is None:
                    break
                self._at = key.end()
                self._value((*path, key[1].strip("\"'")), depth + 1)
            else:
                self._value((*path, index), depth + 1)
                index += 1
            if self._at == before:
                break  # nothing that a value could be: leave it
        self.lengths[path] = index

    def _skip(self, chars: str) -> None:
        while self._at < len(self._text) and self._text[self._at] in chars:
            self._at += 1

    def _end_of_line(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end

    def _spot(self, start: int, end: int) -> Spot:
        line = bisect_right(self._starts, start)
        raw = self._text[start:end]
        text = raw[3:-3] if raw[:3] in ('"""', "'''") else raw.strip("\"'")
        return Spot(line, start - self._starts[line - 1] + 1, len(raw.split("\n")[0]), text)


_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|' + r"'''(?:[^']|'(?!''))*'{3,5}|"
    r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^\n,\]}#]*[^\n,\]}# \t]")


class Csv:
    """The spots of the cells of a CSV text, by row and column."""

    def __init__(self, text: str) -> None:
        self.rows = list(_rows(text))
        self.header = [spot.text for spot in self.rows[0]] if self.rows else []
        self._starts = [row[0].line for row in self.rows]
        self._by_name = {row[0].text: row for row in reversed(self.rows)}

    def find(self, problem: Problem, cls: type) -> Spot | None:
        """The cell that a finding names, or the first of its row."""
        row = self._row(problem)
        if row is None:
            return None
        name = next(steps(problem.field), "")
        column = self.header.index(name) if name in self.header else 0
        return row[min(column, len(row) - 1)]

    def _row(self, problem: Problem) -> list[Spot] | None:
        if problem.line:
            number = bisect_right(self._starts, problem.line)
            return self.rows[number - 1] if number else None
        if problem.record.startswith("#"):
            number = int(problem.record[1:])
            return self.rows[number] if number < len(self.rows) else None
        return self._by_name.get(problem.record)


_CELL = re.compile(r'"((?:[^"]|"")*)"|([^,\n]*)')


def _rows(text: str) -> Iterator[list[Spot]]:
    at, line, start = 0, 1, 0
    row: list[Spot] = []
    while at < len(text):
        found = _CELL.match(text, at)
        assert found is not None  # its second branch takes anything, or nothing
        raw = found[0]
        value = found[2] if found[1] is None else found[1].replace('""', '"')
        row.append(Spot(line, at - start + 1, max(1, len(raw.split("\n")[0])), value))
        if "\n" in raw:
            line += raw.count("\n")
            start = at + raw.rindex("\n") + 1
        at = found.end()
        if text[at : at + 1] == "," and at + 1 < len(text):
            at += 1
            continue
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield row
        row = []
        at, line, start = end + 1, line + 1, end + 1
