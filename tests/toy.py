"""A copy of the fabricated dyad that a test may spoil."""

from pathlib import Path

import bilateral as bl


class Toy:
    def __init__(self, path: Path) -> None:
        self.path = path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands in a file exactly once; no text: write a new file."""
        if not old:
            self.write(file, new)
            return
        text = (self.path / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def write(self, file: str, text: str) -> None:
        (self.path / file).parent.mkdir(parents=True, exist_ok=True)
        (self.path / file).write_text(text, encoding="utf-8", newline="")

    def remove(self, file: str) -> None:
        (self.path / file).unlink()

    def problems(self) -> list[bl.Problem]:
        """What a check finds, but for the year in an id: tests move records through time."""
        return [problem for problem in bl.check(self.path) if problem.rule != "identity-id"]

    def rules(self) -> set[str]:
        return {problem.rule for problem in self.problems()}
