"""Many small records in one CSV file: trade figures and the coverage statement.

A cell holds one scalar, or a list: scalars separated by blanks, items by ` | `. Within an item,
a cite is `key @ place @ says`, a dispute `field=value @ key @ place`, a relation `relation id`,
an acceptance `rule: reason`.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from bilateral.conversion import MAX_FINDINGS, number, salvage, structure, unstructure
from bilateral.errors import DataError, InvalidValue, Problem
from bilateral.records import Acceptance, Dispute, Relation, TradeFigure
from bilateral.registers import Cite
from bilateral.schema import DECIMAL, INTEGER, SCALE, FieldSpec, specs
from bilateral.tables import is_list

T = TypeVar("T")
_NUMERIC = {one.name for one in specs(TradeFigure) if one.type in (DECIMAL, INTEGER, SCALE)}
_WHOLE = re.compile(r"-?[0-9]{1,18}")


def columns(cls: type, omit: Sequence[str] = ()) -> list[str]:
    """The columns of a CSV file of such records."""
    return [one.name for one in specs(cls) if one.name not in omit]


def parse(
    text: str, cls: type[T], *, file: str, fixed: Mapping[str, object] | None = None
) -> tuple[list[T], list[Problem]]:
    """The objects of a CSV text, and everything that is wrong in it.

    An object of which a part is wrong stands among them without it.

    `fixed` holds the fields that the file's name gives and no column repeats.
    """
    fixed = fixed or {}
    wanted = columns(cls, list(fixed))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    items: list[T] = []
    problems: list[Problem] = []
    try:
        header = next(reader, None) or []
        if header != wanted:
            return [], [_header_problem(header, wanted, file)]
        by_name = {one.name: one for one in specs(cls)}
        for row in reader:
            line = reader.line_num
            if len(problems) > MAX_FINDINGS:
                problems.append(_too_many(file, line))
                break
            if len(row) != len(wanted):
                problems.append(
                    Problem(
                        rule="csv",
                        file=file,
                        line=line,
                        found=f"{len(row)} cells",
                        wanted=f"{len(wanted)} cells, one a column",
                        fix="put a cell that holds a comma in quotes",
                    )
                )
                continue
            plain = dict(fixed)
            for name, cell in zip(wanted, row, strict=True):
                if cell:
                    plain[name] = _read_cell(cell, by_name[name])
            plain = _with_title(plain, cls)
            try:
                items.append(structure(plain, cls, file=file))
            except DataError as error:
                problems += [problem._replace(line=line) for problem in error.problems]
                rest = salvage(plain, cls)
                if rest is not None:
                    items.append(rest)
    except csv.Error as error:
        problems.append(
            Problem(
                rule="csv",
                file=file,
                line=reader.line_num,
                found=str(error),
                wanted="CSV with commas, and quotes doubled inside quotes",
                fix="save the table as CSV (UTF-8) again",
            )
        )
    return items, problems


def dump(items: Iterable[object], cls: type, *, fixed: Sequence[str] = ()) -> str:
    """The canonical CSV text of such objects, in the order given."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    wanted = columns(cls, fixed)
    writer.writerow(wanted)
    by_name = {one.name: one for one in specs(cls)}
    for item in items:
        plain = unstructure(item, full=False)
        if plain.get("title") == standard_title(plain):
            del plain["title"]
        writer.writerow(
            _write_cell(plain[name], by_name[name]) if name in plain else "" for name in wanted
        )
    return stream.getvalue()


def standard_title(plain: Mapping[str, Any]) -> str:
    """The title of a trade figure that has no other."""
    goods = "" if plain.get("commodity", "TOTAL") == "TOTAL" else f" of HS {plain['commodity']}"
    if "exporter" in plain and "importer" in plain:
        what = f"Exports{goods} from {plain['exporter']} to {plain['importer']}"
    else:
        what = f"Trade turnover{goods}"
    return f"{what}, {plain.get('period', '')} ({plain.get('compiler', '')})"


def _with_title(plain: dict[str, Any], cls: type) -> dict[str, Any]:
    if "title" not in plain and any(one.name == "title" for one in specs(cls)):
        plain["title"] = standard_title(plain)
    return plain


def _too_many(file: str, line: int) -> Problem:
    return Problem(
        rule="csv",
        file=file,
        line=line,
        found=f"more than {MAX_FINDINGS} mistakes before this line",
        wanted="a table in which most rows can be read",
        fix="mend these first: one cause may stand behind all",
    )


def _header_problem(header: list[str], wanted: list[str], file: str) -> Problem:
    missing = [name for name in wanted if name not in header]
    extra = [name for name in header if name not in wanted]
    parts: list[str] = []
    if missing:
        parts.append(f"add {', '.join(missing)}")
    if extra:
        parts.append(f"remove {', '.join(extra)}")
    return Problem(
        rule="csv",
        file=file,
        line=1,
        found=",".join(header)[:200] or "no header",
        wanted=",".join(wanted),
        fix="; ".join(parts) or "put the columns in this order",
    )


def _read_cell(cell: str, one: FieldSpec) -> object:
    if one.item is not None:
        return [_read_item(part, one.item) for part in cell.split(" | ")]
    if one.many:
        return cell.split()
    if one.type in (INTEGER, SCALE):
        return int(cell) if _WHOLE.fullmatch(cell) else cell
    if one.type is DECIMAL:
        return number(cell)
    return cell


def _read_item(text: str, item: type) -> object:
    if item is Cite:
        return _read_cite(text.split(" @ "))
    if item is Dispute:
        head, *rest = text.split(" @ ")
        field, _, value = head.partition("=")
        scalar = number(value) if field in _NUMERIC else value
        return {"field": field, "value": scalar, "cites": [_read_cite(rest)] if rest else []}
    if item is Relation:
        relation, _, other = text.partition(" ")
        return {"relation": relation, "id": other}
    assert item is Acceptance
    rule, _, reason = text.partition(": ")
    return {"rule": rule, "reason": reason}


def _read_cite(parts: list[str]) -> dict[str, object]:
    return {name: part for name, part in zip(("key", "at", "says"), parts, strict=False) if part}


def _write_cell(value: object, one: FieldSpec) -> str:
    if one.item is not None:
        assert is_list(value)
        cell = " | ".join(_write_item(part, one.item) for part in value)
        if _read_cell(cell, one) != value:
            raise InvalidValue(
                value,
                f"{one.name} that a cell can hold: no ' | ' or ' @ ' in texts, one cite a dispute",
                "leave out what a cite supports, and write a dispute for each source",
            )
        return cell
    if is_list(value):
        return " ".join(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _write_item(part: Mapping[str, Any], item: type) -> str:
    if item is Cite:
        return _write_cite(part)
    if item is Dispute:
        return " @ ".join([f"{part['field']}={part['value']}", *map(_write_cite, part["cites"])])
    if item is Relation:
        return f"{part['relation']} {part['id']}"
    return f"{part['rule']}: {part['reason']}"


def _write_cite(part: Mapping[str, Any]) -> str:
    cells = [part["key"], part.get("at", ""), part.get("says", "")]
    while not cells[-1]:
        cells.pop()
    return " @ ".join(cells)
