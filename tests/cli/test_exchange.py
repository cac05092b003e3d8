"""``exchange``: what comes in is shown and asked about, what goes out names no one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.asking import Run, stamp
from exchange.archives import PHRASES, coded_archive
from exchange.databases import qualcoder

from interviewcoder.exchange.offsets import OURS, Convention, Unit
from interviewcoder.exchange.read import read_project
from interviewcoder.store.project import Project


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return coded_archive(tmp_path / "p.qdpx", Convention(Unit.UTF16, 2, False), crlf=True, mark=True)


def test_a_new_study_is_made_of_a_project(run: Run, tmp_path: Path, archive: Path) -> None:
    study = tmp_path / "new.icdb"
    looked = run("exchange", "import", study, archive, "--coder", "Anna", "--preview")
    assert (looked.code, study.exists()) == (0, False)
    assert "Found: documents 1, codes 3, codings 10." in looked.out
    assert run("exchange", "import", study, archive, "--coder", "Anna").code == 1  # nobody to ask
    done = run("exchange", "import", study, archive, "--coder", "Anna", "--yes", "--lang", "nl")
    assert done.out.splitlines()[-1].endswith("documenten 1, codes 3, coderingen 10, memo's 0.")
    with Project.open(study, "Anna") as project:
        assert [coding.text for coding in project.ask.codings()] == list(PHRASES)


def test_codes_that_the_codebook_lacks_need_a_word(run: Run, file: Path, archive: Path) -> None:
    before = stamp(file)
    refused = run("exchange", "import", file, archive, "--yes")
    assert (refused.code, stamp(file)) == (1, before)
    assert "chaos, hulp, gevoel" in refused.err
    assert run("exchange", "import", file, archive, "--add-codes", "--yes").code == 0
    with Project.open(file, "Anna") as project:
        assert (project.codebook.version, len(project.ask.documents())) == (2, 3)
    again = run("exchange", "import", file, archive, "--yes", "--coder", "Anna")
    assert "in the study already and were not doubled: 10" in again.out


def test_what_was_done_as_json(run: Run, tmp_path: Path) -> None:
    folder = qualcoder(tmp_path / "q.qda")
    ran = run("exchange", "import", tmp_path / "s.icdb", folder, "--coder", "Anna", "--yes", "--json")
    row = json.loads(ran.out)["rows"][0]
    assert row["found"] == {"documents": 2, "codes": 5, "codings": 12}
    assert row["new"] == {"documents": 1, "codes": 5, "codings": 10, "memos": 6}
    assert {each["remark"]: (each["count"], each["lost"]) for each in row["remarks"]} == {
        "sources-without-text": (1, "documents"),
        "codings-in-pictures": (2, "codings"),
        "deep-codes": (1, ""),
    }


def test_a_list_of_codes_makes_a_study_and_a_text_alone_gets_the_codebook_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("code,parent\nboven,\nonder,boven\n")
    assert run("exchange", "import", tmp_path / "c.icdb", tmp_path / "c.csv", "--coder", "A", "--yes").code == 0
    with Project.open(tmp_path / "c.icdb") as project:
        assert [(code.id, code.parent) for code in project.codebook.codes] == [("boven", None), ("onder", "boven")]
    asked = ("--codebook", "learning_culture", "--coder", "A", "--yes")
    refused = run("exchange", "import", tmp_path / "d.icdb", tmp_path / "c.csv", *asked)
    assert (refused.code, (tmp_path / "d.icdb").exists()) == (1, False)
    there = run("exchange", "import", tmp_path / "c.icdb", tmp_path / "c.csv", *asked)
    assert "has its codebook already" in there.err


def test_a_study_goes_out_and_what_stays_is_listed(run: Run, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "p.qdpx"
    ran = run("exchange", "export", file, out)
    assert ran.code == 0
    assert "Left behind: the planned interviews (3)." in ran.out
    assert [document.name for document in read_project(out).documents] == ["R01", "R02"]
    assert run("exchange", "export", file, out).code == 1  # it is there
    for name in ("c.qdc", "c.csv"):
        assert "codes 4" in run("exchange", "export", file, tmp_path / name).out
        assert len(read_project(tmp_path / name).codes) == 4
    assert run("exchange", "export", file, tmp_path / "c.docx").code == 1


def test_a_name_keeps_a_project_in_the_study(run: Run, file: Path, tmp_path: Path) -> None:
    with Project.open(file) as project:
        project.write_memo("Anna", "study", "", "Bel Wubbo op +31 6 12345678.\x1b[2J")
    out = tmp_path / "p.qdpx"
    refused = run("exchange", "export", file, out)
    assert (refused.code, out.exists()) == (1, False)
    assert "12345678" in refused.err
    assert "\x1b" not in refused.err
    assert run("exchange", "export", file, tmp_path / "c.csv").code == 0  # only codes
    assert run("exchange", "export", file, out, "--despite", "afgesproken", "--force").code == 0
    assert "afgesproken" in run("history", file).out


def test_a_terminal_is_not_commanded_by_a_project(run: Run, tmp_path: Path) -> None:
    folder = qualcoder(tmp_path / "q.qda", name="an\x1b[31mders")
    ran = run("exchange", "import", tmp_path / "s.icdb", folder, "--coder", "A", "--yes")
    assert ran.code == 0
    assert "\x1b" not in ran.out + run("codebook", "show", tmp_path / "s.icdb").out


def test_a_made_up_study_stays_one(run: Run, file: Path, tmp_path: Path) -> None:
    with Project.open(file) as project:
        project.set("Anna", "synthetic", "yes")
    out, new = tmp_path / "p.qdpx", tmp_path / "new.icdb"
    run("exchange", "export", file, out)
    assert run("exchange", "import", new, out, "--coder", "Anna", "--yes").code == 0
    assert "SYNTHETIC" in run("documents", new).out
    real = tmp_path / "real.icdb"
    coded_archive(tmp_path / "x.qdpx", OURS, crlf=False)
    run("exchange", "import", real, tmp_path / "x.qdpx", "--coder", "Anna", "--yes")
    assert "SYNTHETIC" in run("exchange", "import", real, out, "--add-codes", "--preview", "--coder", "Anna").out


def test_what_would_come_in_is_what_then_comes_in(run: Run, tmp_path: Path) -> None:
    folder, study = qualcoder(tmp_path / "q.qda"), tmp_path / "s.icdb"
    asked = ("exchange", "import", study, folder, "--coder", "Anna", "--json")
    would = json.loads(run(*asked, "--preview").out)["rows"][0]["new"]
    assert not study.exists()
    assert would == json.loads(run(*asked, "--yes").out)["rows"][0]["new"]
    assert would["memos"] == len(run("sql", study, "SELECT * FROM v_memos", "--json").json["rows"]) == 6


def test_a_codebook_with_a_document_type_is_told_of_as_such(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.qdc").write_text('<!DOCTYPE a [<!ENTITY e "x">]><CodeBook><Codes/></CodeBook>')
    refused = run("exchange", "import", tmp_path / "s.icdb", tmp_path / "c.qdc", "--yes")
    assert (refused.code, "no project or codebook of REFI-QDA" in refused.err) == (1, True), refused.err
