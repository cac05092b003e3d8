"""Differences, the consensus and a new rule, by command."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.asking import Run

from interviewcoder.store.project import Project


@pytest.fixture
def differing(file: Path) -> Path:
    """In R01 Anna and Bram agree once, choose two codes once, and Bram codes once more."""
    with Project.open(file) as study:
        study.add_coder("Bram")
        document = study.ask.document("R01")
        study.mark_read("Bram", document.id, 0, document.length)
        for coder, code in (("Anna", "trust"), ("Bram", "mistakes")):
            study.apply_code(coder, document.id, 3, 10, "work")
            study.apply_code(coder, document.id, 42, 60, code)
        study.apply_code("Bram", document.id, 70, 80, "trust")
    return file


def test_a_difference_is_listed_settled_and_written(differing: Path, run: Run, tmp_path: Path) -> None:
    shown = run("disagreements", differing)
    assert "0 of 2 settled" in shown.out
    assert "Anna: short trust" in shown.out
    found = run("disagreements", differing, "--json").json
    assert (found["agreed"], [each["kind"] for each in found["rows"]]) == (1, ["code", "only"])
    id = found["rows"][0]["id"]
    lacking = run("disagreements", differing, "--settle", id, "--coder", "Anna")
    assert lacking.code == 1
    assert "Say with --take" in lacking.err
    assert "no difference abc" in run("disagreements", differing, "--settle", "abc", "--take", "one").err
    settling = ("--settle", id, "--take", "other", "--reason", "staat er", "--coder", "Anna", "--json")
    row = run("disagreements", differing, *settling).json["rows"][0]
    assert (row["decision"], row["reason"], row["decided_by"]) == ("other", "staat er", "Anna")
    assert [each["kind"] for each in run("disagreements", differing, "--open", "--json").json["rows"]] == ["only"]
    assert run("disagreements", differing, "--code", "space", "--kind", "only", "--json").json["settled"] == 0
    out = tmp_path / "out.md"
    run("disagreements", differing, "--out", out)
    assert "as coder 2 | staat er" in out.read_text()
    run("disagreements", differing, "--out", out, "--force", "--coders-as", "names")
    assert "as Bram | staat er" in out.read_text()


def test_a_later_decision_says_whose_it_replaces_and_what_it_was(differing: Path, run: Run) -> None:
    id = run("disagreements", differing, "--json").json["rows"][0]["id"]
    first = run("disagreements", differing, "--settle", id, "--take", "one", "--coder", "Bram")
    assert (first.out, first.err) == (f"{id} is settled: as Anna.\n", "")
    second = run("disagreements", differing, "--settle", id, "--take", "both", "--coder", "Anna")
    assert second.out == f"{id} is settled: both.\n"
    assert "takes the place of Bram's decision: as Anna." in second.err
    told = run("history", differing, "--last", "1").out
    assert "settled a difference: both; coded “" in told
    assert "took" not in told


def test_the_consensus_is_counted_only_when_asked_for(differing: Path, run: Run) -> None:
    id = run("disagreements", differing, "--json").json["rows"][0]["id"]
    run("disagreements", differing, "--settle", id, "--take", "other", "--coder", "Anna")
    assert len(run("codings", differing, "--json").json["rows"]) == 5
    asked = run("codings", differing, "--consensus", "--json")
    assert [(each["start"], each["code"], each["origin"]) for each in asked.json["rows"]] == [
        (3, "work", "manual"),
        (42, "mistakes", "consensus"),
    ]
    assert "1 of 2 interviews was compared; 1 difference is" in asked.err
    assert len(run("codings", differing, "--consensus", "--carrier", "space", "--json").json["rows"]) == 1

    def fragments(*more: str) -> int:
        return sum(row["fragments"] for row in run("coverage", differing, "--json", *more).json["totals"])

    # Two of the five, and one of the settled ones, lie on the interviewer's words: they count for nobody.
    assert (fragments(), fragments("--consensus")) == (3, 1)
    quotes = run("quotes", differing, "--consensus", "--json", "--despite", "proef", "--coder", "Anna").json["quotes"]
    assert [each["code"] for each in quotes] == ["mistakes", "work"]
    assert run("coverage", differing, "--consensus", "--coder", "Anna").code == 2


def test_a_rule_puts_codings_in_doubt(differing: Path, run: Run) -> None:
    made = run("rule", differing, "1a", "--exclude", "Niet als het mag.", "--coder", "Anna", "--json").json
    assert made == {"code": "mistakes", "codebook_version": 2, "doubtful": 1}
    assert "Niet als het mag." in run("codebook", "show", differing, "--json").out
    (row,) = run("doubtful", differing, "--json").json["rows"]
    assert (row["coder"], row["code"]) == ("Bram", "mistakes")
    assert "Bram's" in run("doubtful", differing, "--keep", row["guid"], "--coder", "Anna").err
    assert run("doubtful", differing, "--recode", row["guid"], "--coder", "Bram").code == 1
    done = run("doubtful", differing, "--recode", row["guid"], "--as", "1b", "--coder", "Bram")
    assert done.out == "No codings are in doubt.\n"
    run("undo", differing, "--coder", "Bram")
    assert run("doubtful", differing, "--keep", row["guid"], "--coder", "Bram", "--json").json["rows"] == []


def test_what_a_new_place_lacks_is_asked_for_by_the_options_there_are(differing: Path, run: Run) -> None:
    id = run("disagreements", differing, "--json").json["rows"][0]["id"]
    for language in ("en", "nl"):
        lacking = run(
            "disagreements", differing, "--settle", id, "--take", "anew", "--coder", "Anna", "--lang", language
        )
        assert lacking.code == 1
        assert all(option in lacking.err for option in ("--start", "--end", "--as"))
        assert "--code" not in lacking.err


def test_the_methods_paragraph_says_how_many_differences_were_decided(differing: Path, run: Run) -> None:
    assert "between coders" not in run("report", "methods", differing, "--json").json["paragraph"].replace(
        "Agreement between coders", ""
    )
    id = run("disagreements", differing, "--json").json["rows"][1]["id"]
    settling = ("disagreements", differing, "--coder", "Anna", "--settle", id, "--take")
    run(*settling, "neither")
    told = run("report", "methods", differing, "--json").json
    assert "1 of 2 differences between coders was decided." in told["paragraph"]
    numbers = {each["id"]: (each["value"], each["command"].split()[1], each["where"]) for each in told["numbers"]}
    assert numbers["decided"] == (1, "disagreements", "settled")
    assert numbers["differences"] == (2, "disagreements", "count rows")
    run(*settling, "other")
    told = run("report", "methods", differing, "--lang", "nl").out
    assert "Over 1 van 2 verschillen tussen codeurs is beslist, wat 1 codering gemeenschappelijk gaf." in told
