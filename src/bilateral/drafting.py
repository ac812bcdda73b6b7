"""A new record or register entry before it is a file: its id, its likely twins, its files.

Nothing here talks to anybody or writes anything; `asking` does the one, `storage` the other.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import define, field

from bilateral import csv_files, toml_files
from bilateral.conversion import number, structure
from bilateral.csv_files import standard_title
from bilateral.dates import Window
from bilateral.errors import DataError, InvalidValue
from bilateral.folders import Folder
from bilateral.likeness import nearest, overlap, words
from bilateral.records import KINDS, Agreement, Event, Exercise, Record, TradeFigure, Visit
from bilateral.registers import REGISTERS, Office, Source
from bilateral.rules.index import span
from bilateral.schema import FieldSpec, spec, specs
from bilateral.tables import is_list, is_row

_NEAR_DAYS = 3
_ALIKE = 0.4
# what a kind's rules demand beyond the fields that its class requires
_NEEDED: dict[type, tuple[str, ...]] = {
    Event: ("place",),
    Agreement: ("signed", "status_as_of"),
    Visit: ("start", "end", "planned", "guest", "host", "place", "principals", "counterparts"),
    Exercise: ("start", "end", "planned", "host", "place"),
    TradeFigure: ("exporter", "importer", "flow", "reporter", "commodity", "valuation", "bound"),
    Source: ("published", "url", "accessed", "author"),
    Office: ("state",),
}


def classes() -> dict[str, type[Any]]:
    """What can be new, by the word that names it."""
    return {cls.kind: cls for cls in KINDS} | {cls.__name__.lower(): cls for cls in REGISTERS}


def needed(cls: type) -> list[FieldSpec]:
    """The fields for which a contributor is asked, the id apart."""
    left_out = {"id", "key", *(["title"] if cls is TradeFigure else [])}  # its title follows
    names = _NEEDED.get(cls, ())
    asked = (one for one in specs(cls) if one.required or one.name in names)
    return [one for one in asked if one.name not in left_out]


# --- values ---------------------------------------------------------------------------------------


def given(cls: type, assignments: Iterable[str]) -> dict[str, Any]:
    """The plain table that `name=value` assignments spell; lists grow by repetition.

    A value is TOML where the field is a list or a table, and the text itself elsewhere.

    >>> from bilateral import Event
    >>> given(Event, ["date=1951-06", "tags=grain", 'actors={party = "TOY", role = "target"}'])
    {'date': '1951-06', 'tags': ['grain'], 'actors': [{'party': 'TOY', 'role': 'target'}]}
    """
    plain: dict[str, Any] = {}
    for assignment in assignments:
        name, sign, value = assignment.partition("=")
        if not sign:
            raise InvalidValue(assignment, "name=value", "put = between field and value")
        one = spec(cls, name.strip())
        parsed = read_value(one, value)
        if one.many:
            parts = parsed if is_list(parsed) else [parsed]
            plain.setdefault(one.name, []).extend(parts)
        else:
            plain[one.name] = parsed
    return plain


def tables(additions: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The kinds and plain tables of `kind={…}` additions."""
    for addition in additions:
        word, _, value = addition.partition("=")
        try:
            plain = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            plain = None
        if not is_row(plain):
            raise InvalidValue(
                addition, "kind={…}", 'write it as person={key = "ada-toy", name = "Ada Toy"}'
            )
        yield word.strip(), dict(plain)


def read_value(one: FieldSpec, value: str) -> Any:
    """What a typed value means for a field: TOML for tables and numbers, else the text itself."""
    text = value.strip()
    if one.item is not None or text.startswith("[") or one.type.json.get("type") != "string":
        try:
            return tomllib.loads(f"value = {text}", parse_float=number)["value"]
        except tomllib.TOMLDecodeError:
            if one.item is not None:
                raise InvalidValue(
                    value, "a table", 'write it as {key = "value", key = "value"}'
                ) from None
    return text


# --- ids ------------------------------------------------------------------------------------------


def propose(cls: type, plain: Mapping[str, Any], taken: Iterable[str]) -> str:
    """An id or key that says what it names, and that is not taken.

    >>> from bilateral import Event
    >>> propose(Event, {"date": "1951-06", "title": "Toyland ships the grain"}, [])
    'event-1951-toyland-ships-grain'
    """
    title = str(plain.get("name") or plain.get("title") or "")
    parts = [*words(_latin(title))][: 8 if "name" in plain else 4]
    if cls is TradeFigure:
        period = str(plain.get("period", ""))
        sides = [str(plain.get(name) or "") for name in ("exporter", "importer")]
        parts = [period[:4], *sides, str(plain.get("compiler", ""))]
        parts = ["trade", *(parts if any(sides) else [parts[0], "turnover", parts[3]])]
    elif issubclass(cls, Record):
        dates = (plain.get(one.name) for one in specs(cls) if one.role in ("start", "planned"))
        year = next((str(date)[:4] for date in dates if date), "")
        parts = [cls.kind, year if year.isdigit() else "", *parts]
    elif cls is Source:
        day = str(plain.get("published") or "").rstrip("~?%")
        parts = [*words(_latin(str(plain.get("publisher", ""))))[:2], day, *parts[:2]]
    elif cls is Office:
        parts = [str(plain.get("state") or ""), *parts]
    base = "-".join(_slug(part) for part in parts if _slug(part)) or cls.__name__.lower()
    known, number, name = set(taken), 2, base
    while name in known:
        name, number = f"{base}-{number}", number + 1
    return name


def _latin(text: str) -> str:
    """A text with letters of other alphabets left out."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if ord(char) < 0x0250)


def _slug(text: str) -> str:
    kept = (char if char.isascii() and char.isalnum() else "-" for char in text.lower())
    return "-".join(part for part in "".join(kept).split("-") if part)


# --- twins ----------------------------------------------------------------------------------------


def likely(folder: Folder, draft: Any) -> list[Any]:
    """The entries of a folder that may be what a draft is about, most alike first."""
    if isinstance(draft, Record):
        scored = [(_likeness(draft, other), other) for other in _of_days(folder, draft)]
        best = [one for one in scored if one[0] >= _ALIKE]
        return [other for _, other in sorted(best, key=lambda one: (-one[0], one[1].id))[:5]]
    entries = {**folder.registers[draft.folder]}
    entries.pop(draft.key, None)
    label = label_of(draft)
    keys = nearest(label, ((key, label_of(entry)) for key, entry in entries.items()), n=3)
    return [entries[key] for key in keys if overlap(label, label_of(entries[key])) >= 0.8]


def _of_days(folder: Folder, draft: Record) -> Iterator[Record]:
    days = _days(draft)
    for other in folder.records:
        theirs = _days(other) if type(other) is type(draft) and other.id != draft.id else None
        if days and theirs and days.first <= theirs.last and theirs.first <= days.last:
            yield other


def _days(record: Record) -> Window | None:
    start, end = span(record)
    if start is None:
        return None
    return Window(start.window.first - _NEAR_DAYS, (end or start).window.last)


def _likeness(draft: Record, other: Any) -> float:
    if isinstance(draft, TradeFigure):
        names = ("compiler", "exporter", "importer", "commodity", "period", "currency")
        return float(all(getattr(draft, name) == getattr(other, name) for name in names))
    shared = overlap(draft.title, other.title)
    people, theirs = _people(draft), _people(other)
    place = getattr(draft, "place", None)
    if people & theirs:
        shared += 0.5
    if place and place == other.place:
        shared += 0.2
    return shared


def _people(record: Any) -> set[str]:
    return {holder.person for holder in getattr(record, "principals", ()) if holder.person}


def label_of(entry: Any) -> str:
    """What an entry is called."""
    if isinstance(entry, Source):
        return f"{entry.publisher} {entry.title}"
    if isinstance(entry, Office):
        return f"{entry.state or ''} {entry.title}"
    return str(getattr(entry, "name", "") or entry.title)


def offers(folder: Folder, register: str, name: str) -> list[str]:
    """The keys of a register that a name may mean, nearest first."""
    if register in folder.registers:
        entries = ((key, label_of(one)) for key, one in folder.registers[register].items())
    elif register == "records":
        entries = ((one.id, one.title) for one in folder.records)
    else:
        assert folder.manifest is not None  # a folder without one is refused before
        entries = ((word.key, word.meaning) for word in getattr(folder.manifest, register))
    return nearest(name, entries)


# --- files ----------------------------------------------------------------------------------------


@define
class Draft:
    """What is to be written: register entries first, the record that needs them last."""

    folder: Folder
    entries: list[Any] = field(factory=list[Any])

    def add(self, cls: type[Any], plain: dict[str, Any]) -> Any:
        """Take an entry in; raises DataError with everything that is wrong in it."""
        if cls is TradeFigure and "title" not in plain:
            plain = plain | {"title": standard_title(plain)}
        entry = structure(plain, cls, file=self.file_of(cls, plain))
        self.entries.append(entry)
        if isinstance(entry, Record):
            self.folder.records.append(entry)
        else:
            self.folder.registers[cls.folder][entry.key] = entry
        return entry

    def taken(self, cls: type[Any]) -> set[str]:
        """The ids or keys that a new entry of a class cannot have."""
        if issubclass(cls, Record):
            return {record.id for record in self.folder.records} | set(self.folder.released)
        return set(self.folder.registers[cls.folder])

    def file_of(self, cls: type[Any], plain: Mapping[str, Any]) -> str:
        """The file below the folder in which an entry is to stand."""
        if cls is TradeFigure:
            return f"records/trade/{plain.get('compiler')}.csv"
        name = plain.get("id") or plain.get("key")
        return f"{'records/' if issubclass(cls, Record) else ''}{cls.folder}/{name}.toml"

    def texts(self) -> dict[Path, str]:
        """The files to write, in the order in which nothing refers to what is not there yet."""
        made: dict[Path, str] = {}
        for entry in self.entries:
            if isinstance(entry, TradeFigure):
                file = f"records/trade/{entry.compiler}.csv"
                unread = [one for one in self.folder.problems if one.file == file]
                if unread:  # or the rows that could not be read would be lost
                    raise DataError(unread)
                rows = [*self.folder.trade_files().get(file, ())]
                rows += [one for one in self.entries if _is_of(one, entry.compiler)]
                text = csv_files.dump(rows, TradeFigure, fixed=["compiler"])
            else:
                named = {"id": getattr(entry, "id", None), "key": getattr(entry, "key", None)}
                file = self.file_of(entry.__class__, named)
                text = toml_files.dump(entry)
            made[self.folder.path / file] = text
        return made


def _is_of(entry: object, compiler: str) -> bool:
    return isinstance(entry, TradeFigure) and entry.compiler == compiler
