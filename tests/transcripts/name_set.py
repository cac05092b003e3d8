"""Sentences of made-up spoken Dutch in which a person marked every name, to score the candidates against: a hundred
and fifty that they were mended on, and fifty that nothing is to be mended on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewcoder.transcripts.candidates import Candidate, find_candidates

DATA = Path(__file__).parents[1] / "data" / "transcripts"
MENDED_ON = ("spoken_names.txt", "spoken_names_2.txt")
FRESH = "spoken_names_3.txt"
_MARKED = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")
_DUTCH = {"naam": "name", "bedrijf": "company", "plaats": "place"}


@dataclass(frozen=True)
class Marked:
    """A text and the names in it, each as (start, end, kind)."""

    text: str
    names: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Found:
    """What the candidates make of texts: of the names as they stand there, each place counted, how many are wholly
    replaced when all candidates are, and how many have their kind; the candidates that stand in names only, and those
    that would replace other words."""

    places: int
    replaced: int
    of_kind: int
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    """The names at places where something of them would be left."""

    @property
    def recall(self) -> float:
        return self.replaced / self.places

    @property
    def precision(self) -> float:
        return len(self.right) / (len(self.right) + len(self.wrong))


def interviews(name: str, size: int = 10) -> list[Marked]:
    """The sentences of a file as interviews of so many lines."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return [_marked("".join(lines[at : at + size])) for at in range(0, len(lines), size)]


def _marked(source: str) -> Marked:
    text, names, last = "", [], 0
    for mark in _MARKED.finditer(source):
        text += source[last : mark.start()]
        names.append((len(text), len(text) + len(mark[1]), _DUTCH[mark[2]]))
        text += mark[1]
        last = mark.end()
    return Marked(text + source[last:], tuple(names))


def found_in(marked: Sequence[Marked]) -> Found:
    candidates = find_candidates({f"R{number:02}": each.text for number, each in enumerate(marked, 1)})
    right = {each.text for each in candidates if all(_only_in_names(each.text, text) for text in marked)}
    hits = [(each, name, _at(each, name, candidates)) for each in marked for name in each.names]
    return Found(
        places=len(hits),
        replaced=sum(kind is not None for *_, kind in hits),
        of_kind=sum(kind == name[2] for _, name, kind in hits),
        right=tuple(sorted(right)),
        wrong=tuple(sorted(each.text for each in candidates if each.text not in right)),
        missed=tuple(each.text[name[0] : name[1]] for each, name, kind in hits if kind is None),
    )


def _only_in_names(candidate: str, marked: Marked) -> bool:
    places = re.finditer(rf"(?<!\w){re.escape(candidate)}(?=s?(?!\w))", marked.text)
    return all(any(start <= at.start() and at.end() <= end for start, end, _ in marked.names) for at in places)


def _at(marked: Marked, name: tuple[int, int, str], candidates: Sequence[Candidate]) -> str | None:
    """The kind of what takes a name away: one candidate, or several that leave nothing but particles and signs."""
    start, end, _ = name
    left, kind = marked.text[start:end], None
    for each in sorted(candidates, key=lambda each: -len(each.text)):
        shorter = re.sub(rf"(?<!\w){re.escape(each.text)}s?(?!\w)", "", left)
        if shorter != left and kind is None:
            kind = each.kind.value
        left = shorter
    return kind if not re.search(r"(?<!\w)[A-Z]", left) else None
