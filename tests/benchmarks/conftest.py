"""``pytest tests/benchmarks`` measures everything and says in a table at the end what was found, against its bar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.measured import Measured, table

HERE = Path(__file__).parent


_FOUND = pytest.StashKey[list[Measured]]()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """The benchmarks are run, though left out of other runs; one by one, or they would measure each other."""
    paths = [Path(str(each).partition("::")[0]).resolve() for each in config.args]
    if paths and all(path.is_relative_to(HERE) for path in paths):
        config.option.markexpr = "benchmark"
        config.option.numprocesses = 0


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FOUND] = []


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Callable[[Measured], None]:
    """Puts a row in the table at the end."""
    return request.config.stash[_FOUND].append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash[_FOUND]
    if not rows:
        return
    terminalreporter.section("measured")
    for line in table(rows):
        terminalreporter.write_line(line)
