"""`CHANGES.md`: the releases that it announces, held against what changed."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bilateral import differences
from bilateral.differences import Change, Snapshot
from bilateral.errors import Problem, ReleaseError

FILE = "CHANGES.md"
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$", re.MULTILINE)
_NAMED = re.compile(r"`([a-z0-9-]+)`")
_VERB = r"(?:added|withdrawn|changed|removed|restored)"
_COUNTED = re.compile(
    rf"\b(no|\d+)\s+([a-z_]+(?:\s+figures?)?)\s+((?:{_VERB})(?:(?:,\s+|\s+or\s+|\s+and\s+){_VERB})*)",
    re.IGNORECASE,
)
_SINGULAR = {"people": "person", "trade figures": "trade_figure", "trade figure": "trade_figure"}


class Announcement(NamedTuple):
    """One section of `CHANGES.md`: the release, its day, and what is said of it."""

    version: str
    day: str
    text: str


def announcements(path: Path) -> list[Announcement]:
    """The releases that the `CHANGES.md` of a dataset's folder announces, newest first."""
    file = path / FILE
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = list(_HEADING.finditer(text))
    ends = [*(heading.start() for heading in found), len(text)][1:]
    return [
        Announcement(heading[1], _day(heading), text[heading.end() : end])
        for heading, end in zip(found, ends, strict=True)
    ]


def _day(heading: re.Match[str]) -> str:
    try:
        return date.fromisoformat(heading[2]).isoformat()
    except ValueError:
        raise ReleaseError(
            f"CHANGES.md: found {heading[0]!r}; wanted the day of the release, such as 2026-01-31; "
            "correct the heading"
        ) from None


def newest(path: Path) -> Announcement:
    """The release to be built; raises ReleaseError if `CHANGES.md` names none."""
    for announcement in announcements(path):
        return announcement
    raise ReleaseError(
        "CHANGES.md: no release is named; write a heading such as ## 1.0.0 (2026-01-31) "
        "with what changed for the user of the data"
    )


def check(announcement: Announcement, old: Snapshot, new: Snapshot) -> list[Problem]:
    """Where an announcement and the contents of the new release do not agree.

    The number must be the next one that the difference allows; records added and withdrawn must be
    counted, in the form "12 records added", withdrawn ones also named; every number in that form
    must be right, and every id in backticks must be one that the release touches.
    """
    found = differences.changes(old, new)
    problems = [
        *_number(announcement, old.version, found),
        *_said(announcement.text, found, new),
        *_named(announcement.text, found, old, new),
    ]
    return [problem._replace(file=FILE, field=announcement.version) for problem in problems]


def _number(announcement: Announcement, old: str, found: list[Change]) -> Iterator[Problem]:
    step = differences.step(found)
    if step is None:
        yield Problem(
            rule="release-step",
            found=f"nothing that differs from {old}",
            wanted="a release that changes something",
            fix="do not release, or check that the files are saved",
        )
        return
    allowed: dict[differences.Step, str] = {step: _next(old, step), "major": _next(old, "major")}
    if announcement.version not in allowed.values():
        reason = next(one for one in found if differences.step([one]) == step)
        yield Problem(
            rule="release-step",
            found=f"{announcement.version}, after {old}",
            wanted=f"{allowed[step]}, for the difference is a {step} one: {_brief(reason)}",
            fix=f"change the heading; if a coding rule or a meaning changed, to {allowed['major']}",
        )


def _next(version: str, step: differences.Step) -> str:
    parts = [int(part) for part in version.split(".")]
    place = 2 - differences.STEPS.index(step)
    return ".".join(map(str, [*parts[:place], parts[place] + 1, *[0] * (2 - place)]))


def _brief(one: Change) -> str:
    what = " ".join(part for part in (one.kind, one.id, one.field) if part)
    return f"{what} {one.change}"


def _said(text: str, found: list[Change], new: Snapshot) -> Iterator[Problem]:
    counts = differences.counts(found)
    nouns = {"record", *differences.ENTRIES.values(), *(t.kind for t in new.tables.values())}
    stated: set[tuple[str, str]] = set()
    for number, noun, verbs in _COUNTED.findall(text):
        noun = " ".join(noun.lower().split())
        kind = _SINGULAR.get(noun, noun.removesuffix("s"))
        if kind not in nouns:
            continue
        said = 0 if number.lower() == "no" else int(number)
        for verb in re.findall(_VERB, verbs.lower()):
            stated.add((kind, verb))
            if counts[kind, verb] != said:
                yield Problem(
                    rule="release-counts",
                    found=f"{number} {noun} {verb}",
                    wanted=f"{counts[kind, verb]} {noun} {verb}, as computed",
                    fix="correct the number, or what bilateral diff shows to be wrong",
                )
    for verb in ("added", "withdrawn"):
        count = counts["record", verb]
        if count and ("record", verb) not in stated:
            yield Problem(
                rule="release-counts",
                found=f"no count of the records {verb}",
                wanted=f"{count} record{'s' if count > 1 else ''} {verb}",
                fix="add these words to the section",
            )


def _named(text: str, found: list[Change], old: Snapshot, new: Snapshot) -> Iterator[Problem]:
    named = set(_NAMED.findall(text))
    touched = {one.id for one in found}
    known = {
        row["id"]
        for one in (old, new)
        for table in one.tables.values()
        if table.kind
        for row in one.rows(table.name)
    }
    for one in sorted(named & known - touched):
        yield Problem(
            rule="release-named",
            record=one,
            found=f"`{one}`",
            wanted="ids of records that this release changes",
            fix="name the record that changed, or write this one without backticks",
        )
    withdrawn = {str(one.id) for one in found if one.change == "withdrawn"}
    for one in sorted(withdrawn - named):
        yield Problem(
            rule="release-named",
            record=one,
            found="a record withdrawn without a word",
            wanted=f"`{one}`, in backticks, with the reason",
            fix="tell the users of the data what to use instead",
        )
