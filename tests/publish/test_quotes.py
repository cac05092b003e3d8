"""Quotes of a study: chosen, ordered, attributed without a name, and written so that they read back the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from builders import interview, new_document
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.locale import choose_language
from interviewcoder.model import Code, Coding, Document, Origin, Respondent, Role, Span, Speaker
from interviewcoder.publish.attributed import Said, attribution
from interviewcoder.publish.balance import balance_of
from interviewcoder.publish.quotes import Collection, Quote, choose_quotes
from interviewcoder.publish.quoting.markdown import quotes_as_markdown
from interviewcoder.publish.quoting.table import quotes_as_csv
from interviewcoder.safe import visible
from interviewcoder.store.project import Project

DUTCH = Role("line_manager", {"nl": "leidinggevende", "en": "line manager"})


@pytest.fixture
def project(study: Project) -> Project:
    """Beside R01 (employee) a director R02 and an interview of nobody yet; coded by Anna and Bram."""
    study.add_coder("Bram")
    boss = Respondent("R02", "director", "B")
    more = [
        new_document("R02", interview((("R", "Ik *ben* de baas. Echt waar."),)), respondent=boss),
        new_document("Interview Jan Jansen", interview((("Jan", "Zeg ik niet."),)), respondent=None),
    ]
    study.import_documents("Anna", more)
    one, two, nobody = (study.ask.document(name) for name in ("R01", "R02", "Interview Jan Jansen"))
    text = study.ask.transcript(one.id).text
    at = text.index("Niemand")
    study.apply_code("Anna", one.id, at, at + 32, "mistakes")
    same = study.apply_code("Bram", one.id, at, at + 32, "mistakes", facets={"presence": "absent"})
    study.apply_code("Anna", one.id, at, at + 32, "space")
    late = study.apply_code("Anna", one.id, text.index("Dat beslis"), text.index("zelf") + 5, "mistakes")
    study.apply_code("Anna", two.id, 3, 20, "space")
    study.apply_code("Bram", two.id, 3, 20, "work")
    study.apply_code("Bram", nobody.id, 5, 17, "work")
    study.star("Anna", late, True)
    study.star("Bram", same, False)
    return study


def chosen(project: Project, **narrow: object) -> tuple[Quote, ...]:
    ask = project.ask
    return choose_quotes(project.codebook, ask.codings(), ask.documents(), ask.turns(), **narrow)  # type: ignore[arg-type]


def collection(quotes: Sequence[Quote], title: str = "T", *, synthetic: bool = False) -> Collection:
    return Collection(title, tuple(quotes), ("A note.",), "nl", synthetic)


def in_short(quotes: tuple[Quote, ...]) -> list[tuple[str, str, str, bool]]:
    return [(each.carrier.id, each.document.role, each.code.id, each.starred) for each in quotes]


# --- choosing -------------------------------------------------------------------------------------


def test_quotes_stand_by_carrier_and_role_starred_first_then_as_said(project: Project) -> None:
    assert in_short(chosen(project)) == [
        ("space", "director", "space", False),
        ("space", "employee", "mistakes", True),
        ("space", "employee", "space", False),
        ("space", "employee", "mistakes", False),
        ("work", "director", "work", False),
        ("work", "", "work", False),
    ]


def test_a_fragment_that_two_coders_gave_the_same_code_is_one_quote(project: Project) -> None:
    (twice,) = (each for each in chosen(project) if len(each.codings) > 1)
    assert [coding.coder for coding in twice.codings] == ["Anna", "Bram"]
    assert twice.qualifiers == ("absent",)


def test_the_starred_coding_stands_for_the_quote(project: Project) -> None:
    anna, bram = next(each for each in chosen(project) if len(each.codings) > 1).codings
    project.star("Anna", bram.guid, True)
    assert chosen(project)[1].coding.guid == bram.guid != anna.guid


def test_a_carrier_role_and_star_narrow_the_choice(project: Project) -> None:
    assert in_short(chosen(project, carrier="work")) == [
        ("work", "director", "work", False),
        ("work", "", "work", False),
    ]
    assert {each.document.role for each in chosen(project, role="director")} == {"director"}
    assert in_short(chosen(project, starred=True)) == [("space", "employee", "mistakes", True)]
    assert chosen(project, carrier="work", starred=True) == ()


# --- attribution ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "expected"), [("nl", "(R07, leidinggevende)"), ("en", "(R07, line manager)")])
def test_an_attribution_is_pseudonym_and_role_in_the_readers_language(
    project: Project, language: str, expected: str
) -> None:
    choose_language(language)
    codebook = replace(project.codebook, roles=(DUTCH,))
    said = Said(Speaker.RESPONDENT, Respondent("R07", "line_manager", "A"), "Nou ja.")
    assert attribution([said], codebook, project.ask.document("R01")) == expected


def test_neither_attribution_nor_any_export_names_the_file_of_an_unassigned_interview(project: Project) -> None:
    quotes = chosen(project)
    assert quotes[-1].attribution == "(unassigned respondent)"
    for written in (quotes_as_markdown(collection(quotes)), quotes_as_csv(collection(quotes))):
        assert "Zeg ik niet." in written
        assert "Jan" not in written


# --- Markdown -------------------------------------------------------------------------------------


def test_markdown_reads_by_carrier_and_role(project: Project) -> None:
    choose_language("nl")
    assert quotes_as_markdown(collection(chosen(project, carrier="space"), "Mijn *studie*", synthetic=True)) == (
        "**SYNTHETISCH: verzonnen voor demonstratie; geen echte persoon of organisatie heeft dit gezegd.**\n\n"
        "# Mijn \\*studie\\*\n\n"
        "A note.\n\n"
        "## 1 label space\n\n"
        "### director\n\n"
        "> Ik \\*ben\\* de baas.\n>\n> (R02, director)\n\n"
        "### employee\n\n"
        "> Dat beslis ik zelf.\n>\n> (R01, employee) · label mistakes · ★\n\n"
        "> Niemand wordt boos om een fout,\n>\n> (R01, employee)\n\n"
        "> Niemand wordt boos om een fout,\n>\n> (R01, employee) · label mistakes · absent\n"
    )


def test_markdown_without_quotes_says_so(project: Project) -> None:
    notes = balance_of((), project.codebook).notes
    written = quotes_as_markdown(Collection("", (), notes, "nl", False))
    assert written == "# Quotes\n\nQuotes: 0; respondents: 0; roles: 0\n"


def test_a_fragment_over_turns_keeps_who_said_what_on_its_own_line(project: Project) -> None:
    document = project.ask.document("R01")
    text = project.ask.transcript(document.id).text
    project.apply_code("Anna", document.id, text.index("daar leren"), text.index("beslis"), "work")
    quotes = chosen(project, carrier="work", role="employee")
    lines = ("\\[R01:\\] daar leren we van.", "\\[interviewer:\\] En wie pakt dat op?", "\\[R01:\\] Dat")
    shown = "\\\n> ".join(lines) + "\n>\n> (R01, employee)"
    assert f"> {shown}" in quotes_as_markdown(collection(quotes))


# --- CSV ------------------------------------------------------------------------------------------


def read_back(written: str) -> list[dict[str, str]]:
    assert written.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(written.encode().decode("utf-8-sig"), newline="")))


def test_csv_has_a_line_a_quote_with_all_that_is_known_of_it(project: Project) -> None:
    rows = read_back(quotes_as_csv(collection(chosen(project), synthetic=True)))
    assert len(rows) == 6
    assert rows[3] == {
        "carrier": "space",
        "code": "mistakes",
        "role": "employee",
        "carrier_name": "label space",
        "code_name": "label mistakes",
        "role_name": "employee",
        "respondent": "R01",
        "company": "A",
        "sector": "",
        "quote": "Niemand wordt boos om een fout,",
        "translation": "",
        "attribution": "(R01, employee)",
        "document": project.ask.document("R01").id,
        "start": "78",
        "end": "110",
        "time": "",
        "coder": "Anna; Bram",
        "facets": "presence=absent",
        "facet_names": "absent",
        "starred": "no",
        "star": "",
        "synthetic": "yes",
    }
    assert [row["starred"] for row in rows].count("yes") == 1
    named = read_back(quotes_as_csv(collection(chosen(project), synthetic=True), document_names=True))
    names = {each.id: each.name for each in project.ask.documents()}
    assert named == [{**row, "document_name": names[row["document"]]} for row in rows]


def test_csv_lines_end_as_rfc_4180_has_them(project: Project) -> None:
    quotes = chosen(project, starred=True)
    lines = quotes_as_csv(collection(quotes)).split("\r\n")
    assert len(lines) == 3
    assert lines[-1] == ""


def quote_of(text: str) -> Quote:
    label = {"nl": "drager", "en": "carrier"}
    code = Code("space", None, "1", label, label, "#E69F00", label, label, label)
    coding = Coding("g", "d", 0, 9, text, "space", "Anna", Origin.MANUAL, Span(0, 1))
    document = Document("d", "R01.txt", "txt", "R01", "hr", "A", "", "", 1, 9, "")
    who = Respondent("R01", "hr", "A")
    said = (Said(Speaker.RESPONDENT, who, text),)
    return Quote(coding, document, code, code, said, "(R01, hr)", who, "hr", (), (coding,))


@given(st.text(st.one_of(st.sampled_from("=+-@\t\r\n\",;'\x1b "), st.characters(codec="utf-8")), max_size=40))
def test_csv_gives_the_same_words_back_and_never_a_formula(text: str) -> None:
    (row,) = read_back(quotes_as_csv(collection([quote_of(text)])))
    shown = "\n".join(visible(line) for line in text.strip().split("\n"))
    held = row["quote"]
    assert held in {shown, f"'{shown}"}
    assert not held.lstrip().startswith(("=", "+", "-", "@"))
    assert not held.startswith(("\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-ja", "@SUM(A1)", '=HYPERLINK("x")'])
def test_a_quote_that_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    (row,) = read_back(quotes_as_csv(collection([quote_of(text)])))
    assert row["quote"] == f"'{text}"
