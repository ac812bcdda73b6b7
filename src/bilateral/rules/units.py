"""Numbers: money, people, days and degrees of a sane size, in the right books."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise
from statistics import median

from attrs import evolve

from bilateral.amounts import SCALES
from bilateral.dates import PartialDate
from bilateral.records import Agreement, Event, Exercise, Record, TradeFigure, Visit
from bilateral.registers import Coverage
from bilateral.rules.index import LONGEST, Findings, Index, rule, span
from bilateral.schema import key_of

_MOST_PEOPLE = 300_000
_MOST_MONEY = 100_000_000_000
_MOST_THINGS = 100_000_000
_LONGEST_TERM = 60 * 366  # days
_NEAR = 5 * 12  # months


@rule("units-negative")
def _units_negative(data: Index) -> Findings:
    """No amount, quantity or number of people or searches is negative.

    Why: A number of things, people, searches or money below zero is a slip of the pen.

    Mend: Look the number up again.
    """
    for item, path, _, value in data.scalars:
        number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        if number and value < 0 and isinstance(item, Record | Coverage):
            yield data.finding(item, path, value, "zero or more", "look the number up again")


@rule("units-flow")
def _units_flow(data: Index) -> Findings:
    """A turnover has no direction; a flow stands in the books of the state that reports it.

    Why: Exports and imports are the same goods in two books; which book it is decides mirror
    gaps.

    Mend: Empty both columns for a turnover; otherwise fill both, and let the flow agree with
    the reporter.
    """
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


@rule("units-period")
def _units_period(data: Index) -> Findings:
    """A period has the length that its type demands.

    Why: A fiscal year read as a calendar year moves half a year's trade.

    Mend: Write a fiscal year as `2022-07/2023-06`, a calendar year as `2022`.
    """
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


def series_of(one: TradeFigure) -> Series:
    """What makes figures a series: all but period, amount and edition."""
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


@rule("units-jump", "warning")
def _units_jump(data: Index) -> Findings:
    """A figure is not a hundred times its neighbour's in one series: that is a slip of scale.

    Why: Million for billion is the most frequent slip in trade figures.

    Mend: Look up the scale in which the source prints; accept the warning if trade did jump.
    """
    series: dict[Series, list[TradeFigure]] = defaultdict(list)
    for one in data.of_kind(TradeFigure):
        series[*series_of(one), one.period_type].append(one)
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


@rule("units-sum", "warning")
def _units_sum(data: Index) -> Findings:
    """Exports and imports make the turnover within rounding, if one compiler gives all three.

    Why: If one compiler's three figures disagree, one of them was copied wrongly, here or
    there.

    Mend: Mend ours; if the source adds wrongly, note it and accept the warning.
    """
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


@rule("units-part", "warning")
def _units_part(data: Index) -> Findings:
    """No commodity outweighs the whole trade of its period in the same series, and no direction
    the turnover.

    Why: A part greater than its whole has the wrong scale, commodity or direction.

    Mend: Look up scale and commodity; accept the warning if the source says so.
    """
    totals = {
        (*series_of(one), one.period, one.vintage): one
        for one in data.of_kind(TradeFigure)
        if one.commodity == "TOTAL"
    }
    turnovers = {
        (one.compiler, one.period, one.commodity, one.currency, one.vintage): one
        for one in data.of_kind(TradeFigure)
        if one.flow == "turnover" and one.bound == "exact"
    }
    for one in data.of_kind(TradeFigure):
        both = turnovers.get((one.compiler, one.period, one.commodity, one.currency, one.vintage))
        if both and one.flow != "turnover" and one.value > both.value * Decimal("1.1"):
            yield data.finding(
                one,
                "amount",
                one.value,
                f"at most {both.value}, the turnover ({both.id})",
                "look up the scale, or accept it with the reason",
            )
        whole = totals.get((*series_of(evolve(one, commodity="TOTAL")), one.period, one.vintage))
        if whole and one.value > whole.value:
            yield data.finding(
                one,
                "amount",
                f"{one.value} of {one.commodity}",
                f"at most {whole.value}, the whole trade ({whole.id})",
                "look up scale and commodity",
            )


@rule("units-people", "warning")
def _units_people(data: Index) -> Findings:
    """The people of an exercise are of a sane number, and the parts do not outnumber the whole.

    Why: A drill of a company and a drill of an army differ by one zero.

    Mend: Look the number up again, or accept the warning with the reason.
    """
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


@rule("units-duration", "warning")
def _units_duration(data: Index) -> Findings:
    """A visit lasts at most a month, an exercise at most two, a term in office sixty years.

    Why: A month's visit is mostly a wrong month in one of its days.

    Mend: Look both days up again, or accept the warning.
    """
    for one in data.of_kind(Visit, Exercise):
        start, end = span(one)
        if start and end and end.window.first - start.window.last >= LONGEST[one.kind]:
            yield data.finding(
                one,
                "end",
                f"{start} to {end}",
                f"at most {LONGEST[one.kind]} days",
                "look both days up again",
            )
    for person in data.folder.registers["people"].values():
        for term in person.terms:
            if term.start and term.end and _days(term.start, term.end) > _LONGEST_TERM:
                yield data.finding(
                    person,
                    f"terms[{term.office}].start",
                    f"{term.start} to {term.end}",
                    "at most sixty years",
                    "look both days up again",
                )


def _days(start: PartialDate, end: PartialDate) -> int:
    return end.window.first - start.window.last


@rule("units-coordinates")
def _units_coordinates(data: Index) -> Findings:
    """A place has both coordinates or none, within the globe.

    Why: Latitude and longitude are easily swapped, and half a point is no point.

    Mend: Give degrees north and degrees east, both or none.
    """
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


@rule("units-outlier", "warning")
def _units_outlier(data: Index) -> Findings:
    """A figure is within a hundredfold of what others, of any compiler, give for the years
    around it.

    Why: A slip of scale in a series of one figure shows only beside the other series.

    Mend: Look up the scale in which the source prints, or accept the warning with the reason.
    """
    groups: dict[Series, list[TradeFigure]] = defaultdict(list)
    whole: dict[str, list[TradeFigure]] = defaultdict(list)
    for one in sorted(data.of_kind(TradeFigure), key=lambda one: one.period.first_month):
        if one.value > 0 and one.commodity == "TOTAL":
            whole[one.currency].append(one)
        if one.value > 0:
            sides = [data.manifest.side_of(code or "") for code in (one.exporter, one.importer)]
            groups[*sides, one.commodity, one.currency, one.period.months == 12].append(one)
    starts = {
        currency: [one.period.first_month for one in figures] for currency, figures in whole.items()
    }
    starts = defaultdict(list, starts)
    for group in groups.values():
        months = [one.period.first_month for one in group]
        for place, one in enumerate(group):
            low = max(bisect_left(months, months[place] - _NEAR), place - 6)
            high = min(bisect_left(months, months[place] + _NEAR + 1), place + 7)
            others = [other.value for other in group[low:high] if other is not one]
            factor = 100
            if len(others) < 2:
                others = _around(one, whole[one.currency], starts[one.currency])
                factor = 500
            if len(others) < 2 or (one.commodity != "TOTAL" and factor > 100):
                continue
            usual = median(others)
            if one.value >= factor * usual or usual >= factor * one.value:
                yield data.finding(
                    one,
                    "amount",
                    f"{one.value}",
                    f"something nearer {usual}, the median of {len(others)} figures around it",
                    "look up the scale, or accept it with the reason",
                )


def _around(one: TradeFigure, figures: list[TradeFigure], months: list[int]) -> list[Decimal]:
    """What others give in the years around, of any direction and length, if its own are few."""
    low = bisect_left(months, one.period.first_month - _NEAR)
    high = bisect_left(months, one.period.first_month + _NEAR + 1)
    return [other.value for other in figures[low : min(high, low + 40)] if other is not one]


@rule("units-currency", "warning")
def _units_currency(data: Index) -> Findings:
    """A figure is in the currency of its compiler's other figures.

    Why: Rupees for dollars is the slip that no single row shows.

    Mend: Look up the currency that the source prints, or accept the warning.
    """
    groups: dict[tuple[str, str], list[TradeFigure]] = defaultdict(list)
    for one in data.of_kind(TradeFigure):
        groups[one.compiler, one.period_type].append(one)
    for (compiler, _), group in groups.items():
        counted = Counter(one.currency for one in group)
        usual, number = counted.most_common(1)[0]
        if number < 2 or number < 0.75 * (len(group) - 1):
            continue
        for one in group:
            if one.currency != usual and counted[one.currency] == 1:
                yield data.finding(
                    one,
                    "currency",
                    one.currency,
                    f"{usual}, as in the {number} other figures of {compiler}",
                    "look up what the source prints, or accept it with the reason",
                )


@rule("units-valuation", "warning")
def _units_valuation(data: Index) -> Findings:
    """Exports are valued FOB, at the exporter's border, and imports CIF, at the importer's.

    Why: The two differ by freight and insurance, which is a part of every mirror gap.

    Mend: Look up the notes of the compiler, or accept the warning: some value imports FOB.
    """
    usual = {"export": "FOB", "import": "CIF"}
    for one in data.of_kind(TradeFigure):
        wanted = usual.get(one.flow or "")
        if wanted and one.valuation not in (wanted, "unknown"):
            yield data.finding(
                one,
                "valuation",
                f"{one.valuation} of an {one.flow}",
                f"{wanted}, or unknown",
                "look up the notes of the compiler, or accept it with the reason",
            )


@rule("units-size", "warning")
def _units_size(data: Index) -> Findings:
    """An agreement is worth at most a hundred billion, and things count at most a hundred million.

    Why: Above that it is nearly always a slip of scale.

    Mend: Look up scale and unit, or accept the warning with the reason.
    """
    for one in data.of_kind(Agreement):
        for value in one.values:
            if value.amount * value.scale > _MOST_MONEY:
                yield data.finding(
                    one,
                    f"values[{key_of(value)}].amount",
                    value.amount * value.scale,
                    f"at most {_MOST_MONEY}",
                    "look up the scale, or accept it with the reason",
                )
    for one in data.of_kind(Agreement, Event):
        for item in one.items:
            if item.quantity is not None and item.quantity > _MOST_THINGS:
                yield data.finding(
                    one,
                    f"items[{key_of(item)}].quantity",
                    item.quantity,
                    f"at most {_MOST_THINGS}",
                    "look up number and unit, or accept it with the reason",
                )


_PRINTED = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d+)*)[ -](thousand|lakh|million|crore|billion|trillion)", re.ASCII
)
_SCALES = {word.removesuffix("s"): number for number, word in SCALES.items()}


@rule("units-words", "warning")
def _units_words(data: Index) -> Findings:
    """Where a record's text prints an amount in words, as in 30 million, its scale is the same.

    Why: A slip in the scale of a contract shows only beside the words of its summary.

    Mend: Look up the scale in which the source prints; mend the scale or the text.
    """
    for one in data.of_kind(Agreement, TradeFigure):
        said: dict[Decimal, set[int]] = defaultdict(set)
        for text in (one.title, one.summary, one.note or ""):
            for number, word in _PRINTED.findall(text):
                said[Decimal(number.replace(",", ""))].add(_SCALES[word])
        amounts = (
            [("", one)]
            if isinstance(one, TradeFigure)
            else [(f"values[{key_of(value)}].", value) for value in one.values]
        )
        for path, value in amounts:
            scales = said.get(value.amount, {value.scale})
            if value.scale not in scales:
                yield data.finding(
                    one,
                    f"{path}scale",
                    f"{value.amount} x {value.scale}",
                    f"{value.amount} x {' or '.join(map(str, sorted(scales)))}, as the text says",
                    "look up the scale that the source prints",
                )


@rule("units-states")
def _units_states(data: Index) -> Findings:
    """As many states take part in an exercise as are listed, or more.

    Why: A list longer than its own number has a state too many, or the number is wrong.

    Mend: Count participants without observers, and mend one of the two.
    """
    for one in data.of_kind(Exercise):
        listed = len({part.state for part in one.participants if part.role == "participant"})
        if one.n_states is not None and one.n_states < listed:
            yield data.finding(
                one, "n_states", one.n_states, f"at least {listed}, as listed", "count again"
            )
