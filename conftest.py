"""Every example in README, docs and docstrings is run."""

import shlex
import subprocess
import sys
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

from sybil import Example, Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

_FLAGS = ELLIPSIS | NORMALIZE_WHITESPACE
_ROOT = Path(__file__).parent
_SET_UP = ("git", "make", "pip", "cd")


class ConsoleParser(CodeBlockParser):
    """Runs the `$ bilateral …` lines of a console block; what sets up a machine is left out."""

    def __init__(self) -> None:
        super().__init__(language="console")

    def evaluate(self, example: Example) -> str | None:
        for line in example.parsed.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if not line.startswith("$ ") or not words or words[0] in _SET_UP:
                continue
            if words[0] != "bilateral":
                return f"{line}: only bilateral's own commands stand in examples"
            run = subprocess.run(
                [sys.executable, "-m", *words],
                capture_output=True,
                text=True,
                check=False,
                cwd=_ROOT,
                timeout=120,
            )
            if run.returncode:
                return f"{line}\n{run.stdout}{run.stderr}"
        return None


pytest_collect_file = (
    Sybil(
        parsers=[PythonCodeBlockParser(doctest_optionflags=_FLAGS), ConsoleParser()],
        patterns=["README.md", "docs/*.md"],
        path=str(_ROOT),
    )
    + Sybil(
        parsers=[DocTestParser(optionflags=_FLAGS)],
        patterns=["*.py"],
        path=str(_ROOT / "src"),
        document_types={".py": PythonDocStringDocument},
    )
).pytest()
