"""Load a dataset and ask it: typed records, and DataFrames with declared columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from bilateral import frames, releases
from bilateral.dates import PartialDate
from bilateral.errors import Problem, UnknownRecord, UnknownValue
from bilateral.filters import Common, Selection, one_of
from bilateral.frames import Context, text_column
from bilateral.states import State, states
from bilateral.tables import Row, Table
from bilateral.words import RANKS

if TYPE_CHECKING:
    import pandas as pd

    from bilateral.citations import Style
    from bilateral.exports import FormatName
    from bilateral.records import Record
    from bilateral.vocabularies import (
        AgreementForm,
        Category,
        Domain,
        Flow,
        PeriodKind,
        QuadClass,
        Rank,
        VisitForm,
    )

R = TypeVar("R", bound="Record")


class Dataset:
    """The relations of one dyad, in one release.

    Made by `load` and `read`. Frames hold one row a record, scalars only, with stable columns
    and dtypes; by default they hold what took place (visits and exercises held, agreements
    signed or beyond, nothing withdrawn). `len` counts the records, iteration gives their ids,
    `in` asks for an id, `[id]` gives the typed record.

    >>> import bilateral as bl
    >>> pr = bl.load("pak-rus")
    >>> pr.name, pr.dyad, "visit-2007-fradkov" in pr
    ('pak-rus', ('PAK', 'RUS'), True)
    """

    def __init__(self, release: releases.Release | releases.Draft) -> None:
        self._release = release
        self._read: dict[str, list[Row]] = {}

    # --- what it is ---

    @property
    def name(self) -> str:
        """The name by which it is loaded."""
        return self._release.name

    @property
    def version(self) -> str:
        """The release's number, or "unreleased" for a folder."""
        return self._release.version

    @property
    def label(self) -> str:
        """Name and version, as the column `release` of every frame has them."""
        return self._release.label

    @property
    def released(self) -> date | None:
        """The day of the release, None for a folder."""
        return self._release.released

    @property
    def editors(self) -> tuple[str, ...]:
        """Who answers for it."""
        return tuple(self._release.manifest["editors"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self._release.manifest["title"])

    @property
    def dyad(self) -> tuple[str, ...]:
        """The codes of its two sides."""
        return tuple(side["code"] for side in self._release.manifest["sides"])

    @property
    def covered_to(self) -> str:
        """The last day that its sources reached; what lies after it is unknown."""
        return str(self._release.manifest["covered_to"])

    @property
    def description(self) -> str:
        """What it holds."""
        return str(self._release.manifest["description"])

    @property
    def licence(self) -> str:
        """The SPDX identifier of its licence."""
        return str(self._release.manifest["licence"])

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._rows(one.name))} {one.name}" for one in self._kinds)
        return f"<bilateral.Dataset {self._release.label}: {counts}>"

    def __len__(self) -> int:
        return sum(len(self._rows(table.name)) for table in self._kinds)

    # --- frames of records ---

    def events(
        self,
        *,
        category: Category | None = None,
        quad_class: QuadClass | None = None,
        place: str | None = None,
        **common: Unpack[Common],
    ) -> pd.DataFrame:
        """Events, one row each, in the order of time.

        Parameters are exact; those common to all kinds are `start`, `end` (EDTF or date),
        `when` ("possibly", "certainly"), `party`, `side`, `tag`, `text`, `source`,
        `min_support` and `status`; a filter on a state is exact, `side` takes the whole line.
        Columns begin with id, kind, date (EDTF, string), earliest and latest (datetime64[us]),
        precision and year (Int64), and end with n_sources (Int64), support, disputed (boolean)
        and release; the data dictionary lists them all, with dtypes, units and vocabularies.
        Raises UnknownValue, naming the nearest, for a value outside its vocabulary, and
        InvalidValue for a date that is none.

        >>> import bilateral as bl
        >>> events = bl.load("pak-rus").events(start="1960", end="1960", when="certainly")
        >>> events.year.unique().tolist()
        [1960]
        """
        return self._frame(
            "events", common, {"category": category, "quad_class": quad_class, "place": place}
        )

    def agreements(
        self,
        *,
        form: AgreementForm | None = None,
        place: str | None = None,
        **common: Unpack[Common],
    ) -> pd.DataFrame:
        """Agreements, one row each, in the order of signature.

        Without `status`, those signed or beyond; `status="any"` gives all. Common filters and
        errors as in `events`.

        >>> import bilateral as bl
        >>> "form" in bl.load("pak-rus").agreements(tag="pipeline").columns
        True
        """
        return self._frame("agreements", common, {"form": form, "place": place})

    def visits(
        self,
        *,
        form: VisitForm | None = None,
        guest: str | None = None,
        host: str | None = None,
        level: Rank | None = None,
        place: str | None = None,
        **common: Unpack[Common],
    ) -> pd.DataFrame:
        """Visits and meetings, one row each, in the order of time.

        `host` and `guest` are exact (`RUS` is not the Soviet Union; `side="RUS"` takes both).
        `level` is derived from the office's rank: of the highest principal or, for a sideline
        meeting, of the lower of both sides. Without `status`, those held. Common filters and
        errors as in `events`.

        >>> import bilateral as bl
        >>> "visit-2007-fradkov" in set(bl.load("pak-rus").visits(host="PAK", start="2007").id)
        True
        """
        wanted = {"form": form, "guest": guest, "host": host, "level": level, "place": place}
        return self._frame("visits", common, wanted)

    def exercises(
        self,
        *,
        series: str | None = None,
        domain: Domain | None = None,
        host: str | None = None,
        place: str | None = None,
        **common: Unpack[Common],
    ) -> pd.DataFrame:
        """Exercises, one row each, in the order of time; without `status`, those held.

        `personnel` counts persons. Common filters and errors as in `events`.

        >>> import bilateral as bl
        >>> str(bl.load("pak-rus").exercises().personnel.dtype)
        'Int64'
        """
        wanted = {"series": series, "domain": domain, "host": host, "place": place}
        return self._frame("exercises", common, wanted)

    def trade(
        self,
        *,
        exporter: str | None = None,
        importer: str | None = None,
        reporter: str | None = None,
        flow: Flow | None = None,
        compiler: str | None = None,
        commodity: str | None = None,
        period_type: PeriodKind | None = None,
        currency: str | None = None,
        **common: Unpack[Common],
    ) -> pd.DataFrame:
        """Trade figures, one row each, in the order of time, as their compilers printed them.

        `amount` (float64) is in whole units of `currency`, scale applied; `amount_usd` is filled
        only where dollars were printed; nothing is converted. Common filters and errors as in
        `events`.

        >>> import bilateral as bl
        >>> str(bl.load("pak-rus").trade(period_type="fiscal_year").amount.dtype)
        'float64'
        """
        wanted = {
            "exporter": exporter,
            "importer": importer,
            "reporter": reporter,
            "flow": flow,
            "compiler": compiler,
            "commodity": commodity,
            "period_type": period_type,
            "currency": currency,
        }
        return self._frame("trade", common, wanted)

    def timeline(self, **common: Unpack[Common]) -> pd.DataFrame:
        """Every kind in one chronology: the columns that all kinds share.

        Trade figures are left out, being numbers and not happenings. Common filters and errors
        as in `events`; a `status` must be one that some kind knows.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").timeline(end="1950").kind.isin(["event", "visit", "agreement"]).all()
        np.True_
        """
        columns = frames.timeline_columns(self._release.tables)
        return frames.frame(self.chronology(**common), columns, self._context)

    def chronology(self, **common: Unpack[Common]) -> list[Row]:
        """The plain rows behind `timeline`, for those who need no DataFrame.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").chronology(start="1948-05-01", when="certainly")[0]["kind"]
        'event'
        """
        tables = [table for table in self._knowing(common) if table.name != "trade"]
        rows = [row for table in tables for row in self._select(table, common)]
        return sorted(rows, key=self._when)

    def explode(self, field: str, **common: Unpack[Common]) -> pd.DataFrame:
        """A list field as a long frame: one row an item, keyed by `id` and `kind`.

        `field` is any list field of a record: actors, items, parties, signatories, values,
        principals, counterparts, participants, cites, disputes, related (the other record's id
        is `other_id`), tags, accepts. Common filters and errors as in `events`.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").explode("principals").columns.tolist()
        ['id', 'kind', 'person', 'office', 'party', 'release']
        """
        lists = {one.name: one for table in self._kinds for one in table.fields if one.many}
        wanted = lists[one_of("list field", field, lists)]
        rows = [
            {"id": row["id"], "kind": row["kind"], **frames.item_row(wanted, part)}
            for table in self._knowing(common)
            if field in table.by_name
            for row in self._select(table, common)
            for part in row[field]
        ]
        return self._long(rows, [*frames.KEYS, *frames.item_columns(wanted)])

    def disputes(self, **common: Unpack[Common]) -> pd.DataFrame:
        """Every value that a source gives against the record's: id, kind, field, value, source, at.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").disputes().columns.tolist()
        ['id', 'kind', 'field', 'value', 'source', 'at', 'release']
        """
        common.setdefault("status", "any")
        rows = [
            {
                "id": row["id"],
                "kind": row["kind"],
                "field": dispute["field"],
                "value": str(dispute["value"]),
                "source": cite["key"],
                "at": cite["at"],
            }
            for table in self._knowing(common)
            for row in self._select(table, common)
            for dispute in row["disputes"]
            for cite in dispute["cites"]
        ]
        return self._long(rows, [*frames.KEYS, *frames.DISPUTED])

    # --- frames of registers ---

    def sources(self) -> pd.DataFrame:
        """The bibliography: one row a source, all columns strings, dates in EDTF.

        Columns: key, type, title, publisher, author, published, url, archived_url, language
        (BCP-47), accessed, class, origin, note, release.

        >>> import bilateral as bl
        >>> "publisher" in bl.load("pak-rus").sources().columns
        True
        """
        return self._register("sources")

    def people(self) -> pd.DataFrame:
        """The people: one row each; `terms()` has their time in office.

        Columns, all strings: key, name, native_name, wikidata, note, release.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").people().set_index("key").native_name["mikhail-fradkov"]
        'Михаил Фрадков'
        """
        return self._register("people")

    def offices(self) -> pd.DataFrame:
        """The offices: one row each.

        Columns, all strings: key, title, state, rank (from which `level` is derived),
        native_title, release.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").offices().set_index("key")["rank"]["rus-prime-minister"]
        'head_of_government'
        """
        return self._register("offices")

    def places(self) -> pd.DataFrame:
        """The places: one row each; `place_states()` has the states in which they lay.

        Columns: key, name, native_name, latitude and longitude (float64, degrees, WGS 84),
        administered_by (for disputed territories), note, release.

        >>> import bilateral as bl
        >>> float(bl.load("pak-rus").places().set_index("key").latitude["moscow"]) > 55
        True
        """
        return self._register("places")

    def terms(self) -> pd.DataFrame:
        """Who held which office when: one row a term.

        Columns: key and name of the person, office, start and end (EDTF; missing: unknown),
        acting and caretaker (boolean), release.

        >>> import bilateral as bl
        >>> terms = bl.load("pak-rus").terms()
        >>> "rus-prime-minister" in set(terms[terms.key == "mikhail-fradkov"].office)
        True
        """
        return self._entries("people", "terms")

    def place_states(self) -> pd.DataFrame:
        """The states in which places lay: one row a place and state.

        Columns, all strings: key and name of the place, state, start and end (EDTF), release.

        >>> import bilateral as bl
        >>> states = bl.load("pak-rus").place_states()
        >>> states[states.key == "moscow"].state.tolist()
        ['SUN', 'RUS']
        """
        return self._entries("places", "states")

    def coverage(self) -> pd.DataFrame:
        """What was looked for, where and how thoroughly: one row a statement.

        Columns, all strings: kind, side, scope (level, form, category or series; missing: all),
        start, end, grade (complete, partial, none), languages, note, release. What no statement
        calls complete is unknown where it is empty.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").coverage().grade.isin(["complete", "partial", "none"]).all()
        np.True_
        """
        return self._register("coverage")

    # --- records ---

    def records(self, kind: type[R]) -> list[R]:
        """The typed records of one kind, in the order of time, withdrawn ones included.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").records(bl.Exercise)[0].kind
        'exercise'
        """
        from bilateral.conversion import structure

        rows = sorted(self._rows(kind.folder), key=self._when)
        return [structure(_without_kind(row), kind) for row in rows]

    def __getitem__(self, record_id: str) -> Record:
        """The typed record of that id.

        Raises UnknownRecord, naming the nearest ids, if there is none.

        >>> import bilateral as bl
        >>> bl.load("pak-rus")["visit-2007-fradkov"].start
        PartialDate('2007-04-11')
        """
        from bilateral.conversion import structure

        found = self.row(record_id)
        return structure(_without_kind(found), _class_of(found["kind"]))

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._by_id

    def __iter__(self) -> Iterator[str]:
        """The ids of all records."""
        return iter(self._by_id)

    def tables(self) -> dict[str, pd.DataFrame]:
        """The whole release as frames by name: kinds (withdrawn ones too), lists, registers.

        >>> import bilateral as bl
        >>> list(bl.load("pak-rus").tables())[:3]
        ['events', 'agreements', 'visits']
        """
        everything: Common = {"status": "any"}
        made = {table.name: self._frame(table.name, everything, {}) for table in self._kinds}
        for table in self._kinds:
            for field in table.fields:
                if field.many and field.name not in (*made, "disputes"):
                    made[field.name] = self.explode(field.name, **everything)
        made["disputes"] = self.disputes()
        for name, table in self._release.tables.items():
            if not table.kind:
                made[name] = self._register(name)
        return made | {"terms": self.terms(), "place_states": self.place_states()}

    # --- exports and citations ---

    def export(self, format: FormatName, path: str | Path) -> None:
        """Write the whole release in another format, whole or not at all.

        - To one file: "jsonl" (one whole record a line), "sqlite" (with keys and a full-text
          index), "xlsx" (a sheet a table; extra `excel`), "bibtex" (all sources; extra `cite`),
          "geojson" (the places).
        - To a new folder: "csv", "parquet" (extra `parquet`) and "datapackage" (Data Package 2:
          CSV with its description), a file a table; the tables are those of `tables`.

        In CSV and Excel no cell is a formula: in CSV, a text that a spreadsheet would take for
        one has an apostrophe before it. Raises UnknownValue for another format, InvalidValue if
        the folder is there and not empty, MissingExtra without the extra.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").export("geojson", "pak-rus.geojson")  # doctest: +SKIP
        """
        from bilateral.exports import export

        export(self, format, Path(path))

    def cite(
        self,
        style: Style = "text",
        *,
        id: str | None = None,
        of: pd.DataFrame | Iterable[str | Record] | Record | None = None,
        csl: str | Path | None = None,
    ) -> str:
        """The citation of this release; with `id`, of one record in it.

        With `of`, the citations of exactly the sources behind what you hold: any frame with a
        column `id` (or `key`, of sources), a Series or list of ids or source keys, a typed
        record. Rows that a column `release` gives to another bundled release are looked up in
        that. Sources of disputed values are included; rows without an id are passed over.

        `style` is "text" (Harvard, or the CSL style in the file `csl`), "bibtex", "ris" or
        "csl-json", which alone needs no extra: the others need `bilateral[cite]`. Raises
        UnknownRecord for an id that the release lacks, InvalidValue for a frame without ids.

        >>> import bilateral as bl
        >>> pr = bl.load("pak-rus", version="0.1.2")
        >>> print(pr.cite(), end="")
        The bilateral contributors (2026) “Pakistan and Russia (dataset pak-rus, release 0.1.2)”.
        >>> pr.cite("bibtex", of=pr.visits(host="PAK", level="head_of_government"))[:9]
        '@article{'
        """
        from bilateral.citations import cite

        return cite(self, style, id=id, of=of, csl=csl)

    # --- plain values, for those who need no DataFrame ---

    def row(self, record_id: str) -> Row:
        """The record of that id as plain values; raises UnknownRecord, with the nearest ids.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").row("visit-2007-fradkov")["host"]
        'PAK'
        """
        if record_id not in self._by_id:
            raise UnknownRecord(str(UnknownValue("record id", record_id, self._by_id)))
        return self._by_id[record_id]

    def resolve(self, record_id: str) -> str:
        """The id that stands for a record now: its own or, if it was withdrawn, its successor's.

        Raises UnknownRecord, with the reason, for a record that was withdrawn without one.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").resolve("visit-2007-fradkov")
        'visit-2007-fradkov'
        """
        row = self.row(record_id)
        if not row["withdrawn"]:
            return record_id
        if row["successor"]:
            return self.resolve(row["successor"])
        raise UnknownRecord(f"{record_id} was withdrawn, without a successor: {row['withdrawn']}")

    def rows(self) -> Iterator[Row]:
        """Every record whole, as plain values, its `kind` first: what `export` writes.

        >>> import bilateral as bl
        >>> next(iter(next(bl.load("pak-rus").rows())))
        'kind'
        """
        for table in self._kinds:
            yield from self._rows(table.name)

    def when(self, row: Row) -> PartialDate | None:
        """The date of a plain row; the planned one if it never took place."""
        return frames.partial(frames.date_of(row, self.table_of(row)))

    def support(self, row: Row) -> str:
        """How well a plain row is supported."""
        return frames.support(row, self._context)

    @property
    def shapes(self) -> Mapping[str, Table]:
        """The shape of every table of plain rows, by name."""
        return self._release.tables

    @property
    def bibliography(self) -> Mapping[str, Row]:
        """The sources as plain values, by key."""
        return self._context.sources

    def table_of(self, row: Row) -> Table:
        """The shape of the table in which a plain row stands."""
        return self._by_kind[row["kind"]]

    # --- beneath ---

    def _frame(self, name: str, common: Common, wanted: Mapping[str, str | None]) -> pd.DataFrame:
        table = self._release.tables[name]
        columns = {column.name: column for column in frames.columns(table)}
        keep: dict[str, str] = {}
        for field, value in wanted.items():
            if value is not None:
                what, allowed = self._allowed(table, field)
                keep[field] = one_of(what, value, allowed)
        rows = [
            row
            for row in self._select(table, common)
            if all(columns[name].value(row, self._context) == value for name, value in keep.items())
        ]
        return frames.frame(rows, list(columns.values()), self._context)

    def _allowed(self, table: Table, name: str) -> tuple[str, list[str]]:
        """What the values of a filter are called, and those that it takes."""
        field = table.by_name.get(name)
        if field is None:
            return name, list(RANKS)  # level, the one filter on a derived column
        if field.choices:
            return name, list(field.choices)
        if field.type == "state":
            return "state", list(self._states)
        if field.refers_to == "places":
            return name, [str(row["key"]) for row in self._rows("places")]
        used = {str(row[name]) for row in self._rows(table.name) if row[name]}
        return name, sorted(used)

    def _select(self, table: Table, common: Common) -> list[Row]:
        selection = Selection(
            table, self._release.manifest, self._states, self._rows, self._context, common
        )
        return sorted(filter(selection.keeps, self._rows(table.name)), key=self._when)

    def _knowing(self, common: Common) -> list[Table]:
        """The kinds that know the status asked for."""
        status = common.get("status")
        if status is None or status == "any":
            return self._kinds
        one_of("status", status, {word for table in self._kinds for word in table.statuses})
        return [table for table in self._kinds if status in table.statuses]

    def _register(self, name: str) -> pd.DataFrame:
        columns = frames.entry_columns(self._release.tables[name])
        return frames.frame(self._rows(name), columns, self._context)

    def _entries(self, name: str, field: str) -> pd.DataFrame:
        rows = [
            {"key": row["key"], "name": row["name"], **part}
            for row in self._rows(name)
            for part in row[field]
        ]
        items = self._release.tables[name].by_name[field]
        return self._long(rows, [*frames.entry_keys(name), *frames.item_columns(items)])

    def _long(self, rows: list[dict[str, Any]], columns: list[frames.Column]) -> pd.DataFrame:
        return frames.frame(rows, [*columns, frames.RELEASE], self._context)

    def _rows(self, table: str) -> list[Row]:
        if table not in self._read:
            self._read[table] = list(self._release.rows(table))
        return self._read[table]

    def _when(self, row: Row) -> tuple[int, int, str]:
        when = self.when(row)
        if when is None:
            return 0, 0, str(row["id"])
        first = when.window.first if when.earliest else when.window.last  # open: by its end
        return first, when.window.last, str(row["id"])

    @cached_property
    def _by_kind(self) -> dict[str, Table]:
        return {table.kind: table for table in self._release.tables.values() if table.kind}

    @property
    def _kinds(self) -> list[Table]:
        return list(self._by_kind.values())

    @cached_property
    def _context(self) -> Context:
        return Context(
            {row["key"]: row for row in self._rows("sources")},
            {row["key"]: row["rank"] for row in self._rows("offices")},
            self._release.label,
        )

    @cached_property
    def _states(self) -> dict[str, State]:
        own = self._release.manifest["states"]
        if not own:
            return states()
        from bilateral.conversion import structure
        from bilateral.registers import OwnState

        return states() | {row["code"]: structure(row, OwnState).state for row in own}

    @cached_property
    def _by_id(self) -> dict[str, Row]:
        return {row["id"]: row for table in self._kinds for row in self._rows(table.name)}


def _class_of(kind: str) -> type[Record]:
    from bilateral.records import KINDS

    return next(cls for cls in KINDS if cls.kind == kind)


def _without_kind(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "kind"}


# --- where datasets come from -----------------------------------------------------------------


def load(name: str, other: str | None = None, *, version: str | None = None) -> Dataset:
    """A bundled dataset by name, or by the codes of its two sides in either order.

    `version` names one release exactly; without it, the newest. Every file is verified against
    the release's descriptor. Raises UnknownValue for a dataset or version that is not bundled,
    ReleaseError for one that is not what was released. Nothing touches the network.

    >>> import bilateral as bl
    >>> bl.load("pak-rus", version="0.1.0").version
    '0.1.0'
    >>> bl.load("RUS", "PAK").name
    'pak-rus'
    """
    if other is None:
        return Dataset(releases.open_bundled(name, version))
    wanted = {name, other}
    dyads: list[str] = []
    for dataset in releases.released(releases.bundled()):
        newest = load(dataset)  # whichever release: a dataset keeps its sides
        if set(newest.dyad) == wanted:
            return newest if version is None else load(dataset, version=version)
        dyads.append("-".join(newest.dyad))
    raise UnknownValue("dyad", f"{name}-{other}", dyads)


def read(path: str | Path) -> Dataset:
    """A dataset that is not bundled: a folder as contributors edit it, or a release's folder.

    Raises DataError with every error that a check of the folder finds, ReleaseError for a
    release that is not what was released.

    >>> import bilateral as bl
    >>> bl.read("datasets/pak-rus").version
    'unreleased'
    """
    folder = Path(path)
    if (folder / releases.DESCRIPTOR).is_file():
        return Dataset(releases.Release(folder))
    return Dataset(releases.draft(folder))


def check(path: str | Path) -> list[Problem]:
    """Everything that is wrong in a dataset's folder, accepted warnings left out.

    Each Problem has rule, severity ("error" or "warning"), file, line, field, found, wanted and
    fix, all texts but `line`. An empty list: the folder is fit to be released.

    >>> import bilateral as bl
    >>> bl.check("datasets/pak-rus")
    []
    """
    from bilateral.folders import read_folder
    from bilateral.rules import run

    return [problem for problem in run(read_folder(Path(path))) if not problem.accepted]


def datasets() -> pd.DataFrame:
    """The bundled datasets, one row a release: name, version, title, released, records by kind.

    Counts are Int64, `released` is datetime64[us].

    >>> import bilateral as bl
    >>> "pak-rus" in set(bl.datasets().name)
    True
    """
    rows: list[dict[str, Any]] = []
    counted: dict[str, frames.Column] = {}
    for name, versions in releases.released(releases.bundled()).items():
        for version in versions:
            release = releases.open_bundled(name, version)
            row = {
                "name": name,
                "version": version,
                "title": release.manifest["title"],
                "released": release.released,
            }
            for table in release.tables.values():
                if table.kind:
                    row[table.name] = len(release.rows(table.name))
                    counted.setdefault(table.name, _count(table.name))
            rows.append(row)
    columns = [
        text_column("name", "the name to load it by"),
        text_column("version", "the release"),
        text_column("title", "its title"),
        frames.Column(
            "released",
            "datetime64[us]",
            "the day of the release",
            frames.of_row(lambda row: row["released"]),
        ),
        *counted.values(),
    ]
    return frames.frame(rows, columns, Context({}, {}, ""))


def _count(name: str) -> frames.Column:
    count = frames.of_row(lambda row: row.get(name))
    return frames.Column(name, "Int64", f"number of {name}", count)
