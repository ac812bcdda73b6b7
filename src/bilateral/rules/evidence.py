"""Evidence: every claim has a source that can have known it."""

from datetime import date

from bilateral.dates import Window
from bilateral.errors import UnknownValue
from bilateral.registers import Source
from bilateral.rules.index import Findings, Index, rule, span, took_place
from bilateral.schema import DATE, specs

_SLACK = 7  # days by which a report may seem early: time zones, weeklies, dates about a day
_YEAR = 366


@rule("evidence-cites")
def _evidence_cites(data: Index) -> Findings:
    """Every record, term and dispute has a source, and names real fields as supported.

    Why: Every record is a claim with evidence, and a reader must find which source gives which
    field.

    Mend: Add the source under `[[cites]]`; name in `supports` only fields of the record.
    """
    for record in data.folder.records:
        if not record.cites:
            yield data.finding(
                record, "cites", "no source", "at least one source", "add [[cites]] with its key"
            )
        names = [one.name for one in specs(type(record))]
        for cite in record.cites:
            for name in cite.supports:
                if name not in names:
                    unknown = UnknownValue("field", name, names)
                    path = f"cites[{cite.key}].supports"
                    yield data.finding(record, path, name, unknown.wanted, unknown.fix)
        for dispute in record.disputes:
            if not dispute.cites:
                path = f"disputes[{dispute.field}].cites"
                yield data.finding(
                    record, path, "no source", "who gives the other value", "add its cites"
                )
    for person in data.folder.registers["people"].values():
        for term in person.terms:
            if not term.cites:
                path = f"terms[{term.office}].cites"
                yield data.finding(person, path, "no source", "who says so", "add cites")


@rule("evidence-held")
def _evidence_held(data: Index) -> Findings:
    """What took place is reported by a source that was not certainly published before it.

    Why: Announced is not done: a text from before the day cannot report that it took place.

    Mend: Add a source from after the day, or set the status to `announced`.
    """
    sources: dict[str, Source] = data.folder.registers["sources"]
    for record in data.live:
        start, _ = span(record)
        if not took_place(record) or start is None:
            continue
        reports = [sources.get(cite.key) for cite in record.cites if cite.says == "reports"]
        days = [one.published if one else None for one in reports]
        late = [day for day in days if day is None or start.may_precede(day)]
        if record.cites and not late:
            yield data.finding(
                record,
                "cites",
                f"{len(reports)} reports, all from before {start}" if reports else "no report",
                "a source that reports that it took place",
                'add one, or set the status to "announced"',
            )


@rule("evidence-covered")
def _evidence_covered(data: Index) -> Findings:
    """Nothing took place, and nothing is covered, after the last day that the sources reached.

    Why: A dataset says how far its sources reached; what lies beyond was not looked for.

    Mend: Mend the date, or move `covered_to` when the sources reach further.
    """
    limit = data.manifest.covered_to
    for record in data.live:
        start, _ = span(record)
        if took_place(record) and start and not start.may_precede(limit):
            name = next(one.name for one in specs(type(record)) if one.role == "start")
            yield data.finding(
                record, name, start, f"a day up to {limit}", "mend it, or move covered_to"
            )
    for row in data.folder.coverage:
        if not row.end.may_precede(limit):
            yield data.finding(
                row, "end", row.end, f"a day up to {limit}", "mend it, or move covered_to"
            )


@rule("evidence-searches")
def _evidence_searches(data: Index) -> Findings:
    """Of the searches counted in a row of coverage no more ran dry than were made.

    Why: How long nothing new was found is what a reader takes for "all there is to find".

    Mend: Count all searches in `n_searches`, and the last fruitless ones among them in `n_dry`.
    """
    for row in data.folder.coverage:
        if row.n_dry is not None and not 0 <= row.n_dry <= (row.n_searches or 0):
            yield data.finding(
                row,
                "n_dry",
                row.n_dry,
                f"0 to {row.n_searches or 0}, the searches counted in n_searches",
                "count them again",
            )


@rule("evidence-origin")
def _evidence_origin(data: Index) -> Findings:
    """No source is, through others, its own origin.

    Why: Two papers that copy each other would pass for two independent sources.

    Mend: Leave `origin` out of the source that came first.
    """
    sources: dict[str, Source] = data.folder.registers["sources"]
    for source in sources.values():
        seen = {source.key}
        origin = source.origin
        while origin in sources and origin not in seen:
            seen.add(origin)
            origin = sources[origin].origin
        if origin == source.key:
            yield data.finding(
                source, "origin", source.origin, "a work that came first", "leave it out"
            )


@rule("evidence-early", "warning")
def _evidence_early(data: Index) -> Findings:
    """No single source reports the day of something more than a week before it happened.

    Why: What an older text says of a coming day is an announcement, or its year is wrong.

    Mend: Mend the day of the source or of the record, or write `says = "announces"`.
    """
    sources: dict[str, Source] = data.folder.registers["sources"]
    for record in data.live:
        name = next(one.name for one in specs(type(record)) if one.role == "start")
        start = span(record)[0] if getattr(record, name) else None
        if start is None or start.is_qualified or not took_place(record):
            continue
        for cite in record.cites:
            source = sources.get(cite.key)
            day = source.published if source else None
            proves = cite.says == "reports" and (not cite.supports or name in cite.supports)
            if day and proves and day.window.last < start.window.first - _SLACK:
                yield data.finding(
                    record,
                    f"cites[{cite.key}].key",
                    f"{cite.key} of {day}, for {name} = {start}",
                    "a report from the day or after it",
                    'mend one of the two days, or write says = "announces"',
                )


@rule("evidence-years")
def _evidence_years(data: Index) -> Findings:
    """What is told or read happened between two generations before the dyad began and one after
    the last day that the sources reached; nothing was read long before or after its time.

    Why: 1849 for 1949 and 2062 for 1962 are slips that no other field contradicts.

    Mend: Look the year up again.
    """
    first = _beginning(data)
    acts = Window(first - 60 * _YEAR, data.manifest.covered_to.window.last + 30 * _YEAR)
    readings = Window(first, date.today().toordinal() + 20 * _YEAR)
    prints = Window(last=readings.last)  # a source may be as old as it likes
    others = {"accessed": readings, "checked": readings, "covered_to": readings}
    others["published"] = prints
    for item, path, one, value in data.scalars:
        allowed = others.get(one.name, acts)
        outside = one.type is DATE and not value.may_meet(allowed)
        if outside and not path.startswith("states["):
            years = f"a year from {_year(allowed.first)} to {_year(allowed.last)}"
            yield data.finding(item, path, value, years, "look the year up again")


def _year(day: int) -> int:
    return date.fromordinal(max(1, min(day, date.max.toordinal()))).year


def _beginning(data: Index) -> int:
    """The first day on which every side has a state, or the first day of covered_to."""
    births = [
        min(data.states[code].lifetime.first for code in side.states)
        for side in data.manifest.sides
        if side.states and all(code in data.states for code in side.states)
    ]
    return max(births, default=data.manifest.covered_to.window.first)
