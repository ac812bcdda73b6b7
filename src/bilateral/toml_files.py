"""One typed object, one TOML file: read with the standard library, written with tomlkit.

The canonical form: fields in the order of their declaration, scalars before tables, lists of
tables as [[tables]] at the top level and inline below it, comments where they stood.
"""

import re
import tomllib
from decimal import Decimal
from typing import Any, TypeVar

from bilateral.conversion import number, salvage, structure, unstructure
from bilateral.errors import DataError, Problem, optional
from bilateral.schema import FieldSpec, specs
from bilateral.tables import is_list, is_row

T = TypeVar("T")
_MAX_FINDINGS = 100
_MAX_REREAD = 2**20  # characters that are read again for further findings
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_BARE = re.compile(r"^(\s*[A-Za-z_]+\s*=\s*)([^\s\"'\[{#][^#]*?)\s*(#.*)?$")


def parse(text: str, cls: type[T], *, file: str = "") -> T:
    """The object that a TOML text spells; raises DataError with everything wrong in it."""
    entry, problems = parse_rest(text, cls, file=file)
    if entry is None or problems:
        raise DataError(problems)
    return entry


def parse_rest(text: str, cls: type[T], *, file: str = "") -> tuple[T | None, list[Problem]]:
    """The object that a TOML text spells, without what is wrong in it, and what that is."""
    plain, problems = parse_toml(text, file)
    try:
        return structure(plain, cls, file=file), problems
    except DataError as error:
        broken = bool(problems)  # then a field that seems to be missing may be in a broken line
        problems += [one for one in error.problems if not broken or one.rule != "missing"]
        return salvage(plain, cls), problems


def parse_toml(text: str, file: str) -> tuple[dict[str, Any], list[Problem]]:
    """The plain table of a TOML text; a line that is no TOML is reported and passed over."""
    lines = text.split("\n")
    problems: list[Problem] = []
    most = min(_MAX_FINDINGS, 1 + _MAX_REREAD // (len(text) + 1))
    while True:
        try:
            return tomllib.loads("\n".join(lines), parse_float=number), problems
        except tomllib.TOMLDecodeError as error:
            found = _AT_LINE.search(str(error))
            line = min(int(found[1]) if found else len(lines), len(lines))
            problems.append(_syntax_problem(str(error), file, line, lines[line - 1]))
            if not found or len(problems) >= most:
                return {}, problems
            bare = _BARE.match(lines[line - 1])
            lines[line - 1] = f'{bare[1]}"{bare[2]}"' if bare and '"' not in bare[2] else ""
        except (RecursionError, ValueError) as error:  # what tomllib lets through as it is
            problems.append(
                Problem(
                    rule="toml",
                    file=file,
                    found=(
                        "lists nested too deep"
                        if isinstance(error, RecursionError)
                        else "a whole number of thousands of digits"
                    ),
                    wanted="the plain form of the record templates",
                    fix="write the file anew from bilateral new",
                )
            )
            return {}, problems


def _syntax_problem(message: str, file: str, number: int, line: str) -> Problem:
    bare = _BARE.match(line)
    if "overwrite" in message or "twice" in message or "already" in message:
        wanted, fix = "each key once", "keep one of the two lines"
    elif bare:
        wanted, fix = "texts and dates in quotes", f'write {bare[1].strip()} "{bare[2]}"'
    else:
        wanted, fix = "TOML", _AT_LINE.sub("", message).strip().rstrip(":")
    return Problem(
        rule="toml",
        file=file,
        line=number,
        field=line.split("=")[0].strip() if "=" in line else "",
        found=line.strip()[:80] or "the end of the file",
        wanted=wanted,
        fix=fix,
    )


# --- writing --------------------------------------------------------------------------------------


class Comments:
    """The comments of a TOML text, by the path of the key before which or behind which they are."""

    def __init__(self) -> None:
        self.before: dict[tuple[object, ...], list[str]] = {}
        self.behind: dict[tuple[object, ...], str] = {}
        self.at_end: list[str] = []


def comments_of(text: str) -> Comments:
    """The comments of a TOML text, found by tomlkit."""
    tomlkit = _tomlkit()
    comments = Comments()
    pending: list[str] = []

    def visit(container: Any, path: tuple[object, ...]) -> None:
        for key, item in container.body:
            if key is None:
                if isinstance(item, tomlkit.items.Comment):
                    pending.append(item.as_string().strip())
                continue
            here = (*path, key.key)
            if isinstance(item, tomlkit.items.AoT):
                for index, table in enumerate(item.body):
                    note((*here, index), table)
                    visit(table.value, (*here, index))
            else:
                note(here, item)

    def note(path: tuple[object, ...], item: Any) -> None:
        if pending:
            comments.before[path] = pending.copy()
            pending.clear()
        if item.trivia.comment:
            comments.behind[path] = item.trivia.comment

    visit(tomlkit.parse(text), ())
    comments.at_end = pending
    return comments


def dump(item: object, comments: Comments | None = None) -> str:
    """The canonical TOML text of a typed object; needs the extra `edit`."""
    tomlkit = _tomlkit()
    comments = comments or Comments()
    document = tomlkit.document()
    plain = unstructure(item, full=False)
    for one in specs(type(item)):
        if one.name not in plain:
            continue
        if not (one.item and one.many):
            _add(document, one, plain[one.name], (one.name,), comments)
            continue
        tables = tomlkit.aot()
        for index, part in enumerate(plain[one.name]):
            path = (one.name, index)
            table = tomlkit.table()
            for inner in specs(one.item):
                if inner.name in part:
                    _add(table, inner, part[inner.name], (*path, inner.name), comments)
            table.trivia.comment_ws, table.trivia.comment = _behind(path, comments)
            table.trivia.indent = "\n" + "".join(
                f"{line}\n" for line in comments.before.get(path, ())
            )
            tables.append(table)
        document.add(one.name, tables)
    text: str = tomlkit.dumps(document).lstrip("\n")
    return text + "".join(f"{line}\n" for line in comments.at_end)


def _behind(path: tuple[object, ...], comments: Comments) -> tuple[str, str]:
    comment = comments.behind.get(path, "")
    return ("  " if comment else "", comment)


def _add(
    container: Any, one: FieldSpec, value: object, path: tuple[object, ...], comments: Comments
) -> None:
    tomlkit = _tomlkit()
    for line in comments.before.get(path, ()):
        container.add(tomlkit.comment(line.removeprefix("#").removeprefix(" ")))
    item = _item(value)
    item.trivia.comment_ws, item.trivia.comment = _behind(path, comments)
    container.add(one.name, item)


def _item(value: object) -> Any:
    tomlkit = _tomlkit()
    if is_row(value):
        inner = ", ".join(f"{name} = {_item(part).as_string()}" for name, part in value.items())
        return tomlkit.value(f"{{ {inner} }}")
    if is_list(value):
        array = tomlkit.array()
        for part in value:
            array.append(_item(part))
        return array
    if isinstance(value, str) and "\n" in value:
        escaped = "\n".join(tomlkit.string(line).as_string()[1:-1] for line in value.split("\n"))
        if '""' not in value and not value.endswith('"'):
            escaped = escaped.replace('\\"', '"')
        return tomlkit.value(f'"""\n{escaped}\n"""')
    if isinstance(value, Decimal):
        return tomlkit.value(format(value, "f"))
    return tomlkit.item(value)


def _tomlkit() -> Any:  # its containers and items are duck-typed throughout
    return optional("tomlkit", what="writing TOML files", extra="edit")


def canonical(text: str, cls: type[object], *, file: str = "") -> str:
    """The canonical form of a TOML text, its comments kept; raises DataError if it is not valid."""
    return dump(parse(text, cls, file=file), comments_of(text))
