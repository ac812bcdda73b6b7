"""Plain values (as TOML, CSV and JSON give them) to typed objects and back.

cattrs does the walking; the hooks come from the `ValueType` of each declared field. Everything
that is wrong with one table is reported at once, each finding with its path by key.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import (
    AttributeValidationNote,
    ClassValidationError,
    Converter,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from bilateral.errors import DataError, InvalidValue, Problem, UnknownValue
from bilateral.schema import BY_CLASS, LINE, TEXT, FieldSpec, spec, specs, value_type
from bilateral.tables import is_list, is_row

T = TypeVar("T")
MAX_FINDINGS = 1000  # in one list or file; more say nothing new and cost memory
Hook = Callable[[Any, Any], Any]


def structure(plain: object, cls: type[T], *, file: str = "") -> T:
    """The typed object that a plain table spells; raises DataError with everything wrong in it."""
    try:
        return _converter().structure(plain, cls)
    except (ClassValidationError, InvalidValue) as error:
        record = str(plain.get("id") or plain.get("key") or "") if is_row(plain) else ""
        raise DataError(
            [
                problem._replace(file=file, record=record)
                for problem in _problems(error, cls, plain, "")
            ]
        ) from None


def unstructure(item: object, *, full: bool = True) -> dict[str, Any]:
    """The plain table of a typed object, in the order of files.

    With `full`, every declared field is there; otherwise only those that differ from their
    default, as files are written.
    """
    plain: dict[str, Any] = {}
    for one in specs(type(item)):
        value = getattr(item, one.attribute)
        if not full and not one.required and value == one.default:
            continue
        if one.many:
            plain[one.name] = [_plain(part, one, full) for part in value]
        else:
            plain[one.name] = None if value is None else _plain(value, one, full)
    return plain


def _plain(value: object, one: FieldSpec, full: bool) -> object:
    return unstructure(value, full=full) if one.item else one.type.dump(value)


def salvage(plain: Mapping[str, Any], cls: type[T]) -> T | None:
    """The object without what is wrong in it; None if something that it cannot lack is wrong.

    So that the rules look at the rest of a file too, and all that is wrong is told at once. For a
    misspelt word that it cannot lack the nearest of its vocabulary stands in, for a text "?".
    """
    kept: dict[str, object] = {}
    for one in specs(cls):
        value = plain.get(one.name)
        if one.many:
            parts = value if is_list(value) else []
            kept[one.name] = [part for part in parts if _is_sound(part, one)]
        elif value is not None and _is_sound(value, one):
            kept[one.name] = value
        elif one.required:
            stand_in = _stand_in(value, one)
            if stand_in is None:
                return None
            kept[one.name] = stand_in
    return structure(kept, cls)


def _stand_in(value: object, one: FieldSpec) -> str | None:
    if one.type in (LINE, TEXT):
        return "?"
    return next(iter(get_close_matches(str(value), one.type.choices, n=1, cutoff=0.5)), None)


def _is_sound(value: object, one: FieldSpec) -> bool:
    try:
        if one.item is not None:
            structure(value, one.item)
        else:
            one.type.parse(value)
    except (DataError, InvalidValue):
        return False
    return True


# --- structuring --------------------------------------------------------------------------------


def _is_table(annotation: object) -> bool:
    return isinstance(annotation, type) and attrs.has(annotation)


def _is_list(annotation: object) -> bool:
    return get_origin(annotation) is tuple


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)

    def scalar_hook(annotation: object) -> Hook:
        kind = value_type(annotation)
        assert kind is not None
        parse = kind.parse
        return lambda value, _: parse(value)

    def table_hook(cls: type[Any]) -> Hook:
        renamed: dict[str, Any] = {
            one.attribute: override(rename=one.name)
            for one in specs(cls)
            if one.attribute != one.name
        }
        build: Hook = make_dict_structure_fn(cls, converter, **renamed)

        def hook(value: object, annotation: object) -> object:
            if not is_row(value):
                raise InvalidValue(value, "a table", "write it as [table] or { key = value }")
            return build(value, annotation)

        return hook

    def list_hook(annotation: object) -> Hook:
        part = get_args(annotation)[0]
        inner = converter.get_structure_hook(part)

        def hook(value: object, _: object) -> tuple[object, ...]:
            if not is_list(value):
                raise InvalidValue(value, "a list", "put the value in [brackets]")
            taken: list[object] = []
            errors: list[Exception] = []
            for index, item in enumerate(value):
                try:
                    taken.append(inner(item, part))
                except (ClassValidationError, InvalidValue) as error:
                    error.add_note(IterableValidationNote("", index, part))
                    errors.append(error)
                    if len(errors) >= MAX_FINDINGS:
                        break
            if errors:
                # typeshed gives exception groups an __init__ of two arguments; cattrs takes three
                raise IterableValidationError("", errors, tuple)  # pyright: ignore[reportCallIssue]
            return tuple(taken)

        return hook

    converter.register_structure_hook_factory(_is_table, table_hook)
    converter.register_structure_hook_factory(_is_list, list_hook)
    converter.register_structure_hook_factory(
        lambda annotation: value_type(annotation) is not None, scalar_hook
    )
    for cls in BY_CLASS:  # cattrs looks for a hook of the class itself before it asks factories
        converter.register_structure_hook(cls, scalar_hook(cls))
    return converter


# --- findings ------------------------------------------------------------------------------------


def _problems(error: BaseException, cls: type, plain: object, path: str) -> Iterator[Problem]:
    if isinstance(error, InvalidValue):
        yield Problem.of(error, rule="type", field=path)
        return
    assert isinstance(error, ClassValidationError)
    assert is_row(plain)
    for sub in error.exceptions:
        if isinstance(sub, ForbiddenExtraKeysError):
            for name in sorted(sub.extra_fields):
                unknown = UnknownValue("field", name, [one.name for one in specs(cls)])
                yield Problem.of(unknown, rule="unknown-key", field=_join(path, name))
            continue
        note = next(n for n in sub.__notes__ if isinstance(n, AttributeValidationNote))
        one = spec(cls, note.name.rstrip("_"))
        where = _join(path, one.name)
        if isinstance(sub, KeyError):
            yield Problem(
                rule="missing",
                field=where,
                found="nothing",
                wanted=f"{one.name}: {one.doc}",
                fix=f"add it, for example {one.name} = {example(one)}",
            )
        elif isinstance(sub, IterableValidationError):
            yield from _list_problems(sub, one, plain[one.name], where)
        else:
            yield from _problems(sub, one.item or cls, plain[one.name], where)


def _list_problems(
    error: IterableValidationError, one: FieldSpec, plain: list[object], path: str
) -> Iterator[Problem]:
    for sub in error.exceptions:
        note = next(n for n in sub.__notes__ if isinstance(n, IterableValidationNote))
        item = plain[int(note.index)]
        yield from _problems(sub, one.item or str, item, f"{path}[{_item_key(item, one, note)}]")


def _item_key(item: object, one: FieldSpec, note: IterableValidationNote) -> str:
    if one.item and is_row(item):
        for key in specs(one.item):
            if key.is_key and isinstance(item.get(key.name), str):
                return str(item[key.name])
    return f"#{int(note.index) + 1}"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def number(text: str) -> Decimal | str:
    """The decimal that a text spells, or the text itself, for the field's type to refuse."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def example(one: FieldSpec) -> str:
    """An example of a field's value as a message shows it."""
    if one.item:
        return f"a table [[{one.name}]]" if one.many else f"a table [{one.name}]"
    value = one.type.example if one.example is None else one.example
    if is_list(value):
        return "[" + ", ".join(f'"{part}"' for part in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
