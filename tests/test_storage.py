from pathlib import Path

import pytest

from bilateral import storage


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    storage.write_whole(tmp_path / "a" / "b.txt", "один\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "один\n".encode()


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    storage.write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        storage.write_whole(path, "new \ud800")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["b.txt"]


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    storage.write_folder(tmp_path / "r" / "1", {"a": "1", "b": "2"})
    assert sorted(one.name for one in (tmp_path / "r" / "1").iterdir()) == ["a", "b"]
    with pytest.raises(UnicodeEncodeError):
        storage.write_folder(tmp_path / "r" / "2", {"a": "1", "b": "\ud800"})
    assert [one.name for one in (tmp_path / "r").iterdir()] == ["1"]


def test_a_folder_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    storage.write_folder(tmp_path / "1", {"a": "1"})
    with pytest.raises(FileExistsError, match="is there already"):
        storage.write_folder(tmp_path / "1", {"a": "2"})
    assert (tmp_path / "1" / "a").read_text() == "1"


def test_a_folder_that_cannot_be_put_in_place_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        storage.write_folder(tmp_path / "1", {"a": "1"})
    assert list(tmp_path.iterdir()) == []
