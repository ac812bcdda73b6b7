"""The command line: exit status 0 fine, 1 problems found, 2 wrong use."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from bilateral import contributing, dataset, differences, releases, terminal
from bilateral.citations import STYLES
from bilateral.dataset import Dataset
from bilateral.errors import BilateralError, DataError, InvalidValue, ReleaseError
from bilateral.exports import FORMATS, TEXTS
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
    export.add_argument("--format", choices=FORMATS, required=True)
    export.add_argument(
        "--output",
        metavar="PATH",
        help="the file or, for csv, parquet and datapackage, the new folder; without it, jsonl, "
        "bibtex and geojson go to the screen",
    )
    cite = for_dataset("cite", _cite, "cite the release, a record, or the sources behind records")
    cite.add_argument("--style", choices=STYLES, default="text")
    what = cite.add_mutually_exclusive_group()
    what.add_argument("--id", help="cite this record")
    what.add_argument("--of", nargs="+", metavar="ID", help="cite the sources behind these records")
    diff = command("diff", _diff, "what changed from one release to another")
    diff.add_argument("dataset", help="a bundled dataset's name, or the path of a folder")
    diff.add_argument("old", help="the older release")
    diff.add_argument("new", help="the newer one; of a folder also: unreleased")
    history = command("history", _history, "a record, or a register's entry, through all releases")
    history.add_argument("id", help="the record's id, or the entry's key")
    history.add_argument("--dataset", help="a name or a folder; without it, all that are bundled")
    plot = for_dataset("plot", _plot, "draw a picture (needs the extra plot)")
    plot.add_argument("picture", help="timeline, trade, mirror, visits, places or contacts")
    plot.add_argument("--output", required=True, help="a file: .png, .svg or .pdf")
    contributing.add_commands(command)
    return parser


def _open(options: argparse.Namespace) -> Dataset:
    if releases.folder_of(options.dataset):
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


def _cite(options: argparse.Namespace) -> int:
    print(_open(options).cite(options.style, id=options.id, of=options.of), end="")
    return 0


def _plot(options: argparse.Namespace) -> int:
    from bilateral import plots
    from bilateral.filters import one_of
    from bilateral.storage import whole_file

    path = Path(options.output)
    kind = one_of("kind of file", path.suffix.lstrip("."), plots.FORMATS)
    draw = plots.PICTURES[one_of("picture", options.picture, plots.PICTURES)]
    with whole_file(path) as temporary:
        plots.save(draw(_open(options)), temporary, kind)
    print(path, file=sys.stderr)
    return 0


def _diff(options: argparse.Namespace) -> int:
    old, new = (differences.opened(options.dataset, one) for one in (options.old, options.new))
    print(terminal.difference(old.label, new.label, differences.changes(old, new)))
    return 0


def _history(options: argparse.Namespace) -> int:
    print(terminal.history(differences.through_releases(options.id, options.dataset)))
    return 0


def _export(options: argparse.Namespace) -> int:
    opened = _open(options)
    if options.output:
        opened.export(options.format, options.output)
        print(options.output, file=sys.stderr)
    elif options.format in TEXTS:
        sys.stdout.write(TEXTS[options.format](opened))
    else:
        raise InvalidValue("no --output", "a path to write to", "add --output PATH")
    return 0
