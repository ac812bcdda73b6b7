"""The questions that `bilateral new` puts to somebody at a terminal."""

from collections.abc import Callable
from typing import Any

from bilateral import drafting
from bilateral.conversion import example
from bilateral.drafting import Draft
from bilateral.errors import BilateralError, InvalidValue
from bilateral.schema import FieldSpec, specs

Ask = Callable[[str], str]
Say = Callable[[str], None]
_REGISTERS = {"sources": "source", "people": "person", "offices": "office", "places": "place"}


class Interview:
    """Asks for what a record needs, field by field, and for the entries that it refers to.

    `ask` puts a question and returns the answer, `say` prints a line.
    """

    def __init__(self, draft: Draft, ask: Ask, say: Say) -> None:
        self._draft = draft
        self._ask = ask
        self._say = say

    def fill(self, cls: type[Any], plain: dict[str, Any]) -> dict[str, Any]:
        """The plain table of a new entry: what was given, and what is answered."""
        for one in drafting.needed(cls):
            if one.name in plain or (one.role == "planned" and self._dated(cls, plain)):
                continue
            if one.item is not None:
                rows = self._rows(one)
                if rows:
                    plain[one.name] = rows
            else:
                value = self._value(one, optional=not one.required)
                if value is not None:
                    plain[one.name] = [value] if one.many else value
        name = specs(cls)[0].name
        if name not in plain:
            proposed = drafting.propose(cls, plain, self._draft.taken(cls))
            plain = {name: self._name(name, proposed, self._draft.taken(cls))} | plain
        return plain

    def go_on(self, twins: list[Any]) -> bool:
        """Show what a new entry may be a double of; whether to write it all the same."""
        self._say("This may be in the dataset already:")
        for twin in twins:
            self._say(f"  {getattr(twin, 'id', None) or twin.key}: {drafting.label_of(twin)}")
        return self._yes("Write it all the same? [y/N] ")

    def _dated(self, cls: type[Any], plain: dict[str, Any]) -> bool:
        return any(one.role == "start" and one.name in plain for one in specs(cls))

    def _name(self, name: str, proposed: str, taken: set[str]) -> str:
        while True:
            answer = self._ask(f"{name} [{proposed}]: ").strip() or proposed
            if answer not in taken:
                return answer
            self._say(f"  {answer} is taken; choose another")

    def _rows(self, one: FieldSpec) -> list[dict[str, Any]]:
        assert one.item is not None  # only lists of tables come here
        rows: list[dict[str, Any]] = []
        if not one.required and not self._yes(f"{one.name} ({one.doc}): add one? [y/N] "):
            return rows
        while not rows or self._yes(f"  another of {one.name}? [y/N] "):
            self._say(f"{one.name}: {one.doc}")
            row: dict[str, Any] = {}
            for part in specs(one.item):
                if part.required or part.is_key:
                    value = self._value(part, optional=not part.required, indent="  ")
                    if value is not None:
                        row[part.name] = value
            rows.append(row)
        return rows

    def _yes(self, question: str) -> bool:
        return self._ask(question).strip().lower().startswith("y")

    def _value(self, one: FieldSpec, *, optional: bool, indent: str = "") -> Any:
        hint = f", one of {', '.join(one.type.choices)}" if one.type.choices else ""
        tail = "; empty: none" if optional else f", as in {example(one)}"
        while True:
            answer = self._ask(f"{indent}{one.name} ({one.doc}{hint}{tail}): ").strip()
            if not answer:
                if optional:
                    return None
                self._say(f"{indent}  it is needed")
                continue
            try:
                value = drafting.read_value(one, answer)
                if one.type.refers_to:
                    value = self._reference(one, answer, indent)
                one.type.parse(value)
            except InvalidValue as error:
                self._say(f"{indent}  wanted {error.wanted}; {error.fix}")
                continue
            return value

    def _reference(self, one: FieldSpec, answer: str, indent: str) -> str:
        register = one.type.refers_to
        known = drafting.offers(self._draft.folder, register, answer)
        if answer in known:
            return answer
        word = _REGISTERS.get(register)
        if not known and word is None:
            raise InvalidValue(answer, f"a key in {register}", "type another name")
        for number, key in enumerate(known, 1):
            self._say(f"{indent}  {number}  {key}")
        if word:
            self._say(f"{indent}  +  a new {word}")
        choice = self._ask(f"{indent}  which one? [{1 if known else '+'}] ").strip()
        choice = choice or ("1" if known else "+")
        if choice == "+" and word:
            return self._new(word, answer)
        if choice.isdigit() and 1 <= int(choice) <= len(known):
            return known[int(choice) - 1]
        raise InvalidValue(choice, "a number of the list", "type the name again")

    def _new(self, word: str, name: str) -> str:
        cls = drafting.classes()[word]
        self._say(f"A new {word}:")
        first = "name" if word in ("person", "place") else "title"
        plain = self.fill(cls, {first: name} if " " in name or not name.islower() else {})
        try:
            entry = self._draft.add(cls, plain)
        except BilateralError as error:
            raise InvalidValue(name, f"a {word} that can be written", str(error)) from error
        return str(entry.key)
