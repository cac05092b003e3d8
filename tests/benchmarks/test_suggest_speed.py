"""How fast the suggester reads, on one core, with the shipped codebook on the demo study's interviews."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time

import pytest

from interviewcoder.codes.load import load_codebook
from interviewcoder.model import Codebook, Speaker, Transcript
from interviewcoder.resources import shipped
from interviewcoder.suggest.lessons import Judgement, Lessons, ReadText
from interviewcoder.suggest.suggester import Suggester
from interviewcoder.tasks.suggesting import answers_of
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript

pytestmark = pytest.mark.benchmark

SENTENCES_PER_SECOND = 2_000
SECONDS_TO_MAKE = 1.5
SECONDS_TO_LEARN = 0.2
CODINGS = 5_000
ROUNDS = 5


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook("learning_culture")


@pytest.fixture(scope="module")
def transcripts() -> list[Transcript]:
    files = sorted((shipped("corpus") / "learning_culture" / "interviews").glob("*.txt"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    return [build_transcript(text, {each.label: each.speaker for each in propose_speakers(text)}) for text in texts]


def sentences_of_respondents(transcript: Transcript) -> int:
    said = [turn.span for turn in transcript.turns if turn.speaker is Speaker.RESPONDENT]
    return sum(any(sentence.overlaps(turn) for turn in said) for sentence in transcript.sentences)


def test_sentences_per_second(
    codebook: Codebook, transcripts: list[Transcript], capsys: pytest.CaptureFixture[str]
) -> None:
    suggester = Suggester(codebook)
    sentences = sum(map(sentences_of_respondents, transcripts))
    cues = sum(len(code.cues) + len(code.absent) + len(code.hints) for code in codebook.codes)
    rates, rows = [], []
    for number in range(1, ROUNDS + 1):
        begun = time.process_time()
        found = sum(len(each) for transcript in transcripts for _, each in suggester.by_turn(transcript))
        seconds = time.process_time() - begun
        rates.append(sentences / seconds)
        rows.append(f"{number:>5} {found:>12} {seconds:>12.3f} {rates[-1]:>12,.0f}")
    with capsys.disabled():
        print(f"\n{len(transcripts)} interviews, {sentences} sentences of respondents, {cues} cues and hints")
        print(f"{'round':>5} {'suggestions':>12} {'cpu seconds':>12} {'sentences/s':>12}")
        print("\n".join(rows))
    assert sentences > 500
    assert min(rates) >= SENTENCES_PER_SECOND


@pytest.fixture(scope="module")
def lessons(codebook: Codebook, transcripts: list[Transcript]) -> Lessons:
    """All sentences of the demo study as read, with 5,000 codings on them, by chance."""
    texts = [
        ReadText(str(number), str(number), transcript.text, answers_of(transcript))
        for number, transcript in enumerate(transcripts)
    ]
    places = [(text.document, sentence) for text in texts for answer in text.answers for sentence in answer]
    chance = random.Random(1)
    return Lessons(
        texts,
        [
            Judgement(document, span.start, span.end, chance.choice(codebook.codes).id, True)
            for document, span in chance.choices(places, k=CODINGS)
        ],
    )


def test_learning_again_and_reading_with_what_was_learned(
    codebook: Codebook, transcripts: list[Transcript], lessons: Lessons, capsys: pytest.CaptureFixture[str]
) -> None:
    suggester = Suggester(codebook)
    suggester.learn(lessons)
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        suggester.learn(lessons)
        times.append(time.process_time() - begun)
    begun = time.process_time()
    for transcript in transcripts:
        for _ in suggester.by_turn(transcript):
            pass
    rate = sum(map(sentences_of_respondents, transcripts)) / (time.process_time() - begun)
    with capsys.disabled():
        print(f"\nlearning again from {CODINGS} codings: {1000 * min(times):.0f} ms; then {rate:,.0f} sentences/s")
        print(f"most memory this process held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    assert min(times) < SECONDS_TO_LEARN
    assert rate >= SENTENCES_PER_SECOND


def test_time_grows_with_the_text_only(codebook: Codebook, transcripts: list[Transcript]) -> None:
    suggester = Suggester(codebook)
    said = "\n".join(transcript.text for transcript in transcripts[:3])
    suggester.in_text(said)

    def seconds(times: int) -> float:
        begun = time.process_time()
        suggester.in_text(said * times)
        return time.process_time() - begun

    once = min(seconds(1) for _ in range(3))
    assert seconds(8) < 8 * 2 * once


def test_seconds_to_make_one(capsys: pytest.CaptureFixture[str]) -> None:
    program = (
        "import time\n"
        "from interviewcoder.codes.load import load_codebook\n"
        "from interviewcoder.suggest.suggester import Suggester\n"
        "codebook = load_codebook('learning_culture')\n"
        "begun = time.process_time()\n"
        "Suggester(codebook)\n"
        "print(time.process_time() - begun)\n"
    )
    seconds = sorted(
        float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    with capsys.disabled():
        print("\nmaking a suggester, spaCy's import included: " + ", ".join(f"{each:.2f} s" for each in seconds))
    assert seconds[1] < SECONDS_TO_MAKE
