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


def _share(rows: Sequence[Row], holds: Callable[[Row], bool]) -> str:
    return f"{sum(map(holds, rows)) / len(rows):.0%}" if rows else ""


# --- sections ----------------------------------------------------------------------------------


def _records(dataset: Dataset) -> Iterator[str]:
    rows = _of(dataset)
    counts = {name: Counter(_decade(dataset, row) for row in found) for name, found in rows.items()}
    decades = sorted({decade for count in counts.values() for decade in count})
    yield "## Records by kind and decade"
    yield ""
    yield "By the earliest admissible day; also what was announced, postponed or cancelled."
    yield ""
    lines = [(decade, *(counts[name][decade] or None for name in _KINDS)) for decade in decades]
    yield from _table(("decade", *_KINDS), [*lines, ("all", *(len(rows[name]) for name in _KINDS))])


def _support(dataset: Dataset) -> Iterator[str]:
    yield "## Records with two or more independent origins"
    yield ""
    yield "Origins, not sources: ten papers with one agency's story are one."
    yield ""
    rows = _of(dataset)

    def independent(row: Row) -> bool:
        return dataset.support(row) != "single"

    decades = sorted({_decade(dataset, row) for found in rows.values() for row in found})
    lines = [
        (
            decade,
            *(
                _share([row for row in rows[name] if _decade(dataset, row) == decade], independent)
                for name in _KINDS
            ),
        )
        for decade in decades
    ]
    whole = ("all", *(_share(rows[name], independent) for name in _KINDS))
    yield from _table(("decade", *_KINDS), [*lines, whole])


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
    languages = Counter(str(row["language"]).split("-")[0] for row in sources)
    classes = Counter(str(row["class"]) for row in sources)
    yield "## Sources"
    yield ""
    yield f"{len(sources)} sources, {len({_origin(dataset, row) for row in sources})} origins."
    yield ""
    yield from _table(("language", "sources"), languages.most_common())
    yield ""
    yield from _table(("class", "sources"), classes.most_common())


def _origin(dataset: Dataset, source: Row) -> str:
    return frames.origin(str(source["key"]), dataset.bibliography)


def _disputes(dataset: Dataset) -> Iterator[str]:
    yield "## Disputes"
    yield ""
    lines = [
        (
            name,
            sum(bool(row["disputes"]) for row in rows),
            sum(len(row["disputes"]) for row in rows),
        )
        for name, rows in _of(dataset).items()
    ]
    yield from _table(("kind", "records with a dispute", "other values"), lines)


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
    rows = dataset.coverage().fillna("").to_dict("records")
    lines = [
        (
            row["kind"],
            row["side"],
            row["scope"],
            f"{row['start']} to {row['end']}",
            row["grade"],
            row["languages"],
            row["note"],
        )
        for row in rows
    ]
    head = ("kind", "side", "scope", "span", "grade", "languages", "note")
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
