"""The package as users install it: wheel, sdist and editable, outside the checkout, no network."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.xdist_group("package")

MAIN_JOB = """
    import socket, sys

    def refuse(*_, **__):
        raise RuntimeError("the network was touched")

    socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse

    import bilateral as bl
    heavy = {"pandas", "attrs", "cattrs", "tomlkit", "hypothesis", "matplotlib"}
    assert not heavy & set(sys.modules), "import is heavy"
    pr = bl.load("pak-rus")
    assert bl.load("RUS", "PAK").version == pr.version
    assert len(pr.visits(host="PAK")) and len(pr.timeline()) and len(pr.trade())
    assert pr["visit-2007-fradkov"].guest == "RUS"
    assert "pak-rus" in set(bl.datasets().name)
    from bilateral.cli import main
    assert main(["timeline", "pak-rus"]) == 0
    assert main(["export", "pak-rus", "--format", "jsonl", "--output", "all.jsonl"]) == 0
    assert main(["export", "pak-rus", "--format", "csv", "--output", "csv"]) == 0
    assert sum(1 for _ in open("all.jsonl", encoding="utf-8")) == len(pr)
    print("fine:", bl.__file__)
"""


def run(*command: str | Path, cwd: Path = ROOT, **more: str) -> str:
    """Run a command; what it prints, or a failure that shows it."""
    own = ("PYTHONPATH", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
    environment = {name: value for name, value in os.environ.items() if name not in own}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=environment | more,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the checkout that git knows, and nothing else."""
    target = tmp_path_factory.mktemp("clone") / "bilateral"
    names = run("git", "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def built(clone: Path) -> Path:
    """The folder with the sdist and the wheel that was made from it."""
    left = clone / "datasets" / "pak-rus" / "releases" / ".building-x" / "9.9.9" / "visits.jsonl"
    left.parent.mkdir(parents=True)
    left.touch()  # of a build that was killed
    return build(clone)


def build(folder: Path, **environment: str) -> Path:
    command = (sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist")
    run(*command, cwd=folder, **environment)
    return folder / "dist"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an empty environment."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder)
    return folder / "bin" / "python"


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def test_nothing_that_was_built_or_downloaded_is_in_the_repository() -> None:
    names = run("git", "ls-files").splitlines()
    suffixes = (".whl", ".gz", ".zip", ".db", ".pyc", ".parquet", ".xlsx")
    assert [name for name in names if name.endswith(suffixes)] == []


def test_the_lowest_versions_that_are_tested_are_those_that_are_allowed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    allowed = [one for group in (project["dependencies"], *extras) for one in group]
    tested = dict(re.findall(r'"([\w-]+)==([\d.]+)"', (ROOT / "noxfile.py").read_text()))
    lowest = dict(one.split(">=") for one in allowed)
    assert set(tested) == set(lowest)
    for name, version in lowest.items():
        assert Version(tested[name]) == Version(version), name


def works(python: Path, tmp_path: Path) -> str:
    (tmp_path / "job.py").write_text(textwrap.dedent(MAIN_JOB))
    return run(python, "-W", "error", "job.py", cwd=tmp_path).splitlines()[-1]


def test_only_releases_and_code_are_in_the_wheel(built: Path) -> None:
    names = zipfile.ZipFile(only(built, "*.whl")).namelist()
    data = [name for name in names if name.startswith("bilateral/_datasets/")]
    assert any(name.endswith("pak-rus/releases/0.1.0/datapackage.json") for name in data)
    assert all("/releases/" in name for name in data)
    assert {name.split("/")[0] for name in names} <= {"bilateral"} | {
        name.split("/")[0] for name in names if ".dist-info/" in name
    }
    assert {"bilateral/py.typed", "bilateral/states.csv", "bilateral/currencies.csv"} <= set(names)


def test_two_builds_are_the_same_byte_for_byte(clone: Path, built: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(clone, other, ignore=shutil.ignore_patterns("dist", "*.egg-info"))
    for path in other.rglob("*"):
        os.utime(path, (10**9, 10**9))
        path.chmod(0o700 if path.is_dir() else 0o600)
    again = build(other, TZ="Asia/Karachi", LC_ALL="C", PYTHONHASHSEED="7")
    for pattern in ("*.whl", "*.tar.gz"):
        assert only(again, pattern).read_bytes() == only(built, pattern).read_bytes()


@pytest.mark.parametrize(("pattern", "megabytes"), [("*.whl", 10), ("*.tar.gz", 15)])
def test_what_is_downloaded_stays_within_its_budget(
    built: Path, pattern: str, megabytes: int
) -> None:
    size = only(built, pattern).stat().st_size
    assert size <= megabytes * 1_000_000, "see docs/releasing-data.md, The size of the package"


def test_the_wheel_works_in_an_empty_environment(built: Path, python: Path, tmp_path: Path) -> None:
    run(python, "-m", "pip", "install", "--quiet", only(built, "*.whl"), cwd=tmp_path)
    assert "site-packages" in works(python, tmp_path)


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_types_are_seen_from_outside(
    built: Path, python: Path, tmp_path: Path, checker: str
) -> None:
    wheel = only(built, "*.whl")
    run(python, "-m", "pip", "install", "--quiet", wheel, "pandas-stubs", cwd=tmp_path)
    shutil.copyfile(ROOT / "tests" / "typed_user.py", tmp_path / "user.py")
    (tmp_path / "pyrightconfig.json").write_text(
        '{"typeCheckingMode": "standard", "reportUnnecessaryTypeIgnoreComment": true}'
    )
    command = {
        "mypy": ("mypy", "--strict", "--python-executable", python, "user.py"),
        "pyright": ("pyright", "--pythonpath", python, "user.py"),
    }
    told = run(sys.executable, "-m", *command[checker], cwd=tmp_path)
    assert re.search(r"no issues found in 1 source file|0 errors, 0 warnings", told)


OLD_RESULTS = """
import hashlib, sys
import bilateral as bl
for version in sys.argv[1:]:
    tables = bl.load("pak-rus", version=version).tables()
    text = "".join(name + frame.to_csv() for name, frame in sorted(tables.items()))
    print(version, hashlib.sha256(text.encode()).hexdigest())
"""


def test_an_old_release_gives_the_same_results_in_a_fresh_environment(
    built: Path, python: Path, tmp_path: Path
) -> None:
    run(python, "-m", "pip", "install", "--quiet", only(built, "*.whl"), cwd=tmp_path)
    versions = [path.name for path in sorted((ROOT / "datasets/pak-rus/releases").iterdir())]
    assert len(versions) >= 3
    here, there = (
        run(one, "-c", OLD_RESULTS, *versions, cwd=tmp_path) for one in (sys.executable, python)
    )
    assert here == there
    assert len(set(here.split()[1::2])) == len(versions)


def test_the_sdist_works(built: Path, python: Path, tmp_path: Path) -> None:
    sdist = only(built, "*.tar.gz")
    run(python, "-m", "pip", "install", "--quiet", "--force-reinstall", sdist, cwd=tmp_path)
    assert "site-packages" in works(python, tmp_path)


def test_an_editable_install_works(clone: Path, python: Path, tmp_path: Path) -> None:
    run(python, "-m", "pip", "install", "--quiet", "--editable", clone, cwd=tmp_path)
    assert str(clone / "src") in works(python, tmp_path)


def test_the_wheel_works_unpacked_from_a_zip(built: Path, python: Path, tmp_path: Path) -> None:
    run(python, "-m", "pip", "uninstall", "--quiet", "--yes", "bilateral", cwd=tmp_path)
    wheel = only(built, "*.whl")
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r}); import bilateral as bl; "
        "print(len(bl.load('pak-rus').events()))"
    )
    assert int(run(python, "-c", code, cwd=tmp_path)) > 0
