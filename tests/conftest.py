"""What many tests share: an environment without surprises, a small codebook, a study with one interview."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from builders import both, new_document, small_code
from postgres import server, study_on_server  # noqa: F401  # fixtures

from interviewcoder.locale import choose_language
from interviewcoder.model import Boundary, Codebook, Crosswalk, CrosswalkGroup, Facet, FacetValue, Role
from interviewcoder.store.project import Project

gc.set_threshold(50_000, 20, 50)  # looking for cycles is a quarter of the time of tests that make an interface each


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test depends on, or touches, the language, colours, home or coder of whoever runs it."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM", "INTERVIEWCODER_CODER", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INTERVIEWCODER_LANG", "en")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    choose_language(None)
    yield
    choose_language(None)


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """Two carriers, one of them with two features; one facet, one crosswalk, two roles."""
    settled = Boundary("work", both("both when both"))
    group = CrosswalkGroup("D1", both("D1"), ("trust",))
    return Codebook(
        id="small",
        version=1,
        language="nl",
        title=both("Small"),
        description=both("A codebook for tests"),
        codes=(
            small_code("space", "1"),
            small_code("mistakes", "a", "space", cues=("fout",), boundaries=(settled,)),
            small_code("trust", "b", "space"),
            small_code("work", "2", colour="#56B4E9"),
        ),
        facets=(
            Facet(
                "presence",
                both("presence"),
                (FacetValue("present", both("present"), both("")), FacetValue("absent", both("absent"), both(""))),
            ),
        ),
        crosswalks=(Crosswalk("other", both("other"), "own", both("a reading"), (group,)),),
        roles=(Role("director", both("director")), Role("employee", both("employee"), ("medewerker",))),
    )


@pytest.fixture(scope="session")
def _study_file(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> Path:
    path = tmp_path_factory.mktemp("study") / "study.icdb"
    with Project.create(path, name="Test", codebook=codebook, coder="Anna") as project:
        project.import_documents("Anna", [new_document()])
    return path


@pytest.fixture
def study(tmp_path: Path, _study_file: Path) -> Iterator[Project]:
    """A study of coder Anna with one interview, R01."""
    with Project.open(copyfile(_study_file, tmp_path / "study.icdb")) as project:
        yield project
