"""Where the reader is, and what is selected: moves by sentence, turn and word over a frozen transcript."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right

from interviewcoder.model import Span, Speaker, Transcript, next_word, previous_word

_NO_END = " \t\n\u00a0,;:–—-"
"""What a fragment that is dragged does not end on."""


class Caret:
    """A position in a transcript and, when one was made, a selection. All positions are code points.

    Moves stop at the respondents' sentences: an interviewer's are read on the way, and reached by word or mouse.
    """

    def __init__(self, transcript: Transcript, at: int = 0) -> None:
        self._transcript = transcript
        self._turn_starts = array("l", (turn.start for turn in transcript.turns))
        self._sentences = transcript.sentences
        self._starts = array("l", (sentence.start for sentence in self._sentences))
        self._stops = self._find_stops()
        self.selection: Span | None = None
        self.by_word = False
        self.position = 0
        self.place(max(at, self._starts[self._stops[0]]) if self._stops else 0)

    def _find_stops(self) -> array[int]:
        """The numbers of the sentences that moves stop at."""
        turns, stops, at = self._transcript.turns, array("l"), 0
        for number, sentence in enumerate(self._sentences):
            while at < len(turns) and turns[at].end <= sentence.start:
                at += 1
            if at < len(turns) and turns[at].speaker is not Speaker.INTERVIEWER:
                stops.append(number)
        return stops or array("l", range(len(self._sentences)))

    # --- what is under it -------------------------------------------------------------------------

    @property
    def sentence(self) -> Span:
        """The sentence the caret is in, or the last one before it; empty in a text without any."""
        number = bisect_right(self._starts, self.position) - 1
        return self._sentences[max(0, number)] if self._sentences else Span(0, 0)

    @property
    def target(self) -> Span:
        """What a code would be put on: the selection, else the sentence."""
        return self.selection or self.sentence

    @property
    def word(self) -> Span:
        """The word the caret is on, or the next one."""
        return next_word(self._transcript.text, self.position) or Span(self.position, self.position)

    # --- moves ------------------------------------------------------------------------------------

    def place(self, position: int) -> None:
        """Go to a code point and select nothing."""
        self.position = max(0, min(position, len(self._transcript.text)))
        self.selection = None
        self.by_word = False

    def select(self, span: Span) -> None:
        """Select a span and stand at its start."""
        self.place(span.start)
        self.selection = span if span else None

    def sentences(self, step: int) -> None:
        """Go so many sentences down, or up."""
        if not self._stops:
            return
        number = bisect_right(self._starts, self.position) - 1
        at = bisect_left(self._stops, number)
        exact = at < len(self._stops) and self._stops[at] == number
        landed = at + step - (step > 0 and not exact)
        self.place(self._starts[self._stops[max(0, min(len(self._stops) - 1, landed))]])

    def turns(self, step: int) -> None:
        """Go to the first sentence of the next turn of a respondent; upwards, first to that of this one."""
        turns = self._transcript.turns
        at = bisect_right(self._turn_starts, self.position) - 1
        if step < 0 and at >= 0 and self.position > turns[at].start and turns[at].speaker is not Speaker.INTERVIEWER:
            self.place(turns[at].start)
            return
        at += step
        while 0 <= at < len(turns) and turns[at].speaker is Speaker.INTERVIEWER:
            at += step
        if 0 <= at < len(turns):
            self.place(turns[at].start)

    def words(self, step: int) -> None:
        """Go so many words on, or back, through what is said; a selection stays."""
        text = self._transcript.text
        for _ in range(abs(step)):
            word = next_word(text, self.word.end) if step > 0 else previous_word(text, self.position)
            while word is not None and not self._spoken(word):
                word = next_word(text, word.end) if step > 0 else previous_word(text, word.start)
            if word is None:
                break
            self.position = word.start
        self.by_word = True

    def _spoken(self, word: Span) -> bool:
        at = bisect_right(self._turn_starts, word.start) - 1
        return at >= 0 and word.end <= self._transcript.turns[at].end

    # --- selecting --------------------------------------------------------------------------------

    def extend(self, step: int) -> None:
        """Make the selection a sentence longer at its end, or shorter; it never becomes less than one."""
        held = self.target
        last = bisect_left(self._starts, held.end) - 1
        at = bisect_right(self._stops, last) - 1
        if step > 0:
            at += 1
        elif held.end == self._sentences[last].end:
            at -= 1
        if not 0 <= at < len(self._stops):
            return
        end = self._sentences[self._stops[at]].end
        if end > held.start:
            self.selection = Span(held.start, end)

    def start_here(self) -> None:
        """Let the selection start at the word under the caret."""
        word, held = self.word, self.target
        end = held.end if held.end > word.start else max(word.end, self.sentence.end)
        self.selection = Span(word.start, end)

    def end_here(self) -> None:
        """Let the selection end with the word under the caret."""
        word, held = self.word, self.target
        start = held.start if held.start < word.end else min(word.start, self.sentence.start)
        self.selection = Span(start, word.end)

    def whole_turn(self) -> None:
        """Select all that is said in this turn."""
        at = bisect_right(self._turn_starts, self.position) - 1
        if at >= 0:
            position = self.position
            self.select(self._transcript.turns[at].span)
            self.position = position

    def drag(self, start: int, end: int) -> None:
        """Select from one code point to another, both included, widened to whole words; from the first of them, to
        the last or the stop after it."""
        text = self._transcript.text
        low, high = min(start, end), max(start, end)
        first, last = next_word(text, low), next_word(text, high)
        low = first.start if first and first.start <= high else low
        high = last.end if last and last.start <= high else high + 1
        said = text[low : min(high, len(text))]
        self.select(Span(low, low + len(said.rstrip(_NO_END) or said)))
