"""Group interviews in the store: who speaks under which label, and whose words are whose."""

from __future__ import annotations

import re

import pytest
from builders import interview, new_document
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.errors import Refused
from interviewcoder.model import Company, Move, Part, Respondent, Span, Voice
from interviewcoder.store import pseudonyms
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.store.rewriting import NewText
from interviewcoder.store.voices import NOBODY, parts_of
from interviewcoder.store.words import respondents_words
from interviewcoder.tasks.correct import carry_out, correct_text

LINES = (
    ("I", "Hoe gaat dat hier?"),
    ("Karin", "Wij praten veel."),
    ("Piet", "Nou, ik merk het niet."),
    ("Iemand", "Ik ook niet."),
    ("Karin", "Jawel hoor."),
)
KARIN = Voice("Karin", Respondent("R07", "director", "A"))
PIET = Voice("Piet", Respondent("R08", "employee", "B"))


@pytest.fixture
def group(study: Project) -> Project:
    companies = (Company("B", "metal", "north"),)
    new = new_document("groep", interview(LINES), voices=(KARIN, PIET), companies=companies)
    study.import_documents("Anna", [new])
    return study


def coded(group: Project, first: str, last: str) -> str:
    document = group.ask.document("groep").id
    text = group.ask.transcript(document).text
    return group.apply_code("Anna", document, text.index(first), text.index(last) + len(last), "work")


def test_a_group_interview_is_of_all_who_speak_in_it(group: Project) -> None:
    document = group.ask.document("groep")
    assert (document.pseudonym, document.role, document.who) == ("", "", "R07, R08")
    assert document.respondents == (KARIN.respondent, PIET.respondent)
    assert group.ask.document("R08") == document
    assert Company("B", "metal", "north") in group.ask.companies()
    assert group.ask.parts() == {
        document.id: (
            Part(KARIN.respondent, (Span(0, 3), Span(11, 13))),
            Part(PIET.respondent, (Span(3, 8),)),
            Part(NOBODY, (Span(8, 11),)),
        )
    }
    assert examine(group) == ()


def test_a_coding_has_the_roles_of_those_whose_words_it_touches(group: Project) -> None:
    karins, both, asked = coded(group, "Wij", "veel"), coded(group, "veel", "merk"), coded(group, "Hoe", "hier")

    def found(**narrow: str) -> set[str]:
        return {each.guid for each in group.ask.codings(**narrow)}  # type: ignore[arg-type]

    assert found(role="director") == {karins, both}
    assert found(role="employee") == {both}
    assert found(company="B") == {both}
    assert found(role="employee", company="A") == set()
    assert found() == {karins, both, asked}


def test_who_speaks_can_be_said_later_undone_and_done_again(group: Project) -> None:
    document = group.ask.document("groep").id
    boss = Voice("Iemand", Respondent("R09", "director", "B"))
    group.assign("Anna", document, None, "2026-03-01", voices=[KARIN, boss])
    after = group.ask.document("groep")
    assert after.respondents == (KARIN.respondent, boss.respondent)
    alone = Respondent("R01", "employee", "A")
    group.assign("Anna", document, alone)
    assert group.ask.document("groep").respondents == (alone,)
    assert group.ask.parts() == {}
    group.undo("Anna")
    assert group.ask.document("groep") == after
    group.undo("Anna")
    assert set(group.ask.document("groep").voices) == {KARIN, PIET}
    group.redo("Anna")
    assert group.ask.document("groep") == after
    assert examine(group) == ()


def test_a_label_under_which_no_respondent_speaks_is_refused(group: Project) -> None:
    document = group.ask.document("groep")
    with pytest.raises(Refused, match=r"“I”.*Iemand, Karin, Piet"):
        group.assign("Anna", document.id, None, voices=[Voice("I", PIET.respondent)])
    assert group.ask.document("groep") == document


def test_a_corrected_text_keeps_who_speaks_also_under_another_spelling(group: Project) -> None:
    document = group.ask.document("groep")
    text = group.ask.transcript(document.id).text
    both = coded(group, "veel", "merk")
    corrected = text.replace("Karin: Jawel", "KARIN: Jawel").replace("merk het", "merk daar")
    carry_out(group, "Anna", correct_text(group, document, corrected))
    assert [part.words for part in group.ask.parts()[document.id]] == [
        (Span(0, 3), Span(11, 13)),
        (Span(3, 8),),
        (Span(8, 11),),
    ]
    assert [each.guid for each in group.ask.codings(role="employee")] == [both]
    group.undo("Anna")
    assert group.ask.transcript(document.id).text == text
    assert examine(group) == ()


def test_a_name_that_is_replaced_stays_the_same_speaker(group: Project) -> None:
    held = next(each for each in pseudonyms.held_texts(group) if each.name == "groep")
    text = held.transcript.text
    places = [match.start() for match in re.finditer("Karin", text)]
    moves = tuple(Move(Span(at, at + 5), Span(at - n * 2, at - n * 2 + 3)) for n, at in enumerate(places))
    new = NewText(text.replace("Karin", "[k]"), moves, b"", "txt")
    plan = pseudonyms.plan(group, {held.id: new}, lambda said: said.replace("Karin", "[k]"))
    pseudonyms.carry_out(group, "Anna", plan, "pseudonyms.apply", {"round": "1"}, ())
    document = group.ask.document("groep")
    assert {voice.label: voice.respondent.pseudonym for voice in document.voices} == {"[k]": "R07", "Piet": "R08"}
    assert [len(part.words) for part in group.ask.parts()[document.id]] == [2, 1, 1]
    assert examine(group) == ()


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=8), st.sets(st.sampled_from([KARIN, PIET])))
def test_each_word_of_the_respondents_is_someones_once(lines: list[tuple[str, str]], voices: set[Voice]) -> None:
    held = interview(tuple(lines))
    words = respondents_words(held)
    whose = {voice.label: voice.respondent for voice in voices}
    expected = [whose.get(label, NOBODY) for label, said in lines if label != "I" for _ in said.split()]
    parts = parts_of(held, words, voices)
    found = {at: part.respondent for part in parts for span in part.words for at in range(span.start, span.end)}
    assert [found[at] for at in range(len(words.starts))] == expected
    assert len(found) == len(expected)
