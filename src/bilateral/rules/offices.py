"""Offices: who holds which, on the day, for which side."""

from collections.abc import Iterator

from bilateral.records import OfficeHolder, Record
from bilateral.registers import Office, Person
from bilateral.rules.index import Findings, Index, during, rule, span
from bilateral.schema import key_of, specs

_TERM_RANKS = ("leader", "head_of_government", "deputy_head", "minister", "service_chief", "envoy")


def _holders(data: Index) -> Iterator[tuple[Record, str, OfficeHolder, Office]]:
    offices: dict[str, Office] = data.folder.registers["offices"]
    for record in data.live:
        for one in specs(type(record)):
            if one.item is OfficeHolder:
                for holder in getattr(record, one.attribute):
                    if holder.office in offices:
                        path = f"{one.name}[{key_of(holder)}]"
                        yield record, path, holder, offices[holder.office]


@rule("offices-term")
def _offices_term(data: Index) -> Findings:
    """Somebody with a term on file holds the office on some admissible day.

    Why: An office not held on the day is a wrong person, a wrong day or a wrong office.

    Mend: Mend the term, the date or the office; a term's bounds may be as vague as the sources
    are.
    """
    people: dict[str, Person] = data.folder.registers["people"]
    for record, path, holder, _ in _holders(data):
        start, end = span(record)
        person = people.get(holder.person or "")
        terms = [term for term in person.terms if term.office == holder.office] if person else []
        if not terms or start is None:
            continue
        if not any(during(start, end, term.start, term.end) for term in terms):
            held = "; ".join(f"{term.start or '?'} to {term.end or '?'}" for term in terms)
            yield data.finding(
                record,
                f"{path}.office",
                f"{holder.office} on {start}",
                f"an office held then (on file: {held})",
                "mend the term, the date or the office",
            )


@rule("offices-missing", "warning")
def _offices_missing(data: Index) -> Findings:
    """Heads of state and government, ministers, service chiefs and envoys have a term on file.

    Why: The level of a visit is derived from the office, so that the top ones are proved once.

    Mend: Add a `[[terms]]` with its source to the person's file.
    """
    people: dict[str, Person] = data.folder.registers["people"]
    for record, path, holder, office in _holders(data):
        person = people.get(holder.person or "")
        if person is None or office.rank not in _TERM_RANKS:
            continue
        if not any(term.office == holder.office for term in person.terms):
            yield data.finding(
                record,
                f"{path}.office",
                f"{holder.office}, no term of {person.name} on file",
                f"a term in people/{person.key}.toml",
                "add [[terms]] with its source",
            )


@rule("offices-party")
def _offices_party(data: Index) -> Findings:
    """An office-holder acts for the side to which the office belongs.

    Why: A minister of one side does not act for the other.

    Mend: Mend the party or the office; an office of a third state has that state.
    """
    for record, path, holder, office in _holders(data):
        if office.state is None:
            continue
        ours, theirs = (
            data.manifest.side_of(code) or code for code in (holder.party, office.state)
        )
        if ours != theirs:
            yield data.finding(
                record,
                f"{path}.party",
                holder.party,
                f"a state of the side {theirs}, to which {office.key} belongs",
                "mend the party or the office",
            )
