"""From files on disk to interviews in a study: found, read, whose, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from interviewcoder.errors import Refused, Stopped
from interviewcoder.locale import choose_language
from interviewcoder.model import Codebook, Respondent, Role, Speaker
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.tasks.before import remembered
from interviewcoder.tasks.gathering import gather
from interviewcoder.tasks.intake import (
    Candidate,
    bring_in,
    check_speakers,
    prepare,
    sort_out,
    with_speaker,
    without_speaker,
)
from interviewcoder.tasks.voices import parse_cast, parse_speakers
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


def names(paths: Sequence[Path]) -> list[str]:
    return [path.name for path in gather(paths).files]


def test_a_folder_gives_what_can_be_read_in_the_order_of_its_numbers(files: Path) -> None:
    assert names([files]) == ALL


def test_patterns_and_files_come_once(files: Path) -> None:
    assert names([files / "R*.*"]) == ["R2.TXT", "R10.txt"]
    assert names([files / "**" / "*.txt"]) == ["R10.txt", "R3.txt", "R4.txt"]
    assert names([files / "R10.txt", files / "hal 2" / ".." / "R10.txt", files]) == ALL


@pytest.mark.parametrize("name", ["leeg", "geen.txt", "x*.txt", "a**", "~$R2.docx"])
def test_nothing_to_read_is_refused_by_name(files: Path, name: str) -> None:
    (files / "leeg").mkdir()
    with pytest.raises(Refused) as caught:
        gather([files, files / name])
    assert name in str(caught.value)


def test_a_pattern_from_here(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files / "hal 2")
    assert names([Path("../R*.txt")]) == ["R10.txt"]
    assert names([Path()]) == ["R3.txt", "R4.txt"]


def test_a_listed_file_is_its_respondents(files: Path) -> None:
    row = Listed("r10", Respondent("P5", "employee", "C"), "industrie", "oost", "2024-03-12")
    candidate = prepare(files / "R10.txt", roles=ROLES, listed=[row])
    assert candidate.respondent == row.respondent
    assert (candidate.sector, candidate.region, candidate.date) == ("industrie", "oost", "2024-03-12")
    assert candidate.speakers == {"I": Speaker.INTERVIEWER, "R10": Speaker.RESPONDENT}
    assert candidate.warnings == ()


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
        check_speakers([candidate], {"X": Speaker.RESPONDENT})
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
        ("Dank dat u mee wilde doen.\n\nI: En?\nR: Zo.\n", "not taken as speech: 6, as in “Dank dat u"),
        ("I: En?\nR: Zo.\nR; Goed hoor.\n", "as part of the turn before: 1, as in “R; Goed"),
        ("I: En?\nR: Zo.\nProbleem: druk.\nOplossing: rust.\n" * 3, "headings: “Probleem”, “Oplossing”"),
    ],
)
def test_doubts_are_told(tmp_path: Path, text: str, warning: str) -> None:
    path = tmp_path / "R07.txt"
    path.write_text(text, encoding="utf-8")
    (said,) = prepare(path, roles=ROLES).warnings
    assert warning in said


def test_interviews_come_into_a_study(study: Project, files: Path) -> None:
    row = Listed("R3", Respondent("R3", "employee", "A"), "industrie", "oost", "2024-03-12")
    candidates = [prepare(path, roles=ROLES, listed=[row]) for path in gather([files]).files]
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


def test_a_known_respondent_is_not_told_otherwise_by_another_interview(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "R01 vervolg.txt"
    path.write_text(TEXT.format(label="R", number=2), encoding="utf-8")
    candidate = prepare(path, roles=ROLES)
    for role, company in (("line_manager", "A"), ("employee", "B")):
        otherwise = replace(candidate, respondent=Respondent("R01", role, company))
        with pytest.raises(Refused, match="R01 is known in this study as employee, A, not"):
            bring_in(study, "Anna", [otherwise])
        with pytest.raises(Refused, match="R01 is known"):
            sort_out(study, [otherwise], {path})
        kept, skipped = sort_out(study, [otherwise], set())
        assert not kept
        assert "R01 is known" in skipped[0].why


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
    candidates = [prepare(each, roles=ROLES) for each in [*gather([files]).files, path]]
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


def test_of_a_folder_comes_what_is_a_transcript_and_the_rest_is_named(files: Path) -> None:
    (files / "README.md").write_text("Over deze map.", "utf-8")
    (files / "geluid.mp3").write_bytes(b"ID3")
    gathered = gather([files])
    assert [path.name for path in gathered.files] == ALL
    assert gathered.named == frozenset()
    whys = {each.path.name: each.why for each in gathered.skipped}
    assert whys.keys() == {"README.md", "interviews"}
    assert "is about the folder" in whys["README.md"]
    assert "(.csv, .mp3): 2." in whys["interviews"]
    both = gather([files, files / "README.md"])
    assert [path.name for path in both.named] == ["README.md"]
    assert "README.md" in [path.name for path in both.files]
    assert [each.path for each in both.skipped] == [files]


def test_of_a_folder_what_cannot_come_in_is_passed_over_and_what_was_named_is_refused(
    study: Project, files: Path
) -> None:
    (files / "R2b").mkdir()
    (files / "R2b" / "R2.txt").write_text("I: Heel anders?\nR: Ja.\n", "utf-8")
    (files / "R5.txt").write_text("I: Hallo?\nInterviewer: Ja?\n", "utf-8")
    candidates = [prepare(path, roles=ROLES) for path in gather([files]).files]
    good, skipped = sort_out(study, candidates, frozenset())
    assert len(bring_in(study, "Anna", good).documents) == 4
    assert [each.path for each in skipped] == [files / "R5.txt", files / "R2b" / "R2.txt"]
    with pytest.raises(Refused, match="nobody in it is a respondent"):
        sort_out(study, candidates, {files / "R5.txt"})


def test_who_speaks_is_remembered_for_the_folder_and_nothing_of_it_is_kept_in_words(
    study: Project, tmp_path: Path
) -> None:
    text = "Noor: Wat doe je?\n{who}: Lassen.\nNoor: {more}?\n{who}: Ja.\nKarin: Koffie?\n"
    one, two, three = (tmp_path / "gesprekken" / f"{name}.txt" for name in ("een", "twee", "drie"))
    one.parent.mkdir()
    for path, who in ((one, "Joris"), (two, "Joris"), (three, "Kees")):
        path.write_text(text.format(who=who, more=path.stem), "utf-8")
    with one.open("a", encoding="utf-8") as file:
        file.write("SPEAKER_00: Hm.\n" * 2)  # a number that a machine gave is someone else in the next file
    candidate = prepare(one, roles=ROLES)
    for label, speaker in (("Noor", Speaker.OTHER), ("Karin", Speaker.INTERVIEWER), ("SPEAKER_00", Speaker.OTHER)):
        candidate = with_speaker(candidate, label, speaker)
    candidate = replace(candidate, respondent=Respondent("R41", "employee", "C"))
    bring_in(study, "Anna", [candidate])
    before = remembered(study)
    again = prepare(two, roles=ROLES, before=before(two))
    assert again.speakers | {"SPEAKER_00": Speaker.OTHER} == candidate.speakers
    assert "speaker_00" not in before(two).speakers
    assert again.as_before == {"Noor", "Karin", "Joris"}
    assert again.respondent == Respondent("R41", "employee", "C")
    other = prepare(three, roles=ROLES, before=before(three))
    assert (other.as_before, other.respondent) == ({"Noor", "Karin"}, None)
    said = prepare(two, roles=ROLES, speakers={"Noor": Speaker.RESPONDENT}, before=before(two))
    assert (said.as_before, said.said) == ({"Karin", "Joris"}, {"Noor"})
    assert before(tmp_path / "elders.txt").speakers == {}
    (imported,) = study.ask.history(last=1)
    assert "gesprekken" not in str(imported.payload["events"][-1])
    assert "name" in study.ask.properties()
    assert not any(each.startswith("folder") for each in study.ask.properties())
    assert examine(study) == ()
    assert study.undo("Anna") == "imported een"
    assert remembered(study)(two).speakers == {}


def test_an_import_tells_how_far_it_is_and_stopped_halfway_leaves_the_study_as_it_was(
    study: Project, files: Path
) -> None:
    candidates = [prepare(path, roles=ROLES) for path in gather([files]).files]
    before, told = study.ask.stamp(), []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if done == 6:
            raise Stopped()

    with pytest.raises(Stopped):
        bring_in(study, "Anna", candidates, tell=tell)
    assert told == [(done, 8) for done in range(7)]
    assert (study.ask.stamp(), len(study.ask.documents()), examine(study)) == (before, 1, ())
    assert len(bring_in(study, "Anna", candidates).documents) == 4


def test_a_label_that_only_some_files_have_is_no_fault_and_one_that_none_has_is(files: Path) -> None:
    (files / "R12.txt").write_text("I: Hallo?\nR: Ja.\nKarin: Koffie?\n", "utf-8")
    given = parse_speakers("Karin=other")
    candidates = [prepare(path, roles=ROLES, speakers=given) for path in gather([files]).files]
    check_speakers(candidates, given)
    with pytest.raises(Refused, match=r"the 5 files: nothing is said under the label “Kees”; its labels are: I, R2"):
        check_speakers(candidates, parse_speakers("Kees=other"))


def test_what_only_looks_like_a_speaker_can_be_put_back_in_the_turn_before(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "R77.txt"
    path.write_text("I: Wat is er?\nR: Tja.\nLean: dat is het.\n" * 4, "utf-8")
    found = prepare(path, roles=ROLES)
    assert found.speakers.keys() == {"I", "R", "Lean"}
    put_back = without_speaker(found, "Lean")
    assert put_back.speakers == {"I": Speaker.INTERVIEWER, "R": Speaker.RESPONDENT}
    assert ([label.label for label in put_back.passed], put_back.warnings) == (["Lean"], ())
    assert with_speaker(put_back, "Lean", Speaker.RESPONDENT).speakers == found.speakers
    said = prepare(path, roles=ROLES, never=parse_cast("Lean=none").never)
    assert (said.labels, said.never) == (put_back.labels, {"Lean"})
    (id,) = bring_in(study, "Anna", [put_back]).documents
    turns = study.ask.transcript(id).turns
    assert [turn.label for turn in turns] == ["I", "R"] * 4
    assert turns[1].span.of(study.ask.transcript(id).text) == "Tja.\nLean: dat is het."
