"""Candidates for a gap, and the evaluation of suggestions, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cli.asking import Ran, Run

from interviewcoder.tasks.evaluating import Method

Code = Callable[..., Ran]


def test_candidates_of_a_role_and_company(run: Run, file: Path, code: Code) -> None:
    asked = run("suggest", file, "--carrier", "1", "--role", "medewerker", "--company", "A", "--json")
    found = asked.json["suggestions"]
    assert {each["document"] for each in found} == {"R01"}
    assert {each["carrier"] for each in found} == {"space"}
    for each in found:
        code("R01", each["text"], each["code"])
    left = run("suggest", file, "--carrier", "space", "--role", "employee", "--json").json["suggestions"]
    assert {each["code"] for each in left}.isdisjoint({each["code"] for each in found})
    assert "There is no company 'Z'" in run("suggest", file, "--carrier", "1", "--company", "Z").err
    assert run("suggest", file, "--carrier", "9").code == 1


def test_evaluation_for_people_and_for_programs(run: Run, file: Path, code: Code) -> None:
    refused = run("evaluate", file)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "too few coded interviews (0)" in refused.err
    code("R01", "daar leren we van", "mistakes")
    code("R02", "leiding", "work")
    told = run("evaluate", file, "--json").json
    assert (told["interviews"], told["out"], told["synthetic"]) == (2, "interview", False)
    assert [each["method"] for each in told["methods"]] == [method.value for method in Method]
    assert [(each["code"], each["sentences"]) for each in told["codes"]] == [("mistakes", 1), ("work", 1)]
    assert [point["interviews"] for point in told["curve"]] == [0, 1]
    assert "of too few companies (1)" in run("evaluate", file, "--out", "company").err
    for shown in (run("evaluate", file, "--lang", "nl").out, run("evaluate", file).out):
        assert max(map(len, shown.splitlines())) <= 120
        assert "TF-IDF" in shown
