"""A study as the overview is made for, made once and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from tui.six_carriers import make_study

from interviewcoder.store.project import Project


@pytest.fixture(scope="session")
def _six_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("six") / "study.icdb"
    make_study(path).close()
    return path


@pytest.fixture
def six(tmp_path: Path, _six_file: Path) -> Iterator[Project]:
    """The study of :mod:`tui.six_carriers`."""
    with Project.open(copyfile(_six_file, tmp_path / "study.icdb")) as project:
        yield project
