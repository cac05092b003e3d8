"""The tests of what a study does run on a file, and as slow ones on a server; those of the file itself on a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from postgres import Server

from interviewcoder.store.addresses import server_of
from interviewcoder.store.project import Project

_ON_BOTH = {"test_bringing", "test_project", "test_rounds", "test_rules", "test_undo", "test_versions", "test_views"}
_ON_FILES = {"test_a_study_of_before_there_were_versions_is_brought_up_to_them"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    name = metafunc.module.__name__.rpartition(".")[2]
    if "study" in metafunc.fixturenames and name in _ON_BOTH and metafunc.function.__name__ not in _ON_FILES:
        on_server = pytest.param("server", marks=pytest.mark.slow)
        metafunc.parametrize("study", ["file", on_server], indirect=True)


@pytest.fixture
def study(request: pytest.FixtureRequest, tmp_path: Path, _study_file: Path) -> Iterator[Project]:
    """A study of coder Anna with one interview, R01."""
    if getattr(request, "param", "file") == "server":
        server: Server = request.getfixturevalue("server")
        name = server.new(request.getfixturevalue("study_on_server"))
        with Project.open(server_of(server.address(name))) as project:
            yield project
        return
    with Project.open(copyfile(_study_file, tmp_path / "study.icdb")) as project:
        yield project
