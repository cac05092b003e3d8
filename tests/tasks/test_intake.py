"""From files on disk to interviews in a study: found, read, whose, all or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interviewcoder.errors import Refused
from interviewcoder.locale import choose_language
from interviewcoder.model import Codebook, Respondent, Role, Speaker
from interviewcoder.store.project import Project
from interviewcoder.tasks.intake import Candidate, bring_in, gather, parse_speakers, prepare
from interviewcoder.transcripts.respondents import Listed

TEXT = "I: Wat gebeurt er?\n{label}: Dan zetten we dat op het bord, nummer {number}.\n"
ROLES = (
    Role("line_manager", {"nl": "leidinggevende"}, ("leidinggevend monteur",)),
    Role("employee", {"nl": "medewerker"}, ("monteur",)),
)
ALL = ["R2.TXT", "R10.txt", "R3.txt", "R4.txt"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "interviews"
    for number, name in enumerate(["R10.txt", "R2.TXT", "hal 2/R3.txt", "hal 2/diep/R4.txt"]):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(label=path.stem, number=number), encoding="utf-8")
    for name in ("~$R2.docx", ".verborgen.txt", "notities.csv", ".git/R9.txt", ".~lock.R2.txt#"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("weg", encoding="utf-8")
    return folder


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_folder_gives_what_can_be_read_in_the_order_of_its_numbers(files: Path) -> None:
    assert names(gather([files])) == ALL


def test_patterns_and_files_come_once(files: Path) -> None:
    assert names(gather([files / "R*.*"])) == ["R2.TXT", "R10.txt"]
    assert names(gather([files / "**" / "*.txt"])) == ["R10.txt", "R3.txt", "R4.txt"]
    assert names(gather([files / "R10.txt", files / "hal 2" / ".." / "R10.txt", files])) == ALL


@pytest.mark.parametrize("name", ["leeg", "geen.txt", "x*.txt", "a**", "~$R2.docx"])
def test_nothing_to_read_is_refused_by_name(files: Path, name: str) -> None:
    (files / "leeg").mkdir()
    with pytest.raises(Refused) as caught:
        gather([files, files / name])
    assert name in str(caught.value)


def test_a_pattern_from_here(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files / "hal 2")
    assert names(gather([Path("../R*.txt")])) == ["R10.txt"]
    assert names(gather([Path()])) == ["R3.txt", "R4.txt"]


def test_a_listed_file_is_its_respondents(files: Path) -> None:
    row = Listed("r10", Respondent("P5", "employee", "C"), "industrie", "oost", "2024-03-12")
    candidate = prepare(files / "R10.txt", roles=ROLES, listed=[row])
    assert candidate.respondent == row.respondent
    assert (candidate.sector, candidate.region, candidate.date) == ("industrie", "oost", "2024-03-12")
    assert candidate.speakers == {"I": Speaker.INTERVIEWER, "R10": Speaker.RESPONDENT}
    assert candidate.draft.warnings == ()


@pytest.mark.parametrize(
    ("name", "respondent"),
    [
        ("R07", Respondent("R07", "", "")),
        ("Interview_R07_leidinggevende_bedrijf_C", Respondent("R07", "line_manager", "C")),
        ("P3 leidinggevend monteur, Bedrijf b", Respondent("P3", "line_manager", "B")),
        ("bedrijf-12-R3-monteur", Respondent("R3", "employee", "12")),
        ("gesprek met de ploeg", None),
        ("COVID19 plan", None),
    ],
)
def test_a_file_name_may_tell_whose_it_is(tmp_path: Path, name: str, respondent: Respondent | None) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text(TEXT.format(label="R", number=1), encoding="utf-8")
    assert prepare(path, roles=ROLES).respondent == respondent


def test_what_is_said_of_speakers_goes_first(files: Path) -> None:
    given = parse_speakers("I=respondent, R=other")
    candidate = prepare(files / "R10.txt", roles=ROLES, speakers=given)
    assert candidate.speakers == {"I": Speaker.RESPONDENT, "R10": Speaker.OTHER}
    with pytest.raises(Refused) as caught:
        prepare(files / "R10.txt", roles=ROLES, speakers={"X": Speaker.RESPONDENT})
    assert str(caught.value).startswith("R10.txt: nothing is said under the label “X”; its labels are: I, R10.")


@pytest.mark.parametrize("text", ["", "I", "I=baas", "=respondent", "I=interviewer,I=respondent", "I=interviewer,"])
def test_speakers_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="LABEL=interviewer"):
        parse_speakers(text)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("Geen labels hier.\n", "No speaker labels"),
        ("R: Ja.\nR: Nee.\n", "interviewer's"),
        ("I: Ja?\nInterviewer: Nee?\n", "nothing in this interview could be coded"),
        ("Anna: Hoe dan?\nPiet: Zo.\n" * 3, "“Anna” is taken for the interviewer"),
    ],
)
def test_doubts_are_told(tmp_path: Path, text: str, warning: str) -> None:
    path = tmp_path / "R07.txt"
    path.write_text(text, encoding="utf-8")
    (said,) = prepare(path, roles=ROLES).draft.warnings
    assert warning in said


def test_interviews_come_into_a_study(study: Project, files: Path) -> None:
    row = Listed("R3", Respondent("R3", "employee", "A"), "industrie", "oost", "2024-03-12")
    candidates = [prepare(path, roles=ROLES, listed=[row]) for path in gather([files])]
    done = bring_in(study, "Anna", candidates)
    assert len(done.documents) == 4
    document = study.ask.document("R3")
    assert (document.role, document.company, document.date, document.format) == ("employee", "A", "2024-03-12", "txt")
    transcript = study.ask.transcript(document.id)
    assert transcript.text == (files / "hal 2" / "R3.txt").read_text(encoding="utf-8")
    assert [turn.label for turn in transcript.turns] == ["I", "R3"]
    again = bring_in(study, "Anna", candidates)
    assert (again.documents, again.doubles) == ((), ("R2", "R10", "R3", "R4"))
    assert study.undo("Anna")
    assert len(study.ask.documents()) == 1


def test_a_known_respondents_second_interview_keeps_role_and_company(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "R01 vervolg.txt"
    path.write_text(TEXT.format(label="R", number=2), encoding="utf-8")
    (id,) = bring_in(study, "Anna", [prepare(path, roles=ROLES)]).documents
    document = study.ask.document(id)
    assert (document.pseudonym, document.role, document.company) == ("R01", "employee", "A")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("R11", "I: Hallo?\nInterviewer: Ja?\n", "nobody in it is a respondent"),
        ("R01", "I: Heel anders?\nR: Ja.\n", "another interview is called R01"),
        ("R10", "I: Heel anders?\nR: Ja.\n", "another interview is called R10"),
    ],
)
def test_one_bad_file_and_nothing_comes_in(
    study: Project, files: Path, tmp_path: Path, name: str, text: str, reason: str
) -> None:
    before = study.ask.stamp()
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    candidates = [prepare(each, roles=ROLES) for each in [*gather([files]), path]]
    with pytest.raises(Refused) as caught:
        bring_in(study, "Anna", candidates)
    assert str(caught.value).startswith(f"{name}.txt: {reason}")
    assert study.ask.stamp() == before
    choose_language("nl")
    assert "niets geïmporteerd" in str(caught.value)


def test_a_person_may_correct_who_speaks(study: Project, files: Path, codebook: Codebook) -> None:
    candidate = prepare(files / "R10.txt", roles=codebook.roles)
    labels = tuple(replace(label, speaker=Speaker.RESPONDENT) for label in candidate.labels)
    corrected: Candidate = replace(candidate, labels=labels)
    (id,) = bring_in(study, "Anna", [corrected]).documents
    assert {turn.speaker for turn in study.ask.transcript(id).turns} == {Speaker.RESPONDENT}
