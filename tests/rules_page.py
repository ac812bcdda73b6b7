"""The page of rules: what each demands and why, and an example that fails with what check says.

`python tests/rules_page.py` writes docs/rules.md; a test fails if it is not what the code says.
"""

import difflib
import shutil
import tempfile
from pathlib import Path

from bilateral import report
from bilateral.folders import read_folder
from bilateral.rules import RULES, Rule, run
from breaches import BREACHES, Breach
from toy import Toy

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
TOY = Path(__file__).parent / "rur-toy"
HEAD = """\
# Consistency rules

Generated from the code and its tests; do not edit. An error stops a release. A warning may be
accepted in the record, with `[[accepts]]`, its `rule` and a `reason`; an acceptance that nothing
needs any more is a warning itself (`accepts-needless`). Rules on dates err only if *no* admissible
date satisfies them.

What a file cannot say at all is reported before any rule looks at it: `file` and `file-format`
(no plain UTF-8 file, a link, a size, line ends, a byte order mark), `file-name`, `toml` and `csv`
(syntax), `unknown-key`, `missing`, `type` (a value that its field cannot hold), `identity-ids` (an
id that is taken). Each says what was found, what is wanted and what to do.

The examples are of a made-up dyad: the change, and what `bilateral check` says of it.
"""


def page() -> str:
    """The text of the page."""
    lines = [HEAD, "| rule | severity | what it demands |", "|---|---|---|"]
    lines += [
        f"| [`{one.name}`](#{one.name}) | {one.severity} | {one.demands} |"
        for one in RULES.values()
    ]
    first = {case.rule: case for case in reversed(BREACHES)}
    for rule in RULES.values():
        lines += ["", f"## {rule.name}", "", f"*{rule.severity}* — {rule.demands}", ""]
        lines += [f"**Why.** {rule.why}", "", f"**To mend it.** {rule.mend}", ""]
        lines += [f"**Fails:** {first[rule.name].title}.", "", *_example(rule, first[rule.name])]
    return "\n".join(lines) + "\n"


def _example(rule: Rule, case: Breach) -> list[str]:
    with tempfile.TemporaryDirectory() as scratch:
        toy = Toy(Path(shutil.copytree(TOY, Path(scratch) / "rur-toy")))
        before = {name: _text(toy, name) for name in dict.fromkeys(one.file for one in case.edits)}
        for edit in case.edits:
            toy.edit(*edit)
        lines = ["```diff"]
        for name, old in before.items():
            lines += _difference(name, old, _text(toy, name))
        problems = [one for one in run(read_folder(toy.path)) if one.rule == rule.name]
        shown = [one for one in problems if not one.accepted][:1]
        said = "\n".join(report.render(shown, toy.path, "text"))
    return [*lines, "```", "", "```text", said, "```"]


def _text(toy: Toy, name: str) -> list[str]:
    path = toy.path / name
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _difference(name: str, old: list[str], new: list[str]) -> list[str]:
    changes = difflib.unified_diff(old, new, name, name, n=0, lineterm="")
    return [line for line in changes if not line.startswith(("---", "@@"))][:14]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
