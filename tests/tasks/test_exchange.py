"""Projects of other programs into studies and out: whole, once, and as they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from builders import LINES, interview, new_document
from exchange.archives import CODES, PHRASES, coded_archive
from exchange.random_projects import projects
from hypothesis import HealthCheck, given, settings

from interviewcoder.codes.load import load_codebook
from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignCase, ForeignCode, ForeignCoding, ForeignDocument, ForeignProject
from interviewcoder.exchange.offsets import OURS
from interviewcoder.exchange.read import read_project
from interviewcoder.exchange.write import written
from interviewcoder.model import Codebook, Origin, Respondent, Span
from interviewcoder.store.doctor import examine
from interviewcoder.store.gaps import close_gap
from interviewcoder.store.project import Project
from interviewcoder.store.quoting import edit_quote, order_quotes
from interviewcoder.tasks.beginning import SHIPPED
from interviewcoder.tasks.exchange import Proposal, carry_in, new_study, propose
from interviewcoder.tasks.leaving import held_back
from interviewcoder.tasks.pseudonyms import residue
from interviewcoder.tasks.taking_out import public_codes, take_out, texts_in

TEXT = interview().text


def nothing(done: int, total: int) -> None: ...


def proposed(foreign: ForeignProject, project: Project | None = None, codebook: Codebook | None = None) -> Proposal:
    return propose(foreign, "Anna", project=project, codebook=codebook, tell=nothing)


def said(project: Project) -> list[tuple[object, ...]]:
    """All codings of a study, each by its text, span, path of the code, coder, memo and facets."""
    labels = {code.id: code.label["en"] for code in project.codebook.codes}
    paths = {
        code.id: f"{labels[code.parent]} › {labels[code.id]}" if code.parent else labels[code.id]
        for code in project.codebook.codes
    }
    memos = {memo.target: memo.text for memo in project.ask.memos("coding")}
    texts = {document.id: project.ask.transcript(document.id).text for document in project.ask.documents()}
    return sorted(
        (
            texts[each.document],
            (each.start, each.end),
            paths[each.code],
            each.coder,
            memos.get(each.guid, ""),
            str(sorted(each.facets.items())),
        )
        for each in project.ask.codings()
    )


@pytest.fixture
def there(tmp_path: Path, codebook: Codebook) -> Iterator[Project]:
    """A study with R01, which Anna has coded."""
    with Project.create(tmp_path / "there.icdb", name="Er al", codebook=codebook, coder="Anna") as project:
        project.import_documents("Anna", [new_document()])
        document = project.ask.document("R01").id
        place = TEXT.index("Niemand wordt boos")
        project.apply_code("Anna", document, place, place + 18, "trust", facets={"presence": "absent"}, memo="kijk")
        yield project


def foreign(**more: object) -> ForeignProject:
    """R01 again, with a code that the study has and one that it has not."""
    codes = (
        ForeignCode("k1", "LABEL space"),
        ForeignCode("k2", "label trust", "k1"),
        ForeignCode("k3", "Nieuw", "k1"),
    )
    place = TEXT.index("daar leren we van")
    codings = (
        ForeignCoding("c1", "d1", Span(place, place + 17), "k2", "Bram", "memo"),
        ForeignCoding("c2", "d1", Span(place, place + 4), "k3", "", starred=True),
    )
    made = ForeignProject("Ander", "x", (ForeignDocument("d1", "Ander.txt", TEXT),), codes, codings, coders=("Bram",))
    return replace(made, **more)


# --- round trip -----------------------------------------------------------------------------------


@pytest.mark.slow
@given(project=projects())
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_out_and_in_again_is_the_same(tmp_path: Path, project: ForeignProject) -> None:
    first, second, file = (tmp_path / f"{uuid4()}{suffix}" for suffix in (".icdb", ".icdb", ".qdpx"))
    new_study(first, "Anna", proposed(project))
    with Project.open(first) as one:
        file.write_bytes(written(take_out(one), file))
        new_study(second, "Anna", proposed(read_project(file)))
        with Project.open(second) as other:
            assert said(other) == said(one)
            assert len(said(one)) == len(project.codings)
            assert [tree(each) for each in (one, other)] == [tree(one)] * 2
            assert {each.id for each in one.ask.documents()} == {each.id for each in other.ask.documents()}
            assert {each.guid for each in one.ask.codings()} == {each.guid for each in other.ask.codings()}
            assert examine(other) == ()


def tree(project: Project) -> list[tuple[str, str | None, str, str]]:
    labels = {code.id: code.label["en"] for code in project.codebook.codes}
    return sorted(
        (code.label["en"], code.parent and labels[code.parent], code.definition["en"], code.colour)
        for code in project.codebook.codes
    )


def test_a_study_comes_back_into_itself_without_doubles(there: Project, tmp_path: Path) -> None:
    file = tmp_path / "p.qdpx"
    file.write_bytes(written(take_out(there), file))
    before, stamp = said(there), there.ask.stamp()
    proposal = proposed(read_project(file), there)
    assert proposal.new_codes == ()
    done = carry_in(there, "Anna", proposal)
    assert (done.documents, done.codings, done.memos) == (0, 0, 0)
    assert {remark.key for remark in done.remarks} == {"known-documents", "known-codings"}
    assert (said(there), there.ask.stamp()) == (before, stamp)


def test_a_study_goes_to_a_colleague_with_its_own_codebook(there: Project, tmp_path: Path) -> None:
    file = tmp_path / "p.qdpx"
    file.write_bytes(written(take_out(there), file))
    new_study(tmp_path / "new.icdb", "Cleo", proposed(read_project(file), codebook=there.codebook))
    with Project.open(tmp_path / "new.icdb") as other:
        assert said(other) == said(there)
        assert other.codebook == there.codebook
        assert other.ask.document("R01").respondents == (Respondent("R01", "employee", "A"),)
        assert other.ask.transcript(other.ask.document("R01").id) == interview()


def test_a_group_interview_keeps_who_speaks(there: Project, tmp_path: Path) -> None:
    text = "I: Wie?\nKarin: Ik zelf wel.\nPiet: Nee, ik ook.\n"
    document = ForeignDocument("d9", "groep", text, voices={"Karin": "R07", "Piet": "R08"})
    cases = tuple(ForeignCase(name, name, ("d9",), {"role": "director"}) for name in ("R07", "R08"))
    carry_in(there, "Anna", proposed(foreign(documents=(document,), codings=(), cases=cases), there))
    group = there.ask.document("groep")
    assert {voice.label: voice.respondent.pseudonym for voice in group.voices} == {"Karin": "R07", "Piet": "R08"}
    file = tmp_path / "p.qdpx"
    file.write_bytes(written(take_out(there), file))
    new_study(tmp_path / "new.icdb", "Cleo", proposed(read_project(file), codebook=there.codebook))
    with Project.open(tmp_path / "new.icdb") as other:
        again = {document.id: document for document in other.ask.documents()}[group.id]
        assert again.voices == group.voices
        assert again.name == "R07, R08"


# --- into a study ---------------------------------------------------------------------------------


def test_the_same_interview_is_not_doubled_and_codings_keep_their_coder(there: Project) -> None:
    proposal = proposed(foreign(), there)
    assert [code.label["en"] for code in proposal.new_codes] == ["Nieuw"]
    done = carry_in(there, "Anna", proposal)
    assert (done.documents, done.codes, done.codings) == (0, 1, 2)
    assert len(there.ask.documents()) == 1
    new = {coding.coder: coding for coding in there.ask.codings() if coding.origin is Origin.IMPORT}
    assert {name: (coding.code, coding.starred) for name, coding in new.items()} == {
        "Bram": ("trust", False),
        "Anna": ("nieuw", True),
    }
    assert (there.codebook.version, there.codebook.find("nieuw").parent) == (2, "space")  # type: ignore[union-attr]
    assert [code.id for code in there.codebook.features("space")] == ["mistakes", "trust", "nieuw"]
    assert set(there.ask.coders()) == {"Anna", "Bram"}
    assert examine(there) == ()


def test_each_coder_takes_back_their_own(there: Project) -> None:
    before = said(there)
    carry_in(there, "Anna", proposed(foreign(), there))
    there.undo("Anna")
    there.undo("Bram")
    assert said(there) == before
    there.redo("Bram")
    assert len(said(there)) == len(before) + 1


def test_codings_on_a_text_that_was_corrected_wait_for_review(there: Project) -> None:
    from interviewcoder.store.versions import revise

    document = there.ask.document("R01")
    better = interview((LINES[0], ("R", "Nou, dan zetten we dat op het grote bord."), *LINES[2:]))
    revise(there, "Anna", document.id, better, {}, base=1, kept=[])
    done = carry_in(there, "Anna", proposed(foreign(), there))
    assert (done.documents, done.codings) == (0, 2)
    assert "waiting-codings" in {remark.key for remark in done.remarks}
    assert {coding.text for coding in there.ask.in_review(coder="Bram")} == {"daar leren we van"}
    assert examine(there) == ()


def test_what_comes_back_after_a_correction_is_not_doubled_and_brings_its_new_memo(there: Project) -> None:
    from interviewcoder.store.versions import revise

    out = take_out(there)
    document = there.ask.document("R01")
    better = interview((LINES[0], ("R", "Nou, dan zetten we dat op het grote bord."), *LINES[2:]))
    revise(there, "Anna", document.id, better, {}, base=1, kept=[])
    noted = tuple(replace(each, memo="Elders geschreven.", starred=True) for each in out.codings)
    count = len(there.ask.codings()) + len(there.ask.in_review())
    for memos in (len(noted), 0):
        done = carry_in(there, "Anna", proposed(replace(out, codings=noted), there))
        assert (done.codings, done.memos) == (0, memos)
    assert len(there.ask.codings()) + len(there.ask.in_review()) == count
    assert all(coding.starred for coding in there.ask.codings())
    assert examine(there) == ()


def test_names_that_are_taken_and_texts_without_a_respondent_are_told(there: Project) -> None:
    documents = (ForeignDocument("d2", "R01.docx", "I: Alleen een vraag?\nI: En nog een?\n"),)
    done = carry_in(there, "Anna", proposed(foreign(documents=documents, codings=()), there))
    assert {document.name for document in there.ask.documents()} == {"R01", "R01 (2)"}
    assert {"renamed", "no-speakers"} <= {remark.key for remark in done.remarks}
    assert there.ask.document("R01 (2)").words > 0


def test_two_documents_with_one_text_become_one(there: Project) -> None:
    twins = tuple(ForeignDocument(guid, "", "I: Wie?\nR: Ik zelf.\n") for guid in ("d2", "d3"))
    codings = tuple(ForeignCoding(f"c{guid}", guid, Span(11, 13), "k2", "Bram") for guid in ("d2", "d3"))
    done = carry_in(there, "Anna", proposed(foreign(documents=twins, codings=codings), there))
    assert (done.documents, done.codings) == (1, 1)
    assert {remark.key: remark.count for remark in done.remarks} == {"same-text": 1, "known-codings": 1}
    assert {document.name for document in there.ask.documents()} == {"R01", "d2"}


# --- a new study ----------------------------------------------------------------------------------


def test_a_new_study_gets_a_codebook_of_the_codes(tmp_path: Path) -> None:
    found = read_project(coded_archive(tmp_path / "p.qdpx", OURS, crlf=True))
    deep = (
        ForeignCode("d1", "dieper", found.codes[0].guid),
        ForeignCode("d2", "diepst", "d1", "wat het is", "#112233"),
    )
    done = new_study(tmp_path / "s.icdb", "Anna", proposed(replace(found, codes=(*found.codes, *deep))))
    assert (done.documents, done.codes, done.codings) == (1, 5, 10)
    with Project.open(tmp_path / "s.icdb") as project:
        carriers = project.codebook.carriers
        assert [(code.key, code.label["nl"]) for code in carriers] == [
            (str(n), name) for n, name in enumerate(CODES, 1)
        ]
        below = project.codebook.features(carriers[0].id)
        assert [(code.key, code.label["en"]) for code in below] == [("a", "dieper"), ("b", "dieper › diepst")]
        assert (below[1].definition["nl"], below[1].colour) == ("wat het is", "#112233")
        assert [coding.text for coding in project.ask.codings()] == list(PHRASES)
        assert {coding.coder for coding in project.ask.codings()} == {"Coder A"}
        assert examine(project) == ()
        again = take_out(project)
    names = {code.guid: code.name for code in again.codes}
    assert [(code.name, names.get(code.parent or "")) for code in again.codes if code.parent] == [
        ("dieper", CODES[0]),
        ("diepst", "dieper"),
    ]


def test_very_many_codes_all_get_a_key_of_their_own(tmp_path: Path) -> None:
    codes = [ForeignCode(f"t{n}", "zelfde") for n in range(12)]
    codes += [ForeignCode(f"f{n}", f"f {n}", "t0") for n in range(60)]
    done = new_study(tmp_path / "s.icdb", "Anna", proposed(ForeignProject("Veel", "", codes=tuple(codes))))
    assert done.codes == 72
    with Project.open(tmp_path / "s.icdb") as project:
        book = project.codebook
        assert len({(code.parent, code.key) for code in book.codes}) == len({code.id for code in book.codes}) == 72
        assert [code.key for code in book.carriers][9:] == ["10", "11", "12"]


def test_a_study_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    broken = foreign(codings=(ForeignCoding("c1", "d1", Span(5, 2), "k2"),))
    with pytest.raises(Refused, match="nothing was coded"):
        new_study(tmp_path / "s.icdb", "Anna", proposed(broken))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "s.icdb").write_text("bezet")
    with pytest.raises(Refused, match="exists already"):
        new_study(tmp_path / "s.icdb", "Anna", proposed(foreign()))
    assert (tmp_path / "s.icdb").read_text() == "bezet"


# --- out ------------------------------------------------------------------------------------------


def test_what_stays_behind_is_listed_and_interviews_go_by_pseudonym(there: Project) -> None:
    document = there.ask.document("R01")
    there.mark_read("Anna", document.id, 0, document.length)
    there.star("Anna", there.ask.codings()[0].guid, True)
    there.write_memo("Anna", "code", "trust", "Bel Wubbo op +31 6 12345678.")
    renamed = new_document("Jan Nijenkolk 2026", interview(LINES[:2]), respondent=Respondent("R02", "director", "A"))
    there.import_documents("Anna", [renamed])
    edit_quote(there, "Anna", there.ask.codings()[0].guid, [Span(0, 1)], "They do.")
    order_quotes(there, "Anna", there.ask.codings()[0].guid, [there.ask.codings()[0].guid])
    close_gap(there, "Anna", "trust", "A", "director", "Nagevraagd.")
    out = take_out(there)
    assert [document.name for document in out.documents] == ["R02", "R01"]
    assert {remark.key: remark.count for remark in out.remarks} == {
        "out.stars": 1,
        "out.readings": 1,
        "out.gaps": 1,
        "out.trims": 1,
        "out.translations": 1,
        "out.places": 1,
        "out.cues": 1,
        "out.boundaries": 1,
        "out.crosswalks": 1,
        "out.originals": 2,
    }
    assert [each.text for each in held_back(there, texts_in(out))] == ["+31 6 12345678"]
    assert held_back(there, texts_in(out, only_codes=True)) == ()
    named = replace(out.documents[0], name="Wubbo Jansen", values={"sector": "bij Nijenkolk Techniek BV"})
    out = replace(out, name="Bij Arend Dorps", documents=(named,))
    told = {each.text for each in held_back(there, texts_in(out))}
    assert {"Wubbo Jansen", "Nijenkolk Techniek BV", "Arend Dorps"} <= told


def test_the_codebook_that_comes_with_the_program_holds_no_secrets(tmp_path: Path) -> None:
    book = load_codebook(SHIPPED)
    with Project.create(tmp_path / "s.icdb", name="Er al", codebook=book, coder="Anna") as project:
        texts = texts_in(take_out(project), known=public_codes(project))
        assert held_back(project, texts_in(take_out(project))), "its examples have names in them"
        assert (held_back(project, texts), residue(project)) == ((), ())
    own = replace(book.codes[1], examples=(*book.codes[1].examples, "Dat zei Wubbo Jansen."))
    book = replace(book, codes=(book.codes[0], own, *book.codes[2:]))
    with Project.create(tmp_path / "own.icdb", name="Er al", codebook=book, coder="Anna") as project:
        assert [each.text for each in residue(project)] == ["Wubbo Jansen"]
        texts = texts_in(take_out(project), known=public_codes(project))
        assert [each.text for each in held_back(project, texts)] == ["Wubbo Jansen"]
