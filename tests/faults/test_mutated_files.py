"""Files broken at random, the same ones each time: each is read or refused with one sentence, and never hangs.

``pytest -m faults -n 0 -s tests/faults/test_mutated_files.py`` breaks 10,000 and tells what came of them.
"""

from __future__ import annotations

import io
import random
import sqlite3
import time
import zipfile
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from transcripts.formats import EVERY, INTERVIEW, as_docx, as_txt

from interviewcoder.errors import Refused
from interviewcoder.model import Role
from interviewcoder.store.project import Project
from interviewcoder.tasks.intake import bring_in, prepare
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript

LONGEST = 10.0
"""Seconds that one small broken file may take."""

_IN_ZIPS = ("Word", "LibreOffice")
_ZIPPED = {"docx": "word/document.xml", "odt": "content.xml"}
_NO_TEXT = (b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\x81", b"\x01\x02")
_WORDS = (
    *(
        b"\x1b[2J",
        b"\r",
        b"\n\n",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"<",
        b">",
        b"&",
        b",",
        b":",
        b"\\",
        b"\t",
        b"- ",
        b"#",
    ),
    *(
        b"-->",
        b"99999999999",
        b"-1",
        b"NaN",
        b"\\u55357 ",
        b"\\bin99 ",
        b"\\'e",
        b"<!DOCTYPE a [",
        b"&#0;",
        b"<v ",
        b"NOTE",
    ),
    *(
        b"null",
        b"1e999",
        b"\\ud83d",
        b"endobj",
        b"stream",
        b"/Length 99999",
        b"/FlateDecode",
        b"obj",
        b"]]>",
        b"<!--",
    ),
)


def mutated(name: str, seed: int) -> bytes:
    """The interview in a format, with something wrong: of even seeds a little, in text; of odd ones more, anywhere.

    Of zipped formats every other time inside the zip.
    """
    suffix, write = EVERY[name]
    dice = random.Random(f"{name} {seed}")
    part = _ZIPPED.get(suffix)
    content = write(INTERVIEW)
    if part is None or dice.random() < 0.5:
        return _broken(content, dice, gently=seed % 2 == 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in whole.namelist():
            held = whole.read(each)
            archive.writestr(each, _broken(held, dice, gently=seed % 2 == 0) if each == part else held)
    return out.getvalue()


def _broken(content: bytes, dice: random.Random, *, gently: bool) -> bytes:
    broken = bytearray(content)
    for _ in range(dice.randint(1, 2 if gently else 12)):
        if not broken:
            break
        at = dice.randrange(len(broken))
        match dice.randrange(4 if gently else 8):
            case 0:
                broken[at] = dice.randrange(32, 127)
            case 1:
                del broken[at : at + dice.randint(1, 60)]
            case 2:
                broken[at:at] = dice.choice(_WORDS) * dice.choice((1, 1, 1, 30))
            case 3:
                piece = broken[at : at + dice.randint(1, 200)]
                to = dice.randrange(len(broken))
                broken[to:to] = piece * dice.choice((1, 2, 20))
            case 4:
                broken[at] = dice.randrange(256)
            case 5:
                broken[at:at] = dice.randbytes(dice.randint(1, 20))
            case 6:
                broken[at:at] = dice.choice(_NO_TEXT)
            case _:
                if dice.random() < 0.3:
                    del broken[at:]
    return bytes(broken)


def outcome(path: Path) -> str:
    """What came of a file: "read", or the key of the sentence it was refused with."""
    begun = time.perf_counter()
    try:
        draft = read_file(path)
    except Refused as fault:
        refusal: Refused | None = fault
    else:
        refusal = None
    assert time.perf_counter() - begun < LONGEST
    if refusal:
        assert "\n" not in str(refusal)
        assert path.name in str(refusal)
        return refusal.key
    assert draft.text.strip()
    assert not {"\0", "\r"} & set(draft.text)
    draft.text.encode("utf-8")
    transcript = build_transcript(draft.text, {each.label: each.speaker for each in propose_speakers(draft.text)})
    assert all(0 <= turn.start < turn.end <= len(draft.text) for turn in transcript.turns)
    return "read"


def outcomes(folder: Path, names: Iterable[str], seeds: range) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for name in names:
        path = folder / f"mutant.{EVERY[name][0]}"
        for seed in seeds:
            content = mutated(name, seed)
            path.write_bytes(content)
            try:
                found[name, outcome(path)] += 1
            except Exception as crash:
                raise AssertionError(f"{name}, seed {seed}") from crash
            assert path.read_bytes() == content
    return found


def test_a_few_hundred_broken_files(tmp_path: Path) -> None:
    found = outcomes(tmp_path, [name for name in EVERY if name != "PDF"], range(20))
    found += outcomes(tmp_path, ["PDF"], range(6))
    assert found.total() > 300
    assert {name for name, what in found if what == "read"} >= set(EVERY) - {"PDF", *_IN_ZIPS}
    assert {name for name, what in found if what != "read"} >= {"Word", "LibreOffice", "RTF", "WhisperX JSON"}


@pytest.mark.faults
def test_ten_thousand_broken_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = time.perf_counter()
    found = outcomes(tmp_path, EVERY, range(10_000 // len(EVERY) + 1))
    with capsys.disabled():
        print(f"\n{found.total()} files in {time.perf_counter() - begun:.0f} s, crashes 0")
        print(f"{'format':<18} {'read':>6} {'refused':>8}  sentences")
        for name in EVERY:
            said = {what.removeprefix("transcripts."): n for (each, what), n in found.items() if each == name}
            read = said.pop("read", 0)
            print(f"{name:<18} {read:>6} {sum(said.values()):>8}  {', '.join(sorted(said))}")
    assert found.total() >= 10_000


def contents(path: Path) -> list[str]:
    """All that a study holds, row by row."""
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def test_a_broken_file_leaves_the_study_as_it_was(tmp_path: Path, study: Project) -> None:
    """Beside a good file, for an import is all or nothing."""
    good = tmp_path / "R08.docx"
    good.write_bytes(as_docx(INTERVIEW))
    before = contents(tmp_path / "study.icdb")
    roles = (Role("employee", {"nl": "medewerker"}),)
    refused = 0
    for name in ("Word", "LibreOffice", "RTF", "WhisperX JSON", "Teams", "plain text"):
        for seed in range(15):
            bad = tmp_path / f"R09.{EVERY[name][0]}"
            bad.write_bytes(mutated(name, seed))
            try:
                candidates = [prepare(path, roles=roles) for path in (good, bad)]
            except Refused:
                refused += 1
                assert contents(tmp_path / "study.icdb") == before
                continue
            assert [candidate.path for candidate in candidates] == [good, bad]
    assert refused > 10
    (tmp_path / "R08.txt").write_bytes(as_txt((*INTERVIEW, ("R07", "En nog iets anders."))))
    clash = [prepare(path, roles=roles) for path in (good, tmp_path / "R08.txt")]
    with pytest.raises(Refused):
        bring_in(study, "Anna", clash)
    assert contents(tmp_path / "study.icdb") == before
    bring_in(study, "Anna", clash[:1])
    assert contents(tmp_path / "study.icdb") != before
