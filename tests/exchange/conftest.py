"""The samples of other programs, where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def formats() -> Path:
    """The folder of samples; what needs it is passed over where it is not there, but never by the CI."""
    folder = Path(__file__).parents[2].parent / "shared" / "data" / "formats"
    if not folder.is_dir():
        assert os.environ.get("CI") != "true", f"{folder} is missing"
        pytest.skip("the samples of other programs are not here")
    return folder
