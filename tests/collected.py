"""What was collected to test against: files of other programs and tables from the literature, beside the project.

A test that reads them has a twin on fixtures of its own. Where they are not there it is skipped, unless
``INTERVIEWCODER_SAMPLES=required`` says that they must be, as where CI runs.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def collected(name: str) -> Path:
    """The folder of this name."""
    folder = Path(__file__).parents[1].parent / "shared" / "data" / name
    if not folder.is_dir():
        assert os.environ.get("INTERVIEWCODER_SAMPLES") != "required", f"{folder} is missing"
        pytest.skip(f"the collected {name} are not here")
    return folder
