"""Files as such: read within bounds, written whole or not at all."""

import os
import re
import tempfile
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bilateral.errors import Problem

MAX_BYTES = 4 * 1024 * 1024
_PART = ".part"


def is_leftover(name: str) -> bool:
    """Whether a file is what a program left that was stopped while it wrote: to be ignored."""
    return name.startswith(".") and name.endswith(_PART)


def version_key(version: str) -> tuple[int, ...]:
    """What versions are ordered by: 0.10.0 comes after 0.9.0."""
    return tuple(int(part) for part in re.findall(r"[0-9]+", version))


def read_text(path: Path, root: Path) -> tuple[str, list[Problem]]:
    """The text of a file below `root`, and what is wrong with it as a file."""
    name = path.relative_to(root).as_posix()

    def refused(found: str, wanted: str, fix: str) -> tuple[str, list[Problem]]:
        return "", [Problem(rule="file", file=name, found=found, wanted=wanted, fix=fix)]

    if path.is_symlink() or not path.is_file():
        return refused(
            "a link" if path.is_symlink() else "no plain file",
            "a plain file inside the dataset's folder",
            "put the file itself here",
        )
    if path.stat().st_size > MAX_BYTES:
        return refused(
            f"{path.stat().st_size} bytes",
            f"at most {MAX_BYTES} bytes",
            "one record a file, in your own words",
        )
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return refused(
            f"byte 0x{raw[error.start]:02x} in line {line}",
            "text in UTF-8",
            "save the file with the encoding UTF-8",
        )
    problems: list[Problem] = []
    if text.startswith("\ufeff"):
        problems.append(
            Problem(
                rule="file-format",
                file=name,
                line=1,
                found="a byte order mark",
                wanted="UTF-8 without one",
                fix="run bilateral fmt, or save as UTF-8 without BOM",
            )
        )
        text = text.removeprefix("\ufeff")
    if "\r" in text:
        problems.append(
            Problem(
                rule="file-format",
                file=name,
                found="carriage returns",
                wanted="lines that end in LF",
                fix="run bilateral fmt, or save with Unix line ends",
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


@contextmanager
def whole_file(path: Path) -> Generator[Path, None, None]:
    """The path of a file to be written; it takes the place of `path` when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_PART)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def whole_folder(path: Path) -> Generator[Path, None, None]:
    """The path of a folder to be filled; it becomes `path` when all went well.

    Raises FileExistsError if that is there already, and not empty.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".building-") as scratch:
        made = Path(scratch) / path.name
        made.mkdir()
        yield made
        try:
            made.rename(path)
        except OSError:
            if path.exists():
                raise FileExistsError(f"{path} is there already") from None
            raise


def write_whole(path: Path, text: str) -> None:
    """Write a file whole, or leave what was there."""
    write_all({path: text})


def write_all(texts: Mapping[Path, str]) -> None:
    """Write files whole, in their order; if one cannot be written, leave all as they were.

    Each is first written beside its place and then moved there, so that a program that is
    stopped leaves every file either old or new.
    """
    with ExitStack() as places:
        for path, text in reversed(list(texts.items())):  # what is entered last is moved first
            place = places.enter_context(whole_file(path))
            place.write_text(text, encoding="utf-8", newline="")


def write_folder(path: Path, contents: Mapping[str, str]) -> None:
    """Write a new folder whole, or nothing; raises FileExistsError if it is there already."""
    with whole_folder(path) as made:
        for name, text in contents.items():
            write_whole(made / name, text)
