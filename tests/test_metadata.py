"""What archives and search engines read, held against the standards' own schemas."""

import json
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from datacite import schema45
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO

from bilateral import releases
from bilateral.releases import Release

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import metadata  # noqa: E402

MADE = metadata.files()
DATASETS = sorted(releases.released(releases.bundled()))


def newest(name: str) -> Release:
    return releases.open_bundled(name)


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_file_is_what_the_code_writes(name: str) -> None:
    found = (ROOT / name).read_text(encoding="utf-8")
    assert found == MADE[name], "run make generated"


def test_the_files_are_written(tmp_path: Path) -> None:
    metadata.main(tmp_path)
    for name, text in MADE.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_a_version_without_its_section_in_the_changelog_is_refused(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "CHANGELOG.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("## [", "## "), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"CHANGELOG.md: found no section"):
        metadata.files(tmp_path)


def test_the_citation_file_fits_the_schema_of_its_format() -> None:
    schema = files("check_jsonschema") / "builtin_schemas/vendor/citation-file-format.json"
    citation = yaml.safe_load(MADE["CITATION.cff"])
    validator = jsonschema.validators.validator_for(json.loads(schema.read_bytes()))
    validator(json.loads(schema.read_bytes()), format_checker=jsonschema.FormatChecker()).validate(
        citation
    )
    cited = {one["title"]: one["version"] for one in citation["references"]}
    for name in DATASETS:
        title = f"{newest(name).manifest['title']} (dataset {name})"
        assert cited[title] == newest(name).version


@pytest.mark.parametrize("name", DATASETS)
def test_datacite_metadata_fit_the_schema_of_datacite(name: str) -> None:
    made = json.loads(MADE[f"docs/metadata/{name}.datacite.json"])
    schema45.validator.validate(made)
    assert made["version"] == newest(name).version
    assert schema45.tostring({**made, "identifiers": [IDENTIFIER]}).startswith("<?xml")


IDENTIFIER = {"identifier": "10.1234/x", "identifierType": "DOI"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own use of it
@pytest.mark.parametrize("name", DATASETS)
def test_schema_org_metadata_are_triples_of_known_terms(name: str) -> None:
    # schema.org has no validator of its own to install: terms and shape are held against the
    # vocabulary as rdflib carries it, and against what search engines ask of a dataset
    made = json.loads(MADE[f"docs/metadata/{name}.jsonld"])
    context = {"@vocab": str(SDO), "license": {"@type": "@id"}}
    graph = Graph().parse(data=json.dumps({**made, "@context": context}), format="json-ld")
    terms = {one for triple in graph for one in triple[1:] if isinstance(one, URIRef)}
    own = {str(one) for one in terms if str(one).startswith(str(SDO))}
    assert own
    assert {one.removeprefix(str(SDO)) for one in own} <= set(SDO.__annotations__) | {"sha256"}
    (dataset,) = graph.subjects(RDF.type, SDO.Dataset)
    for term in ("name", "description", "license", "creator", "distribution", "temporalCoverage"):
        assert list(graph.objects(dataset, SDO[term])), term
    assert 50 <= len(made["description"]) <= 5000
    assert [part["sha256"] for part in made["distribution"]] == [
        one["hash"].removeprefix("sha256:") for one in newest(name).descriptor["resources"]
    ]


def test_zenodo_metadata_have_what_a_deposit_needs() -> None:
    # Zenodo publishes no schema that can be installed: what its deposit form demands is held here
    made: dict[str, Any] = json.loads(MADE[".zenodo.json"])
    assert set(made) == {
        "title",
        "upload_type",
        "description",
        "creators",
        "version",
        "publication_date",
        "license",
        "access_right",
        "language",
        "keywords",
    }
    assert made["upload_type"] in ("software", "dataset")
    assert made["access_right"] == "open"
    assert all(set(one) == {"name"} for one in made["creators"])
    date.fromisoformat(made["publication_date"])
    assert all(newest(name).version in made["description"] for name in DATASETS)
