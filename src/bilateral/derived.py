"""Everything written that follows from the declarations: schemas, templates, dictionary.

`python -m bilateral.derived FOLDER` writes the generated pages and schemas below a folder; a
test fails if the ones in the repository are not what the code says.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bilateral import alignment, cells, contacts, days, frames, panels, trade
from bilateral.conversion import example
from bilateral.records import KINDS, TradeFigure
from bilateral.registers import REGISTERS, Coverage, Manifest
from bilateral.schema import SLUG, FieldSpec, Vocabulary, specs, table
from bilateral.storage import write_whole


def _panel(*, directed: bool) -> Sequence[frames.Column]:
    asked = cells.plan("year", {"directed": directed})
    return panels.columns(cells.base_measures(asked), asked)


# the frames that answer questions, by the method that gives them
ANSWERS: dict[str, Sequence[frames.Column]] = {
    "on": days.COLUMNS,
    "panel": _panel(directed=False),
    "panel, directed": _panel(directed=True),
    "panel_records": panels.MEMBERS,
    "trade_series": trade.SERIES,
    "mirror": trade.MIRROR,
    "trade_balance": trade.BALANCE,
    "trade_shares": trade.SHARES,
    "trade_concentration": trade.CONCENTRATION,
    "meetings": contacts.MEETINGS,
    "contact_gaps": contacts.GAPS,
    "appearances": contacts.APPEARANCES,
    "sequences": contacts.SEQUENCES,
    "align, matches": alignment.MATCHES,
    "align, by_year": alignment.BY_YEAR,
}


def names() -> dict[str, type]:
    """What a template or schema can be asked for: kinds and register entries, by their word."""
    kinds = {cls.kind: cls for cls in KINDS}
    return kinds | {cls.__name__.lower(): cls for cls in (*REGISTERS, Manifest)}


# --- JSON Schema ---------------------------------------------------------------------------------


def json_schema(cls: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the files of one class, for editors and other tools."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": cls.__name__,
        "description": (cls.__doc__ or "").split("\n")[0],
        **_object(cls),
    }


def _object(cls: type) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [one.name for one in specs(cls) if one.required],
        "properties": {one.name: _property(one) for one in specs(cls)},
    }


def _property(one: FieldSpec) -> dict[str, Any]:
    part = _object(one.item) if one.item else dict(one.type.json)
    if one.many:
        part = {"type": "array", "items": part}
    return part | {"description": one.doc + (f" (unit: {one.unit})" if one.unit else "")}


# --- templates -----------------------------------------------------------------------------------


def template(cls: type) -> str:
    """An annotated TOML template: required fields to fill in, the others as comments."""
    lines = [f"# {(cls.__doc__ or '').split(chr(10))[0]}"]
    for one in specs(cls):
        if one.item is None:
            lines += _template_line(one, commented=not one.required)
            continue
        mark = "" if one.required else "# "
        lines += ["", f"# {one.doc}", f"{mark}[[{one.name}]]"]
        for inner in specs(one.item):
            lines += _template_line(inner, commented=bool(mark) or not inner.required)
    return "\n".join(lines) + "\n"


def new_file(cls: type, name: str) -> tuple[str, str]:
    """The path below a dataset's folder, and the template, of a new record or register entry.

    Raises InvalidValue for an id or key that no file can have.
    """
    SLUG.parse(name)
    first, *rest = template(cls).split("\n")
    head = f'{specs(cls)[0].name} = "{name}"'
    shape = table(cls)
    folder = f"records/{shape.name}" if shape.kind else shape.name
    return f"{folder}/{name}.toml", "\n".join([first, head, *rest[1:]])


def _template_line(one: FieldSpec, *, commented: bool) -> list[str]:
    value = example(one)
    if one.item is not None:
        inner = ", ".join(
            f"{part.name} = {example(part)}" for part in specs(one.item) if part.required
        )
        value = f"[{{ {inner} }}]"
    elif one.many and not value.startswith("["):
        value = f"[{value}]"
    choices = f": {', '.join(one.type.choices)}" if one.type.choices else ""
    line = f"{'# ' if commented else ''}{one.name} = {value}"
    return [f"{line}  # {one.doc}{choices}"]


# --- pages ---------------------------------------------------------------------------------------


def data_dictionary() -> str:
    """The page of every field and every column, with types, dtypes, units and vocabularies."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from the declarations in the code; do not edit.",
        "",
        "## Records and registers: fields in files",
        "",
    ]
    for cls in (*KINDS, *REGISTERS, Coverage, Manifest):
        lines += [f"### {cls.__name__}", "", (cls.__doc__ or "").split("\n")[0], ""]
        lines += ["| field | type | required | meaning |", "|---|---|---|---|"]
        lines += list(_field_rows(cls, ""))
        lines.append("")
    lines += ["## Frames: columns", ""]
    for name, columns in _frames():
        lines += [f"### {name}", "", "| column | dtype | unit | meaning |", "|---|---|---|---|"]
        lines += [
            f"| `{one.name}` | `{one.dtype}` | {one.unit} | {_cell(one.doc)} |" for one in columns
        ]
        lines.append("")
    lines += ["## Vocabularies", ""]
    for vocabulary in _vocabularies():
        lines += [f"### {vocabulary.name}", "", "| word | meaning |", "|---|---|"]
        lines += [f"| `{word}` | {_cell(text)} |" for word, text in vocabulary.meanings.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _frames() -> Iterator[tuple[str, Sequence[frames.Column]]]:
    shapes = [table(cls) for cls in (*KINDS, *REGISTERS, Coverage)]
    for shape in shapes:
        yield shape.name, frames.columns(shape) if shape.kind else frames.entry_columns(shape)
    yield "timeline", frames.timeline_columns({shape.name: shape for shape in shapes})
    yield from ANSWERS.items()


def _field_rows(cls: type, path: str) -> Iterator[str]:
    for one in specs(cls):
        kind = "list of tables" if one.item else ("list of " if one.many else "") + one.type.name
        unit = f" ({one.unit})" if one.unit else ""
        required = "yes" if one.required else ""
        yield f"| `{path}{one.name}` | {kind} | {required} | {_cell(one.doc)}{unit} |"
        if one.item is not None:
            yield from _field_rows(one.item, f"{path}{one.name}.")


def _vocabularies() -> list[Vocabulary]:
    found: dict[str, Vocabulary] = {}

    def visit(cls: type) -> None:
        for one in specs(cls):
            if one.item is not None:
                visit(one.item)
            elif one.vocabulary is not None:
                found.setdefault(one.vocabulary.name, one.vocabulary)

    for cls in (*KINDS, *REGISTERS, Coverage):
        visit(cls)
    return list(found.values())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def files() -> dict[str, str]:
    """Every generated file by its path below `docs/`."""
    made = {"data-dictionary.md": data_dictionary()}
    for word, cls in names().items():
        made[f"schema/{word}.schema.json"] = (
            json.dumps(json_schema(cls), ensure_ascii=False, indent=2) + "\n"
        )
        if cls is not TradeFigure:
            made[f"templates/{word}.toml"] = template(cls)
    return made


def main(folder: str) -> None:
    """Write every generated file below a folder."""
    for name, text in files().items():
        write_whole(Path(folder) / name, text)


if __name__ == "__main__":  # pragma: no cover - the same as main()
    main(sys.argv[1])
