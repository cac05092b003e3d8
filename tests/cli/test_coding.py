"""Coding from the command line, listing what was coded, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli.asking import Ran, Run, place, stamp

from interviewcoder.store.project import Project

Code = Callable[..., Ran]


def test_a_fragment_is_coded_and_listed(run: Run, file: Path, code: Code) -> None:
    done = code("R01", "boos om een fout", "mistakes", "--facet", "presence=absent", "--memo", "let op", "--json")
    start, end = place(file, "R01", "boos om een fout")
    assert done.code == 0
    assert done.json["text"] == "boos om een fout"
    [row] = run("codings", file, "--json").json["rows"]
    assert row == done.json
    assert {name: row[name] for name in ("document", "start", "end", "code", "carrier", "coder", "origin")} == {
        "document": "R01", "start": start, "end": end, "code": "mistakes", "carrier": "space", "coder": "Anna",
        "origin": "manual",
    }  # fmt: skip
    assert (row["facets"], row["memos"], row["role"]) == ({"presence": "absent"}, 1, "employee")


def test_people_are_told_what_was_coded(run: Run, file: Path, code: Code) -> None:
    assert code("R01", "Niemand", "trust").out == "Anna coded “Niemand” in R01 as label trust.\n"
    listed = run("codings", file).out.splitlines()
    assert listed[0].split() == ["document", "place", "coder", "code", "facets", "fragment"]
    assert listed[1].split() == ["R01", "78–85", "Anna", "trust", "Niemand"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--end", "9999"], "does not lie within the text"),
        (["--start", "-4"], "does not lie within the text"),
        (["--start", "5", "--end", "5"], "its end must come after its start"),
        (["--code", "mistake"], "did you mean 'mistakes'?"),
        (["--document", "R99"], "There is no document 'R99'"),
        (["--facet", "presence=maybe"], "has no value 'maybe'"),
        (["--facet", "mood=good"], "There is no facet 'mood'"),
        (["--coder", " "], "A coder needs a name"),
    ],
)
def test_what_cannot_be_coded_is_refused_unchanged(run: Run, file: Path, words: list[str], said: str) -> None:
    before = stamp(file)
    basic = ["--document", "R01", "--start", "78", "--end", "85", "--code", "work"]
    for coder in ([], ["--coder", "Zoë", "--new-coder"]):
        done = run("code", file, *basic, *coder, *words)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert said in done.err
    assert stamp(file) == before


def test_only_what_a_respondent_says_is_coded_unasked(run: Run, file: Path, code: Code) -> None:
    before = stamp(file)
    done = code("R01", "Wat gebeurt er", "work")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "No respondent speaks in 3–17 of R01; nothing was coded. Add --any-speaker to code it all the same.\n"
    )
    assert code("R01", "R: ", "work").code == 1
    assert stamp(file) == before
    asked = code("R01", "Wat gebeurt er", "work", "--any-speaker")
    assert (asked.code, asked.err) == (0, "")
    whole = code("R01", "Niemand wordt boos", "work")
    assert (whole.code, whole.err) == (0, "")
    half = code("R01", "iemand wordt bo", "work", "--json")
    assert half.json["text"] == "iemand wordt bo"
    assert half.err == "! The fragment cuts a word in two (“Niemand”, “boos”); it was coded as given.\n"
    across = code("R01", "dat op?\nR: Dat beslis", "work")
    assert across.out.startswith("Anna coded ")
    assert across.err.startswith("! The fragment also holds words of another than a respondent")
    assert across.err.count("\n") == 1


def test_lists_are_narrowed_and_unknown_names_refused(run: Run, file: Path, code: Code) -> None:
    code("R01", "Niemand", "trust")
    code("R01", "Dat beslis ik zelf", "work")
    code("R02", "leiding", "space", "--coder", "Bram", "--new-coder")

    def listed(*words: str) -> list[str]:
        return [row["text"] for row in run("codings", file, *words, "--json").json["rows"]]

    assert listed() == ["Niemand", "Dat beslis ik zelf", "leiding"]
    assert listed("--carrier", "space") == ["Niemand", "leiding"]
    assert listed("--coder", "Bram") == listed("--role", "director") == listed("--document", "R02") == ["leiding"]
    assert listed("--role", "Medewerker") == ["Niemand", "Dat beslis ik zelf"]
    for words, said in (
        (("--role", "boss"), "There is no role 'boss'; choose from: director, employee."),
        (("--role", "medewerkster"), "did you mean 'employee'?"),
        (("--carrier", "trust"), "'trust' is a feature of 'space'; give the carrier."),
        (("--carrier", "xyz"), "it has: space, work."),
        (("--coder", "Zoë"), "it has: Anna, Bram."),
        (("--document", "R9"), "There is no document 'R9'"),
    ):
        done = run("codings", file, *words)
        assert (done.code, done.out) == (1, "")
        assert said in done.err
    assert run("codings", file, "--coder", "Anna", "--role", "director").out == "No codings.\n"


def test_who_is_coding(run: Run, file: Path, code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code("R01", "Niemand", "work", "--json").json["coder"] == "Anna"
    monkeypatch.setenv("INTERVIEWCODER_CODER", "Bram")
    assert code("R01", "Niemand", "work", "--new-coder", "--json").json["coder"] == "Bram"
    assert code("R01", "Dat beslis", "work", "--json").json["coder"] == "Bram"
    other = run("--coder", "Anna", "undo", file)
    assert (other.code, "INTERVIEWCODER_CODER says that you are Bram" in other.err) == (1, True)
    monkeypatch.delenv("INTERVIEWCODER_CODER")
    assert code("R01", "Niemand", "work", "--coder", "Cees", "--new-coder", "--json").json["coder"] == "Cees"
    assert run("--coder", "Dirk", "undo", file, "--json").code == 1
    before = stamp(file)
    done = code("R01", "Dat beslis", "work")
    assert (done.code, done.out) == (1, "")
    assert "several coders (Anna, Bram, Cees)" in done.err
    assert stamp(file) == before
    with Project.open(file) as project:
        assert project.ask.coders() == ["Anna", "Bram", "Cees"]


def test_a_name_mistyped_does_not_become_a_coder(
    run: Run, file: Path, code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stamp(file)
    text = tmp_path / "R09.txt"
    text.write_text("I: En?\nR: Goed.\n")
    monkeypatch.setenv("INTERVIEWCODER_CODER", "anna")
    for command in (
        ["code", file, "--document", "R01", "--start", "78", "--end", "85", "--code", "work"],
        ["import", file, text, "--yes"],
        ["correct", file, text, "--document", "R01", "--yes"],
    ):
        done = run(*command)
        assert (done.code, done.out) == (1, "")
        assert done.err == (
            "The study knows Anna, not 'anna'; did you mean 'Anna'? Nothing was done. "
            "To add a coder, say so with --new-coder.\n"
        )
    monkeypatch.delenv("INTERVIEWCODER_CODER")
    assert run("undo", file, "--coder", "Ana").err.startswith("There is no coder 'Ana' in this study; did you mean")
    assert stamp(file) == before


def test_a_code_is_also_named_by_its_keys(run: Run, file: Path, code: Code) -> None:
    assert code("R01", "Niemand", "1b", "--json").json["code"] == "trust"
    assert code("R01", "Niemand", "2", "--json").json["code"] == "work"
    assert [row["code"] for row in run("codings", file, "--carrier", "1", "--json").json["rows"]] == ["trust"]
    assert "There is no code '3a'" in code("R01", "Niemand", "3a").err
    assert "interviewcoder codebook show" in code("R01", "Niemand", "3a").err
    assert "'1b' is a feature of 'space'" in run("codings", file, "--carrier", "1b").err


def test_undo_and_redo_say_what_they_did(run: Run, file: Path, code: Code) -> None:
    code("R01", "Niemand", "trust")
    assert run("undo", file).out == "Undone: coded “Niemand” as label trust\n"
    assert run("codings", file, "--json").json == {"rows": []}
    assert run("redo", file).out == "Redone: coded “Niemand” as label trust\n"
    assert len(run("codings", file, "--json").json["rows"]) == 1
    assert run("redo", file).out == "There is nothing for Anna to redo.\n"
    assert run("redo", file, "--json").json == {"redo": None, "coder": "Anna"}
    done = run("undo", file, "--coder", "Zoë")
    assert (done.code, done.err) == (1, "There is no coder 'Zoë' in this study; it has: Anna.\n")


def test_an_import_is_not_undone_over_the_work_of_others_unasked(run: Run, file: Path, code: Code) -> None:
    code("R01", "Niemand", "trust", "--coder", "Bram", "--new-coder")
    run("undo", file, "--coder", "Anna")
    before = stamp(file)
    done = run("undo", file, "--coder", "Anna")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "Undo would take with it what others did: 1 coding by Bram on R01. Nothing was changed; "
        "add --with-others-work to do it all the same (redo brings all back).\n"
    )
    assert stamp(file) == before
    assert run("undo", file, "--coder", "Anna", "--with-others-work").out == "Undone: imported 2 documents\n"
    assert run("codings", file, "--json").json == {"rows": []}
    assert run("redo", file, "--coder", "Anna").out == "Redone: imported 2 documents\n"
    assert [row["coder"] for row in run("codings", file, "--json").json["rows"]] == ["Bram"]


def test_history_tells_it_all_newest_last(run: Run, file: Path, code: Code) -> None:
    code("R01", "Niemand", "trust")
    run("undo", file)
    told = run("history", file).out.splitlines()
    assert told[0].split() == ["at", "(UTC)", "coder", "what"]
    assert told[-2].endswith("Anna   coded “Niemand” as label trust")
    assert told[-1].endswith("Anna   ↶ took label trust off “Niemand”")
    events = run("history", file, "--last", "2", "--json").json["events"]
    assert [event["kind"] for event in events] == ["coding.apply", "coding.remove"]
    assert events[1]["undoes"] == events[0]["id"]
    assert events[0]["payload"]["quote"] == "Niemand"
    assert run("history", file, "--lang", "nl", "--last", "1").out.splitlines()[-1].endswith("van “Niemand” gehaald")


def test_a_transcript_cannot_act_on_the_terminal(run: Run, file: Path, code: Code) -> None:
    code("R02", "leiding \x1b[31m hier", "work")
    for command in ("codings", "history", "quotes", "undo"):
        said = run(command, file).out
        assert "␛[31m" in said or "␛\\[31m" in said, command
        assert not set(said) & set("\x1b\x9b\u202e"), command
    run("redo", file)
    raw = run("codings", file, "--json")
    assert not set(raw.out) & set("\x1b\x9b\u202e")
    assert raw.json["rows"][0]["text"] == "leiding \x1b[31m hier"


def test_a_code_on_the_interviewers_words_is_nobodys_and_counts_nowhere(run: Run, file: Path, code: Code) -> None:
    code("R01", "Wat gebeurt er", "work", "--any-speaker")
    (row,) = run("codings", file, "--json").json["rows"]
    assert (row["text"], row["respondent"], row["role"], row["company"]) == ("Wat gebeurt er", "", "", "")
    assert run("codings", file, "--role", "employee", "--json").json["rows"] == []
    counted = run("coverage", file, "--json").json
    assert (sum(cell["fragments"] for cell in (*counted["rows"], *counted["totals"])), counted["outside"]) == (0, 1)
    assert "on no respondent's words: 1." in run("coverage", file).out
    assert "(interviewer)" in run("quotes", file).out
    assert "“Wat gebeurt er”" not in run("quotes", file, "--role", "employee").out
