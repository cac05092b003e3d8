"""SubRip: comma times, numbers, blocks that miss a part, and encodings of long ago."""

from __future__ import annotations

from pathlib import Path

import pytest
from transcripts.reading import read, refused, said, times

from interviewcoder.transcripts.read import read_file

FILE = """1
00:00:03,120 --> 00:00:05,480
Spreker 1: Kunt u vertellen hoe het begon?

2
00:00:05,980 --> 00:00:09,200
Spreker 2: Eerlijk gezegd was het
<font color="red">chaos</font> 😅.


3
00:00:09,200 --> 00:00:11,000

4
00:00:11,000 --> 00:00:12,000
<i>lacht</i>
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_amberscript(tmp_path: Path, ends: str) -> None:
    draft = read(tmp_path, "R07.srt", "\ufeff" + FILE.replace("\n", ends))
    assert said(draft.text) == [
        ("Spreker 1", "Kunt u vertellen hoe het begon?"),
        ("Spreker 2", "Eerlijk gezegd was het chaos 😅. lacht"),
    ]
    assert times(draft.text) == [(3.12, 5.48), (5.98, 12)]
    assert draft.format == "srt"


def test_blocks_that_miss_a_part(tmp_path: Path) -> None:
    file = (
        "1\n00:00:01,0 --> 00:00:02,50\nEen.\n\n2\nzonder tijd.\n\n3\n0:0:3.5 --> 0:0:4\nDrie.\n4\n"
        "00:00:04,000 --> 00:00:05,000\nIn 2020.\n\n5\n00:00:05,000 --> 00:00:06,000\n2020\n\n"
    )
    draft = read(tmp_path, "R07.srt", file)
    assert [speech for _, speech in said(draft.text)] == ["Een.", "zonder tijd.", "Drie.", "In 2020.", "2020"]
    assert times(draft.text) == [(1, 2.5), (None, None), (3.5, 4), (4, 5), (5, 6)]
    assert "kept: 1" in draft.warnings[0]


def test_windows_encoding_is_told(tmp_path: Path) -> None:
    draft = read(tmp_path, "R07.srt", FILE.replace("😅", "één €").encode("cp1252"))
    assert "chaos één €." in draft.text
    assert "Windows-1252" in draft.warnings[0]


def test_under_another_name(tmp_path: Path) -> None:
    for name in ("R07.txt", "R07.vtt"):
        draft = read(tmp_path, name, "\ufeff" + FILE)
        assert (draft.format, draft.text) == ("srt", read(tmp_path, "R07.srt", FILE).text)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"I: dag\n\nR: dag\n", "captions.none"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n\n", "captions.none"),
        (b"PK\x03\x04", "other-kind"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nJa\0", "nul"),
    ],
)
def test_broken(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(tmp_path, "R07.srt", content) == key


@pytest.mark.parametrize(
    ("name", "speech"),
    [
        ("srt/webvttpy_sample", [f"Caption text #{n}" for n in range(1, 6)]),
        ("srt/webvttpy_invalid_timeframe", [f"Caption text #{n}" for n in range(1, 6)]),
        ("srt/webvttpy_missing_text", [f"Caption text #{n}" for n in (1, 3, 4, 5)]),
        ("srt/webvttpy_missing_timeframe", [f"Caption text #{n}" for n in range(1, 6)]),
        ("srt/cdown_ascii", ["ascii", "oh look", "ascii everywhere"]),
        ("own/vtt/amberscript_like", ["Kunt u vertellen hoe het begon?", "Eerlijk gezegd was het chaos 😅. lacht"]),
    ],
)
def test_the_collected_samples(samples: Path, name: str, speech: list[str]) -> None:
    assert " ".join(each for _, each in said(read_file(samples / f"{name}.srt").text)) == " ".join(speech)


def test_more_of_the_collected_samples(samples: Path) -> None:
    assert "Windows-1252" in read_file(samples / "srt" / "cdown_gb2312.srt").warnings[0]
    assert times(read_file(samples / "whisperx" / "interview_nl.srt").text)[3] == (3599.5, 3600.6)
