"""How many turns get the right speaker, over all interviews of the demonstration in every shape."""

from __future__ import annotations

import pytest
from collected import collected
from transcripts.who_speaks import DATA, score, truths
from transcripts.written_down import (
    SHAPES,
    interviews_of_the_demo,
    labelled,
    measure,
    question_and_answer,
    with_third,
)

pytestmark = pytest.mark.benchmark


def test_turns_with_the_right_speaker(capsys: pytest.CaptureFixture[str]) -> None:
    interviews = list(interviews_of_the_demo())
    rows = [(shape, measure(SHAPES[shape], interviews)) for shape in SHAPES]
    two = [question_and_answer(each) for each in interviews]
    rows.append(("Anna: / Joris:, a question and its answer only", measure(labelled("Anna: ", "Joris: "), two)))
    rows.append(("I: / Mevr. Jansen:, the same", measure(labelled("I: ", "Mevr. Jansen: "), two)))
    for times in (1, 2, 3, 6):
        visited = [with_third(each, times) for each in interviews]
        rows.append((f"I: / R:, and Karin {times} times", measure(labelled("I: ", "R: "), visited)))
        rows.append((f"Anna: / Joris:, and Karin {times} times", measure(labelled("Anna: ", "Joris: "), visited)))
    with capsys.disabled():
        print("\n| labels | turns | right | traps taken | told of |")
        for name, each in rows:
            right = 100 * each.right / each.turns
            print(f"| {name} | {each.turns:,} | {right:.1f} % | {each.traps} | {each.told} |")
    assert all(each.traps == 0 and each.right >= 0.9 * each.turns for _, each in rows)


def test_turns_of_files_of_which_is_known_who_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    folders = {"own": DATA, "collected": collected("formats")}
    rows = [(name, score(folders[kind] / name, each)) for kind in folders for name, each in truths(kind).items()]
    with capsys.disabled():
        print("\n| file | turns | begin and end right | speaker right too | traps taken |")
        for name, each in rows:
            print(f"| {name} | {each.turns or '-'} | {each.split or '-'} | {each.right or '-'} | {each.traps} |")
        totals = [sum(getattr(each, what) for _, each in rows) for what in ("turns", "split", "right", "traps")]
        print(f"| together | {' | '.join(map(str, totals))} |")
    assert totals[3] == 0
    assert totals[2] >= 0.95 * totals[0]
