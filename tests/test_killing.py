"""Killed at any moment, `new`, `fmt` and `build` leave every file either old or new."""

import os
import shutil
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

import bilateral as bl
from bilateral.cli import main
from bilateral.storage import is_leftover
from toy import Toy

VISIT = "records/visits/visit-1951-ruritania-foreign-minister.toml"
WRITES = {"open", "os.rename", "os.mkdir", "os.chmod", "os.remove", "os.rmdir", "tempfile.mkstemp"}
FLOOD = [
    *("--set", "date=1969-03", "--set", "title=Flood in Mudville", "--set", "category=incident"),
    *("--set", "quad_class=material_cooperation", "--set", "summary=Boats came."),
    *("--set", 'actors={party = "TOY", role = "target"}', "--set", "place=mudville"),
    *("--set", 'cites={key = "memoir-1970"}'),
    *("--add", 'place={key = "mudville", name = "Mudville"}'),
]


def misform(toy: Toy) -> None:
    for file in (VISIT, "people/ada-toy.toml", "records/trade/toy-customs.csv", "coverage.csv"):
        text = (toy.path / file).read_text(encoding="utf-8")
        toy.write(file, "\ufeff" + text.replace("\n", "\r\n"))


def nothing(toy: Toy) -> None:
    """Leave the dataset as it is."""


COMMANDS: dict[str, tuple[list[str], Callable[[Toy], None]]] = {
    "new": (["new", "event", "PATH", *FLOOD], nothing),
    "fmt": (["fmt", "PATH"], misform),
    "build": (["build", "PATH"], nothing),
}


def contents(path: Path) -> dict[str, bytes]:
    return {
        one.relative_to(path).as_posix(): one.read_bytes()
        for one in path.rglob("*")
        if one.is_file() and not is_leftover(one.name) and ".building-" not in one.as_posix()
    }


def killed_at(moment: int, arguments: list[str]) -> bool:
    """Run a command in a child that is killed at its n-th change; whether it was."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads
        child = os.fork()
    if child == 0:  # pragma: no cover - the child is killed before it could say so
        left = [moment]

        def count(event: str, values: tuple[object, ...]) -> None:
            writes = event != "open" or not isinstance(values[1], str) or values[1][:1] in "wax"
            if event in WRITES and writes:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        sys.addaudithook(count)
        os._exit(main(arguments))
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_file_is_old_or_new(toy: Toy, tmp_path: Path, name: str) -> None:
    arguments, prepare = COMMANDS[name]
    prepare(toy)
    old = contents(toy.path)
    done = Path(shutil.copytree(toy.path, tmp_path / "done"))
    assert main([one.replace("PATH", str(done)) for one in arguments]) == 0
    new = contents(done)
    assert new != old
    moments = 0
    while True:
        moments += 1
        tried = Path(shutil.copytree(toy.path, tmp_path / f"tried-{moments}"))
        killed = killed_at(moments, [one.replace("PATH", str(tried)) for one in arguments])
        found = contents(tried)
        for file in found.keys() | old.keys():
            assert found.get(file) in (old.get(file), new.get(file)), (moments, file)
        assert {one.rule for one in bl.check(tried)} <= {"file-format"}
        if name == "build":
            assert found in (old, new)
        if not killed:
            assert found == new
            break
    assert moments > 5
