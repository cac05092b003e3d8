"""Coded words after a correction: on exactly those words, or doubtful with the likeliest places; never elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count, takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.model import Span
from interviewcoder.transcripts.anchoring import Anchors, Doubtful, Moved, Why
from interviewcoder.transcripts.comparing import compare

OLD = (
    "I: Wat gebeurt er als er iets misgaat?\n"
    "R: Nou, dan zetten we dat op het bord. Niemand wordt boos om een fout, daar leren we van.\n"
    "I: En wie pakt dat op?\n"
    "R: Dat beslis ik zelf. Nou, dan zetten we dat weer op het bord.\n"
)


def at(text: str, quote: str, number: int = 0) -> Span:
    start = -1
    for _ in range(number + 1):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


def found(old: str, new: str, quote: str, number: int = 0) -> Moved | Doubtful:
    return Anchors(old, new).find([at(old, quote, number)])[0]


# --- what a correction does -----------------------------------------------------------------------


def test_words_stay_theirs_when_others_change() -> None:
    new = OLD.replace("misgaat", "fout gaat, denkt u").replace("Dat beslis ik zelf", "Ja, dat beslis ik")
    for quote in ("daar leren we van", "op het bord. Niemand wordt boos", "En wie pakt dat op?"):
        assert found(OLD, new, quote) == Moved(at(new, quote))


def test_words_that_changed_inside_are_doubtful_with_what_now_stands_there() -> None:
    new = OLD.replace("boos om een fout", "kwaad om zo'n fout")
    doubt = found(OLD, new, "Niemand wordt boos om een fout")
    assert isinstance(doubt, Doubtful)
    assert doubt.why is Why.CHANGED
    assert doubt.places[0].span.of(new) == "Niemand wordt kwaad om zo'n fout"


def test_a_word_put_between_makes_a_fragment_doubtful() -> None:
    new = OLD.replace("wordt boos", "wordt niet boos")
    doubt = found(OLD, new, "wordt boos om een fout")
    assert isinstance(doubt, Doubtful)
    assert doubt.places[0].span.of(new) == "wordt niet boos om een fout"


def test_words_that_are_gone_are_doubtful_without_a_place() -> None:
    new = OLD.replace(" Niemand wordt boos om een fout, daar leren we van.", "")
    doubt = found(OLD, new, "Niemand wordt boos om een fout, daar leren we van.")
    assert doubt == Doubtful(Why.GONE, ())


def test_a_part_of_a_word_goes_with_its_word() -> None:
    new = OLD.replace("beslis ik", "beslist hij")
    assert isinstance(found(OLD, new, "beslis"), Doubtful)
    assert found(OLD, new, "isgaa") == Moved(at(new, "isgaa"))


def test_of_the_same_words_said_twice_each_keeps_its_own_place() -> None:
    new = OLD.replace("En wie", "En, eh, wie")
    for number in (0, 1):
        assert found(OLD, new, "dan zetten we dat", number) == Moved(at(new, "dan zetten we dat", number))


def test_words_that_now_stand_there_twice_are_doubtful_with_both_places() -> None:
    line = "R: Nou, dan zetten we dat op het bord. Niemand wordt boos om een fout, daar leren we van.\n"
    new = OLD.replace(line, line + line)
    doubt = found(OLD, new, "Niemand wordt boos")
    assert isinstance(doubt, Doubtful)
    assert doubt.why is Why.REPEATED
    assert {place.span for place in doubt.places} == {at(new, "Niemand wordt boos", n) for n in (0, 1)}


def test_of_two_passages_that_became_one_neither_is_sure() -> None:
    lines = OLD.splitlines(keepends=True)
    twice = "".join([*lines[:2], *lines[1:]])
    assert all(isinstance(found(twice, OLD, "Niemand wordt boos", n), Doubtful) for n in (0, 1))


def test_the_very_words_are_offered_whole_and_no_bare_stop() -> None:
    old = "R: Ja. Ja. Ja. Nee.\nI: Nog?\nR: Wij leren samen.\nI: Ok?\nR: Wij leren samen.\n"
    new = old.replace("Ja. ", "", 1).replace("I: Nog?\nR: Wij leren samen.\n", "")
    for number in (0, 1):  # one of the two was taken out
        doubt = found(old, new, "Wij leren samen.", number)
        assert isinstance(doubt, Doubtful)
        assert doubt.why is Why.REPEATED
        assert [place.span for place in doubt.places] == [at(new, "Wij leren samen.")]


def test_what_was_changed_in_its_place_goes_before_the_same_words_elsewhere() -> None:
    old = OLD + "I: Ok?\nR: Niemand wordt boos om een fout, zei ik.\n"
    doubt = found(old, old.replace("boos", "echt boos", 1), "Niemand wordt boos")
    assert isinstance(doubt, Doubtful)
    said = [place.span.of(old.replace("boos", "echt boos", 1)) for place in doubt.places]
    assert (doubt.why, said) == (Why.CHANGED, ["Niemand wordt echt boos", "Niemand wordt boos"])


def test_a_passage_copied_elsewhere_leaves_the_first_one_sure() -> None:
    new = OLD + "R: Niemand wordt boos om een fout, zei ik.\n"
    assert found(OLD, new, "wordt boos om") == Moved(at(new, "wordt boos om"))


def test_a_passage_that_was_moved_takes_its_words_along() -> None:
    lines = OLD.splitlines(keepends=True)
    new = "".join([lines[2], lines[3], lines[0], lines[1]])
    for quote in ("Niemand wordt boos om een fout", "Dat beslis ik zelf. Nou, dan zetten"):
        assert found(OLD, new, quote) == Moved(at(new, quote))


def test_a_single_word_is_not_known_again_elsewhere() -> None:
    new = OLD.replace("misgaat", "gebeurt").replace("En wie", "Wat misgaat, wie")
    assert isinstance(found(OLD, new, "misgaat"), Doubtful)


@pytest.mark.parametrize(("old", "new"), [("", "a"), ("a", ""), ("a b", "a b"), ("één\n", "een\n")])
def test_what_is_kept_of_small_texts(old: str, new: str) -> None:
    assert all(old[k.old : k.old + k.length] == new[k.new : k.new + k.length] for k in compare(old, new))
    assert (old != new) or sum(k.length for k in compare(old, new)) == len(old)


# --- for any correction ---------------------------------------------------------------------------


@dataclass
class Edited:
    """A text as words that each keep who they are: a copied word is the same word, a new one is not."""

    words: list[tuple[str, int]]
    ids: count[int] = field(default_factory=lambda: count(10_000))

    def insert(self, place: int, size: int, fresh: list[str]) -> None:
        self.words[place:place] = [(fresh[n % len(fresh)], next(self.ids)) for n in range(size)]

    def apply(self, kind: str, place: int, size: int, target: int, fresh: list[str]) -> None:
        place, target = place % (len(self.words) + 1), target % (len(self.words) + 1)
        piece = self.words[place : place + size]
        if kind == "insert":
            self.insert(place, size, fresh)
        elif kind == "duplicate":
            self.words[target:target] = piece
        else:
            del self.words[place : place + size]
            if kind == "replace":
                self.insert(place, size, fresh)
            elif kind == "move":
                target = min(target, len(self.words))
                self.words[target:target] = piece

    def text(self) -> tuple[str, list[Span]]:
        """The text, and where each word of it stands."""
        text, spans = "", []
        for word, _ in self.words:
            spans.append(Span(len(text), len(text) + len(word)))
            text += word + ("\n" if word.endswith(".") else " ")
        return text, spans


FEW = ["ja", "nee", "dat", "we", "leren.", "fout", "bord", "het", "op", "samen", "werk."]
NEW = ["nieuw", "anders", "verbeterd.", "gehoord"]
KINDS = ["insert", "delete", "replace", "duplicate", "move"]

edits = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 200), st.integers(1, 25), st.integers(0, 200)), max_size=5
)
passages = st.lists(st.lists(st.sampled_from(FEW), min_size=1, max_size=14), min_size=1, max_size=5)


@settings(max_examples=500, deadline=None)
@given(passages, st.lists(st.integers(0, 4), min_size=1, max_size=12), edits, st.data())
def test_whatever_is_edited_no_coding_lands_on_other_words(
    parts: list[list[str]], order: list[int], steps: list[tuple[str, int, int, int]], data: st.DataObject
) -> None:
    words = [word for n in order for word in parts[n % len(parts)]]  # the same passages come back, as in speech
    edited = Edited(list(zip(words, count(), strict=False)))
    old, spans = edited.text()
    numbers = st.integers(0, len(words) - 1)
    chosen = [sorted(pair) for pair in data.draw(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=6))]
    for kind, place, size, target in steps:
        edited.apply(kind, place, size, target, NEW)
    new, now = edited.text()
    starts = {span.start: n for n, span in enumerate(now)}
    codings = [Span(spans[first].start, spans[last].end) for first, last in chosen]
    for (first, last), span, result in zip(chosen, codings, Anchors(old, new).find(codings), strict=True):
        if isinstance(result, Moved):
            assert result.span.of(new) == span.of(old)
            at = starts[result.span.start]
            if [id for _, id in edited.words[at : at + last - first + 1]] != list(range(first, last + 1)):
                check_that_what_is_around_decides(old, new, span, result.span)
        else:
            assert all(0 <= each.span.start < each.span.end <= len(new) for each in result.places)
            assert all(any(map(str.isalnum, each.span.of(new))) for each in result.places)


def check_that_what_is_around_decides(old: str, new: str, span: Span, place: Span) -> None:
    """Whose words they are cannot be seen of "ja ja" with a "ja" more; but no other pair may fit them better."""
    quote = span.of(old)
    held = around(old, new, span.start, place.start, len(span))
    assert held > 0
    assert all(around(old, new, span.start, at, len(span)) <= held for at in occurrences(new, quote))
    assert all(around(old, new, at, place.start, len(span)) <= held for at in occurrences(old, quote))


def occurrences(text: str, quote: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(quote, at)]


def around(old: str, new: str, start: int, new_start: int, length: int) -> int:
    """How much is the same around two places of the same words."""
    before = same(reversed(old[:start]), reversed(new[:new_start]))
    return before + same(old[start + length :], new[new_start + length :])


def same(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@settings(max_examples=100, deadline=None)
@given(st.integers(30, 120), edits.filter(lambda steps: all(kind != "duplicate" for kind, *_ in steps)))
def test_words_that_stand_as_they_were_are_found(size: int, steps: list[tuple[str, int, int, int]]) -> None:
    """Doubt is for what changed: with words that do not return, every row of them that is still whole is found."""
    edited = Edited([(f"woord{n}" + "." * (n % 9 == 0), n) for n in range(size)])
    old, spans = edited.text()
    for kind, place, length, target in steps:
        edited.apply(kind, place, length, target, NEW)
    new, now = edited.text()
    ids = [id for _, id in edited.words]
    places = {id: at for at, id in enumerate(ids)}
    whole = [(n, at) for n, at in places.items() if n < size and ids[at : at + 6] == list(range(n, n + 6))]
    codings = [Span(spans[n].start, spans[n + 5].end) for n, _ in whole]
    expected = [Moved(Span(now[at].start, now[at + 5].end)) for _, at in whole]
    assert Anchors(old, new).find(codings) == expected


@settings(max_examples=200, deadline=None)
@given(st.text("ab \n.", max_size=60), st.text("ab \n.", max_size=60))
def test_what_two_texts_have_in_common_is_the_same_and_in_order(old: str, new: str) -> None:
    kept = compare(old, new)
    assert all(old[each.old : each.old + each.length] == new[each.new : each.new + each.length] for each in kept)
    ends = [(each.old + each.length, each.new + each.length) for each in kept]
    for (end, new_end), each in zip(ends, kept[1:], strict=False):
        assert end <= each.old
        assert new_end <= each.new
        assert (end, new_end) != (each.old, each.new)
