"""The command line: exit status 0 fine, 1 problems found, 2 wrong use."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from bilateral import contributing, dataset, releases, terminal
from bilateral.dataset import Dataset
from bilateral.errors import BilateralError, DataError, InvalidValue, ReleaseError
from bilateral.filters import Common

_FILTERS = tuple(Common.__annotations__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (DataError, ReleaseError) as error:
        print(error, file=sys.stderr)
        return 1
    except BilateralError as error:
        print(f"bilateral: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bilateral", description="The sourced record of the relations between two states."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> Any:
        one = commands.add_parser(name, help=text, description=text)
        one.set_defaults(run=run)
        return one

    def for_dataset(name: str, run: Callable[[argparse.Namespace], int], text: str) -> Any:
        one = command(name, run, text)
        one.add_argument("dataset", help="a bundled dataset's name, or the path of a folder")
        one.add_argument("--version", help="a release; without it, the newest")
        return one

    command("datasets", _datasets, "list the bundled datasets, a line a release")
    for_dataset("info", _info, "what a dataset holds")
    timeline = for_dataset("timeline", _timeline, "print the chronology")
    for name in _FILTERS:
        timeline.add_argument(f"--{name.replace('_', '-')}", dest=name)
    timeline.add_argument("--kind", help="only this kind: event, agreement, visit, exercise")
    timeline.add_argument("--width", type=int, help="columns; without it, the terminal's")
    show = for_dataset("show", _show, "print one record with its sources")
    show.add_argument("id", help="the record's id")
    export = for_dataset("export", _export, "write the whole release in another format")
    export.add_argument("--format", choices=("jsonl", "csv"), required=True)
    export.add_argument(
        "--output", help="a file (jsonl) or a folder (csv); jsonl goes to the screen"
    )
    contributing.add_commands(command)
    return parser


def _open(options: argparse.Namespace) -> Dataset:
    if Path(options.dataset).is_dir():
        if options.version is not None:
            raise InvalidValue(options.version, "no version beside a path", "leave --version out")
        return dataset.read(options.dataset)
    return dataset.load(options.dataset, version=options.version)


# --- for users -----------------------------------------------------------------------------------


def _datasets(_: argparse.Namespace) -> int:
    for name, versions in releases.released(releases.bundled()).items():
        for version in versions:
            print(terminal.release_line(releases.open_bundled(name, version)))
    return 0


def _info(options: argparse.Namespace) -> int:
    print(terminal.info(_open(options)))
    return 0


def _timeline(options: argparse.Namespace) -> int:
    given = {name: getattr(options, name) for name in _FILTERS if getattr(options, name)}
    common = cast("Common", given)
    opened = _open(options)
    rows = opened.chronology(**common)
    if options.kind:
        wanted = terminal.kind(options.kind)
        rows = [row for row in rows if row["kind"] == wanted]
    print(terminal.timeline(opened, rows, width=options.width))
    return 0


def _show(options: argparse.Namespace) -> int:
    print(terminal.record(_open(options), options.id))
    return 0


def _export(options: argparse.Namespace) -> int:
    opened = _open(options)
    if options.format == "jsonl":
        lines = (f"{json.dumps(row, ensure_ascii=False, default=float)}\n" for row in opened.rows())
        if options.output:
            _write(Path(options.output), lines)
        else:
            sys.stdout.writelines(lines)
        return 0
    if not options.output:
        raise InvalidValue("no --output", "a folder for the files", "add --output FOLDER")
    folder = Path(options.output)
    for name, frame in opened.tables().items():
        text = frame.to_csv(index=False, date_format="%Y-%m-%d")
        _write(folder / f"{name}.csv", [text])
    return 0


def _write(path: Path, parts: Iterable[str]) -> None:
    from bilateral.storage import write_whole

    write_whole(path, "".join(parts))
    print(path, file=sys.stderr)
