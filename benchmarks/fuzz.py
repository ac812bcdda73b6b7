"""Fuzz every reader: TOML, CSV, JSON Lines and descriptor of a release, and whole folders.

`python benchmarks/fuzz.py N [--write docs/fuzzing.md]` spoils real and made-up files N times and
holds the readers to their word: nothing but the library's own errors, no input longer than
SECONDS, no more memory than MEGABYTES, no file opened outside the dataset's folder. Inputs follow
from their number, so that a failure can be had again: `python benchmarks/fuzz.py --one NUMBER`.
"""

import argparse
import hashlib
import json
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from bilateral import csv_files, formatting, rules, toml_files
from bilateral.errors import BilateralError
from bilateral.folders import class_of, files_in, read_folder
from bilateral.records import TradeFigure
from bilateral.registers import Coverage
from bilateral.releases import DESCRIPTOR, Release, render

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests" / "rur-toy"
REAL = ROOT / "datasets" / "pak-rus"
SECONDS = 10
MEGABYTES = 1024
# how many of a hundred inputs go to each reader
SHARES = {"toml": 56, "csv": 18, "jsonl": 14, "descriptor": 10, "folder": 2}

TOKENS = [
    *('"', '""', '"""', "'", "'''", "[", "]", "[[", "]]", "{", "}", ",", "=", "#", "\n", "\r\n"),
    *("\\", "\\u0000", "\\ud800", "\x00", "\ufeff", "\u202e", "\u200b", "\xa0", "\u2028", "\ud83d"),
    *("1e999999999", "-0", "nan", "inf", "0x" + "f" * 50, "9" * 400, "1979-05-27", "07:32:00"),
    *("true", "null", "NO", "a.b.c.d", "a.a", "key", "id", "../../etc/passwd", "/etc/passwd"),
    *("[" * 60, "{a=" * 40, "[[a.b]]\n" * 5, '"' * 7, "," * 60, "XX", "9999-99-99", "../1951"),
    *("1948/1947", "~", "?", " @ ", " | ", "=", "ü", "е", "ش", "😀", "a\u0301", "1_000", "+1"),
]


class Failure(Exception):
    """A reader that did not keep its word."""


def spoil(text: str, rng: random.Random, donor: str) -> str:
    """A text with a few pieces cut out, doubled, moved, replaced, or taken from another."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        size = len(text)
        at = rng.randrange(size + 1)
        end = min(size, at + rng.choice((1, 1, 2, 5, 20, 80)))
        match rng.randrange(8):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:at] + rng.choice(TOKENS) + text[at:]
            case 2:
                text = text[:at] + rng.choice(TOKENS) + text[end:]
            case 3:
                text = text[:at] + text[at:end] * rng.choice((2, 3, 30)) + text[end:]
            case 4:
                text = (
                    text[:at]
                    + chr(rng.choice((rng.randrange(128), rng.randrange(0xD7FF))))
                    + text[end:]
                )
            case 5:
                start = rng.randrange(len(donor) + 1)
                text = text[:at] + donor[start : start + rng.choice((1, 10, 100))] + text[end:]
            case 6:
                text = text[:at]
            case _:
                lines = text.split("\n")
                rng.shuffle(lines)
                text = "\n".join(lines)
    return text


class Memory:
    """A folder in memory with the face of importlib.resources, that tells what was asked of it."""

    def __init__(self, name: str, files: dict[str, bytes]) -> None:
        self.name = name
        self.files = files

    def __truediv__(self, name: str) -> "Memory":
        if name not in self.files and ("/" in name or ".." in name):
            raise Failure(f"asked for {name!r}, outside the release")
        return Memory(name, self.files)

    def is_file(self) -> bool:
        return self.name in self.files

    def read_bytes(self) -> bytes:
        if self.name not in self.files:
            raise FileNotFoundError(self.name)
        return self.files[self.name]


class Fuzzer:
    """The corpus, and a job for each reader."""

    def __init__(self) -> None:
        self.toml = list(self._toml())
        self.csv = [
            (f"records/trade/{path.name}", _head(path, 12))
            for path in (*TOY.glob("records/trade/*"), *REAL.glob("records/trade/*.csv"))
        ]
        self.csv += [("coverage.csv", _head(path / "coverage.csv", 8)) for path in (TOY, REAL)]
        self.release = render(read_folder(TOY), "0.1.0", "2000-01-01")
        self.scratch = Path(tempfile.mkdtemp(prefix="fuzz-")) / "rur-toy"
        shutil.copytree(TOY, self.scratch)
        self.names = files_in(self.scratch)
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.slowest = 0.0

    def _toml(self) -> Iterator[tuple[str, str]]:
        for root, step in ((TOY, 1), (REAL, 17)):
            for name in files_in(root)[::step]:
                if name.endswith(".toml"):
                    text = (root / name).read_text(encoding="utf-8")
                    if len(text) < 6000:
                        yield name, text

    def run(self, number: int) -> None:
        """Spoil one input and give it to its reader."""
        rng = random.Random(number)
        reader = rng.choices([*SHARES], [*SHARES.values()])[0]
        job: Callable[[random.Random], str] = getattr(self, f"_{reader}_job")
        start = time.perf_counter()
        try:
            outcome = job(rng)
        except BilateralError:
            outcome = "refused"
        self.slowest = max(self.slowest, time.perf_counter() - start)
        self.outcomes[reader, outcome] += 1

    def _toml_job(self, rng: random.Random) -> str:
        (name, text), (_, donor) = rng.choice(self.toml), rng.choice(self.toml)
        cls = class_of(name)
        assert cls is not None
        _, problems = toml_files.parse_rest(spoil(text, rng, donor), cls, file=name)
        return "refused" if problems else "taken"

    def _csv_job(self, rng: random.Random) -> str:
        (name, text), (_, donor) = rng.choice(self.csv), rng.choice(self.csv)
        cls: type[Any] = Coverage if name == "coverage.csv" else TradeFigure
        fixed = {} if cls is Coverage else {"compiler": "toy-customs"}
        _, problems = csv_files.parse(spoil(text, rng, donor), cls, file=name, fixed=fixed)
        return "refused" if problems else "taken"

    def _jsonl_job(self, rng: random.Random) -> str:
        contents = dict(self.release)
        name = rng.choice([one for one in contents if one != DESCRIPTOR])
        contents[name] = spoil(contents[name], rng, self.release["visits.jsonl"])
        files = {one: text.encode("utf-8", "surrogatepass") for one, text in contents.items()}
        descriptor = json.loads(contents[DESCRIPTOR])
        if rng.random() < 0.8:  # sealed again, so that the content itself is read
            for part in descriptor["resources"]:
                content = files[part["path"]]
                part["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
                part["bytes"] = len(content)
            files[DESCRIPTOR] = _sealed(descriptor)
        return _read(files)

    def _descriptor_job(self, rng: random.Random) -> str:
        files = {name: text.encode() for name, text in self.release.items()}
        text = spoil(self.release[DESCRIPTOR], rng, self.release["visits.jsonl"])
        files[DESCRIPTOR] = text.encode("utf-8", "surrogatepass")
        if rng.random() < 0.8:
            descriptor = json.loads(self.release[DESCRIPTOR])
            _spoil_json(descriptor, rng)
            descriptor.pop("sha256", None)
            files[DESCRIPTOR] = _sealed(descriptor)
        return _read(files)

    def _folder_job(self, rng: random.Random) -> str:
        name = rng.choice(self.names)
        path = self.scratch / name
        before = path.read_bytes()
        spoilt = spoil(before.decode(), rng, "").encode("utf-8", "surrogatepass")
        path.write_bytes(spoilt)
        try:
            problems = rules.run(read_folder(self.scratch))
            list(formatting.formatted(path))
        finally:
            path.write_bytes(before)
        return "refused" if any(one.file == name for one in problems) else "taken"


def _head(path: Path, lines: int) -> str:
    return "\n".join(path.read_text(encoding="utf-8").split("\n")[:lines]) + "\n"


def _sealed(descriptor: dict[str, Any]) -> bytes:
    descriptor.pop("sha256", None)
    body = json.dumps(descriptor, ensure_ascii=False, separators=(",", ":"), default=float)
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps({**descriptor, "sha256": digest}).encode()


def _spoil_json(value: Any, rng: random.Random) -> None:
    """Replace, remove or add one thing somewhere in a JSON value."""
    while isinstance(value, dict | list) and value:
        key = rng.choice(list(value)) if isinstance(value, dict) else rng.randrange(len(value))
        if rng.random() < 0.35 or not isinstance(value[key], dict | list):
            junk = [None, 0, -1, "", "x", [], {}, True, 1e300, "../../etc/passwd", "/etc/passwd"]
            match rng.randrange(3):
                case 0:
                    del value[key]
                case 1:
                    value[key] = rng.choice(junk)
                case _:
                    value[key] = {"a": value[key]} if rng.random() < 0.5 else [value[key]]
            return
        value = value[key]


def _read(files: dict[str, bytes]) -> str:
    release = Release(Memory("0.1.0", files))  # type: ignore[arg-type]
    for table in release.tables:
        release.rows(table)
    assert release.label
    return "taken"


# --- limits ---------------------------------------------------------------------------------------


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20,) * 2)

    def too_slow(_: int, __: FrameType | None) -> None:
        raise Failure(f"longer than {SECONDS} seconds")

    signal.signal(signal.SIGALRM, too_slow)


def _watch(allowed: Path) -> list[str]:
    """Fail when a file outside the folder is opened, what Python itself imports apart.

    What is added to the list that comes back may be opened too.
    """
    inside = [str(allowed), sys.prefix, sys.base_prefix, str(ROOT / "src"), str(ROOT / ".venv")]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str | Path):
            path = str(arguments[0])
            if path.startswith("/") and not path.startswith(tuple(inside)):
                raise Failure(f"{event} of {path}")
        elif event.startswith("socket."):
            raise Failure(event)

    sys.addaudithook(hook)
    return inside


def main() -> int:
    """Run the inputs; returns 1 if a reader did not keep its word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, nargs="?", default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the first input's number")
    parser.add_argument("--one", type=int, help="run this input alone")
    parser.add_argument("--write", type=Path, help="write the figures to a page")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after as many")
    options = parser.parse_args()
    fuzzer = Fuzzer()
    _limit()
    allowed = _watch(fuzzer.scratch.parent)
    if options.one is not None:
        fuzzer.run(options.one)
        return 0
    start, failed = time.monotonic(), 0
    for number in range(options.first, options.first + options.n):
        signal.alarm(SECONDS)
        try:
            fuzzer.run(number)
        except (Exception, RecursionError, MemoryError) as error:
            failed += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            print(
                f"input {number}: {type(error).__name__}: {str(error)[:200]}, at {place}",
                flush=True,
            )
            if failed >= 50:
                break
        if time.monotonic() - start > options.minutes * 60:
            break
    signal.alarm(0)
    page = report(fuzzer, failed, time.monotonic() - start)
    print(page)
    if options.write:
        sys.stdout.flush()
        allowed.append(str(options.write.absolute()))
        options.write.absolute().write_text(page, encoding="utf-8")
    return int(bool(failed))


def report(fuzzer: Fuzzer, failed: int, seconds: float) -> str:
    """The page with the figures of a run."""
    total = sum(fuzzer.outcomes.values()) + failed
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    lines = [
        "# Fuzzing the readers",
        "",
        "Written by `make fuzz N=1000000`; do not edit. Real and made-up files are spoilt piece by",
        "piece and given to every reader. Each input is held to the same word: nothing but the",
        f"library's own errors, at most {SECONDS} seconds, at most {MEGABYTES} MB of address space",
        "for the whole process, no file opened outside the dataset's folder, no socket.",
        "",
        "| reader | inputs | refused with a message | taken |",
        "|---|---:|---:|---:|",
    ]
    for reader in SHARES:
        refused, taken = (fuzzer.outcomes[reader, word] for word in ("refused", "taken"))
        lines.append(f"| {reader} | {refused + taken:,} | {refused:,} | {taken:,} |")
    lines += [
        f"| all | {total:,} | | |",
        "",
        f"Inputs that broke the word: **{failed}**. Slowest input: {fuzzer.slowest:.2f} s. Most "
        f"memory held: {peak} MB.",
        "",
        "*Taken* inputs are those in which the spoiling changed nothing that matters (a comment, a",
        "word of a summary), or which turned into another valid record. For `folder`, a whole",
        "dataset is read, checked and formatted with one spoilt file in it.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
