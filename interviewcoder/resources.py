"""Where the data that comes with the program stands: ``codebook/``, ``corpus/`` and ``migrations/``.

In a wheel they lie inside the package, in a checkout beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder ``codebook``, ``corpus`` or ``migrations`` that came with this installation."""
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
