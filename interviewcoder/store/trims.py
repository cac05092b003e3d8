"""What is left out of a quote, when the words of its fragment change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from interviewcoder.model import Move, Span, moved

_TOKEN = re.compile(r"\w+|\W")


def carried(spans: Sequence[Span], old: str, new: str) -> tuple[Span, ...]:
    """Where spans of a fragment lie after its words were changed: a changed piece that one cuts through it holds
    whole, and one of which nothing is left goes."""
    if old == new or not spans:
        return tuple(spans)
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    olds, news = ([0, *accumulate(map(len, tokens))] for tokens in (was, now))
    codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    moves = [Move(Span(olds[a], olds[b]), Span(news[c], news[d])) for tag, a, b, c, d in codes if tag != "equal"]
    after = (moved(span, moves) for span in spans)
    return tuple(span for span in after if len(span) > 0)
