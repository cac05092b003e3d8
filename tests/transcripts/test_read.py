"""Files in: what they hold comes through unchanged, and what cannot be read is refused in one sentence."""

from __future__ import annotations

import os
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from interviewcoder.errors import Refused
from interviewcoder.transcripts.read import SUFFIXES, read_file

TEXT = "I: Wat doet u?\nR: Lassen, sinds ’t begin – één jaar €.\n\tTab blijft. \n"


def refused(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_file(path)
    assert "\n" not in str(caught.value)
    assert path.name in str(caught.value) or str(path) in str(caught.value)
    return caught.value.key


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    content = (mark + TEXT.replace("\n", ends)).encode(encoding)
    draft = read_file(write(tmp_path / "R07.TXT", content))
    assert (draft.name, draft.format, draft.text, draft.original) == ("R07", "txt", TEXT, content)
    assert bool(draft.warnings) == (encoding == "cp1252")


def test_text_is_not_normalised(tmp_path: Path) -> None:
    text = "R: re\u0308el, \u00ebel\u2028\u0085 \u00a0\ufeff 👩\u200d👧 \u00ad.\n"
    draft = read_file(write(tmp_path / "R07.txt", text.encode()))
    assert draft.text == text
    assert "control characters" in draft.warnings[0]  # U+0085 is one


def test_terminal_escapes_are_kept_and_warned_of(tmp_path: Path) -> None:
    text = "R: dat was \x1b[31mrood\x1b[0m, en toen nog een heleboel andere dingen waar niets mee was.\n"
    draft = read_file(write(tmp_path / "R07.txt", text.encode()))
    assert draft.text == text
    assert len(draft.warnings) == 1
    title = "\x1b]0;pwned\x07R: dag.\n"
    draft = read_file(write(tmp_path / "R08.txt", title.encode()))
    assert (draft.text, len(draft.warnings)) == (title, 1)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "transcripts.empty"),
        (b" \r\n\t\n", "transcripts.empty"),
        (b"I: \nR:\n", "transcripts.empty"),
        (b"[00:01] Anna:\n\nR\n", "transcripts.empty"),
        (b"\xef\xbb\xbf", "transcripts.empty"),
        (b"%PDF-1.7 stream", "transcripts.other-kind"),
        (b"PK\x03\x04rest", "transcripts.other-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "transcripts.other-kind"),
        (b"{\\rtf1 I: dag}", "transcripts.other-kind"),
        (b"I: dag\0 R: dag", "transcripts.nul"),
        ("I: dag".encode("utf-16-le"), "transcripts.nul"),
        ("\ufeffI: dag".encode("utf-32-le"), "transcripts.nul"),
        (b"I: caf\xe9\0", "transcripts.nul"),
        (b"\xff\xfeI\x00:\x00\x00\xd8", "transcripts.broken-encoding"),
        (b"\xef\xbb\xbfI: caf\xe9", "transcripts.broken-encoding"),
        (b"\x81\x8d\x8f\x90\x9d dag", "transcripts.no-text-file"),
        (b"\x01\x02\x03\x04 dag", "transcripts.mostly-controls"),
    ],
)
def test_a_txt_that_is_no_text(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(write(tmp_path / "R07.txt", content)) == key


def test_a_line_of_200_megabytes_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "R07.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    assert refused(path) == "transcripts.too-large"


def test_what_is_no_file_to_read(tmp_path: Path) -> None:
    assert refused(tmp_path / "R07.txt") == "transcripts.no-file"
    assert refused(tmp_path / "geen" / "R07.txt") == "transcripts.no-file"
    (tmp_path / "map.txt").mkdir()
    assert refused(tmp_path / "map.txt") == "transcripts.folder"
    os.mkfifo(tmp_path / "pijp.txt")
    assert refused(tmp_path / "pijp.txt") == "transcripts.unreadable"
    (tmp_path / "lus.txt").symlink_to(tmp_path / "lus.txt")
    assert refused(tmp_path / "lus.txt") == "transcripts.unreadable"
    assert refused(tmp_path / ("x" * 300 + ".txt")) == "transcripts.unreadable"


@pytest.mark.parametrize("name", ["R07", "R07.doc", "R07.mp3", ".txt"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, b"I: dag\n")
    assert refused(path) == "transcripts.unknown-suffix"
    with pytest.raises(Refused, match=", ".join(SUFFIXES)):
        read_file(path)


def test_a_name_cannot_command_the_terminal(tmp_path: Path) -> None:
    assert read_file(write(tmp_path / "R\x1b[31m07.txt", b"I: dag\n")).name == "R␛[31m07"


def _mutated(content: bytes, seed: int) -> bytes:
    dice = random.Random(seed)
    mutant = bytearray(content)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(mutant))
        match dice.randrange(4):
            case 0:
                mutant[at] = dice.randrange(256)
            case 1:
                del mutant[at : at + dice.randint(1, 40)]
            case 2:
                mutant[at:at] = dice.randbytes(dice.randint(1, 20))
            case _:
                del mutant[dice.randrange(len(mutant) // 2, len(mutant)) :]
        if len(mutant) < 2:
            return bytes(mutant)
    return bytes(mutant)


def test_half_and_mutated_files_are_read_or_refused(tmp_path: Path, make_docx: Callable[..., Path]) -> None:
    body = "<w:p><w:r><w:t>I: Wat doet u?</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    word = make_docx(body * 5).read_bytes()
    with zipfile.ZipFile(tmp_path / "stored.zip", "w") as archive:
        archive.writestr("word/document.xml", zipfile.ZipFile(make_docx(body)).read("word/document.xml"))
    stored = (tmp_path / "stored.zip").read_bytes()
    for seed in range(600):
        for suffix, content in (("docx", word), ("docx", stored), ("txt", TEXT.encode())):
            path = write(tmp_path / f"mutant.{suffix}", _mutated(content, seed))
            with suppress(Refused):
                assert read_file(path).text
