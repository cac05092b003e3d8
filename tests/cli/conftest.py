"""What the tests of the command line share: running a command in this process, and a study to run it on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import interview, new_document
from cli.asking import Ran, Run, place

from interviewcoder.cli import main
from interviewcoder.model import Codebook, Company, Planned, Respondent
from interviewcoder.store.project import Project


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``interviewcoder`` with these arguments, in this process."""

    def running(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return running


@pytest.fixture
def file(tmp_path: Path, codebook: Codebook) -> Path:
    """A study in a file: Anna's, R01 an employee's and R02 a director's interview, three planned; R01 read."""
    path = tmp_path / "study.icdb"
    with Project.create(path, name="Proef", codebook=codebook, coder="Anna") as project:
        project.plan(
            "Anna",
            [Company("A", "bouw", "oost"), Company("B", "zorg", "west")],
            [Planned("A", "employee", 1), Planned("A", "director", 1), Planned("B", "director", 1)],
        )
        second = interview((("I", "En?"), ("R", "Ik heb de leiding \x1b[31m hier, 会議 elke dag.")))
        who = Respondent("R02", "director", "A")
        project.import_documents("Anna", [new_document(), new_document("R02", second, respondent=who)])
        document = project.ask.document("R01")
        project.mark_read("Anna", document.id, 0, document.length)
    return path


@pytest.fixture
def code(run: Run, file: Path) -> Callable[..., Ran]:
    """Code words of a document through the command line."""

    def coding(document: str, words: str, id: str, *more: str) -> Ran:
        start, end = place(file, document, words)
        return run("code", file, "--document", document, "--start", start, "--end", end, "--code", id, *more)

    return coding
