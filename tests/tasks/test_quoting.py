"""What an author makes of quotes: remembered, taken back, replayed, and still right when the words change."""

from __future__ import annotations

import pytest

from interviewcoder.errors import Refused
from interviewcoder.model import Span
from interviewcoder.store import events
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.store.rewriting import Retelling
from interviewcoder.store.versions import settle
from interviewcoder.tasks import quoting
from interviewcoder.tasks.correct import carry_out, correct_text

WORDS = "Niemand wordt boos om een fout, daar leren we van."


def code(project: Project, words: str, id: str = "trust") -> str:
    document = project.ask.document("R01").id
    start = project.ask.transcript(document).text.index(words)
    return project.apply_code("Anna", document, start, start + len(words), id)


def shown(project: Project) -> list[tuple[str, str]]:
    return [(each.text, each.translation) for each in quoting.quotes_of(project)]


def test_a_quote_is_trimmed_and_translated_and_the_coding_stays(study: Project) -> None:
    guid = code(study, WORDS)
    before = study.ask.coding(guid)
    held = quoting.edit(study, "Anna", guid, left_out=[Span(16, 20), Span(0, 3)])
    assert held.left_out == (Span(0, 7), Span(14, 21)), "words are left out whole"
    quoting.edit(study, "Anna", guid, translation=" Nobody minds. ")
    cut = "[…] wordt […] een fout, daar leren we van."
    assert shown(study) == [(cut, "Nobody minds.")]
    assert study.ask.coding(guid) == before
    assert examine(study) == ()
    with study._writing() as conn:
        events.replay(conn)
    assert shown(study) == [(cut, "Nobody minds.")]
    assert study.undo("Anna") == f"edited the quote “{WORDS}”"
    assert shown(study) == [(cut, "")]
    study.undo("Anna")
    assert shown(study) == [(WORDS, "")]
    study.redo("Anna")
    study.redo("Anna")
    assert shown(study) == [(cut, "Nobody minds.")]
    quoting.edit(study, "Anna", guid, left_out=[], translation="")
    assert shown(study) == [(WORDS, "")]


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ([Span(40, 51)], "quotes.trim-outside"),
        ([Span(-1, 3)], "quotes.trim-outside"),
        ([Span(0, 50)], "quotes.trim-all"),
    ],
)
def test_what_cannot_be_left_out_is_refused_and_changes_nothing(
    study: Project, spans: list[Span], sentence: str
) -> None:
    guid, stamp = code(study, WORDS), study.ask.stamp()
    with pytest.raises(Refused) as refused:
        quoting.edit(study, "Anna", guid, left_out=spans)
    assert (refused.value.key, study.ask.stamp()) == (sentence, stamp)


def test_quotes_stand_as_the_author_puts_them_within_carrier_and_role(study: Project) -> None:
    guids = [code(study, words) for words in ("Niemand", "boos", "fout")]
    code(study, "bord", "work")
    quoting.edit(study, "Anna", guids[1], translation="angry")
    first, second, third, apart = quoting.quotes_of(study)
    quoting.move(study, "Anna", third, first)
    assert [text for text, _ in shown(study)] == ["fout", "Niemand", "boos", "bord"]
    quoting.move(study, "Anna", quoting.quotes_of(study)[1], second)
    assert [text for text, _ in shown(study)] == ["fout", "boos", "Niemand", "bord"]
    study.star("Anna", guids[0], True)
    assert shown(study)[1] == ("boos", "angry"), "an order that was given stands"
    stamp = study.ask.stamp()
    quoting.move(study, "Anna", first, apart)
    assert study.ask.stamp() == stamp
    assert examine(study) == ()
    for _ in range(3):
        study.undo("Anna")
    assert [text for text, _ in shown(study)] == ["Niemand", "boos", "fout", "bord"]


def test_what_is_left_out_stays_so_when_the_transcript_is_corrected(study: Project) -> None:
    guid = code(study, WORDS)
    quoting.edit(study, "Anna", guid, left_out=[Span(14, 21)])
    document = study.ask.document("R01")
    text = study.ask.transcript(document.id).text
    carry_out(study, "Anna", correct_text(study, document, text.replace("Niemand wordt", "Niemand werd ooit")))
    at = study.ask.transcript(document.id).text.index("Niemand")
    settle(study, "Anna", guid, at, at + len(WORDS) + 4)
    assert shown(study) == [("Niemand werd ooit […] een fout, daar leren we van.", "")]


def test_what_is_left_out_moves_with_names_that_are_replaced() -> None:
    told = {"guid": "g", "code": "trust", "quote": "Dat zegt Jan Jansen altijd zo.", "translation": "Jan says so."}
    payload = {**told, "left_out": [[9, 12], [20, 27]]}
    made = Retelling({}, lambda text: text.replace("Jan ", "[naam 1] ")).payload("quote.edit", payload)
    assert made["translation"] == "[naam 1] says so."
    assert made["quote"] == "Dat zegt [naam 1] Jansen altijd zo."
    assert [made["quote"][start:end] for start, end in made["left_out"]] == ["[naam 1]", "altijd "]
