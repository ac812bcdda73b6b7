"""Identity: one thing is one entry, and an id means the same for ever."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any

from bilateral.dates import Window
from bilateral.likeness import overlap, sound, words
from bilateral.records import Agreement, Exercise, Record, TradeFigure, Visit
from bilateral.registers import Office, Person, Place, Source
from bilateral.rules.index import Findings, Index, rule, span, start_of, took_place
from bilateral.rules.units import Series, series_of
from bilateral.schema import specs

_ALIKE = 0.6
_ID_YEAR = re.compile(r"-(fy)?((?:1[89]|20)\d\d)(?=-|$)")


@rule("identity-visit")
def _identity_visit(data: Index) -> Findings:
    """No two visits have one principal, place and day (commission sessions aside).

    Why: A happening that is entered twice counts twice in every panel.

    Mend: Merge the two records; withdraw one if it was released.
    """
    groups: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in data.of_kind(Visit):
        if visit.form == "commission_session" or visit.status != "held" or not visit.start:
            continue
        for name in dict.fromkeys(holder.person for holder in visit.principals if holder.person):
            groups[name, visit.place or ""].append(visit)
    for (person, _), visits in groups.items():
        visits.sort(key=lambda one: start_of(one).window)
        for before, after in combinations(visits, 2):
            if _same_days(before, after):
                yield data.finding(
                    after,
                    "principals",
                    f"{person}, as in {before.id}",
                    "one record for one visit",
                    "merge the two",
                )


def _same_days(one: Visit, other: Visit) -> bool:
    ours, theirs = _certain_days(one), _certain_days(other)
    overlap = ours.first <= theirs.last and theirs.first <= ours.last
    return overlap or (one.start, one.end) == (other.start, other.end)


def _certain_days(visit: Visit) -> Window:
    """From its latest start to its earliest end; the other way round if no day is certain."""
    start, end = start_of(visit).window, (visit.end or start_of(visit)).window
    return Window(min(start.last, end.last), max(start.first, end.first))


@rule("identity-trade")
def _identity_trade(data: Index) -> Findings:
    """No two trade figures say the same of the same: one of them is a duplicate or a vintage.

    Why: A figure that stands twice is added twice.

    Mend: Make the other value a dispute, or name the edition of the series in `vintage`.
    """
    seen: dict[Series, TradeFigure] = {}
    for one in data.of_kind(TradeFigure):
        key = (*series_of(one), one.period, one.vintage)
        if key in seen:
            yield data.finding(
                one,
                "period",
                f"the same as {seen[key].id}",
                "one figure for one movement of goods",
                "make the other value a dispute, or name the vintage",
            )
        seen.setdefault(key, one)


@rule("identity-exercise")
def _identity_exercise(data: Index) -> Findings:
    """No two exercises are the same edition of one series.

    Why: One edition of a series takes place once.

    Mend: Merge the two, or look up the number.
    """
    seen: dict[tuple[str, int], Exercise] = {}
    for one in data.of_kind(Exercise):
        if one.series and one.edition is not None and took_place(one):
            key = (one.series, one.edition)
            if key in seen:
                yield data.finding(
                    one,
                    "edition",
                    f"{one.edition}, as {seen[key].id}",
                    "one record for one edition",
                    "merge the two, or look up the number",
                )
            seen.setdefault(key, one)


@rule("identity-source")
def _identity_source(data: Index) -> Findings:
    """No two sources stand at one address: they would pass for two origins.

    Why: One page under two keys passes for two independent sources.

    Mend: Cite the first key, and remove the second file.
    """
    seen: dict[str, str] = {}
    for source in data.folder.registers["sources"].values():
        address = re.sub(r"^https?://(www\.)?|/$", "", source.url or "")
        if address and address in seen:
            yield data.finding(
                source,
                "url",
                f"{source.url}, as {seen[address]}",
                "one entry for one page",
                f"cite {seen[address]} instead, and remove this file",
            )
        seen.setdefault(address, source.key)


@rule("identity-title", "warning")
def _identity_title(data: Index) -> Findings:
    """No two records of one kind tell the same of the same days in other words.

    Why: A happening that comes in again under another spelling counts twice.

    Mend: Merge the two; if they are two things, let the titles say so, or accept the warning.
    """
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for record in data.live:
        start, _ = span(record)
        if isinstance(record, TradeFigure) or start is None:
            continue
        groups[record.kind, sound(record.title)].append(record)
        if start.precision in ("day", "month"):
            place = getattr(record, "place", None)
            what = getattr(record, "category", None) or getattr(record, "form", None)
            groups[record.kind, start.window, place, what].append(record)
    told: set[tuple[str, str]] = set()
    for records in groups.values():
        for before, after in _pairs_by_day(records):
            pair = (before.id, after.id)
            if pair not in told and _same_matter(before, after):
                told.add(pair)
                yield data.finding(
                    after,
                    "title",
                    f"{after.title}, as {before.id}: {before.title}",
                    "one record for one happening",
                    "merge the two, or say in the titles what sets them apart",
                )


def _pairs_by_day(records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """The pairs of records whose days may overlap, without comparing each with each."""
    dated = sorted(((_window(one), one.id, one) for one in records), key=lambda one: one[:2])
    for place, (window, _, before) in enumerate(dated):
        for later, _, after in dated[place + 1 : place + 50]:
            if later.first > window.last:
                break
            yield before, after


def _window(record: Record) -> Window:
    start, end = span(record)
    assert start is not None  # only dated records are compared
    return Window(start.window.first, (end or start).window.last)


def _same_matter(one: Record, other: Record) -> bool:
    if _named_alike(one) & _named_alike(other):
        return False  # identity-visit and identity-exercise look at them
    ours, theirs = words(one.title), words(other.title)
    if _numbers(ours) != _numbers(theirs) or overlap(one.title, other.title) < _ALIKE:
        return False
    differ = set(ours) ^ set(theirs)
    return not differ & _ORDINALS


def _named_alike(record: Record) -> set[object]:
    if isinstance(record, Visit):
        return {holder.person for holder in record.principals if holder.person}
    if isinstance(record, Exercise) and record.edition is not None:
        return {(record.series, record.edition)}
    return set()


def _numbers(title: Iterable[str]) -> set[str]:
    return {word for word in title if word.isdigit()}


_ORDINALS = frozenset(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
)


@rule("identity-register")
def _identity_register(data: Index) -> Findings:
    """No two people, places, offices or sources are one under two spellings.

    Why: Someone with two keys is two people in every count, and one text passes for two.

    Mend: Use the first key everywhere and remove the second file; if they are two, let `wikidata`
    or `native_name` tell them apart, or a `note` of one that names the other.
    """
    registers = data.folder.registers
    for one, field, other in (
        *_doubles(registers["people"].values(), _person_signs, _told_apart),
        *_doubles(registers["places"].values(), _place_signs, _told_apart),
        *_doubles(registers["offices"].values(), _office_signs, _never),
        *_doubles(registers["sources"].values(), _source_signs, _one_origin),
    ):
        yield data.finding(
            one,
            field,
            getattr(one, field),
            f"one entry for one {type(one).__name__.lower()}; {other.key} has it",
            f"use {other.key}, or say what tells the two apart: in a note that names {other.key} "
            "or, of a source read at several addresses, by origin",
        )


Signs = Iterator[tuple[str, object]]


def _doubles(
    entries: Iterable[Any], signs: Callable[[Any], Signs], apart: Callable[[Any, Any], bool]
) -> Iterator[tuple[Any, str, Any]]:
    seen: dict[tuple[str, object], Any] = {}
    for entry in entries:
        for field, sign in signs(entry):
            other = seen.setdefault((field, sign), entry)
            if other is not entry and not apart(entry, other):
                yield entry, field, other
                break


def _person_signs(one: Person) -> Signs:
    if one.wikidata:
        yield "wikidata", one.wikidata
    if one.native_name:
        yield "native_name", words(one.native_name)
    yield "name", sound(one.name)


def _place_signs(one: Place) -> Signs:
    if one.native_name:
        yield "native_name", words(one.native_name)
    yield "name", sound(one.name)
    if one.latitude is not None and one.states:
        yield "latitude", (one.latitude, one.longitude)


def _office_signs(one: Office) -> Signs:
    yield "title", (one.state, sound(one.title))


def _source_signs(one: Source) -> Signs:
    yield "title", (sound(one.publisher), words(one.title), str(one.published), one.language)


def _never(one: object, other: object) -> bool:
    return False


def _one_origin(one: Source, other: Source) -> bool:
    """Whether the two say themselves that they are copies or parts of one work."""
    origins = {one.key: one.origin or one.key, other.key: other.origin or other.key}
    return one.url != other.url and len(set(origins.values())) == 1


def _told_apart(one: Any, other: Any) -> bool:
    """Whether the two say themselves that they are two."""
    for name in ("wikidata", "native_name"):
        ours, theirs = getattr(one, name, None), getattr(other, name, None)
        if ours and theirs and words(ours) != words(theirs):
            return True
    return _names(one.note, other) or _names(other.note, one)


def _names(note: str | None, entry: Any) -> bool:
    return note is not None and (entry.key in note or entry.name in note)


@rule("identity-items")
def _identity_items(data: Index) -> Findings:
    """No list names one thing twice, and no state takes part in an exercise twice.

    Why: Items of a list are named by their key; of two with one key none can be named.

    Mend: Keep one of them, with what both say.
    """
    for item in data.everything():
        for one in specs(type(item)):
            if not one.many:
                continue
            parts = getattr(item, one.attribute)
            if one.name == "participants":
                parts = [part.state for part in parts]
            for number, part in enumerate(parts):
                if part in parts[:number]:
                    yield data.finding(
                        item, one.name, part, "each item once", "keep one of the two"
                    )
                    break


@rule("identity-id", "warning")
def _identity_id(data: Index) -> Findings:
    """The year, and in a trade figure the two states, that an id spells are the record's own.

    Why: The id was chosen from the same source as the date; where they part, one of them is a
    slip. An id that is older than a correction stays, and the warning is accepted.

    Mend: Look the date up again; if it is right, accept the warning and say what was corrected.
    """
    for record in data.live:
        spelled = _ID_YEAR.search(record.id)
        start, end = span(record)
        if isinstance(record, Agreement) and record.signed is None:
            start = None  # the day of its status, which moves on
        if spelled and start and start.earliest and (end or start).latest:
            last = (end or start).latest
            assert last is not None  # for mypy: just tested
            loose = bool(spelled[1]) or start.is_qualified
            first_year, last_year = start.earliest.year, last.year + loose
            if not first_year <= int(spelled[2]) <= last_year:
                name = next(
                    one.name
                    for one in specs(type(record))
                    if one.role in ("start", "planned") and getattr(record, one.attribute)
                )
                yield data.finding(
                    record,
                    name,
                    f"{start}, but the id says {spelled[2]}",
                    f"a day in {spelled[2]}",
                    "look the date up, or accept it and say that it was corrected",
                )
        if isinstance(record, TradeFigure) and record.exporter and record.importer:
            right = f"-{record.exporter}-{record.importer}-".lower()
            turned = f"-{record.importer}-{record.exporter}-".lower()
            if turned in f"{record.id}-" and right not in f"{record.id}-":
                yield data.finding(
                    record,
                    "exporter",
                    f"{record.exporter} to {record.importer}, but the id says {turned.strip('-')}",
                    f"{record.importer}, as in the id",
                    "look up who exports, or accept it and say that it was corrected",
                )


@rule("identity-released")
def _identity_released(data: Index) -> Findings:
    """Every record of the last release is still there, with its id and its kind.

    Why: A paper cites it; a reader must find it, or what took its place.

    Mend: Restore the file, and say in `withdrawn` why and in `successor` what replaces it.
    """
    for name, (kind, file) in data.folder.released.items():
        record = data.by_id.get(name)
        if record is None and not any(one.record == name for one in data.folder.problems):
            finding = data.finding(data.manifest, "", name, "", "")
            yield finding._replace(
                file=file,
                record=name,
                field="id",
                found=f"no {name}",
                wanted="every record that was released",
                fix="restore it, and withdraw it with a reason",
            )
        elif record is not None and record.kind != kind:
            yield data.finding(
                record,
                "id",
                f"{name}, a {record.kind}",
                f"the {kind} that was released under this id",
                "restore it and withdraw it; give the new record an id of its own",
            )
