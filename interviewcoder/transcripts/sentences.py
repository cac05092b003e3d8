"""Sentences of spoken Dutch, found in one pass without a language model.

A sentence ends at ``.``, ``!``, ``?`` or ``…`` before white space, and at every line end. Trailing dots end one only
when what follows does not go on in lower case; abbreviations and initials do not end one.
"""

from __future__ import annotations

import re

from interviewcoder.model import Span

_OPENING = "\"'“”‘’„«(["
_BREAK = re.compile(
    r"""
    [.!?…\n] (?<![.!?…][.!?…]) (?:  # the first of a row of stops only, or a long row would cost its square
        (?<=[a-zß-öø-ÿ]{5}[.]) [ ] (?=[A-Z])  # no abbreviation is that long: told apart here, for speed
      | (?<=\n) \s*+
      | ([.!?…]*+) (["'”’»)\]]*+) \s++
    )
    """,
    re.VERBOSE,
)
_VISIBLE = re.compile(r"\S")
_WORDLIKE = re.compile(r"[^\W_]")
_LEAD_IN = re.compile(rf"(?:[’'‘`][a-z]{{1,2}}\s++)?+[{re.escape(_OPENING)}–—-]*+")
# What may follow the last sentence of a line without being one: "(lacht)", "[stilte]", an emoji, dots.
_REST_OF_LINE = re.compile(
    r"((?:[^\S\n]*+(?:\([^()\n]{1,40}\)|\[[^\[\]\n]{1,40}\]|[^\w\s(\[]++)){1,4}+)[^\S\n]*+(?:\n\s*+|\Z)"
)
_LONGEST_ABBREVIATION = 16
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_AN_END = _words(
    """
    bijv bv vb o.a m.b.t d.w.z dwz t/m zgn zg nl dhr mevr mw hr dr drs ing ir prof mr mej fam st ca plm
    nr nrs blz pag p vgl evt incl excl resp afd bgg mrs ms feb mrt apr aug sept sep okt nov dec
    """
)
_END_BEFORE_CAPITAL = _words(
    """
    etc enz e.d e.a c.s a.u.b aub s.v.p svp b.v n.v v.o.f p.w p.m p.j o.i.d z.o.z n.v.t max min mln mld jl ll sec wk
    kg km cm art dir tel gem vnl alg
    """
)


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``, in order, without the white space around them.

    Spans are half-open code points of ``text``. Together they hold every character of the range that is no white
    space; none crosses a line end. Time is linear in ``end - start``.
    """
    spans: list[Span] = []
    begin = _place(_VISIBLE, text, start, end)
    first_word = -1
    for found in _BREAK.finditer(text, begin, end):
        at, after = found.span()
        if at < begin:
            continue
        if found.lastindex is None:
            stop = at + 1 if text[at] == "." else begin + len(text[begin:at].rstrip())
        else:
            stop = found.end(2)
            if text.find("\n", stop, after) < 0:
                if first_word < begin:
                    first_word = _place(_WORDLIKE, text, begin, end)
                if first_word >= at or not _ends_at(text, found, first_word, end):
                    continue
                if not text[after : after + 1].isalnum() and (rest := _REST_OF_LINE.match(text, stop, end)):
                    stop, after = rest.end(1), rest.end()
        spans.append(Span(begin, stop))
        begin = after
    if begin < end:
        spans.append(Span(begin, begin + len(text[begin:end].rstrip())))
    return spans


def _place(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.search(text, start, end)
    return found.start() if found else end


def _ends_at(text: str, found: re.Match[str], first_word: int, end: int) -> bool:
    """Whether the sentence ends at these stops, going by the word before and the character after them."""
    stops = text[found.start() : found.end(1)]
    lead_in = _LEAD_IN.match(text, found.end(), end)
    at = lead_in.end() if lead_in else found.end()
    follows = text[at] if at < end else ""
    if found[2] and follows.islower():  # "Dat kan niet!" zei hij
        return False
    if "!" in stops or "?" in stops:
        return True
    if stops != ".":
        return not follows.islower()
    return _full_stop(text, found.start(), first_word, follows)


def _full_stop(text: str, at: int, first_word: int, follows: str) -> bool:
    before = text[max(first_word, at - _LONGEST_ABBREVIATION) : at].split()
    word = before[-1].lstrip(_OPENING) if before else ""
    plain = word if word.isupper() and "." not in word else word.lower()
    if plain in _END_BEFORE_CAPITAL:
        return follows.isupper()
    if plain in _NEVER_AN_END or _DOTTED.fullmatch(word):
        return False
    if len(word) == 1 and word.isalpha():
        return not follows.islower() and not (word.isupper() and _is_initial(word, at - 1 == first_word, before))
    if word.isdigit():
        return at - len(word) > first_word  # else the number of a list: "3. Wij..."
    return True


def _is_initial(letter: str, opens: bool, before: list[str]) -> bool:
    """Whether a capital with a stop is of a name: "dhr. J. Bakker", "J. Bakker"; not "bedrijf A. Daar" or "O. Ja"."""
    if opens:
        return letter != "O"
    return len(before) > 1 and before[-2].endswith(".")
