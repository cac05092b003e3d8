"""What a merge brought in, or would bring in, in the words of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from interviewcoder.locale import say
from interviewcoder.store.merging import Merged

_SORTS = ("coding", "memo", "reading", "suggestion", "document", "difference")


def who_did_what(merged: Merged) -> list[tuple[str, str, int]]:
    """How much each coder did of what: several kinds of events are one sort of work."""
    return [(coder, what, count) for (coder, what), count in sorted(_in_words(merged.counts).items())]


def told_of(merged: Merged) -> list[str]:
    """A sentence for whatever else is to be known of it, but for the conflicts."""
    told = []
    for key in ("documents", "twice", "revealed"):
        if names := getattr(merged, key):
            told.append(say(f"bundles.{key}", count=len(names), names=", ".join(names)))
    if merged.hidden:
        told.append(say("bundles.hidden", count=merged.hidden))
    return told


def _in_words(counts: Mapping[tuple[str, str], int]) -> Counter[tuple[str, str]]:
    summed: Counter[tuple[str, str]] = Counter()
    for (coder, kind), count in counts.items():
        noun, _, verb = kind.partition(".")
        made = verb in ("apply", "write", "mark", "decide", "import", "settle")
        what = say(f"bundles.sort.{noun}" if made and noun in _SORTS else "bundles.sort.other")
        if noun in _SORTS and not made:
            what = say("bundles.sort.changed", what=say(f"bundles.sort.{noun}"))
        summed[coder, what] += count
    return summed
