"""Names replaced by pseudonyms in a text, with where everything moved to."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interviewcoder.errors import Refused
from interviewcoder.model import Move, Span, words_in

_GAP = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
"""What may stand between two words of a name: white space, at most one end of a line in it."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text with its names replaced, and the replacements in order."""

    text: str
    moves: tuple[Move, ...]


class Replacing:
    """Replaces names by what ``mapping`` has for them: whole words only, the longest name first.

    A name followed by a possessive s ("Wilco's", "Jans") is found too; the s stays. Capitals must be as in the
    mapping. With a mapping that :func:`check_mapping` finds in order, doing it twice changes nothing more.
    """

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = {" ".join(name.split()): value for name, value in mapping.items()}
        self._pattern = _pattern(self._mapping)

    def __call__(self, text: str) -> Replaced:
        """The text with the names replaced. What is not a name stays as it was, to the letter."""
        parts: list[str] = []
        moves: list[Move] = []
        at = length = 0
        for found in self._pattern.finditer(text) if self._pattern else ():
            start, end = found.span()
            if "\n" in found[0] and text[end : end + 1] == ":":  # the label of the next speaker
                continue
            value = self._mapping[" ".join(found[0].split())]
            parts += [text[at:start], value]
            length += start - at
            moves.append(Move(Span(start, end), Span(length, length + len(value))))
            length += len(value)
            at = end
        return Replaced("".join([*parts, text[at:]]), tuple(moves))

    def back(self) -> Replacing:
        """The other way, for pseudonyms that stand for one name only."""
        times = Counter(self._mapping.values())
        return Replacing({value: name for name, value in self._mapping.items() if times[value] == 1})


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raises Refused for an empty name or replacement, and where a name and a replacement have words in common, so
    that a pseudonym could be taken for a name."""
    pattern = _pattern(" ".join(name.split()) for name in mapping)
    words = {word[0] for name in mapping for word in words_in(name)}
    for name, value in mapping.items():
        if not name.strip() or not value.strip():
            raise Refused("transcripts.empty-pseudonym", name=name)
        bracketed = value.startswith("[") and value.endswith("]") and not set("[]") & set(value[1:-1])
        shared = {word[0] for word in words_in(value)} & words
        if "\n" in value or (pattern and pattern.search(value)) or (shared and not bracketed):
            raise Refused("transcripts.name-in-pseudonym", name=name, pseudonym=value)
        if any(other in name for other in mapping.values()):
            raise Refused("transcripts.pseudonym-in-name", name=name)


def name_hash(name: str, salt: bytes) -> str:
    """A name as it is remembered once it was replaced: hashed with the study's salt, whatever its capitals."""
    return hashlib.blake2b(plain(name).encode("utf-8"), key=salt, digest_size=32).hexdigest()


def plain(name: str) -> str:
    """The words of a name, in small letters, with single spaces."""
    return " ".join(word[0].casefold() for word in words_in(name))


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    if not longest_first:
        return None
    return re.compile("|".join(map(_whole, longest_first)))


def _whole(name: str) -> str:
    """A name as whole words; a bracket or plus sign at its edge is an edge by itself."""
    before = r"(?<!\w)" if name[:1].isalnum() else ""
    after = r"(?=s?(?!\w))" if name[-1:].isalpha() else r"(?!\w)" if name[-1:].isalnum() else ""
    return before + _GAP.join(map(re.escape, name.split())) + after
