"""What changed from one release to the next, and how far that moves the number.

A difference is complete: `apply` makes the new release of the old one and the changes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from bilateral import frames, releases
from bilateral.errors import UnknownRecord, UnknownValue
from bilateral.frames import text_column
from bilateral.tables import Field, Row, Table, is_list, is_row

if TYPE_CHECKING:
    import pandas as pd

ChangeWord = Literal["added", "removed", "changed", "withdrawn", "restored"]
Step = Literal["patch", "minor", "major"]
Snapshot = releases.Release | releases.Draft
DATASET = "dataset"
STEPS: tuple[Step, ...] = get_args(Step)
ENTRIES = {"sources": "source", "people": "person", "offices": "office", "places": "place"}
_PATH = re.compile(r"([^\[\]]+)\[([^\[\]]+)\](?:\.(.+))?")


class Change(NamedTuple):
    """One change, as a row of `diff` holds it.

    No `id`: the change is of the declaration of a field or, without a `field` either, of a whole
    table. No `field`: the record or entry as a whole.
    """

    id: str | None
    kind: str
    field: str | None
    old: str | None
    new: str | None
    change: ChangeWord


class Contents(NamedTuple):
    """Everything that a release says: `dataset.toml`, the shapes, and the rows of each table."""

    manifest: Row
    tables: dict[str, Table]
    rows: dict[str, list[Row]]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Contents:
        """The contents of a release or folder, with numbers as JSON has them."""
        rows = {name: snapshot.rows(name) for name in snapshot.tables}
        plain = json.loads(json.dumps([snapshot.manifest, rows], default=float))
        return cls(plain[0], dict(snapshot.tables), plain[1])


# --- for users -----------------------------------------------------------------------------------


def diff(name: str | Path, old: str, new: str) -> pd.DataFrame:
    """What changed from one release of a dataset to another: one row a change.

    `name` is a bundled dataset's name or the path of a dataset's folder, whose working state
    is the version "unreleased". Columns, all strings:

    - `id`: the record's id, or the key of a source, person, office or place; missing where the
      declaration of a field changed
    - `kind`: the kind of record, or sources, people, offices, places, coverage, dataset
    - `field`: the field, items of a list named by their key (`participants[RUS].personnel`);
      missing where a whole record or entry was added or removed
    - `old`, `new`: texts as they are, all else as JSON; missing: nothing
    - `change`: added, removed, changed, withdrawn or restored

    Raises UnknownValue for a dataset or version that is not there.

    >>> import bilateral as bl
    >>> changes = bl.diff("pak-rus", "0.1.1", "0.1.2")
    >>> changes[changes.kind == "sources"].change.value_counts()["added"]
    np.int64(2)
    """
    return _frame(changes(opened(name, old), opened(name, new)))


def history(record_id: str, name: str | Path | None = None) -> pd.DataFrame:
    """What happened to one record through all releases: a row a change, the oldest first.

    `record_id` may be the key of a source, person, office or place as well; without a `name`
    (as in `diff`), every bundled dataset is searched. The first row of a record says `added`.
    Columns, all strings: those of `diff`, then `release`. Raises UnknownRecord for an id that
    no release has.

    >>> import bilateral as bl
    >>> bl.history("visit-2007-fradkov").change.tolist()[0]
    'added'
    """
    rows = [
        {**change._asdict(), "release": label}
        for label, found in through_releases(record_id, name)
        for change in found
    ]
    release = text_column("release", "the release that brought it")
    return frames.frame(rows, [*_COLUMNS, release], _NO_CONTEXT)


def through_releases(
    record_id: str, name: str | Path | None = None
) -> list[tuple[str, list[Change]]]:
    """Each release that has an id, as its label, with what it changed there.

    Raises UnknownRecord, with the nearest ids, if none has it.
    """
    found: list[tuple[str, list[Change]]] = []
    known: set[str] = set()
    for dataset in [name] if name is not None else releases.released(releases.bundled()):
        each = [opened(dataset, version) for version in _versions(dataset)]
        snapshots: list[Snapshot | None] = [None, *each]
        for old, new in pairwise(snapshots):
            assert new is not None
            names = _names(new)
            known |= names
            if record_id in names:
                before = Contents({}, {}, {}) if old is None else Contents.of(old)
                found.append((new.label, list(_rows(before, Contents.of(new), record_id))))
    if not found:
        raise UnknownRecord(str(UnknownValue("record id or key", record_id, known)))
    return found


def opened(name: str | Path, version: str) -> Snapshot:
    """One release of a bundled dataset or of a folder, or the folder's working state.

    Raises UnknownValue for a dataset or version that is not there, DataError for a folder with
    errors.
    """
    folder = releases.folder_of(name)
    if folder is None:
        return releases.open_bundled(str(name), version)
    if version == releases.UNRELEASED:
        return releases.draft(folder)
    return releases.open_in(folder, version)


def _versions(name: str | Path) -> list[str]:
    folder = releases.folder_of(name)
    if folder is not None:
        return releases.versions(folder)
    known = releases.released(releases.bundled())
    if name not in known:
        raise UnknownValue("dataset", name, known)
    return known[str(name)]


def _names(snapshot: Snapshot) -> set[str]:
    return {
        _name(row, table) for table in snapshot.tables.values() for row in snapshot.rows(table.name)
    }


_COLUMNS = (
    text_column("id", "the record's id or the entry's key"),
    text_column("kind", "the kind of record, or the register"),
    text_column("field", "the field, items named by their key; missing: all of it"),
    text_column("old", "the value before; missing: nothing"),
    text_column("new", "the value after; missing: nothing"),
    text_column("change", "added, removed, changed, withdrawn or restored"),
)
_NO_CONTEXT = frames.Context({}, {}, "", {})


def _frame(found: Iterable[Change]) -> pd.DataFrame:
    return frames.frame([change._asdict() for change in found], _COLUMNS, _NO_CONTEXT)


# --- finding changes -----------------------------------------------------------------------------


def changes(old: Snapshot, new: Snapshot) -> list[Change]:
    """Everything that changed: declarations first, then the dataset, then the rows."""
    before, after = Contents.of(old), Contents.of(new)
    return [
        *_declarations(before.tables, after.tables),
        *_within(
            str(after.manifest["name"]),
            DATASET,
            _manifest_fields({**before.manifest, **after.manifest}),
            before.manifest,
            after.manifest,
        ),
        *_rows(before, after),
    ]


def _declarations(before: Mapping[str, Table], after: Mapping[str, Table]) -> Iterator[Change]:
    old = {path: text for table in before.values() for path, text in _declared(table)}
    new = {path: text for table in after.values() for path, text in _declared(table)}
    for kind, field in (*new, *(path for path in old if path not in new)):
        was, now = old.get((kind, field)), new.get((kind, field))
        if was != now:
            yield Change(None, kind, field, was, now, _word(was, now))


def _declared(table: Table) -> Iterator[tuple[tuple[str, str], str]]:
    def walk(fields: Iterable[Field], path: str) -> Iterator[tuple[tuple[str, str], str]]:
        for field in fields:
            json_ = {"table": table.name, **field._replace(fields=()).to_json()}
            yield (_kind(table), path + field.name), _json(json_)
            yield from walk(field.fields, f"{path}{field.name}.")

    return walk(table.fields, "")


def _rows(before: Contents, after: Contents, only: str | None = None) -> Iterator[Change]:
    nothing: list[Row] = []
    for name in (*after.tables, *(name for name in before.tables if name not in after.tables)):
        table = after.tables.get(name) or before.tables[name]
        was = [_shaped(table.fields, row) for row in before.rows.get(name, nothing)]
        now = after.rows.get(name, nothing)
        old, new = ({_name(row, table): row for row in rows} for rows in (was, now))
        if len(old) < len(was) or len(new) < len(now):
            if only is None and sorted(map(_json, was)) != sorted(map(_json, now)):
                yield Change(None, _kind(table), None, _json(was), _json(now), "changed")
            continue
        for key in (*new, *(key for key in old if key not in new)):
            if only is None or key == only:
                yield from _entry(key, table, old.get(key), new.get(key))


def _entry(key: str, table: Table, was: Row | None, now: Row | None) -> Iterator[Change]:
    kind = _kind(table)
    if was is not None and now is not None:
        yield from _within(key, kind, table.fields, was, now)
    else:
        old, new = (None if row is None else _json(_filled_in(row)) for row in (was, now))
        yield Change(key, kind, None, old, new, _word(old, new))


def _within(key: str, kind: str, fields: Iterable[Field], was: Row, now: Row) -> Iterator[Change]:
    for field in fields:
        old, new = was.get(field.name), now.get(field.name)
        if _json(old) == _json(new):
            continue
        items = list(_items(key, kind, field, old, new)) if field.is_table else []
        if items:
            yield from items
        else:
            yield _change(key, kind, field, field.name, old, new)


def _items(key: str, kind: str, field: Field, was: Any, now: Any) -> Iterator[Change]:
    """The changes of a list by item; none if keys do not tell its items and order."""
    old, new = ({_item_key(field, item): item for item in items} for items in (was, now))
    kept = [one for one in old if one in new]
    told = all(one and not set("[]") & set(one) for one in (*old, *new))
    in_order = [*kept, *(one for one in new if one not in old)] == list(new)
    if not (told and in_order and len(old) == len(was) and len(new) == len(now)):
        return
    for one in (*new, *(one for one in old if one not in new)):
        path = f"{field.name}[{one}]"
        if one in old and one in new:
            for inner in field.fields:
                a, b = old[one][inner.name], new[one][inner.name]
                if _json(a) != _json(b):
                    yield _change(key, kind, inner, f"{path}.{inner.name}", a, b)
        else:
            before, after = (
                _json(_filled_in(items[one])) if one in items else None for items in (old, new)
            )
            yield Change(key, kind, path, before, after, _word(before, after))


def _change(key: str, kind: str, field: Field, path: str, was: Any, now: Any) -> Change:
    old, new = _encoded(field, was), _encoded(field, now)
    word: ChangeWord = "changed"
    if path == "withdrawn" and (old is None or new is None):
        word = "withdrawn" if new is not None else "restored"
    return Change(key, kind, path, old, new, word)


def _word(old: str | None, new: str | None) -> ChangeWord:
    return "added" if old is None else "removed" if new is None else "changed"


def _kind(table: Table) -> str:
    return table.kind or table.name


def _name(row: Row, table: Table) -> str:
    """What tells a row from the others of its table; of a coverage statement, all to its start."""
    for name in ("id", "key"):
        if name in row:
            return str(row[name])
    names = [field.name for field in table.fields]
    parts = names[: names.index(table.by_role["start"].name) + 1]
    return " ".join(str(row[name]) for name in parts if row[name])


def _item_key(field: Field, item: Row) -> str:
    """The key of an item: its first field that is filled in, as records declare their keys."""
    return next((str(item[one.name]) for one in field.fields if item[one.name]), "")


def _manifest_fields(manifest: Row) -> list[Field]:
    from bilateral.registers import Manifest
    from bilateral.schema import table

    known = table(Manifest).by_name
    return [known.get(name) or Field(name, "value", "string[python]", "") for name in manifest]


# --- values as text ------------------------------------------------------------------------------


def _is_text(field: Field) -> bool:
    return field.dtype == "string[python]" and not field.many and field.type != "value"


def _encoded(field: Field, value: Any) -> str | None:
    if value is None or value == []:
        return None
    return str(value) if _is_text(field) else _json(_filled_in(value))


def _decoded(field: Field, text: str | None) -> Any:
    if text is None:
        return [] if field.many else None
    if _is_text(field):
        return text
    value = json.loads(text)
    return [_shaped(field.fields, part) for part in value] if field.is_table else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _filled_in(value: Any) -> Any:
    """A plain value without the fields that hold nothing."""
    if is_list(value):
        return [_filled_in(part) for part in value]
    if is_row(value):
        kept = {name: part for name, part in value.items() if part is not None and part != []}
        return {name: _filled_in(part) for name, part in kept.items()}
    return value


def _shaped(fields: Iterable[Field], row: Row) -> dict[str, Any]:
    """A row with exactly these fields; what it lacks holds nothing."""
    shaped: dict[str, Any] = {"kind": row["kind"]} if "id" in row and "kind" in row else {}
    for field in fields:
        value = row.get(field.name)
        if field.many and not is_list(value):
            value = []
        elif field.is_table and is_list(value):
            value = [_shaped(field.fields, one) for one in value]
        shaped[field.name] = value
    return shaped


# --- applying changes ----------------------------------------------------------------------------


def apply(old: Snapshot, found: Iterable[Change]) -> Contents:
    """The contents of the new release, made of the old one and the changes.

    Rows come in the order of their ids and keys.
    """
    before = Contents.of(old)
    found = list(found)
    tables = _declare(before.tables, [one for one in found if one.id is None and one.field])
    shaped = {
        name: [_shaped(table.fields, row) for row in before.rows.get(name, [])]
        for name, table in tables.items()
    }
    rows = {name: {_name(row, tables[name]): row for row in kept} for name, kept in shaped.items()}
    # tables in which two rows have one name, and which are told as a whole
    whole: dict[str, list[Row]] = {
        name: list(kept) for name, kept in shaped.items() if len(rows[name]) < len(kept)
    }
    manifest = dict(before.manifest)
    by_kind = {_kind(table): table for table in tables.values()}
    for one in found:
        if one.kind == DATASET:
            assert one.field is not None
            name = one.field.partition("[")[0]
            _set(manifest, _manifest_fields({name: None, **manifest}), one)
        elif one.kind not in by_kind or (one.id is None and one.field):
            continue  # of a table that is gone, or a declaration
        elif one.id is None:
            table = by_kind[one.kind]
            whole[table.name] = json.loads(one.new or "[]")
        elif one.field is not None:
            table = by_kind[one.kind]
            _set(rows[table.name][one.id], table.fields, one)
        elif one.new is None:
            del rows[by_kind[one.kind].name][one.id]
        else:
            table = by_kind[one.kind]
            rows[table.name][one.id] = _shaped(table.fields, json.loads(one.new))
    made: dict[str, list[Row]] = {
        name: [kept[key] for key in sorted(kept)] for name, kept in rows.items()
    }
    return Contents(manifest, tables, made | whole)


def _set(row: dict[str, Any], fields: Iterable[Field], one: Change) -> None:
    by_name = {field.name: field for field in fields}
    assert one.field is not None
    path = _PATH.fullmatch(one.field)
    if path is None:
        row[one.field] = _decoded(by_name[one.field], one.new)
        return
    field = by_name[path[1]]
    items = {_item_key(field, item): item for item in row[field.name]}
    if path[3]:
        inner = {part.name: part for part in field.fields}[path[3]]
        items[path[2]][inner.name] = _decoded(inner, one.new)
    elif one.new is None:
        del items[path[2]]
    else:
        items[path[2]] = _shaped(field.fields, json.loads(one.new))
    row[field.name] = list(items.values())


def _declare(before: Mapping[str, Table], found: Sequence[Change]) -> dict[str, Table]:
    declared = {path: text for table in before.values() for path, text in _declared(table)}
    for one in found:
        assert one.field is not None
        if one.new is None:
            del declared[one.kind, one.field]
        else:
            declared[one.kind, one.field] = one.new
    shapes: dict[tuple[str, str], dict[str, Field]] = {}
    for (kind, path), text in declared.items():
        json_ = json.loads(text)
        name = json_.pop("table")
        shapes.setdefault((name, "" if kind == name else kind), {})[path] = Field.of_json(json_)
    return {name: Table(name, kind, _nested(fields, "")) for (name, kind), fields in shapes.items()}


def _nested(fields: Mapping[str, Field], path: str) -> tuple[Field, ...]:
    return tuple(
        field._replace(fields=_nested(fields, f"{name}."))
        for name, field in fields.items()
        if name.startswith(path) and "." not in name[len(path) :]
    )


# --- what the changes amount to -------------------------------------------------------------------


def step(found: Iterable[Change]) -> Step | None:
    """The part of the number that the changes move, None if nothing changed.

    A changed coding rule or meaning is known to the editor alone: what is computed is the least.
    """
    steps = {_step_of(one) for one in found}
    return next((one for one in reversed(STEPS) if one in steps), None)


def _step_of(one: Change) -> Step:
    if one.id is None and one.field is not None:
        return _step_of_declaration(one)
    if one.kind == DATASET:
        return _step_of_dataset(one)
    if one.kind == "coverage":
        return "patch" if one.field in ("languages", "note") else "minor"
    if _is_record(one) and one.change != "changed" and (one.field in (None, "withdrawn")):
        return "minor"
    return "patch"


def _step_of_declaration(one: Change) -> Step:
    if one.old is None:
        return "minor"
    if one.new is None:
        return "major"
    was, now = (_words_apart(json.loads(text)) for text in (one.old, one.new))
    if was[0] != now[0] or was[1] - now[1]:
        return "major"
    return "minor" if now[1] - was[1] else "patch"


def _words_apart(declared: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """A declaration without its description, and the words that it allows."""
    own = declared["bilateral"]
    words = own.pop("choices", None) or declared.pop("constraints", {}).get("enum", [])
    del declared["description"]
    return declared, set(words)


def _step_of_dataset(one: Change) -> Step:
    field = str(one.field)
    if field.startswith("sides"):
        return "major"
    if field.startswith(("tags", "compilers")) and not field.endswith(".meaning"):
        was, now = (_words(text) for text in (one.old, one.new))
        return "major" if was - now else "minor" if now - was else "patch"
    return "minor" if field == "covered_to" else "patch"


def _words(text: str | None) -> set[str]:
    """The words of a vocabulary, of which all or one is told."""
    value = json.loads(text or "[]")
    return {word["key"] for word in (value if is_list(value) else [value])}


def _is_record(one: Change) -> bool:
    return one.kind not in (*ENTRIES, "coverage", DATASET) and one.id is not None


def counts(found: Iterable[Change]) -> Counter[tuple[str, str]]:
    """How many of each kind, and of all records, were added, removed, changed, withdrawn …

    An id counts once for each kind of change; one that was withdrawn is not counted as changed.
    """
    told: dict[tuple[str, str], set[str]] = {}
    for one in found:
        if one.id is None:
            continue
        whole = one.field is None or one.field == "withdrawn"
        told.setdefault((one.kind, one.id), set()).add(one.change if whole else "changed")
    result: Counter[tuple[str, str]] = Counter()
    for (kind, key), words in told.items():
        word = "changed" if words == {"changed"} else min(words - {"changed"})
        result[ENTRIES.get(kind, kind), word] += 1
        if _is_record(Change(key, kind, None, None, None, "changed")):
            result["record", word] += 1
    return result
