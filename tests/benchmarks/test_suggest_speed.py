"""How fast the suggester reads, on one core, with the shipped codebook on the demo study's interviews."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time

import pytest
from benchmarks.measured import Measured

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


def test_sentences_per_second(codebook: Codebook, transcripts: list[Transcript], measured: Measured) -> None:
    suggester = Suggester(codebook)
    sentences = sum(map(sentences_of_respondents, transcripts))
    rates = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        found = sum(len(each) for transcript in transcripts for _, each in suggester.by_turn(transcript))
        rates.append(sentences / (time.process_time() - begun))
        assert found > 500
    measured.exceed(
        "suggestions by cues, one core", statistics.median(rates), "sentences/s", above=SENTENCES_PER_SECOND
    )
    assert sentences > 500
    assert statistics.median(rates) >= SENTENCES_PER_SECOND


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
    codebook: Codebook, transcripts: list[Transcript], lessons: Lessons, measured: Measured
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
    measured.tell(f"learning again from {CODINGS:,} codings", 1000 * min(times), below=1000 * SECONDS_TO_LEARN)
    measured.exceed("suggestions with what was learned, one core", rate, "sentences/s", above=SENTENCES_PER_SECOND)
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


def test_seconds_to_make_one(measured: Measured) -> None:
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
    measured.tell("making a suggester, spaCy's import included", seconds[1], "s", below=SECONDS_TO_MAKE)
    assert seconds[1] < SECONDS_TO_MAKE
