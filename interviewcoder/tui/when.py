"""Times of the log as people read them."""

from __future__ import annotations

from datetime import datetime


def local_time(at: str) -> str:
    """An instant of the log (UTC, ISO 8601) on this machine's clock, to the minute: "2025-11-24 09:05"."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
