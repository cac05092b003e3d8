"""JSON of speech recognition: each known shape as turns with times, any other refused by its name."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcripts.reading import read, refused, said, times

from interviewcoder.errors import Refused
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.recognised import read_json

WHISPERX = [
    {"start": 0.031, "end": 3.52, "text": " Hoe was het?", "speaker": "SPEAKER_00", "words": [{"word": "Hoe"}]},
    {"start": 3.9, "end": 9.2, "text": " Chaos; 2 weken lang.", "speaker": "SPEAKER_01"},
    {"start": 9.4, "end": 10.0, "text": " Ja."},
    {"start": 3599.5, "end": 3601.25, "text": " Zoë --> <stil> 😅", "speaker": "SPEAKER_01"},
]


def test_whisperx(tmp_path: Path) -> None:
    draft = read(tmp_path, "R07.json", json.dumps({"segments": WHISPERX, "language": "nl"}))
    assert said(draft.text) == [
        ("SPEAKER_00", "Hoe was het?"),
        ("SPEAKER_01", "Chaos; 2 weken lang."),
        ("Unknown", "Ja."),
        ("SPEAKER_01", "Zoë --> <stil> 😅"),
    ]
    assert times(draft.text) == [(0.031, 3.52), (3.9, 9.2), (9.4, 10), (3599.5, 3601.25)]
    assert "pieces: 1" in draft.warnings[0]
    assert read(tmp_path, "R07.json", json.dumps(WHISPERX)).text == draft.text


def test_whisper_knows_no_speakers(tmp_path: Path) -> None:
    segments = [{"id": n, "start": n * 2.0, "end": n * 2.0 + 2, "text": text, "tokens": [1, 2]}
                for n, text in enumerate((" Dat was", " zo. En", " toen?", " Ja."))]  # fmt: skip
    draft = read(tmp_path, "R07.json", json.dumps({"text": " Dat was", "segments": segments, "language": "nl"}))
    assert said(draft.text) == [("", "Dat was zo. En toen?"), ("", "Ja.")]
    assert times(draft.text) == [(0, 6), (6, 8)]


def test_amberscript_names_and_words(tmp_path: Path) -> None:
    word = {"duration": 0.5, "conf": 1.0, "pristine": True}
    file = {
        "speakers": [{"spkid": "spk1", "name": "Anna"}, {"spkid": "spk2", "name": ""}, "kapot"],
        "segments": [
            {"speaker": "spk1", "words": [{"start": 0.45, "end": 1.08, "text": "Hoi,", **word}, {"text": "jij?"}]},
            {"speaker": "spk2", "words": [{"start": 2.0, "end": 2.5, "text": "Dag.", **word}]},
            {"speaker": "spk3", "words": []},
        ],
        "highlights": [],
    }
    draft = read(tmp_path, "R07.json", json.dumps(file))
    assert said(draft.text) == [("Anna", "Hoi, jij?"), ("spk2", "Dag.")]
    assert times(draft.text) == [(0.45, 1.08), (2, 2.5)]


@pytest.mark.parametrize("moment", [None, True, "kapot", -1, 1e300, "NaN", "Infinity", 10**400, [], 1e7])
def test_times_that_are_none(tmp_path: Path, moment: Any) -> None:
    segments = [{"start": moment, "end": moment, "text": "Ja?", "speaker": "A"}, {"text": "Nee.", "speaker": "B"}]
    source = json.dumps({"segments": segments}).replace('"NaN"', "NaN").replace('"Infinity"', "Infinity")
    text = read(tmp_path, "R07.json", source).text
    assert text == "A: Ja?\nB: Nee.\n"


def test_halves_of_an_emoji_are_joined_or_replaced(tmp_path: Path) -> None:
    source = r'[{"text": "ja \ud83d\ude05 \ud83d nee \ude05", "start": 1, "end": 2}]'
    text = read(tmp_path, "R07.json", source).text
    assert text == "[00:00:01 - 00:00:02] ja 😅 \ufffd nee \ufffd\n"
    assert text.encode()


BAD: dict[str, tuple[str, str]] = {
    "empty": ("", "empty"),
    "half": (json.dumps(WHISPERX)[:80], "json.damaged"),
    "no JSON": ("I: dag", "json.damaged"),
    "deep list": ("[" * 200_000, "json.damaged"),
    "deep object": ('{"a":' * 200_000, "json.damaged"),
    "number": ("12", "json.unknown"),
    "huge number": ("1" * 100_000, "json.damaged"),
    "text": ('"I: dag"', "json.unknown"),
    "null": ("null", "json.unknown"),
    "nothing in it": ("{}", "json.unknown"),
    "no segments": ('{"segments": []}', "json.unknown"),
    "segments of text": ('{"segments": ["a"]}', "json.unknown"),
    "another's": ('{"results": {"transcripts": [{"transcript": "I: dag"}]}}', "json.unknown"),
    "segments without text": ('{"segments": [{"start": 1}]}', "json.unknown"),
    "text that is none": ('{"segments": [{"text": {"a": 1}}]}', "json.unknown"),
    "no words at all": ('{"segments": [{"text": " "}]}', "empty"),
    "NUL": (r'[{"text": "a\u0000b"}]', "nul-inside"),
    "NUL byte": ("[\0]", "nul"),
    "PDF": ("%PDF-1.7", "other-kind"),
}


@pytest.mark.parametrize("case", BAD)
def test_broken_and_hostile(tmp_path: Path, case: str) -> None:
    content, key = BAD[case]
    assert refused(tmp_path, "R07.json", content) == key


def test_the_sentence_names_the_shapes_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Whisper, WhisperX, Amberscript, oTranscribe"):
        read(tmp_path, "R07.json", "{}")


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["segments", "text", "start", "end", "speaker", "words", "speakers"]), inner
        )
    ),
    max_leaves=20,
)


@given(_values)
def test_any_json_is_read_or_refused(value: Any) -> None:
    try:
        draft = read_json(Path("R07.json"), json.dumps(value).encode())
    except Refused:
        return
    assert isinstance(draft.text, str)


def test_a_line_of_megabytes(tmp_path: Path) -> None:
    begun = time.process_time()
    text = read(tmp_path, "R07.json", json.dumps([{"text": "ja " * 1_000_000, "start": 0, "end": 1}])).text
    assert len(text) > 2_900_000
    assert time.process_time() - begun < 5


def test_the_collected_sample(samples: Path) -> None:
    text = read_file(samples / "whisperx" / "interview_nl.json").text
    assert [label for label, _ in said(text)] == ["SPEAKER_00", "SPEAKER_01", "Unknown", "SPEAKER_01"]
    assert said(text)[1][1] == "Eerlijk gezegd was het chaos; 2 weken lang niemand die de regie had."
    assert times(text)[3] == (3599.5, 3601.25)
