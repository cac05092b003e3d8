"""A quote made shorter: which of its words are left out. The words that stay are always the transcript's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interviewcoder.model import Span, words_in

LEFT_OUT = "[…]"


def joined(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    """Spans within a text of this length, in order, with those that touch made one; empty ones are dropped."""
    made: list[Span] = []
    for span in sorted(Span(max(0, each.start), min(length, each.end)) for each in spans):
        if span.start >= span.end:
            continue
        if made and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)


def kept(text: str, left_out: Sequence[Span]) -> tuple[Span, ...]:
    """What stays of a text, in order. ``left_out`` are spans of it, as :func:`joined` gives them."""
    edges = [0, *(edge for span in left_out for edge in (span.start, span.end)), len(text)]
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def trimmed(text: str, left_out: Sequence[Span]) -> str:
    """The text with "[…]" wherever something is left out of it, set apart by single blanks."""
    if not left_out:
        return text
    made, at = "", 0
    for span in left_out:
        made = _add(_add(made, text[at : span.start]), LEFT_OUT)
        at = span.end
    return _add(made, text[at:])


def _add(made: str, piece: str) -> str:
    """A blank parts a mark from the words on either side, where none does; marks next to each other are one."""
    if piece == LEFT_OUT:
        return made if made.rstrip().endswith(LEFT_OUT) else f"{made}{_gap(made)}{LEFT_OUT}"
    if made.endswith(LEFT_OUT) and piece and not piece.strip():
        return made
    after_mark = made.endswith(LEFT_OUT) and piece[:1].isalnum()
    return f"{made}{' ' if after_mark else ''}{piece}"


def _gap(made: str) -> str:
    return "" if not made or made[-1].isspace() else " "


def within(left_out: Sequence[Span], piece: Span) -> tuple[Span, ...]:
    """The part of the spans that lies in a piece of the text, relative to the piece."""
    return tuple(
        Span(max(span.start, piece.start) - piece.start, min(span.end, piece.end) - piece.start)
        for span in left_out
        if span.start < piece.end and piece.start < span.end
    )


def whole_words(spans: Iterable[Span], text: str) -> list[Span]:
    """The spans, grown where they cut through a word of the text, so that no word is changed."""
    words = [Span(*word.span()) for word in words_in(text)]
    grown = []
    for span in spans:
        cut = [word for word in words if word.overlaps(span)]
        grown.append(Span(min([span.start, *(w.start for w in cut)]), max([span.end, *(w.end for w in cut)])))
    return grown
