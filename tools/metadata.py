"""Write what archives and search engines read: `python tools/metadata.py [FOLDER]`.

CITATION.cff, .zenodo.json and, for the newest release of each dataset, DataCite and schema.org
metadata: all from pyproject.toml, CHANGELOG.md and the releases. A test fails if they differ.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bilateral import releases, state
from bilateral.releases import Release
from bilateral.storage import write_whole

ROOT = Path(__file__).parents[1]
_LICENCE_URLS = {
    "MIT": "https://opensource.org/license/mit",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
}


def files(root: Path = ROOT) -> dict[str, str]:
    """Every file by its path below the root."""
    package = _package(root)
    newest = [
        releases.open_in(root / "datasets" / name, versions[-1])
        for name, versions in releases.released(root / "datasets").items()
    ]
    made = {"CITATION.cff": _cff(package, newest), ".zenodo.json": _json(_zenodo(package, newest))}
    for release in newest:
        made[f"docs/metadata/{release.name}.datacite.json"] = _json(datacite(release))
        made[f"docs/metadata/{release.name}.jsonld"] = _json(schema_org(release))
    return made


def _package(root: Path) -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    version = re.escape(project["version"])
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    day = re.search(rf"^## \[{version}\] - (\S+)$", changes, re.MULTILINE)
    if day is None:
        raise SystemExit(
            f"CHANGELOG.md: found no section of {project['version']}, the version in "
            f"pyproject.toml; wanted ## [{project['version']}] - <day>; write it"
        )
    return {
        "title": f"{project['name']}: {project['description']}",
        "authors": [author["name"] for author in project["authors"]],
        "version": project["version"],
        "day": day[1],
        "licence": project["license"].split(" AND ")[0],  # the code's; the data name their own
        "keywords": project["keywords"],
    }


def _cff(package: dict[str, Any], newest: list[Release]) -> str:
    references = [
        {
            "type": "data",
            "title": f"{release.manifest['title']} (dataset {release.name})",
            "authors": [{"name": one} for one in release.manifest["editors"]],
            "version": release.version,
            "date-released": release.released.isoformat(),
            "license": release.manifest["licence"],
        }
        for release in newest
    ]
    citation = {
        "cff-version": "1.2.0",
        "message": "If you use the data, cite the dataset and its release, as the column "
        "'release' of every frame names it: Dataset.cite writes the citation. If you use the "
        "code, cite the package.",
        "title": package["title"],
        "type": "software",
        "authors": [{"name": one} for one in package["authors"]],
        "version": package["version"],
        "date-released": package["day"],
        "license": package["licence"],
        "keywords": package["keywords"],
        "references": references,
    }
    return "\n".join(["# Written by make generated; do not edit.", *_yaml(citation, "")]) + "\n"


def _yaml(value: dict[str, Any], indent: str) -> Iterator[str]:
    """YAML of texts, lists of texts and lists of tables; every text in quotes."""
    for name, part in value.items():
        if not isinstance(part, list):
            yield f"{indent}{name}: {json.dumps(part, ensure_ascii=False)}"
            continue
        yield f"{indent}{name}:"
        for item in part:
            if isinstance(item, dict):
                first, *rest = _yaml(item, f"{indent}    ")
                yield f"{indent}  - {first.strip()}"
                yield from rest
            else:
                yield f"{indent}  - {json.dumps(item, ensure_ascii=False)}"


def _zenodo(package: dict[str, Any], newest: list[Release]) -> dict[str, Any]:
    data = "; ".join(
        f"{one.manifest['title']} (dataset {one.name}, release {one.version}, "
        f"{one.manifest['licence']})"
        for one in newest
    )
    return {
        "title": package["title"],
        "upload_type": "software",
        "description": f"<p>A Python package with its data. It holds: {data}.</p>",
        "creators": [{"name": one} for one in package["authors"]],
        "version": package["version"],
        "publication_date": package["day"],
        "license": package["licence"],
        "access_right": "open",
        "language": "eng",
        "keywords": package["keywords"],
    }


# --- of one release ------------------------------------------------------------------------------


def datacite(release: Release) -> dict[str, Any]:
    """The metadata of a release in DataCite's schema 4.5, without the DOI that it will get."""
    manifest = release.manifest
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dyadic records"},
        "titles": [{"title": f"{manifest['title']} (dataset {release.name})", "lang": "en"}],
        "creators": [{"name": one, "nameType": "Organizational"} for one in manifest["editors"]],
        "publisher": {"name": manifest["editors"][0]},
        "publicationYear": str(release.released.year),
        "version": release.version,
        "language": "en",
        "dates": [
            {"date": release.released.isoformat(), "dateType": "Issued"},
            {"date": _span(release), "dateType": "Other", "dateInformation": "Coverage"},
        ],
        "subjects": [{"subject": word["meaning"]} for word in manifest["tags"]],
        "descriptions": [
            {"description": manifest["description"].strip(), "descriptionType": "Abstract"}
        ],
        "rightsList": [
            {
                "rights": manifest["licence"],
                "rightsUri": _LICENCE_URLS[manifest["licence"]],
                "rightsIdentifier": manifest["licence"],
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        ],
        "geoLocations": [{"geoLocationPlace": one} for one in _places(release)],
        "formats": ["application/jsonl"],
        "sizes": [f"{count} {name}" for name, count in _sizes(release).items()],
    }


def schema_org(release: Release) -> dict[str, Any]:
    """The metadata of a release as schema.org has it, for search engines (JSON-LD)."""
    manifest = release.manifest
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"{manifest['title']} (dataset {release.name})",
        "alternateName": release.name,
        "description": manifest["description"].strip(),
        "version": release.version,
        "datePublished": release.released.isoformat(),
        "creator": [{"@type": "Organization", "name": one} for one in manifest["editors"]],
        "license": _LICENCE_URLS[manifest["licence"]],
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "temporalCoverage": _span(release),
        "spatialCoverage": [{"@type": "Country", "name": one} for one in _places(release)],
        "keywords": [word["meaning"] for word in manifest["tags"]],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "value": count, "unitText": "records"}
            for name, count in _sizes(release).items()
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": resource["path"],
                "encodingFormat": resource["mediatype"],
                "contentSize": f"{resource['bytes']} B",
                "sha256": resource["hash"].removeprefix("sha256:"),
            }
            for resource in release.descriptor["resources"]
        ],
    }


def _span(release: Release) -> str:
    """From the first day that the coverage statement names to the last that sources reached."""
    first = min(row["start"] for row in release.rows("coverage"))
    return f"{first}/{release.manifest['covered_to']}"


def _places(release: Release) -> list[str]:
    own = {row["code"]: row["name"] for row in release.manifest["states"]}
    sides = [code for side in release.manifest["sides"] for code in side["states"]]
    return [own.get(code) or state(code).name for code in sides]


def _sizes(release: Release) -> dict[str, int]:
    kinds = [table.name for table in release.tables.values() if table.kind]
    return {name: len(release.rows(name)) for name in kinds}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def main(folder: Path) -> None:
    """Write every file below a folder."""
    for name, text in files().items():
        write_whole(folder / name, text)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
