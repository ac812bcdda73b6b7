"""The coverage page of a dataset: what a release holds, how well, and what is missing.

`python -m bilateral.pages FOLDER` writes the page of every bundled dataset below a folder; a test
fails if the one in the repository is not what the newest release says.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bilateral import frames, releases
from bilateral.dataset import Dataset, load
from bilateral.filters import took_place
from bilateral.storage import write_whole
from bilateral.tables import Row
from bilateral.words import RANKS

_KINDS = ("events", "agreements", "visits", "exercises", "trade")


def coverage_page(dataset: Dataset) -> str:
    """The page, in Markdown: counts by kind and decade, sources, disputes, coverage, exceptions."""
    sections = (_records, _support, _top, _sources, _disputes, _trade, _statements)
    parts = [line for section in sections for line in (*section(dataset), "")]
    head = [
        f"# Coverage of {dataset.name}",
        "",
        f"Generated from release {dataset.version}; do not edit. What the release holds, how well",
        "it is supported, and what is known to be missing. How to read a zero and a missing count:",
        "[Coverage](codebook.md#coverage).",
        "",
        f"Sources reached {dataset.covered_to}; what is after that day is unknown.",
        "",
    ]
    return "\n".join([*head, *parts]).rstrip() + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join('' if one is None else _cell(str(one)) for one in row)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _of(dataset: Dataset) -> dict[str, list[Row]]:
    """The rows of each kind that were not withdrawn."""
    found: dict[str, list[Row]] = {name: [] for name in _KINDS}
    for row in dataset.rows():
        if not row["withdrawn"]:
            found[dataset.table_of(row).name].append(row)
    return found


def _decade(dataset: Dataset, row: Row) -> str:
    when = dataset.when(row)
    first = when and (when.earliest or when.latest)
    return f"{first.year // 10}0s" if first else "undated"


def _by_decade(dataset: Dataset, measure: Callable[[list[Row]], object]) -> Iterator[str]:
    """A table of what is measured of the records of each kind, by decade and of all."""
    rows = _of(dataset)
    parts: dict[tuple[str, str], list[Row]] = {}
    for name, found in rows.items():
        for row in found:
            parts.setdefault((_decade(dataset, row), name), []).append(row)
    lines = [
        (decade, *(measure(parts.get((decade, name), [])) or None for name in _KINDS))
        for decade in sorted({decade for decade, _ in parts})
    ]
    whole = ("all", *(measure(rows[name]) for name in _KINDS))
    yield from _table(("decade", *_KINDS), [*lines, whole])


def _cited(rows: Iterable[Row]) -> set[str]:
    return {str(cite["key"]) for row in rows for cite in row["cites"]}


def _disputed(rows: Iterable[Row]) -> int:
    return sum(len(row["disputes"]) for row in rows)


# --- sections ----------------------------------------------------------------------------------


def _records(dataset: Dataset) -> Iterator[str]:
    yield "## Records by kind and decade"
    yield ""
    yield "By the earliest admissible day; also what was announced, postponed or cancelled."
    yield ""
    yield from _by_decade(dataset, len)


def _support(dataset: Dataset) -> Iterator[str]:
    yield "## Records with two or more independent origins"
    yield ""
    yield "Origins, not sources: ten papers with one agency's story are one."
    yield ""

    def share(rows: list[Row]) -> str:
        single = sum(dataset.support(row) == "single" for row in rows)
        return f"{1 - single / len(rows):.0%}" if rows else ""

    yield from _by_decade(dataset, share)
    events_to_exercises = [row for name in _KINDS[:-1] for row in _of(dataset)[name]]
    yield ""
    yield f"Without trade figures together: {share(events_to_exercises) or 'none'}."


def _top(dataset: Dataset) -> Iterator[str]:
    levels = dataset.visits(status="any").set_index("id")["level"].to_dict()
    top = [row for row in _of(dataset)["visits"] if levels[row["id"]] in RANKS[:2]]
    single = [row for row in top if dataset.support(row) == "single"]
    yield "## Visits of heads of state and government with one origin"
    yield ""
    yield f"Of that level are {len(top)} visits and meetings; with one origin: {len(single)}."
    if single:
        yield ""
        notes = [(f"`{row['id']}`", row["title"], row["note"]) for row in single]
        yield from _table(("record", "title", "note"), notes)


def _sources(dataset: Dataset) -> Iterator[str]:
    sources = list(dataset.bibliography.values())
    languages = Counter(map(_language, sources))
    classes = Counter(str(row["class"]) for row in sources)
    yield "## Sources"
    yield ""
    yield f"{len(sources)} sources, {len({_origin(dataset, row) for row in sources})} origins."
    yield "Sources cited by the records of each kind and decade:"
    yield ""
    yield from _by_decade(dataset, lambda rows: len(_cited(rows)))
    yield ""
    yield from _table(("language", "sources"), languages.most_common())
    yield ""
    yield "Their languages by decade:"
    yield ""
    decades: dict[str, list[Row]] = {}
    for row in (row for rows in _of(dataset).values() for row in rows):
        decades.setdefault(_decade(dataset, row), []).append(row)
    lines: list[tuple[str, str]] = []
    for decade, rows in sorted(decades.items()):
        spoken = Counter(_language(dataset.bibliography[key]) for key in sorted(_cited(rows)))
        lines.append((decade, ", ".join(f"{name} {n}" for name, n in spoken.most_common())))
    yield from _table(("decade", "sources"), lines)
    yield ""
    yield from _table(("class", "sources"), classes.most_common())


def _language(source: Row) -> str:
    return str(source["language"]).split("-")[0]


def _origin(dataset: Dataset, source: Row) -> str:
    return frames.origin(str(source["key"]), dataset.bibliography)


def _disputes(dataset: Dataset) -> Iterator[str]:
    yield "## Disputes"
    yield ""
    yield "Values that other sources give, beside those in the fields."
    yield ""
    yield from _by_decade(dataset, _disputed)


def _trade(dataset: Dataset) -> Iterator[str]:
    figures = [row for row in _of(dataset)["trade"] if took_place(row)]
    totals = [
        row
        for row in figures
        if row["commodity"] == "TOTAL" and row["period_type"] == "calendar_year"
    ]
    yield "## Trade figures by compiler"
    yield ""
    compilers = {str(row["compiler"]) for row in figures}
    lines: list[tuple[object, ...]] = []
    for name in sorted(compilers):
        mine = [row for row in figures if row["compiler"] == name]
        years = sorted(row["period"][:4] for row in mine)
        lines.append((f"`{name}`", len(mine), f"{years[0]} to {years[-1]}"))
    yield from _table(("compiler", "figures", "first and last year"), lines)
    yield ""
    known = {row["period"] for row in totals}
    if known:
        first, last = min(known), max(known)
        gaps = [str(year) for year in range(int(first), int(last)) if str(year) not in known]
        named = ", ".join(gaps) or "none"
        yield f"Calendar years without any total between {first} and {last}: {named}."


def _statements(dataset: Dataset) -> Iterator[str]:
    yield "## What was looked for"
    yield ""
    yield "Searches: how many were counted, at the least. Dry: how many of the last of them, in a"
    yield "row, brought no new record. Empty: not counted."
    yield ""
    rows = dataset.coverage().astype("string").fillna("").to_dict("records")
    lines = [
        (
            row["kind"],
            row["side"],
            row["scope"],
            f"{row['start']} to {row['end']}",
            row["grade"],
            row["languages"],
            *map(row.get, ("n_searches", "n_dry")),  # older releases lack them
            row["note"],
        )
        for row in rows
    ]
    head = ("kind", "side", "scope", "span", "grade", "languages", "searches", "dry", "note")
    yield from _table(head, lines)


def files() -> dict[str, str]:
    """The page of every bundled dataset, by its path below `docs/`."""
    names = releases.released(releases.bundled())
    return {f"coverage-{name}.md": coverage_page(load(name)) for name in names}


def main(folder: str) -> None:
    """Write every page below a folder."""
    for name, text in files().items():
        write_whole(Path(folder) / name, text)


if __name__ == "__main__":  # pragma: no cover - the same as main()
    main(sys.argv[1])
