"""Text: letters that can be seen, found and read."""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise

from bilateral.records import OfficeHolder, Record
from bilateral.registers import Person, Place
from bilateral.rules.index import Findings, Index, rule
from bilateral.schema import LINE, TEXT, specs

# between Arabic letters these are spelling: Persian and Urdu join or part letters with them
_JOINERS = re.compile(r"(?<=[\u0600-\u06ff])[\u200c\u200d](?=[\u0600-\u06ff])")
_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>|&[a-z]+;|&#\d+;|\[[^\]]+\]\(http|\*\*|(?<![^\s(])__")
_PLAIN = re.compile(r"[ -~\n]*")
_WORDS = re.compile(r"[^\W\d_]+")
_BLANKS = re.compile(r"\S(  +)\S|[ ]+$", re.MULTILINE)
# UTF-8 read as one of these turns each letter of another alphabet into two or three
_MISREAD = {
    page: re.compile(
        "[" + re.escape(bytes(range(0xC2, 0xF5)).decode(page, "ignore")) + "]"
        "[" + re.escape(bytes(range(0x80, 0xC0)).decode(page, "ignore")) + "]{1,3}"
    )
    for page in ("latin-1", "cp1252", "cp1251")
}
_LOST = re.compile(r"\?{3,}|\ufffd")
_OF_ANY_SCRIPT = {"MODIFIER", "MICRO", "MASCULINE", "FEMININE"}  # as the Uzbek ʻ, µ, º and ª
_IDEOGRAPHS = {"CJK", "HIRAGANA", "KATAKANA"}  # Japanese writes one word in all of them


@rule("text-characters")
def _text_characters(data: Index) -> Findings:
    """Text is in Unicode's composed form, without control, invisible or direction characters.

    Why: Invisible and direction characters make two texts look alike that are not, and can hide
    code.

    Mend: Retype the text; `found` names the characters.
    """
    for item, path, _, value in data.texts():
        if _PLAIN.fullmatch(value):
            continue
        text = _JOINERS.sub("", value)
        bad = sorted({char for char in text if char != "\n" and _is_hidden(char)})
        if bad:
            names = ", ".join(f"U+{ord(char):04X}" for char in bad)
            yield data.finding(item, path, names, "visible characters only", "remove them")
        elif unicodedata.normalize("NFC", value) != value:
            yield data.finding(item, path, value[:60], "composed characters (NFC)", "retype it")


def _is_hidden(char: str) -> bool:
    category = unicodedata.category(char)
    return category in ("Cc", "Cf", "Co", "Cn", "Cs") or (category == "Zs" and char != " ")


@rule("text-markup")
def _text_markup(data: Index) -> Findings:
    """Text is plain: no HTML, no Markdown, no entities.

    Why: Text is shown in terminals, tables and pages, each with a markup of its own.

    Mend: Write plain text; the address of a page belongs to its source.
    """
    for item, path, _, value in data.texts():
        if found := _MARKUP.search(value):
            yield data.finding(item, path, found[0], "plain text", "write it out")


@rule("text-script")
def _text_script(data: Index) -> Findings:
    """A name is in Latin letters, a name in its own script in one script only.

    Why: Names are found by their letters; a Cyrillic а in a Latin word finds nothing.

    Mend: Retype the word; the other form of a name belongs to `native_name`.
    """
    for item, path, one, value in data.texts():
        named = one.name == "name" and isinstance(item, Person | Place)
        if not named and one.name != "native_name":
            continue
        scripts = set(_scripts(value))
        if one.name == "native_name" and len(scripts) > 1:
            yield data.finding(
                item, path, f"{value} ({', '.join(sorted(scripts))})", "one script", "retype it"
            )
        if named and scripts - {"LATIN"}:
            yield data.finding(
                item, path, value, "Latin letters", "put the other form into native_name"
            )


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return unicodedata.name(char, "?").split()[0]


def _scripts(text: str) -> Counter[str]:
    counted = Counter(_script(char) for char in text if char.isalpha())
    for mark in _OF_ANY_SCRIPT & counted.keys():
        del counted[mark]
    return counted


@rule("text-words")
def _text_words(data: Index) -> Findings:
    """Every word is in one script, and a record's title and most of its text are in Latin letters.

    Why: Who searches for a name does not see that one of its letters is Cyrillic.

    Mend: Retype the word; write titles in English, names in their usual English form.
    """
    for item, path, one, value in data.texts():
        if value.isascii() or one.type not in (LINE, TEXT) or one.name == "native_name":
            continue
        for word in _WORDS.findall(value):
            scripts = {*_scripts("" if word.isascii() else word)}
            if len(scripts) > 1 and not scripts <= _IDEOGRAPHS:
                yield data.finding(
                    item,
                    path,
                    f"{word} ({', '.join(sorted(scripts))})",
                    "each word in one script",
                    "retype the word",
                )
                break
        else:
            if isinstance(item, Record) and path in ("title", "summary", "note"):
                scripts_of = _scripts(value)
                foreign = scripts_of.total() - scripts_of["LATIN"]
                if foreign > (0 if path == "title" else scripts_of["LATIN"]):
                    yield data.finding(
                        item, path, value[:60], "text in English", "translate or transliterate it"
                    )


@rule("text-own-script", "warning")
def _text_own_script(data: Index) -> Findings:
    """A name in its own script is in the script of nearly all other people who act for that
    state, and places that lie in it.

    Why: A Russian name in Arabic letters was copied from a paper of the other side.

    Mend: Copy the name from a page in the language of the person or the place; if that has
    another script, as Bengali has, name the script in `note`.
    """
    told: set[str] = set()
    for state, entries in _named(data).items():
        written = {key: _usual(entry.native_name or "") for key, entry in entries.items()}
        counted = Counter(written.values())
        usual, number = counted.most_common(1)[0]
        if number < 5 or number < 0.9 * (len(entries) - 1):
            continue
        for key, entry in entries.items():
            explained = written[key].lower() in (entry.note or "").lower()
            if written[key] != usual and key not in told and not explained:
                told.add(key)
                yield data.finding(
                    entry,
                    "native_name",
                    f"{entry.native_name} ({written[key]})",
                    f"{usual} letters, as in {number} other names of {state}",
                    "copy the name from a page in its own language, or name its script in note",
                )


def _named(data: Index) -> dict[str, dict[str, Person | Place]]:
    """The people and places with a name in their own script, by the state that they are of."""
    people: dict[str, Person] = data.folder.registers["people"]
    places: dict[str, Place] = data.folder.registers["places"]
    named: dict[str, dict[str, Person | Place]] = defaultdict(dict)
    for record in data.live:
        for one in specs(type(record)):
            if one.item is OfficeHolder:
                for holder in getattr(record, one.attribute):
                    person = people.get(holder.person or "")
                    if person and person.native_name:
                        named[holder.party][f"people/{person.key}"] = person
    for place in places.values():
        if place.native_name and place.states:
            named[place.states[-1].state][f"places/{place.key}"] = place
    return named


def _usual(text: str) -> str:
    counted = _scripts(text)
    return counted.most_common(1)[0][0] if counted else ""


@rule("text-mojibake")
def _text_mojibake(data: Index) -> Findings:
    """No text was read in a wrong encoding, or lost its letters to question marks.

    Why: What was broken once breaks again at each further copy.

    Mend: Copy the text again, and save the file as UTF-8.
    """
    for item, path, one, value in data.texts():
        if one.type not in (LINE, TEXT):
            continue
        lost = _LOST.search(value)
        broken = lost[0] if lost else "" if value.isascii() else _misread(value)
        if broken:
            yield data.finding(
                item, path, broken, "the letters that were meant", "copy the text again as UTF-8"
            )


def _misread(value: str) -> str:
    for page, shape in _MISREAD.items():
        runs = [(one, _undone(one[0], page)) for one in shape.finditer(value)]
        good = [(one, meant) for one, meant in runs if meant]
        # one such pair is by chance a pair of Cyrillic letters, two in a row are not
        neighbours = any(
            before.end() == after.start() for (before, _), (after, _) in pairwise(good)
        )
        if neighbours or (good and page != "cp1251"):
            return f"{good[0][0][0]}, for {good[0][1]}"
    return ""


def _undone(text: str, page: str) -> str:
    try:
        return text.encode(page).decode("utf-8")
    except UnicodeError:
        return ""


@rule("text-blanks")
def _text_blanks(data: Index) -> Findings:
    """Words are parted by one blank, no line ends in one, and no text is empty.

    Why: Two texts that look alike must be equal, and a text that says nothing is left out.

    Mend: Run `bilateral fmt`, which takes the blanks out; write the text, or leave it out.
    """
    for item, path, one, value in data.texts():
        if one.type in (LINE, TEXT) and (found := _BLANKS.search(value)):
            yield data.finding(
                item,
                path,
                f"{value[max(0, found.start() - 10) : found.end() + 10]!r}",
                "one blank between words, none at the end of a line",
                "run bilateral fmt",
            )
        if one.type is TEXT and not value.strip() and one.default != "":
            yield data.finding(
                item, path, repr(value), "a text", "write it, or leave the field out"
            )
