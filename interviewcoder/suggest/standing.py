"""Which of the cues found in a text stand there: the same for suggestions and for a cue on trial."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from interviewcoder.model import Span
from interviewcoder.suggest.weighing import INFINITIVE_MARK

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from interviewcoder.suggest.pipeline import CueHit


def standing(
    doc: Doc,
    sentences: Sequence[Span],
    hits: Iterable[CueHit],
    aside: set[int],
    parted: Callable[[CueHit], bool],
) -> Iterator[tuple[CueHit, Span, int]]:
    """The hits that lie in one sentence, not among the tokens of an ``aside``, each with its place in the text and
    the number of its sentence. One that is ``parted``, a verb before its particle, cannot stand before an
    infinitive.
    """
    for hit in hits:
        if not aside.isdisjoint(range(hit.first, hit.last + 1)):
            continue
        if parted(hit) and doc[hit.last + 1 : hit.last + 2].text.lower() == INFINITIVE_MARK:
            continue
        start, last = sentences[0].start, doc[hit.last]
        place = Span(start + doc[hit.first].idx, start + last.idx + len(last))
        number = bisect_right(sentences, place.start, key=lambda sentence: sentence.start) - 1
        if place.end <= sentences[number].end:
            yield hit, place, number
