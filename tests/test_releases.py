import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import bilateral as bl
from bilateral import differences, releases, storage
from bilateral.releases import Release
from toy import Toy


@pytest.fixture
def release(toy: Toy) -> Path:
    return bl.build(toy.path)


def test_a_release_is_named_by_the_changes_of_the_data(toy: Toy, release: Path) -> None:
    assert release == toy.path / "releases" / "0.1.0"
    opened = Release(release)
    assert (opened.name, opened.version, opened.released.isoformat()) == (
        "rur-toy",
        "0.1.0",
        "2000-01-01",
    )


def test_building_again_changes_nothing(toy: Toy, release: Path) -> None:
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    assert bl.build(toy.path) == release
    assert {path.name: path.read_bytes() for path in release.iterdir()} == before


def test_two_builds_of_one_folder_are_identical(toy: Toy, release: Path) -> None:
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    release.rename(toy.path.parent / "elsewhere")
    assert {path.name: path.read_bytes() for path in bl.build(toy.path).iterdir()} == before


def test_a_release_that_is_there_is_never_rebuilt_otherwise(toy: Toy, release: Path) -> None:
    toy.edit("people/ada-toy.toml", "Ada Toy", "Ada Toye")
    with pytest.raises(bl.ReleaseError, match=r"differs \(datapackage.json, people.jsonl\)"):
        bl.build(toy.path)


KILLED = """
import os, signal, sys
from pathlib import Path
from bilateral import build
left = int(sys.argv[2])
def count(event, _):
    global left
    left -= event == "os.rename"
    if event == "os.rename" and left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
build(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("moment", [1, 5, 12], ids=["first file", "half", "before it is there"])
def test_a_build_that_is_killed_leaves_no_half_release(toy: Toy, moment: int) -> None:
    command = [sys.executable, "-c", KILLED, str(toy.path), str(moment)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    left = [one.name for one in (toy.path / "releases").iterdir()]
    assert all(name.startswith(".building-") for name in left)
    assert releases.versions(toy.path) == []
    assert Release(bl.build(toy.path)).version == "0.1.0"


def test_builds_at_the_same_time_make_one_release(toy: Toy) -> None:
    command = [sys.executable, "-m", "bilateral", "build", str(toy.path)]
    builds = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    told = {build.communicate()[0] for build in builds}
    assert [build.returncode for build in builds] == [0] * 4
    assert told == {f"{toy.path / 'releases' / '0.1.0'}\n"}
    assert [one.name for one in (toy.path / "releases").iterdir()] == ["0.1.0"]


def test_a_build_that_another_one_overtakes_takes_its_release(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = storage.write_folder

    def overtaken(path: Path, contents: dict[str, str]) -> None:
        whole(path, contents)
        whole(path, contents)

    monkeypatch.setattr(storage, "write_folder", overtaken)
    assert Release(bl.build(toy.path)).version == "0.1.0"


def test_errors_stop_a_release_and_nothing_is_left_behind(toy: Toy) -> None:
    toy.edit("people/ada-toy.toml", "toy-prime-minister", "toy-king")
    with pytest.raises(bl.DataError, match="toy-king"):
        bl.build(toy.path)
    assert not (toy.path / "releases").exists()


@pytest.mark.parametrize("changes", [None, "# Changes\n", "## 1.0 (2000-01-01)\n"])
def test_changes_without_a_release_are_refused(toy: Toy, changes: str | None) -> None:
    toy.remove("CHANGES.md")
    if changes:
        toy.write("CHANGES.md", changes)
    with pytest.raises(bl.ReleaseError, match=r"write a heading such as ## 1\.0\.0"):
        bl.build(toy.path)


def test_a_release_says_what_it_is(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["bilateral"]["schema_version"] == releases.SCHEMA_VERSION
    visits = next(one for one in package["resources"] if one["name"] == "visits")
    assert visits["hash"].startswith("sha256:")
    assert visits["bytes"] == (release / "visits.jsonl").stat().st_size
    status = next(one for one in visits["schema"]["fields"] if one["name"] == "status")
    assert status["constraints"]["enum"] == ["held", "announced", "postponed", "cancelled"]


def test_every_row_of_a_release_has_the_fields_that_it_declares(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        fields = [one["name"] for one in resource["schema"]["fields"]]
        for line in (release / resource["path"]).read_text(encoding="utf-8").splitlines():
            assert list(json.loads(line)) == fields


def test_the_shape_of_the_tables_travels_with_the_release(toy: Toy, release: Path) -> None:
    told, declared = Release(release).tables, bl.read(toy.path)._release.tables
    assert list(told) == list(declared)
    for name, table in told.items():
        assert (table.kind, table.fields) == (declared[name].kind, declared[name].fields)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def convert_line_ends(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


FILES = ("visits.jsonl", "sources.jsonl", "datapackage.json")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("spoil", [cut, change_a_byte, Path.unlink])
def test_a_spoilt_release_is_refused(
    release: Path, file: str, spoil: Callable[[Path], None]
) -> None:
    spoil(release / file)
    with pytest.raises((bl.ReleaseError, bl.DataError)) as caught:
        bl.read(release)
    if isinstance(caught.value, bl.ReleaseError):
        assert file in str(caught.value)
        assert "restore the file" in str(caught.value)


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"official", b"very official"))


@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (convert_line_ends, "its line ends were converted to CRLF"),
        (cut, "it was cut off"),
        (edit, "it was edited"),
        (change_a_byte, "it was edited"),
    ],
)
def test_a_mismatch_says_what_was_expected_found_and_likely(
    release: Path, spoil: Callable[[Path], None], cause: str
) -> None:
    spoil(release / "visits.jsonl")
    with pytest.raises(bl.ReleaseError) as caught:
        Release(release)
    head, *lines = str(caught.value).splitlines()
    assert head == "0.1.0/visits.jsonl: this is not the file that was released."
    words = [line.split()[0] for line in lines]
    assert words == ["expected:", "found:", "likely:", "fix:"]
    assert all("sha256" in line and "bytes" in line for line in lines[:2])
    assert cause in lines[2]


def test_a_descriptor_that_says_something_else_is_refused(release: Path) -> None:
    path = release / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"0.1.0"', '"0.2.0"'))
    with pytest.raises(bl.ReleaseError, match="not the file that was released"):
        Release(release)


def resealed(release: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a release, and write the digests that it would have been built with."""
    path = release / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    del package["sha256"]
    change(package)
    for resource in package["resources"]:
        content = (release / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{releases._digest(content)}"
    package["sha256"] = releases._digest(releases._json(package).encode())
    path.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


def test_a_release_of_a_newer_bilateral_says_what_to_install(release: Path) -> None:
    def change(package: dict[str, Any]) -> None:
        package["bilateral"]["schema_version"] = releases.SCHEMA_VERSION + 1

    resealed(release, change)
    with pytest.raises(bl.ReleaseError, match="pip install --upgrade bilateral"):
        Release(release)


LATER = ("note", "checked", "accepts", "occasion", "focus", "registration", "vintage", "supports")


@pytest.mark.parametrize("later", LATER)
def test_a_release_from_before_a_field_was_declared_still_loads(
    toy: Toy, release: Path, later: str
) -> None:
    def without(value: Any) -> Any:
        if isinstance(value, list):
            return [without(one) for one in value]
        if isinstance(value, dict):
            return {name: without(one) for name, one in value.items() if name != later}
        return value

    def change(package: dict[str, Any]) -> None:
        for resource in package["resources"]:
            path = release / resource["path"]
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            text = "".join(json.dumps(without(row), ensure_ascii=False) + "\n" for row in rows)
            path.write_text(text, encoding="utf-8")
            fields = resource["schema"]["fields"]
            for one in fields:
                own = one["bilateral"]
                own["fields"] = [f for f in own.get("fields", ()) if f["name"] != later]
            resource["schema"]["fields"] = [one for one in fields if one["name"] != later]

    whole = bl.read(release)
    records = {record_id: whole[record_id] for record_id in whole}
    resealed(release, change)
    old = bl.read(release)
    assert len(old) == len(whole)
    assert len(old.timeline()) == len(whole.timeline())
    assert all(later not in frame.columns for frame in old.tables().values())
    assert {record_id: type(old[record_id]) for record_id in old} == {
        record_id: type(record) for record_id, record in records.items()
    }
    found = differences.changes(Release(release), releases.draft(toy.path))
    assert differences.step(found) == "minor"


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(bl.ReleaseError, match=r"no datapackage\.json"):
        Release(tmp_path)


def test_versions_are_in_the_order_of_numbers(toy: Toy, release: Path) -> None:
    for version in ("0.2.0", "0.10.0"):
        shutil.copytree(release, release.parent / version)
    (toy.path / "releases" / "half").mkdir()
    (toy.path.parent / "new-dyad" / "releases").mkdir(parents=True)
    assert releases.released(toy.path.parent) == {"rur-toy": ["0.1.0", "0.2.0", "0.10.0"]}


@pytest.fixture
def bundle(toy: Toy, release: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """The fabricated dyad in the place of the bundled datasets."""
    monkeypatch.setattr(releases, "bundled", lambda: toy.path.parent)
    return toy


def test_a_dataset_is_loaded_by_name_or_by_its_sides(bundle: Toy) -> None:
    assert bl.load("rur-toy").version == bl.load("rur-toy", version="0.1.0").version == "0.1.0"
    assert bl.load("TOY", "RUR").name == bl.load("RUR", "TOY").name == "rur-toy"


@pytest.mark.parametrize(
    ("arguments", "version", "telling"),
    [
        (("rur-tyo",), None, "did you mean rur-toy"),
        (("rur-toy",), "0.1.1", "a known version of rur-toy; did you mean 0.1.0"),
        (("TOY", "ELB"), None, "RUR-TOY"),
    ],
)
def test_what_is_not_bundled_is_named(
    bundle: Toy, arguments: tuple[str, ...], version: str | None, telling: str
) -> None:
    with pytest.raises(bl.UnknownValue, match=telling):
        bl.load(*arguments, version=version)


def test_datasets_lists_every_release(bundle: Toy) -> None:
    frame = bl.datasets()
    assert frame.columns.tolist() == [
        "name",
        "version",
        "title",
        "released",
        "events",
        "agreements",
        "visits",
        "exercises",
        "trade",
    ]
    assert frame.loc[0, "visits"] == 3
    assert str(frame.released.dtype) == "datetime64[us]"


def test_datasets_lie_in_the_package_or_beside_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "src" / "bilateral"
    package.mkdir(parents=True)
    monkeypatch.setattr(releases, "files", lambda _: package)
    with pytest.raises(bl.ReleaseError, match="no datasets are bundled"):
        releases.bundled()
    (tmp_path / "datasets").mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert releases.bundled() == tmp_path / "datasets"
    (package / "_datasets").mkdir()
    assert releases.bundled() == package / "_datasets"
