"""``report``: one page that opens offline and says no more than it may; numbers that other commands give too."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from builders import interview, new_document
from cli.asking import Ran, Run, made_up

from interviewcoder.model import Codebook, Company, Planned, Respondent
from interviewcoder.store.gaps import close_gap
from interviewcoder.store.project import Project
from interviewcoder.store.rules import Rule, add_rule
from interviewcoder.tasks.analyses import gaps_of

SCRIPT = "<script>alert(1)</script><img src=http://leak.example/x>"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> Path:
    """Three interviews, read and coded by two coders; a script in what is said. No test here writes to it."""
    path = tmp_path_factory.mktemp("report") / "my study.icdb"
    said = (("I", "En?"), ("R", f"Ik zeg {SCRIPT} hier. Dat gaat goed. Fouten horen erbij."))
    led, boss = Respondent("R01", "employee", "A"), Respondent("R02", "director", "A")
    with Project.create(path, name="Proef", codebook=codebook, coder="Annabel") as project:
        project.add_coder("Bram")
        project.set("Annabel", "synthetic", "yes")
        planned = [Planned("A", "employee", 2), Planned("A", "director", 2)]
        project.plan("Annabel", [Company("A", "bouw", "")], planned)
        project.import_documents(
            "Annabel",
            [
                new_document("Jansen-R01", made_up(interview()), respondent=led, date="2025-01-02"),
                new_document("Jansen-R02", made_up(interview(said)), respondent=boss, date="2025-03-04"),
                new_document("Jansen-R03", made_up(interview((("R", "Niets te zeggen."),))), respondent=boss),
            ],
        )
        for coder in ("Annabel", "Bram"):
            for document in project.ask.documents():
                project.mark_read(coder, document.id, 0, document.length)
        for coder, name, words, id in (
            ("Annabel", "Jansen-R01", "Niemand wordt boos om een fout", "mistakes"),
            ("Bram", "Jansen-R01", "Niemand wordt boos om een fout", "mistakes"),
            ("Bram", "Jansen-R01", "Dat beslis ik zelf.", "trust"),
            ("Annabel", "Jansen-R02", f"Ik zeg {SCRIPT} hier.", "work"),
            ("Annabel", "Jansen-R02", "Fouten horen erbij.", "mistakes"),
        ):
            document = project.ask.document(name)
            start = project.ask.transcript(document.id).text.index(words)
            project.apply_code(coder, document.id, start, start + len(words), id)
        project.star("Annabel", project.ask.codings()[0].guid, True)
        gap = gaps_of(project)[0]
        close_gap(project, "Annabel", gap.row.id, gap.company, gap.role, "is gezocht")
    return path


def test_every_number_is_the_one_that_its_command_gives(run: Run, file: Path) -> None:
    told = run("report", "methods", file, "--json").json
    numbers = {each["id"]: each for each in told["numbers"]}
    assert {"interviews", "role director", "first_interview", "alpha", "found_before", "planned"} <= numbers.keys()
    asked: dict[str, Ran] = {}
    for each in numbers.values():
        name, *words = shlex.split(each["command"])
        assert name == "interviewcoder"
        if each["command"] not in asked:
            asked[each["command"]] = run(*words)
        found = at(asked[each["command"]].json, each["where"])
        assert str(found)[: len(str(each["value"]))] == str(each["value"]), each
    assert len(asked) >= 5


def at(answer: Any, where: str) -> Any:
    """What stands in an answer where a number says that it does."""
    how, _, path = where.partition(" ")
    if not path:
        return one(answer, how)
    path, sign, wanted = re.fullmatch(r"([\w.]+)([=>]?)(.*)", path).groups()  # type: ignore[union-attr]
    values = every(answer, path.split("."))
    if how == "count":
        tests: dict[str, Callable[[Any], bool]] = {
            "=": lambda value: str(value if value is not None else "") == wanted,
            ">": lambda value: value > int(wanted),
        }
        return sum(map(tests.get(sign, bool), values))
    kept = [value for value in values if value not in ("", None)]
    return {"sum": sum, "min": min, "max": max, "distinct": lambda held: len(set(held))}[how](kept)


def one(answer: Any, path: str) -> Any:
    for name, index in re.findall(r"(\w+)(?:\[(-?\d+)\])?", path):
        answer = answer[name][int(index)] if index else answer[name]
    return answer


def every(answer: Any, names: list[str]) -> list[Any]:
    found = [answer]
    for name in names:
        found = [each[name] for each in found]
        found = [inner for each in found for inner in (each if isinstance(each, list) else [each])]
    return found


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "3 interviews met 2 respondenten"), ("en", "3 interviews with 2 respondents")]
)
def test_the_paragraph_speaks_the_language_asked_for(run: Run, file: Path, language: str, words: str) -> None:
    told = run("report", "methods", file, "--lang", language).out
    assert words in told
    assert "α = " in told
    assert all(part in told for part in ("COREQ", "\n12  ", "\n25  "))
    assert f"3  interviews  <- interviewcoder documents '{file}' --json  (count rows)" in told


def test_a_report_is_one_page_that_fetches_nothing_and_names_no_one(run: Run, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert run("report", file).code == 1
    assert run("report", file, "--out", tmp_path / "report.pdf").code == 1
    assert run("report", file, "--out", out).code == 0
    page = out.read_text(encoding="utf-8")
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page)
    tags = [str(each.tag).rpartition("}")[2] for each in tree.iter()]
    assert not {"script", "img", "link", "iframe", "object"} & set(tags)
    told = "".join(tree.find("body").itertext())
    assert SCRIPT in told, "what is said stays words"
    linked = [value for each in tree.iter() for name, value in each.items() if name.endswith(("href", "src"))]
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert {link for link in linked if not link.startswith(("#", "data:image/png"))} == set()
    assert {link[1:] for link in linked if link.startswith("#")} <= set(ids)
    assert page.count("http:") == told.count("http:") > 0, "only what is said speaks of another place"
    assert "https:" not in page
    for name in ("Jansen", "Annabel", "Bram", str(file)):
        assert name not in page
    assert "SYNTHETIC" in told
    assert tags.count("svg") == 4
    assert "coder 1" in told
    assert "is gezocht" in told, "why a gap was closed, not by whom"
    assert run("report", file, "--out", out, "--force", "--coders-as", "names").code == 0
    assert "Annabel" in out.read_text(encoding="utf-8")


def test_every_cell_of_the_coverage_opens_its_fragments(run: Run, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert run("report", file, "--out", out).code == 0
    tree = html5lib.parse(out.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    table = next(each for each in tree.iter("table") if "Coverage" in "".join(each.find("caption").itertext()))
    heads, *rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    assert heads == ["what", "director", "employee", "total"]
    assert "(12) codings" in "".join(tree.itertext()), "for the cell of a fragment of two coders says (2)"
    cells = {
        (row[0].strip(), heads[number]): len(list(cell.iter("li")))
        for row, line in zip(rows, list(table.iter("tr"))[1:], strict=True)
        for number, cell in enumerate(line)
        if number
    }
    counted = {
        (each["carrier"], each["feature"], each["role"]): each["fragments"]
        for each in run("coverage", file, "--level", "feature", "--json").json["rows"]
    }
    assert cells["1a short mistakes", "employee"] == 1, "a fragment of two coders is told once"
    assert cells["1a short mistakes", "director"] == counted["space", "mistakes", "director"] == 1
    assert cells["1b short trust", "director"] == counted["space", "trust", "director"] == 0
    assert cells["1 short space", "total"] == 3
    assert cells["2 short work", "director"] == counted["work", None, "director"] == 1


def test_what_is_nothing_is_not_spoken_of_and_versions_are_those_of_the_codings(
    run: Run, tmp_path: Path, codebook: Codebook
) -> None:
    path = tmp_path / "bare.icdb"
    with Project.create(path, name="Kaal", codebook=codebook, coder="Annabel") as project:
        empty = run("report", "methods", path, "--json").json
        project.import_documents("Annabel", [new_document("R01", interview(), respondent=None)])
        document = project.ask.documents()[0]
        project.apply_code("Annabel", document.id, 3, 10, "trust")
        add_rule(project, "Annabel", "work", Rule.INCLUDE, "Ook thuis.")
        bare = run("report", "methods", path, "--json").json
        project.apply_code("Annabel", document.id, 42, 60, "work")
    told = " ".join([bare["paragraph"], *(each["answer"] for each in bare["coreq"] if each["number"] != 29)])
    assert " 0 " not in f" {empty['paragraph']} {told} ", told
    assert "The material is 1 interview: " in told
    assert "Coding used version 1 of" in told
    after = run("report", "methods", path).out
    assert "Coding used versions 1 to 2 of" in after
