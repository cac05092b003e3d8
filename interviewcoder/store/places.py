"""The place of a coding: its words, those around them, and the rows that keep them, version by version."""

from __future__ import annotations

from typing import Any

from interviewcoder.model import Span

CONTEXT = 32
"""How many code points of text either side a coding keeps."""


def place_in(text: str, span: Span, words: Span) -> dict[str, Any]:
    """The columns that say where a coding lies; ``words`` are the respondents' words that it touches."""
    return {
        "start": span.start,
        "end": span.end,
        "quote": span.of(text),
        "before": text[max(0, span.start - CONTEXT) : span.start],
        "after": text[span.end : span.end + CONTEXT],
        "word_start": words.start,
        "word_end": words.end,
    }
