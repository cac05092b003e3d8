"""Group interviews count in the column of whoever speaks: held against a recount word by word."""

from __future__ import annotations

from dataclasses import replace

from analysis.material import CODEBOOK, coding, document
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.coverage import By, Material, coverage, rows_of, shortfalls
from interviewcoder.analysis.groups import codings_apart
from interviewcoder.analysis.incidence import Within, incidence
from interviewcoder.analysis.marks import marks_of
from interviewcoder.model import Coding, Document, Part, Planned, Respondent, Span, Voice
from interviewcoder.tasks.narrowing import Narrowing, narrowed

ROWS = rows_of(CODEBOOK, level="feature")
CODERS = ["Anna", "Bram"]
SECTORS = {"A": "metal", "B": "inst"}
PEOPLE = (
    Respondent("R1", "director", "A"),
    Respondent("R2", "employee", "A"),
    Respondent("R3", "employee", "B"),
    Respondent("", "", ""),
)
WORDS = 12

Spoken = dict[str, list[Respondent]]
"""Per document, who says each of its words."""


@st.composite
def studies(draw: st.DrawFn) -> tuple[Material, list[Coding], Spoken]:
    alone = document("d0", "employee", "A", "metal", WORDS)
    spoken: Spoken = {"d0": [Respondent("d0", "employee", "A")] * WORDS}
    documents, parts = [alone], {}
    for number in range(1, draw(st.integers(1, 3)) + 1):
        id = f"d{number}"
        spoken[id] = draw(st.lists(st.sampled_from(PEOPLE), min_size=WORDS, max_size=WORDS))
        whole = document(id, words=WORDS)
        heard = dict.fromkeys(spoken[id])
        documents.append(replace(whole, pseudonym="", voices=tuple(Voice(who.pseudonym, who) for who in heard)))
        parts[id] = tuple(Part(who, tuple(Span(at, at + 1) for at in places(spoken[id], who))) for who in heard)
    made = st.builds(
        lambda document, code, coder, start, length, presence: coding(
            document, code, coder, start, min(WORDS, start + length), presence
        ),
        st.sampled_from(sorted(spoken)),
        st.sampled_from([code.id for code in CODEBOOK.codes]),
        st.sampled_from(CODERS),
        st.integers(0, WORDS - 1),
        st.integers(0, 6),
        st.sampled_from(["", "absent"]),
    )
    codings = draw(st.lists(made, max_size=12))
    read = draw(st.frozensets(st.sampled_from([(id, coder) for id in spoken for coder in CODERS])))
    planned = [Planned("A", "director", 1), Planned("A", "employee", 2), Planned("B", "employee", 1)]
    return Material(CODEBOOK, documents, planned, SECTORS, CODERS, marks_of(codings), read, parts), codings, spoken


def places(said: list[Respondent], who: Respondent) -> list[int]:
    return [at for at, each in enumerate(said) if each == who]


def column_of(who: Respondent, by: By) -> str:
    return {By.ROLE: who.role, By.COMPANY: who.company, By.SECTOR: SECTORS.get(who.company, "")}[by]


def touched(each: Coding, theirs: dict[str, set[int]]) -> set[int]:
    return theirs.get(each.document, set()) & set(range(each.words.start, each.words.end))


@given(studies(), st.sampled_from([By.ROLE, By.COMPANY, By.SECTOR]), st.sampled_from([None, "A", "B"]))
def test_a_column_has_the_words_said_by_its_respondents_and_the_codings_on_them(
    study: tuple[Material, list[Coding], Spoken], by: By, company: str | None
) -> None:
    material, codings, spoken = study
    found = coverage(narrowed(material, Narrowing(company=company)), ROWS, by)
    for column in found.columns:
        theirs = {
            id: {
                at
                for at, who in enumerate(said)
                if column_of(who, by) == column.id and company in (None, who.company)
            }
            for id, said in spoken.items()
        }
        theirs = {id: words for id, words in theirs.items() if words}
        assert column.imported == len(theirs)
        assert column.respondent_words == sum(map(len, theirs.values()))
        assert column.read == sum(any((id, coder) in material.read_whole for coder in CODERS) for id in theirs)
        for row in ROWS:
            cell = found.cells[row.id, column.id]
            mine = [each for each in codings if each.code in row.codes and touched(each, theirs)]
            assert cell.fragments == len(mine)
            assert cell.interviews == len({each.document for each in mine})
            assert cell.words == len({(each.document, word) for each in mine for word in touched(each, theirs)})
            assert cell.interviews + cell.nothing + cell.unread == column.imported


@given(studies(), st.sampled_from(By))
def test_a_total_counts_each_interview_and_coding_once(study: tuple[Material, list[Coding], Spoken], by: By) -> None:
    material, codings, spoken = study
    found = coverage(material, ROWS, by)
    assert (found.total.imported, found.total.respondent_words) == (len(spoken), len(spoken) * WORDS)
    assert found.totals == coverage(replace(material, parts={}), ROWS, By.CODER).totals
    for row in ROWS:
        mine = [each for each in codings if each.code in row.codes and each.touches_respondent]
        assert found.totals[row.id].fragments == len(mine)
    assert found.outside >= sum(not each.touches_respondent for each in codings)


def test_a_group_interview_fills_a_place_of_the_design_for_each_company_and_role() -> None:
    voices = tuple(Voice(who.pseudonym, who) for who in (*PEOPLE[:3], Respondent("R4", "employee", "A")))
    group = replace(Document("g", "g", "txt", "", "", "", "", "", 9, 60, ""), voices=voices)
    planned = [Planned("A", "director", 1), Planned("A", "employee", 2), Planned("B", "director", 1)]
    lacking = [(each.company, each.role, each.imported) for each in shortfalls([group], planned)]
    assert lacking == [("A", "employee", 1), ("B", "director", 0), ("B", "employee", 1)]


def test_codings_stand_apart_by_column_and_in_the_company_of_whoever_speaks() -> None:
    voices = tuple(Voice(who.pseudonym, who) for who in PEOPLE[:3])
    group = replace(document("g", words=8), pseudonym="", voices=voices)
    parts = {"g": tuple(Part(who, (Span(at * 2, at * 2 + 2),)) for at, who in enumerate(PEOPLE))}
    bosss, both, nobodys = (coding("g", "work", "Anna", *ends) for ends in ((0, 1), (3, 5), (6, 7)))
    alone = coding("d", "work", "Anna", 0, 1)
    documents = [document("d", "employee", "A"), group]
    pieces, codings = codings_apart(documents, [bosss, both, nobodys, alone], parts, lambda who: who.role)
    assert [column for _, column in pieces] == ["employee", "director", "employee", ""]
    held = {piece.id: column for piece, column in pieces}
    assert sorted((held[each.document], each.words) for each in codings) == [
        ("", nobodys.words), ("director", bosss.words), ("employee", alone.words), ("employee", both.words),
    ]  # fmt: skip
    found = incidence([bosss, both, nobodys, alone], documents, ROWS, Within.COMPANY, {}, parts)
    assert [set(positions) for positions in found.codings] == [{0, 1, 3}, {1}]
