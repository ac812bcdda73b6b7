"""Corrupt datasets by hundreds of small slips, and measure which the gate catches.

`python benchmarks/mutations.py docs/mutations.md` takes the real dataset and the made-up one,
applies hand-written operators for every class of slip, and for every field the generic ones, and
writes the page: the share that is caught by a right rule, in the right file and field.
"""

import random
import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bilateral import csv_files, folders, rules, toml_files
from bilateral.errors import Problem
from bilateral.folders import class_of, files_in, head, read_folder
from bilateral.locations import Csv, Spot, Toml
from bilateral.records import KINDS, Agreement, Event, Exercise, Record, TradeFigure, Visit
from bilateral.registers import Manifest, Person, Place, Source
from bilateral.rules.index import span, took_place
from bilateral.schema import FieldSpec, specs
from bilateral.tables import is_list

ROOT = Path(__file__).parents[1]
DATASETS = {"made-up": ROOT / "tests" / "rur-toy", "real": ROOT / "datasets" / "pak-rus"}
EACH = 12  # mutants of one operator and dataset, at most

DATE_RULES = (
    "states-lifetime states-acting states-tenure evidence-covered evidence-years evidence-early "
    "evidence-held identity-id order-dates order-force order-reading order-relations order-status "
    "order-editions order-delivery offices-term units-duration units-period references-place"
)


class Mutant(NamedTuple):
    """One slip: files by name with their new content (None: removed), and where it must show."""

    kind: str
    files: dict[str, bytes | None]
    file: str  # where the finding must be, or the id of the record that a finding must name
    fields: set[str]  # any of these heads; empty: any
    rules: set[str]
    what: str = ""  # the field and its new value, for the list of survivors


class World:
    """A copy of one dataset that is corrupted and mended again."""

    def __init__(self, source: Path, scratch: Path) -> None:
        self.path = scratch / source.name
        shutil.copytree(source, self.path)
        self.folder = read_folder(self.path)
        self.records: dict[str, Any] = {one.id: one for one in self.folder.records}
        self.texts = {name: self.folder.texts[name] for name in files_in(self.path)}

    def of(self, *kinds: type[Any]) -> Iterator[Any]:
        return (one for one in self.folder.records if isinstance(one, kinds) and not one.withdrawn)

    def file_of(self, item: object) -> str:
        return self.folder.file_of(item)

    def register(self, name: str) -> dict[str, Any]:
        return self.folder.registers[name]

    def spot(self, file: str, field: str, record: str = "") -> Spot | None:
        """Where a value stands, None if the field is not there."""
        problem = Problem("x", file=file, field=field, record=record)
        cls = class_of(file)
        assert cls is not None
        found = _scan(self.texts[file]).find(problem, cls)
        if file.endswith(".csv"):
            return found
        there = found and self.texts[file].split("\n")[found.line - 1][: found.column - 1]
        return found if there and there.rstrip().endswith("=") else None

    def replaced(self, file: str, field: str, new: str, record: str = "") -> bytes | None:
        """The file with another raw value of a field, None if the field is not there."""
        found = self.spot(file, field, record)
        if found is None:
            return None
        text = self.texts[file]
        starts = [0, *(one.end() for one in re.finditer("\n", text))]
        at = starts[found.line - 1] + found.column - 1
        width = found.width if file.endswith(".toml") or found.text else 0
        if text[at : at + 3] == '"""':
            width = text.index('"""', at + 3) + 3 - at
        return (text[:at] + new + text[at + width :]).encode("utf-8", "surrogatepass")

    def with_cell(self, record: TradeFigure, field: str, new: str) -> bytes | None:
        return self.replaced(self.file_of(record), field, new, record.id)

    def check(self, mutant: Mutant) -> list[Problem]:
        """What a check finds after the slip; the dataset is mended again."""
        before: dict[str, bytes | None] = {}
        try:
            for name, content in mutant.files.items():
                path = self.path / name
                before[name] = path.read_bytes() if path.is_file() else None
                if content is None:
                    path.unlink()
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
            found = rules.run(read_folder(self.path), {*mutant.files, mutant.file})
        finally:
            for name, content in before.items():
                if content is None:
                    (self.path / name).unlink(missing_ok=True)
                else:
                    (self.path / name).write_bytes(content)
        return [one for one in found if not one.accepted]


@cache
def _scan(text: str) -> Toml | Csv:
    return Csv(text) if re.match(r"[a-z_]+,", text) else Toml(text)


# --- operators ------------------------------------------------------------------------------------

Operator = Callable[[World], Iterator[Mutant | None]]
OPERATORS: list[tuple[str, Operator]] = []


def operator(title: str) -> Callable[[Operator], Operator]:
    def register(function: Operator) -> Operator:
        OPERATORS.append((title, function))
        return function

    return register


def mutant(
    kind: str, world: World, item: Any, field: str, new: str, expected: str, fields: str = ""
) -> Mutant | None:
    """A slip in one field of one object, given the new raw value."""
    file = world.file_of(item)
    record = item.id if isinstance(item, Record) else ""
    content = world.replaced(file, field, new, record)
    if content is None or content == world.texts[file].encode():
        return None
    heads = {head(field), *fields.split()}
    what = f"{record} {field} = {new}".strip()
    return Mutant(kind, {file: content}, file, heads, {*expected.split()}, what)


def quoted(item: object, value: object) -> str:
    return str(value) if isinstance(item, TradeFigure) else f'"{value}"'


@operator("swapped dates")
def swapped_dates(world: World) -> Iterator[Mutant | None]:
    pairs = (("start", "end"), ("date", "end"), ("signed", "in_force"), ("published", "accessed"))
    for item in (*world.of(Event, Visit, Exercise, Agreement), *world.register("sources").values()):
        for first, last in pairs:
            one, other = getattr(item, first, None), getattr(item, last, None)
            if not one or not other or other.may_precede(one):
                continue
            file = world.file_of(item)
            text = world.texts[file]
            swapped = re.sub(rf'(?m)^{first} = "[^"]*"', f'{first} = "{other}"', text, count=1)
            swapped = re.sub(rf'(?m)^{last} = "[^"]*"', f'{last} = "{one}"', swapped, count=1)
            yield Mutant(
                "swapped dates",
                {file: swapped.encode()},
                file,
                {first, last, "checked", "cites"},
                {"order-dates", "order-force", "order-reading", "order-status"},
            )


def _century(text: str, by: int) -> str:
    return re.sub(r"\b(1[89]|20)(?=\d\d)", lambda found: str(int(found[0]) + by), text)


def _dates(world: World) -> Iterator[tuple[Any, str, Any]]:
    for item in rules.index.everything(world.folder):  # type: ignore[attr-defined]
        for path, one, value in folders.scalars(item):
            if one.type.name in ("date", "period") and not path.startswith("disputes"):
                yield item, path, value


@operator("shifted century")
def shifted_century(world: World) -> Iterator[Mutant | None]:
    by_field: dict[tuple[str, str], list[tuple[Any, str, Any]]] = defaultdict(list)
    for item, path, value in _dates(world):
        by_field[type(item).__name__, re.sub(r"\[.*?\]", "[]", path)].append((item, path, value))
    partners = "start end date signed in_force ended status_as_of planned published accessed period"
    for places in by_field.values():
        for item, path, value in _spread(places, 6):
            for by in (-1, 1):
                new = _century(str(value), by)
                if new == str(value) or type(item).__name__ == "Coverage":
                    continue
                yield mutant(
                    "shifted century", world, item, path, quoted(item, new), DATE_RULES,
                    f"{partners} checked cites terms states guest host actors parties principals "
                    "participants exporter covered_to related",
                )  # fmt: skip


@operator("million and billion")
def wrong_scale(world: World) -> Iterator[Mutant | None]:
    caught = "units-jump units-outlier units-part units-sum units-size units-words"
    for one in world.of(TradeFigure):
        new = one.scale * 1000 if one.scale < 10**9 else 10**6
        yield mutant("million and billion", world, one, "scale", str(new), caught, "amount")
    for one in world.of(Agreement):
        for value in one.values:
            path = f"values[{value.meaning}].scale"
            new = value.scale * 1000
            yield mutant("million and billion", world, one, path, str(new), caught)


@operator("FOB and CIF swapped")
def wrong_valuation(world: World) -> Iterator[Mutant | None]:
    for one in world.of(TradeFigure):
        if one.flow in ("export", "import"):
            new = "CIF" if one.flow == "export" else "FOB"
            yield mutant("FOB and CIF swapped", world, one, "valuation", new, "units-valuation")


@operator("currency swapped")
def wrong_currency(world: World) -> Iterator[Mutant | None]:
    for one in world.of(TradeFigure):
        new = "PKR" if one.currency == "USD" else "USD"
        caught = "units-currency units-sum units-outlier units-jump accepts-needless"
        yield mutant("currency swapped", world, one, "currency", new, caught, "amount accepts")


@operator("wrong state of the day")
def wrong_state(world: World) -> Iterator[Mutant | None]:
    assert world.folder.manifest is not None
    lines = [side.states for side in world.folder.manifest.sides if len(side.states) > 1]
    for one in world.of(*KINDS):
        for path, spec, value in folders.scalars(one):
            for line in lines:
                if spec.type.name == "state" and value in line:
                    other = line[0] if value == line[-1] else line[-1]
                    yield mutant(
                        "wrong state of the day", world, one, path, quoted(one, other),
                        "states-lifetime states-acting",
                    )  # fmt: skip


@operator("exporter and importer swapped")
def swapped_flow(world: World) -> Iterator[Mutant | None]:
    for one in world.of(TradeFigure):
        if one.exporter and one.importer:
            file = world.file_of(one)
            text = world.texts[file]
            old = f",{one.exporter},{one.importer},"
            at = text.index(f"\n{one.id},") + 1
            at = text.index(old, at)
            new = text[:at] + f",{one.importer},{one.exporter}," + text[at + len(old) :]
            yield Mutant(
                "exporter and importer swapped",
                {file: new.encode()},
                file,
                {"exporter", "importer", "reporter", "flow", "period", "amount"},
                {"identity-id", "identity-trade", "units-flow", "units-jump", "units-outlier"},
            )


@operator("office not held")
def office_not_held(world: World) -> Iterator[Mutant | None]:
    people: dict[str, Person] = world.register("people")
    offices = world.register("offices")
    by_office: dict[str, list[Person]] = defaultdict(list)
    for person in people.values():
        for term in person.terms:
            by_office[term.office].append(person)
    for one in world.of(Visit, Agreement):
        start, _ = span(one)
        for name in ("principals", "counterparts", "signatories"):
            for holder in getattr(one, name, ()):
                for other in by_office[holder.office]:
                    terms = [term for term in other.terms if term.office == holder.office]
                    apart = all(
                        (term.start and start and not term.start.may_precede(start))
                        or (term.end and start and not start.may_precede(term.end))
                        for term in terms
                    )
                    if holder.person and start and apart:
                        yield mutant(
                            "office not held", world, one, f"{name}[{holder.person}].person",
                            quoted(one, other.key), "offices-term",
                        )  # fmt: skip
                        break
                ranked = [
                    key for key, office in offices.items()
                    if office.rank in ("leader", "minister", "head_of_government")
                    and office.state == (offices[holder.office].state)
                    and key not in {term.office for term in people[holder.person].terms}
                ] if holder.person else []  # fmt: skip
                if ranked:
                    yield mutant(
                        "office not held", world, one, f"{name}[{holder.person}].office",
                        quoted(one, ranked[0]), "offices-term offices-missing",
                    )  # fmt: skip


@operator("edition out of order")
def wrong_edition(world: World) -> Iterator[Mutant | None]:
    numbered = [one for one in world.of(Exercise) if one.series and one.edition]
    for one in numbered:
        for other in numbered:
            near = abs(other.edition - one.edition) == 1
            if other.series == one.series and near and took_place(one) and took_place(other):
                yield mutant(
                    "edition out of order", world, one, "edition", str(other.edition),
                    "identity-exercise order-editions",
                )  # fmt: skip


@operator("dangling relation or reference")
def dangling(world: World) -> Iterator[Mutant | None]:
    for item in rules.index.everything(world.folder):  # type: ignore[attr-defined]
        for path, one, value in folders.scalars(item):
            if one.type.refers_to and isinstance(item, (*KINDS, Person)) and "[" in path:
                yield mutant(
                    "dangling relation or reference", world, item, path,
                    quoted(item, f"{value}-x"), "references",
                )  # fmt: skip


@operator("circular relation")
def circular(world: World) -> Iterator[Mutant | None]:
    for one in world.of(Event, Agreement, Visit, Exercise):
        for tie in one.related:
            other = world.records[tie.id]
            if isinstance(other, TradeFigure) or tie.relation == "related_to":
                continue
            file = world.file_of(other)
            loop = f'\n[[related]]\nid = "{one.id}"\nrelation = "responds_to"\n'
            files = {file: (world.texts[file] + loop).encode()}
            yield Mutant("circular relation", files, file, {"related"}, {"references-circle"})
            yield mutant(
                "circular relation", world, one, f"related[{tie.id}].id", quoted(one, one.id),
                "references-self",
            )  # fmt: skip


@operator("a source older than the event it proves")
def older_source(world: World) -> Iterator[Mutant | None]:
    sources: dict[str, Source] = world.register("sources")
    for one in world.of(*KINDS):
        start, _ = span(one)
        name = next(part.name for part in specs(type(one)) if part.role == "start")
        for cite in one.cites:
            source = sources[cite.key]
            proves = cite.says == "reports" and (not cite.supports or name in cite.supports)
            early = start and start.earliest and str(start.earliest.year - 5)
            fixed = start and not start.is_qualified
            if proves and early and fixed and source.published and took_place(one):
                file = world.file_of(source)
                content = world.replaced(file, "published", f'"{early}"')
                if content:
                    yield Mutant(
                        "a source older than the event it proves", {file: content}, one.id,
                        {"cites"}, {"evidence-early", "evidence-held"},
                    )  # fmt: skip


def respelled(text: str) -> str:
    """A name in another transliteration."""
    for old, new in (("Kh", "H"), ("kh", "h"), ("ey", "ei"), ("y", "i"), ("v", "w"), ("ss", "s"),
                     ("mm", "m"), ("a ", "ah "), ("o", "u")):  # fmt: skip
        text = text.replace(old, new)
    return text


@operator("a duplicate under another spelling")
def duplicate(world: World) -> Iterator[Mutant | None]:
    kind = "a duplicate under another spelling"
    for one in world.of(Event, Agreement, Visit, Exercise):
        file = world.file_of(one)
        title = respelled(one.title)
        if title == one.title or not took_place(one):
            continue
        new = file.replace(one.id, f"{one.id}-again")
        text = world.texts[file].replace(f'id = "{one.id}"', f'id = "{one.id}-again"', 1)
        text = re.sub(r'(?m)^title = ".*"$', f'title = "{title}"'.replace("\\", ""), text, count=1)
        wanted = {"identity-title", "identity-visit", "identity-exercise"}
        yield Mutant(kind, {new: text.encode()}, one.id, set(), wanted)
    for register in ("people", "places"):
        for entry in world.register(register).values():
            name = respelled(entry.name)
            if name != entry.name:
                new = f'key = "{entry.key}-again"\nname = "{name}"\n'
                file = f"{register}/{entry.key}-again.toml"
                yield Mutant(kind, {file: new.encode()}, entry.key, set(), {"identity-register"})
    for source in world.register("sources").values():
        file = f"sources/{source.key}-again.toml"
        text = world.texts[world.file_of(source)].replace(
            f'"{source.key}"', f'"{source.key}-again"', 1
        )
        text = text.replace("https://www.", "http://")
        wanted = {"identity-source", "identity-register"}
        yield Mutant(kind, {file: text.encode()}, source.key, set(), wanted)


@operator("a place in another country")
def wrong_place(world: World) -> Iterator[Mutant | None]:
    places: dict[str, Place] = world.register("places")
    for one in world.of(Visit, Exercise):
        home = places.get(one.place or "")
        if home and one.host and home.states:
            other = next(
                key for key, place in places.items()
                if place.states and not {part.state for part in place.states}
                & {part.state for part in home.states}
            )  # fmt: skip
            yield mutant(
                "a place in another country", world, one, "place", quoted(one, other),
                "references-place",
            )  # fmt: skip


@operator("text in the wrong script")
def wrong_script(world: World) -> Iterator[Mutant | None]:
    kind, looks_alike = "text in the wrong script", str.maketrans("aeocp", "аеоср")
    for one in world.of(Event, Agreement, Visit, Exercise):
        title = one.title[:3] + one.title[3:].translate(looks_alike)
        yield mutant(kind, world, one, "title", quoted(one, title), "text-words")
        title = "Визит министра в Москву"
        yield mutant(kind, world, one, "title", quoted(one, title), "text-words")
    for person in world.register("people").values():
        if person.native_name:
            yield mutant(
                kind, world, person, "name", quoted(person, person.native_name), "text-script"
            )
            acting = any(
                holder.person == person.key
                for one in world.of(Visit, Agreement)
                for name in ("principals", "counterparts", "signatories")
                for holder in getattr(one, name, ())
            )
            if acting:
                other = "Иван Иванов" if person.native_name[0] > "\u0600" else "علی خان"
                yield mutant(
                    kind, world, person, "native_name", quoted(person, other), "text-own-script"
                )


def _texts(world: World) -> Iterator[tuple[Any, str, str]]:
    for item in rules.index.everything(world.folder):  # type: ignore[attr-defined]
        for path, one, value in folders.scalars(item):
            if one.type.name not in ("line", "text") or "supports" in path:
                continue
            if isinstance(item, Manifest | folders.Coverage):
                continue
            if not set(value) & set('"\\\n'):
                yield item, path, str(value)


@operator("mojibake")
def mojibake(world: World) -> Iterator[Mutant | None]:
    for item, path, value in _texts(world):
        for page in ("cp1252", "latin-1", "cp1251"):
            try:
                broken = value.encode().decode(page)
            except UnicodeError:
                continue
            if broken != value and '"' not in broken and broken.isprintable():
                caught = "text-mojibake text-characters text-words text-script type"
                yield mutant("mojibake", world, item, path, quoted(item, broken), caught)


def inserted(kind: str, chars: str) -> Operator:
    def insert(world: World) -> Iterator[Mutant | None]:
        for number, (item, path, value) in enumerate(_texts(world)):
            half = len(value) // 2
            new = value[:half] + chars[number % len(chars)] + value[half:]
            yield mutant(kind, world, item, path, quoted(item, new), "text-characters type")

    return insert


operator("bidirectional control characters")(
    inserted("bidirectional control characters", "\u202e\u202d\u202a\u2066\u200f\u061c")
)
operator("invisible spaces")(inserted("invisible spaces", "\u00a0\u200b\u2009\u3000\ufeff\u00ad"))


def whole_file(kind: str, change: Callable[[bytes], bytes], expected: str) -> Operator:
    def spoil(world: World) -> Iterator[Mutant | None]:
        for name, text in world.texts.items():
            content = change(text.encode())
            yield Mutant(kind, {name: content}, name, set(), {*expected.split()})

    return spoil


operator("CRLF")(whole_file("CRLF", lambda raw: raw.replace(b"\n", b"\r\n"), "file-format"))
operator("a byte order mark")(
    whole_file("a byte order mark", lambda raw: b"\xef\xbb\xbf" + raw, "file-format")
)
operator("no UTF-8")(whole_file("no UTF-8", lambda raw: raw[:8] + b"\xe9" + raw[8:], "file"))


@operator("a field of 50 MB")
def giant(world: World) -> Iterator[Mutant | None]:
    for name, text in list(world.texts.items())[:2]:
        content = text.encode() + b'note = "' + b"x" * (50 * 2**20) + b'"\n'
        yield Mutant("a field of 50 MB", {name: content}, name, set(), {"file"})


@operator("nesting like a billion laughs")
def nested(world: World) -> Iterator[Mutant | None]:
    deep = ["[" * 3000 + "]" * 3000, "{a=" * 2000 + "1" + "}" * 2000, "[" * 100_000]
    names = [name for name in world.texts if name.endswith(".toml")]
    for name in _spread(names, 4):
        for nest in deep:
            content = f"{world.texts[name]}\nnote = {nest}\n".encode()
            expected = {"toml", "type", "unknown-key", "file-format"}
            yield Mutant("nesting like a billion laughs", {name: content}, name, set(), expected)


@operator("a path with ..")
def traversal(world: World) -> Iterator[Mutant | None]:
    for item in (*world.of(Event, Agreement, Visit, Exercise), *world.register("people").values()):
        name = "id" if isinstance(item, Record) else "key"
        yield mutant("a path with ..", world, item, name, '"../../etc/passwd"', "type")
    for one in world.of(Visit):
        yield mutant("a path with ..", world, one, "place", '"../places/x"', "type")


# --- every field ----------------------------------------------------------------------------------


def _fields(world: World) -> Iterator[tuple[Any, str, FieldSpec, Any, bool]]:
    """One object for every field of every class, with the field's path and value."""
    seen: set[tuple[str, str]] = set()
    for item in rules.index.everything(world.folder):  # type: ignore[attr-defined]
        if isinstance(item, folders.Coverage):
            continue
        for path, one, value in folders.scalars(item):
            place = (type(item).__name__, re.sub(r"\[.*?\]", "", path))
            if place not in seen and world.spot(world.file_of(item), path, getattr(item, "id", "")):
                seen.add(place)
                yield item, path, one, value, one.required and "[" not in path


def every_field(world: World) -> Iterator[Mutant | None]:
    """The slips that any field can have: a wrong type, no value, a word of no vocabulary."""
    for item, path, one, value, required in _fields(world):
        csv = isinstance(item, TradeFigure)
        names = re.sub(r"\[.*?\]", "", path)
        kind = f"{type(item).__name__}.{names}"
        simple = isinstance(value, str) or one.type.name in ("date", "period")
        wrong = {"integer": '"many"', "decimal": '"many"', "boolean": '"yes"', "scale": "7"}
        if one.many:
            new = "nothing" if csv else '"nothing"'
        elif csv:
            new = "" if required and one.name != "id" else "\u202e?"
        else:
            new = wrong.get(one.type.name, "7" if simple else '"x"')
        if csv and one.type.name in wrong:
            new = "many"
        expected = "type missing csv references text-characters toml"
        yield mutant(kind, world, item, path, new, expected, "")
        if not csv and simple and not one.many:
            yield mutant(
                kind, world, item, path, '""', "type references text-script file-name toml"
            )
        if not csv and one.type.choices:
            word = quoted(item, f"{value}x")
            yield mutant(kind, world, item, path, word, "type")
        if not csv and required:
            file = world.file_of(item)
            lines = [
                line for line in world.texts[file].split("\n")
                if not line.startswith(f"{one.name} =")
            ]  # fmt: skip
            if len(lines) + 1 == len(world.texts[file].split("\n")) and '"""' not in str(lines):
                yield Mutant(kind, {file: "\n".join(lines).encode()}, file, {one.name}, {"missing"})
            text = world.texts[file].replace(f"{one.name} =", f"{one.name}x =", 1)
            yield Mutant(kind, {file: text.encode()}, file, {f"{one.name}x"}, {"unknown-key"})


# --- running --------------------------------------------------------------------------------------


def _spread(items: list[Any], most: int) -> list[Any]:
    """At most so many, chosen over the whole list by a fixed die."""
    return items if len(items) <= most else random.Random(len(items)).sample(items, most)


class Score:
    """How the mutants of one kind fared."""

    def __init__(self) -> None:
        self.caught = self.elsewhere = 0
        self.survivors: list[str] = []

    @property
    def total(self) -> int:
        return self.caught + self.elsewhere + len(self.survivors)


def judge(mutant: Mutant, found: list[Problem]) -> tuple[str, str]:
    """`caught` and the rule, `elsewhere`, or `survived`."""
    for one in found:
        said = f"{one.found} {one.wanted} {one.fix} {one.record}"
        here = one.file == mutant.file or Path(mutant.file).stem in said
        at = not mutant.fields or head(one.field) in mutant.fields or one.rule == "toml"
        if one.rule in mutant.rules and here and at:
            return "caught", one.rule
    return ("elsewhere", found[0].rule) if found else ("survived", "")


def remember_parsing() -> None:
    """Read each unchanged file once: its objects are frozen and can be shared."""
    for module, name in ((toml_files, "parse_rest"), (csv_files, "parse")):
        original = getattr(module, name)
        memory: dict[object, Any] = {}

        def remembered(
            text: str, cls: type, *, file: str, fixed: Any = None,
            original: Any = original, memory: Any = memory,
        ) -> Any:  # fmt: skip
            key = (text if len(text) < 10**5 else id(text), cls, file)
            if key not in memory:
                extra = {} if fixed is None else {"fixed": fixed}
                memory[key] = original(text, cls, file=file, **extra)
            entry, problems = memory[key]
            return list(entry) if is_list(entry) else entry, list(problems)

        setattr(module, name, remembered)


def measure(
    names: list[str], most: int = EACH, only: str = ""
) -> tuple[dict[str, dict[str, Score]], Counter[str]]:
    """Scores by class of slip and dataset, and how often each rule caught one."""
    scores: dict[str, dict[str, Score]] = defaultdict(lambda: defaultdict(Score))
    by_rule: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            world = World(DATASETS[name], Path(scratch))
            jobs = [(title, job, most) for title, job in OPERATORS]
            for title, job, number in [*jobs, ("every field", every_field, 10**6)]:
                if only and only != title:
                    continue
                made = [one for one in job(world) if one is not None]
                number = max(number, 60) if title == "shifted century" and most >= EACH else number
                for one in _spread(made, number):
                    verdict, rule = judge(one, world.check(one))
                    score = scores[one.kind][name]
                    if verdict == "caught":
                        score.caught += 1
                        by_rule[rule] += 1
                    elif verdict == "elsewhere":
                        score.elsewhere += 1
                        by_rule[rule] += 1
                    else:
                        score.survivors.append(f"`{', '.join(one.files)}` {one.what}")
            links(world, scores, by_rule, name) if not only else None
    return scores, by_rule


def links(
    world: World, scores: dict[str, dict[str, Score]], by_rule: Counter[str], name: str
) -> None:
    """A file and a folder that are links out of the dataset, a record that is gone."""
    outside = world.path.parent / f"outside-{name}"
    outside.mkdir()
    (outside / "x.toml").write_text('key = "x"\nname = "X"\n')
    for target in ("people/x.toml", "places"):
        path = world.path / target
        kept = path.with_name(f".kept-{path.name}")
        if path.exists():
            path.rename(world.path / kept.name)
        path.symlink_to(outside / "x.toml" if target.endswith("toml") else outside)
        problems = [one for one in rules.run(read_folder(world.path)) if one.file == target]
        caught = any(one.rule == "file" and one.found == "a link" for one in problems)
        _note(scores["a link out of the folder"][name], caught, target)
        by_rule["file"] += caught
        path.unlink()
        if (world.path / kept.name).exists():
            (world.path / kept.name).rename(path)
    for released in _spread(sorted(world.folder.released), 6):
        file = world.file_of(world.records[released])
        if file.endswith(".toml"):
            gone = Mutant(
                "a released record removed", {file: None}, file, {"id"}, {"identity-released"}
            )
            verdict, rule = judge(gone, world.check(gone))
            _note(scores[gone.kind][name], verdict == "caught", file)
            by_rule[rule] += 1


def _note(score: Score, caught: bool, what: str) -> None:
    if caught:
        score.caught += 1
    else:
        score.survivors.append(what)


WHY = {
    "shifted century": "The days of a state of the dataset's own, of a place's tenure, and open "
    "bounds of a term are of any year as long as no record depends on them.",
    "million and billion": "A figure that stands alone (one commodity in one year, one contract) "
    "has nothing to be measured by: a thousandth of it, or a thousandfold below a hundred billion, "
    "is as likely as itself. The second source that the reviewer asks for shows it.",
    "currency swapped": "A compiler of whom one figure of that kind is on file has no usual "
    "currency.",
    "exporter and importer swapped": "A row whose id spells no pair of states, whose reporter is "
    "not known and whose counterpart is not on file says the same either way.",
    "mojibake": "One broken pair of letters alone is a pair of letters too.",
    "a source older than the event it proves": "The record has other dates in play.",
}


def page(scores: dict[str, dict[str, Score]], by_rule: Counter[str]) -> str:
    """The page with the tables."""
    classes = [*dict.fromkeys(title for title, _ in OPERATORS)]
    classes += ["a link out of the folder", "a released record removed"]
    fields = sorted(kind for kind in scores if kind not in classes)
    everything = [score for kind in scores.values() for score in kind.values()]
    total = sum(score.total for score in everything)
    caught = sum(score.caught for score in everything)
    told = sum(score.elsewhere for score in everything)
    lines = [
        "# Proof that the gate holds",
        "",
        "Written by `make mutations`; do not edit. The real dataset and the made-up one are",
        "corrupted by small slips, one at a time, and checked. *Caught* is a slip that a right",
        "rule reports in the right file (or naming the right record) and field; *told otherwise*",
        "one that another rule, or the same in another place, reports; *survived* one that",
        "nothing reports.",
        "",
        f"**{total:,} mutants: {caught:,} caught ({100 * caught / total:.1f} %), {told} told "
        f"otherwise, {total - caught - told} survived.**",
        "",
        "## By class of slip",
        "",
        "| class | mutants | caught | told otherwise | survived | caught, real | caught, made-up |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [_row(kind, scores[kind]) for kind in classes if kind in scores]
    lines += ["", "## What survived, and why", ""]
    for kind in [*classes, *fields]:
        lost = [
            f"{name}: {what}" for name, score in scores[kind].items() for what in score.survivors
        ]
        if lost:
            why = WHY.get(
                kind, "No rule sees it: the value is as good as the one that it replaced."
            )
            lines += [f"**{kind}** ({len(lost)}). {why}", ""]
            lines += [f"- {what}" for what in lost[:12]]
            lines += [f"- … and {len(lost) - 12} more"] if len(lost) > 12 else []
            lines.append("")
    lines += ["## By rule", "", "| rule | mutants that it reported |", "|---|---:|"]
    lines += [f"| `{rule}` | {number} |" for rule, number in sorted(by_rule.items())]
    idle = sorted(set(rules.RULES) - set(by_rule))
    lines += [
        "",
        "Rules that no mutant needed (each is shown failing on [its page](rules.md)): "
        + ", ".join(f"`{name}`" for name in idle)
        + ".",
        "",
        "## By field",
        "",
        "Every field of every kind and register, with a value of a wrong type, an empty one, a",
        "word of no vocabulary, without it, and under a misspelt name.",
        "",
        "| field | mutants | caught | told otherwise | survived |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [_row(kind, scores[kind], split=False) for kind in fields]
    return "\n".join(lines) + "\n"


def _row(kind: str, by_name: dict[str, Score], *, split: bool = True) -> str:
    scores = by_name.values()
    total, caught = sum(one.total for one in scores), sum(one.caught for one in scores)
    told, lost = sum(one.elsewhere for one in scores), sum(len(one.survivors) for one in scores)
    row = f"| {kind if split else f'`{kind}`'} | {total} | {caught} | {told} | {lost} |"
    for name in ("real", "made-up") if split else ():
        one = by_name.get(name)
        row += f" {100 * one.caught / one.total:.0f} % |" if one and one.total else " – |"
    return row


def main(target: str) -> None:
    """Measure both datasets and write the page."""
    remember_parsing()
    Path(target).write_text(page(*measure([*DATASETS])), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
