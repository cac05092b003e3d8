"""Whose words a fragment holds: of a group interview each turn's, and never the interviewer's as a respondent's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import interview, new_document
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.model import Coding, Document, Origin, Respondent, Span, Speaker, Transcript, Voice
from interviewcoder.publish.attributed import clock, in_words, said_in
from interviewcoder.publish.quotes import Quote, choose_quotes
from interviewcoder.publish.template import STANDARD
from interviewcoder.store.project import Project

LINES = (
    ("I", "Hoe gaat dat hier?"),
    ("Karin", "Wij praten veel."),
    ("Piet", "Nou, ik merk het niet."),
    ("Iemand", "Ik ook niet."),
    ("I", "O nee?"),
    ("Karin", "Jawel hoor."),
)
KARIN = Voice("Karin", Respondent("R07", "director", "A"))
PIET = Voice("Piet", Respondent("R08", "employee", "A"))


def stamped() -> Transcript:
    held = interview(LINES)
    turns = tuple(replace(turn, time_start=740.5 + 10 * at) for at, turn in enumerate(held.turns))
    return replace(held, turns=turns)


@pytest.fixture
def group(study: Project) -> Project:
    study.import_documents("Anna", [new_document("groep Karin", stamped(), voices=(KARIN, PIET))])
    return study


def quote_of(group: Project, first: str, last: str, **how: object) -> Quote:
    document = group.ask.document("groep Karin")
    text = group.ask.transcript(document.id).text
    guid = group.apply_code("Anna", document.id, text.index(first), text.index(last) + len(last), "work")
    ask = group.ask
    quotes = choose_quotes(group.codebook, [ask.coding(guid)], ask.documents(), ask.turns(), **how)  # type: ignore[arg-type]
    return quotes[0]


@pytest.mark.parametrize(
    ("first", "last", "attribution", "text"),
    [
        ("Wij", "veel", "(R07, director, 00:12:30)", "Wij praten veel"),
        ("Nou", "niet.", "(R08, employee, 00:12:40)", "Nou, ik merk het niet."),
        ("Ik ook", "ook niet.", "(unassigned respondent, 00:12:50)", "Ik ook niet."),
        ("Hoe", "hier?", "(interviewer, 00:12:20)", "Hoe gaat dat hier?"),
        (
            "veel",
            "Jawel",
            "(R07, director, 00:12:30; R08, employee, 00:12:40; unassigned respondent, 00:12:50)",
            "[R07:] veel.\n[R08:] Nou, ik merk het niet.\n[respondent:] Ik ook niet.\n"
            "[interviewer:] O nee?\n[R07:] Jawel",
        ),
    ],
)
def test_words_are_whose_turn_they_are(group: Project, first: str, last: str, attribution: str, text: str) -> None:
    quote = quote_of(group, first, last, template=STANDARD.with_time())
    assert (quote.attribution, quote.text) == (attribution, text)


def test_a_quote_of_several_stands_under_the_role_that_is_asked_for(group: Project) -> None:
    assert quote_of(group, "veel", "niet.").role == "director"
    assert quote_of(group, "praten", "niet.", role="employee").role == "employee"


def test_without_asking_no_time_is_told(group: Project) -> None:
    assert quote_of(group, "Wij", "veel").attribution == "(R07, director)"
    assert (clock(751.99), clock(3661), clock(0)) == ("00:12:31", "01:01:01", "00:00:00")


OWN = {"I": "ii iii", "Karin": "kk k", "Piet": "pp. ppp", "Iemand": "xxx"}
"""Everyone speaks in a letter of their own."""
WHOSE = {"i": (Speaker.INTERVIEWER, None), "k": (Speaker.RESPONDENT, KARIN.respondent)}
WHOSE |= {"p": (Speaker.RESPONDENT, PIET.respondent), "x": (Speaker.RESPONDENT, None)}


@given(st.lists(st.sampled_from([*OWN.items()]), min_size=1, max_size=6), st.data())
def test_every_letter_is_told_as_said_by_who_says_it(lines: list[tuple[str, str]], data: st.DataObject) -> None:
    held = interview(tuple(lines))
    start = data.draw(st.integers(0, len(held.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(held.text))))
    coding = Coding("g", "d", span.start, span.end, span.of(held.text), "work", "A", Origin.MANUAL, Span(0, 1))
    document = Document("d", "d", "txt", "", "", "", "", "", 9, 9, "", voices=(KARIN, PIET))
    said = said_in(coding, document, held.turns)
    for each in said:
        assert {WHOSE[letter] for letter in each.text if letter.isalpha()} <= {(each.speaker, each.respondent)}
    places = [at for turn in held.turns for at in range(turn.start, turn.end) if span.start <= at < span.end]
    spoken = [held.text[at] for at in places]
    assert "".join(each.text for each in said).split() == "".join(spoken).split()
    if len({(each.speaker, each.respondent) for each in said}) > 1:
        assert in_words(said).count(":] ") == len(said)
