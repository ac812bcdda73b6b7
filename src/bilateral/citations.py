"""Citations: of a release, of a record, and of the sources behind whatever a user holds.

Everything is made from CSL items; the libraries of the extra `cite` write the other styles.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from bilateral.dates import PartialDate
from bilateral.errors import InvalidValue, UnknownRecord, UnknownValue, optional
from bilateral.filters import one_of
from bilateral.tables import Row

if TYPE_CHECKING:
    from bilateral.dataset import Dataset

Style = Literal["bibtex", "csl-json", "ris", "text"]
STYLES: tuple[str, ...] = get_args(Style)
Item = dict[str, Any]


class _Form(NamedTuple):
    """How one type of CSL is called elsewhere, and which field of BibTeX says where it appeared."""

    bibtex: str
    where: str
    ris: str


_FORMS = {
    "article-newspaper": _Form("article", "journal", "NEWS"),
    "article-journal": _Form("article", "journal", "JOUR"),
    "book": _Form("book", "publisher", "BOOK"),
    "report": _Form("techreport", "institution", "RPRT"),
    "thesis": _Form("phdthesis", "school", "THES"),
    "treaty": _Form("misc", "howpublished", "GOVDOC"),
    "document": _Form("misc", "howpublished", "GOVDOC"),
    "speech": _Form("misc", "howpublished", "GEN"),
    "entry-encyclopedia": _Form("misc", "howpublished", "ENCYC"),
    "dataset": _Form("misc", "howpublished", "DATA"),
    "entry": _Form("misc", "howpublished", "DATA"),
    "motion_picture": _Form("misc", "howpublished", "VIDEO"),
    "webpage": _Form("misc", "howpublished", "ELEC"),
}
_CSL_TYPES = {
    "article": "article-newspaper",
    "press_release": "webpage",
    "transcript": "speech",
    "treaty_text": "treaty",
    "document": "document",
    "report": "report",
    "paper": "article-journal",
    "book": "book",
    "thesis": "thesis",
    "encyclopaedia": "entry-encyclopedia",
    "dataset": "dataset",
    "database": "dataset",
    "web_page": "webpage",
    "video": "motion_picture",
}
_CONTAINED = ("article-newspaper", "article-journal", "entry-encyclopedia", "webpage")


def cite(
    dataset: Dataset,
    style: str,
    *,
    id: str | None = None,
    of: Any = None,
    csl: str | Path | None = None,
) -> str:
    """What `Dataset.cite` gives."""
    one_of("style of citation", style, STYLES)
    if id is not None and of is not None:
        raise InvalidValue("both id and of", "one of them", "call twice")
    if of is not None:
        items = [item_of_source(row) for row in sources_of(dataset, of)]
    else:
        items = [_release_item(dataset) if id is None else _record_item(dataset, id)]
    if style == "text":
        return _text(items, csl)
    if csl is not None:
        raise InvalidValue(str(csl), "no CSL style beside this one", 'take style="text"')
    return _WRITERS[style](items)


def sources_of(dataset: Dataset, of: Any) -> list[Row]:
    """The sources behind what a user holds, as plain values in the order of their keys."""
    found: dict[str, Row] = {}
    for label, keys in sorted(_by_release(dataset, of).items()):
        opened = dataset if label == dataset.label else _open(label)
        for key in keys:
            found.update(_sources_behind(opened, key))
    return [found[key] for key in sorted(found)]


def _by_release(dataset: Dataset, of: Any) -> dict[str, dict[str, None]]:
    """The ids and keys by the release from which they come, each once."""
    found: dict[str, dict[str, None]] = {}
    pairs: Iterable[tuple[Any, Any]]
    if hasattr(of, "columns"):
        column = next((name for name in ("id", "key") if name in of.columns), None)
        if column is None:
            raise InvalidValue(
                ", ".join(map(str, of.columns)),
                "a frame with a column id (or key, of sources)",
                "give the column that holds them: of=frame['id_x']",
            )
        labels: Iterable[Any] = (
            of["release"] if "release" in of.columns else [dataset.label] * len(of)
        )
        pairs = zip(labels, of[column], strict=True)
    else:
        values: Iterable[Any] = [of] if isinstance(of, str) or hasattr(of, "cites") else of
        pairs = ((dataset.label, getattr(value, "id", value)) for value in values)
    for label, key in pairs:
        if isinstance(key, str):  # else missing, as an outer join leaves it
            found.setdefault(label if isinstance(label, str) else dataset.label, {})[key] = None
    return found


def _open(label: str) -> Dataset:
    from bilateral.dataset import load

    name, _, version = label.partition(" ")
    return load(name, version=version)


def _sources_behind(dataset: Dataset, key: str) -> dict[str, Row]:
    if key not in dataset:
        if key in dataset.bibliography:
            return {key: dataset.bibliography[key]}
        known = [*dataset, *dataset.bibliography]
        raise UnknownRecord(str(UnknownValue("record id or source key", key, known)))
    row = dataset.row(key)
    cites = [*row["cites"], *(cite for dispute in row["disputes"] for cite in dispute["cites"])]
    return {one["key"]: dataset.bibliography[one["key"]] for one in cites}


# --- CSL items -----------------------------------------------------------------------------------


def item_of_source(row: Row) -> Item:
    """The CSL item of a source."""
    kind = _CSL_TYPES.get(row["type"], "document")
    item: Item = {
        "id": row["key"],
        "type": kind,
        "title": row["title"],
        "container-title" if kind in _CONTAINED else "publisher": row["publisher"],
        "language": row["language"],
    }
    if row["author"]:
        item["author"] = [{"literal": row["author"]}]
    if row["published"]:
        item["issued"] = _date(row["published"])
    if row["accessed"]:
        item["accessed"] = _date(row["accessed"])
    if row["url"]:
        item["URL"] = row["url"]
    if row["archived_url"]:
        item["note"] = f"Archived: {row['archived_url']}"
    return item


def _release_item(dataset: Dataset) -> Item:
    item: Item = {
        "id": f"{dataset.name}-{dataset.version}",
        "type": "dataset",
        "title": _release_title(dataset),
        "author": [{"literal": one} for one in dataset.editors],
        "version": dataset.version,
    }
    if dataset.released:
        item["issued"] = _date(dataset.released.isoformat())
    return item


def _record_item(dataset: Dataset, record_id: str) -> Item:
    row = dataset.row(record_id)
    return {
        **_release_item(dataset),
        "id": f"{dataset.name}-{dataset.version}-{record_id}",
        "type": "entry",
        "title": f"{row['title']} ({record_id})",
        "container-title": _release_title(dataset),
    }


def _release_title(dataset: Dataset) -> str:
    version = f"release {dataset.version}" if dataset.released else dataset.version
    return f"{dataset.title} (dataset {dataset.name}, {version})"


def _date(text: str) -> dict[str, Any]:
    """A date of CSL; what is no day, month or year is a range of days."""
    when = PartialDate.parse(text)
    length = {"day": 3, "month": 2, "year": 1}.get(when.precision)
    days = [when.earliest] if length else [when.earliest, when.latest]
    parts = [[day.year, day.month, day.day][: length or 3] for day in days if day]
    return {"date-parts": parts} | ({"circa": True} if when.is_qualified else {})


# --- styles -------------------------------------------------------------------------------------


def _csl_json(items: list[Item]) -> str:
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


_TEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{one: f"\\{one}" for one in "&%$#_"},
    }
)  # only what TeX takes for a command: it reads every script as it is


def _bibtex(items: list[Item]) -> str:
    bibtex = optional("bibtexparser", what="BibTeX", extra="cite")
    model = bibtex.model
    entries = [
        model.Entry(
            _FORMS[item["type"]].bibtex,
            item["id"],
            [model.Field(name, value) for name, value in _bibtex_fields(item).items()],
        )
        for item in items
    ]
    return str(bibtex.write_string(bibtex.Library(entries)))


def _bibtex_fields(item: Item) -> dict[str, str]:
    def tex(name: str) -> str:
        return str(item.get(name, "")).translate(_TEX)

    authors = [f"{{{one['literal'].translate(_TEX)}}}" for one in item.get("author", ())]
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    fields = {
        "author": " and ".join(authors),
        "title": f"{{{tex('title')}}}",  # braces: no style may change its capitals
        _FORMS[item["type"]].where: tex("container-title") or tex("publisher"),
        **{name: str(part) for name, part in zip(("year", "month", "day"), parts, strict=False)},
        "version": tex("version"),
        "language": tex("language"),
        "url": item.get("URL", ""),
        "urldate": _joined(item.get("accessed"), "-"),
        "note": tex("note"),
    }
    return {name: value for name, value in fields.items() if value}


def _joined(when: Mapping[str, Any] | None, mark: str) -> str:
    return mark.join(f"{part:02d}" for part in when["date-parts"][0]) if when else ""


def _ris(items: list[Item]) -> str:
    rispy = optional("rispy", what="RIS", extra="cite")
    entries = [
        {
            name: value
            for name, value in {
                "type_of_reference": _FORMS[item["type"]].ris,
                "id": item["id"],
                "title": item["title"],
                "authors": [one["literal"] for one in item.get("author", ())],
                "secondary_title": item.get("container-title"),
                "publisher": item.get("publisher"),
                "year": _joined(item.get("issued"), "/")[:4],
                "date": _joined(item.get("issued"), "/"),
                "edition": item.get("version"),
                "language": item.get("language"),
                "urls": [item["URL"]] if "URL" in item else [],
                "access_date": _joined(item.get("accessed"), "/"),
                "notes": [item["note"]] if "note" in item else [],
            }.items()
            if value
        }
        for item in items
    ]
    # without the numbers between entries, which are no part of the format
    writer = type("Writer", (rispy.RisWriter,), {"set_header": _no_header})
    return str(rispy.dumps(entries, implementation=writer))


def _no_header(*_: object) -> str:
    return ""


def _text(items: list[Item], csl: str | Path | None) -> str:
    citeproc = optional("citeproc", what="formatted text", extra="cite")
    source = optional("citeproc.source.json", what="formatted text", extra="cite")
    formatter = optional("citeproc.formatter.plain", what="formatted text", extra="cite")
    style = citeproc.CitationStylesStyle(str(csl or "harvard-cite-them-right"), validate=False)
    works = source.CiteProcJSON([{**item, **_one_date(item)} for item in items])
    bibliography = citeproc.CitationStylesBibliography(style, works, formatter)
    for item in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    bibliography.sort()
    return "".join(f"{entry}\n" for entry in bibliography.bibliography())


def _one_date(item: Item) -> Item:
    """What the two ends of a range share, which citeproc-py cannot print: its year, its month."""
    ends = item.get("issued", {}).get("date-parts", [])
    if len(ends) < 2:
        return {}
    shared = [one for one, other in zip(*ends, strict=False) if one == other]
    return {"issued": {"date-parts": [shared], "circa": True} if shared else {}}


_WRITERS: dict[str, Callable[[list[Item]], str]] = {
    "csl-json": _csl_json,
    "bibtex": _bibtex,
    "ris": _ris,
}
