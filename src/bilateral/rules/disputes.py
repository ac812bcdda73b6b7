"""Disputes: the values that were not chosen, each in its field."""

from bilateral.errors import InvalidValue, UnknownValue
from bilateral.records import Record
from bilateral.rules.index import Findings, Index, rule
from bilateral.schema import STATE, FieldSpec, key_of, spec, specs


@rule("disputes")
def _disputes(data: Index) -> Findings:
    """A dispute names a field of the record, and once another value that the field could hold.

    Why: A dispute keeps the value that was not chosen, so that users can choose it.

    Mend: Name the field by its path by key, and write the value as in the field itself.
    """
    known = data.keys() | {"states": data.states}
    for record in data.folder.records:
        given: set[tuple[str, object]] = set()
        for dispute in record.disputes:
            path = f"disputes[{dispute.field}]"
            try:
                one, held = resolve(record, dispute.field)
                other = one.type.parse(dispute.value)
                register = "states" if one.type is STATE else one.type.refers_to
                if register and other not in known[register]:
                    raise UnknownValue(f"key in {register}", other, known[register])
            except InvalidValue as error:
                yield data.finding(record, path, error.found, error.wanted, error.fix)
                continue
            if other in held:
                yield data.finding(
                    record, path, dispute.value, "another value than the record's", "remove it"
                )
            if (dispute.field, other) in given:
                yield data.finding(
                    record, path, dispute.value, "each value once", "join the cites of the two"
                )
            given.add((dispute.field, other))


def resolve(record: Record, path: str) -> tuple[FieldSpec, list[object]]:
    """The declaration and the values of a field named by a path by key.

    Raises InvalidValue if the record has no such field or no item of that key.
    """
    head, _, inner = path.partition("[")
    one = spec(type(record), head)
    value = getattr(record, one.attribute)
    if one.item is None:
        if inner:
            raise InvalidValue(path, "a field without brackets", f"{head} has no items")
        return one, list(value) if one.many else [value]
    key, _, name = inner.partition("]")
    items = {key_of(part): part for part in value}
    if not key or not name:
        raise InvalidValue(
            path,
            "a field of one item",
            f"write {head}[key].field, as in {head}[…].{specs(one.item)[-1].name}",
        )
    leaf = spec(one.item, name.removeprefix("."))
    if key not in items:
        raise UnknownValue(f"item of {head}", key, items)
    return leaf, [getattr(items[key], leaf.attribute)]
