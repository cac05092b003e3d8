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
        (["--start", "5", "--end", "5"], "does not lie within the text"),
        (["--code", "mistake"], "did you mean 'mistakes'?"),
        (["--document", "R99"], "There is no document 'R99'"),
        (["--facet", "presence=maybe"], "has no value 'maybe'"),
        (["--facet", "mood=good"], "There is no facet 'mood'"),
        (["--coder", " "], "A coder needs a name"),
    ],
)
def test_what_cannot_be_coded_is_refused_unchanged(run: Run, file: Path, words: list[str], said: str) -> None:
    before = stamp(file)
    basic = ["--document", "R01", "--start", "3", "--end", "9", "--code", "work"]
    for coder in ([], ["--coder", "Zoë"]):
        done = run("code", file, *basic, *coder, *words)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert said in done.err
    assert stamp(file) == before


def test_lists_are_narrowed_and_unknown_names_refused(run: Run, file: Path, code: Code) -> None:
    code("R01", "Niemand", "trust")
    code("R01", "Dat beslis ik zelf", "work")
    code("R02", "leiding", "space", "--coder", "Bram")

    def listed(*words: str) -> list[str]:
        return [row["text"] for row in run("codings", file, *words, "--json").json["rows"]]

    assert listed() == ["Niemand", "Dat beslis ik zelf", "leiding"]
    assert listed("--carrier", "space") == ["Niemand", "leiding"]
    assert listed("--coder", "Bram") == listed("--role", "director") == listed("--document", "R02") == ["leiding"]
    assert listed("--role", "Medewerker") == ["Niemand", "Dat beslis ik zelf"]
    for words, said in (
        (("--role", "boss"), "There is no role 'boss'; did you mean "),
        (("--carrier", "trust"), "There is no carrier 'trust'"),
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
    assert code("R01", "Niemand", "work", "--json").json["coder"] == "Bram"
    assert code("R01", "Niemand", "work", "--coder", "Cees", "--json").json["coder"] == "Cees"
    assert run("--coder", "Dirk", "undo", file, "--json").code == 1
    monkeypatch.delenv("INTERVIEWCODER_CODER")
    before = stamp(file)
    done = code("R01", "Dat beslis", "work")
    assert (done.code, done.out) == (1, "")
    assert "several coders (Anna, Bram, Cees)" in done.err
    assert stamp(file) == before
    with Project.open(file) as project:
        assert project.ask.coders() == ["Anna", "Bram", "Cees"]


def test_undo_and_redo_say_what_they_did(run: Run, file: Path, code: Code) -> None:
    code("R01", "Niemand", "trust")
    assert run("undo", file).out == "Undone: coded “Niemand” as label trust\n"
    assert run("codings", file, "--json").json == {"rows": []}
    assert run("redo", file).out == "Redone: put label trust back on “Niemand”\n"
    assert len(run("codings", file, "--json").json["rows"]) == 1
    assert run("redo", file).out == "There is nothing for Anna to redo.\n"
    assert run("redo", file, "--json").json == {"redo": None, "coder": "Anna"}
    done = run("undo", file, "--coder", "Zoë")
    assert (done.code, done.err) == (1, "There is no coder 'Zoë' in this study; it has: Anna.\n")


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
