import re
import warnings
from datetime import date
from typing import Any

import pandas as pd
import pytest

import bilateral as bl
from bilateral import derived
from bilateral.tables import Field
from toy import Toy

KINDS = ("events", "agreements", "visits", "exercises", "trade")
VISIT = "visit-1951-ruritania-foreign-minister"


@pytest.fixture
def toyland(toy: Toy) -> bl.Dataset:
    return bl.read(toy.path)


def ids(frame: pd.DataFrame) -> list[str]:
    return frame.id.tolist()


def test_a_dataset_says_what_it_is(toyland: bl.Dataset) -> None:
    assert toyland.name == "rur-toy"
    assert toyland.version == "unreleased"
    assert toyland.title == "Ruritania and Toyland"
    assert toyland.dyad == ("RUR", "TOY")
    assert toyland.covered_to == "1999-12-31"
    assert toyland.licence == "CC-BY-4.0"
    assert len(toyland) == 14
    assert "3 visits" in repr(toyland)


def test_a_release_answers_like_the_folder_from_which_it_was_built(toy: Toy) -> None:
    folder, release = bl.read(toy.path), bl.read(bl.build(toy.path))
    for name in KINDS:
        ours, theirs = (getattr(one, name)(status=None) for one in (folder, release))
        pd.testing.assert_frame_equal(
            ours.drop(columns="release"), theirs.drop(columns="release"), check_exact=False
        )
    assert [folder[one] for one in folder] == [release[one] for one in release]


def test_a_relation_names_its_own_record_and_the_other(toyland: bl.Dataset) -> None:
    frame = toyland.explode("related", status="any")
    assert frame.columns.tolist() == ["id", "kind", "other_id", "relation", "release"]
    wanted = [
        (row["id"], one["id"], one["relation"]) for row in toyland.rows() for one in row["related"]
    ]
    assert wanted
    assert sorted(zip(frame.id, frame.other_id, frame.relation, strict=True)) == sorted(wanted)


# --- records ---


def test_records_are_typed_and_in_the_order_of_time(toyland: bl.Dataset) -> None:
    visits = toyland.records(bl.Visit)
    assert [one.id for one in visits] == [VISIT, "visit-1958-sideline", "visit-1970-postponed"]
    assert visits[0].principals[0].person == "rudolf-hentzau"
    assert visits[0].disputes[0].value == "1951-07"


def test_one_record_is_found_by_its_id(toyland: bl.Dataset) -> None:
    assert isinstance(toyland["agreement-1962-horses"], bl.Agreement)
    assert "agreement-1962-horses" in toyland
    assert toyland["trade-1964-toy-rur-customs"].value == 12_400_000  # type: ignore[attr-defined]


def test_an_unknown_id_names_the_nearest(toyland: bl.Dataset) -> None:
    with pytest.raises(bl.UnknownRecord, match="did you mean agreement-1962-horses"):
        toyland["agreement-1962-horse"]


# --- what a frame holds ---


def test_frames_hold_what_took_place(toyland: bl.Dataset) -> None:
    assert ids(toyland.visits()) == [VISIT, "visit-1958-sideline"]
    assert ids(toyland.agreements()) == ["agreement-1962-horses"]
    assert ids(toyland.visits(status="any"))[-1] == "visit-1970-postponed"
    assert ids(toyland.visits(status="postponed")) == ["visit-1970-postponed"]
    assert ids(toyland.agreements(status="announced")) == ["agreement-1999-announced"]


def test_withdrawn_records_are_only_in_everything(toy: Toy) -> None:
    file = "records/visits/visit-1958-sideline.toml"
    toy.edit(file, 'summary = "They met', 'withdrawn = "never met"\nsummary = "They met')
    dataset = bl.read(toy.path)
    assert "visit-1958-sideline" not in ids(dataset.visits())
    assert "visit-1958-sideline" not in ids(dataset.visits(status="held"))
    assert "visit-1958-sideline" in ids(dataset.visits(status="any"))
    assert dataset["visit-1958-sideline"].withdrawn == "never met"


@pytest.mark.parametrize("name", KINDS)
def test_a_frame_keeps_columns_and_dtypes_when_it_is_empty(toyland: bl.Dataset, name: str) -> None:
    full, empty = getattr(toyland, name)(), getattr(toyland, name)(start="1800", end="1801")
    assert len(empty) == 0 < len(full)
    pd.testing.assert_series_equal(full.dtypes, empty.dtypes)
    assert "object" not in {str(dtype) for dtype in full.dtypes}
    assert set(full.columns) >= {
        "id",
        "kind",
        "date",
        "earliest",
        "latest",
        "precision",
        "year",
        "title",
        "n_sources",
        "support",
        "disputed",
        "release",
    }


def test_dates_carry_their_bounds_and_precision(toyland: bl.Dataset) -> None:
    first = toyland.visits().iloc[0]
    assert first.date == "1951-06"
    assert (first.earliest, first.latest) == (pd.Timestamp(1951, 6, 1), pd.Timestamp(1951, 6, 30))
    assert (first.precision, first.year) == ("month", 1951)
    assert pd.isna(first.end)
    assert pd.isna(first.end_earliest)
    grain = toyland.events().iloc[0]
    assert (grain.end, grain.end_latest) == ("1951-11", pd.Timestamp(1951, 11, 30))


def test_what_never_took_place_has_its_planned_date(toyland: bl.Dataset) -> None:
    assert toyland.visits(status="postponed").date.tolist() == ["1970-03"]
    assert toyland.agreements(status="announced").date.tolist() == ["1998-02"]


def test_a_year_is_given_only_where_it_is_one(toyland: bl.Dataset) -> None:
    figures = toyland.trade().set_index("id").year
    assert figures["trade-1964-toy-rur-customs"] == 1964
    assert pd.isna(figures["trade-fy1965-wheat-customs"])


def test_amounts_are_scaled_and_dollars_are_dollars(toyland: bl.Dataset) -> None:
    figures = toyland.trade().set_index("id")
    assert figures.amount["trade-1964-toy-rur-customs"] == 12_400_000
    assert figures.amount_usd["trade-1964-toy-rur-customs"] == 12_400_000
    assert figures.amount["trade-fy1965-wheat-customs"] == 800_000
    assert pd.isna(figures.amount_usd["trade-fy1965-wheat-customs"])


def test_support_counts_ultimate_origins(toyland: bl.Dataset) -> None:
    agreement = toyland.agreements().iloc[0]
    assert (agreement.n_sources, agreement.support) == (3, "multiple_with_primary")
    assert toyland.exercises().support.tolist() == ["multiple_with_primary", "single"]
    assert toyland.visits().support.tolist() == ["single", "single"]


def test_two_copies_of_one_story_are_one_source(toy: Toy) -> None:
    toy.edit(
        "sources/memoir-1970.toml",
        'class = "scholarly"',
        'class = "scholarly"\norigin = "herald-1962-reprint"',
    )
    assert bl.read(toy.path).agreements().support.tolist() == ["single"]


def test_a_source_that_denies_does_not_support(toy: Toy) -> None:
    file = "records/exercises/exercise-1964-shield.toml"
    toy.edit(
        file, '[[cites]]\nkey = "customs-1965"', '[[cites]]\nkey = "customs-1965"\nsays = "denies"'
    )
    first = bl.read(toy.path).exercises().iloc[0]
    assert (first.support, first.n_sources, first.disputed) == ("single", 2, True)


def test_announcements_count_only_for_what_was_only_announced(toy: Toy) -> None:
    file = "records/exercises/exercise-1964-shield.toml"
    cite = '[[cites]]\nkey = "customs-1965"'
    toy.edit(file, cite, cite + '\nsays = "announces"')
    dataset = bl.read(toy.path)
    assert dataset.exercises().iloc[0].support == "single"
    assert dataset.visits(status="postponed").support.tolist() == ["single"]


def test_a_source_of_the_note_alone_is_background(toy: Toy) -> None:
    file = "records/exercises/exercise-1964-shield.toml"
    cite = '[[cites]]\nkey = "customs-1965"'
    toy.edit(file, cite, cite + '\nsupports = ["note"]')
    first = bl.read(toy.path).exercises().iloc[0]
    assert (first.support, first.n_sources) == ("single", 2)


def test_a_source_from_before_is_background(toy: Toy) -> None:
    toy.edit("sources/customs-1965.toml", 'published = "1965"', 'published = "1964-07"')
    first = bl.read(toy.path).exercises().iloc[0]
    assert (first.support, first.n_sources) == ("single", 2)


def test_two_sources_without_a_primary_one_are_multiple(toy: Toy) -> None:
    toy.edit("sources/customs-1965.toml", 'class = "primary"', 'class = "reference"')
    assert bl.read(toy.path).exercises().support.tolist() == ["multiple", "single"]


def test_level_comes_from_ranks_and_is_the_lower_one_in_a_meeting(toyland: bl.Dataset) -> None:
    assert toyland.visits().level.tolist() == ["minister", "official"]
    assert ids(toyland.visits(level="minister")) == [VISIT]


def test_a_visit_without_principals_has_no_level(toy: Toy) -> None:
    from bilateral.frames import Context, level

    assert level({"form": "official", "principals": []}, Context({}, {}, "", {})) is None


# --- filters ---


def test_a_window_takes_what_possibly_or_certainly_lies_in_it(toyland: bl.Dataset) -> None:
    assert ids(toyland.visits(start="1951-06-15", end="1951-06-20")) == [VISIT]
    assert ids(toyland.visits(start="1951-06-15", end="1951-06-20", when="certainly")) == []
    assert ids(toyland.visits(start="1951", end="1951", when="certainly")) == [VISIT]
    assert ids(toyland.events(start=date(1951, 9, 1), when="certainly")) == ["event-1963-delivery"]
    assert ids(toyland.events(end=date(1951, 12, 31))) == ["event-1951-grain"]


def test_a_state_is_exact_and_a_side_is_the_whole_line(toyland: bl.Dataset) -> None:
    assert ids(toyland.events(party="RUR")) == ["event-1963-delivery"]
    assert ids(toyland.events(party="RUK")) == ["event-1951-grain"]
    assert ids(toyland.events(side="RUR")) == ["event-1951-grain", "event-1963-delivery"]
    assert ids(toyland.visits(party="ELB")) == ["visit-1958-sideline"]


def test_a_turnover_is_of_both_states_of_its_time(toyland: bl.Dataset) -> None:
    both = {"trade-1964-turnover-customs", "trade-1965-turnover-yearbook"}
    assert both <= set(ids(toyland.trade(party="RUR")))
    assert both <= set(ids(toyland.trade(party="TOY")))
    assert not both & set(ids(toyland.trade(party="RUK")))


@pytest.mark.parametrize(
    ("name", "filters", "expected"),
    [
        ("visits", {"tag": "grain"}, [VISIT]),
        ("visits", {"text": "CONSULAR"}, [VISIT]),
        ("visits", {"text": "nothing"}, []),
        ("visits", {"source": "memoir-1970"}, ["visit-1958-sideline"]),
        ("visits", {"host": "TOY", "guest": "RUK"}, [VISIT]),
        ("visits", {"form": "sideline_meeting"}, ["visit-1958-sideline"]),
        ("visits", {"place": "toyville"}, [VISIT]),
        ("visits", {"min_support": "multiple"}, []),
        ("agreements", {"min_support": "multiple"}, ["agreement-1962-horses"]),
        ("agreements", {"form": "contract", "status": "in_force"}, ["agreement-1962-horses"]),
        (
            "events",
            {"category": "cargo", "quad_class": "material_cooperation"},
            ["event-1951-grain"],
        ),
        ("exercises", {"series": "Grain Shield", "domain": "naval"}, ["exercise-1966-shield"]),
        ("trade", {"compiler": "world-yearbook"}, ["trade-1965-turnover-yearbook"]),
        ("trade", {"commodity": "1001"}, ["trade-fy1965-wheat-customs"]),
        ("trade", {"flow": "import", "reporter": "TOY"}, ["trade-1964-rur-toy-customs"]),
        ("trade", {"currency": "SUR"}, ["trade-1965-turnover-yearbook"]),
        (
            "trade",
            {"period_type": "fiscal_year", "exporter": "TOY"},
            ["trade-fy1965-wheat-customs"],
        ),
    ],
)
def test_filters_keep_what_they_name(
    toyland: bl.Dataset, name: str, filters: dict[str, Any], expected: list[str]
) -> None:
    assert ids(getattr(toyland, name)(**filters)) == expected


@pytest.mark.parametrize(
    ("name", "filters", "telling"),
    [
        ("visits", {"host": "TOI"}, "did you mean .*TOY"),
        ("visits", {"host": "Elbonia"}, "a known state"),
        ("visits", {"level": "ministre"}, "did you mean .*minister"),
        ("visits", {"form": "oficial"}, "did you mean official"),
        ("visits", {"place": "toyvile"}, "did you mean toyville"),
        ("visits", {"status": "hled"}, "did you mean held"),
        ("visits", {"tag": "grian"}, "did you mean grain"),
        ("visits", {"source": "memoir-1971"}, "did you mean memoir-1970"),
        ("visits", {"when": "maybe"}, "possibly, certainly"),
        ("visits", {"side": "RUK"}, "did you mean RUR"),
        ("visits", {"party": "XYZ"}, "a known state"),
        ("visits", {"min_support": "double"}, "a known support"),
        ("visits", {"start": "1951-13"}, "a month from 01 to 12"),
        ("visits", {"start": "1952", "end": "1951"}, "swap"),
        ("visits", {"hots": "TOY"}, "a known filter"),
        ("events", {"status": "held"}, "use one of any"),
        ("events", {"category": "cargoes"}, "did you mean cargo"),
        ("exercises", {"series": "Grian Shield"}, "did you mean Grain Shield"),
        ("trade", {"compiler": "toy-custom"}, "did you mean toy-customs"),
        ("timeline", {"status": "hled"}, "did you mean held"),
        ("explode", {"field": "principal"}, "did you mean principals"),
    ],
)
def test_a_value_outside_its_vocabulary_names_the_nearest(
    toyland: bl.Dataset, name: str, filters: dict[str, Any], telling: str
) -> None:
    with pytest.raises(bl.InvalidValue, match=telling):
        getattr(toyland, name)(**filters)


# --- timeline, lists, registers ---


def test_the_timeline_holds_every_kind_but_numbers(toyland: bl.Dataset) -> None:
    line = toyland.timeline()
    assert line.kind.unique().tolist() == ["visit", "event", "agreement", "exercise"]
    assert line.earliest.is_monotonic_increasing
    assert ids(toyland.timeline(status="postponed")) == ["visit-1970-postponed"]
    assert ids(toyland.timeline(status="any"))[-1] == "agreement-1999-announced"
    assert line.loc[line.kind == "agreement", "end"].isna().all()


def test_what_has_no_date_or_an_open_one_is_sorted_by_what_is_known(toy: Toy) -> None:
    file = "records/events/event-1951-grain.toml"
    toy.edit(file, 'date = "1951-09~"\nend = "1951-11"', 'date = "../1951-09"')
    assert ids(bl.read(toy.path).timeline())[1] == "event-1951-grain"
    undated = dict.fromkeys(("start", "planned")) | {"id": "x", "kind": "visit"}
    assert bl.read(toy.path)._when(undated) == (0, 0, "x")


def test_lists_become_long_frames(toyland: bl.Dataset) -> None:
    people = toyland.explode("participants")
    assert people.columns.tolist()[:3] == ["id", "kind", "state"]
    assert people.personnel.tolist()[:2] == [120, 80]
    assert toyland.explode("tags").tags.tolist() == [
        "grain",
        "defence",
        "grain",
        "defence",
        "grain",
        "grain",
    ]
    assert toyland.explode("items", tag="defence").designation.tolist() == ["wooden horse"]
    assert str(toyland.explode("items", start="1800", end="1801").quantity.dtype) == "float64"


def test_disputes_hold_the_other_values(toyland: bl.Dataset) -> None:
    frame = toyland.disputes()
    assert frame.value.tolist() == ["1951-07", "70", "12.6"]
    assert frame.source.tolist() == ["memoir-1970", "customs-1965", "memoir-1970"]


def test_registers_are_frames(toyland: bl.Dataset) -> None:
    assert toyland.sources().set_index("key").publisher["memoir-1970"] == "Strelsau Press"
    assert toyland.people().name.tolist() == ["Ada Toy", "Rudolf Hentzau"]
    assert toyland.offices()["rank"].tolist() == ["minister", "official", "head_of_government"]
    assert toyland.places().set_index("key").longitude["toyville"] == -20.25
    assert toyland.terms().acting.tolist() == [True, False]
    assert toyland.place_states().state.tolist() == ["RUK", "RUR", "TOY"]
    assert toyland.coverage().grade.tolist() == ["complete", "partial"]
    assert toyland.coverage().languages.tolist() == ["en ru", "en"]


def test_the_whole_release_is_a_set_of_frames(toyland: bl.Dataset) -> None:
    frames = toyland.tables()
    assert list(frames)[:5] == list(KINDS)
    assert {"principals", "disputes", "terms", "place_states", "coverage"} <= set(frames)
    assert len(frames["visits"]) == 3
    for name, frame in frames.items():
        assert "object" not in {str(dtype) for dtype in frame.dtypes}, name


def test_no_frame_warns(toyland: bl.Dataset) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        toyland.tables()
        toyland.timeline()


def test_a_dataset_without_states_of_its_own_knows_the_world_s(toy: Toy) -> None:
    assert bl.read(toy.path)._states["ELB"].name == "Elbonia"
    release = bl.read(toy.path)._release
    release.manifest["states"] = []
    assert "ELB" not in bl.Dataset(release)._states


def test_a_field_of_a_table_survives_its_description() -> None:
    field = Field("f", "cargo", "string[python]", "d", "t", "status", False, ("a",), "", ())
    assert Field.of_json(field.to_json()) == field
    many = field._replace(many=True, fields=(field,))
    assert Field.of_json(many.to_json()) == many


def test_the_public_names_are_the_package_s_own() -> None:
    for name in bl.__all__:
        assert getattr(bl, name).__module__.startswith("bilateral")
    assert set(dir(bl)) == {*bl.__all__, "__version__"}
    assert bl.__version__
    with pytest.raises(AttributeError, match="no attribute 'Vist'"):
        bl.Vist  # noqa: B018


@pytest.mark.parametrize("answer", derived.ANSWERS)
def test_a_docstring_names_every_column_of_its_frame(answer: str) -> None:
    said = getattr(bl.Dataset, answer.split(",")[0]).__doc__
    words = {one.rstrip("…") for one in re.findall(r"[a-z_0-9]+…?", said)}
    for column in derived.ANSWERS[answer]:
        counted = column.name.startswith(("n_events", "n_visits", "n_agreements", "n_exercises"))
        assert column.name in words or counted or column.unit == "USD", column.name


def test_items_have_their_amounts_scaled_and_their_words_in_one_text(toyland: bl.Dataset) -> None:
    values = toyland.explode("values")
    assert values.amount.tolist() == [1_250_000]
    assert "scale" not in values
    cites = toyland.explode("cites").set_index("id")
    assert cites.supports[VISIT] == "start principals"


def test_visits_of_a_level_and_those_above(toyland: bl.Dataset) -> None:
    assert ids(toyland.visits(min_level="minister")) == [VISIT]
    assert len(toyland.visits(min_level="official")) == 2
    assert ids(toyland.visits(min_level="official", host="ELB")) == ["visit-1958-sideline"]


def test_the_timeline_says_how_far_things_came(toyland: bl.Dataset) -> None:
    line = toyland.timeline(status="any").set_index("id").status
    assert line["visit-1970-postponed"] == "postponed"
    assert pd.isna(line["event-1951-grain"])
