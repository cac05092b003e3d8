"""Saying from the command line whose interview a transcript is."""

from __future__ import annotations

from pathlib import Path

from builders import interview, new_document
from cli.asking import Run, stamp

from interviewcoder.store.project import Project


def test_an_interview_is_assigned_in_part_or_whole_and_undone(run: Run, file: Path) -> None:
    assert run("assign", file, "--document", "R02", "--nobody").out == "R02: not assigned to a respondent\n"
    said = ["--pseudonym", "R09", "--role", "Medewerker", "--company", "B", "--date", "24-11-2025"]
    assert run("assign", file, "--document", "R02", *said).out == "R02: R09 · employee · B · 2025-11-24\n"
    done = run("assign", file, "--document", "R09", "--role", "director", "--json").json
    assert (done["date"], done["respondents"]) == (
        "2025-11-24", [{"pseudonym": "R09", "role": "director", "company": "B"}],
    )  # fmt: skip
    assert run("undo", file).out == "Undone: assigned R02 to its respondent\n"
    assert run("documents", file, "--json").json["rows"][1]["role"] == "employee"
    assert run("assign", file, "--document", "R02", "--pseudonym", "R01").out.startswith("R02: R01 · employee · A")


def test_what_cannot_be_assigned_is_refused_unchanged(run: Run, file: Path) -> None:
    run("assign", file, "--document", "R02", "--nobody")
    before = stamp(file)
    for words, said in (
        ([], "Say whose interview it is"),
        (["--nobody", "--role", "director"], "Say whose interview it is"),
        (["--role", "director"], "R02: say by which pseudonym"),
        (["--pseudonym", "R02", "--role", "directeuren"], "There is no role 'directeuren'; did you mean 'director'?"),
        (["--pseudonym", "R02", "--date", "2025-13-01"], "'2025-13-01' is no day"),
        (["--pseudonym", "R02", "--label", "Piet"], "no respondent speaks under the label “Piet”"),
        (["--pseudonym", "R02", "--coder", "Ana"], "did you mean 'Anna'?"),
    ):
        done = run("assign", file, "--document", "R02", *words)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert said in done.err
    assert stamp(file) == before


def test_in_a_group_each_label_is_assigned_by_itself(run: Run, file: Path) -> None:
    with Project.open(file) as project:
        talk = interview((("I", "En?"), ("Karin", "Goed."), ("Piet", "Slecht.")))
        project.import_documents("Anna", [new_document("groep", talk, respondent=None)])
    for label, pseudonym, role in (("Karin", "R07", "director"), ("Piet", "R08", "employee")):
        said = ["--label", label, "--pseudonym", pseudonym, "--role", role, "--company", "A"]
        run("assign", file, "--document", "groep", *said)
    assert "is a group interview" in run("assign", file, "--document", "groep", "--role", "director").err
    assert "Karin, Piet" in run("assign", file, "--document", "groep", "--role", "director").err
    done = run("assign", file, "--document", "groep", "--date", "2025-11-24")
    assert done.out == "groep: R07 · director · A; R08 · employee · A · 2025-11-24\n"
