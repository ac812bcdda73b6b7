"""What a person reads in a terminal: the chronology, a record, what a dataset holds."""

import os
import shutil
import sys
import textwrap
from calendar import month_abbr
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bilateral import differences, frames
from bilateral.dataset import Dataset
from bilateral.dates import PartialDate
from bilateral.differences import Change
from bilateral.errors import UnknownValue
from bilateral.releases import Release
from bilateral.tables import Field, Row, is_list, is_row

_GLYPHS = {"event": "·", "agreement": "§", "visit": "→", "exercise": "×"}
_COLOURS = {"event": "", "agreement": "33", "visit": "36", "exercise": "35"}
_DATE_WIDTH = 16


def kind(word: str) -> str:
    """The kind that a word names; raises UnknownValue, with the nearest, if it names none."""
    if word in _GLYPHS:
        return word
    raise UnknownValue("kind of happening", word, _GLYPHS)


def _width(width: int | None) -> int:
    return max(40, width or shutil.get_terminal_size((100, 24)).columns)


def _paint(text: str, code: str) -> str:
    plain = not code or not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\x1b[{code}m{text}\x1b[0m"


def timeline(dataset: Dataset, rows: Sequence[Row], *, width: int | None = None) -> str:
    """The chronology: a heading a year, a line a happening, its date as precise as known."""
    if not rows:
        return f"{dataset.title}: nothing matches."
    lines = [_paint(f"{dataset.title} ({dataset.name} {dataset.version})", "1"), ""]
    heading = ""
    for row in rows:
        when = dataset.when(row)
        title = _year(when)
        if title != heading:
            lines += ["", _paint(title, "1")] if heading else [_paint(title, "1")]
            heading = title
        lines += _entry(dataset, row, when, _width(width))
    legend = "  ".join(f"{glyph} {word}" for word, glyph in _GLYPHS.items())
    count = f"{len(rows)} entries"
    return "\n".join([*lines, "", f"{count}   {legend}   ? disputed   ¹ one origin only"])


def _year(when: PartialDate | None) -> str:
    """The heading: the first year that is possible, or the last where the first is open."""
    if when is None:
        return "date unknown"
    if when.precision in ("decade", "century"):
        return when.text
    first = when.earliest or when.latest
    assert first is not None
    return str(first.year)


def _entry(dataset: Dataset, row: Row, when: PartialDate | None, width: int) -> Iterator[str]:
    marks = ("¹" if dataset.support(row) == "single" else "") + ("?" if row["disputes"] else "")
    status = row.get("status")
    note = f" [{status}]" if status in ("announced", "postponed", "cancelled", "abandoned") else ""
    lead = f"  {_day(when, frames.partial(row.get('end'))):<{_DATE_WIDTH}}"
    glyph = _paint(_GLYPHS[row["kind"]], _COLOURS[row["kind"]])
    room = width - len(lead) - 2
    first, *rest = textwrap.wrap(f"{row['title']}{note}{' ' if marks else ''}{marks}", room) or [""]
    yield f"{lead}{glyph} {first}"
    for line in rest:
        yield " " * (len(lead) + 2) + line


def _day(when: PartialDate | None, end: PartialDate | None) -> str:
    if when is None or when.precision in ("decade", "century"):
        return ""
    if when.precision == "interval":
        return _range(when)
    text = _short(when)
    if end is not None and end.precision == "day" and when.precision == "day" and end != when:
        assert when.earliest is not None
        assert end.earliest is not None
        same = when.earliest.month == end.earliest.month
        text = f"{when.earliest.day}–{_short(end)}" if same else f"{text} – {_short(end)}"
    before = "c. " if when.qualifier in ("~", "%") else ""
    return before + text + ("?" if when.qualifier in ("?", "%") else "")


def _range(when: PartialDate) -> str:
    first, last = when.earliest, when.latest
    if first is None or last is None:
        known = first or last
        assert known is not None
        return f"{'from' if first else 'by'} {known.day} {month_abbr[known.month]}"
    end = f"{last.day} {month_abbr[last.month]}" if first.year == last.year else str(last.year)
    return f"{first.day} {month_abbr[first.month]} / {end}"


def _short(when: PartialDate) -> str:
    assert when.earliest is not None
    if when.precision == "year":
        return ""
    month = month_abbr[when.earliest.month]
    return month if when.precision == "month" else f"{when.earliest.day} {month}"


def record(dataset: Dataset, record_id: str) -> str:
    """One record: every field that is filled in, and its sources in full."""
    row = dataset.row(record_id)
    table = dataset.table_of(row)
    lines = [
        _paint(row["title"], "1"),
        f"{row['kind']} {row['id']} ({dataset.name} {dataset.version})",
        "",
    ]
    for field in table.fields:
        value = row[field.name]
        if field.name in ("id", "title", "cites") or value in (None, "", []):
            continue
        lines += _block(field, value)
    lines += ["", _paint("sources", "1")]
    for cite in row["cites"]:
        lines.append(f"  {_reference(dataset.bibliography[cite['key']], cite)}")
    return "\n".join(lines)


def _block(field: Field, value: Any) -> Iterator[str]:
    name = f"{field.name:<14}"
    if not field.many:
        first, *rest = str(value).split("\n")
        yield f"{name}{first}"
        yield from (" " * len(name) + line for line in rest)
        return
    for index, part in enumerate(value):
        text = part if not field.is_table else ", ".join(_parts(part))
        yield f"{name if index == 0 else ' ' * len(name)}{text}"


def _parts(part: Row) -> Iterator[str]:
    for name, value in part.items():
        if is_list(value):
            value = " ".join(one["key"] if is_row(one) else str(one) for one in value)
        if value not in (None, "", "exact"):
            yield f"{name} {value}"


def _reference(source: Row, cite: Row) -> str:
    parts = [source["author"], f"“{source['title']}”", source["publisher"], source["published"]]
    text = ", ".join(part for part in parts if part)
    if cite["at"]:
        text += f", {cite['at']}"
    if cite["says"] != "reports":
        text += f" ({cite['says']} it)"
    if cite["supports"]:
        text += f" [{', '.join(cite['supports'])}]"
    return f"{text}\n    {source['url']}" if source["url"] else text


def info(dataset: Dataset) -> str:
    """What a dataset holds: counts by kind and decade, sources, support, disputes."""
    rows = list(dataset.rows())
    kinds = list(Counter(row["kind"] for row in rows))
    decades: dict[str, Counter[str]] = {}
    for row in rows:
        when = dataset.when(row)
        year = frames.year_of(when) if when else None
        name = f"{year // 10 * 10}s" if year else "other"
        decades.setdefault(name, Counter())[row["kind"]] += 1
    lines = [
        _paint(f"{dataset.title} ({dataset.name} {dataset.version})", "1"),
        *textwrap.wrap(dataset.description, _width(None)),
        f"covered to {dataset.covered_to}; licence {dataset.licence}",
        "",
        "          " + "".join(f"{name:>14}" for name in kinds),
    ]
    for name in sorted(decades):
        cells = "".join(f"{decades[name][one] or '–':>14}" for one in kinds)
        lines.append(f"{name:<10}{cells}")
    total = Counter(row["kind"] for row in rows)
    lines.append(f"{'all':<10}" + "".join(f"{total[one]:>14}" for one in kinds))
    several = sum(dataset.support(row) != "single" for row in rows)
    disputed = sum(bool(row["disputes"]) for row in rows)
    lines += [
        "",
        f"{len(rows)} records, {several} with two or more origins, {disputed} disputed; "
        f"{len(dataset.bibliography)} sources",
    ]
    return "\n".join(lines)


def release_line(release: Release) -> str:
    """One release in a line."""
    count = sum(len(release.rows(table.name)) for table in release.tables.values() if table.kind)
    head = f"{release.name:<12}{release.version:<9}{release.released}"
    return f"{head}  {count:>6} records  {release.manifest['title']}"


def difference(old: str, new: str, changes: Sequence[Change]) -> str:
    """What changed, a block a record, and what it amounts to."""
    step = differences.step(changes)
    head = f"{old} → {new}: " + (f"a {step} step" if step else "nothing changed")
    blocks = [_paint(head, "1"), *_changed(changes)]
    counts = differences.counts(changes)
    if counts:
        told = [f"{_counted(counts[one], one[0])} {one[1]}" for one in sorted(counts)]
        blocks += ["", ", ".join(told)]
    return "\n".join(blocks)


def _counted(count: int, kind: str) -> str:
    noun = "coverage statement" if kind == "coverage" else kind.replace("_", " ")
    plural = "people" if noun == "person" else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"


def history(found: Sequence[tuple[str, Sequence[Change]]]) -> str:
    """A record through the releases: what each brought."""
    lines: list[str] = []
    for label, changes in found:
        lines.append(_paint(label, "1") + ("" if changes else ": unchanged"))
        lines += _changed(changes)
    return "\n".join(lines)


def _changed(changes: Sequence[Change]) -> Iterator[str]:
    heading: tuple[str, str | None] | None = None
    for one in changes:
        if (one.kind, one.id) != heading:
            heading = one.kind, one.id
            yield f"{one.kind} {one.id}" if one.id else f"{one.kind} (declaration)"
        yield f"  {one.field or 'all of it'} {one.change}"
        for mark, text in (("-", one.old), ("+", one.new)):
            if text is not None:
                yield textwrap.indent(textwrap.shorten(text, 400, placeholder=" …"), f"    {mark} ")
