"""Files of which a person wrote down who speaks where, to score the proposal of speakers and turns against.

The truths stand in ``data/transcripts/who_speaks.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from interviewcoder.model import Speaker, Turn
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript

T = TypeVar("T")
DATA = Path(__file__).parents[1] / "data" / "transcripts"


@dataclass(frozen=True)
class Spoken:
    """Who speaks in a file: for each turn the line where it begins and who says it, a letter; who asks."""

    turns: tuple[tuple[int, str], ...]
    asks: str
    other: str

    def speaker(self, who: str) -> Speaker:
        if who in self.asks:
            return Speaker.INTERVIEWER
        return Speaker.OTHER if who in self.other else Speaker.RESPONDENT


@dataclass(frozen=True)
class Score:
    """Of a file's turns: how many are found where they begin and end, under one label for one voice (``split``), how
    many of those have the right speaker too (``right``), and labels taken that nobody speaks under (``traps``)."""

    turns: int
    split: int
    right: int
    traps: int


def truths(section: str) -> dict[str, Spoken]:
    """The files of a section of the table, by their path in its folder."""
    with (DATA / "who_speaks.toml").open("rb") as source:
        table = tomllib.load(source)[section]
    return {path: _spoken(**each) for path, each in table.items()}


def _spoken(turns: str = "", asks: str = "", other: str = "") -> Spoken:
    pairs = re.findall(r"(\d+)([a-z])", turns)
    return Spoken(tuple((int(line), who) for line, who in pairs), asks, other)


def score(path: Path, truth: Spoken) -> Score:
    text = read_file(path).text
    labels = propose_speakers(text)
    turns = build_transcript(text, {label.label: label.speaker for label in labels}).turns if labels else ()
    begins = [(text.count("\n", 0, turn.start) + 1, turn) for turn in turns]
    found = dict(_with_end(begins))
    wanted = _with_end(truth.turns)
    voices = _voices([(found[key], who) for key, who in wanted if key in found])
    split = [(found[key], who) for key, who in wanted if key in found and voices[found[key].label] == who]
    right = sum(turn.speaker is truth.speaker(who) for turn, who in split)
    return Score(len(wanted), len(split), right, len({turn.label for turn in turns} - set(voices)))


def _with_end(begins: Sequence[tuple[int, T]]) -> list[tuple[tuple[int, int], T]]:
    """Each turn by the line on which it begins and the line on which the next does."""
    lines = [line for line, _ in begins]
    return [((line, after), each) for (line, each), after in zip(begins, [*lines[1:], 0], strict=False)]


def _voices(pairs: list[tuple[Turn, str]]) -> dict[str, str]:
    """Whose each label mostly is."""
    counts: dict[str, Counter[str]] = {}
    for turn, who in pairs:
        counts.setdefault(turn.label, Counter())[who] += 1
    return {label: each.most_common(1)[0][0] for label, each in counts.items()}
