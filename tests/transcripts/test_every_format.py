"""One interview in every format gives the same turns, sentences and words; what a format cannot hold is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from transcripts.formats import EVERY, INTERVIEW, TEXT, WITH_TIMES, WITHOUT_TIMES, as_txt, clock, times_of

from interviewcoder.model import Transcript
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript

TIMES = times_of(INTERVIEW)
WARNS = {"noScribe VTT": "Notes beside the captions"}
"""Formats whose reader leaves something of this interview's file out; it says so."""


def transcript_of(path: Path) -> Transcript:
    text = read_file(path).text
    return build_transcript(text, {each.label: each.speaker for each in propose_speakers(text)})


def save(folder: Path, name: str) -> Path:
    suffix, write = EVERY[name]
    path = folder / f"R07.{suffix}"
    path.write_bytes(write(INTERVIEW))
    return path


@pytest.mark.parametrize("name", EVERY)
def test_the_same_turns(tmp_path: Path, name: str) -> None:
    path = save(tmp_path, name)
    draft = read_file(path)
    assert (draft.name, draft.format, draft.original) == ("R07", EVERY[name][0], path.read_bytes())
    if name in WARNS:
        assert [WARNS[name] in warning for warning in draft.warnings] == [True]
    else:
        assert draft.warnings == ()
    transcript = transcript_of(path)
    assert tuple((turn.label, turn.span.of(transcript.text)) for turn in transcript.turns) == INTERVIEW
    speakers = [turn.speaker.value for turn in transcript.turns]
    assert speakers == ["interviewer", "respondent"] * (len(INTERVIEW) // 2)


@pytest.mark.parametrize("name", EVERY)
def test_the_same_sentences(tmp_path: Path, name: str) -> None:
    path = save(tmp_path, name)
    (tmp_path / "plain.txt").write_bytes(as_txt(INTERVIEW))
    plain, transcript = transcript_of(tmp_path / "plain.txt"), transcript_of(path)
    assert [each.of(transcript.text) for each in transcript.sentences] == [
        each.of(plain.text) for each in plain.sentences
    ]
    assert len(plain.sentences) > len(INTERVIEW)


@pytest.mark.parametrize("name", WITHOUT_TIMES)
def test_the_text_of_formats_without_times(tmp_path: Path, name: str) -> None:
    """Forced by the format: none of the turns has a time code."""
    path = save(tmp_path, name)
    assert read_file(path).text == TEXT
    assert {(turn.time_start, turn.time_end) for turn in transcript_of(path).turns} == {(None, None)}


@pytest.mark.parametrize("name", WITH_TIMES)
def test_the_text_of_formats_with_times(tmp_path: Path, name: str) -> None:
    """Forced by the format: each line begins with its times, so positions differ from those in plain text."""
    path = save(tmp_path, name)
    lines = zip(INTERVIEW, TIMES, strict=True)
    stamped = "".join(f"[{clock(start)} - {clock(end)}] {label}: {said}\n" for (label, said), (start, end) in lines)
    assert read_file(path).text == stamped
    assert tuple((turn.time_start, turn.time_end) for turn in transcript_of(path).turns) == tuple(TIMES)


def test_the_text_of_otranscribe(tmp_path: Path) -> None:
    """Forced by the format: a typist's time code has no end."""
    path = save(tmp_path, "oTranscribe")
    lines = zip(INTERVIEW, TIMES, strict=True)
    assert read_file(path).text == "".join(
        f"[{clock(start)}] {label}: {said}\n" for (label, said), (start, _) in lines
    )
    times = [(turn.time_start, turn.time_end) for turn in transcript_of(path).turns]
    assert times == [(start, None) for start, _ in TIMES]


@pytest.mark.parametrize("name", {**WITH_TIMES, "oTranscribe": None})
def test_the_text_alone_says_it_all(tmp_path: Path, name: str) -> None:
    """Saved as plain text and read again it is the same transcript: what the tables hold follows from the text."""
    transcript = transcript_of(save(tmp_path, name))
    (tmp_path / "again.txt").write_text(transcript.text, encoding="utf-8")
    assert transcript_of(tmp_path / "again.txt") == transcript
