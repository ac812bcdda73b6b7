"""How a rule is named, and what it looks at: one folder with the look-ups that rules need."""

from collections.abc import Callable, Collection, Iterable, Iterator
from inspect import cleandoc
from pathlib import PurePosixPath
from typing import Any

from attrs import frozen

from bilateral.dates import PartialDate, Period
from bilateral.errors import Problem, Severity
from bilateral.folders import MANIFEST, Folder, scalars
from bilateral.records import Exercise, Record, Visit
from bilateral.registers import Coverage, Manifest
from bilateral.schema import STATE, FieldSpec, key_of, specs
from bilateral.states import State
from bilateral.words import TOOK_PLACE

Findings = Iterator[Problem]
LONGEST = {"visit": 31, "exercise": 60}  # days, if no source says otherwise


@frozen
class Rule:
    """One rule: its name, how grave a breach is, and how it looks for breaches.

    `demands` says what it demands, `why` for what reason, `mend` what to do about a breach.
    """

    name: str
    severity: Severity
    demands: str
    why: str
    mend: str
    find: Callable[["Index"], Findings]


RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity = "error") -> Callable[[Callable[..., Findings]], None]:
    """Register a generator of findings; its docstring has a part for each of Rule's texts."""

    def register(find: Callable[["Index"], Findings]) -> None:
        demands, why, mend = cleandoc(find.__doc__ or "").split("\n\n")
        RULES[name] = Rule(
            name,
            severity,
            " ".join(demands.split()),
            " ".join(why.removeprefix("Why:").split()),
            " ".join(mend.removeprefix("Mend:").split()),
            find,
        )

    return register


@frozen
class Index:
    """A folder that could be read, with the look-ups that rules need.

    `scalars` holds every scalar value of every object once: the object, the path by key, the
    field's declaration and the value.
    """

    folder: Folder
    manifest: Manifest
    states: dict[str, State]
    by_id: dict[str, Record]
    live: list[Record]
    scalars: list[tuple[object, str, FieldSpec, Any]]

    @classmethod
    def of(cls, folder: Folder, manifest: Manifest, only: Collection[str] | None = None) -> "Index":
        """The look-ups of a folder; with `only`, the scalar values of these files alone."""
        items = everything(folder)
        if only is not None and MANIFEST not in only:
            items = (item for item in items if folder.file_of(item) in only)
        return cls(
            folder,
            manifest,
            manifest.known_states,
            {record.id: record for record in folder.records},
            [record for record in folder.records if record.withdrawn is None],
            [(item, *one) for item in items for one in scalars(item)],
        )

    def of_kind(self, *kinds: type[Any]) -> Iterator[Any]:
        """The records of some kinds that are not withdrawn."""
        return (record for record in self.live if isinstance(record, kinds))

    def everything(self) -> Iterator[object]:
        """Every object of the folder."""
        return everything(self.folder)

    def texts(self) -> Iterator[tuple[object, str, FieldSpec, str]]:
        """Every text of the folder, with its object, path and declaration."""
        for item, path, one, value in self.scalars:
            if isinstance(value, str):
                yield item, path, one, value

    def keys(self) -> dict[str, Iterable[str]]:
        """What fields can refer to: ids, the keys of each register, the dataset's own words."""
        unread = {PurePosixPath(file) for file in self.folder.unread}
        there = {
            register: {*entries, *(file.stem for file in unread if file.parent.name == register)}
            for register, entries in self.folder.registers.items()
        }
        return {
            **there,
            "records": {*self.by_id, *(file.stem for file in unread)},
            "tags": {word.key for word in self.manifest.tags},
            "compilers": {word.key for word in self.manifest.compilers},
        }

    def finding(self, item: object, path: str, found: object, wanted: str, fix: str) -> Problem:
        """A finding about one field of an object; the runner adds the rule's name."""
        return Problem(
            rule="",
            file=self.folder.file_of(item),
            record=self._name(item),
            field=path,
            found=str(found),
            wanted=wanted,
            fix=fix,
        )

    def _name(self, item: object) -> str:
        if isinstance(item, Record):
            return item.id
        if isinstance(item, Coverage):  # its rows have no key
            return f"#{next(n for n, row in enumerate(self.folder.coverage, 1) if row is item)}"
        return key_of(item)


def everything(folder: Folder) -> Iterator[object]:
    """Every object of a folder: the manifest, register entries, records, coverage rows."""
    if folder.manifest is not None:
        yield folder.manifest
    for entries in folder.registers.values():
        yield from entries.values()
    yield from folder.records
    yield from folder.coverage


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


def start_of(one: Visit | Exercise) -> PartialDate:
    """The start of what took place."""
    assert one.start is not None  # the caller has left out what did not take place
    return one.start


def took_place(record: Record) -> bool:
    """Whether a record says that its matter took place."""
    return record.withdrawn is None and getattr(record, "status", "held") in TOOK_PLACE


def during(
    start: PartialDate,
    end: PartialDate | None,
    first: PartialDate | None,
    last: PartialDate | None,
) -> bool:
    """Whether some admissible day from `start` to `end` lies between `first` and `last`."""
    late = end or start
    return (first is None or first.may_precede(late)) and (last is None or start.may_precede(last))


def state_fields(item: object) -> Iterator[tuple[str, str]]:
    """Every state code of an object, with its path by key."""
    for path, one, value in scalars(item):
        if one.type is STATE:
            yield path, value
