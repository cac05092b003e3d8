"""``quotes`` and ``codebook export``: in every format, trimmed and translated, and never with a name by accident."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import html5lib
import pytest
from builders import interview, new_document
from cli.asking import Run, made_up, place, stamp
from openpyxl import load_workbook
from sqlalchemy import insert

from interviewcoder.model import Codebook
from interviewcoder.publish.quoting.write import FORMATS
from interviewcoder.store import schema
from interviewcoder.store.project import Project
from interviewcoder.store.pseudonyms import KnownName, make_salt
from interviewcoder.transcripts.pseudonyms import name_hash

SAID = (("I", "Wie helpt?"), ("R", "Mijn collega Wubbo helpt wel, bij Nijenkolk Techniek BV. Daar leer je van."))
PLANTED = ("Wubbo", "Nijenkolk Techniek BV")


@pytest.fixture
def file(tmp_path: Path, codebook: Codebook) -> Path:
    """A study with names in it: one in a quote and one in an attribution."""
    path = tmp_path / "study.icdb"
    with Project.create(path, name="Bij Nijenkolk Techniek BV", codebook=codebook, coder="Anna") as project:
        project.import_documents("Anna", [new_document("R01", made_up(interview(SAID)))])
        document = project.ask.document("R01").id
        text = project.ask.transcript(document).text
        for words, id in (("collega Wubbo helpt wel", "trust"), ("Daar leer je van.", "work")):
            project.apply_code("Anna", document, text.index(words), text.index(words) + len(words), id)
    return path


def read(path: Path) -> str:
    """All that a reader of a file reads, as the program for it has it."""
    if path.suffix == ".docx":
        made = docx.Document(str(path))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])
    if path.suffix == ".xlsx":
        book = load_workbook(io.BytesIO(path.read_bytes()))
        rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
        return "\n".join([*book.sheetnames, *(str(cell) for row in rows for cell in row)])
    text = path.read_text(encoding="utf-8")
    return "".join(html5lib.parse(text).itertext()) if path.suffix == ".html" else text


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_a_name_out_without_a_reason(run: Run, file: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"quotes.{form}"
    stopped = run("quotes", file, "--out", out)
    assert stopped.code == 1
    assert not out.exists()
    assert "»Wubbo«" in stopped.err
    assert run("quotes", file, "--out", out, "--despite", "Wubbo is een paard").code == 0
    assert "Wubbo" in read(out), "the name was there to be found"


def test_reports_and_tables_of_codes_are_held_back_too(run: Run, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    stopped = run("report", file, "--out", out)
    assert (stopped.code, out.exists()) == (1, False)
    assert all(f"»{name}«" in stopped.err for name in PLANTED)
    assert run("report", file, "--out", out, "--despite", "proef").code == 0
    assert all(name in read(out) for name in PLANTED)
    history = run("history", file, "--json").json["events"]
    kept = [event["payload"] for event in history if event["kind"] == "export.override"]
    assert [(each["what"], each["reason"]) for each in kept] == [("report", "proef")]


def test_a_codebook_is_written_for_the_appendix_unless_its_examples_name_someone(
    run: Run, file: Path, tmp_path: Path
) -> None:
    files = [tmp_path / f"codebook.{form}" for form in ("docx", "md", "tex", "html", "csv", "xlsx")]
    for out in files:
        assert run("codebook", "export", file, "--out", out).code == 0
        told = read(out)
        for word in ("definition mistakes", "include mistakes", "exclude mistakes", "both when both", "label space"):
            assert word in told, out
        out.unlink()
    assert run("rule", file, "mistakes", "--include", "Zoals Wubbo zei, mijn collega Wubbo.").code == 0
    for out in files:
        assert run("codebook", "export", file, "--out", out).code == 1
        assert not out.exists()


def test_a_quote_is_trimmed_translated_moved_and_attributed(run: Run, file: Path) -> None:
    with Project.open(file) as project:
        project.set("Anna", "synthetic", "yes")
        document = project.ask.document("R01").id
        text = project.ask.transcript(document).text
        start = text.index("Mijn")
        project.apply_code("Anna", document, start, start + 12, "trust")
    first, second, _ = (each["guid"] for each in run("quotes", file, "--json").json["quotes"])
    done = run("quotes", file, "--edit", second, "--trim", "8-13", "--translation", "A colleague helps.")
    assert done.out == "collega […] helpt wel\nA colleague helps.\n(R01, employee)\n"
    assert run("quotes", file, "--edit", second, "--before", first).code == 0
    asked = run("quotes", file, "--attribution", "{company}/{pseudonym}", "--json").json["quotes"]
    assert [(each["text"], each["attribution"]) for each in asked][:2] == [
        ("collega […] helpt wel", "A/R01"),
        ("Mijn collega", "A/R01"),
    ]
    assert (asked[0]["left_out"], asked[0]["fragment"]) == ([[8, 13]], "collega Wubbo helpt wel")
    assert "A/R01" in run("quotes", file).out, "the study remembers how"
    for wrong in (["--attribution", "({naam})"], ["--trim", "0-1"], ["--format", "docx"], ["--edit", second]):
        before = stamp(file)
        assert run("quotes", file, *wrong).code == 1
        assert stamp(file) == before
    assert run("quotes", file, "--edit", second, "--trim", "een").code == 2


def test_one_voice_and_a_silent_role_are_told_and_an_interviewer_is_no_voice(run: Run, file: Path) -> None:
    with Project.open(file) as project:
        project.set("Anna", "synthetic", "yes")
        document = project.ask.document("R01").id
        project.apply_code("Anna", document, *place(file, "R01", "Wie h"), "space")
    told = run("quotes", file, "--out", file.with_name("q.csv")).err
    assert told == "! R01 carries 67% of the quotes.\n! No quote of: director.\n"
    printed = run("quotes", file)
    assert "R01 carries 67%" in printed.out
    assert printed.err == ""
    assert run("quotes", file, "--role", "employee", "--format", "csv").err == "", "two are too few to say so"


def test_codings_for_programs_hold_back_only_names_that_were_replaced(run: Run, file: Path) -> None:
    assert len(run("codings", file, "--json").json["rows"]) == 2
    with Project.open(file) as project:
        known = KnownName(name_hash("Wubbo", make_salt(project)), 1)
        with project._writing() as conn:
            conn.execute(insert(schema.known_name).values(hash=known.hash, words=known.words))
    stopped = run("codings", file, "--json")
    assert (stopped.code, stopped.out) == (1, "")
    assert "»Wubbo«" in stopped.err
    assert len(run("codings", file, "--json", "--despite", "proef").json["rows"]) == 2
    assert "Wubbo" in run("codings", file).out, "on the screen of whoever codes it is no secret"
