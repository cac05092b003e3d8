"""The collected reference tables, where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def reference() -> Path:
    """Tables from the literature; the smaller ones stand in ``tests/data/agreement`` too, and always run.

    Without them the test is skipped, unless INTERVIEWCODER_SAMPLES is "required", as where CI runs.
    """
    folder = Path(__file__).parents[3].parent / "shared" / "data" / "agreement"
    if not folder.is_dir():
        assert os.environ.get("INTERVIEWCODER_SAMPLES") != "required", f"{folder} is missing"
        pytest.skip("the collected reference tables are not here")
    return folder
