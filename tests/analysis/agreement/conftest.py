"""The collected reference tables, where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from collected import collected


@pytest.fixture(scope="session")
def reference() -> Path:
    """Tables from the literature; the smaller ones stand in ``tests/data/agreement`` too, and always run."""
    return collected("agreement")
