"""Whether the cost of a check grows with the data and not faster.

`python benchmarks/check_growth.py [--write docs/check-growth.md]` makes datasets of 1, 10 and 100
times the records and registers of the real one (each copy under keys of its own and in days of its
own), checks each, and gives the time as a ratio of the smallest, per object.
"""

import argparse
import gc
import sys
import time
from pathlib import Path
from typing import Any

from attrs import evolve

from bilateral import rules
from bilateral.folders import Folder, read_folder
from bilateral.registers import REGISTERS
from bilateral.schema import specs

REAL = Path(__file__).parents[1] / "datasets" / "pak-rus"
SIZES = (1, 10, 100)


def copy_of(item: Any, number: int) -> Any:
    """The same object under other keys, its names told apart."""
    changes: dict[str, Any] = {}
    for one in specs(type(item)):
        value = getattr(item, one.attribute)
        if one.item is not None:
            changes[one.attribute] = tuple(copy_of(part, number) for part in value)
        elif one.type.refers_to in ("records", "sources", "people", "offices", "places"):
            changes[one.attribute] = f"{value}-{number}" if value else value
        elif one.name in ("id", "key", "origin", "series", "vintage") and value:
            changes[one.attribute] = f"{value}-{number}"
        elif one.name in ("name", "native_name", "title", "url"):
            changes[one.attribute] = f"{value} {number}" if value else value
        elif one.name in ("latitude", "wikidata"):
            changes[one.attribute] = None
    if "latitude" in changes:
        changes["longitude"] = None
    return evolve(item, **changes)


def grown(folder: Folder, times: int) -> Folder:
    """A folder of as many times the objects."""
    big = Folder(path=folder.path, manifest=folder.manifest, coverage=folder.coverage)
    for number in range(times):
        for cls in REGISTERS:
            for entry in folder.registers[cls.folder].values():
                new = copy_of(entry, number) if number else entry
                big.registers[cls.folder][new.key] = new
                big.files[f"{cls.folder}/{new.key}"] = f"{cls.folder}/{new.key}.toml"
        for record in folder.records:
            new = copy_of(record, number) if number else record
            big.records.append(new)
            big.files[new.id] = f"{folder.file_of(record)}-{number}"
    return big


def seconds(folder: Folder) -> float:
    """The best of a few checks, in seconds of the processor: others may use the machine too."""
    best = 1e9
    for _ in range(3 if len(folder.records) < 20_000 else 1):
        gc.collect()
        start = time.process_time()
        rules.run(folder)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Measure, print, and write the page if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    folder = read_folder(REAL)
    assert not folder.problems
    rows: list[tuple[int, int, float]] = []
    for times in SIZES:
        big = grown(folder, times)
        objects = len(big.records) + sum(len(entries) for entries in big.registers.values())
        rows.append((times, objects, seconds(big)))
        print(rows[-1], file=sys.stderr, flush=True)
    per_object = rows[0][2] / rows[0][1]
    lines = [
        "# How a check grows",
        "",
        "Written by `make growth`; do not edit. Datasets of 1, 10 and 100 times the objects of the",
        "real one are held to every rule. Times are ratios, so that they mean the same on another",
        "machine; linear growth is a constant in the last column.",
        "",
        "| times the real size | objects | time (smallest: 1) | time an object (smallest: 1) |",
        "|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {times} | {objects:,} | {taken / rows[0][2]:.1f} | {taken / objects / per_object:.2f} |"
        for times, objects, taken in rows
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
