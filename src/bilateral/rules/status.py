"""Status: what took place, what was only planned, what is in force."""

from bilateral.records import Agreement, Event, Exercise, Visit
from bilateral.rules.index import Findings, Index, rule
from bilateral.schema import key_of
from bilateral.words import SIGNED


@rule("status-dates")
def _status_dates(data: Index) -> Findings:
    """What took place has a date; what was only announced has the day for which it was planned.

    Why: What took place has a day; what did not has none, only one that was planned.

    Mend: Move the day to `planned`, or mend the status.
    """
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


@rule("status-force")
def _status_force(data: Index) -> Findings:
    """A joint statement is never in force; what ended is not in force.

    Why: A joint statement obliges nobody in law, and what ended is not in force.

    Mend: Set the status that the sources support.
    """
    for one in data.of_kind(Agreement):
        if one.form == "joint_statement" and (one.in_force or one.status == "in_force"):
            yield data.finding(
                one, "status", one.status, "signed", "a joint statement is never in force"
            )
        if one.status == "in_force" and one.ended:
            yield data.finding(one, "status", "in_force", "ended", f"it ended {one.ended}")


@rule("status-actor")
def _status_actor(data: Index) -> Findings:
    """An actor of an event is a state or an organisation, not both and not neither.

    Why: States are counted by code, organisations by name; an actor is one of them.

    Mend: Keep `party` or `organisation`.
    """
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


@rule("status-successor")
def _status_successor(data: Index) -> Findings:
    """Only a withdrawn record has a successor.

    Why: A successor tells users of an old id where to look; a living record needs none.

    Mend: Say in `withdrawn` why it was withdrawn, or remove the successor.
    """
    for record in data.live:
        if record.successor:
            yield data.finding(
                record,
                "successor",
                record.successor,
                "nothing, or a reason in withdrawn",
                "say why it was withdrawn",
            )
