"""Writing to a study: what lands, what is refused, and that refusing changes nothing."""

from __future__ import annotations

import threading

import pytest
from builders import interview, new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Decision, Evidence, Origin, Respondent, Span, Suggestion
from interviewcoder.store.project import Project


def find(study: Project, words: str) -> tuple[str, int, int]:
    document = study.ask.document("R01").id
    start = study.ask.transcript(document).text.index(words)
    return document, start, start + len(words)


def test_a_coding_keeps_its_words_and_its_place(study: Project) -> None:
    document, start, end = find(study, "’t Gaat vanzelf 😀")
    guid = study.apply_code("Anna", document, start, end, "mistakes", facets={"presence": "absent"}, memo="let op")
    [coding] = study.ask.codings()
    assert (coding.guid, coding.start, coding.end, coding.text) == (guid, start, end, "’t Gaat vanzelf 😀")
    assert (coding.origin, coding.facets, coding.memos) == (Origin.MANUAL, {"presence": "absent"}, 1)
    assert [memo.text for memo in study.ask.memos("coding", guid)] == ["let op"]


def test_words_are_those_the_fragment_touches(study: Project) -> None:
    document, start, end = find(study, "zetten we dat")
    words = study.ask.words(document)
    assert len(words.touched(Span(start, end))) == 3
    assert len(words.touched(Span(start + 2, end - 1))) == 3
    assert len(words.touched(Span(start, start))) == 0


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"start": -1}, "store.span-outside"),
        ({"end": 10_000}, "store.span-outside"),
        ({"start": 9, "end": 9}, "store.span-empty"),
        ({"start": 38, "end": 39}, "store.span-blank"),
        ({"code": "mistake"}, "store.unknown-code-near"),
        ({"facets": {"mood": "good"}}, "store.unknown-facet"),
        ({"facets": {"presence": "maybe"}}, "store.unknown-value"),
        ({"document": "R99"}, "store.no-document"),
    ],
)
def test_what_cannot_be_coded_is_refused_and_changes_nothing(study: Project, change: dict, key: str) -> None:
    document, start, end = find(study, "Niemand")
    before = study.ask.stamp()
    asked = {"document": document, "start": start, "end": end, "code": "work", **change}
    if key == "store.span-blank":
        asked["start"] = study.ask.transcript(document).text.index("\n")
        asked["end"] = asked["start"] + 1
    with pytest.raises(Refused) as refused:
        study.apply_code("Anna", **asked)
    assert refused.value.key == key
    assert str(refused.value)
    assert study.ask.stamp() == before


def test_the_nearest_code_is_named(study: Project) -> None:
    document, start, end = find(study, "Niemand")
    with pytest.raises(Refused, match="did you mean 'mistakes'"):
        study.apply_code("Anna", document, start, end, "mistaks")


def test_the_same_code_twice_on_the_same_words_is_refused_but_another_coder_may(study: Project) -> None:
    place = find(study, "Niemand")
    study.apply_code("Anna", *place, "work")
    with pytest.raises(Refused) as refused:
        study.apply_code("Anna", *place, "work")
    assert refused.value.key == "store.already-coded"
    study.add_coder("Bram")
    study.apply_code("Bram", *place, "work")
    assert [coding.coder for coding in study.ask.codings()] == ["Anna", "Bram"]


def test_another_coders_work_cannot_be_changed(study: Project) -> None:
    guid = study.apply_code("Anna", *find(study, "Niemand"), "work")
    for change in (lambda: study.remove_coding("Bram", guid), lambda: study.set_facets("Bram", guid, {})):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.key == "store.not-yours"


def test_a_text_the_study_holds_is_passed_over(study: Project) -> None:
    other = interview((("R", "Iets heel anders."),))
    done = study.import_documents("Anna", [new_document("R01-again"), new_document("R02", other)])
    assert done.doubles == ("R01-again",)
    assert [document.name for document in study.ask.documents()] == ["R01", "R02"]


def test_the_original_bytes_are_kept(study: Project) -> None:
    from sqlalchemy import select

    from interviewcoder.store import schema

    with study._engine.connect() as conn:
        query = select(schema.blob.c.bytes).join(
            schema.document, schema.document.c.original_sha256 == schema.blob.c.sha256
        )
        assert conn.execute(query).scalar_one() == new_document().original


def test_a_transcript_comes_back_as_it_went_in(study: Project) -> None:
    assert study.ask.transcript(study.ask.document("R01").id) == new_document().transcript


def test_reading_marks_melt_together(study: Project) -> None:
    document = study.ask.document("R01").id
    for start, end in ((0, 10), (20, 30), (8, 20), (40, 50)):
        study.mark_read("Anna", document, start, end)
    assert study.ask.read_spans(coder="Anna") == {document: (Span(0, 30), Span(40, 50))}
    assert study.ask.read_spans(coder="Bram") == {}


def test_deciding_on_a_suggestion_is_one_action(study: Project) -> None:
    document, start, end = find(study, "Niemand wordt boos om een fout")
    why = (Evidence(end - 4, end, "fout", "fout"),)
    suggestion = Suggestion("mistakes", "space", 0.8, start, end, why, {"presence": "absent"})
    study.decide("Anna", document, suggestion, Decision.ACCEPT)
    [coding] = study.ask.codings()
    assert (coding.code, coding.origin, coding.facets) == ("mistakes", Origin.SUGGESTION, {"presence": "absent"})
    assert [each.decision for each in study.ask.decisions()] == [Decision.ACCEPT]
    study.undo("Anna")
    assert study.ask.codings() == [] == study.ask.decisions()
    study.decide("Anna", document, suggestion, Decision.CORRECT, "trust")
    assert [each.code for each in study.ask.codings()] == ["trust"]
    assert study.ask.decisions()[0].corrected == "trust"
    study.decide("Anna", document, suggestion, Decision.REJECT)
    assert len(study.ask.codings()) == 1


def test_search_finds_words_without_case_or_accents_and_unfinished(study: Project) -> None:
    [hit] = study.ask.search("VANZ")
    assert hit.text == "vanzelf"
    document = study.ask.document("R01").id
    assert study.ask.transcript(document).text[hit.start : hit.end] == "vanzelf"
    assert study.ask.search("fout bord")[0].text == "fout"
    assert study.ask.search("nergens") == study.ask.search('" OR *') == study.ask.search("") == []
    study.remove_document("Anna", document)
    assert study.ask.search("vanzelf") == []
    study.undo("Anna")
    assert len(study.ask.search("vanzelf")) == 1


def test_threads_may_write_and_read_at_once(study: Project) -> None:
    text = study.ask.transcript(study.ask.document("R01").id).text
    document = study.ask.document("R01").id
    places = [i for i, letter in enumerate(text) if letter.isalpha()][:40]
    failures: list[BaseException] = []

    def code(own: list[int]) -> None:
        try:
            for place in own:
                study.apply_code("Anna", document, place, place + 1, "work")
                study.ask.codings(document=document)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=code, args=(places[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert [coding.start for coding in study.ask.codings()] == places
    log = study.ask.history()
    assert [event.lamport for event in log] == list(range(1, len(log) + 1))


def test_a_respondent_of_whom_only_the_name_is_known_wipes_out_nothing(study: Project) -> None:
    again = interview((("R", "Nog een keer."),))
    study.import_documents("Anna", [new_document("R01b", again, respondent=Respondent("R01", "", ""))])
    assert {(each.name, each.role, each.company) for each in study.ask.documents()} == {
        ("R01", "employee", "A"),
        ("R01b", "employee", "A"),
    }
    assert [company.id for company in study.ask.companies()] == ["A"]


def test_a_memo_is_changed_by_who_wrote_it(study: Project) -> None:
    guid = study.write_memo("Anna", "study", "", "let op")
    study.add_coder("Bram")
    for text in ("anders", ""):
        with pytest.raises(Refused) as error:
            study.rewrite_memo("Bram", guid, text)
        assert error.value.key == "store.not-your-memo"
    study.rewrite_memo("Anna", guid, "anders")
    assert study.ask.memo(guid).text == "anders"
