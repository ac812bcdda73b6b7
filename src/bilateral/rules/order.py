"""Order in time: what begins, ends, is signed, follows or is read, and in which order."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from bilateral.dates import PartialDate, Window
from bilateral.records import Agreement, Exercise, Record, Visit
from bilateral.registers import Source
from bilateral.rules.index import LONGEST, Findings, Index, rule, span, start_of
from bilateral.schema import PERIOD, key_of, specs

_LATER = ("amends", "supersedes", "implements", "follows")
_WITHIN = ("signed_during", "part_of")


def _pairs(item: object) -> Iterator[tuple[str, PartialDate, str, PartialDate]]:
    names = [
        one.name for one in specs(type(item)) if one.role == "start" and one.type is not PERIOD
    ]
    for first in [*names, "in_force"]:
        for last in ("end", "ended"):
            start, end = getattr(item, first, None), getattr(item, last, None)
            if start and end:
                yield first, start, last, end


@rule("order-dates")
def _order_dates(data: Index) -> Findings:
    """Nothing ends before it starts: visits, terms, tenures, agreements, spans of coverage.

    Why: A slip of the pen turns a duration around, and every question about it.

    Mend: Look both days up again; leave the end out if no source gives it.
    """
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


@rule("order-force", "warning")
def _order_force(data: Index) -> Findings:
    """An agreement enters into force when it is signed or later (retroactive force is rare).

    Why: A treaty that works before it is signed is nearly always a wrong day.

    Mend: Mend the day, or accept the warning with the article that makes the treaty
    retroactive.
    """
    for one in data.of_kind(Agreement):
        if one.signed and one.in_force and not one.signed.may_precede(one.in_force):
            yield data.finding(
                one,
                "in_force",
                f"{one.in_force}, before signed = {one.signed}",
                f"a day on or after {one.signed}",
                "mend it, or accept it with the article that makes it retroactive",
            )


@rule("order-editions", "warning")
def _order_editions(data: Index) -> Findings:
    """The editions of a series of exercises follow each other in time.

    Why: Numbers of editions are often repeated from an announcement, or counted anew by one
    side.

    Mend: Look up how the organisers number the series; accept the warning if they number it so.
    """
    series: dict[str, list[Exercise]] = defaultdict(list)
    for one in data.of_kind(Exercise):
        if one.series and one.edition is not None and one.start:
            series[one.series].append(one)
    for editions in series.values():
        editions.sort(key=lambda one: one.edition or 0)
        for before, after in pairwise(editions):
            if before.edition != after.edition and not start_of(before).may_precede(
                start_of(after)
            ):
                yield data.finding(
                    after,
                    "edition",
                    f"{after.edition} on {after.start}, but {before.id} is {before.edition} "
                    f"on {before.start}",
                    "editions in the order of time",
                    "look up how the organisers number them",
                )


@rule("order-delivery")
def _order_delivery(data: Index) -> Findings:
    """Nothing is delivered before its contract is signed.

    Why: The delivery then belongs to another contract, or one of the two days is wrong.

    Mend: Look both days up, or relate the delivery to the contract that it fulfils.
    """
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


@rule("order-relations", "warning")
def _order_relations(data: Index) -> Findings:
    """What follows, amends, supersedes or implements another is not earlier than it; what is
    signed during a visit, or is a part of a visit or exercise, falls within its days.

    Why: A relation joins two dates, and a slip in one of them shows beside the other.

    Mend: Look both days up, relate it to another record, or accept the warning.
    """
    for record in data.live:
        start, end = span(record)
        for tie in record.related:
            other = data.by_id.get(tie.id)
            first, last = span(other) if other else (None, None)
            if other is None or start is None or first is None:
                continue
            late = tie.relation in _LATER and not first.may_precede(end or start)
            apart = (
                tie.relation in _WITHIN
                and isinstance(other, Visit | Exercise)
                and not _meet(start, end, _stay(other, first, last))
            )
            if late or apart:
                yield data.finding(
                    record,
                    f"related[{tie.id}].id",
                    f"{tie.relation} {tie.id} of {_days(first, last)}, itself of {start}",
                    "a day within the other's" if apart else "a day on or after the other's",
                    "look both days up, or relate it to another record",
                )


def _stay(other: Record, first: PartialDate, last: PartialDate | None) -> Window:
    """From the first day to the last; if the end is unknown, for as long as such a thing lasts."""
    latest = last.window.last if last else first.window.last + LONGEST[other.kind] - 1
    return Window(first.window.first, latest)


def _meet(start: PartialDate, end: PartialDate | None, days: Window) -> bool:
    return start.window.first <= days.last and (end or start).window.last >= days.first


def _days(first: PartialDate, last: PartialDate | None) -> str:
    return f"{first} to {last}" if last else str(first)


@rule("order-status")
def _order_status(data: Index) -> Findings:
    """The day for which the status of an agreement is known is not before what it reports.

    Why: A status of June cannot know of a signature in July.

    Mend: Set `status_as_of` to the day that the newest source speaks of.
    """
    for one in data.of_kind(Agreement):
        for name in ("signed", "in_force", "ended"):
            day = getattr(one, name)
            if day and one.status_as_of and not day.may_precede(one.status_as_of):
                yield data.finding(
                    one,
                    "status_as_of",
                    f"{one.status_as_of}, before {name} = {day}",
                    f"a day on or after {day}",
                    "set it to the day that the newest source speaks of",
                )


@rule("order-reading")
def _order_reading(data: Index) -> Findings:
    """A source was published before it was read, and read before a record was checked with it.

    Why: These days prove that somebody had the text before him; a wrong year disproves it.

    Mend: Mend the wrong day; compare the record with all its sources and set `checked` anew.
    """
    sources: dict[str, Source] = data.folder.registers["sources"]
    for source in sources.values():
        if (
            source.published
            and source.accessed
            and not source.published.may_precede(source.accessed)
        ):
            yield data.finding(
                source,
                "accessed",
                f"{source.accessed}, before published = {source.published}",
                f"a day on or after {source.published}",
                "mend one of the two days",
            )
    for record in data.folder.records:
        for cite in record.cites:
            read = sources.get(cite.key)
            day = (read.accessed or read.published) if read else None
            if day and record.checked and not day.may_precede(record.checked):
                yield data.finding(
                    record,
                    "checked",
                    f"{record.checked}, but {cite.key} is of {day}",
                    f"a day on or after {day}",
                    "compare it with all its sources, and set checked to that day",
                )
                break
