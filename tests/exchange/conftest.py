"""The samples of other programs, where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from collected import collected


@pytest.fixture(scope="session")
def formats() -> Path:
    """The samples of other programs."""
    return collected("formats")
