"""PDF: paragraphs made whole again, headers and footers left out, and what holds no text refused by its name."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from transcripts.formats import INTERVIEW, TEXT, as_pdf
from transcripts.pdf_file import HEIGHT, LEFT, ROOM, Placed, make_pdf, wrapped
from transcripts.reading import read, refused, said

from interviewcoder.errors import Refused
from interviewcoder.transcripts.pdf_words import words_of
from interviewcoder.transcripts.read import read_file

PARAGRAPHS = [f"{label}: {words}" for label, words in INTERVIEW]


def page(*lines: str, top: float = 120, step: float = 15) -> list[Placed]:
    return [(LEFT, top + number * step, line) for number, line in enumerate(lines)]


def full(start: str) -> str:
    """A line that fills the page's width: nothing more would fit on it."""
    words = start
    while len(words) < ROOM - 8:
        words += " woorden"
    return words + "x" * (ROOM - len(words))


@pytest.mark.parametrize("gap", [0, 8])
def test_wrapped_lines_are_paragraphs_again(tmp_path: Path, gap: float) -> None:
    assert read(tmp_path, "R07.pdf", make_pdf(wrapped(PARAGRAPHS, gap=gap))).text == TEXT


def test_a_paragraph_goes_on_over_a_page(tmp_path: Path) -> None:
    long = "R07: " + "En toen ging het eigenlijk vanzelf, dat had niemand verwacht. " * 60
    pages = wrapped(["Interviewer: Hoe ging dat?", long.strip(), "Interviewer: Mooi."])
    assert len(pages) > 1
    text = read(tmp_path, "R07.pdf", make_pdf(pages)).text
    assert text == f"Interviewer: Hoe ging dat?\n{long.strip()}\nInterviewer: Mooi.\n"


def test_words_broken_over_lines(tmp_path: Path) -> None:
    lines = (
        f"{full('R07: Dat is')[:-5]} leer-",
        f"{full('cultuur, zegt')[:-3]} HR-",
        f"{full('manager, in')[:-6]} Noord-",
        "Holland.",
    )
    draft = read(tmp_path, "R07.pdf", make_pdf([page(*lines)]))
    assert " leercultuur, " in draft.text
    assert " HR-manager, " in draft.text
    assert draft.text.endswith(" Noord-Holland.\n")
    (warning,) = draft.warnings
    assert "word made whole: 1" in warning


def test_headers_and_footers_are_left_out_and_told(tmp_path: Path) -> None:
    pages = wrapped(PARAGRAPHS * 6, gap=8)
    assert len(pages) > 2
    for number, each in enumerate(pages, 1):
        each.insert(0, (LEFT, 50, "VERTROUWELIJK – project MKB"))
        each.append((LEFT + 400, HEIGHT - 40, f"pagina {number} van {len(pages)}"))
    draft = read(tmp_path, "R07.pdf", make_pdf(pages))
    assert draft.text == TEXT * 6
    (warning,) = draft.warnings
    assert "VERTROUWELIJK – project MKB / pagina 1 van" in warning


def test_what_comes_back_but_is_said_stays(tmp_path: Path) -> None:
    """Once on one page, or in the middle of pages, it is no header."""
    middle = [page("Interviewer: En?", "R07: Ja.", top=300) for _ in range(4)]
    assert read(tmp_path, "R07.pdf", make_pdf(middle)).text.count("R07: Ja.") == 4
    assert read(tmp_path, "R07.pdf", make_pdf([page("Interviewer: En?", top=40)])).text == "Interviewer: En?\n"


def test_columns_are_apart_by_tabs(tmp_path: Path) -> None:
    rows = [(LEFT, 120 + 30 * number, label) for number, (label, _) in enumerate(INTERVIEW)]
    rows += [(LEFT + 100, 120 + 30 * number, words[:50]) for number, (_, words) in enumerate(INTERVIEW)]
    text = read(tmp_path, "R07.pdf", make_pdf([rows])).text
    assert text.startswith("Interviewer\tWat gebeurt")
    assert said(text) == [(label, words[:50].strip()) for label, words in INTERVIEW]


def test_pages_that_are_pictures(tmp_path: Path) -> None:
    assert refused(tmp_path, "R07.pdf", make_pdf([[], []], pictures=[0, 1])) == "pdf.scanned"
    assert refused(tmp_path, "R07.pdf", make_pdf([[]])) == "empty"
    draft = read(tmp_path, "R07.pdf", make_pdf([page("Interviewer: En?"), [], page("R07: Ja.")], pictures=[0, 1]))
    assert draft.text == "Interviewer: En?\nR07: Ja.\n"
    (warning,) = draft.warnings
    assert "on page 2;" in warning


def test_the_sentences_say_what_to_do(tmp_path: Path) -> None:
    for content, words in (
        (make_pdf([[]], pictures=[0]), "scanned PDF"),
        (make_pdf([page("I")], locked=True), "password"),
    ):
        with pytest.raises(Refused, match=words):
            read(tmp_path, "R07.pdf", content)


def test_signs_without_letters(tmp_path: Path) -> None:
    assert refused(tmp_path, "R07.pdf", make_pdf([page(*PARAGRAPHS)], letters=False)) == "pdf.no-letters"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"I: dag", "pdf.no-pdf"),
        (b"PK\x03\x04", "pdf.no-pdf"),
        (b"%PDF-1.7\n", "pdf.damaged"),
        (b"%PDF-1.7\n" + b"[" * 100_000, "pdf.damaged"),
        (make_pdf([page("I")], locked=True), "pdf.locked"),
    ],
    ids=["empty", "text", "zip", "only a head", "deep", "password"],
)
def test_broken_and_hostile(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(tmp_path, "R07.pdf", content) == key


def test_half_a_file(tmp_path: Path) -> None:
    whole = as_pdf(INTERVIEW)
    assert refused(tmp_path, "R07.pdf", whole[: len(whole) // 3]) in ("pdf.damaged", "empty")


def test_what_unpacks_without_end_is_stopped(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    head = packer.compress(b"0 " * (8 * 2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b"0 " * (8 * 2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = head + again * 255  # 4 GiB
    pdf = make_pdf([page("I: dag")])
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    start = pdf.index(b"11 0 obj\n") + 9
    end = pdf.index(b"\nendobj", start)
    assert refused(tmp_path, "R07.pdf", pdf[:start] + stream + pdf[end:]) in ("pdf.large", "pdf.damaged")


def test_the_words_and_where_they_stand() -> None:
    """The part that runs in a process of its own, here in this one."""
    (found,) = words_of(make_pdf([[(70, 120, "één twee")]]))["pages"]
    assert (found["height"], found["images"]) == (HEIGHT, 0)
    assert [(word[0], word[1], word[2]) for word in found["words"]] == [("één", 70, 86.5), ("twee", 92, 114)]
    assert words_of(b"%PDF-1.7")["refused"] == "damaged"
    assert words_of(make_pdf([page("I")], locked=True))["refused"] == "locked"


def test_the_collected_samples(samples: Path) -> None:
    text = read_file(samples / "codebook" / "maxqda_code-system.pdf").text
    assert "Understanding feature importance\t2\n" in text


def test_what_is_said_at_the_edges_of_pages_stays(tmp_path: Path) -> None:
    """A turn is no header, nor its lines further on, however often they stand there."""
    answer = ("R: Ja.", "dat is bij ons op de werkvloer zo", "en anders niet")
    pages = [page(*answer, f"I: Is {each} van belang?", top=60) for each in ("lassen", "frezen", "draaien", "boren")]
    draft = read(tmp_path, "R07.pdf", make_pdf(pages))
    assert draft.text.count("R: Ja.") == draft.text.count("en anders niet") == len(pages)
    assert draft.warnings == ()
    goes_on = [page(*answer[1:], f"I: En {each}?", top=60) for each in ("lassen", "frezen", "draaien", "boren")]
    assert read(tmp_path, "R08.pdf", make_pdf(goes_on)).text.count("en anders niet") == len(pages)
