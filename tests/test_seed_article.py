"""The page about the article from which the dataset started, held against the dataset."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from bilateral import records
from bilateral.folders import read_folder
from bilateral.frames import Context, origins
from bilateral.releases import rows_of
from bilateral.schema import table
from bilateral.tables import Row

ROOT = Path(__file__).parents[1]
SEED = "stratheia-seed"


class Claim(NamedTuple):
    text: str
    verdict: str
    records: tuple[str, ...]


def claims() -> list[Claim]:
    page = (ROOT / "docs" / "seed-article.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if re.match(r"\| \d+ \|", line)]
    return [Claim(row[1], row[2], tuple(re.findall(r"`([^`]+)`", row[4]))) for row in rows]


@cache
def rows() -> dict[str, Row]:
    tables = rows_of(read_folder(ROOT / "datasets" / "pak-rus"))
    return {row["id"]: row for name in KINDS for row in tables[name]}


KINDS = ("events", "agreements", "visits", "exercises", "trade")


@cache
def context() -> Context:
    tables = rows_of(read_folder(ROOT / "datasets" / "pak-rus"))
    starts = {cls.kind: table(cls).dates[0] for cls in records.KINDS}
    return Context({row["key"]: row for row in tables["sources"]}, {}, "", starts)


def given_by_the_article(record: str) -> list[str]:
    """The values that only a dispute holds, of a record that the article contradicts."""
    disputes = rows()[record]["disputes"]
    return [one["field"] for one in disputes if any(cite["key"] == SEED for cite in one["cites"])]


def cites_article(record: str) -> bool:
    cites = rows()[record]["cites"]
    return bool(given_by_the_article(record)) or any(cite["key"] == SEED for cite in cites)


def is_contradicted(record: str) -> bool:
    denied = any(cite["says"] == "denies" for cite in rows()[record]["cites"])
    return bool(given_by_the_article(record)) or (denied and cites_article(record))


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.text[:40])
def test_a_claim_has_its_verdict_and_independent_sources(claim: Claim) -> None:
    assert claim.verdict in ("confirmed", "refined", "disputed")
    assert claim.records
    independent = set().union(*(origins(rows()[one], context()) for one in claim.records)) - {SEED}
    assert len(independent) >= 2
    if claim.verdict == "disputed":
        assert any(map(is_contradicted, claim.records))


def test_every_record_that_cites_the_article_is_on_the_page() -> None:
    listed = {one for claim in claims() for one in claim.records}
    assert {record for record in rows() if cites_article(record)} <= listed


def test_no_record_rests_on_the_article_alone() -> None:
    for record, row in rows().items():
        assert origins(row, context()) != {SEED}, record
