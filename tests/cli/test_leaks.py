"""Every way out of a study, in every format: what names someone stops it, and what is hidden stands nowhere in it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from builders import both, interview, new_document
from cli.asking import Run

from interviewcoder.model import Codebook, Company, Planned, Respondent, Span
from interviewcoder.store.project import Project
from interviewcoder.store.quoting import edit_quote

TABLE = (".csv", ".xlsx", ".md", ".tex", ".docx", ".html")
FIGURE = (".svg", ".png", ".pdf")
WAYS = {
    "quotes": ((), TABLE),
    "codebook export": ((), TABLE),
    "report": ((), (".html",)),
    "exchange export": ((), (".qdpx", ".qdc", ".csv")),
    "disagreements": ((), TABLE),
    "agreement": (("--by", "pair"), TABLE),
    "agreement --differing": (("space",), TABLE),
    "coverage": (("--level", "feature"), TABLE),
    "coverage --figure": (("--level", "feature"), FIGURE),
    "coverage --csv": (("--level", "feature", "--by", "coder"), (".csv",)),
    "coverage --svg": (("--level", "feature", "--by", "coder"), FIGURE),
    "cooccurrence": (("--level", "feature"), TABLE),
    "cooccurrence --figure": (("--level", "feature"), FIGURE),
    "facets": (("--level", "feature"), TABLE),
    "gaps": (("--closed",), TABLE),
    "sql": (("SELECT text, coder FROM v_codings",), TABLE),
}
"""Each way out, with what else it is asked and the formats it knows."""
EVERY = [(way, suffix) for way, (_, suffixes) in WAYS.items() for suffix in suffixes]
STOPPED = [case for case in EVERY if case[0] in ("quotes", "exchange export") or case[1] == WAYS[case[0]][1][0]]
"""What is stopped before any format is written is tried in one, where the text is the same in all."""
QUICK = [("quotes", ".docx"), ("exchange export", ".qdpx"), ("coverage", ".xlsx"), ("report", ".html")]
CODERS = ("Fenna Postma", "Bram Kuiper")
HIDDEN = ("Fenna", "Postma", "Bram", "Kuiper", "Nijenkolk", "Geertje", "Smit")
SAID = "Mijn collega Geertje Smit van Nijenkolk BV uit Apeldoorn vindt dat het zo goed gaat."


def each(cases: list[tuple[str, str]]) -> list[object]:
    marks = {case: () if case in QUICK else (pytest.mark.slow,) for case in cases}
    return [pytest.param(*case, id=" ".join(case), marks=marks[case]) for case in cases]


def study_at(path: Path, codebook: Codebook, label: str) -> Path:
    """A study whose coders, file, words, memo and left-out words name people; ``label`` is that of a feature."""
    codes = tuple(
        replace(code, label=both(label), short=both(label)) if code.id == "trust" else code for code in codebook.codes
    )
    first, second = CODERS
    with Project.create(path, name="Proef", codebook=replace(codebook, codes=codes), coder=first) as project:
        project.add_coder(second)
        project.plan(first, [Company("A", "bouw", "")], [Planned("A", "employee", 2), Planned("A", "director", 2)])
        who = Respondent("R01", "employee", "A")
        text = interview((("I", "En?"), ("R", SAID)))
        named = replace(new_document("Jan Nijenkolk", text, respondent=who), original=b"<by>Geertje Smit</by>")
        project.import_documents(first, [named, new_document("R02", respondent=Respondent("R02", "director", "A"))])
        for document in project.ask.documents():
            for coder in CODERS:
                project.mark_read(coder, document.id, 0, document.length)
        document = project.ask.document("R01").id
        start = text.text.index(SAID)
        guid = project.apply_code(first, document, start, start + len(SAID), "trust", memo="Vraag Geertje Smit.")
        cut = [Span(0, SAID.index("vindt"))]
        edit_quote(project, first, guid, cut, "")
        project.apply_code(second, project.ask.document("R02").id, 43, 60, "work", facets={"presence": "absent"})
    return path


def asked(way: str, study: Path, out: Path) -> list[object]:
    command, *more = way.split(" ")
    extra = [*WAYS[way][0]]
    if command == "codebook":
        return [command, *more, study, "--out", out]
    if command == "exchange":
        return [command, *more, study, out]
    if command == "sql":
        return [command, study, *extra, "--out", out]
    if more == ["--differing"]:
        return [command, study, "--differing", *extra, "--out", out]
    return [command, study, *extra, more[0] if more else "--out", out]


def everything(path: Path) -> str:
    """All that a file holds, taken out of its packing: names, metadata and streams too."""
    content = path.read_bytes()
    parts = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
            parts += [packed.comment, *(name.encode() for name in packed.namelist())]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    if content.startswith(b"%PDF"):
        with pdfplumber.open(path) as pages:
            parts += [page.extract_text().encode() for page in pages.pages]
    if content.startswith(b"\x89PNG"):
        parts += re.findall(rb"(?:tEXt|iTXt|zTXt)(.*?)IDAT", content, re.DOTALL)
    return "\n".join(part.decode("utf-8", "replace") + part.decode("utf-16-le", "replace") for part in parts)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> Path:
    return study_at(tmp_path_factory.mktemp("named") / "s.icdb", codebook, "plan van Wubbo Jansen")


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> Path:
    return study_at(tmp_path_factory.mktemp("hidden") / "s.icdb", codebook, "onderling vertrouwen")


@pytest.mark.parametrize(("way", "suffix"), each(STOPPED))
def test_what_names_someone_stays_in(way: str, suffix: str, named: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / f"out{suffix}"
    ran = run(*asked(way, named, out))
    if way in ("gaps", "agreement") and ran.code == 0:  # what these tell of has no code or word in it
        assert "Jansen" not in everything(out)
        return
    assert (ran.code, out.exists()) == (1, False), ran.out
    assert "Jansen" in ran.err or "Geertje" in ran.err
    assert "--despite" in ran.err


WITH_ALL_WORDS = ("exchange export", "disagreements", "agreement --differing", "sql")
"""What takes whole texts and fragments out; the others only what is to be quoted."""


@pytest.mark.parametrize(("way", "suffix"), each(EVERY))
def test_what_is_hidden_stands_nowhere(way: str, suffix: str, hidden: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / f"out{suffix}"
    whole = way in WITH_ALL_WORDS and suffix not in (".qdc",) and (way, suffix) != ("exchange export", ".csv")
    ran = run(*asked(way, hidden, out), *(("--despite", "proef", "--coder", CODERS[0]) if whole else ()))
    assert (ran.code, out.exists()) == (0, True), ran.err
    held = everything(out)
    names = ("Fenna", "Postma", "Kuiper") if whole else HIDDEN
    assert [name for name in names if name.casefold() in held.casefold()] == []
