"""Group interviews on their way in: from a table, from what is said, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.errors import Refused
from interviewcoder.model import Company, Respondent, Role, Speaker, Voice
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.tasks.intake import bring_in, prepare
from interviewcoder.tasks.voices import parse_cast, respondents_in, respondents_labels, with_voice
from interviewcoder.transcripts.respondents import read_respondents

ROLES = (Role("director", {"nl": "directeur"}), Role("employee", {"nl": "medewerker"}))
TEXT = """I: Hoe gaat het?
Karin: Goed hoor, echt.
Piet: Ik vind van niet.
I: O?
Karin: Kom nou.
Piet: Echt niet.
"""
HEAD = "file,label,pseudonym,role,company,sector,date\n"
R07, R08 = Respondent("R07", "director", "A"), Respondent("R08", "employee", "B")
BOTH = "groep.txt,Karin,R07,directeur,A,metal,2026-03-01\ngroep.txt,PIET,R08,medewerker,B,inst,\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "groep.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def listed(file: Path, rows: str) -> tuple[object, ...]:
    table = file.with_name("respondents.csv")
    table.write_text(HEAD + rows, encoding="utf-8")
    return read_respondents(table, ROLES)


def test_a_table_tells_who_speaks_under_which_label(file: Path, study: Project) -> None:
    found = prepare(file, roles=ROLES, listed=listed(file, BOTH))  # type: ignore[arg-type]
    assert (found.respondent, found.voices) == (None, (Voice("Karin", R07), Voice("Piet", R08)))
    assert (found.is_known, found.date) == (True, "2026-03-01")
    bring_in(study, "Anna", [found])
    document = study.ask.document("groep")
    assert (document.respondents, document.date) == ((R07, R08), "2026-03-01")
    assert Company("B", "inst") in study.ask.companies()
    assert [sum(map(len, part.words)) for part in study.ask.parts()[document.id]] == [5, 6]
    study.undo("Anna")
    assert examine(study) == ()


def test_a_pseudonym_is_a_label_where_none_is_given(file: Path) -> None:
    file.write_text(TEXT.replace("Karin:", "R07:").replace("Piet:", "R08:"), encoding="utf-8")
    rows = "groep.txt,,R07,directeur,A,,\ngroep.txt,,R08,medewerker,B,,\n"
    found = prepare(file, roles=ROLES, listed=listed(file, rows))  # type: ignore[arg-type]
    assert found.voices == (Voice("R07", R07), Voice("R08", R08))


def test_a_respondent_without_a_label_in_the_text_is_refused(file: Path) -> None:
    for rows in (BOTH.replace("PIET", "Kees"), BOTH.replace("PIET", "")):
        with pytest.raises(Refused, match=r"R08 is listed .* its labels are: I, Karin, Piet"):
            prepare(file, roles=ROLES, listed=listed(file, rows))  # type: ignore[arg-type]


def test_a_table_with_the_same_label_or_respondent_twice_is_refused(file: Path) -> None:
    for rows in (BOTH.replace("PIET", "karin"), BOTH.replace("Karin", "").replace("PIET,R08", ",R07")):
        with pytest.raises(Refused, match="line 3"):
            listed(file, rows)


def test_what_is_said_goes_for_a_group_too_and_who_is_left_out_is_told(file: Path) -> None:
    cast = parse_cast("I=interviewer, Karin=R07")
    assert (cast.speakers["Karin"], cast.pseudonyms) == (Speaker.RESPONDENT, {"Karin": "R07"})
    found = prepare(file, roles=ROLES, speakers=cast.speakers, whose=respondents_in(cast, [R07, R08]))
    assert (found.voices, found.unheard, found.is_known) == ((Voice("Karin", R07),), ("Piet",), False)
    assert any("Piet" in each for each in found.warnings)
    alone = prepare(file, roles=ROLES, speakers={"Piet": Speaker.OTHER}, whose={"Karin": R07})
    assert (alone.respondent, alone.voices) == (R07, ())


@pytest.mark.parametrize("said", ["Karin=R09", "Karin=respondnet"])
def test_an_unknown_respondent_is_refused(said: str) -> None:
    with pytest.raises(Refused, match="R07, R08"):
        respondents_in(parse_cast(said), [R07, R08])


def test_labels_that_are_shown_as_one_get_one_voice(file: Path, study: Project) -> None:
    file.write_text("Vraag 1: Wat?\nAntwoord 1: Dit.\nVraag 2: En?\nAntwoord 2: Dat.\n", encoding="utf-8")
    bring_in(study, "Anna", [prepare(file, roles=ROLES)])
    labels = respondents_labels(study.ask.transcript(study.ask.document("groep").id).turns)
    assert labels == {"Antwoord": ("Antwoord 1", "Antwoord 2")}
    voices = with_voice((), labels["Antwoord"], R07)
    assert {voice.label for voice in voices} == {"Antwoord 1", "Antwoord 2"}
    assert with_voice(voices, labels["Antwoord"], None) == ()
