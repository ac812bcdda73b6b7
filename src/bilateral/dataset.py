"""Load a dataset and ask it: typed records, and DataFrames with declared columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from bilateral import alignment, cells, contacts, days, frames, panels, releases, trade
from bilateral.alignment import Alignment
from bilateral.cells import Freq, PanelWish
from bilateral.dates import PartialDate, window_of
from bilateral.errors import Problem, UnknownRecord, UnknownValue
from bilateral.filters import Common, Selection, When, known_names, one_of
from bilateral.frames import Context, text_column
from bilateral.reading import Reading
from bilateral.states import State, states
from bilateral.tables import Row, Table
from bilateral.trade import TradeWish, Wish
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
        RelationType,
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
        min_level: Rank | None = None,
        place: str | None = None,
        **common: Unpack[Common],
    ) -> pd.DataFrame:
        """Visits and meetings, one row each, in the order of time.

        `host` and `guest` are exact (`RUS` is not the Soviet Union; `side="RUS"` takes both).
        `level` is derived from the office's rank: of the highest principal or, for a sideline
        meeting, of the lower of both sides; `min_level` keeps that level and those above. Without
        `status`, those held. Common filters and errors as in `events`.

        >>> import bilateral as bl
        >>> "visit-2007-fradkov" in set(bl.load("pak-rus").visits(host="PAK", start="2007").id)
        True
        """
        wanted = {"form": form, "guest": guest, "host": host, "level": level, "place": place}
        return self._frame("visits", self._leveled(min_level, common), wanted)

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
        >>> first = bl.load("pak-rus").timeline(end="1950", when="certainly")
        >>> sorted(first.kind.unique())
        ['event', 'visit']
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

    # --- questions ---

    def on(self, day: str | date | PartialDate, *, when: When = "possibly") -> pd.DataFrame:
        """What held on a day: states, office-holders, agreements in force, what was under way.

        One row each. `what` is state, office, agreement, exercise, visit or event; `id` the
        state's code, the office's key or the record's id; title; `person` (of an office); `state`;
        `start` and `end` (EDTF); `holds`: "certainly" if all admissible dates say so and none
        is qualified, else "possibly"; release. All columns are strings.

        An agreement is certainly in force from its entry into force to its end or, without one,
        to the day for which a source says that it is; possibly from signature on, until it is
        known to have ended or been superseded. A term of office has its own dates and the days on
        which visits and agreements show its holder in office; one without a known end lasts at
        the longest until the next holder is known to be in office, and one that is only known
        "by" a day no longer than is known, unless its neighbours bound it.

        `day` is one day; `when="certainly"` leaves out what only possibly held. Raises
        InvalidValue for a date that is not one day.

        >>> import bilateral as bl
        >>> held = bl.load("pak-rus").on("2007-04-12", when="certainly")
        >>> held[held.what == "state"].id.tolist()
        ['PAK', 'RUS']
        """
        return days.on(self._reading, day, when)

    def panel(self, freq: Freq = "year", **wish: Unpack[PanelWish]) -> pd.DataFrame:
        """The dyad-period table: one row a pair of states and period, no gaps.

        Parameters
        ----------
        freq
            "year", "quarter", "month" or "decade".
        succession
            "split" (default): a row for each pair of states that existed in the period (in 1991 one
            with `SUN` and one with `RUS`); "merge": one row for the sides, with the codes of the
            last state of the period, which fits a COW dyad-year panel one to one.
        directed
            False (default), or True: two rows a pair, from side1 to side2: visits by guest, events
            by initiator and target, goods by exporter. What has no direction is left out.
        dates
            Where a record counts whose date does not lie in one period: by its "earliest" (default)
            or "latest" day, "spread" over the admissible days (counts are float64 then), or only
            if its date "certainly" lies in one period: "certain".
        by
            Further counts, a column a word: "category" and "quad_class" of events,
            "agreement_form", "visit_form" and "level" of visits, "domain" and "series" of
            exercises.
        start, end
            Only periods that overlap this window.

        Keys: period, year (Int64, missing for decades), start and end (datetime64[us]), side1,
        side2, state1, state2, ccode1, ccode2 (COW), gwcode1, gwcode2 (Int64); undirected pairs
        have the lower COW number first. Each count `n_…` (Int64) has a `…_minimum` (boolean) and
        a `…_imprecise` (Int64: records that may lie in the period and need not). A count is 0
        only where the coverage statement calls the kind complete for the whole period; elsewhere
        nothing found is missing, and something found is a minimum. Then `quad_balance` (float64),
        `top_contact` (boolean: heads of state or government met), `n_agreements_in_force` on the
        last day, dollars as in `trade_series` (float64, missing where nobody printed them), and
        release. `panel_records` has the ids behind each cell.

        Raises UnknownValue for a word outside its vocabulary, InvalidValue for a window that
        ends before it starts.

        >>> import bilateral as bl
        >>> years = bl.load("pak-rus").panel(start="1990", end="1992")
        >>> years[["year", "state1", "state2"]].values.tolist()
        [[1990, 'SUN', 'PAK'], [1991, 'SUN', 'PAK'], [1991, 'RUS', 'PAK'], [1992, 'RUS', 'PAK']]

        """
        return panels.panel(self._reading, cells.plan(freq, wish))

    def panel_records(self, freq: Freq = "year", **wish: Unpack[PanelWish]) -> pd.DataFrame:
        """The records behind the counts of a panel with the same arguments.

        One row a record, cell and measure: period, year, start, end, side1, side2, state1 and
        state2 of the panel's row, `measure` (the name of its column), id, kind, `weight` (float64:
        how much of the record counts there; 0 where it only may lie there) and `certain` (boolean),
        release. The weights of a cell sum to its count.

        >>> import bilateral as bl
        >>> behind = bl.load("pak-rus").panel_records(start="2007", end="2007")
        >>> "visit-2007-fradkov" in set(behind[behind.measure == "n_visits"].id)
        True
        """
        return panels.members(self._reading, cells.plan(freq, wish))

    def trade_series(
        self,
        *,
        deflator: Mapping[int, float] | pd.Series[float] | None = None,
        base: int | None = None,
        **wish: Unpack[TradeWish],
    ) -> pd.DataFrame:
        """One figure a period and way, by a stated order of compilers, with the others' band.

        Parameters
        ----------
        commodity
            HS code, or "TOTAL" (default).
        period_type
            "calendar_year" (default), "fiscal_year", "quarter", "month" or "part_year": one at a
            time, never mixed. Fiscal years of different months are different periods.
        currency
            As printed, "USD" by default. Nothing is converted.
        compilers
            The compilers preferred, first to last; those not named follow in the dataset's own
            order (`dataset.toml`). Of one compiler, `books` come first, then exact figures, then
            the newest edition.
        books
            "import" (default): the importer's books are preferred, as in Correlates of War
            dyadic trade; "export": the exporter's.
        succession
            "split": states as printed; "merge": exporter and importer are sides.
        start, end
            Only periods that overlap this window.
        deflator, base
            Index by the year in which the period ends, a mapping or Series: `amount_constant` is
            then the amount over the index, which is 1 in the year `base` if that is given.

        Columns: period, period_type, year (Int64, missing where the period lies in two, as fiscal
        years do), end_year (Int64), start, end (datetime64[us]), exporter, importer (missing:
        turnover), commodity, amount (float64, missing where there are only
        bounds), currency, bound, `low` and `high` (float64: the band of all figures, disputed
        values too; "over a billion" has no upper end: infinite), n_compilers, n_figures (Int64),
        `growth` (float64, against the period before, only within one series of one compiler),
        compiler, flow, reporter, valuation, vintage, id, disputed, support (of the preferred
        figure), release. Raises UnknownValue for a word outside its vocabulary, InvalidValue
        for a deflator that is not positive.

        >>> import bilateral as bl
        >>> series = bl.load("pak-rus").trade_series(start="2008", end="2010")
        >>> series.period.is_monotonic_increasing, bool((series.low <= series.high).all())
        (True, True)

        """
        return trade.series(self._reading, self._wish(wish), deflator, base)

    def mirror(self, **wish: Unpack[TradeWish]) -> pd.DataFrame:
        """Mirror figures: what the exporter's and the importer's books say of the same goods.

        One row a period and way for which both have a figure; parameters as in `trade_series`.
        Where several pairs exist, one compiler's own two figures are preferred. Columns: period,
        period_type, year, end_year, start, end, exporter, importer, commodity, currency; exports,
        imports, gap (imports less exports), all float64 in whole units; `gap_relative` (the gap
        over exports), `gap_log` (natural logarithm of imports over exports; both missing where a
        figure is 0); exports_valuation and imports_valuation (goods FOB and CIF differ by freight),
        exports_compiler, imports_compiler, exports_id, imports_id, release.

        >>> import bilateral as bl
        >>> gaps = bl.load("pak-rus").mirror(currency="USD")
        >>> bool((gaps.gap == gaps.imports - gaps.exports).all())
        True
        """
        return trade.mirror(self._reading, self._wish(wish))

    def trade_balance(self, side: str, **wish: Unpack[TradeWish]) -> pd.DataFrame:
        """The balance of one side, a row for each period with a figure both ways.

        The figures are those of `trade_series`, with its parameters; sides are merged. Columns:
        period, period_type, year, end_year, start, end, side, commodity, currency; exports,
        imports, balance, turnover (their sum), ratio (exports over imports), all float64;
        exports_compiler, imports_compiler, exports_flow, imports_flow (in whose books the two
        stand: they may differ), exports_id, imports_id, release.

        >>> import bilateral as bl
        >>> balance = bl.load("pak-rus").trade_balance("PAK", start="1972", end="1974")
        >>> balance.year.tolist()
        [1972, 1973, 1974]
        """
        return trade.balance(self._reading, side, self._wish(wish))

    def trade_shares(self, **wish: Unpack[TradeWish]) -> pd.DataFrame:
        """The share of each commodity in the same compiler's total of its way and period.

        `commodity` is not a parameter here; the others are those of `trade_series`. Columns:
        period, period_type, year, end_year, start, end, exporter, importer, compiler, flow,
        currency, commodity, amount, total, share (float64; missing where that compiler printed no
        total), id, total_id, release. Chapters (two digits) contain their headings (four): do not
        add the two.

        >>> import bilateral as bl
        >>> shares = bl.load("pak-rus").trade_shares()
        >>> bool((shares.commodity == "TOTAL").any())
        False
        """
        return trade.shares(self._reading, self._wish(wish))

    def trade_concentration(self, **wish: Unpack[TradeWish]) -> pd.DataFrame:
        """How concentrated trade was by commodity: the Herfindahl-Hirschman index, from shares.

        One row a period, way and compiler with a total. Few commodities are printed, so the index
        lies between `hhi_low` (the rest of the total is dust) and `hhi_high` (it is one commodity);
        `covered` is the share of what was printed. Headings within a printed chapter are not
        counted twice. Columns: period, period_type, year, end_year, start, end, exporter, importer,
        compiler, flow, currency, n_commodities (Int64), covered, hhi_low, hhi_high (float64),
        release. Parameters as in `trade_shares`.

        >>> import bilateral as bl
        >>> index = bl.load("pak-rus").trade_concentration()
        >>> bool((index.hhi_low <= index.hhi_high).all())
        True
        """
        return trade.concentration(self._reading, self._wish(wish))

    def meetings(self, *, min_level: Rank | None = None, **common: Unpack[Common]) -> pd.DataFrame:
        """Who met whom: an edge a principal and counterpart of each visit or meeting.

        Columns: id, kind, date, earliest, latest, year, title, form, level; principal,
        principal_office, principal_party, counterpart, counterpart_office, counterpart_party (a
        person is missing where no source names one); release. Visits for which no source names
        a counterpart have no edge. `min_level` keeps visits of that level and above; common
        filters and errors as in `events`.

        >>> import bilateral as bl
        >>> edges = bl.load("pak-rus").meetings(min_level="head_of_government")
        >>> edges[edges.id == "visit-2007-fradkov"].principal.unique().tolist()
        ['mikhail-fradkov']
        """
        return contacts.meetings(self._reading, self._leveled(min_level, common))

    def contact_gaps(
        self, *, min_level: Rank = "head_of_government", **common: Unpack[Common]
    ) -> pd.DataFrame:
        """The days between contacts of a level and above, a row a contact.

        Columns: id, kind, date, earliest, latest, year, title, level, `previous` (the contact
        before), `days_min` and `days_max` (Int64: the fewest and the most days between the two
        that their dates admit; missing for the first, or where a date is open), release. Common
        filters and errors as in `events`.

        >>> import bilateral as bl
        >>> gaps = bl.load("pak-rus").contact_gaps()
        >>> bool((gaps.days_min <= gaps.days_max).fillna(True).all())
        True
        """
        return contacts.gaps(self._reading, self._leveled(min_level, common))

    def appearances(self, person: str) -> pd.DataFrame:
        """Everything in which a person has a part, in the order of time.

        Columns: id, kind, date, earliest, latest, year, title, `role` (principal, counterpart,
        signatory), office, party, release. Raises UnknownValue, naming the nearest keys, for a
        person who is not in the register.

        >>> import bilateral as bl
        >>> bl.load("pak-rus").appearances("mikhail-fradkov").role.value_counts()["principal"] > 0
        np.True_
        """
        return contacts.appearances(self._reading, person)

    def sequences(self, relation: RelationType | None = None) -> pd.DataFrame:
        """What followed what: a row a tie between two records that took place.

        Columns: id, kind, date, earliest, latest, year, title; `relation` (what this record is to
        the other: signed_during, delivers, follows …), other, other_kind, other_date; `days_min`
        and `days_max` (Int64: by how many days this may follow the other; negative: it precedes
        it); release. Raises UnknownValue for a relation outside the vocabulary.

        >>> import bilateral as bl
        >>> signed = bl.load("pak-rus").sequences("signed_during")
        >>> set(signed.other_kind)
        {'visit'}
        """
        return contacts.sequences(self._reading, relation)

    def align(
        self,
        events: pd.DataFrame,
        *,
        date: str = "date",
        quad_class: str | None = "quad_class",
        days: int = 3,
        **common: Unpack[Common],
    ) -> Alignment:
        """A frame of dyadic events, machine-coded for example, beside the curated record.

        An event matches a record if its day lies at most `days` days from the record's
        admissible dates and both have the same quad class. `events` has one row an event of this
        dyad; `date` names its column of days (dates, ISO texts, or numbers such as 20140602),
        `quad_class` that of quad classes (our words, or 1 to 4 as GDELT has them; None: the
        class is not compared; `alignment.quad_classes` makes them from CAMEO codes). Visits and
        agreements count as verbal cooperation, exercises as material cooperation. The frame is
        not changed. Common filters choose the records, as in `events`; `start` and `end` also cut
        the events.

        Gives `matches` (row: Int64, the position in `events`; event_date, id, kind, date,
        quad_class, days: Int64, 0 within the admissible dates) and `by_year` (year, n_events,
        n_events_matched, precision, n_records, n_records_matched, recall), both with release.
        The curated record is not complete: precision is a lower bound. Raises UnknownValue for
        a column or class that does not exist, InvalidValue for a day that is none.

        >>> import bilateral as bl
        >>> import pandas as pd
        >>> coded = pd.DataFrame({"date": ["2007-04-12"], "quad_class": [1]})
        >>> matches, by_year = bl.load("pak-rus").align(coded)
        >>> "visit-2007-fradkov" in set(matches.id)
        True
        """
        rows = [row for table in self._knowing(common) for row in self._select(table, common)]
        happened = (row for row in rows if row["kind"] != "trade_figure")
        return alignment.align(
            self._reading,
            events,
            happened,
            date=date,
            quad_class=quad_class,
            days=days,
            window=window_of(common.get("start"), common.get("end")),
        )

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

        Columns: kind, side, scope (level, form, category or series; missing: all), start, end,
        grade (complete, partial, none), languages, note, release, strings; n_searches (how many
        were counted, at the least) and n_dry (how many of the last of them, in a row, brought no
        new record), Int64, missing where not counted. What no statement calls complete is unknown
        where it is empty.

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

    def _frame(
        self, name: str, among: Common | list[Row], wanted: Mapping[str, str | None]
    ) -> pd.DataFrame:
        """The rows of one kind that the common filters keep, or these, by its own filters."""
        table = self._release.tables[name]
        columns = {column.name: column for column in frames.columns(table)}
        keep: dict[str, str] = {}
        for field, value in wanted.items():
            if value is not None:
                what, allowed = self._allowed(table, field)
                keep[field] = one_of(what, value, allowed)
        rows = [
            row
            for row in (among if isinstance(among, list) else self._select(table, among))
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
        return frames.in_time(self.when(row), str(row["id"]))

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
            {table.kind: table.dates[0] for table in self._kinds},
        )

    def _wish(self, wish: TradeWish) -> Wish:
        known_names("parameter", wish, TradeWish)
        named: dict[str, Any] = {**wish}
        window = window_of(named.pop("start", None), named.pop("end", None))
        return Wish(window=window, **named)

    def _leveled(self, level: Rank | None, common: Common) -> list[Row]:
        rows = self._select(self._release.tables["visits"], common)
        return rows if level is None else contacts.at_least(self._reading, rows, level)

    @cached_property
    def _reading(self) -> Reading:
        release = self._release
        return Reading(release.tables, self._rows, release.manifest, self._states, self._context)

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


def check(path: str | Path, *, since: str | None = None) -> list[Problem]:
    """Everything that is wrong in a dataset's folder, accepted warnings left out.

    Each Problem has rule, severity ("error" or "warning"), file, line, column, field, found,
    wanted and fix, all texts but the two numbers. An empty list: the folder is fit to be
    released. `since` names a revision of git: only what changed against it is looked at, and
    what depends on that.

    >>> import bilateral as bl
    >>> bl.check("datasets/pak-rus")
    []
    """
    from bilateral.changes import run_since
    from bilateral.folders import read_folder
    from bilateral.rules import run

    folder = read_folder(Path(path))
    found = run(folder) if since is None else run_since(folder, since)
    return [problem for problem in found if not problem.accepted]


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
    return frames.frame(rows, columns, Context({}, {}, "", {}))


def _count(name: str) -> frames.Column:
    count = frames.of_row(lambda row: row.get(name))
    return frames.Column(name, "Int64", f"number of {name}", count)
