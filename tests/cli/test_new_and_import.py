"""From nothing to a study with transcripts, as a researcher types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.asking import Run, on_terminal, stamp

from interviewcoder.store.project import Project

ONE = "I: Hoe leer je hier?\nR: Door fouten, en daar praten we over.\nI: En dan?\nR: Dan doen we het anders.\n"
TWO = "I: Wie beslist er?\nR: Dat doe ik zelf.\nI: Altijd?\nR: Nou ja, meestal wel.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "R01.txt").write_text(ONE, encoding="utf-8")
    (folder / "R02.txt").write_text(TWO, encoding="utf-8")
    return folder


@pytest.fixture
def respondents(tmp_path: Path) -> Path:
    path = tmp_path / "respondents.csv"
    path.write_text(
        "file,pseudonym,role,company,sector,region,date\n"
        "R01.txt,R01,director,A,maakindustrie,Gelderland,2025-06-10\n"
        "R02.txt,R02,medewerker,A,maakindustrie,Gelderland,2025-06-11\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def new(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "study.icdb"
    assert run("new", path, "--coder", "Anna").code == 0
    return path


def test_a_new_study_has_codebook_coder_name_and_design(run: Run, tmp_path: Path) -> None:
    path, design = tmp_path / "leren.icdb", tmp_path / "design.csv"
    design.write_text("company,sector,region,role,expected\nA,bouw,Gelderland,director,1\n", encoding="utf-8")
    done = run("new", path, "--coder", "Anna", "--design", design, "--name", "Leren in het mkb", "--json")
    assert done.json == {
        "file": str(path), "name": "Leren in het mkb", "codebook": "learning_culture", "coder": "Anna",
    }  # fmt: skip
    with Project.open(path) as project:
        assert project.ask.coders() == ["Anna"]
        assert project.ask.properties() == {"name": "Leren in het mkb"}
        assert [(each.company, each.role, each.expected) for each in project.ask.planned()] == [("A", "director", 1)]
        assert len(project.codebook.carriers) == 6
    assert run("new", tmp_path / "other.icdb", "--coder", "Anna").out.startswith("Made ")
    with Project.open(tmp_path / "other.icdb") as project:
        assert project.ask.properties() == {"name": "other"}


def test_whoever_is_logged_in_is_the_first_coder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "zoë")
    assert run("new", tmp_path / "a.icdb", "--json").json["coder"] == "zoë"
    monkeypatch.setenv("INTERVIEWCODER_CODER", "Bram")
    assert run("new", tmp_path / "b.icdb", "--json").json["coder"] == "Bram"


def test_a_study_that_cannot_be_made_leaves_nothing(run: Run, tmp_path: Path, new: Path) -> None:
    design = tmp_path / "design.csv"
    design.write_text("company,sector,region,role,expected\nA,x,y,boss,1\n", encoding="utf-8")
    before = new.read_bytes()
    for words in (
        [new, "--coder", "Anna"],
        [tmp_path / "x.icdb", "--coder", "Anna", "--design", design],
        [tmp_path / "x.icdb", "--coder", "Anna", "--design", tmp_path / "none.csv"],
        [tmp_path / "x.icdb", "--coder", "Anna", "--codebook", "nothing_like_it"],
        [tmp_path / "x.icdb", "--coder", " "],
        [tmp_path / "none" / "x.icdb", "--coder", "Anna"],
    ):
        done = run("new", *words)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1), words
    assert not list(tmp_path.glob("x.icdb*"))
    assert new.read_bytes() == before


def test_a_preview_shows_who_speaks_and_imports_nothing(run: Run, new: Path, folder: Path, respondents: Path) -> None:
    before = stamp(new)
    lines = run("import", new, folder, "--respondents", respondents, "--preview").out.splitlines()
    assert lines[0] == "R01.txt · txt · R01 · director · A"
    assert lines[1] == "  I  interviewer  2 turns  Hoe leer je hier?"
    assert lines[-1] == "Nothing was imported."
    told = run("import", new, folder, "--preview", "--json").json
    assert [file["name"] for file in told["files"]] == ["R01", "R02"]
    assert [(label["label"], label["speaker"], label["turns"]) for label in told["files"][0]["labels"]] == [
        ("I", "interviewer", 2), ("R", "respondent", 2),
    ]  # fmt: skip
    assert (told["imported"], told["doubles"], told["files"][0]["role"]) == ([], [], "")
    assert stamp(new) == before


def test_an_import_brings_in_all_once(run: Run, new: Path, folder: Path, respondents: Path) -> None:
    done = run("import", new, folder, "--respondents", respondents, "--yes")
    assert (done.code, done.out.splitlines()[-1]) == (0, "Imported: 2.")
    rows = run("documents", new, "--json").json["rows"]
    assert [(row["name"], row["pseudonym"], row["role"], row["sector"], row["date"]) for row in rows] == [
        ("R01", "R01", "director", "maakindustrie", "2025-06-10"),
        ("R02", "R02", "employee", "maakindustrie", "2025-06-11"),
    ]
    again = run("import", new, folder / "R01.txt", "--yes", "--json").json
    assert (again["imported"], again["doubles"]) == ([], ["R01"])
    assert "has this text already: R01" in run("import", new, folder / "R01.txt", "--yes").out
    run("undo", new)
    assert run("documents", new, "--json").json["rows"] == []


def test_a_removed_interview_that_comes_again_is_back_with_its_codings(
    run: Run, new: Path, folder: Path, respondents: Path
) -> None:
    run("import", new, folder / "R01.txt", "--yes")
    run("code", new, "--document", "R01", "--start", "23", "--end", "40", "--code", "1", "--any-speaker")
    before = run("codings", new, "--json").json["rows"]
    assert len(before) == 1
    with Project.open(new) as project:
        project.remove_document("Anna", project.ask.document("R01").id)
    assert run("codings", new, "--json").json["rows"] == []
    done = run("import", new, folder, "--respondents", respondents, "--yes").out.splitlines()
    assert done[-2:] == ["Imported: 2.", "Was removed before and is back with its codings: R01"]
    (row,) = run("codings", new, "--json").json["rows"]
    assert (row["guid"], row["role"]) == (before[0]["guid"], "director")


def test_a_listed_file_that_is_not_there_is_told(run: Run, new: Path, folder: Path, respondents: Path) -> None:
    with respondents.open("a", encoding="utf-8") as table:
        table.write("R3.txt,R03,medewerker,A,,,\n")
    rest = "is none of the files read here and is not in the study; check the name.\n"
    said = f"! respondents.csv, line 4: R3.txt {rest}"
    done = run("import", new, folder / "R02.txt", "--respondents", respondents, "--yes")
    assert done.err == said.replace("line 4: R3.txt", "line 2: R01.txt") + said
    done = run("import", new, folder / "R01.txt", "--respondents", respondents, "--yes", "--json")
    assert (done.err, len(done.json["imported"])) == (said, 1)
    with respondents.open("a", encoding="utf-8") as table:
        table.writelines(f"R{number}.txt,R{number},medewerker,A,,,\n" for number in range(10, 15))
    done = run("import", new, folder / "R01.txt", "--respondents", respondents, "--preview")
    assert done.err.startswith(
        "! respondents.csv lists 6 files that are not read here and not in the study (R3.txt, R10.txt, "
    )
    assert done.err.count("\n") == 1


def test_one_transcript_with_its_role_and_its_speakers(run: Run, new: Path, tmp_path: Path) -> None:
    text = tmp_path / "gesprek.txt"
    text.write_text("Jan: Hoe gaat het?\nPiet: Goed.\nJan: Mooi?\nPiet: Ja hoor.\n", encoding="utf-8")
    words = ["--speakers", "Jan=interviewer, Piet=respondent", "--role", "leidinggevende", "--company", "C"]
    told = run("import", new, text, *words, "--yes", "--json").json
    assert [(label["label"], label["speaker"]) for label in told["files"][0]["labels"]] == [
        ("Jan", "interviewer"), ("Piet", "respondent"),
    ]  # fmt: skip
    [row] = run("documents", new, "--json").json["rows"]
    assert (row["pseudonym"], row["role"], row["company"]) == ("gesprek", "line_manager", "C")


def test_what_cannot_come_in_is_refused_unchanged(run: Run, new: Path, folder: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 half")
    strange = tmp_path / "respondents.csv"
    strange.write_text("file,pseudonym,role,company\nR01.txt,R01,boss,A\n", encoding="utf-8")
    before = stamp(new)
    for words, said in (
        ([picture], "picture.png"),
        ([broken], "broken.docx"),
        ([folder / "R01.txt", broken], "broken.docx"),
        ([tmp_path / "none.txt"], "none.txt"),
        ([folder, "--respondents", strange], "boss"),
        ([folder, "--speakers", "I=boss"], "I=boss"),
        ([folder, "--role", "director"], "--role and --company belong together"),
        ([folder, "--role", "director", "--company", "A"], "there are 2"),
        ([folder / "R01.txt", "--role", "boss", "--company", "A"], "There is no role 'boss'"),
    ):
        done = run("import", new, *words, "--yes")
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1), words
        assert said in done.err
    assert stamp(new) == before


def test_of_a_folder_the_good_ones_come_in_and_the_rest_is_told_of(run: Run, new: Path, folder: Path) -> None:
    (folder / "README.md").write_text("# Over deze map\n", encoding="utf-8")
    (folder / "pagina.html").write_text("<p>hoi</p>", encoding="utf-8")
    (folder / "export.json").write_text("{}", encoding="utf-8")
    (folder / "oud").mkdir()
    (folder / "oud" / "R01.txt").write_text(TWO + ONE, encoding="utf-8")
    told = run("import", new, folder, "--preview", "--json").json
    assert [file["name"] for file in told["files"]] == ["R01", "R02"]
    skipped = {Path(each["file"]).name for each in told["skipped"]}
    assert skipped == {"README.md", "pagina.html", "export.json", "R01.txt"}
    done = run("import", new, folder, "--yes")
    assert (done.code, done.err, done.out.splitlines()[-1]) == (0, "", "Imported: 2.")
    assert "pagina.html is no transcript of noScribe" in done.out
    assert f"{folder / 'R01.txt'} is called R01 too and comes in" in done.out
    alone = folder / "los"
    alone.mkdir()
    (alone / "export.json").write_text("{}", encoding="utf-8")
    before = stamp(new)
    done = run("import", new, alone, "--yes")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "none of the files can come in (1 passed over)" in done.err
    assert stamp(new) == before


def test_a_speaker_of_few_words_is_told_of_taken_when_said_and_known_the_next_time(
    run: Run, new: Path, folder: Path
) -> None:
    (folder / "R01.txt").write_text(ONE * 3 + "Karin: Koffie?\nR: Ja.\n", encoding="utf-8")
    shown = run("import", new, folder, "--preview").out
    assert "not taken for a speaker: “Karin:” (1)." in shown
    run("import", new, folder / "R01.txt", "--speakers", "Karin=other", "--yes")
    (folder / "R02.txt").write_text(TWO * 3 + "Karin: Melk?\nR: Nee.\n", encoding="utf-8")
    shown = run("import", new, folder, "--preview").out
    assert "R01.txt" not in shown
    assert shown.endswith("Passed over, for the study has this text already: R01\n")
    assert "  Karin  other        1 turn  (as last time in this folder)  Melk?" in shown
    (row,) = run("import", new, folder / "R02.txt", "--preview", "--json").json["files"]
    assert {each["label"]: each["as_before"] for each in row["labels"]} == {"I": False, "R": False, "Karin": True}


def test_without_a_terminal_nothing_is_imported_unasked(run: Run, new: Path, folder: Path) -> None:
    before = stamp(new)
    for words in ([], ["--json"]):
        done = run("import", new, folder, *words)
        assert done.code == 1
        assert done.err.startswith("Nothing was imported, for there is no terminal")
    assert stamp(new) == before


def test_stopped_it_says_that_nothing_came_of_it(
    run: Run, new: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from interviewcoder.store import events

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = stamp(new)
    monkeypatch.setattr(events, "carry_out", interrupted)
    done = run("import", new, folder, "--yes")
    assert (done.code, done.err) == (130, "Stopped; the study is as it was.\n")
    assert stamp(new) == before


@pytest.mark.parametrize("at", ["import_documents", "add_coder"])
def test_stopped_after_it_was_done_it_says_so(
    run: Run, new: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    whole = getattr(Project, at)

    def interrupted(*given: object, **named: object) -> None:
        whole(*given, **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Project, at, interrupted)
        done = run("import", new, folder, "--yes")
    assert done.code == 130
    assert done.err.startswith("Stopped, but the import was done by then; imported: 2.")
    assert len(run("documents", new, "--json").json["rows"]) == 2


@pytest.mark.parametrize(("answer", "imported"), [("n", 0), ("", 0), ("y", 2), ("ja", 2)])
def test_on_a_terminal_it_asks(run: Run, new: Path, folder: Path, answer: str, imported: int) -> None:
    code, said = on_terminal("import", new, folder, keys=f"{answer}\n", after="[y/N]")
    assert code == 0
    assert "Import 2 transcripts? [y/N]" in said
    assert len(run("documents", new, "--json").json["rows"]) == imported


def test_suggestions_for_a_text_and_for_a_transcript(run: Run, new: Path, folder: Path) -> None:
    run("import", new, folder, "--yes")
    text = "Van fouten leren we hier, daar praten we over."
    told = run("suggest", new, "--text", text, "--json").json["suggestions"]
    assert [each["score"] for each in told] == sorted((each["score"] for each in told), reverse=True)
    best = told[0]
    assert (best["carrier"], best["text"]) == ("space_safety", text[best["start"] : best["end"]])
    assert all(text[why["start"] : why["end"]] == why["text"] for why in best["evidence"])
    assert best["evidence"]
    of_document = run("suggest", new, "--document", "R01", "--json").json["suggestions"]
    assert {each["document"] for each in of_document} == {"R01"}
    with Project.open(new) as project:
        whole = project.ask.transcript(project.ask.document("R01").id).text
    assert all(whole[each["start"] : each["end"]] == each["text"] for each in of_document)
    assert run("suggest", new, "--top", "1", "--json").json["suggestions"] == of_document[:1]
    assert run("suggest", new, "--text", text, "--top", "1").out.splitlines()[1].split()[1] == best["code"]
    assert run("suggest", new, "--text", "Hm.").out == "No suggestions.\n"
    assert run("suggest", new, "--document", "R9").code == 1
    before = stamp(new)
    run("suggest", new)
    assert stamp(new) == before
    first = of_document[0]
    place = ["--start", first["start"], "--end", first["end"], "--code", first["code"]]
    run("code", new, "--document", "R01", *place)
    left = run("suggest", new, "--document", "R01", "--coder", "Anna", "--json").json["suggestions"]
    assert left == of_document[1:]
    assert "There is no coder 'Zoë'" in run("suggest", new, "--text", "Hm.", "--coder", "Zoë").err


def test_the_codebook_is_shown_and_checked(run: Run, new: Path, tmp_path: Path) -> None:
    shown = run("codebook", "show").out
    assert "space_safety" in shown
    assert run("codebook", "show", new).out == shown
    told = run("codebook", "show", new, "--json").json
    assert (told["id"], len([code for code in told["codes"] if code["parent"] is None])) == ("learning_culture", 6)
    assert "is sound: 6 carriers" in run("codebook", "lint", "learning_culture").out
    broken = tmp_path / "codebook.toml"
    broken.write_text('id = "x"\n', encoding="utf-8")
    done = run("codebook", "lint", broken)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "codebook.toml" in done.err
    assert run("codebook", "show", "nothing_like_it").code == 1


def test_a_study_named_without_a_suffix_gets_that_of_a_study(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "proef", "--coder", "Anna", "--json").json["file"] == str(tmp_path / "proef.icdb")
    assert not (tmp_path / "proef").exists()
    assert run("new", tmp_path / "proef.db", "--coder", "Anna").code == 0
    assert (tmp_path / "proef.db").exists()
