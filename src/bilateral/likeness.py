"""Whether two names or titles mean the same thing under another spelling.

Latin transliterations of one name differ in vowels, in doubled letters and in a few consonants
(Khrushchev, Hrushchov; Aleksey, Alexei). `sound` reduces a text to what they share; equal sounds
are a hint, never a proof.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?\b|['’]")
_SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
_LETTERS = (
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("kh", "h"),
    ("gh", "g"),
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("ts", "s"),
    ("tz", "s"),
    ("dj", "j"),
    ("ks", "x"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "f"),
    ("v", "f"),
    ("z", "s"),
)
_VOWELS = re.compile(r"[aeiouyj]+")
_DOUBLED = re.compile(r"(.)\1+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without accents, small words left out.

    >>> words("Mikhaïl Fradkov visits the Punjab")
    ('mikhail', 'fradkov', 'visits', 'punjab')
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = _POSSESSIVE.sub("", plain)
    return tuple(word for word in _WORD.findall(plain) if word not in _SMALL)


def sound(text: str) -> tuple[str, ...]:
    """What the spellings of one name share: the consonants of its words, in alphabetical order.

    >>> sound("Aleksey Hruschov") == sound("Khrushchev, Alexei")
    True
    """
    return tuple(sorted(filter(None, map(_sound, words(text)))))


def _sound(word: str) -> str:
    for written, spoken in _LETTERS:
        word = word.replace(written, spoken)
    head = _VOWELS.sub("", word[:1]) or "a"  # a first vowel is heard, whichever it is
    body = _VOWELS.sub("", word[1:])
    return _DOUBLED.sub(r"\1", head + (body[:-1] if body.endswith("h") else body))


def overlap(one: str, other: str) -> float:
    """The share of words that two titles have in common, by sound: 0 none, 1 all.

    >>> overlap("Minister visits Moscow", "A visit of the minister to Moscow") > 0.4
    True
    """
    ours, theirs = set(sound(one)), set(sound(other))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def nearest(name: str, entries: Iterable[tuple[str, str]], n: int = 5) -> list[str]:
    """The keys of the entries whose names are nearest to one, best first.

    `entries` are pairs of a key and a name; a key counts as a name too.

    >>> nearest("Fradkof", [("mikhail-fradkov", "Mikhail Fradkov"), ("ada-toy", "Ada Toy")])
    ['mikhail-fradkov']
    """
    wanted, heard = " ".join(words(name)), set(sound(name))
    scored: list[tuple[float, str]] = []
    if not wanted:
        return []
    for key, title in entries:
        theirs = " ".join(words(title))
        ratio = SequenceMatcher(None, wanted, theirs).quick_ratio()
        if ratio > 0.5:
            ratio = SequenceMatcher(None, wanted, theirs).ratio()
        common = heard & set(sound(f"{title} {key.replace('-', ' ')}"))
        share = len(common) / len(heard) if heard else 0.0
        scored.append((max(ratio, share), key))
    return [
        key for score, key in sorted(scored, key=lambda one: (-one[0], one[1]))[:n] if score > 0.6
    ]
