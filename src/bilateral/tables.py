"""The shape of a table of plain rows: what a release says of itself, and frames are made from.

Records are declared in Python; the shape derived from their declaration travels with a release,
so that reading one needs no record class, and an old release is read as what it was.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeGuard

Row = Mapping[str, Any]
Dtype = Literal["string[python]", "Int64", "float64", "boolean", "datetime64[us]"]
Role = Literal["", "start", "end", "planned", "status", "place"]

_JSON_TYPES = {"Int64": "integer", "float64": "number", "boolean": "boolean"}


def is_row(value: object) -> TypeGuard[Row]:
    """Whether a plain value is a table."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a plain value is a list."""
    return isinstance(value, list)


class Field(NamedTuple):
    """One field of a table: its name, value type, dtype in frames, and what it holds."""

    name: str
    type: str
    dtype: Dtype
    doc: str
    unit: str = ""
    role: Role = ""
    many: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    fields: tuple["Field", ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether its values are tables of their own."""
        return bool(self.fields)

    def to_json(self) -> dict[str, Any]:
        """The field as a Table Schema field, with what bilateral adds."""
        own: dict[str, Any] = {"type": self.type, "dtype": self.dtype}
        for name in ("unit", "role", "refers_to"):
            if getattr(self, name):
                own[name] = getattr(self, name)
        if self.fields:
            own["fields"] = [field.to_json() for field in self.fields]
        json: dict[str, Any] = {
            "name": self.name,
            "type": "array" if self.many else _JSON_TYPES.get(self.dtype, "string"),
            "description": self.doc,
        }
        if self.choices:
            json["constraints"] = {"enum": list(self.choices)}
            if self.many:
                own["choices"] = json.pop("constraints")["enum"]
        return {**json, "bilateral": own}

    @classmethod
    def of_json(cls, json: Row) -> "Field":
        """The field that a descriptor describes."""
        own = json["bilateral"]
        return cls(
            name=json["name"],
            type=own["type"],
            dtype=own["dtype"],
            doc=json["description"],
            unit=own.get("unit", ""),
            role=own.get("role", ""),
            many=json["type"] == "array",
            choices=tuple(own.get("choices") or json.get("constraints", {}).get("enum", ())),
            refers_to=own.get("refers_to", ""),
            fields=tuple(cls.of_json(field) for field in own.get("fields", ())),
        )


class Table:
    """The shape of one table; `kind` is the kind of its records, empty for a register."""

    def __init__(self, name: str, kind: str, fields: Iterable[Field]) -> None:
        self.name = name
        self.kind = kind
        self.fields = tuple(fields)
        self.by_name = {field.name: field for field in self.fields}
        self.by_role = {field.role: field for field in self.fields if field.role}
        # a record's date is its own or, if it never took place, the one planned
        dated = (self.by_role.get(role) for role in ("start", "planned"))
        self.dates = tuple(field.name for field in dated if field)
        # the words for how far a record came; none if all of this kind took place
        self.statuses = self.by_role["status"].choices if "status" in self.by_role else ()

    def states_in(self, row: Row) -> set[str]:
        """Every state that a row names."""
        return set(_states(self.fields, row))


def _states(fields: Iterable[Field], row: Row) -> Iterable[str]:
    for field in fields:
        value = row[field.name]
        if field.fields:
            for part in value:
                yield from _states(field.fields, part)
        elif field.type == "state" and value:
            yield value
