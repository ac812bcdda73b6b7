"""References: whatever is pointed at exists, and pointers lead somewhere."""

from collections.abc import Iterator

from bilateral.errors import UnknownValue
from bilateral.records import Agreement, Event, Exercise, Record, Visit
from bilateral.registers import Place
from bilateral.rules.index import Findings, Index, during, rule, span
from bilateral.schema import spec
from bilateral.words import RANKS


@rule("references")
def _references(data: Index) -> Findings:
    """Whatever a field refers to exists: records, sources, people, offices, places, words.

    Why: A pointer to nothing is a fact that nobody can check.

    Mend: Use the key that the message proposes, or write the entry first: `bilateral new`.
    """
    known = data.keys()
    for item, path, one, value in data.scalars:
        register = one.type.refers_to
        if register and value not in known[register]:
            unknown = UnknownValue(f"key in {register}", value, known[register])
            yield data.finding(item, path, value, unknown.wanted, unknown.fix)


@rule("references-self")
def _references_self(data: Index) -> Findings:
    """No record is related to itself, or succeeds itself through others.

    Why: A record that succeeds itself leads readers in a circle.

    Mend: Name a record that lives as the successor.
    """
    for record in data.folder.records:
        if any(tie.id == record.id for tie in record.related):
            yield data.finding(record, "related", record.id, "another record", "remove it")
        seen = {record.id}
        after = record.successor
        while after in data.by_id and after not in seen:
            seen.add(after)
            after = data.by_id[after].successor
        if after == record.id:
            yield data.finding(
                record, "successor", after, "a record that lives", "break the circle"
            )


@rule("references-place")
def _references_place(data: Index) -> Findings:
    """A place lies in its host on that day.

    Why: A place in another country is a namesake, or the host is wrong.

    Mend: Mend the place, the host, or the states of the place.
    """
    places: dict[str, Place] = data.folder.registers["places"]
    for one in data.of_kind(Visit, Exercise):
        place = places.get(one.place or "")
        start, end = span(one)
        if place is None or one.host is None or start is None or not place.states:
            continue
        if not any(
            tenure.state == one.host and during(start, end, tenure.start, tenure.end)
            for tenure in place.states
        ):
            yield data.finding(
                one,
                "place",
                f"{one.place}, host {one.host}",
                f"a place in {one.host} on {start}",
                f"{place.name} lay in {', '.join(tenure.state for tenure in place.states)}",
            )


@rule("references-circle")
def _references_circle(data: Index) -> Findings:
    """Relations that have a direction lead nowhere back: nothing follows, amends, supersedes,
    implements, delivers, answers or is a part of itself through others.

    Why: Of two texts that supersede each other neither is in force.

    Mend: Turn one of the relations around, or make it `related_to`.
    """
    after = {
        record.id: [tie.id for tie in record.related if tie.relation != "related_to"]
        for record in data.folder.records
    }
    for start, other in _back_edges(after):
        yield data.finding(
            data.by_id[start],
            f"related[{other}].id",
            f"{start} leads to {other}, which leads back",
            "relations without a circle",
            "turn one of the relations around, or make it related_to",
        )


def _back_edges(after: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The edges that close a circle, found in one walk along every edge."""
    done: set[str] = set()
    for root in after:
        path: dict[str, Iterator[str]] = {}
        if root not in done:
            path[root] = iter(after[root])
        while path:
            here = next(reversed(path))
            there = next(path[here], None)
            if there is None:
                del path[here]
                done.add(here)
            elif there == here:
                continue  # references-self finds it
            elif there in path:
                yield here, there
            elif there in after and there not in done:
                path[there] = iter(after[there])


_MEANT_FOR: dict[str, tuple[tuple[type[Record], ...], tuple[type[Record], ...]]] = {
    "amends": ((Agreement,), (Agreement,)),
    "supersedes": ((Agreement,), (Agreement,)),
    "implements": ((Event, Agreement, Visit, Exercise), (Agreement,)),
    "signed_during": ((Agreement,), (Visit, Exercise, Event)),
    "delivers": ((Event,), (Agreement, Event)),
}


@rule("references-kinds")
def _references_kinds(data: Index) -> Findings:
    """A relation joins the kinds for which it is meant: an agreement is signed during a visit.

    Why: A relation read from the wrong end says the opposite.

    Mend: Move the relation to the other record, or choose the word that fits.
    """
    for record in data.folder.records:
        for tie in record.related:
            other = data.by_id.get(tie.id)
            ours, theirs = _MEANT_FOR.get(tie.relation, ((Record,), (Record,)))
            if other is not None and not (isinstance(record, ours) and isinstance(other, theirs)):
                yield data.finding(
                    record,
                    f"related[{tie.id}].relation",
                    f"{tie.relation}, from {record.kind} to {other.kind}",
                    f"{_kinds(ours)} to {_kinds(theirs)}",
                    "move the relation to the other record, or choose another word",
                )


def _kinds(classes: tuple[type[Record], ...]) -> str:
    return " or ".join(cls.__name__.lower() for cls in classes)


@rule("references-scope")
def _references_scope(data: Index) -> Findings:
    """The scope of a row of coverage is a level, form, category, domain or series of its kind.

    Why: A panel's zero depends on it; a scope that names nothing covers nothing.

    Mend: Use a word of the vocabulary or the series' name, or leave the scope empty.
    """
    series = {one.series for one in data.folder.records if isinstance(one, Exercise) and one.series}
    known: dict[str, set[str]] = {
        "event": {*spec(Event, "category").type.choices},
        "agreement": {*spec(Agreement, "form").type.choices},
        "visit": {*RANKS, *spec(Visit, "form").type.choices},
        "exercise": {*spec(Exercise, "domain").type.choices, *series},
        "trade_figure": {word.key for word in data.manifest.compilers},
    }
    for row in data.folder.coverage:
        if row.scope is not None and row.scope not in known[row.kind]:
            unknown = UnknownValue(f"scope of {row.kind}", row.scope, known[row.kind])
            yield data.finding(row, "scope", row.scope, unknown.wanted, unknown.fix)
