"""``pseudonyms`` and the check on quotes: found, confirmed in a table, replaced, put back, and not let out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from builders import interview, new_document
from cli.asking import Run, made_up, on_terminal, place, stamp

from interviewcoder.model import Codebook, Respondent
from interviewcoder.store.project import Project
from interviewcoder.tasks.leaving import held_back

PASS = "vier woorden op rij"
SAID = (
    ("I", "Wie helpt?"),
    ("R", "Mijn collega Wubbo helpt, van Nijenkolk Techniek BV. Bel hem op +31 6 12345678. Zeg Wubbo dat het mag."),
)


@pytest.fixture
def file(tmp_path: Path, codebook: Codebook) -> Path:
    path = tmp_path / "study.icdb"
    with Project.create(path, name="Proef", codebook=codebook, coder="Anna") as project:
        project.import_documents("Anna", [new_document("R01", interview(SAID))])
        start = project.ask.transcript(project.ask.document("R01").id).text.index("collega Wubbo helpt")
        project.apply_code("Anna", project.ask.document("R01").id, start, start + 19, "trust")
    return path


@pytest.fixture
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE", PASS)


@pytest.mark.slow
def test_from_proposals_to_pseudonyms_and_back(run: Run, file: Path, tmp_path: Path, passphrase: None) -> None:
    table = tmp_path / "names.csv"
    assert "Wubbo" in run("pseudonyms", file, "propose").out
    assert run("pseudonyms", file, "propose", "--out", table).code == 0
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert {row["name"]: row["replace"] for row in rows} == {
        "Wubbo": "yes",
        "Nijenkolk Techniek BV": "yes",
        "'+31 6 12345678": "yes",
    }
    done = run("pseudonyms", file, "apply", table)
    assert done.code == 0, done.err
    assert "Wubbo" not in done.out
    assert (tmp_path / "study.icdb.key.age").exists()
    shown = run("quotes", file, "--json").json["quotes"]
    assert [each["text"] for each in shown] == ["collega [naam 1] helpt"]
    assert run("pseudonyms", file, "residue").out.startswith("Nothing was found")
    assert "Wubbo" not in run("history", file).out
    names = run("pseudonyms", file, "mapping", "--json").json["rows"]
    assert {each["name"] for each in names} == {"Wubbo", "Nijenkolk Techniek BV", "+31 6 12345678"}
    assert run("pseudonyms", file, "reidentify", "--json").json == {"rounds": 1}
    assert place(file, "R01", SAID[1][1])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("misschien,Wubbo,name,[naam 1]", "neither yes nor no"),
        ("yes,Wubbo,mens,[naam 1]", "“mens” is no kind"),
        ("yes,Wubbo,name,[naam 1]\nno,Wubbo,name,[naam 1]", "is there already"),
        ("no,Wubbo,name,[naam 1]", "No name is chosen"),
        ("yes,Wubbo,name,Wubbo", "cannot replace"),
    ],
)
def test_a_table_that_cannot_be_followed_changes_nothing(
    run: Run, file: Path, tmp_path: Path, passphrase: None, row: str, told: str
) -> None:
    table = tmp_path / "names.csv"
    table.write_text(f"replace,name,kind,replacement\n{row}\n")
    before = stamp(file)
    done = run("pseudonyms", file, "apply", table)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert done.err.count("\n") == 1
    assert stamp(file) == before


def test_without_a_passphrase_nothing_is_done(run: Run, file: Path, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("replace,name,kind,replacement\nja,Wubbo,name,[naam 1]\n")
    done = run("pseudonyms", file, "apply", table)
    assert done.code == 1
    assert "INTERVIEWCODER_PASSPHRASE" in done.err
    assert run("pseudonyms", file, "apply", table, "--passphrase-file", tmp_path / "none").code == 1
    secret = tmp_path / "secret"
    secret.write_text(PASS + "\n")
    assert run("pseudonyms", file, "mapping", "--passphrase-file", secret).err.startswith("There is no key file")
    code, said = on_terminal("pseudonyms", file, "mapping", keys="een lange zin\n", after="Passphrase:")
    assert code == 1
    assert "There is no key file" in said
    assert "lange" not in said
    assert place(file, "R01", "Wubbo")


def test_quotes_that_name_someone_stay_in_unless_there_is_a_reason(run: Run, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "quotes.md"
    stopped = run("quotes", file, "--out", out)
    assert (stopped.code, stopped.out) == (1, "")
    assert "»Wubbo«" in stopped.err
    assert not out.exists()
    assert run("quotes", file, "--out", out, "--despite", " ").code == 1
    assert not out.exists()
    assert run("quotes", file, "--out", out, "--despite", "Wubbo is een paard").code == 0
    assert "Wubbo" in out.read_text()
    assert "Wubbo is een paard" in run("history", file).out


def test_a_made_up_study_names_nobody_until_a_real_interview_comes_in(file: Path, codebook: Codebook) -> None:
    with Project.create(file.with_name("made-up.icdb"), name="Proef", codebook=codebook, coder="Anna") as project:
        project.set("Anna", "synthetic", "yes")
        project.import_documents("Anna", [new_document("R01", made_up(interview(SAID)))])
        assert held_back(project, {"1": f"Anna leest: {SAID[1][1]}"}, coders_named=True) == ()
        typed = held_back(project, {"memo 1": "Bel Wubbo op +31 6 87654321.", "2": SAID[1][1], "3": "Vraag Anna."})
        assert [each.text for each in typed] == ["+31 6 87654321", "Anna"], "what was typed in is not made up"
        project.import_documents("Anna", [new_document("R02", interview(SAID))])
        assert held_back(project, {"1": "Bel Wubbo op +31 6 12345678."}), "an interview that nobody made up came in"


TABLES: dict[str, list[str]] = {
    "coverage": ["--by", "company"],
    "sql": ["SELECT text FROM v_codings"],
    "disagreements": [],
}


@pytest.mark.parametrize("command", TABLES)
def test_a_table_with_a_name_stays_in_too(run: Run, file: Path, tmp_path: Path, command: str) -> None:
    with Project.open(file) as project:
        who = Respondent("R02", "employee", "Wubbo Jansen")
        project.import_documents("Anna", [new_document("R02", interview(SAID[1:]), respondent=who)])
        project.add_coder("Bram")
        for coder in ("Anna", "Bram"):
            for document in project.ask.documents():
                project.mark_read(coder, document.id, 0, document.length)
    out = tmp_path / "table.csv"
    stopped = run(command, file, *TABLES[command], "--out", out)
    assert (stopped.code, out.exists()) == (1, False)
    assert "Wubbo" in stopped.err
    assert run(command, file, *TABLES[command], "--out", out, "--despite", "een paard", "--coder", "Anna").code == 0
    assert "Wubbo" in out.read_text(encoding="utf-8-sig")
    assert "een paard" in run("history", file).out
