"""The commands of those who write a dataset's folder: new, check, fmt and build."""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bilateral import dataset, releases
from bilateral.errors import DataError, InvalidValue, Problem
from bilateral.report import FORMATS

Command = Callable[[str, Callable[[argparse.Namespace], int], str], Any]


def add_commands(command: Command) -> None:
    """Add the commands to the command line; `command` makes one from its name, job and help."""
    new = command("new", _new, "add a record or register entry: by questions, flags or template")
    new.add_argument(
        "kind",
        help="event, agreement, visit, exercise, trade_figure, source, person, office, place",
    )
    new.add_argument("id", nargs="?", help="the id or key; without it, one is proposed")
    new.add_argument("path", nargs="?", help="the dataset's folder (default: here)")
    new.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="a field; for a list of tables, once a table: 'cites={key = \"gazette-1951-06\"}'",
    )
    new.add_argument(
        "--add",
        action="append",
        default=[],
        metavar="KIND={…}",
        help="a source, person, office or place that is missing: 'person={key = …, name = …}'",
    )
    new.add_argument("--anyway", action="store_true", help="write it even if it looks like a twin")
    new.add_argument("--template", action="store_true", help="write an annotated template to edit")
    check = command("check", _check, "report everything that is wrong in a dataset's folder")
    check.add_argument("path", nargs="?", default=".", help="the folder (default: here)")
    check.add_argument(
        "--format", choices=FORMATS, default="text", help="for people, pull requests or tools"
    )
    check.add_argument(
        "--since",
        metavar="REV",
        help="only what changed against a revision of git, and what depends on it",
    )
    preview = command("preview", _preview, "show the records that changed, before and now")
    preview.add_argument("path", nargs="?", default=".", help="the folder (default: here)")
    preview.add_argument("--since", metavar="REV", required=True, help="a revision of git")
    fmt = command("fmt", _fmt, "put files into canonical form, comments kept")
    fmt.add_argument("path", nargs="+", help="dataset folders, or files of one")
    fmt.add_argument("--check", action="store_true", help="only say which files would change")
    build = command("build", _build, "build the release that CHANGES.md names")
    build.add_argument("path", nargs="?", default=".", help="the folder (default: here)")


# --- check ---------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    from bilateral.report import render

    problems = dataset.check(options.path, since=options.since)
    for line in render(problems, Path(options.path), options.format):
        print(line)
    errors = sum(problem.severity == "error" for problem in problems)
    print(f"{errors} errors, {len(problems) - errors} warnings", file=sys.stderr)
    return 1 if problems else 0


def _preview(options: argparse.Namespace) -> int:
    from bilateral.preview import preview

    print(preview(Path(options.path), options.since))
    return 0


# --- fmt ------------------------------------------------------------------------------------------


def _fmt(options: argparse.Namespace) -> int:
    from bilateral.formatting import formatted
    from bilateral.storage import write_whole

    failed = False
    for path in map(Path, options.path):
        for file, text, made, problems in formatted(path):
            if problems:
                failed = True
                _tell(problems)
            elif made != text:
                print(file)
                failed |= options.check
                if not options.check:
                    write_whole(file, made)
    return int(failed)


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


# --- new ------------------------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> int:
    from bilateral.drafting import classes
    from bilateral.filters import one_of

    name, path = _id_and_path(options)
    kinds = classes()
    cls = kinds[one_of("kind", options.kind, kinds)]
    if options.set or options.add:
        return _new_from_flags(cls, name, path, options)
    if sys.stdin.isatty() and not options.template:
        return _new_by_questions(cls, name, path)
    return _new_from_template(cls, name, path)


def _id_and_path(options: argparse.Namespace) -> tuple[str | None, Path]:
    """The id and the folder; of one word alone, a folder is taken for what it is."""
    if options.id and options.path is None and Path(options.id).is_dir():
        return None, Path(options.id)
    return options.id, Path(options.path or ".")


def _new_from_template(cls: type[Any], name: str | None, path: Path) -> int:
    from bilateral.derived import new_file
    from bilateral.records import TradeFigure
    from bilateral.storage import write_whole

    if cls is TradeFigure:
        raise InvalidValue("trade_figure", "a row", "use --set, or add it to records/trade/")
    if name is None:
        raise InvalidValue("no id", "an id", "name one, or give the fields with --set")
    file, text = new_file(cls, name)
    if (path / file).exists():
        raise InvalidValue(
            str(path / file), "an id that is not taken", "choose another, or edit the file"
        )
    write_whole(path / file, text)
    print(path / file)
    return 0


def _new_from_flags(
    cls: type[Any], name: str | None, path: Path, options: argparse.Namespace
) -> int:
    from bilateral.drafting import classes, given, likely, propose, tables
    from bilateral.filters import one_of
    from bilateral.schema import specs

    draft = _draft(path)
    for word, plain in tables(options.add):
        registers = {word: one for word, one in classes().items() if not hasattr(one, "kind")}
        draft.add(registers[one_of("kind of entry", word, registers)], plain)
    plain = given(cls, options.set)
    field = specs(cls)[0].name
    chosen = name or str(plain.get(field) or propose(cls, plain, draft.taken(cls)))
    _must_be_free(chosen, draft.taken(cls))
    plain = {**plain, field: chosen}
    entry = draft.add(cls, plain)
    twins = likely(draft.folder, entry)
    if twins and not options.anyway:
        names = ", ".join(getattr(twin, "id", None) or twin.key for twin in twins)
        raise InvalidValue(
            f"{chosen}, much like {names}", "one entry for one thing", "look, or add --anyway"
        )
    return _write(draft)


def _new_by_questions(cls: type[Any], name: str | None, path: Path) -> int:
    from bilateral.asking import Interview
    from bilateral.drafting import likely
    from bilateral.schema import specs

    draft = _draft(path)
    interview = Interview(draft, input, print)
    if name is not None:
        _must_be_free(name, draft.taken(cls))
    try:
        plain = interview.fill(cls, {} if name is None else {specs(cls)[0].name: name})
        entry = draft.add(cls, plain)
        twins = likely(draft.folder, entry)
        if twins and not interview.go_on(twins):
            print("nothing was written")
            return 1
    except (EOFError, KeyboardInterrupt):
        print("\nnothing was written")
        return 1
    return _write(draft)


def _must_be_free(name: str, taken: set[str]) -> None:
    if name in taken:
        raise InvalidValue(name, "an id that is not taken", "choose another, or edit the file")


def _draft(path: Path) -> Any:
    from bilateral.drafting import Draft
    from bilateral.folders import read_folder

    folder = read_folder(path)
    if folder.manifest is None:
        raise DataError(folder.problems)
    return Draft(folder)


def _write(draft: Any) -> int:
    """Write what was drafted, whole or not at all, and say what a check finds in it."""
    from bilateral.report import render
    from bilateral.storage import write_all

    texts: dict[Path, str] = draft.texts()
    write_all(texts)
    for path in texts:
        print(path)
    root: Path = draft.folder.path
    files = {path.relative_to(root).as_posix() for path in texts}
    found = [problem for problem in dataset.check(root) if problem.file in files]
    for line in render(found, root, "text"):
        print(line, file=sys.stderr)
    return 1 if found else 0


# --- build ----------------------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    print(releases.build(Path(options.path)))
    return 0
