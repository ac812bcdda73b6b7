"""States and sides: codes that exist, states of the day, and who must have a part."""

from collections.abc import Iterator

from bilateral.dates import PartialDate
from bilateral.errors import UnknownValue
from bilateral.records import Agreement, Event, Exercise, Record, TradeFigure, Visit
from bilateral.registers import Place
from bilateral.rules.index import Findings, Index, rule, span, state_fields
from bilateral.schema import STATE, key_of
from bilateral.states import State


@rule("states-known")
def _states_known(data: Index) -> Findings:
    """Every state code is ISO 3166-1 alpha-3, 3166-3 for former states, or the dataset's own.

    Why: Codes are what other tables are joined by; a made-up one joins to nothing.

    Mend: Use the code that the message proposes, or declare the state in `dataset.toml`.
    """
    for item, path, one, code in data.scalars:
        if one.type is STATE and code not in data.states:
            unknown = UnknownValue("state", code, data.states)
            yield data.finding(item, path, code, unknown.wanted, unknown.fix)


@rule("states-lifetime")
def _states_lifetime(data: Index) -> Findings:
    """No state acts outside its lifetime; of a span, a part within it is enough.

    Why: Nothing relabels the Soviet Union silently: the party is the state of the day.

    Mend: Use the state that existed then; look the date up if the state is right.
    """
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


@rule("states-acting", "warning")
def _states_acting(data: Index) -> Findings:
    """A constituent republic that acts in its own name before its independence is looked at.

    Why: A republic of a federation rarely has foreign relations of its own, and a date may be
    wrong.

    Mend: Use the state to which it belonged, or accept the warning and say how it acted on its
    own.
    """
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
        for path, code in state_fields(record):
            if code in data.states:
                yield record, path, data.states[code], start, end


def _life(one: State) -> str:
    return f"from {one.start or 'long ago'} to {one.end or 'this day'}"


@rule("states-sides")
def _states_sides(data: Index) -> Findings:
    """A dataset has two sides, no state stands on both, and coverage speaks of one or of both.

    Why: Panels, shares and gaps are made for two sides, each a line of states through time.

    Mend: Write two `[[sides]]`, each with its states, oldest first; name one of them in the
    coverage.
    """
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


@rule("states-guest-host")
def _states_guest_host(data: Index) -> Findings:
    """A guest travels to another state than its own.

    Why: A visit goes abroad; at home it is an event.

    Mend: Swap or mend one of the two fields.
    """
    for visit in data.of_kind(Visit):
        if visit.guest and visit.guest == visit.host:
            yield data.finding(
                visit, "guest", visit.guest, f"a state other than {visit.host}", "mend one of them"
            )


@rule("states-principals")
def _states_principals(data: Index) -> Findings:
    """Principals are of the guest's side or, in a third state, of the dyad's first party.

    Why: Who travels and who receives decides the direction of every visit.

    Mend: Move the person to the counterparts, or mend guest and host.
    """
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


@rule("states-members")
def _states_members(data: Index) -> Findings:
    """Both sides have a part in an agreement, an exercise and a trade flow; one in an event.

    Why: The dataset is of two sides; what only one of them does to a third state is not in it.

    Mend: Add the side that is missing with its source, or leave the record out.
    """
    lists = {Event: ("actors", 1), Agreement: ("parties", 2), Exercise: ("participants", 2)}
    for kind, (name, least) in lists.items():
        for record in data.of_kind(kind):
            codes = {code for part in getattr(record, name) for _, code in state_fields(part)}
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


@rule("states-tenure")
def _states_tenure(data: Index) -> Findings:
    """A place lies in a state only while that state lives.

    Why: A tenure outside the state's lifetime makes a place lie in the wrong host.

    Mend: Give each state of the place its own `[[states]]` with its own days.
    """
    places: dict[str, Place] = data.folder.registers["places"]
    for place in places.values():
        for tenure in place.states:
            state = data.states.get(tenure.state)
            if state is None:
                continue
            for name, day in (("start", tenure.start), ("end", tenure.end)):
                if day and not day.may_meet(state.lifetime):
                    yield data.finding(
                        place,
                        f"states[{tenure.state}].{name}",
                        f"{day}",
                        f"a day on which {tenure.state} lived ({_life(state)})",
                        "look the day up, or name the state of that day",
                    )
