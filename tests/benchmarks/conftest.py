"""``pytest tests/benchmarks`` measures everything and says in a table at the end what was found, against its bar."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.measured import Measured

HERE = Path(__file__).parent
_MEASURED = pytest.StashKey[Measured]()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """The benchmarks are run, though left out of other runs; one by one, or they would measure each other."""
    paths = [Path(str(each).partition("::")[0]).resolve() for each in config.args]
    if paths and all(path.is_relative_to(HERE) for path in paths):
        config.option.markexpr = "benchmark"
        config.option.numprocesses = 0


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_MEASURED] = Measured()


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    """Where a benchmark enters its figures."""
    return request.config.stash[_MEASURED]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for number, line in enumerate(config.stash[_MEASURED].lines()):
        if number == 0:
            terminalreporter.section("measured")
        terminalreporter.write_line(line)
