"""Look whether sources are still where they were read: `python tools/links.py FOLDER [options]`.

Goes to the network. Prints a report in Markdown: addresses that are gone, and for each of these,
and each source without an archived copy, the copy that the Internet Archive has. An editor looks
at a copy before its address goes into the source's file as `archived_url`.
"""

import argparse
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bilateral.folders import read_folder
from bilateral.registers import Source

ARCHIVE = "https://archive.org/wayback/available?"
_AGENT = {"User-Agent": "bilateral link check (one request an address, weekly)"}
_GONE = (404, 410)
_SECONDS = 30

Fetch = Callable[[str], tuple[int, bytes]]
"""The status of an address and its text; 0 if there is no such host."""


class Finding(NamedTuple):
    """What was found about one source."""

    key: str
    url: str
    status: int
    archived: str

    @property
    def is_gone(self) -> bool:
        """Whether the address is known to lead nowhere (a refusal says nothing)."""
        return self.status == 0 or self.status in _GONE


def fetch(url: str) -> tuple[int, bytes]:
    """Ask for an address, over the network."""
    try:
        request = urllib.request.Request(url, headers=_AGENT)
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return int(answer.status), answer.read(1_000_000)
    except urllib.error.HTTPError as error:
        return error.code, b""
    except urllib.error.URLError as error:
        unknown = "not known" in str(error.reason) or "resolve" in str(error.reason)
        return (0 if unknown else 599), b""
    except (OSError, ValueError):
        return 599, b""  # timed out, or cut off: says nothing about the page


def look(source: Source, ask: Fetch) -> Finding:
    """Ask for one source, and for a copy in the archive unless the source names one."""
    assert source.url is not None
    status, _ = ask(source.url)
    archived = "" if source.archived_url else _copy_of(source, ask)
    return Finding(source.key, source.url, status, archived)


def _copy_of(source: Source, ask: Fetch) -> str:
    day = source.accessed.earliest if source.accessed else None
    query = {"url": str(source.url)} | ({"timestamp": f"{day:%Y%m%d}"} if day else {})
    status, text = ask(ARCHIVE + urllib.parse.urlencode(query))
    try:
        found = json.loads(text)["archived_snapshots"]["closest"] if status == 200 else {}
    except (ValueError, KeyError):
        return ""
    return str(found["url"]) if found.get("status") == "200" else ""


def this_weeks(sources: Iterable[Source], limit: int, week: int) -> list[Source]:
    """The part of the sources whose turn it is: all come around, `limit` a week."""
    asked = sorted((one for one in sources if one.url), key=lambda one: one.key)
    parts = max(1, -(-len(asked) // limit))
    return asked[week % parts :: parts]


def report(findings: list[Finding]) -> Iterator[str]:
    """What an editor reads, in Markdown."""
    gone = [one for one in findings if one.is_gone]
    copies = [one for one in findings if one.archived]
    unsure = [one for one in findings if not one.is_gone and one.status >= 400]
    yield f"{len(findings)} addresses looked at, {len(gone)} gone, {len(unsure)} not to be asked."
    for title, found in (("Gone", gone), ("Not to be asked from here (look by hand)", unsure)):
        if found:
            yield f"\n## {title}\n"
            yield from (f"- `{one.key}`: {one.status or 'no host'} <{one.url}>" for one in found)
    if copies:
        yield "\n## Copies to look at, and then to enter\n"
        for one in copies:
            yield f'- `sources/{one.key}.toml`: `archived_url = "{one.archived}"`'


def main(arguments: list[str], ask: Fetch = fetch, today: date | None = None) -> int:
    """Print the report; 1 if an address is gone or a copy can be entered, 0 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="a dataset's folder")
    parser.add_argument("--limit", type=int, default=200, help="how many sources a week")
    options = parser.parse_args(arguments)
    week = (today or date.today()).isocalendar().week
    sources = read_folder(options.folder).registers["sources"].values()
    with ThreadPoolExecutor(4) as several:
        wanted = this_weeks(sources, options.limit, week)
        findings = list(several.map(lambda one: look(one, ask), wanted))
    print("\n".join(report(findings)))
    return 1 if any(one.is_gone or one.archived for one in findings) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
