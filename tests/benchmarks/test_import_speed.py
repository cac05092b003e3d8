"""How fast each format is read, against the plain library underneath; on one interview over and over."""

from __future__ import annotations

import html
import io
import json
import os
import re
import time
import zipfile
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from lxml import etree
from striprtf.striprtf import rtf_to_text
from transcripts.formats import EVERY, INTERVIEW

from interviewcoder.model import Codebook
from interviewcoder.store.project import Project
from interviewcoder.tasks.gathering import gather
from interviewcoder.tasks.intake import bring_in, prepare
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript

pytestmark = pytest.mark.benchmark

ROUNDS = 3
CORPUS = Path(__file__).parents[2] / "corpus" / "learning_culture" / "interviews"
TURNS = 6_000
TURNS_IN_PDF = 600
LEAST = 0.5
"""Megabytes of text a second that every format but PDF must reach."""


def _plain_docx(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def _plain_odt(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    return "\n".join("".join(each.itertext()) for each in root.iter("{*}p"))


def _plain_pdf(content: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _plain_captions(content: bytes) -> str:
    """There is none underneath: what splitting and taking out tags alone would cost."""
    blocks = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n\n")
    said = (block.partition("-->")[2].partition("\n")[2] for block in blocks)
    return "\n".join(html.unescape(re.sub(r"<[^>]*>", "", each)) for each in said)


def _plain_html(content: bytes) -> str:
    return "".join(etree.fromstring(content, etree.HTMLParser(encoding="utf-8")).itertext())


def _plain_otr(content: bytes) -> str:
    return _plain_html(json.loads(content)["text"].encode())


PLAIN: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "plain text": ("bytes.decode", bytes.decode),
    "Markdown": ("bytes.decode", bytes.decode),
    "Word": ("python-docx", _plain_docx),
    "LibreOffice": ("lxml", _plain_odt),
    "RTF": ("striprtf", lambda content: rtf_to_text(content.decode("ascii"))),
    "PDF": ("pdfplumber", _plain_pdf),
    "WhisperX JSON": ("json", json.loads),
    "whisper.cpp": ("json", json.loads),
    "Amberscript JSON": ("json", json.loads),
    "oTranscribe": ("json + lxml", _plain_otr),
    "noScribe HTML": ("lxml", _plain_html),
}


def _turns(text: str) -> int:
    return len(build_transcript(text, {each.label: each.speaker for each in propose_speakers(text)}).turns)


def seconds(job: Callable[[], object]) -> float:
    """The least time of a few rounds: of the processor, also in the process that reads a PDF."""
    taken = []
    for _ in range(ROUNDS):
        begun = _worked()
        job()
        taken.append(_worked() - begun)
    return min(taken)


def _worked() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


def test_megabytes_per_second(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, slow = [], []
    for name, (suffix, write) in EVERY.items():
        turns = TURNS_IN_PDF if name == "PDF" else TURNS
        lines = INTERVIEW * (turns // len(INTERVIEW))
        content = write(lines)
        path = tmp_path / f"R07.{suffix}"
        path.write_bytes(content)
        text = read_file(path).text
        size = len(text.encode()) / 1e6
        ours = size / seconds(partial(read_file, path))
        below, plain = PLAIN.get(name, ("splitting", _plain_captions))
        theirs = size / seconds(partial(plain, content))
        ready = size / seconds(partial(_turns, text))
        rows.append(f"{name:<18} {size:>5.2f} {ours:>8.2f} {theirs:>8.2f}  {below:<13} {ready:>8.2f}")
        if name != "PDF" and ours < LEAST:
            slow.append(name)
        assert _turns(text) == turns
    with capsys.disabled():
        print("\nMB of text a second: our reader, the library under it, then speakers, turns and sentences")
        print(f"{'format':<18} {'MB':>5} {'reader':>8} {'library':>8}  {'':<13} {'turns':>8}")
        print("\n".join(rows))
    assert slow == []


def test_a_folder_of_200_interviews_in_one_go(
    study: Project, tmp_path: Path, codebook: Codebook, capsys: pytest.CaptureFixture[str]
) -> None:
    """Some 48 kB each, an hour of talk; read with a proposal of who speaks, then written in one transaction."""
    folder = tmp_path / "interviews"
    folder.mkdir()
    demo = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    for number in range(200):
        hour = "".join(demo[(number + more) % len(demo)] for more in range(7))
        (folder / f"X{number:03}.txt").write_text(f"{hour}\nI: Nummer {number}?\nR: Ja.\n", "utf-8")
    begun = time.perf_counter()
    candidates = [prepare(path, roles=codebook.roles) for path in gather([folder]).files]
    read = time.perf_counter()
    told: list[float] = []
    bring_in(study, "Anna", candidates, tell=lambda done, total: told.append(time.perf_counter()))
    written = time.perf_counter()
    silent = max(after - before for before, after in pairwise([read, *told, written]))
    size = sum(len(each.draft.text) for each in candidates) / 1e6
    with capsys.disabled():
        print(f"\n200 files, {size:.1f} MB: read {read - begun:.1f} s, written {written - read:.1f} s,")
        print(f"at most {silent:.2f} s between two signs of progress")
    assert len(study.ask.documents()) == 201
