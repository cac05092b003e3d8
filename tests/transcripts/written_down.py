"""The demonstration's interviews written down as tools and people do, to see who is heard in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from interviewcoder.model import Speaker
from interviewcoder.transcripts.speakers import hear
from interviewcoder.transcripts.turns import build_transcript

CORPUS = Path(__file__).parents[2] / "corpus" / "learning_culture" / "interviews"
I, R, O = Speaker.INTERVIEWER, Speaker.RESPONDENT, Speaker.OTHER  # noqa: E741
TRAPS = (
    "Het punt is: dat werkt niet.",
    "Ik zei: dat moet sneller.",
    "Toen zei ik: prima.",
    "10:30 uur: dan is het rustig.",
    "10:30 uur was het.",
    "Let op: niet voor iedereen.",
    "Conclusie: het kan.",
    "Bijvoorbeeld: de nachtploeg.",
)

Said = tuple[Speaker, str]
Shape = Callable[[int, Speaker], str]
"""What stands before the speech of a turn, by its number and who says it."""


def labelled(asks: str, answers: str, third: str = "Karin: ") -> Shape:
    return lambda number, who: {I: asks, R: answers, O: third}[who]


def _stamped(number: int, who: Speaker) -> str:
    return f"[00:{number // 6 % 60:02}:{number % 6}0] {'Anna' if who is I else 'Joris'}: "


def _timed_after(number: int, who: Speaker) -> str:
    return f"{'Anna' if who is I else 'Joris'} (00:{number % 60:02}): "


def _asked(number: int, who: Speaker) -> str:
    return f"Vraag {number // 2 + 1}: " if who is I else "Antwoord: "


SHAPES: dict[str, Shape] = {
    "I: / R:": labelled("I: ", "R: "),
    "Interviewer: / R07:": labelled("Interviewer: ", "R07: "),
    "INTERVIEWER / RESPONDENT on their own lines": labelled("INTERVIEWER\n", "RESPONDENT\n"),
    "Anna: / Mevr. Jansen:": labelled("Anna: ", "Mevr. Jansen: "),
    "Mr. Brown: / Mrs. van Dijk:": labelled("Mr. Brown: ", "Mrs. van Dijk: "),
    "I: / Joris:": labelled("I: ", "Joris: "),
    "Anna / Joris on their own lines": labelled("Anna\n", "Joris\n"),
    "[00:12:30] Anna:": _stamped,
    "Anna (00:12):": _timed_after,
    "[SPEAKER_00]:": labelled("[SPEAKER_00]: ", "[SPEAKER_01]: "),
    "Spreker 1: / Spreker 2:": labelled("Spreker 1: ", "Spreker 2: "),
    "Vraag 1: / Antwoord:": _asked,
    "I: / [naam 1]:": labelled("I: ", "[naam 1]: "),
}


@dataclass
class Measured:
    """Over some interviews: turns, those with the right words, label and speaker, traps taken for a speaker, and
    third persons of whom it is told that they are not taken for one."""

    turns: int = 0
    right: int = 0
    traps: int = 0
    told: int = 0


def interviews_of_the_demo(last: int | None = None) -> Iterator[list[Said]]:
    """What is said in the demonstration's interviews; each third answer goes on with lines that are traps."""
    for path in sorted(CORPUS.glob("*.txt"))[:last]:
        lines = re.findall(r"^(?:\[[\d:]+\] )?(I|Interviewer|R\d*): (.+)$", path.read_text("utf-8"), re.MULTILINE)
        said = [(R if who.startswith("R") else I, words) for who, words in lines]
        together: list[Said] = []
        for who, words in said:
            if together and together[-1][0] is who:
                together[-1] = (who, f"{together[-1][1]}\n{words}")
            else:
                together.append((who, words))
        for number, (who, words) in enumerate(together):
            if who is R and number % 3 == 1:
                together[number] = (who, "\n".join([words, TRAPS[number % 8], TRAPS[(number + 3) % 8], "Dus."]))
        yield together


def with_third(said: Sequence[Said], times: int) -> list[Said]:
    """The same with somebody who comes in so many times, after answers spread over the interview."""
    answers = [number for number, (who, _) in enumerate(said) if who is R]
    at = {answers[len(answers) * (time + 1) // (times + 1) - 1] for time in range(times)}
    out: list[Said] = []
    for number, each in enumerate(said):
        out.append(each)
        if number in at:
            out.append((O, "Ik kom er even bij."))
    return out


def question_and_answer(said: Sequence[Said]) -> Sequence[Said]:
    """The first question with an answer to it that is none itself."""
    pairs = pairwise(said)
    return next(pair for pair in pairs if pair[0][0] is I and "?" in pair[0][1] and "?" not in pair[1][1])


def measure(shape: Shape, interviews: Sequence[Sequence[Said]]) -> Measured:
    """Write each interview down in a shape and see who is heard; a third person is to be taken for a respondent."""
    measured = Measured()
    for said in interviews:
        text = "Gesprek over leren\n\n"
        wanted = []
        for number, (who, words) in enumerate(said):
            text += shape(number, who)
            wanted.append((who, len(text), words))
            text += f"{words}\n"
        heard = hear(text)
        transcript = build_transcript(text, {label.label: label.speaker for label in heard.labels})
        found = {(turn.speaker, turn.start, turn.span.of(text)) for turn in transcript.turns}
        measured.turns += len(wanted)
        measured.right += sum((R if who is O else who, at, words) in found for who, at, words in wanted)
        labels = {label.label for label in heard.labels}
        measured.traps += len({trap.split(":")[0] for trap in TRAPS} & labels)
        measured.told += "Karin" in {label.label for label in heard.passed}
    return measured
