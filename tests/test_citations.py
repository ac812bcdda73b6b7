"""Citations of a release, of a record, and of the sources behind what a user holds."""

import json
from pathlib import Path
from typing import Any

import bibtexparser
import pandas as pd
import pytest
import rispy

import bilateral as bl
from bilateral import citations, errors, releases, schema
from bilateral.cli import main
from bilateral.registers import Source
from toy import Toy

VISIT = "visit-1951-ruritania-foreign-minister"
HORSES = "agreement-1962-horses"


@pytest.fixture
def bundle(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """Two releases of the fabricated dyad in the place of the bundled datasets.

    The first visit has another source in the second one.
    """
    bl.build(toy.path)
    toy.edit(f"records/visits/{VISIT}.toml", "gazette-1951-06", "toy-archive-1962")
    toy.edit("CHANGES.md", "# Changes\n", "# Changes\n\n## 0.1.1 (2000-02-01)\n\nA source.\n")
    bl.build(toy.path)
    monkeypatch.setattr(releases, "bundled", lambda: toy.path.parent)
    return toy


@pytest.fixture
def rt(bundle: Toy) -> bl.Dataset:
    return bl.load("rur-toy", version="0.1.0")


def keys(text: str) -> set[str]:
    return {item["id"] for item in json.loads(text)}


def behind(rt: bl.Dataset, of: Any) -> set[str]:
    return keys(rt.cite("csl-json", of=of))


# --- what is cited ----------------------------------------------------------------------------


def test_a_release_is_cited_by_name_version_and_year(rt: bl.Dataset) -> None:
    title = "Ruritania and Toyland (dataset rur-toy, release 0.1.0)"
    assert rt.cite() == f"The bilateral contributors (2000) “{title}”.\n"
    (item,) = json.loads(rt.cite("csl-json"))
    assert (item["id"], item["type"], item["version"]) == ("rur-toy-0.1.0", "dataset", "0.1.0")
    assert item["issued"] == {"date-parts": [[2000, 1, 1]]}


def test_a_folder_is_cited_as_not_released(toy: Toy) -> None:
    (item,) = json.loads(bl.read(toy.path).cite("csl-json"))
    assert item["title"] == "Ruritania and Toyland (dataset rur-toy, unreleased)"
    assert "issued" not in item


def test_a_record_is_cited_as_a_part_of_its_release(rt: bl.Dataset) -> None:
    (item,) = json.loads(rt.cite("csl-json", id=VISIT))
    assert item["title"] == f"Ruritanian foreign minister visits Toyland ({VISIT})"
    assert item["container-title"] == "Ruritania and Toyland (dataset rur-toy, release 0.1.0)"
    assert item["id"] == f"rur-toy-0.1.0-{VISIT}"
    with pytest.raises(bl.UnknownRecord, match="did you mean visit-1951"):
        rt.cite(id=VISIT[:-1])


def test_sources_of_a_record_are_those_that_it_cites_or_disputes(rt: bl.Dataset) -> None:
    assert behind(rt, [VISIT]) == {"gazette-1951-06", "memoir-1970"}
    assert behind(rt, rt[VISIT]) == behind(rt, [VISIT]) == behind(rt, VISIT)
    assert behind(rt, [rt[VISIT], "customs-1965"]) == {*behind(rt, VISIT), "customs-1965"}
    assert behind(rt, []) == set()


def test_an_id_that_is_not_there_is_refused(rt: bl.Dataset) -> None:
    with pytest.raises(bl.UnknownRecord, match="did you mean customs-1965"):
        rt.cite(of=["customs-1956"])


@pytest.mark.parametrize(
    ("arguments", "telling"),
    [
        ({"style": "apa"}, "a known style of citation"),
        ({"id": VISIT, "of": [VISIT]}, "one of them"),
        ({"style": "ris", "csl": "a.csl"}, "style=.text"),
        ({"of": pd.DataFrame({"id_x": ["a"]})}, "of=frame"),
    ],
)
def test_what_cannot_be_cited_is_refused(
    rt: bl.Dataset, arguments: dict[str, Any], telling: str
) -> None:
    with pytest.raises(bl.InvalidValue, match=telling):
        rt.cite(**arguments)


# --- provenance survives what users do to frames -------------------------------------------------


def test_provenance_survives_filtering_and_sorting(rt: bl.Dataset) -> None:
    visits = rt.visits(status="any")
    kept = visits[visits.id == VISIT].sort_values("title", ascending=False).reset_index(drop=True)
    assert behind(rt, kept) == behind(rt, VISIT)
    assert behind(rt, visits[["id", "title"]].iloc[:0]) == set()


def test_provenance_survives_a_merge(rt: bl.Dataset) -> None:
    visits = rt.visits().drop(columns="place")
    merged = visits.merge(rt.explode("principals"), on=["id", "kind", "release"], how="left")
    other = merged.merge(pd.DataFrame({"year": [1951], "gdp": [1.0]}), on="year", how="inner")
    assert behind(rt, other) == behind(rt, VISIT)
    years = pd.DataFrame({"year": pd.array([1951, 1800], dtype="Int64")})
    assert behind(rt, years.merge(visits, on="year", how="left")) == behind(rt, VISIT)
    crossed = visits.merge(visits, how="cross")
    assert behind(rt, crossed["id_x"]) == behind(rt, visits)


@pytest.mark.filterwarnings("ignore:The 'generic' unit")  # pandas 2.3's own, with NumPy 2.5
def test_provenance_survives_concatenation_across_releases(rt: bl.Dataset) -> None:
    newer = bl.load("rur-toy")
    both = pd.concat([rt.visits(end="1951"), newer.visits(end="1951")])
    assert both.release.tolist() == ["rur-toy 0.1.0", "rur-toy 0.1.1"]
    wanted = {"gazette-1951-06", "toy-archive-1962", "memoir-1970"}
    assert behind(rt, both) == behind(newer, both) == wanted
    everything = pd.concat([rt.timeline(), rt.trade()])
    assert behind(rt, everything) == behind(rt, [*rt.timeline().id, *rt.trade().id])


def test_a_release_that_is_not_bundled_is_named(rt: bl.Dataset) -> None:
    frame = rt.visits().assign(release="rur-toy 0.9.0")
    with pytest.raises(bl.UnknownValue, match="a known version of rur-toy"):
        rt.cite(of=frame)


def test_provenance_survives_csv_and_parquet(rt: bl.Dataset, tmp_path: Path) -> None:
    visits = rt.visits(status="any")
    visits.to_csv(tmp_path / "visits.csv", index=False)
    visits.to_parquet(tmp_path / "visits.parquet")
    for read in (
        pd.read_csv(tmp_path / "visits.csv"),
        pd.read_parquet(tmp_path / "visits.parquet"),
    ):
        assert behind(rt, read) == behind(rt, visits)


def test_the_bibliography_itself_can_be_cited(rt: bl.Dataset) -> None:
    assert behind(rt, rt.sources()) == set(rt.sources().key)


def test_every_real_record_has_sources_to_cite() -> None:
    pr = bl.load("pak-rus")
    cites = pr.explode("cites", status="any")
    assert behind(pr, pr.timeline(status="any")) >= set(cites[cites.kind != "trade_figure"].key)


# --- styles ---------------------------------------------------------------------------------------


TRICKY = {
    "key": "x-1",
    "type": "book",
    "title": r"50 % of {it} & «Всё» #1 $5_a \b ~ ^",
    "publisher": "A & B",
    "author": "O. Bender & Co.",
    "published": "1948-05~",
    "url": "https://a.example/b_c%20d?e=1&f#g",
    "archived_url": "https://archive.example/1",
    "language": "ru",
    "accessed": "2026-01-31",
}


def test_bibtex_escapes_what_tex_would_take_for_a_command() -> None:
    text = citations._bibtex([citations.item_of_source(TRICKY)])
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    entry = library.entries_dict["x-1"]
    assert entry.entry_type == "book"
    assert entry["title"].strip("{}") == (
        r"50 \% of {\textbraceleft}it{\textbraceright} \& «Всё» \#1 \$5\_a "
        r"{\textbackslash}b {\textasciitilde} {\textasciicircum"
    )
    assert (entry["year"], entry["month"], entry["publisher"]) == ("1948", "5", r"A \& B")
    assert entry["url"] == TRICKY["url"]
    assert "day" not in entry.fields_dict


def test_ris_is_read_back() -> None:
    (entry,) = rispy.loads(citations._ris([citations.item_of_source(TRICKY)]))
    assert entry["type_of_reference"] == "BOOK"
    assert entry["title"] == TRICKY["title"]
    assert entry["authors"] == [TRICKY["author"]]
    assert (entry["date"], entry["year"], entry["access_date"]) == ("1948/05", "1948", "2026/01/31")
    assert entry["urls"] == [TRICKY["url"]]


@pytest.mark.parametrize(
    ("published", "wanted"),
    [
        ("1948-05-01", {"date-parts": [[1948, 5, 1]]}),
        ("1948-05", {"date-parts": [[1948, 5]]}),
        ("1948?", {"date-parts": [[1948]], "circa": True}),
        ("199X", {"date-parts": [[1990, 1, 1], [1999, 12, 31]]}),
        ("1948-05/1948-06", {"date-parts": [[1948, 5, 1], [1948, 6, 30]]}),
        ("../1948-06", {"date-parts": [[1948, 6, 30]]}),
    ],
)
def test_a_date_is_as_precise_as_known(published: str, wanted: dict[str, Any]) -> None:
    assert citations.item_of_source({**TRICKY, "published": published})["issued"] == wanted


@pytest.mark.parametrize("kind", schema.spec(Source, "type").type.choices)
def test_every_type_of_source_has_its_form_in_every_style(kind: str) -> None:
    bare = {**TRICKY, "type": kind, "author": None, "published": None, "accessed": None}
    bare |= {"url": None, "archived_url": None}
    item = citations.item_of_source(bare)
    assert item["type"] in citations._FORMS
    for write in (citations._bibtex, citations._ris, lambda items: citations._text(items, None)):
        assert "A" in write([item])
    assert (item["type"] != "document") or kind == "document"


def test_real_sources_are_read_back_from_every_style() -> None:
    pr = bl.load("pak-rus")
    some = list(pr.bibliography)[::25]
    assert {one["id"] for one in rispy.loads(pr.cite("ris", of=some))} == set(some)
    library = bibtexparser.parse_string(pr.cite("bibtex", of=some))
    assert set(library.entries_dict) == set(some)
    assert library.failed_blocks == []
    assert len(pr.cite("text", of=some).splitlines()) == len(some)


def test_another_csl_style_is_taken_from_its_file(rt: bl.Dataset, tmp_path: Path) -> None:
    style = """<?xml version="1.0" encoding="utf-8"?>
    <style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
      <info><title>T</title><id>http://t.example/t</id><updated>2026-01-01T00:00:00Z</updated></info>
      <citation><layout><text variable="title"/></layout></citation>
      <bibliography><layout><text variable="title" prefix="* "/></layout></bibliography>
    </style>"""
    (tmp_path / "t.csl").write_text(style)
    assert rt.cite(csl=tmp_path / "t.csl").startswith("* Ruritania and Toyland")


@pytest.mark.parametrize("style", ["bibtex", "ris", "text"])
def test_without_the_extra_it_says_what_to_install(
    rt: bl.Dataset, monkeypatch: pytest.MonkeyPatch, style: Any
) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(errors, "import_module", absent)
    with pytest.raises(bl.MissingExtra, match=r"bilateral\[cite\]"):
        rt.cite(style)
    assert json.loads(rt.cite("csl-json"))


def test_the_command_line_cites(rt: bl.Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "rur-toy", "--version", "0.1.0"]) == 0
    assert capsys.readouterr().out == rt.cite()
    assert main(["cite", "rur-toy", "--style", "csl-json", "--of", HORSES, "customs-1965"]) == 0
    assert "customs-1965" in keys(capsys.readouterr().out)
    assert main(["cite", "rur-toy", "--style", "bibtex", "--id", HORSES]) == 0
    assert capsys.readouterr().out.startswith(f"@misc{{rur-toy-0.1.1-{HORSES},")
    assert main(["cite", "rur-toy", "--id", "nothing"]) == 2


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("1976-03-23/1976-03-24", "1976"),
        ("1982-06/1982-07", "1982"),
        ("1981/1982", "Hentzau My Years"),
    ],
)
def test_formatted_text_has_what_the_ends_of_a_range_share(
    toy: Toy, published: str, shown: str
) -> None:
    file = "sources/memoir-1970.toml"
    toy.edit(file, 'published = "1970"', f'published = "{published}"')
    assert shown in bl.read(toy.path).cite(of=["visit-1958-sideline"])
