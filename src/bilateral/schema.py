"""How a field is declared: once, with its type, meaning, example and unit.

A record class declares its fields with `declare(...)`; `specs(cls)` reads the declarations back.
The converter, JSON Schema, templates, frame columns, data dictionary and Hypothesis strategies
are all derived from those specs and from the `ValueType` of each field.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs
from attrs import frozen

from bilateral import amounts
from bilateral.dates import PartialDate, Period
from bilateral.errors import InvalidValue, UnknownValue
from bilateral.tables import Dtype, Field, Role, Table


@frozen(eq=False)
class ValueType:
    """A kind of scalar: how it is read from a file, written to one, and held in a frame."""

    name: str
    doc: str
    parse: Callable[[object], Any]
    json: Mapping[str, object]
    dump: Callable[[Any], object] = lambda value: value
    dtype: Dtype = "string[python]"
    example: object = "…"
    choices: tuple[str, ...] = ()
    refers_to: str = ""


@frozen(eq=False)
class Vocabulary:
    """A closed list of words: stands in an Annotated[Literal[...], Vocabulary(...)]."""

    name: str
    meanings: Mapping[str, str]


@frozen(kw_only=True)
class FieldSpec:
    """One declared field, as every derivation sees it."""

    name: str  # in files, frames and messages
    attribute: str  # in Python
    doc: str
    example: object
    unit: str
    role: Role
    required: bool
    many: bool
    is_key: bool
    rank: int
    item: type[Any] | None  # the item class, for nested tables
    type: ValueType  # the scalar type (for nested tables: TABLE)
    vocabulary: Vocabulary | None
    default: object


def declare(
    doc: str,
    *,
    example: object = None,
    unit: str = "",
    role: Role = "",
    key: bool = False,
    rank: int = 3,
    default: Any = attrs.NOTHING,
) -> Any:
    """Declare a field: what it means, an example as written in a file, and its unit.

    `role` marks the fields from which the time, status and place of a record are derived, `key`
    the ones that name an item of a list, `rank` where the field stands in a file.
    """
    return attrs.field(
        default=default,
        metadata={
            "doc": doc,
            "example": example,
            "unit": unit,
            "role": role,
            "key": key,
            "rank": rank,
        },
    )


# --- value types -------------------------------------------------------------------------------


def _typed(python: type, wanted: str, fix: str) -> Callable[[object], Any]:
    def parse(value: object) -> Any:
        if type(value) is not python:
            raise InvalidValue(value, wanted, fix)
        return value

    return parse


_quoted = _typed(str, "a text in quotes", 'put the value in "quotes"')


def _patterned(
    pattern: str, wanted: str, fix: str
) -> tuple[Callable[[object], str], dict[str, object]]:
    shape = re.compile(pattern)

    def parse(value: object) -> str:
        text: str = _quoted(value)
        if not shape.fullmatch(text):
            raise InvalidValue(value, wanted, fix)
        return text

    return parse, {"type": "string", "pattern": f"^(?:{pattern})$"}


def _pattern_type(
    name: str, doc: str, pattern: str, wanted: str, fix: str, example: str
) -> ValueType:
    parse, json = _patterned(pattern, wanted, fix)
    return ValueType(name, doc, parse, json, example=example)


def _parse_line(value: object) -> str:
    text: str = _quoted(value)
    if not text.strip() or text != text.strip() or "\n" in text:
        raise InvalidValue(
            value, "one line of text without blanks around it", "trim it, or leave the field out"
        )
    return text


def _parse_text(value: object) -> str:
    text: str = _quoted(value)
    return text.strip("\n")


def _quoted_date(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidValue(
            str(value),
            "a date in quotes",
            f'write "{value}" (dates are texts, as precise as known)',
        )
    return value


_DIGITS = 40  # more are no number that anybody printed, and cost memory when written out
_WHOLE_DIGITS = 18  # what a column of whole numbers holds


def _parse_decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        raise InvalidValue(value, "a number", "write the number as printed, without quotes")
    number = Decimal(str(value))
    if not number.is_finite():
        raise InvalidValue(value, "a finite number", "leave out a number that is not known")
    if len(number.as_tuple().digits) > _DIGITS or abs(number.adjusted()) > _DIGITS:
        raise InvalidValue(value, f"a number of at most {_DIGITS} digits", "write it as printed")
    return number


def _parse_integer(value: object) -> int:
    if type(value) is not int:
        raise InvalidValue(value, "a whole number without quotes", "write digits only, as in 250")
    if abs(value) >= 10**_WHOLE_DIGITS:
        raise InvalidValue(
            value, f"a number of at most {_WHOLE_DIGITS} digits", "write it as printed"
        )
    return value


def _dump_decimal(value: Decimal) -> object:
    return int(value) if value.as_tuple().exponent == 0 else value


LINE = ValueType("line", "one line of text", _parse_line, {"type": "string", "minLength": 1})
TEXT = ValueType("text", "text, of several lines if need be", _parse_text, {"type": "string"})
SLUG = _pattern_type(
    "key",
    "lower-case letters, digits and hyphens",
    r"[a-z0-9]+(?:-[a-z0-9]+)*",
    "lower-case letters, digits and single hyphens",
    "spell it like visit-2007-fradkov",
    "toyville",
)
URL = _pattern_type(
    "url",
    "an address",
    r"https?://\S+",
    "an address that starts with http",
    "copy it in full",
    "https://gazette.example/",
)
LANGUAGE = _pattern_type(
    "language",
    "a BCP-47 language tag",
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?",
    "a BCP-47 tag such as en, ru, ur or zh-Hans",
    "use the tag of the language in which you read the page",
    "en",
)
WIKIDATA = _pattern_type(
    "wikidata",
    "a Wikidata item",
    r"Q[1-9]\d*",
    "an item such as Q42",
    "leave it out if unknown",
    "Q42",
)
HS_CODE = _pattern_type(
    "commodity",
    "a Harmonized System code of 2, 4 or 6 digits, or TOTAL",
    r"TOTAL|\d{2}|\d{4}|\d{6}",
    "TOTAL or an HS code of 2, 4 or 6 digits",
    "look the code up in the HS nomenclature",
    "TOTAL",
)
FIELD_PATH = _pattern_type(
    "path",
    "a field, with the key of the list's item in brackets: participants[RUS].personnel",
    r"[a-z_]+(?:\[[^\[\]]+\](?:\.[a-z_]+)?)?",
    "a field such as start or participants[RUS].personnel",
    "name the item by its key, not by its position",
    "start",
)
DATE = ValueType(
    "date",
    "a partial date (EDTF)",
    lambda value: PartialDate.parse(_quoted_date(value)),
    {"type": "string", "format": "edtf"},
    dump=str,
    example="1951-06-14",
)
PERIOD = ValueType(
    "period",
    "a span of whole months",
    lambda value: Period.parse(_quoted_date(value)),
    {"type": "string", "pattern": r"^\d{4}(-\d{2})?(/\d{4}-\d{2})?$"},
    dump=str,
    example="1951",
)
STATE = _pattern_type(
    "state",
    "a state's ISO 3166-1 alpha-3 code (3166-3 for former states)",
    r"[A-Z]{3}",
    "an ISO 3166-1 alpha-3 code such as SUN",
    "write three capital letters",
    "TOY",
)
CURRENCY = ValueType(
    "currency",
    "an ISO 4217 code, former ones included",
    amounts.currency,
    {"type": "string", "pattern": "^[A-Z]{3}$"},
    example="USD",
)
SCALE = ValueType(
    "scale",
    "the number by which printed amounts are multiplied",
    amounts.scale,
    {"enum": list(amounts.SCALES)},
    dtype="Int64",
    example=1,
)
INTEGER = ValueType(
    "integer",
    "a whole number",
    _parse_integer,
    {"type": "integer"},
    dtype="Int64",
    example=3,
)
DECIMAL = ValueType(
    "decimal",
    "an exact decimal number",
    _parse_decimal,
    {"type": "number"},
    dump=_dump_decimal,
    dtype="float64",
    example=12.5,
)
BOOLEAN = ValueType(
    "boolean",
    "true or false",
    _typed(bool, "true or false, without quotes", "write true or false"),
    {"type": "boolean"},
    dtype="boolean",
)


def _parse_scalar(value: object) -> object:
    if isinstance(value, str | int):
        return value
    if isinstance(value, Decimal | float):
        return _parse_decimal(value)
    raise InvalidValue(value, "one text, number or truth value", "give the value as in its field")


SCALAR = ValueType(
    "value",
    "a value of the field in question",
    _parse_scalar,
    {"type": ["string", "number", "boolean"]},
    dump=lambda value: _dump_decimal(value) if isinstance(value, Decimal) else value,
)
TABLE = ValueType("table", "a table of its own", lambda value: value, {"type": "object"})


_EXAMPLE_KEYS = {
    "sources": "gazette-1951-06",
    "people": "rudolf-hentzau",
    "offices": "rur-foreign-minister",
    "records": "visit-1951-ruritania-foreign-minister",
    "tags": "grain",
    "compilers": "toy-customs",
}


@cache
def ref(register: str) -> ValueType:
    """The type of a key that must stand in a register."""
    return ValueType(
        f"{register} key",
        f"the key of an entry in `{register}`",
        SLUG.parse,
        SLUG.json,
        example=_EXAMPLE_KEYS.get(register, "toyville"),
        refers_to=register,
    )


@cache
def _vocabulary_type(vocabulary: Vocabulary) -> ValueType:
    words = tuple(vocabulary.meanings)

    def parse(value: object) -> str:
        if isinstance(value, str) and value in vocabulary.meanings:
            return value
        raise UnknownValue(vocabulary.name, value, words)

    return ValueType(
        vocabulary.name,
        f"a word of the vocabulary {vocabulary.name!r}",
        parse,
        {"enum": list(words)},
        example=words[0],
        choices=words,
    )


Line = Annotated[str, LINE]
Text = Annotated[str, TEXT]
Slug = Annotated[str, SLUG]
Url = Annotated[str, URL]
Language = Annotated[str, LANGUAGE]
Wikidata = Annotated[str, WIKIDATA]
Commodity = Annotated[str, HS_CODE]
FieldPath = Annotated[str, FIELD_PATH]
Currency = Annotated[str, CURRENCY]
Scale = Annotated[int, SCALE]
StateCode = Annotated[str, STATE]
Scalar = Annotated[str | int | Decimal, SCALAR]
SourceKey = Annotated[str, ref("sources")]
PersonKey = Annotated[str, ref("people")]
OfficeKey = Annotated[str, ref("offices")]
PlaceKey = Annotated[str, ref("places")]
RecordId = Annotated[str, ref("records")]
Tag = Annotated[str, ref("tags")]
Compiler = Annotated[str, ref("compilers")]

BY_CLASS: dict[type, ValueType] = {
    PartialDate: DATE,
    Period: PERIOD,
    Decimal: DECIMAL,
    int: INTEGER,
    bool: BOOLEAN,
}


def value_type(annotation: object) -> ValueType | None:
    """The scalar type that an annotation names, None if it names none."""
    vocabulary = vocabulary_of(annotation)
    if vocabulary is not None:
        return _vocabulary_type(vocabulary)
    named = next((extra for extra in _extras(annotation) if isinstance(extra, ValueType)), None)
    return named or (BY_CLASS.get(annotation) if isinstance(annotation, type) else None)


def vocabulary_of(annotation: object) -> Vocabulary | None:
    """The vocabulary that an annotation names, None if it names none."""
    return next((extra for extra in _extras(annotation) if isinstance(extra, Vocabulary)), None)


def _extras(annotation: object) -> tuple[object, ...]:
    return get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()


# --- reading the declarations back ----------------------------------------------------------------


def specs(cls: type) -> tuple[FieldSpec, ...]:
    """The declared fields of a record, register or item class, in the order of files."""
    return _specs(cls)


@cache  # apart from `specs`, for its signature would be lost on type checkers
def _specs(cls: type) -> tuple[FieldSpec, ...]:
    declared = [_spec(attribute) for attribute in attrs.fields(cls)]
    return tuple(sorted(declared, key=lambda one: (one.item is not None, one.rank)))


def spec(cls: type, name: str) -> FieldSpec:
    """The declared field of that name; raises UnknownValue, with the nearest names."""
    by_name = {one.name: one for one in specs(cls)}
    if name not in by_name:
        raise UnknownValue("field", name, by_name)
    return by_name[name]


def _spec(attribute: "attrs.Attribute[Any]") -> FieldSpec:
    annotation: object = attribute.type
    many, optional = False, False
    if get_origin(annotation) in (UnionType, Union):
        inner = [one for one in get_args(annotation) if one is not NoneType]
        annotation, optional = inner[0], True
    if get_origin(annotation) is tuple:
        annotation, many = get_args(annotation)[0], True
    item = annotation if isinstance(annotation, type) and attrs.has(annotation) else None
    scalar = TABLE if item else value_type(annotation)
    assert scalar is not None, f"{attribute.name}: no value type for {annotation!r}"
    meta = attribute.metadata
    return FieldSpec(
        name=attribute.name.rstrip("_"),
        attribute=attribute.name,
        doc=meta["doc"],
        example=meta["example"],
        unit=meta["unit"],
        role=meta["role"],
        required=attribute.default is attrs.NOTHING and not optional,
        many=many,
        is_key=meta["key"],
        rank=meta["rank"],
        item=item,
        type=scalar,
        vocabulary=vocabulary_of(annotation),
        default=None if attribute.default is attrs.NOTHING else attribute.default,
    )


def key_of(item: object) -> str:
    """The key that names an item within its list: its first key field that is filled in."""
    for one in specs(type(item)):
        if one.is_key and getattr(item, one.attribute) is not None:
            return str(getattr(item, one.attribute))
    return ""


def table(cls: type) -> Table:
    """The shape of the table that holds such records or register entries."""
    return Table(
        getattr(cls, "folder", cls.__name__.lower()),
        vars(cls).get("kind", "") if hasattr(cls, "id") else "",
        tuple(_field(one) for one in specs(cls)),
    )


def _field(one: FieldSpec) -> Field:
    return Field(
        name=one.name,
        type=one.type.name,
        dtype=one.type.dtype,
        doc=one.doc,
        unit=one.unit,
        role=one.role,
        many=one.many,
        choices=one.type.choices,
        refers_to=one.type.refers_to,
        fields=tuple(_field(inner) for inner in specs(one.item)) if one.item else (),
    )
