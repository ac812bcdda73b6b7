"""The gate holds: a fast part of the mutation suite and of the fuzzing of every reader."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import fuzz  # noqa: E402 - they are programs, not a package
import mutations  # noqa: E402

import bilateral as bl  # noqa: E402
from bilateral.errors import BilateralError  # noqa: E402
from bilateral.releases import DESCRIPTOR, Release  # noqa: E402
from toy import Toy  # noqa: E402

LISTED = [
    *("swapped dates", "FOB and CIF swapped", "wrong state of the day", "circular relation"),
    *("exporter and importer swapped", "edition out of order", "a place in another country"),
    *("dangling relation or reference", "a source older than the event it proves"),
    *("a duplicate under another spelling", "text in the wrong script", "mojibake", "CRLF"),
    *("bidirectional control characters", "invisible spaces", "a byte order mark"),
    *("nesting like a billion laughs", "a path with .."),
]


@pytest.mark.parametrize("kind", LISTED)
def test_every_slip_of_a_class_is_caught_where_it_is(kind: str) -> None:
    scores, _ = mutations.measure(["made-up"], 8, only=kind)
    score = scores[kind]["made-up"]
    assert score.total > 0
    assert (score.elsewhere, score.survivors) == (0, [])


def test_slips_in_every_field_are_caught() -> None:
    scores, _ = mutations.measure(["made-up"], 1, only="every field")
    assert len(scores) > 100
    total = sum(one["made-up"].total for one in scores.values())
    caught = sum(one["made-up"].caught for one in scores.values())
    assert caught / total > 0.97
    assert all(not one["made-up"].survivors for one in scores.values())


def test_no_reader_breaks_its_word() -> None:
    fuzzer = fuzz.Fuzzer()
    for number in range(1500):
        fuzzer.run(number)  # whatever is not the library's own error fails the test
    assert {reader for reader, _ in fuzzer.outcomes} == {*fuzz.SHARES}


def sealed(release: Path, **changes: object) -> None:
    """Change a descriptor and seal it again, as somebody would who forges a release."""
    descriptor = json.loads((release / DESCRIPTOR).read_text(encoding="utf-8"))
    for name, value in changes.items():
        if name == "path":
            descriptor["resources"][0]["path"] = value
        else:
            descriptor[name] = value
    (release / DESCRIPTOR).write_bytes(fuzz._sealed(descriptor))


@pytest.mark.parametrize("path", ["../../dataset.toml", "/etc/passwd", "a/b.jsonl", ".."])
def test_a_release_that_names_a_file_outside_is_refused(toy: Toy, path: str) -> None:
    release = bl.build(toy.path)
    sealed(release, path=path)
    with pytest.raises(bl.ReleaseError, match="no file of a release's folder"):
        Release(release)


def test_a_release_of_another_form_is_refused(toy: Toy) -> None:
    release = bl.build(toy.path)
    sealed(release, name=None, resources=[])
    assert Release(release).tables == {}
    sealed(release, resources=[{}])
    with pytest.raises(bl.ReleaseError, match="not of a release's form"):
        Release(release)


def test_rows_of_another_form_are_refused(toy: Toy) -> None:
    contents = dict(fuzz.Fuzzer().release)
    contents["events.jsonl"] = '{"kind":"event"}\n'
    files = {name: text.encode() for name, text in contents.items()}
    descriptor = json.loads(contents[DESCRIPTOR])
    for part in descriptor["resources"]:
        part["hash"] = "sha256:" + fuzz.hashlib.sha256(files[part["path"]]).hexdigest()
    files[DESCRIPTOR] = fuzz._sealed(descriptor)
    release = Release(fuzz.Memory("0.1.0", files))  # type: ignore[arg-type]
    with pytest.raises(BilateralError, match=r"events\.jsonl: sealed, but not"):
        release.rows("events")
