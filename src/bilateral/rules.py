"""What can never be released: named rules, each with one job, over one dataset's folder.

A rule is a generator of findings. Rules on dates find fault only where *no* admissible date
satisfies them. Errors stop a release; a warning may be accepted in the record, with a reason.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

from attrs import evolve, frozen

from bilateral.dates import PartialDate, Period, Window
from bilateral.errors import InvalidValue, Problem, Severity, UnknownValue
from bilateral.folders import Folder, scalars
from bilateral.records import (
    Acceptance,
    Agreement,
    Event,
    Exercise,
    OfficeHolder,
    Record,
    TradeFigure,
    Visit,
)
from bilateral.registers import Manifest, Office, Person, Place, Source
from bilateral.schema import PERIOD, STATE, FieldSpec, key_of, spec, specs
from bilateral.states import State
from bilateral.words import SIGNED, TOOK_PLACE

Findings = Iterator[Problem]
_TERM_RANKS = ("leader", "head_of_government", "deputy_head", "minister", "service_chief", "envoy")
_LONGEST = {"visit": 31, "exercise": 60}
_MOST_PEOPLE = 300_000
# between Arabic letters these are spelling: Persian and Urdu join or part letters with them
_JOINERS = re.compile(r"(?<=[\u0600-\u06ff])[\u200c\u200d](?=[\u0600-\u06ff])")
_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>|&[a-z]+;|&#\d+;|\[[^\]]+\]\(http|\*\*|(?<![^\s(])__")


@frozen
class Rule:
    """One rule: its name, how grave a breach is, what it demands, and how it looks for breaches."""

    name: str
    severity: Severity
    demands: str
    find: Callable[["Index"], Findings]


RULES: dict[str, Rule] = {}


def _rule(name: str, severity: Severity = "error") -> Callable[[Callable[..., Findings]], None]:
    def register(find: Callable[["Index"], Findings]) -> None:
        assert find.__doc__ is not None
        RULES[name] = Rule(name, severity, find.__doc__, find)

    return register


@frozen
class Index:
    """A folder that could be read, with the look-ups that rules need."""

    folder: Folder
    manifest: Manifest
    states: dict[str, State]
    by_id: dict[str, Record]
    live: list[Record]

    @classmethod
    def of(cls, folder: Folder, manifest: Manifest) -> "Index":
        """The look-ups of a folder."""
        return cls(
            folder,
            manifest,
            manifest.known_states,
            {record.id: record for record in folder.records},
            [record for record in folder.records if record.withdrawn is None],
        )

    def of_kind(self, *kinds: type[Any]) -> Iterator[Any]:
        """The records of some kinds that are not withdrawn."""
        return (record for record in self.live if isinstance(record, kinds))

    def everything(self) -> Iterator[object]:
        """Every object of the folder: records, register entries, coverage rows, the manifest."""
        yield self.manifest
        for entries in self.folder.registers.values():
            yield from entries.values()
        yield from self.folder.records
        yield from self.folder.coverage

    def keys(self) -> dict[str, Iterable[str]]:
        """What fields can refer to: ids, the keys of each register, the dataset's own words."""
        return {
            **self.folder.registers,
            "records": self.by_id,
            "tags": {word.key for word in self.manifest.tags},
            "compilers": {word.key for word in self.manifest.compilers},
        }

    def finding(self, item: object, path: str, found: object, wanted: str, fix: str) -> Problem:
        """A finding about one field of an object; the runner adds the rule's name."""
        name = item.id if isinstance(item, Record) else key_of(item)
        return Problem(
            rule="",
            file=self.folder.file_of(item),
            record=name,
            field=path,
            found=str(found),
            wanted=wanted,
            fix=fix,
        )


def run(folder: Folder) -> list[Problem]:
    """Everything that is wrong in a folder: what could not be read, and every breach of a rule.

    Warnings that a record accepts carry the reason in `accepted`; an acceptance that nothing
    needs is a warning itself.
    """
    problems = list(folder.problems)
    if folder.manifest is not None:
        dataset = Index.of(folder, folder.manifest)
        for rule in RULES.values():
            problems += [
                problem._replace(rule=rule.name, severity=rule.severity)
                for problem in rule.find(dataset)
            ]
        problems = _accept(dataset, problems)
    return sorted(problems, key=lambda one: (one.file, one.line, one.rule, one.field))


def _accept(dataset: Index, problems: list[Problem]) -> list[Problem]:
    reasons = {
        (record.id, accepted.rule): accepted.reason
        for record in dataset.folder.records
        for accepted in record.accepts
    }
    used: set[tuple[str, str]] = set()
    result: list[Problem] = []
    for problem in problems:
        place = (problem.record, problem.rule)
        if problem.severity == "warning" and place in reasons:
            used.add(place)
            problem = problem._replace(accepted=reasons[place])
        result.append(problem)
    needless = [
        _needless(dataset, record, accepted)
        for record in dataset.folder.records
        for accepted in record.accepts
        if (record.id, accepted.rule) not in used
    ]
    return result + needless


def _needless(dataset: Index, record: Record, accepted: Acceptance) -> Problem:
    rule = RULES.get(accepted.rule)
    reason: InvalidValue
    if rule is None:
        reason = UnknownValue("rule", accepted.rule, RULES)
    elif rule.severity == "error":
        reason = InvalidValue(accepted.rule, "a rule that only warns", "mend the error instead")
    else:
        reason = InvalidValue(accepted.rule, "a warning that this record gives", "remove it")
    path = f"accepts[{accepted.rule}]"
    problem = Problem.of(reason, rule="accepts-needless", field=path, record=record.id)
    return problem._replace(severity="warning", file=dataset.folder.file_of(record))


# --- order ---------------------------------------------------------------------------------------


def _pairs(item: object) -> Iterator[tuple[str, PartialDate, str, PartialDate]]:
    names = [
        one.name for one in specs(type(item)) if one.role == "start" and one.type is not PERIOD
    ]
    for first in [*names, "in_force"]:
        for last in ("end", "ended"):
            start, end = getattr(item, first, None), getattr(item, last, None)
            if start and end:
                yield first, start, last, end


@_rule("order-dates")
def _order_dates(data: Index) -> Findings:
    """Nothing ends before it starts: visits, terms, tenures, agreements, spans of coverage."""
    for item in data.everything():
        parts = [
            (part, f"{one.name}[{key_of(part)}].")
            for one in specs(type(item))
            if one.item is not None and one.many
            for part in getattr(item, one.attribute)
        ]
        for part, path in [(item, ""), *parts]:
            for first, start, last, end in _pairs(part):
                if not start.may_precede(end):
                    yield data.finding(
                        item,
                        path + last,
                        f"{end}, before {first} = {start}",
                        f"a day on or after {start}",
                        "look both days up again",
                    )


@_rule("order-force", "warning")
def _order_force(data: Index) -> Findings:
    """An agreement enters into force when it is signed or later (retroactive force is rare)."""
    for one in data.of_kind(Agreement):
        if one.signed and one.in_force and not one.signed.may_precede(one.in_force):
            yield data.finding(
                one,
                "in_force",
                f"{one.in_force}, before signed = {one.signed}",
                f"a day on or after {one.signed}",
                "mend it, or accept it with the article that makes it retroactive",
            )


@_rule("order-editions", "warning")
def _order_editions(data: Index) -> Findings:
    """The editions of a series of exercises follow each other in time."""
    series: dict[str, list[Exercise]] = defaultdict(list)
    for one in data.of_kind(Exercise):
        if one.series and one.edition is not None and one.start:
            series[one.series].append(one)
    for editions in series.values():
        editions.sort(key=lambda one: one.edition or 0)
        for before, after in pairwise(editions):
            if before.edition != after.edition and not _start(before).may_precede(_start(after)):
                yield data.finding(
                    after,
                    "edition",
                    f"{after.edition} on {after.start}, but {before.id} is {before.edition} "
                    f"on {before.start}",
                    "editions in the order of time",
                    "look up how the organisers number them",
                )


def _start(one: Visit | Exercise) -> PartialDate:
    assert one.start is not None  # the caller has left out what did not take place
    return one.start


@_rule("order-delivery")
def _order_delivery(data: Index) -> Findings:
    """Nothing is delivered before its contract is signed."""
    for record in data.live:
        for tie in record.related:
            contract = data.by_id.get(tie.id)
            if tie.relation != "delivers" or not isinstance(contract, Agreement):
                continue
            start, _ = span(record)
            if start and contract.signed and not contract.signed.may_precede(start):
                yield data.finding(
                    record,
                    f"related[{tie.id}]",
                    f"delivered {start}, contract signed {contract.signed}",
                    "a contract signed before the delivery",
                    "look both days up, or relate it to another contract",
                )


# --- states --------------------------------------------------------------------------------------


def span(record: Record) -> tuple[PartialDate | None, PartialDate | None]:
    """When a record took place, or was to: its start and its end, as far as they are known."""
    start = end = planned = None
    for one in specs(type(record)):
        value = getattr(record, one.attribute)
        if isinstance(value, Period):
            value = value.as_date
        if one.role == "start":
            start = value
        elif one.role == "end":
            end = value
        elif one.role == "planned":
            planned = value
    start = start or planned
    if start and end and not start.may_precede(end):
        end = None  # order-dates finds it; the other rules go by the start
    return start, end


def _state_fields(item: object) -> Iterator[tuple[str, str]]:
    for path, one, value in scalars(item):
        if one.type is STATE:
            yield path, value


@_rule("states-known")
def _states_known(data: Index) -> Findings:
    """Every state code is ISO 3166-1 alpha-3, 3166-3 for former states, or the dataset's own."""
    for item in data.everything():
        for path, code in _state_fields(item):
            if code not in data.states:
                unknown = UnknownValue("state", code, data.states)
                yield data.finding(item, path, code, unknown.wanted, unknown.fix)


@_rule("states-lifetime")
def _states_lifetime(data: Index) -> Findings:
    """No state acts outside its lifetime; of a span, a part within it is enough."""
    for record, path, one, start, end in _appearances(data):
        if not one.may_act(start, end):
            heirs = one.successors if start.window.first > one.lifetime.last else ()
            yield data.finding(
                record,
                path,
                f"{one.code} on {start}",
                f"a state that existed then ({one.code} lived {_life(one)})",
                f"use {' or '.join(heirs) or 'the state of the day'}",
            )


@_rule("states-acting", "warning")
def _states_acting(data: Index) -> Findings:
    """A constituent republic that acts in its own name before its independence is looked at."""
    for record, path, one, start, end in _appearances(data):
        if one.may_act(start, end) and not one.may_exist(start, end):
            yield data.finding(
                record,
                path,
                f"{one.code} on {start}, before it was independent",
                "the state to which it belonged, unless it acted on its own",
                "use that state, or accept the warning with the reason",
            )


def _appearances(
    data: Index,
) -> Iterator[tuple[Record, str, State, PartialDate, PartialDate | None]]:
    for record in data.live:
        start, end = span(record)
        if start is None:
            continue
        for path, code in _state_fields(record):
            if code in data.states:
                yield record, path, data.states[code], start, end


def _life(one: State) -> str:
    return f"from {one.start or 'long ago'} to {one.end or 'this day'}"


@_rule("states-sides")
def _states_sides(data: Index) -> Findings:
    """A dataset has two sides, no state stands on both, and coverage speaks of one or of both."""
    sides = data.manifest.sides
    codes = [code for side in sides for code in side.states]
    if len(sides) != 2 or len(codes) != len(set(codes)):
        yield data.finding(
            data.manifest,
            "sides",
            "; ".join(f"{side.code}: {', '.join(side.states)}" for side in sides) or "none",
            "two sides, each state on one of them",
            "write two [[sides]], each with its states, oldest first",
        )
    for row in data.folder.coverage:
        if row.side is not None and row.side not in data.manifest.dyad:
            unknown = UnknownValue("side", row.side, data.manifest.dyad)
            yield data.finding(row, "side", row.side, unknown.wanted, unknown.fix)


@_rule("states-guest-host")
def _states_guest_host(data: Index) -> Findings:
    """A guest travels to another state than its own."""
    for visit in data.of_kind(Visit):
        if visit.guest and visit.guest == visit.host:
            yield data.finding(
                visit, "guest", visit.guest, f"a state other than {visit.host}", "mend one of them"
            )


@_rule("states-principals")
def _states_principals(data: Index) -> Findings:
    """Principals are of the guest's side or, in a third state, of the dyad's first party."""
    for visit in data.of_kind(Visit):
        abroad = visit.host and data.manifest.side_of(visit.host) is None
        theirs = visit.guest or (next(iter(data.manifest.dyad), None) if abroad else None)
        if theirs is None:
            continue  # online, or a meeting of which neither side is the guest
        for holder in visit.principals:
            if data.manifest.side_of(holder.party) != data.manifest.side_of(theirs):
                yield data.finding(
                    visit,
                    f"principals[{key_of(holder)}].party",
                    holder.party,
                    f"a state of the side of {theirs}",
                    "move the person to the counterparts, or mend guest and host",
                )


@_rule("states-members")
def _states_members(data: Index) -> Findings:
    """Both sides have a part in an agreement, an exercise and a trade flow; one in an event."""
    lists = {Event: ("actors", 1), Agreement: ("parties", 2), Exercise: ("participants", 2)}
    for kind, (name, least) in lists.items():
        for record in data.of_kind(kind):
            codes = {code for part in getattr(record, name) for _, code in _state_fields(part)}
            yield from _too_few(data, record, name, codes, least)
    for visit in data.of_kind(Visit):
        codes = {one.party for one in (*visit.principals, *visit.counterparts)}
        codes |= {code for code in (visit.guest, visit.host) if code}
        yield from _too_few(data, visit, "principals", codes, 2)
    for figure in data.of_kind(TradeFigure):
        if figure.exporter or figure.importer:
            codes = {code for code in (figure.exporter, figure.importer) if code}
            yield from _too_few(data, figure, "exporter", codes, 2)


def _too_few(data: Index, record: Record, name: str, codes: set[str], least: int) -> Findings:
    sides = {side for code in codes if (side := data.manifest.side_of(code))}
    if len(sides) < least:
        yield data.finding(
            record,
            name,
            ", ".join(sorted(codes)) or "no state",
            f"{'both sides' if least == 2 else 'one side'} of {'-'.join(data.manifest.dyad)}",
            "add the side that is missing, or leave the record out",
        )


# --- offices --------------------------------------------------------------------------------------


def _holders(data: Index) -> Iterator[tuple[Record, str, OfficeHolder, Office]]:
    offices: dict[str, Office] = data.folder.registers["offices"]
    for record in data.live:
        for one in specs(type(record)):
            if one.item is OfficeHolder:
                for holder in getattr(record, one.attribute):
                    if holder.office in offices:
                        path = f"{one.name}[{key_of(holder)}]"
                        yield record, path, holder, offices[holder.office]


@_rule("offices-term")
def _offices_term(data: Index) -> Findings:
    """Somebody with a term on file holds the office on some admissible day."""
    people: dict[str, Person] = data.folder.registers["people"]
    for record, path, holder, _ in _holders(data):
        start, end = span(record)
        person = people.get(holder.person or "")
        terms = [term for term in person.terms if term.office == holder.office] if person else []
        if not terms or start is None:
            continue
        if not any(_during(start, end, term.start, term.end) for term in terms):
            held = "; ".join(f"{term.start or '?'} to {term.end or '?'}" for term in terms)
            yield data.finding(
                record,
                f"{path}.office",
                f"{holder.office} on {start}",
                f"an office held then (on file: {held})",
                "mend the term, the date or the office",
            )


@_rule("offices-missing", "warning")
def _offices_missing(data: Index) -> Findings:
    """Heads of state and government, ministers, service chiefs and envoys have a term on file."""
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


@_rule("offices-party")
def _offices_party(data: Index) -> Findings:
    """An office-holder acts for the side to which the office belongs."""
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


def _during(
    start: PartialDate,
    end: PartialDate | None,
    first: PartialDate | None,
    last: PartialDate | None,
) -> bool:
    late = end or start
    return (first is None or first.may_precede(late)) and (last is None or start.may_precede(last))


# --- evidence ------------------------------------------------------------------------------------


@_rule("evidence-cites")
def _evidence_cites(data: Index) -> Findings:
    """Every record, term and dispute has a source, and names real fields as supported."""
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


def took_place(record: Record) -> bool:
    """Whether a record says that its matter took place."""
    return record.withdrawn is None and getattr(record, "status", "held") in TOOK_PLACE


@_rule("evidence-held")
def _evidence_held(data: Index) -> Findings:
    """What took place is reported by a source that was not certainly published before it."""
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


@_rule("evidence-covered")
def _evidence_covered(data: Index) -> Findings:
    """Nothing took place after the last day that the sources reached."""
    limit = data.manifest.covered_to
    for record in data.live:
        start, _ = span(record)
        if took_place(record) and start and not start.may_precede(limit):
            name = next(one.name for one in specs(type(record)) if one.role == "start")
            yield data.finding(
                record, name, start, f"a day up to {limit}", "mend it, or move covered_to"
            )


@_rule("evidence-origin")
def _evidence_origin(data: Index) -> Findings:
    """No source is, through others, its own origin."""
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


# --- units ---------------------------------------------------------------------------------------


@_rule("units-negative")
def _units_negative(data: Index) -> Findings:
    """No amount, quantity or number of people is negative."""
    for item in data.folder.records:
        for path, _, value in scalars(item):
            number = isinstance(value, int | Decimal) and not isinstance(value, bool)
            if number and value < 0:
                yield data.finding(item, path, value, "zero or more", "look the number up again")


@_rule("units-flow")
def _units_flow(data: Index) -> Findings:
    """A turnover has no direction; a flow stands in the books of the state that reports it."""
    for one in data.of_kind(TradeFigure):
        directed = bool(one.exporter or one.importer)
        if directed == (one.flow == "turnover"):
            yield data.finding(
                one,
                "flow",
                f"{one.flow} with exporter {one.exporter} and importer {one.importer}",
                "turnover without exporter and importer, or a flow with both",
                "empty the two columns, or fill them in",
            )
        books = {"export": one.exporter, "import": one.importer}.get(one.flow or "")
        if books and one.reporter and books != one.reporter:
            yield data.finding(
                one,
                "reporter",
                one.reporter,
                f"{books}, whose books hold the {one.flow}",
                "mend the flow or the reporter",
            )


@_rule("units-period")
def _units_period(data: Index) -> Findings:
    """A period has the length that its type demands."""
    for one in data.of_kind(TradeFigure):
        if not one.period.fits(one.period_type):
            yield data.finding(
                one,
                "period",
                f"{one.period} as {one.period_type}",
                f"a span that is a {one.period_type}",
                "a fiscal year is written 2022-07/2023-06, a calendar year 2022",
            )


Series = tuple[object, ...]


def _series(one: TradeFigure) -> Series:
    return (
        one.compiler,
        one.exporter,
        one.importer,
        one.flow,
        one.reporter,
        one.commodity,
        one.currency,
        one.valuation,
    )


@_rule("units-jump", "warning")
def _units_jump(data: Index) -> Findings:
    """A figure is not a hundred times its neighbour's in one series: that is a slip of scale."""
    series: dict[Series, list[TradeFigure]] = defaultdict(list)
    for one in data.of_kind(TradeFigure):
        series[*_series(one), one.period_type].append(one)
    for figures in series.values():
        figures.sort(key=lambda one: one.period.first_month)
        for before, after in pairwise(figures):
            low, high = sorted((before.value, after.value))
            if low > 0 and high >= 100 * low and high >= 1_000_000:
                yield data.finding(
                    after,
                    "amount",
                    f"{after.value}, beside {before.value} in {before.period}",
                    "less than a hundredfold change",
                    "look up the scale, or accept it with the reason",
                )


@_rule("units-sum", "warning")
def _units_sum(data: Index) -> Findings:
    """Exports and imports make the turnover within rounding, if one compiler gives all three."""
    groups: dict[Series, dict[str, list[TradeFigure]]] = defaultdict(lambda: defaultdict(list))
    first = {code for side in data.manifest.sides[:1] for code in side.states}
    for one in data.of_kind(TradeFigure):
        name = "turnover" if one.flow == "turnover" else "out" if one.exporter in first else "in"
        key = (one.compiler, one.period, one.period_type, one.commodity, one.currency, one.vintage)
        groups[key][name].append(one)
    for group in groups.values():
        if len(group) < 3 or any(len(figures) > 1 for figures in group.values()):
            continue
        total, out, back = group["turnover"][0], group["out"][0], group["in"][0]
        if any(one.bound != "exact" for one in (total, out, back)):
            continue
        slack = sum((_unit(one) for one in (total, out, back)), Decimal(0)) / 2
        if abs(out.value + back.value - total.value) > slack:
            yield data.finding(
                total,
                "amount",
                f"{total.value}",
                f"{out.value} + {back.value} = {out.value + back.value}",
                "note the slip of the source and accept it, or mend ours",
            )


def _unit(one: TradeFigure) -> Decimal:
    exponent = one.amount.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(one.scale).scaleb(exponent)


@_rule("units-part", "warning")
def _units_part(data: Index) -> Findings:
    """No commodity outweighs the whole trade of its period in the same series."""
    totals = {
        (*_series(one), one.period, one.vintage): one
        for one in data.of_kind(TradeFigure)
        if one.commodity == "TOTAL"
    }
    for one in data.of_kind(TradeFigure):
        whole = totals.get((*_series(evolve(one, commodity="TOTAL")), one.period, one.vintage))
        if whole and one.value > whole.value:
            yield data.finding(
                one,
                "amount",
                f"{one.value} of {one.commodity}",
                f"at most {whole.value}, the whole trade ({whole.id})",
                "look up scale and commodity",
            )


@_rule("units-people", "warning")
def _units_people(data: Index) -> Findings:
    """The people of an exercise are of a sane number, and the parts do not outnumber the whole."""
    for one in data.of_kind(Exercise):
        parts = [part.personnel or 0 for part in one.participants]
        for path, number in [
            ("personnel", one.personnel or 0),
            *(
                (f"participants[{part.state}].personnel", part.personnel or 0)
                for part in one.participants
            ),
        ]:
            if number > _MOST_PEOPLE:
                yield data.finding(
                    one, path, number, f"at most {_MOST_PEOPLE}", "look the number up again"
                )
        if one.personnel and sum(parts) > one.personnel and one.personnel_bound != "at_least":
            yield data.finding(
                one,
                "personnel",
                one.personnel,
                f"at least {sum(parts)}, the sum of the participants",
                "mend it, or accept it with the reason",
            )


@_rule("units-duration", "warning")
def _units_duration(data: Index) -> Findings:
    """A visit lasts at most a month, an exercise at most two."""
    for one in data.of_kind(Visit, Exercise):
        start, end = span(one)
        if start and end and end.window.first - start.window.last >= _LONGEST[one.kind]:
            yield data.finding(
                one,
                "end",
                f"{start} to {end}",
                f"at most {_LONGEST[one.kind]} days",
                "look both days up again",
            )


@_rule("units-coordinates")
def _units_coordinates(data: Index) -> Findings:
    """A place has both coordinates or none, within the globe."""
    for place in data.folder.registers["places"].values():
        for name, value, limit in (
            ("latitude", place.latitude, 90),
            ("longitude", place.longitude, 180),
        ):
            if value is not None and abs(value) > limit:
                yield data.finding(
                    place, name, value, f"degrees from -{limit} to {limit}", "swap the two?"
                )
        if (place.latitude is None) != (place.longitude is None):
            yield data.finding(
                place, "latitude", "one coordinate", "both or none", "look the other one up"
            )


# --- status --------------------------------------------------------------------------------------


@_rule("status-dates")
def _status_dates(data: Index) -> Findings:
    """What took place has a date; what was only announced has the day for which it was planned."""
    for one in data.of_kind(Visit, Exercise):
        if one.status == "held" and one.start is None:
            yield data.finding(one, "start", "no date", "the day it began", "add start")
        if one.status != "held" and not (one.start or one.planned):
            yield data.finding(one, "planned", "no date", "the days planned", "add planned")
        for name, day in (("start", one.start), ("end", one.end)):
            if one.status != "held" and day:
                yield data.finding(
                    one, name, day, f"no {name}: it was {one.status}", "move it to planned"
                )
    for one in data.of_kind(Agreement):
        if one.status in SIGNED and one.signed is None:
            yield data.finding(one, "signed", "no date", "the day it was signed", "add signed")
        if one.status in ("announced", "initialled") and one.signed:
            yield data.finding(
                one, "status", one.status, "signed or beyond", "it has a day of signature"
            )
        if one.signed is None and one.status_as_of is None:
            yield data.finding(
                one, "status_as_of", "no date", "the day for which the status is known", "add it"
            )


@_rule("status-force")
def _status_force(data: Index) -> Findings:
    """A joint statement is never in force; what ended is not in force."""
    for one in data.of_kind(Agreement):
        if one.form == "joint_statement" and (one.in_force or one.status == "in_force"):
            yield data.finding(
                one, "status", one.status, "signed", "a joint statement is never in force"
            )
        if one.status == "in_force" and one.ended:
            yield data.finding(one, "status", "in_force", "ended", f"it ended {one.ended}")


@_rule("status-actor")
def _status_actor(data: Index) -> Findings:
    """An actor of an event is a state or an organisation, not both and not neither."""
    for event in data.of_kind(Event):
        for number, actor in enumerate(event.actors, 1):
            if (actor.party is None) == (actor.organisation is None):
                yield data.finding(
                    event,
                    f"actors[{key_of(actor) or f'#{number}'}]",
                    "both" if actor.party else "neither",
                    "a party or an organisation",
                    "keep one of the two",
                )


@_rule("status-successor")
def _status_successor(data: Index) -> Findings:
    """Only a withdrawn record has a successor."""
    for record in data.live:
        if record.successor:
            yield data.finding(
                record,
                "successor",
                record.successor,
                "nothing, or a reason in withdrawn",
                "say why it was withdrawn",
            )


# --- identity ------------------------------------------------------------------------------------


@_rule("identity-visit")
def _identity_visit(data: Index) -> Findings:
    """No two visits have one principal, place and day (commission sessions aside)."""
    groups: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in data.of_kind(Visit):
        if visit.form == "commission_session" or visit.status != "held" or not visit.start:
            continue
        for name in dict.fromkeys(holder.person for holder in visit.principals if holder.person):
            groups[name, visit.place or ""].append(visit)
    for (person, _), visits in groups.items():
        visits.sort(key=lambda one: _start(one).window)
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
    start, end = _start(visit).window, (visit.end or _start(visit)).window
    return Window(min(start.last, end.last), max(start.first, end.first))


@_rule("identity-trade")
def _identity_trade(data: Index) -> Findings:
    """No two trade figures say the same of the same: one of them is a duplicate or a vintage."""
    seen: dict[Series, TradeFigure] = {}
    for one in data.of_kind(TradeFigure):
        key = (*_series(one), one.period, one.vintage)
        if key in seen:
            yield data.finding(
                one,
                "period",
                f"the same as {seen[key].id}",
                "one figure for one movement of goods",
                "make the other value a dispute, or name the vintage",
            )
        seen.setdefault(key, one)


@_rule("identity-exercise")
def _identity_exercise(data: Index) -> Findings:
    """No two exercises are the same edition of one series."""
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


@_rule("identity-source")
def _identity_source(data: Index) -> Findings:
    """No two sources stand at one address: they would pass for two origins."""
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


# --- references ----------------------------------------------------------------------------------


@_rule("references")
def _references(data: Index) -> Findings:
    """Whatever a field refers to exists: records, sources, people, offices, places, words."""
    known = data.keys()
    for item in data.everything():
        for path, one, value in scalars(item):
            register = one.type.refers_to
            if register and value not in known[register]:
                unknown = UnknownValue(f"key in {register}", value, known[register])
                yield data.finding(item, path, value, unknown.wanted, unknown.fix)


@_rule("references-self")
def _references_self(data: Index) -> Findings:
    """No record is related to itself, or succeeds itself through others."""
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


@_rule("references-place")
def _references_place(data: Index) -> Findings:
    """A place lies in its host on that day."""
    places: dict[str, Place] = data.folder.registers["places"]
    for one in data.of_kind(Visit, Exercise):
        place = places.get(one.place or "")
        start, end = span(one)
        if place is None or one.host is None or start is None or not place.states:
            continue
        if not any(
            tenure.state == one.host and _during(start, end, tenure.start, tenure.end)
            for tenure in place.states
        ):
            yield data.finding(
                one,
                "place",
                f"{one.place}, host {one.host}",
                f"a place in {one.host} on {start}",
                f"{place.name} lay in {', '.join(tenure.state for tenure in place.states)}",
            )


# --- text ----------------------------------------------------------------------------------------


def _texts(data: Index) -> Iterator[tuple[object, str, FieldSpec, str]]:
    for item in data.everything():
        for path, one, value in scalars(item):
            if isinstance(value, str):
                yield item, path, one, value


@_rule("text-characters")
def _text_characters(data: Index) -> Findings:
    """Text is in Unicode's composed form, without control, invisible or direction characters."""
    for item, path, _, value in _texts(data):
        text = _JOINERS.sub("", value)
        bad = sorted({char for char in text if char != "\n" and _is_hidden(char)})
        if bad:
            names = ", ".join(f"U+{ord(char):04X}" for char in bad)
            yield data.finding(item, path, names, "visible characters only", "remove them")
        elif unicodedata.normalize("NFC", value) != value:
            yield data.finding(item, path, value[:60], "composed characters (NFC)", "retype it")


def _is_hidden(char: str) -> bool:
    category = unicodedata.category(char)
    return category in ("Cc", "Cf", "Co", "Cn", "Cs") or (category == "Zs" and char != " ")


@_rule("text-markup")
def _text_markup(data: Index) -> Findings:
    """Text is plain: no HTML, no Markdown, no entities, no replacement characters."""
    for item, path, _, value in _texts(data):
        found = _MARKUP.search(value)
        if found or "\ufffd" in value:
            yield data.finding(
                item, path, found[0] if found else "U+FFFD", "plain text", "write it out"
            )


@_rule("text-script")
def _text_script(data: Index) -> Findings:
    """A name is in Latin letters, a name in its own script in one script only."""
    for item, path, one, value in _texts(data):
        scripts = {unicodedata.name(char, "?").split()[0] for char in value if char.isalpha()}
        scripts.discard("MODIFIER")  # letters such as the Uzbek ʻ belong to any script
        if one.name == "native_name" and len(scripts) > 1:
            yield data.finding(
                item, path, f"{value} ({', '.join(sorted(scripts))})", "one script", "retype it"
            )
        if one.name == "name" and isinstance(item, Person | Place) and scripts - {"LATIN"}:
            yield data.finding(
                item, path, value, "Latin letters", "put the other form into native_name"
            )


# --- disputes ------------------------------------------------------------------------------------


@_rule("disputes")
def _disputes(data: Index) -> Findings:
    """A dispute names a field of the record, and another value that the field could hold."""
    known = data.keys() | {"states": data.states}
    for record in data.folder.records:
        for dispute in record.disputes:
            path = f"disputes[{dispute.field}]"
            try:
                one, held = resolve(record, dispute.field)
                other = one.type.parse(dispute.value)
                register = "states" if one.type is STATE else one.type.refers_to
                if register and other not in known[register]:
                    raise UnknownValue(f"key in {register}", other, known[register])
            except InvalidValue as error:
                yield data.finding(record, path, error.found, error.wanted, error.fix)
                continue
            if other in held:
                yield data.finding(
                    record, path, dispute.value, "another value than the record's", "remove it"
                )


def resolve(record: Record, path: str) -> tuple[FieldSpec, list[object]]:
    """The declaration and the values of a field named by a path by key.

    Raises InvalidValue if the record has no such field or no item of that key.
    """
    head, _, inner = path.partition("[")
    one = spec(type(record), head)
    value = getattr(record, one.attribute)
    if one.item is None:
        if inner:
            raise InvalidValue(path, "a field without brackets", f"{head} has no items")
        return one, list(value) if one.many else [value]
    key, _, name = inner.partition("]")
    items = {key_of(part): part for part in value}
    if not key or not name:
        raise InvalidValue(
            path,
            "a field of one item",
            f"write {head}[key].field, as in {head}[…].{specs(one.item)[-1].name}",
        )
    leaf = spec(one.item, name.removeprefix("."))
    if key not in items:
        raise UnknownValue(f"item of {head}", key, items)
    return leaf, [getattr(items[key], leaf.attribute)]
