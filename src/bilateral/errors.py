"""What the library says when something is wrong: where, what is found and wanted, what to do."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning"]


class BilateralError(Exception):
    """The base of every error that this library raises on purpose."""


class InvalidValue(BilateralError, ValueError):
    """One value that its type refuses.

    `found` is the value as met, `wanted` what the type takes, `fix` what to do about it.
    """

    def __init__(self, found: object, wanted: str, fix: str) -> None:
        self.found = show(found)
        self.wanted = wanted
        self.fix = fix
        super().__init__(f"found {self.found}; wanted {wanted}; {fix}")


class UnknownValue(InvalidValue):
    """A value outside a closed list; the message names the nearest ones that are in it."""

    def __init__(self, what: str, found: object, allowed: Iterable[str]) -> None:
        from difflib import get_close_matches  # only needed once something is wrong

        choices = list(allowed)
        near = get_close_matches(str(found), choices, n=3, cutoff=0.5)
        lowered = {choice.lower(): choice for choice in choices}
        if not near and str(found).lower() in lowered:
            near = [lowered[str(found).lower()]]
        if near:
            fix = f"did you mean {_either(near)}?"
        elif len(choices) <= 12:
            fix = f"use one of {', '.join(choices)}" if choices else "there is none yet"
        else:
            fix = f"see the list of {len(choices)} in the documentation"
        super().__init__(found, f"a known {what}", fix)


class UnknownRecord(BilateralError, KeyError):
    """An id that is in no record of the dataset."""

    def __str__(self) -> str:
        return str(self.args[0])


class MissingExtra(BilateralError, ImportError):
    """A function that needs an optional extra which is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs the extra {extra!r}: pip install 'bilateral[{extra}]'")


def optional(module: str, *, what: str, extra: str) -> Any:
    """A module of an optional extra; raises MissingExtra, with what to install, without it."""
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtra(what, extra) from None


class ReleaseError(BilateralError):
    """A release that is not what it was when it was built, or that is not there."""


class Problem(NamedTuple):
    """One finding of a check.

    `rule` is the name of the rule, `file` is relative to the dataset folder, `field` is a path
    by key such as `participants[RUS].personnel`, `line` and `column` count from 1 (0 where they
    are unknown), and `width` is how many characters of the line the value takes.
    """

    rule: str
    severity: Severity = "error"
    file: str = ""
    line: int = 0
    field: str = ""
    found: str = ""
    wanted: str = ""
    fix: str = ""
    record: str = ""
    accepted: str = ""
    column: int = 0
    width: int = 0

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(at) for at in (self.line, self.column) if at)])
        head = f"{place or self.record}: {self.severity}[{self.rule}]"
        if self.field:
            head += f" {self.field}"
        lines = [head, f"found:  {self.found}", f"wanted: {self.wanted}", f"fix:    {self.fix}"]
        if self.accepted:
            lines.append(f"accepted: {self.accepted}")
        return "\n    ".join(lines)

    @classmethod
    def of(
        cls, invalid: InvalidValue, *, rule: str, file: str = "", field: str = "", record: str = ""
    ) -> "Problem":
        """The problem that one refused value makes at one place."""
        return cls(
            rule=rule,
            file=file,
            field=field,
            record=record,
            found=invalid.found,
            wanted=invalid.wanted,
            fix=invalid.fix,
        )


class DataError(BilateralError, ValueError):
    """Data that cannot be taken as it is; `problems` holds everything that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{count} problem{'s' if count != 1 else ''} found"
        super().__init__("\n".join([head, *(str(problem) for problem in self.problems)]))


def show(value: object, limit: int = 80) -> str:
    """A value as a message quotes it: its repr, cut to a readable length."""
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
