import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral import derived, frames, strategies, toml_files
from bilateral.conversion import structure, unstructure
from bilateral.records import KINDS, Event, Record
from bilateral.registers import REGISTERS, Coverage, Manifest
from bilateral.schema import FieldSpec, Line, declare, specs, table, vocabulary_of

DOCS = Path(__file__).parents[1] / "docs"
CLASSES = (*KINDS, *REGISTERS, Manifest)
NAMES = [cls.__name__ for cls in CLASSES]


@attrs.frozen(kw_only=True)
class Wedding(Event):
    """An event with one field more: the only place where `dowry` is named."""

    dowry: Line = declare("what the bride brings", example="a cow", unit="head")


def test_a_field_is_declared_in_one_place_and_is_everywhere() -> None:
    assert "dowry" in {one.name for one in specs(Wedding)}
    assert derived.json_schema(Wedding)["properties"]["dowry"]["description"] == (
        "what the bride brings (unit: head)"
    )
    assert 'dowry = "a cow"  # what the bride brings' in derived.template(Wedding)
    column = next(one for one in frames.columns(table(Wedding)) if one.name == "dowry")
    assert (column.dtype, column.doc, column.unit) == (
        "string[python]",
        "what the bride brings",
        "head",
    )
    assert "| `dowry` | line | yes | what the bride brings (head) |" in list(
        derived._field_rows(Wedding, "")
    )
    plain = tomllib.loads(derived.template(Wedding))
    assert structure(plain, Wedding).dowry == "a cow"


@given(strategies.instances(Wedding))
def test_a_new_field_goes_through_converter_files_and_strategies(one: Wedding) -> None:
    assert structure(unstructure(one), Wedding) == one
    assert toml_files.parse(toml_files.dump(one), Wedding) == one


@pytest.mark.parametrize("cls", CLASSES, ids=NAMES)
def test_a_template_is_a_valid_file_with_and_without_its_optional_lines(cls: type) -> None:
    text = derived.template(cls)
    toml_files.parse(text, cls)
    first, rest = text.split("\n", 1)
    filled = re.sub(r"^# (\[\[|[a-z_]+ = )", r"\1", rest, flags=re.MULTILINE)
    whole = toml_files.parse(f"{first}\n{filled}", cls)
    assert set(unstructure(whole, full=False)) >= {one.name for one in specs(cls) if one.required}


@pytest.mark.parametrize("cls", [*CLASSES, Coverage], ids=[*NAMES, "Coverage"])
@given(data=st.data())
def test_what_the_code_writes_the_json_schema_takes(cls: type, data: st.DataObject) -> None:
    schema = derived.json_schema(cls)
    jsonschema.Draft202012Validator.check_schema(schema)
    plain = unstructure(data.draw(strategies.instances(cls)), full=False)
    jsonschema.validate(json.loads(json.dumps(plain, default=float)), schema)


@pytest.mark.parametrize(
    ("name", "value"), [("form", "oficial"), ("start", 1951), ("guest", "Toyland"), ("bogus", 1)]
)
def test_the_json_schema_refuses_what_the_code_refuses(name: str, value: Any) -> None:
    visit = derived.names()["visit"]
    plain = tomllib.loads(derived.template(visit))
    jsonschema.validate(plain, derived.json_schema(visit))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plain, name: value}, derived.json_schema(visit))


@pytest.mark.parametrize("name", derived.files())
def test_generated_files_are_what_the_code_says(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    assert text == derived.files()[name], "run make generated"


def test_every_word_is_on_the_page_of_the_dictionary() -> None:
    assert "| `commission_session` |" in derived.data_dictionary()


def test_generated_files_are_written_below_a_folder(tmp_path: Path) -> None:
    derived.main(str(tmp_path))
    assert {one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*.*")} == set(
        derived.files()
    )


def _walk(cls: type, path: str = "") -> Iterator[tuple[str, FieldSpec]]:
    for one in specs(cls):
        yield path + one.name, one
        if one.item is not None:
            yield from _walk(one.item, f"{path}{one.name}.")


def _all_fields() -> list[tuple[type, str, FieldSpec]]:
    return [(cls, path, one) for cls in (*CLASSES, Coverage) for path, one in _walk(cls)]


def test_one_name_has_one_type_wherever_it_stands() -> None:
    apart = {"form", "id", "key", "meaning", "name", "note", "role", "start"}
    apart |= {"states", "status", "tags", "type"}
    types: dict[str, set[str]] = {}
    for _, path, one in _all_fields():
        types.setdefault(path.split(".")[-1], set()).add(one.type.name)
    assert {
        name: found for name, found in types.items() if len(found) > 1 and name not in apart
    } == {}


def test_every_field_says_what_it_is() -> None:
    for cls, path, one in _all_fields():
        assert one.doc, f"{cls.__name__}.{path}"
        assert not one.doc.endswith("."), f"{cls.__name__}.{path}"


def test_every_word_of_a_vocabulary_has_its_meaning() -> None:
    from bilateral import vocabularies

    found = 0
    for name, alias in vars(vocabularies).items():
        vocabulary = vocabulary_of(alias)
        if vocabulary is not None:
            literal = alias.__origin__.__args__
            assert tuple(vocabulary.meanings) == literal, name
            found += 1
    assert found > 15


def test_public_classes_and_functions_say_what_they_are() -> None:
    import bilateral as bl

    for name in bl.__all__:
        public = getattr(bl, name)
        assert public.__doc__, name
        if isinstance(public, type) and not issubclass(public, (Exception, Record)):
            for part, member in vars(public).items():
                if callable(member) and not part.startswith("_"):
                    assert member.__doc__, f"{name}.{part}"
