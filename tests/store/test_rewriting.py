"""What two versions of a text have in common after names were replaced in both."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.model import Kept, Move, Span
from interviewcoder.store.rewriting import NewText, recut

_WORDS = st.lists(st.sampled_from(["Wilco", "Jan", "nou", "ja", "zei", "werk", "goed"]), max_size=12)


def replaced(text: str) -> NewText:
    """A text with two names replaced, word by word."""
    made, moves, at = "", [], 0
    for piece in text.split(" "):
        new = {"Wilco": "[naam 1]", "Jan": "[n]"}.get(piece, piece)
        if new != piece:
            moves.append(Move(Span(at, at + len(piece)), Span(len(made), len(made) + len(new))))
        made += new + " "
        at += len(piece) + 1
    return NewText(made[:-1], tuple(moves), b"", "txt")


@given(_WORDS, _WORDS)
def test_what_is_kept_is_the_same_in_both_texts_and_ordered(first: list[str], second: list[str]) -> None:
    before, after = " ".join(first), " ".join(second)
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    base, text = replaced(before), replaced(after)
    old = new = 0
    for each in recut([Kept(b.a, b.b, b.size) for b in blocks if b.size], base, text):
        assert each.length > 0
        assert each.old >= old
        assert each.new >= new
        assert base.text[each.old : each.old + each.length] == text.text[each.new : each.new + each.length]
        old, new = each.old + each.length, each.new + each.length


def test_a_name_replaced_alike_on_both_sides_is_kept_within_its_piece() -> None:
    before = "toen kwam Wilco binnen"
    whole = Kept(0, 0, len(before))
    made = replaced(before)
    assert recut([whole], made, made) == [Kept(0, 0, len(made.text))]
